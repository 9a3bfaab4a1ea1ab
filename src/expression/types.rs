//! The types of expressions, as far as they are known before a plan is read.

use crate::diagnostic::{Arg, Message};
use crate::vocabulary::{FieldSpec, FieldType, Kind, Vocabulary};

/// The kinds of block that an `@` may name.
pub(super) const PEOPLE: &[Kind] =
    &[Kind::PERSON, Kind::TEAM, Kind::POSITION, Kind::PARTNER, Kind::DEPARTMENT];

/// What a part of an expression is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// Yes or no.
    Bool,
    /// A whole number that the rule writes or counts.
    Int,
    /// A number.
    Number,
    /// A percentage.
    Percent,
    /// Money.
    Money,
    /// A stretch of time.
    Duration,
    /// How often, as the time from one to the next.
    Cadence,
    /// A number of any kind.
    Figure,
    /// Text.
    Text,
    /// A word of a list of the vocabulary, by its number; whether other words are taken too.
    Word(u16, bool),
    /// A day or a period.
    Days,
    /// A statement about a metric.
    Statement,
    /// A block of one of these kinds; of any where none is named.
    Block(Vec<Kind>),
    /// All plans together.
    Workspace,
    /// The options of the rule.
    Options,
    /// Several values.
    List(Box<Type>),
    /// A field that may have several values: a list where one is meant, else its first.
    Many(Box<Type>),
    /// Values by their keys.
    Map(Box<Type>),
    /// Nothing is known of it.
    Any,
}

impl Type {
    /// The type of a field's values.
    pub(super) fn of_field(spec: &FieldSpec) -> Type {
        let one = match spec.kind {
            FieldType::Text | FieldType::Metric | FieldType::Policy | FieldType::Waiver => Type::Text,
            FieldType::Word => spec.words.map_or(Type::Text, |list| Type::Word(list, spec.open)),
            FieldType::Reference => Type::Block(spec.to.clone()),
            FieldType::Person => Type::Block(PEOPLE.to_vec()),
            FieldType::Money => Type::Money,
            FieldType::Number | FieldType::Quantity => Type::Number,
            FieldType::Percent => Type::Percent,
            FieldType::Duration => Type::Duration,
            FieldType::Date | FieldType::Period => Type::Days,
            FieldType::Target => Type::Statement,
            FieldType::Figure => Type::Figure,
            FieldType::Dependency => Type::Block(Vec::new()),
            FieldType::Cadence => Type::Cadence,
            FieldType::YesNo => Type::Bool,
            FieldType::Any => Type::Any,
        };
        if spec.many || spec.repeat { Type::Many(Box::new(one)) } else { one }
    }

    /// The type of an option by its name in a rule's file; the name of a list of words, such as
    /// `phase-kind`, stands for several of them.
    pub(super) fn of_name(name: &str, vocabulary: &Vocabulary) -> Option<Type> {
        const NAMES: &[(&str, Type)] = &[
            ("yes-no", Type::Bool),
            ("number", Type::Number),
            ("percent", Type::Percent),
            ("money", Type::Money),
            ("duration", Type::Duration),
            ("text", Type::Text),
            ("date", Type::Days),
        ];
        if name == "texts" {
            return Some(Type::List(Box::new(Type::Text)));
        }
        let of_list = || {
            let list = vocabulary.word_list_named(name)?;
            Some(Type::List(Box::new(Type::Word(list, false))))
        };
        NAMES.iter().find(|(known, _)| *known == name).map(|(_, of)| of.clone()).or_else(of_list)
    }

    /// The names of the types that an option may have.
    pub(super) const OPTION_NAMES: &'static [&'static str] =
        &["yes-no", "number", "percent", "money", "duration", "text", "texts", "date"];

    /// What a single value of it is.
    pub(super) fn one(&self) -> &Type {
        match self {
            Type::Many(one) => one,
            other => other,
        }
    }

    /// What the elements are, where it is something that has several.
    pub(super) fn element(&self) -> Option<&Type> {
        match self {
            Type::List(element) | Type::Many(element) => Some(element),
            Type::Map(_) => Some(&Type::Text),
            Type::Any => Some(&Type::Any),
            _ => None,
        }
    }

    /// Whether it is an amount of some kind.
    pub(super) fn is_amount(&self) -> bool {
        matches!(
            self,
            Type::Int
                | Type::Number
                | Type::Percent
                | Type::Money
                | Type::Duration
                | Type::Cadence
                | Type::Figure
        )
    }

    fn is_text(&self) -> bool {
        matches!(self, Type::Text | Type::Word(..))
    }

    /// Whether values of the two types can be compared.
    pub(super) fn compares_with(&self, other: &Type) -> bool {
        use Type::{Any, Block, Cadence, Duration, Figure, Int, List, Many, Map, Number};
        match (self, other) {
            (Any, _)
            | (_, Any)
            | (Block(_), Block(_))
            | (Int | Number, Int | Number)
            | (Duration | Cadence, Duration | Cadence) => true,
            (Figure, other) | (other, Figure) => other.is_amount(),
            (List(one), List(other)) | (Map(one), Map(other)) => one.compares_with(other),
            (Many(one), other) | (other, Many(one)) => one.compares_with(other.one()),
            (one, other) if one.is_text() => other.is_text(),
            (one, other) => one == other,
        }
    }

    /// How a message calls it.
    pub(super) fn name(&self, vocabulary: &Vocabulary) -> Arg {
        let phrase = |name| Arg::Phrase(Message::new(name));
        match self {
            Type::Bool => phrase("type-truth"),
            Type::Int | Type::Number => phrase("type-number"),
            Type::Percent => phrase("type-percent"),
            Type::Money => phrase("type-money"),
            Type::Duration | Type::Cadence => phrase("type-duration"),
            Type::Figure => phrase("type-figure"),
            Type::Text | Type::Word(..) => phrase("type-text"),
            Type::Days => phrase("type-days"),
            Type::Statement => phrase("type-statement"),
            Type::Workspace => phrase("type-workspace"),
            Type::Options => phrase("type-options"),
            Type::List(_) | Type::Map(_) => phrase("type-list"),
            Type::Many(one) => one.name(vocabulary),
            Type::Any => phrase("type-any"),
            Type::Block(kinds) => match kinds.as_slice() {
                [only] => {
                    let kind = vocabulary.kind(*only).map_or("", |spec| spec.name.as_str());
                    Arg::Phrase(Message::new("type-block").with("kind", kind))
                }
                _ => phrase("type-any-block"),
            },
        }
    }
}
