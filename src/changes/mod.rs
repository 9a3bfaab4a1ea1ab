//! What a change of plans means: two states of a workspace are compared by what they plan, not by how
//! they are written.
//!
//! What is watched, and what each change is called by, stands in `watched.toml`; the sentences stand in
//! `words.toml`. `matching` finds out which block is which, `compare` goes through their values, and
//! `needs` tells which changes somebody has to approve.

mod amount;
mod compare;
mod day;
mod matching;
mod needs;
mod target;
mod times;
mod waiver;
mod watched;
mod words;

use crate::diagnostic::Message;
use crate::model::BlockRef;
use crate::source::Place;
use crate::value::Decimal;
use crate::workspace::{BlockAt, Workspace};

pub use needs::{Approvals, Need, needs};
pub use watched::{Size, names};
pub use words::say;

use matching::Matching;

/// A change of what is planned.
#[derive(Clone, Debug)]
pub struct Change {
    /// What it is called by, such as `budget-raised`.
    pub name: String,
    /// The block of the top level that it is in, by its id.
    pub plan: String,
    /// The block that changed, by the ids from the top level down.
    pub block: String,
    /// The kind of that block.
    pub kind: String,
    /// The field, if it is one that changed.
    pub field: Option<String>,
    /// The value before, as it is shown.
    pub before: Option<String>,
    /// The value now, as it is shown.
    pub after: Option<String>,
    /// By how much, where that can be said.
    pub by: Option<By>,
    /// The change as a sentence.
    pub message: Message,
    /// Where it stands now; what is gone is told where its plan stands, if that is still there.
    pub place: Option<Place>,
    /// The file that it stood in, where it stands nowhere now.
    pub file: String,
    /// The block of the top level as it is now.
    top: Option<BlockAt>,
}

/// By how much something changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// By so many per cent of what it was.
    Percent(Decimal),
    /// By so many days.
    Days(i32),
}

impl By {
    /// The size with its sign, for programs: `-16.7%`, `+5d`.
    #[must_use]
    pub fn print(self) -> String {
        match self {
            By::Percent(percent) => {
                let sign = if percent.is_sign_negative() { "-" } else { "+" };
                format!("{sign}{}%", amount::rounded(percent.abs()).normalize())
            }
            By::Days(days) => format!("{days:+}d"),
        }
    }
}

/// What changed from one state of a workspace to another, and the approvals that came with it.
#[must_use]
pub fn compare(before: &Workspace, now: &Workspace) -> (Vec<Change>, Approvals) {
    let matching = Matching::of(before, now);
    let mut changes = compare::changes(before, now, &matching);
    let order = |change: &Change| (change.top.is_none(), change.top, change.place);
    changes.sort_by(|one, other| order(one).cmp(&order(other)).then_with(|| one.block.cmp(&other.block)));
    (changes, Approvals::of(&matching))
}

/// What is known of a change before it is known what it is: the block, before and now.
#[derive(Clone, Copy)]
struct Subject<'w> {
    before: (&'w Workspace, Option<BlockRef<'w>>),
    now: (&'w Workspace, Option<BlockRef<'w>>),
    /// The block of the top level as it is now.
    top: Option<BlockRef<'w>>,
}

impl<'w> Subject<'w> {
    /// The block as it is now, else as it was, and the workspace that it is in.
    fn block(&self) -> Option<(&'w Workspace, BlockRef<'w>)> {
        let side = |(workspace, block): (&'w Workspace, Option<BlockRef<'w>>)| Some((workspace, block?));
        side(self.now).or_else(|| side(self.before))
    }

    /// A change of the block that is called `name` and said by `message`.
    fn change(&self, name: String, message: Message) -> Option<Change> {
        let (workspace, block) = self.block()?;
        let top = block.top();
        let place = self.now.1.map(BlockRef::head).or(self.top.map(BlockRef::head));
        Some(Change {
            name,
            plan: self.top.unwrap_or(top).name().to_owned(),
            block: path(workspace, block),
            kind: kind_name(workspace, block).to_owned(),
            field: None,
            before: None,
            after: None,
            by: None,
            message: message.with("block", words::block(workspace, block)),
            place,
            file: workspace.files[block.file.index()].path.clone(),
            top: self.top.map(BlockAt::of),
        })
    }
}

impl Change {
    /// Tells the values on both sides.
    fn values(mut self, before: Option<String>, after: Option<String>) -> Change {
        for (name, value) in [("before", &before), ("after", &after)] {
            if let Some(value) = value {
                self.message = self.message.with(name, value.as_str());
            }
        }
        (self.before, self.after) = (before, after);
        self
    }
}

fn kind_name<'w>(workspace: &'w Workspace, block: BlockRef<'w>) -> &'w str {
    workspace.vocabulary.kind(block.kind()).map_or_else(|| block.written_kind(), |spec| spec.name.as_str())
}

/// The ids from the top level down to a block; a block without one is called by its kind.
fn path(workspace: &Workspace, block: BlockRef<'_>) -> String {
    let above = std::iter::successors(Some(block), |block| block.parent());
    let mut parts: Vec<&str> =
        above.map(|block| block.id().unwrap_or_else(|| kind_name(workspace, block))).collect();
    parts.reverse();
    parts.join("/")
}
