//! The words of the language: kinds of block, their fields, fixed words and metrics, read from
//! `grammar/vocabulary.toml` and `grammar/metrics.toml` and from what a workspace adds to them.
//!
//! The tables decide; code names only those terms that a computation needs, in [`terms`].

mod entries;
mod identity;
mod load;
mod metrics;
pub mod terms;

pub use identity::Identity;
pub use load::{OwnWords, VocabularyError};
pub use metrics::{Better, MetricId, MetricSpec, MetricUnit, Metrics, Nature};
pub use terms::{FieldName, Kind, Word};

use rustc_hash::FxHashMap;

/// Everything that can be named in a plan.
#[derive(Debug)]
pub struct Vocabulary {
    kinds: Vec<KindSpec>,
    kinds_by_name: FxHashMap<String, Vec<Kind>>,
    at_top: FxHashMap<String, Kind>,
    field_names: Vec<String>,
    words: Vec<String>,
    word_lists: Vec<WordList>,
    /// The metrics and their identities.
    pub metrics: Metrics,
    /// Whether a workspace added words of its own.
    pub is_extended: bool,
}

/// A kind of block.
#[derive(Debug)]
pub struct KindSpec {
    /// Its English name.
    pub name: String,
    /// Its names and help.
    pub term: Term,
    /// The kinds it may stand in; none of them means nowhere but the top level.
    pub parents: Vec<Kind>,
    /// Whether it may stand at the top level.
    pub at_top: bool,
    /// Whether it may stand in any block.
    pub anywhere: bool,
    /// What follows the kind in its head.
    pub id: IdUse,
    /// Whether only one may stand in its parent.
    pub once: bool,
    /// The kind that is meant where a block has this field of it: planners call several things by one name.
    pub becomes: Option<(FieldName, Kind)>,
    /// The kind of block that is meant by a field that this kind does not have, and the field of it that the
    /// value belongs to.
    pub entries: Option<(FieldName, Kind)>,
    /// Its fields.
    pub fields: Vec<FieldSpec>,
    /// Field names that are not from the vocabulary, and the type of their values.
    pub free: Option<(FreeKeys, FieldType)>,
    /// What the vocabulary says of a free field.
    pub free_field: Option<FieldSpec>,
    fields_by_name: FxHashMap<String, u16>,
    fields_by_number: FxHashMap<FieldName, u16>,
    /// The numbers of those without which a block is not whole.
    required: Vec<u16>,
    children_by_name: FxHashMap<String, Kind>,
}

/// What follows the kind in a block's head.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum IdUse {
    /// An id must stand there.
    Required,
    /// An id may stand there.
    Optional,
    /// No id.
    None,
    /// A date, as in `rates 2026-01-02`.
    Date,
    /// What a split divides by, as in `split month`.
    View,
}

/// What the free field names of a block are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FreeKeys {
    /// Metrics, with or without a scope.
    Metric,
    /// Currency codes.
    Currency,
    /// Anything.
    Any,
}

/// The names of a term beside its English one, and what it means.
#[derive(Debug, Default)]
pub struct Term {
    /// The Chinese name.
    pub zh: String,
    /// Other names that are taken.
    pub also: Vec<String>,
    /// One sentence.
    pub help: crate::wording::Bilingual,
}

/// A field of a kind.
#[derive(Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each is one key of the vocabulary, and all combine")]
pub struct FieldSpec {
    /// Its English name.
    pub name: FieldName,
    /// Its names and help.
    pub term: std::sync::Arc<Term>,
    /// The type of its values.
    pub kind: FieldType,
    /// The list its words come from, by its number.
    pub words: Option<u16>,
    /// Whether words outside the list are taken; of a reference, whether a name is taken that no block has, as
    /// long as there is no block at all that it could mean.
    pub open: bool,
    /// The kinds that a reference may point at.
    pub to: Vec<Kind>,
    /// Whether it takes several values.
    pub many: bool,
    /// Whether it may stand several times in a block.
    pub repeat: bool,
    /// Whether the block is not whole without it.
    pub required: bool,
    /// The field that is meant, where the kind has it, by a value that only names metrics, as planners
    /// write the metrics of a report as its target.
    pub unstated: Option<FieldName>,
}

/// The type of a field's values; `grammar/vocabulary.toml` describes each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the words are those of the vocabulary, which describes them")]
pub enum FieldType {
    Text,
    Word,
    Reference,
    Person,
    Money,
    Number,
    Percent,
    Quantity,
    Duration,
    Date,
    Period,
    Target,
    Metric,
    Figure,
    Dependency,
    Cadence,
    YesNo,
    Policy,
    Waiver,
    Any,
}

/// A list of fixed words.
#[derive(Debug)]
pub struct WordList {
    name: String,
    by_name: FxHashMap<String, Word>,
    words: Vec<Word>,
    chinese: Vec<String>,
}

impl Vocabulary {
    /// The specification of a kind; nothing for a kind that is not in the vocabulary.
    #[must_use]
    pub fn kind(&self, kind: Kind) -> Option<&KindSpec> {
        self.kinds.get(kind.index())
    }

    /// All kinds, in the order of the vocabulary.
    pub fn kinds(&self) -> impl Iterator<Item = (Kind, &KindSpec)> {
        self.kinds.iter().enumerate().map(|(at, spec)| (Kind::at(at), spec))
    }

    /// The kind that a name means inside a parent, or at the top level.
    #[must_use]
    pub fn kind_inside(&self, parent: Option<Kind>, name: &str) -> Option<Kind> {
        match parent.and_then(|parent| self.kind(parent)) {
            Some(spec) => spec.children_by_name.get(name).copied(),
            None => self.at_top.get(name).copied(),
        }
    }

    /// The kinds that a name can mean anywhere.
    #[must_use]
    pub fn kinds_named(&self, name: &str) -> &[Kind] {
        self.kinds_by_name.get(name).map_or(&[], Vec::as_slice)
    }

    /// The English name of a field.
    #[must_use]
    pub fn field_name(&self, name: FieldName) -> &str {
        self.field_names.get(name.index()).map_or("", String::as_str)
    }

    /// The English form of a fixed word.
    #[must_use]
    pub fn word(&self, word: Word) -> &str {
        self.words.get(word.index()).map_or("", String::as_str)
    }

    /// A list of fixed words by its number.
    #[must_use]
    pub fn word_list(&self, list: u16) -> &WordList {
        &self.word_lists[list as usize]
    }

    /// The number of the list of fixed words with this name.
    #[must_use]
    pub fn word_list_named(&self, name: &str) -> Option<u16> {
        let at = self.word_lists.iter().position(|list| list.name == name)?;
        u16::try_from(at).ok()
    }

    /// Every name under which a kind may be written inside a parent, for "did you mean".
    pub fn child_names(&self, parent: Option<Kind>) -> impl Iterator<Item = &str> {
        let names = match parent.and_then(|parent| self.kind(parent)) {
            Some(spec) => &spec.children_by_name,
            None => &self.at_top,
        };
        names.keys().map(String::as_str)
    }
}

impl KindSpec {
    /// The field that a name means in this kind.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&FieldSpec> {
        self.fields_by_name.get(name).map(|at| &self.fields[*at as usize])
    }

    /// The fields without which a block is not whole.
    pub fn required(&self) -> impl Iterator<Item = &FieldSpec> {
        self.required.iter().map(|at| &self.fields[*at as usize])
    }

    /// The field with this English name.
    #[must_use]
    pub fn field_spec(&self, name: FieldName) -> Option<&FieldSpec> {
        self.fields_by_number.get(&name).map(|at| &self.fields[*at as usize])
    }

    /// Every name under which a field may be written, for "did you mean".
    pub fn field_names(&self) -> impl Iterator<Item = &str> {
        self.fields_by_name.keys().map(String::as_str)
    }
}

impl WordList {
    /// The word that a name means in this list.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<Word> {
        self.by_name.get(name).copied()
    }

    /// The words of the list, in their order.
    #[must_use]
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    /// The Chinese names of the words, in the same order; empty where a word has none.
    #[must_use]
    pub fn chinese(&self) -> &[String] {
        &self.chinese
    }

    /// Every name under which a word may be written, for "did you mean".
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.by_name.keys().map(String::as_str)
    }

    /// The name of the list in the vocabulary.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// The nearest of `names` to what was written, if it is near enough to be meant: at most a third
/// of its letters differ, by Damerau and Levenshtein's count, and never all of them. One letter of a
/// word of two, as many Chinese words and short ids are, makes another word when it is another letter,
/// and a slip only when it is missing, too many or in the wrong place.
#[must_use]
pub fn nearest<'n>(written: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let length = written.chars().count();
    let most = (length / 3).max(1);
    names
        // A name that is much longer or shorter cannot be near, and is told apart at once.
        .filter(|name| name.chars().count().abs_diff(length) <= most)
        .map(|name| (strsim::damerau_levenshtein(written, name), name))
        .filter(|(distance, _)| *distance <= most && *distance < length)
        .filter(|(distance, name)| length > 2 || *distance == 0 || !is_other_letter(written, name))
        .min()
        .map(|(_, name)| name)
}

/// Whether a name at a distance of one differs by a letter in the place of another.
fn is_other_letter(written: &str, name: &str) -> bool {
    written.chars().count() == name.chars().count() && !written.chars().eq(name.chars().rev())
}
