//! The words of the language itself, which are compiled in.

use toml::Table;

use super::super::entries::{MetricsFile, VocabularyFile};
use super::super::identity::IdentityEntry;
use super::super::{Kind, Vocabulary};
use super::{Loader, VocabularyError};

const VOCABULARY: &str = include_str!("../../../grammar/vocabulary.toml");
const METRICS: &str = include_str!("../../../grammar/metrics.toml");

/// The words of the language itself, which can be read before it is known what a workspace adds to them.
pub struct OwnWords(Loader);

impl OwnWords {
    /// Reads what is compiled in.
    #[must_use]
    pub fn read() -> OwnWords {
        let mut loader = Loader::new();
        loader.own();
        OwnWords(loader)
    }

    /// The vocabulary of a workspace that adds these kinds and metrics.
    ///
    /// # Errors
    /// Tells each addition that does not fit, by the keys that lead to it.
    pub fn with(self, kinds: &Table, metrics: &Table) -> Result<Vocabulary, Vec<VocabularyError>> {
        let OwnWords(mut loader) = self;
        loader.additions(kinds, metrics);
        if !loader.errors.is_empty() {
            return Err(loader.errors);
        }
        Ok(Vocabulary { is_extended: !(kinds.is_empty() && metrics.is_empty()), ..loader.finish() })
    }
}

impl Loader {
    fn own(&mut self) {
        // Reading them is a good part of what planlint does before it sees a plan.
        let (file, metrics_file) =
            rayon::join(|| toml::from_str(VOCABULARY), || toml::from_str::<MetricsFile>(METRICS));
        let file: VocabularyFile = file.expect("a test loads the vocabulary that is compiled in");
        let mut lists: Vec<_> = file.words.into_iter().collect();
        lists.sort_by(|one, other| one.0.cmp(&other.0));
        for (name, words) in lists {
            self.word_list(name, words);
        }
        self.shared = file.shared;
        self.shared_by_all = file.shared_by_all.fields;
        for name in Kind::KNOWN {
            self.number_kind(name);
        }
        for name in file.kinds.keys() {
            self.number_kind(name);
        }
        for (name, table) in file.kinds {
            self.kind(&name, table, &["kinds"]);
        }
        let file = metrics_file.expect("a test loads the metrics that are compiled in");
        let mut metrics: Vec<_> = file.metrics.into_iter().collect();
        metrics.sort_by(|one, other| one.0.cmp(&other.0));
        for (name, entry) in metrics {
            self.metric(name, entry);
        }
        for IdentityEntry { metric, equals } in file.identities {
            let related = self.metrics.relate(&metric, &equals);
            related.expect("a test loads the identities that are compiled in");
        }
    }
}
