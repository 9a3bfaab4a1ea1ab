//! What is said when a plan does not have the shape that the vocabulary gives it. The texts stand in
//! `rules/shape/`.

use crate::diagnostic::{Finding, Message};
use crate::source::{FileId, Place, Span, excerpt};
use crate::vocabulary::{FieldSpec, FieldType, Kind, KindSpec, Vocabulary, nearest};

/// Makes the findings about one file.
pub(super) struct Shape<'a> {
    pub(super) file: FileId,
    pub(super) text: &'a str,
    pub(super) vocabulary: &'a Vocabulary,
}

impl Shape<'_> {
    fn at(&self, span: Span) -> &str {
        crate::source::slice(self.text, span)
    }

    fn place(&self, span: Span) -> Place {
        Place { file: self.file, span }
    }

    fn finding(&self, rule: &'static str, span: Span, message: &'static str) -> Finding {
        Finding::new(rule, self.place(span), message)
    }

    /// A kind that nobody knows. It may be a field whose colon was forgotten.
    pub(super) fn unknown_block(&self, parent: Option<Kind>, kind: Span) -> Finding {
        let written = self.at(kind);
        let spec = parent.and_then(|parent| self.vocabulary.kind(parent));
        let is_field = spec.is_some_and(|spec| spec.field(written).is_some());
        let finding = self.finding("shape/unknown-block", kind, if is_field { "is-field" } else { "main" });
        let finding = finding.with("kind", written);
        if is_field {
            return finding.help(Message::new("help-field").with("kind", written));
        }
        match nearest(written, self.vocabulary.child_names(parent)) {
            Some(name) => self.did_you_mean(finding, kind, name),
            None => finding,
        }
    }

    /// A kind that does not stand in this parent.
    pub(super) fn misplaced_block(&self, kind: Kind, at: Span, parent: Option<Kind>) -> Finding {
        let message = if parent.is_some() { "main" } else { "at-top" };
        let finding = self.finding("shape/misplaced-block", at, message).with("kind", self.at(at));
        let finding = match parent.and_then(|parent| self.vocabulary.kind(parent)) {
            Some(parent) => finding.with("parent", parent.name.as_str()),
            None => finding,
        };
        let Some(spec) = self.vocabulary.kind(kind) else { return finding };
        let mut parents: Vec<String> = spec
            .parents
            .iter()
            .filter_map(|parent| self.vocabulary.kind(*parent))
            .map(|parent| format!("`{}`", parent.name))
            .collect();
        parents.truncate(5);
        if parents.is_empty() {
            return finding.help(Message::new("help-top").with("kind", self.at(at)));
        }
        finding.help(Message::new("help").with("kind", self.at(at)).with("parents", parents))
    }

    /// A second block of which one may stand in its parent.
    pub(super) fn repeated_block(&self, at: Span, first: Span) -> Finding {
        self.finding("shape/repeated-field", at, "block")
            .with("name", self.at(at))
            .note(self.place(first), Message::new("first"))
    }

    /// A field that its block does not have. It may be a block written with a colon.
    pub(super) fn unknown_field(&self, spec: &KindSpec, kind: Kind, name: Span) -> Finding {
        let written = self.at(name);
        let finding = self.finding("shape/unknown-field", name, "main");
        let finding = finding.with("name", excerpt(written).into_owned()).with("kind", spec.name.as_str());
        if self.vocabulary.kind_inside(Some(kind), written).is_some() {
            return finding.help(Message::new("help-block").with("name", written));
        }
        match nearest(written, spec.field_names()) {
            Some(name_meant) => self.did_you_mean(finding, name, name_meant),
            None => finding,
        }
    }

    /// A field that stands twice.
    pub(super) fn repeated_field(&self, name: Span, first: Span) -> Finding {
        self.finding("shape/repeated-field", name, "main")
            .with("name", self.at(name))
            .note(self.place(first), Message::new("first"))
    }

    /// A block without a field that it needs, or without its id.
    pub(super) fn missing(&self, head: Span, kind: &KindSpec, field: Option<&FieldSpec>) -> Finding {
        let finding = self.finding("shape/missing-field", head, if field.is_some() { "main" } else { "id" });
        let finding = finding.with("kind", kind.name.as_str());
        match field {
            Some(field) => finding.with("name", self.vocabulary.field_name(field.name)),
            None => finding.help(Message::new("help-id").with("kind", self.at(head))),
        }
    }

    /// Words in a head that are neither id nor title.
    pub(super) fn unquoted_title(&self, words: Span) -> Finding {
        self.finding("shape/unquoted-title", words, "main")
            .with("words", excerpt(self.at(words)).into_owned())
    }

    /// A value that its field does not take.
    pub(super) fn wrong_type(&self, field: &FieldSpec, name: Span, value: Span) -> Finding {
        let expected = Message::new(match field.kind {
            FieldType::Reference => "takes-reference",
            FieldType::Person => "takes-person",
            FieldType::Money => "takes-money",
            FieldType::Percent => "takes-percent",
            FieldType::Duration => "takes-duration",
            FieldType::Date => "takes-date",
            FieldType::Period => "takes-period",
            FieldType::Target => "takes-target",
            FieldType::Metric => "takes-metric",
            FieldType::Dependency => "takes-dependency",
            FieldType::Cadence => "takes-cadence",
            FieldType::YesNo => "takes-yes-no",
            FieldType::Policy => "takes-policy",
            FieldType::Waiver => "takes-waiver",
            FieldType::Text | FieldType::Word | FieldType::Any => "takes-text",
            FieldType::Number | FieldType::Quantity | FieldType::Figure => "takes-number",
        });
        self.finding("shape/wrong-type", value, "main")
            .with("name", self.at(name))
            .with("expected", crate::diagnostic::Arg::Phrase(expected))
            .with("value", excerpt(self.at(value)).into_owned())
    }

    /// A number whose thousands are parted by a comma, which parts values here.
    pub(super) fn thousands(&self, number: Span) -> Finding {
        let meant = self.at(number).replace([',', '，'], "_");
        self.finding("shape/wrong-type", number, "thousands")
            .with("value", self.at(number))
            .help(Message::new("help-thousands").with("meant", meant.as_str()))
            .fix(self.place(number), meant)
    }

    /// Several values where one is taken.
    pub(super) fn several_values(&self, name: Span, second: Span) -> Finding {
        self.finding("shape/wrong-type", second, "several").with("name", self.at(name))
    }

    /// A person without the `@`.
    pub(super) fn person_without_at(&self, name: Span, value: Span) -> Finding {
        let written = self.at(value);
        let finding = self.finding("shape/wrong-type", value, "person").with("name", self.at(name));
        let meant = format!("@{written}");
        let help = Message::new("help-person").with("meant", meant.as_str());
        let finding = finding.with("value", excerpt(written).into_owned()).help(help);
        if written.contains(char::is_whitespace) { finding } else { finding.fix(self.place(value), meant) }
    }

    /// A number where money is taken.
    pub(super) fn without_currency(&self, name: Span, value: Span) -> Finding {
        self.finding("shape/wrong-type", value, "currency")
            .with("name", self.at(name))
            .with("value", self.at(value))
            .help(Message::new("help-currency").with("value", self.at(value)))
    }

    /// A currency that neither ISO 4217 nor the workspace knows.
    pub(super) fn unknown_currency(&self, value: Span, code: &str, meant: Option<&str>) -> Finding {
        let finding = self.finding("shape/unknown-word", value, "currency").with("word", code);
        match meant {
            Some(meant) => finding.help(Message::new("help").with("name", meant)),
            None => finding.help(Message::new("help-currency").with("word", code)),
        }
    }

    /// A word that the list of its field does not have.
    pub(super) fn unknown_word(&self, name: Span, value: Span, list: u16) -> Finding {
        let written = self.at(value);
        let list = self.vocabulary.word_list(list);
        let words: Vec<String> =
            list.words().iter().map(|word| format!("`{}`", self.vocabulary.word(*word))).collect();
        let finding = self.finding("shape/unknown-word", value, "main");
        let finding = finding.with("word", excerpt(written).into_owned()).with("name", self.at(name));
        match nearest(written, list.names()) {
            Some(meant) => self.did_you_mean(finding, value, meant),
            None => finding.help(Message::new("help-words").with("words", words)),
        }
    }

    /// A metric that is nearly one that is known.
    pub(super) fn unknown_metric(&self, name: Span, meant: &str) -> Finding {
        let finding = self.finding("shape/unknown-word", name, "metric").with("word", self.at(name));
        self.did_you_mean(finding, name, meant)
    }

    /// Text that stands for text to come.
    pub(super) fn placeholder(&self, value: Span) -> Finding {
        self.finding("shape/placeholder-text", value, "main")
            .with("text", excerpt(self.at(value)).into_owned())
    }

    /// A block that says nothing.
    pub(super) fn empty_block(&self, head: Span) -> Finding {
        self.finding("shape/empty-block", head, "main").with("kind", self.at(head))
    }

    fn did_you_mean(&self, finding: Finding, at: Span, name: &str) -> Finding {
        finding.help(Message::new("help").with("name", name)).fix(self.place(at), name)
    }
}
