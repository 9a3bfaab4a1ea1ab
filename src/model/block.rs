//! A block of a plan, as the model of a file keeps it: in 68 bytes, since a plan has dozens. What few blocks
//! have, or what can be told from something else, takes no room of its own.

use crate::source::Span;
use crate::vocabulary::Kind;

use super::FieldSketch;

/// A block of the plan.
#[derive(Clone, Debug)]
pub struct Block {
    /// What it is; [`Kind::UNKNOWN`] if the vocabulary has no such kind.
    pub kind: Kind,
    /// Whether nothing may be said about it or what is inside.
    pub broken: bool,
    /// Whether something in it could not be read, so that nothing may be said to be missing.
    pub cracked: bool,
    /// The block it stands in, by its number, or [`Block::NONE`].
    parent: u32,
    /// The number after the last block inside it.
    pub end: u32,
    /// The whole block.
    pub span: Span,
    /// Where the id begins that its head ends with; there is none if that is the end of the head.
    id: u32,
    head_end: u32,
    /// Its title, with the quotes; of no width if it has none.
    title: Span,
    /// The date of its head, by its number among the times of the file, or [`Block::NONE`].
    when: u32,
    /// The number of its first field.
    pub(super) fields: u32,
    /// Which fields it may have, so that most of those that it lacks are not looked for.
    pub sketch: FieldSketch,
}

impl Block {
    const NONE: u32 = u32::MAX;

    /// A block from its kind, which is all of its head yet, to the end of its text; it has no id, no title and
    /// nothing inside. Its first field will have the number `fields`.
    pub(super) fn new(kind: Kind, parent: Option<u32>, head: Span, text_end: u32, fields: u32) -> Block {
        Block {
            kind,
            broken: false,
            cracked: false,
            parent: parent.unwrap_or(Block::NONE),
            end: 0,
            span: Span::new(head.start, text_end),
            id: head.end,
            head_end: head.end,
            title: Span::default(),
            when: Block::NONE,
            fields,
            sketch: FieldSketch::default(),
        }
    }

    /// Gives it an id, which its head then ends with.
    pub(super) fn set_id(&mut self, id: Span) {
        (self.id, self.head_end) = (id.start, id.end);
    }

    /// Gives it a title, with its quotes.
    pub(super) fn set_title(&mut self, title: Span) {
        self.title = title;
    }

    /// Gives it a date, by its number among the times of the file.
    pub(super) fn set_when(&mut self, when: u32) {
        self.when = when;
    }

    /// The block it stands in, by its number.
    #[must_use]
    pub fn parent(&self) -> Option<u32> {
        (self.parent != Block::NONE).then_some(self.parent)
    }

    /// From the kind to the id, or the kind alone: where a finding about the block points.
    #[must_use]
    pub fn head(&self) -> Span {
        Span::new(self.span.start, self.head_end)
    }

    /// Its id, if it has one.
    #[must_use]
    pub fn id(&self) -> Option<Span> {
        (self.id != self.head_end).then(|| Span::new(self.id, self.head_end))
    }

    /// Its title, with the quotes.
    #[must_use]
    pub fn title(&self) -> Option<Span> {
        (!self.title.is_empty()).then_some(self.title)
    }

    /// The date of its head, by its number among the times of the file: `rates 2026-01-02`, `expect by
    /// 2026-06-30`.
    #[must_use]
    pub fn when(&self) -> Option<u32> {
        (self.when != Block::NONE).then_some(self.when)
    }
}
