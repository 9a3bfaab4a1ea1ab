//! Reads the vocabulary from its TOML files. A workspace's own kinds, fields and metrics are added
//! by the same code, so that they are known everywhere as planlint's own are.

mod own;

pub use own::OwnWords;

use std::sync::Arc;

use rustc_hash::FxHashMap;
use toml::{Table, Value};

use super::entries::{FieldEntry, KindEntry, MetricEntry};
use super::metrics::Metrics;
use super::{FieldName, FieldSpec, FieldType, IdUse, Kind, KindSpec, Term, Vocabulary, Word, WordList};
use crate::wording::Bilingual;

/// What is wrong with an addition to the vocabulary, and the keys that lead to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VocabularyError {
    /// The tables on the way, such as `vocabulary`, `channel`, `cap`.
    pub path: Vec<String>,
    /// What is wrong there, as the reader of the table says it.
    pub message: String,
}

impl Vocabulary {
    /// The vocabulary of planlint with what a workspace adds under `[vocabulary]` and `[metrics]`.
    ///
    /// # Errors
    /// Tells every addition that does not fit, and where it stands.
    pub fn load(kinds: &Table, metrics: &Table) -> Result<Vocabulary, Vec<VocabularyError>> {
        OwnWords::read().with(kinds, metrics)
    }
}

struct Loader {
    kinds: Vec<KindSpec>,
    kind_at: FxHashMap<String, Kind>,
    fields: Interner,
    words: Interner,
    lists: Vec<WordList>,
    shared: FxHashMap<String, FieldEntry>,
    shared_by_all: Vec<String>,
    terms: FxHashMap<String, Arc<Term>>,
    metrics: Metrics,
    errors: Vec<VocabularyError>,
}

/// Numbers names in the order in which they are met.
struct Interner {
    names: Vec<String>,
    at: FxHashMap<String, usize>,
}

impl Interner {
    fn new(known: &[&str]) -> Self {
        let names: Vec<String> = known.iter().map(|name| (*name).to_owned()).collect();
        let at = names.iter().cloned().enumerate().map(|(at, name)| (name, at)).collect();
        Interner { names, at }
    }

    fn number(&mut self, name: &str) -> usize {
        if let Some(at) = self.at.get(name) {
            return *at;
        }
        self.names.push(name.to_owned());
        self.at.insert(name.to_owned(), self.names.len() - 1);
        self.names.len() - 1
    }
}

impl Loader {
    fn new() -> Self {
        Loader {
            kinds: Vec::new(),
            kind_at: FxHashMap::default(),
            fields: Interner::new(FieldName::KNOWN),
            words: Interner::new(Word::KNOWN),
            lists: Vec::new(),
            shared: FxHashMap::default(),
            shared_by_all: Vec::new(),
            terms: FxHashMap::default(),
            metrics: Metrics::default(),
            errors: Vec::new(),
        }
    }

    fn additions(&mut self, kinds: &Table, metrics: &Table) {
        for name in kinds.keys() {
            self.number_kind(name);
        }
        for (name, table) in kinds {
            match table {
                Value::Table(_) => self.kind(name, table.clone(), &["vocabulary"]),
                _ => self.error(&["vocabulary", name], "a table is expected".to_owned()),
            }
        }
        let mut related = Vec::new();
        for (name, entry) in metrics {
            match entry.clone().try_into::<MetricEntry>() {
                Ok(entry) => {
                    related.push((name, entry.equals.clone()));
                    self.metric(name.clone(), entry);
                }
                Err(error) => self.error(&["metrics", name], error.message().to_owned()),
            }
        }
        // An identity may name a metric that is added after it.
        for (name, equals) in related {
            for equals in equals.iter().filter(|it| self.metrics.relate(name, it).is_none()) {
                let message = format!("`{equals}` is no quotient of two metrics, such as `cost / clicks`");
                self.errors.push(VocabularyError {
                    path: vec!["metrics".to_owned(), name.clone(), "equals".to_owned()],
                    message,
                });
            }
        }
    }

    fn error(&mut self, path: &[&str], message: String) {
        let path = path.iter().map(|part| (*part).to_owned()).collect();
        self.errors.push(VocabularyError { path, message });
    }

    fn word_list(&mut self, name: String, entries: Table) {
        let mut list =
            WordList { name, by_name: FxHashMap::default(), words: Vec::new(), chinese: Vec::new() };
        for (english, others) in entries {
            let word = Word::at(self.words.number(&english));
            list.words.push(word);
            let others = others.as_array().map_or(&[][..], Vec::as_slice);
            let chinese = others.first().and_then(Value::as_str).unwrap_or_default();
            list.chinese.push(chinese.to_owned());
            for other in others.iter().filter_map(Value::as_str) {
                list.by_name.entry(other.to_owned()).or_insert(word);
            }
            list.by_name.insert(english, word);
        }
        self.lists.push(list);
    }

    fn number_kind(&mut self, name: &str) {
        if self.kind_at.contains_key(name) {
            return;
        }
        self.kind_at.insert(name.to_owned(), Kind::at(self.kinds.len()));
        self.kinds.push(KindSpec {
            name: name.to_owned(),
            term: Term::default(),
            parents: Vec::new(),
            at_top: false,
            anywhere: false,
            id: IdUse::Optional,
            once: false,
            becomes: None,
            entries: None,
            fields: Vec::new(),
            free: None,
            free_field: None,
            fields_by_name: FxHashMap::default(),
            fields_by_number: FxHashMap::default(),
            required: Vec::new(),
            children_by_name: FxHashMap::default(),
        });
    }

    /// Reads a kind's table: its sub-tables are fields, the rest is about the kind itself.
    fn kind(&mut self, name: &str, table: Value, at: &[&str]) {
        let Value::Table(table) = table else { return };
        let (fields, own): (Table, Table) = table.into_iter().partition(|(_, it)| it.is_table());
        let path = [at, &[name]].concat();
        let entry: KindEntry = match own.try_into() {
            Ok(entry) => entry,
            Err(error) => return self.error(&path, error.message().to_owned()),
        };
        let kind = self.kind_at[name];
        self.place(kind, &entry, &path);
        let mut specs: Vec<(String, FieldSpec)> = Vec::new();
        let shared = entry.shared.iter().chain(if entry.id.is_some() || !entry.help.is_empty() {
            self.shared_by_all.as_slice()
        } else {
            &[]
        });
        for shared in shared.cloned().collect::<Vec<_>>() {
            match self.shared.get(&shared).cloned() {
                Some(field) => specs.push((shared.clone(), self.field(&shared, &field, true, &path))),
                None => self.error(&path, format!("no shared field `{shared}`")),
            }
        }
        for (field, entry) in fields {
            match entry.try_into::<FieldEntry>() {
                Ok(entry) => specs.push((field.clone(), self.field(&field, &entry, false, &path))),
                Err(error) => self.error(&[&path[..], &[&field]].concat(), error.message().to_owned()),
            }
        }
        let spec = &mut self.kinds[kind.index()];
        for (name, field) in specs {
            let at = u16::try_from(spec.fields.len()).unwrap_or(u16::MAX);
            for other in field.term.also.iter().chain([&field.term.zh]).filter(|it| !it.is_empty()) {
                spec.fields_by_name.entry(other.clone()).or_insert(at);
            }
            spec.fields_by_name.insert(name, at);
            spec.fields_by_number.entry(field.name).or_insert(at);
            spec.required.extend(field.required.then_some(at));
            spec.fields.push(field);
        }
    }

    fn place(&mut self, kind: Kind, entry: &KindEntry, path: &[&str]) {
        let mut parents = Vec::new();
        for parent in entry.parents.iter().flatten() {
            match (parent.as_str(), self.kind_at.get(parent)) {
                ("file" | "any", _) => {}
                (_, Some(parent)) => parents.push(*parent),
                (_, None) => self.error(path, format!("no kind `{parent}` that it could stand in")),
            }
        }
        let becomes = self.other_kind(entry.becomes.as_deref(), entry.becomes_with.as_deref(), path);
        let entries = self.other_kind(entry.entries.as_deref(), entry.entries_with.as_deref(), path);
        let spec = &mut self.kinds[kind.index()];
        spec.becomes = becomes.or(spec.becomes);
        spec.entries = entries.or(spec.entries);
        if let Some(named) = &entry.parents {
            spec.parents = parents;
            spec.at_top = named.iter().any(|it| it == "file" || it == "any");
            spec.anywhere = named.iter().any(|it| it == "any");
        }
        spec.id = entry.id.unwrap_or(spec.id);
        spec.once |= entry.once;
        if let Some(keys) = entry.keys {
            let kind = entry.keys_type.unwrap_or(FieldType::Any);
            spec.free = Some((keys, kind));
            spec.free_field = Some(free_field(kind));
        }
        if !entry.zh.is_empty() || !entry.help.is_empty() || !entry.also.is_empty() {
            spec.term = term(&entry.zh, &entry.also, &entry.help, &entry.help_zh);
        }
    }

    /// A kind that is meant in the place of another, and the field of it that this depends on.
    fn other_kind(
        &mut self,
        kind: Option<&str>,
        field: Option<&str>,
        path: &[&str],
    ) -> Option<(FieldName, Kind)> {
        let (kind, field) = (kind?, field?);
        let known = self.kind_at.get(kind).copied();
        if known.is_none() {
            self.error(path, format!("no kind `{kind}` that could be meant"));
        }
        Some((FieldName::at(self.fields.number(field)), known?))
    }

    fn field(&mut self, name: &str, entry: &FieldEntry, shared: bool, path: &[&str]) -> FieldSpec {
        let words = entry.words.as_ref().map(|list| {
            let at = self.lists.iter().position(|known| known.name == *list);
            at.and_then(|at| u16::try_from(at).ok()).unwrap_or_else(|| {
                self.error(path, format!("no list of words `{list}`"));
                0
            })
        });
        let mut to = Vec::new();
        for target in &entry.to {
            match self.kind_at.get(target) {
                Some(kind) => to.push(*kind),
                None => self.error(path, format!("no kind `{target}` that `{name}` could point at")),
            }
        }
        let make = || Arc::new(term(&entry.zh, &entry.also, &entry.help, &entry.help_zh));
        let term =
            if shared { Arc::clone(self.terms.entry(name.to_owned()).or_insert_with(make)) } else { make() };
        FieldSpec {
            name: FieldName::at(self.fields.number(name)),
            term,
            kind: entry.kind,
            words,
            open: entry.open,
            to,
            many: entry.many,
            repeat: entry.repeat,
            required: entry.required,
            unstated: entry.unstated.as_ref().map(|name| FieldName::at(self.fields.number(name))),
        }
    }

    fn metric(&mut self, name: String, entry: MetricEntry) {
        self.metrics.add(entry.spec(name));
    }

    /// Makes the tables that look up a kind by its name and its parent.
    fn finish(mut self) -> Vocabulary {
        let mut kinds_by_name: FxHashMap<String, Vec<Kind>> = FxHashMap::default();
        let mut at_top = FxHashMap::default();
        let mut children = vec![FxHashMap::default(); self.kinds.len()];
        for (at, spec) in self.kinds.iter().enumerate() {
            let kind = Kind::at(at);
            let others = spec.term.also.iter().chain([&spec.term.zh]).filter(|it| !it.is_empty());
            for (rank, name) in [&spec.name].into_iter().chain(others).enumerate() {
                kinds_by_name.entry(name.clone()).or_default().push(kind);
                if spec.at_top {
                    add_name(&mut at_top, name, kind, rank == 0);
                }
                for (parent, names) in children.iter_mut().enumerate() {
                    if spec.anywhere || spec.parents.contains(&Kind::at(parent)) {
                        add_name(names, name, kind, rank == 0);
                    }
                }
            }
        }
        for (spec, names) in self.kinds.iter_mut().zip(children) {
            spec.children_by_name = names;
        }
        Vocabulary {
            kinds: self.kinds,
            kinds_by_name,
            at_top,
            field_names: self.fields.names,
            words: self.words.names,
            word_lists: self.lists,
            metrics: self.metrics,
            is_extended: false,
        }
    }
}

/// A field whose name is free may stand as often as it has other names, and with several values.
fn free_field(kind: FieldType) -> FieldSpec {
    FieldSpec {
        name: FieldName::UNKNOWN,
        term: Arc::default(),
        kind,
        words: None,
        open: true,
        to: Vec::new(),
        many: true,
        repeat: true,
        required: false,
        unstated: None,
    }
}

/// An English name always means its own kind; another name keeps its first meaning.
fn add_name(names: &mut FxHashMap<String, Kind>, name: &str, kind: Kind, english: bool) {
    if english {
        names.insert(name.to_owned(), kind);
    } else {
        names.entry(name.to_owned()).or_insert(kind);
    }
}

fn term(zh: &str, also: &[String], help: &str, help_zh: &str) -> Term {
    let help = Bilingual { en: help.to_owned(), zh: help_zh.to_owned() };
    Term { zh: zh.to_owned(), also: also.to_vec(), help }
}

#[cfg(test)]
mod tests;
