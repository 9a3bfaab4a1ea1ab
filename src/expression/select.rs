//! What `x.name` means: a fact, an attribute, the blocks of a kind, a field, a block inside or around.

use crate::diagnostic::Message;
use crate::vocabulary::{FieldType, FreeKeys, Kind, KindSpec, Vocabulary};
use crate::workspace::messages::hint;

use super::attributes::{self, Row};
use super::facts::FACTS;
use super::node::{Head, Key, Node, Reading};
use super::types::Type;

/// Plurals that are not the kind with an `s`.
const PLURALS: &[(&str, &str)] = &[
    ("strategy", "strategies"),
    ("policy", "policies"),
    ("person", "people"),
    ("analysis", "analyses"),
    ("research", "researches"),
    ("process", "processes"),
    ("mix", "mixes"),
    ("rates", "rates"),
];

/// Selects `name` from a part of a type.
pub(super) fn select(
    vocabulary: &Vocabulary,
    of: Node,
    of_type: &Type,
    name: &str,
) -> Result<(Node, Type), Message> {
    let attribute = attributes_of(of_type).iter().find(|row| row.name == name);
    match of_type {
        Type::Block(kinds) => {
            let selection = Selection { vocabulary, kinds, name, word: name.replace('_', "-") };
            selection.of_block(of, attribute)
        }
        Type::Workspace => {
            let selection = Selection { vocabulary, kinds: &[], name, word: name.replace('_', "-") };
            let kind = selection.plural().ok_or_else(|| selection.unknown(of_type))?;
            Ok((Node::Inside(Box::new(of), kind), list(kind)))
        }
        _ => match attribute {
            Some(row) => Ok((Node::Attribute(Box::new(of), row.read), (row.of)())),
            None => {
                Err(unknown(vocabulary, of_type, name, attributes_of(of_type).iter().map(|row| row.name)))
            }
        },
    }
}

fn list(kind: Kind) -> Type {
    Type::List(Box::new(Type::Block(vec![kind])))
}

/// What every value of a type has.
fn attributes_of(of: &Type) -> &'static [Row] {
    match of {
        Type::Block(_) | Type::Any => attributes::BLOCK,
        Type::Statement => attributes::STATEMENT,
        Type::Days => attributes::DAYS,
        Type::Duration | Type::Cadence => attributes::DURATION,
        _ => &[],
    }
}

fn unknown<'n>(
    vocabulary: &Vocabulary,
    of: &Type,
    name: &str,
    names: impl Iterator<Item = &'n str>,
) -> Message {
    let hint = hint(name, names);
    Message::new("no-member").with("name", name).with("of", of.name(vocabulary)).with("hint", hint)
}

struct Selection<'s> {
    vocabulary: &'s Vocabulary,
    /// The kinds of block that it is selected from; none for any.
    kinds: &'s [Kind],
    name: &'s str,
    /// The name as plans write it.
    word: String,
}

impl Selection<'_> {
    fn of_block(&self, of: Node, attribute: Option<&Row>) -> Result<(Node, Type), Message> {
        let is_of = |kinds: &[Kind]| !self.kinds.is_empty() && self.kinds.iter().all(|it| kinds.contains(it));
        if let Some(fact) = FACTS.iter().find(|fact| fact.name == self.name && is_of(fact.kinds)) {
            return Ok((Node::Fact(Box::new(of), fact.compute), (fact.of)()));
        }
        if let Some(row) = attribute {
            let read = match row.name {
                "texts" => Node::Texts(Box::new(of)),
                "block_kind" => Node::KindName(Box::new(of)),
                "id" => Node::Head(Box::new(of), Head::Id),
                "title" => Node::Head(Box::new(of), Head::Title),
                _ => Node::Attribute(Box::new(of), row.read),
            };
            return Ok((read, (row.of)()));
        }
        let plural = self.plural().filter(|kind| self.kinds.is_empty() || self.reaches(*kind));
        if let Some(kind) = plural {
            return Ok((Node::Inside(Box::new(of), kind), list(kind)));
        }
        if let Some((name, field)) = self.field() {
            let reading = match field.one() {
                Type::Cadence => Reading::Interval,
                _ if matches!(field, Type::Many(_)) => Reading::All,
                _ => Reading::One,
            };
            let field = if reading == Reading::Interval { Type::Cadence } else { field };
            return Ok((Node::Field(Box::new(of), name, reading), field));
        }
        for (kind, spec) in self.vocabulary.kinds().filter(|(_, spec)| spec.name == self.word) {
            let block = Type::Block(vec![kind]);
            // A block of any kind stands in its plan or strategy, which stand in nothing.
            if self.kinds.is_empty() && spec.parents.is_empty() {
                return Ok((Node::Above(Box::new(of), kind), block));
            }
            if self.kinds.is_empty() || self.kinds.iter().any(|it| spec.parents.contains(it)) {
                return Ok((Node::Child(Box::new(of), kind), block));
            }
            if self.kinds.iter().any(|it| may_stand_in(self.vocabulary, *it, kind)) {
                return Ok((Node::Above(Box::new(of), kind), block));
            }
        }
        self.key(of).map_err(|()| self.unknown(&Type::Block(self.kinds.to_vec())))
    }

    /// A field whose name the block leaves free.
    fn key(&self, of: Node) -> Result<(Node, Type), ()> {
        let free = self.specs().find_map(|spec| spec.free).ok_or(())?;
        let metric = self.vocabulary.metrics.get(&self.word);
        if free.0 == FreeKeys::Metric && metric.is_none() {
            return Err(());
        }
        let value = match free.1 {
            FieldType::Money => Type::Money,
            FieldType::Percent => Type::Percent,
            FieldType::Target => Type::Statement,
            _ => Type::Figure,
        };
        Ok((Node::Key(Box::new(of), Key { name: self.word.clone(), metric }), value))
    }

    fn specs(&self) -> impl Iterator<Item = &KindSpec> {
        let all = self.kinds.is_empty();
        let is_meant = move |kind: Kind| all || self.kinds.contains(&kind);
        self.vocabulary.kinds().filter(move |(kind, _)| is_meant(*kind)).map(|(_, spec)| spec)
    }

    /// The field of this name, in whichever of the kinds has one.
    fn field(&self) -> Option<(crate::vocabulary::FieldName, Type)> {
        let is_meant =
            |spec: &&crate::vocabulary::FieldSpec| self.vocabulary.field_name(spec.name) == self.word;
        let mut fields = self.specs().filter_map(|spec| spec.fields.iter().find(is_meant));
        let first = fields.next()?;
        let of = Type::of_field(first);
        let same = fields.all(|other| Type::of_field(other) == of);
        Some((first.name, if same { of } else { Type::Many(Box::new(Type::Any)) }))
    }

    /// The kind that the name is the plural of.
    fn plural(&self) -> Option<Kind> {
        let irregular = PLURALS.iter().find(|(_, plural)| *plural == self.word);
        let singular = match irregular {
            Some((singular, _)) => *singular,
            None => self.word.strip_suffix('s')?,
        };
        self.vocabulary.kinds().find(|(_, spec)| spec.name == singular).map(|(kind, _)| kind)
    }

    /// Whether a block of a kind may stand inside, at any depth.
    fn reaches(&self, kind: Kind) -> bool {
        self.kinds.iter().any(|of| may_stand_in(self.vocabulary, kind, *of))
    }

    fn unknown(&self, of: &Type) -> Message {
        let fields = self.specs().flat_map(|spec| &spec.fields);
        let fields = fields.map(|field| self.vocabulary.field_name(field.name).replace('-', "_"));
        let facts = FACTS.iter().filter(|fact| self.kinds.iter().any(|kind| fact.kinds.contains(kind)));
        let kinds = self.vocabulary.kinds().map(|(_, spec)| spec.name.clone());
        let plurals = kinds.map(|name| {
            let irregular = PLURALS.iter().find(|(singular, _)| *singular == name);
            irregular.map_or_else(|| format!("{name}s"), |(_, plural)| (*plural).to_owned())
        });
        let names: Vec<String> = fields
            .chain(facts.map(|fact| fact.name.to_owned()))
            .chain(attributes::BLOCK.iter().map(|row| row.name.to_owned()))
            .chain(plurals)
            .collect();
        unknown(self.vocabulary, of, self.name, names.iter().map(String::as_str))
    }
}

/// Whether a block of one kind may stand in one of another, at any depth.
fn may_stand_in(vocabulary: &Vocabulary, inner: Kind, outer: Kind) -> bool {
    let mut seen = vec![inner];
    let mut next = 0;
    while let Some(kind) = seen.get(next).copied() {
        next += 1;
        let Some(spec) = vocabulary.kind(kind) else { continue };
        if spec.anywhere || spec.parents.contains(&outer) {
            return true;
        }
        for parent in &spec.parents {
            if !seen.contains(parent) {
                seen.push(*parent);
            }
        }
    }
    false
}
