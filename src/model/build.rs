//! Tree to model: names become numbers of the vocabulary, values become data, and what does not fit
//! the vocabulary becomes a finding.

mod groups;

use std::collections::hash_map::Entry;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::diagnostic::Finding;
use crate::source::{FileId, Span, offset, slice};
use crate::syntax::{self, Piece, PieceKind, Tree};
use crate::value::{Currency, When};
use crate::vocabulary::{
    FieldName, FieldSpec, FieldType, FreeKeys, IdUse, Kind, KindSpec, MetricId, Vocabulary, nearest,
};

use super::customs::unscoped;
use super::lexeme;
use super::read::{self, Cursor};
use super::shape::Shape;
use super::values::{Slot, ValueReader};
use super::{Block, Datum, Field, FileModel, Value};

/// What is needed to read a file beside its text.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    /// The words of the language.
    pub vocabulary: &'a Vocabulary,
    /// Units of money beyond ISO 4217.
    pub money: &'a [Currency],
}

/// Builds the model of a file and tells what does not fit the vocabulary.
#[must_use]
pub fn build(file: FileId, text: &Arc<str>, tree: &Tree, reading: Reading<'_>) -> (FileModel, Vec<Finding>) {
    build_in(file, text, tree, reading, &mut FileModel::default())
}

/// Builds the model of a file in lists that grow in `room` and are as long as they need to be in the end,
/// since the models of all files are kept.
#[must_use]
pub fn build_in(
    file: FileId,
    text: &Arc<str>,
    tree: &Tree,
    reading: Reading<'_>,
    room: &mut FileModel,
) -> (FileModel, Vec<Finding>) {
    let shape = Shape { file, text, vocabulary: reading.vocabulary };
    let mut builder = Builder {
        text,
        tree,
        vocabulary: reading.vocabulary,
        values: ValueReader::new(shape, reading.money),
        model: std::mem::take(room),
        findings: Vec::new(),
        // Most fields have names that code knows, which have the lowest numbers.
        met: Vec::with_capacity(FieldName::COUNT_KNOWN),
    };
    builder.model.broken.extend(tree.broken.iter().map(|broken| broken.span));
    for at in 0..tree.blocks.len() {
        builder.block(at);
    }
    for broken in &tree.broken {
        if let Some(block) = builder.beyond_groups(broken.block) {
            builder.model.blocks[block as usize].cracked = true;
        }
    }
    builder.whole_blocks();
    *room = builder.model;
    (room.taken(text), builder.findings)
}

/// So many characters, at most, has the name of a plan's own metric that stands without a number.
const LONGEST_NAME: usize = 12;

struct Builder<'a> {
    text: &'a str,
    tree: &'a Tree,
    vocabulary: &'a Vocabulary,
    values: ValueReader<'a>,
    model: FileModel,
    findings: Vec<Finding>,
    /// For each field name, by its number, the block it was met in last and its first field there; so
    /// that a repeated field is seen at once, however many fields a block has.
    met: Vec<Option<(u32, u32)>>,
}

impl<'a> Builder<'a> {
    fn block(&mut self, at: usize) {
        let block = &self.tree.blocks[at];
        let parent = self.beyond_groups(block.parent);
        let around = parent.map(|parent| &self.model.blocks[parent as usize]);
        let parent_kind = around.map(|around| around.kind);
        let silenced = around.is_some_and(|around| around.broken) || block.broken;
        let known = if silenced { None } else { self.kind(block, parent_kind) };
        let is_group = !silenced && known.is_none() && self.is_group(at, block, parent_kind);
        let kind = match known {
            Some(kind) => kind,
            None if silenced => Kind::UNKNOWN,
            None if is_group => {
                self.findings.push(self.values.shape.group(block.kind));
                Kind::UNKNOWN
            }
            None => self.told_kind(at, block, parent_kind),
        };
        let spec = self.vocabulary.kind(kind);
        if let (None, Some(parent), false) = (spec, parent, silenced || is_group) {
            self.model.blocks[parent as usize].cracked |= self.is_slip();
        }
        let fields = offset(self.model.fields.len());
        let mut built = Block::new(kind, parent, block.kind, block.span.end, fields);
        // What a group gathers stands beside it.
        built.end = if is_group { offset(at) + 1 } else { block.end };
        built.broken = silenced || spec.is_none();
        if let Some(spec) = spec {
            self.head(block, spec, &mut built);
            self.fields(offset(at), block, kind, spec, &mut built);
        }
        self.model.blocks.push(built);
    }

    /// The kind that a block's word means where it stands.
    fn kind(&self, block: &syntax::Block, parent: Option<Kind>) -> Option<Kind> {
        let kind = self.vocabulary.kind_inside(parent, self.at(block.kind))?;
        Some(self.meant(kind, block))
    }

    /// The kind that a block's word means elsewhere, if any; that it means none here is told.
    fn told_kind(&mut self, at: usize, block: &syntax::Block, parent: Option<Kind>) -> Kind {
        let written = self.at(block.kind);
        let elsewhere = self.vocabulary.kinds_named(written).first().copied();
        let holds_something = !block.fields.is_empty() || block.end > offset(at) + 1;
        let is_field = parent
            .and_then(|parent| self.vocabulary.kind(parent))
            .is_some_and(|spec| !holds_something && spec.field(written).is_some());
        match elsewhere {
            Some(kind) if !is_field => {
                self.findings.push(self.values.shape.misplaced_block(kind, block.kind, parent));
                kind
            }
            _ => {
                let head = self.tree.head(block);
                let value = head.first().zip(head.last()).map(|(first, last)| first.span.to(last.span));
                let finding = match (is_field, parent) {
                    (true, _) => self.values.shape.field_without_colon(block.kind, value),
                    (false, parent) => self.values.shape.unknown_block(parent, block.kind),
                };
                self.findings.push(finding);
                Kind::UNKNOWN
            }
        }
    }

    /// The kind that is meant by the name of a kind, which the fields of the block may tell.
    fn meant(&self, kind: Kind, block: &syntax::Block) -> Kind {
        let becomes = self.vocabulary.kind(kind).and_then(|spec| spec.becomes);
        let Some((field, other)) = becomes else { return kind };
        let Some(spec) = self.vocabulary.kind(other) else { return kind };
        let is_it = |name: Span| spec.field(self.at(name)).is_some_and(|spec| spec.name == field);
        if self.tree.fields_of(block).iter().any(|it| is_it(it.name)) { other } else { kind }
    }

    /// Reads id, title and date of a block's head.
    fn head(&mut self, block: &syntax::Block, spec: &KindSpec, built: &mut Block) {
        let mut pieces = self.tree.head(block);
        if let Some((first, rest)) = pieces.split_first()
            && first.kind == PieceKind::Bare
            && matches!(spec.id, IdUse::Required | IdUse::Optional | IdUse::View)
            && !matches!(self.at(first.span), "by" | "on" | "截至")
        {
            built.set_id(first.span);
            pieces = rest;
        }
        if let Some(at) = pieces.iter().position(|piece| piece.kind == PieceKind::Text) {
            built.set_title(pieces[at].span);
        }
        let when = self.head_date(pieces);
        if let Some(when) = when {
            built.set_when(offset(self.model.whens.len()));
            self.model.whens.push(when);
        }
        let extra = |piece: &&Piece| piece.kind == PieceKind::Bare;
        if when.is_none()
            && let Some(first) = pieces.iter().find(extra)
        {
            let last = pieces.iter().rfind(extra).unwrap_or(first);
            let id = built.id().filter(|_| built.title().is_some());
            self.findings.push(self.values.shape.unquoted_title(first.span.to(last.span), id));
        }
        if spec.id == IdUse::Required && built.id().is_none() {
            self.findings.push(self.values.shape.missing_id(block.kind, spec, built.title()));
        }
    }

    fn head_date(&self, pieces: &[Piece]) -> Option<When> {
        if !pieces.iter().any(|piece| piece.kind == PieceKind::Bare) {
            return None;
        }
        let mut lexemes = Vec::new();
        lexeme::split(self.text, pieces, &mut lexemes);
        let mut cursor = Cursor::new(self.text, &lexemes);
        read::statement(&mut cursor, &self.vocabulary.metrics)
            .filter(|statement| statement.metric.is_none() && statement.figure.is_none())
            .and_then(|statement| statement.when)
    }

    fn fields(&mut self, at: u32, block: &syntax::Block, kind: Kind, spec: &KindSpec, built: &mut Block) {
        let mut before = None;
        for field in self.tree.fields_of(block) {
            built.cracked |= field.broken;
            let earlier = before.replace(field);
            let Some(field_spec) = self.field_spec(field, earlier, kind, spec) else {
                built.cracked |= self.is_slip();
                continue;
            };
            self.check_repeated(at, field, field_spec);
            let metric = self.metric_of_name(field, field_spec, spec);
            let data = offset(self.model.data.len());
            if field.broken {
                self.model.data.push(Datum { value: Value::Broken, span: field.span });
            } else {
                let slot = Slot { spec: field_spec, kind, block: at, name: field.name };
                let pieces = self.tree.value(field);
                self.values.read(&slot, pieces, &mut self.model, &mut self.findings);
            }
            built.sketch.add(field_spec.name);
            let end = field.span.end;
            self.model.fields.push(Field::new(field_spec.name, metric, field.name, end, data));
        }
        let empty = block.fields.is_empty() && block.end == at + 1;
        if empty && !built.cracked && built.id().is_none() && built.title().is_none() {
            self.findings.push(self.values.shape.empty_block(built.head()));
        }
    }

    /// Whether the last finding is about a slip of the pen, which is told once: what was meant is not
    /// said to be missing too.
    fn is_slip(&self) -> bool {
        let is_meant = |finding: &Finding| !finding.fixes.is_empty() || finding.message.name == "is-field";
        self.findings.last().is_some_and(is_meant)
    }

    /// What the vocabulary says of a field; a finding if it says nothing.
    fn field_spec<'s>(
        &mut self,
        field: &syntax::Field,
        before: Option<&syntax::Field>,
        kind: Kind,
        spec: &'s KindSpec,
    ) -> Option<&'s FieldSpec>
    where
        'a: 's,
    {
        if let Some(known) = spec.field(self.at(field.name)) {
            let unstated = known.unstated.and_then(|name| spec.field_spec(name));
            return unstated.filter(|_| self.only_names_metrics(field)).or(Some(known));
        }
        if spec.free.is_some() {
            return spec.free_field.as_ref();
        }
        let text = before.and_then(|before| self.torn_text(before, field));
        let of_text = before.filter(|_| text.is_some()).map(|before| spec.field(self.at(before.name)));
        match of_text {
            // The name of a broken field is not to be trusted, and the text of an unknown one is told.
            _ if field.broken => {}
            Some(None) => {}
            Some(Some(before)) if before.kind == FieldType::Text => {
                self.findings.push(self.values.shape.unknown_field(spec, kind, field.name, text));
            }
            _ => self.findings.push(self.values.shape.unknown_field(spec, kind, field.name, None)),
        }
        None
    }

    /// Whether the value of a field consists of names of metrics, known ones or words without a number.
    fn only_names_metrics(&self, field: &syntax::Field) -> bool {
        let pieces = self.tree.value(field);
        let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else { return false };
        let written = self.at(first.span.to(last.span)).trim_matches(['[', ']', '［', '］', '【', '】']);
        let metrics = &self.vocabulary.metrics;
        let is_word = |name: &str| {
            let is_of_word = |it: char| it.is_alphabetic() || it == '-';
            name.chars().count() <= LONGEST_NAME && name.chars().all(is_of_word)
        };
        written
            .split([',', '，', '、'])
            .map(str::trim)
            .all(|name| is_word(name) || metrics.get(name).is_some())
    }

    /// The text without quotes that a colon in it tears into two fields.
    fn torn_text(&self, before: &syntax::Field, field: &syntax::Field) -> Option<Span> {
        let first = self.tree.value(before).first()?;
        let between = self.at(Span::new(before.span.end, field.name.start));
        let torn = first.kind == PieceKind::Bare && between.trim_matches([' ', '\t']).is_empty();
        torn.then(|| first.span.to(field.span))
    }

    /// The metric that a field is named after.
    fn metric_of_name(&mut self, field: &syntax::Field, spec: &FieldSpec, of: &KindSpec) -> Option<MetricId> {
        if spec.name != FieldName::UNKNOWN || !matches!(of.free, Some((FreeKeys::Metric, _))) {
            return None;
        }
        let metric = self.vocabulary.metrics.get(unscoped(self.at(field.name)));
        if metric.is_none() && !field.broken {
            self.check_key(field.name, of);
        }
        metric
    }

    /// A free name of a block of metrics that is none may be a slip.
    fn check_key(&mut self, name: Span, spec: &KindSpec) {
        let metric = unscoped(self.at(name));
        if metric.chars().count() < 5 {
            return;
        }
        let metrics = &self.vocabulary.metrics;
        if let Some(meant) = nearest(metric, metrics.names().chain(spec.field_names())) {
            let at = Span::new(name.start, name.start + offset(metric.len()));
            self.findings.push(self.values.shape.unknown_metric(at, meant));
        }
    }

    fn check_repeated(&mut self, block: u32, field: &syntax::Field, spec: &FieldSpec) {
        if spec.repeat || spec.name == FieldName::UNKNOWN {
            return;
        }
        let here = offset(self.model.fields.len());
        let number = spec.name.index();
        if self.met.len() <= number {
            self.met.resize(number + 1, None);
        }
        match self.met[number] {
            Some((earlier, first)) if earlier == block => {
                let first = self.model.fields[first as usize].name_span();
                self.findings.push(self.values.shape.repeated_field(field.name, first));
            }
            _ => self.met[number] = Some((block, here)),
        }
    }

    /// What can be told only when a block and its siblings are read: what is missing, what stands twice.
    fn whole_blocks(&mut self) {
        let mut once: FxHashMap<(u32, Kind), Span> = FxHashMap::default();
        for (at, block) in self.model.blocks.iter().enumerate() {
            let Some(spec) = self.vocabulary.kind(block.kind).filter(|_| !block.broken) else { continue };
            if !block.cracked {
                let fields = &self.model.fields[self.model.fields_of(offset(at))];
                for needed in spec.required() {
                    let is_there = block.sketch.may_hold(needed.name)
                        && fields.iter().any(|field| field.name == needed.name);
                    if !is_there {
                        self.findings.push(self.values.shape.missing_field(block.head(), spec, needed));
                    }
                }
            }
            if spec.once
                && let Some(parent) = block.parent()
            {
                match once.entry((parent, block.kind)) {
                    Entry::Occupied(first) => {
                        self.findings.push(self.values.shape.repeated_block(block.head(), *first.get()));
                    }
                    Entry::Vacant(entry) => {
                        entry.insert(block.head());
                    }
                }
            }
        }
    }

    fn at(&self, span: Span) -> &'a str {
        slice(self.text, span)
    }
}
