//! What stands around the place: the blocks that it lies in, and what they say already.

use crate::model::{self, BlockRef, FileModel, Reading};
use crate::source::{FileId, offset};
use crate::syntax;
use crate::vocabulary::{FieldSpec, Kind, KindSpec};
use crate::wording::Lang;

use super::Asked;
use super::place::{Place, Writing};

/// Stands for what is half written, so that the tree tells in which block it lies.
const STAND_IN: &str = "x: 0\n";

/// The file without what is half written.
pub(super) struct Around {
    model: FileModel,
    /// The block that the place lies in; `None` at the top level.
    block: Option<u32>,
}

/// What decides which candidates there are.
pub(super) struct Context<'a> {
    pub(super) asked: &'a Asked<'a>,
    pub(super) around: &'a Around,
    /// Whether the plan is written in Chinese.
    pub(super) is_chinese: bool,
}

/// Reads the text with the half-written entry taken out. Nothing where the place lies in something that
/// cannot be read.
pub(super) fn read(asked: &Asked<'_>, place: &Place<'_>) -> Option<Around> {
    let (start, end) = (place.entry.start as usize, place.entry.end as usize);
    let text = format!("{}{STAND_IN}{}", asked.text.get(..start)?, asked.text.get(end..)?);
    let parsed = syntax::parse(FileId(0), &text);
    let stands = |field: &&syntax::Field| field.name.start == place.entry.start;
    let block = parsed.tree.fields.iter().find(stands).map(|field| field.block);
    let reading = Reading { vocabulary: &asked.workspace.vocabulary, money: &[] };
    let (model, _) = model::build(FileId(0), &text.into(), &parsed.tree, reading);
    let is_known = |at: u32| model.blocks.get(at as usize).is_some_and(|block| !block.broken);
    if block.is_some_and(|at| !is_known(at)) {
        return None;
    }
    Some(Around { model, block })
}

impl Around {
    fn at(&self, at: u32) -> BlockRef<'_> {
        BlockRef::new(FileId(0), &self.model, at)
    }

    /// The block that the place lies in.
    pub(super) fn block(&self) -> Option<BlockRef<'_>> {
        self.block.map(|at| self.at(at))
    }

    /// The sound blocks of the file.
    pub(super) fn blocks(&self) -> impl Iterator<Item = BlockRef<'_>> {
        let many = offset(self.model.blocks.len());
        (0..many).map(|at| self.at(at)).filter(|block| block.is_sound())
    }

    /// Whether the plan is written in Chinese: what is begun tells it first, then the block around, then the
    /// file, then the language of messages.
    pub(super) fn is_chinese(&self, asked: &Asked<'_>, place: &Place<'_>) -> bool {
        let is_chinese = |text: &str| text.contains(|it: char| ('\u{2E80}'..='\u{FFEF}').contains(&it));
        let begun = match &place.writing {
            Writing::Value { field, .. } => field,
            Writing::Head { kind } => kind,
            Writing::Entry => place.begun(asked.text),
        };
        if !begun.is_empty() {
            return is_chinese(begun);
        }
        let around = self.block().or_else(|| self.blocks().next());
        match around {
            Some(block) => is_chinese(block.written_kind()),
            None => asked.lang == Lang::Zh,
        }
    }
}

impl<'a> Context<'a> {
    /// The kind of the block that the place lies in; `None` at the top level.
    pub(super) fn kind(&self) -> Option<Kind> {
        self.around.block().map(BlockRef::kind)
    }

    pub(super) fn spec(&self) -> Option<&'a KindSpec> {
        self.asked.workspace.vocabulary.kind(self.kind()?)
    }

    /// What the vocabulary says of a field of the block around.
    pub(super) fn field(&self, name: &str) -> Option<&'a FieldSpec> {
        let spec = self.spec()?;
        spec.field(name).or(spec.free_field.as_ref().filter(|_| spec.free.is_some()))
    }
}
