//! What is said when a plan does not have the shape that the vocabulary gives it. The texts stand in
//! `rules/shape/`.

use crate::diagnostic::{Finding, Message, Note};
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

    /// The name of a kind in the language of what is written at a place.
    fn kind_name<'s>(&self, spec: &'s KindSpec, at: Span) -> &'s str {
        if self.is_chinese(at) && !spec.term.zh.is_empty() { &spec.term.zh } else { &spec.name }
    }

    /// The name of a field in the language of what is written at a place.
    fn field_name<'s>(&'s self, field: &'s FieldSpec, at: Span) -> &'s str {
        let zh = &field.term.zh;
        if self.is_chinese(at) && !zh.is_empty() { zh } else { self.vocabulary.field_name(field.name) }
    }

    fn is_chinese(&self, at: Span) -> bool {
        !self.at(at).is_ascii()
    }

    /// A field whose colon was forgotten, so that it reads as a block.
    pub(super) fn field_without_colon(&self, name: Span, value: Option<Span>) -> Finding {
        let written = self.at(name);
        let finding = self.finding("shape/unknown-block", name, "is-field").with("kind", written);
        let value = value.map(|value| excerpt(self.at(value)).into_owned());
        let meant = format!("{written}: {}", value.as_deref().unwrap_or("…"));
        let finding = finding.help(Message::new("help-field").with("meant", meant));
        if value.is_some() { finding.fix(self.place(Span::new(name.end, name.end)), ":") } else { finding }
    }

    /// A kind that nobody knows.
    pub(super) fn unknown_block(&self, parent: Option<Kind>, kind: Span) -> Finding {
        let written = self.at(kind);
        let finding = self.finding("shape/unknown-block", kind, "main").with("kind", written);
        if let Some(name) = nearest(written, self.vocabulary.child_names(parent)) {
            return self.did_you_mean(finding, kind, name);
        }
        let fits = |spec: &&KindSpec| match parent {
            Some(parent) => spec.parents.contains(&parent),
            None => spec.at_top,
        };
        let kinds = self.vocabulary.kinds().map(|(_, spec)| spec).filter(fits);
        let kinds = quoted(kinds.map(|spec| self.kind_name(spec, kind)));
        let help = Message::new(if kinds.is_empty() { "help-none" } else { "help-kinds" });
        finding.help(help.with("kinds", kinds))
    }

    /// A block that only gathers others.
    pub(super) fn group(&self, kind: Span) -> Finding {
        let finding = self.finding("shape/unknown-block", kind, "group").with("kind", self.at(kind));
        finding.help(Message::new("help-group"))
    }

    /// A kind that does not stand in this parent.
    pub(super) fn misplaced_block(&self, kind: Kind, at: Span, parent: Option<Kind>) -> Finding {
        let message = if parent.is_some() { "main" } else { "at-top" };
        let finding = self.finding("shape/misplaced-block", at, message).with("kind", self.at(at));
        let finding = match parent.and_then(|parent| self.vocabulary.kind(parent)) {
            Some(parent) => finding.with("parent", self.kind_name(parent, at)),
            None => finding,
        };
        let Some(spec) = self.vocabulary.kind(kind) else { return finding };
        let parents = spec.parents.iter().filter_map(|parent| self.vocabulary.kind(*parent));
        let parents = quoted(parents.map(|parent| self.kind_name(parent, at)));
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
            .help(Message::new("help-block"))
    }

    /// A field that its block does not have. It may be a block written with a colon, or a part of a
    /// text without quotes.
    pub(super) fn unknown_field(
        &self,
        spec: &KindSpec,
        kind: Kind,
        name: Span,
        text: Option<Span>,
    ) -> Finding {
        let written = self.at(name);
        let finding = self.finding("shape/unknown-field", name, "main");
        let finding = finding.with("name", excerpt(written).into_owned());
        let finding = finding.with("kind", self.kind_name(spec, name));
        if let Some(text) = text {
            return finding
                .help(Message::new("help-quotes").with("text", excerpt(self.at(text)).into_owned()));
        }
        if self.vocabulary.kind_inside(Some(kind), written).is_some() {
            return finding.help(Message::new("help-block").with("name", written));
        }
        if let Some(meant) = nearest(written, spec.field_names()) {
            return self.did_you_mean(finding, name, meant);
        }
        if let Some((field, inner)) = spec.entries.filter(|_| self.is_before_number(name))
            && let Some(inner) = self.vocabulary.kind(inner)
            && let Some(field) = inner.field_spec(field)
        {
            let help = Message::new("help-entry").with("inner", self.kind_name(inner, name));
            return finding.help(help.with("name", written).with("field", self.field_name(field, name)));
        }
        if let Some(inner) = self.holder_of(written, kind) {
            let inner = self.kind_name(inner, name);
            return finding.help(Message::new("help-inside").with("inner", inner).with("name", written));
        }
        let names = quoted(spec.fields.iter().map(|field| self.field_name(field, name)));
        let help = Message::new("help-fields").with("kind", self.kind_name(spec, name));
        finding.help(help.with("names", names))
    }

    /// Whether the value of the field with this name begins like a number or an amount.
    fn is_before_number(&self, name: Span) -> bool {
        let value = self.text.get(name.end as usize..).unwrap_or_default();
        let value = value.trim_start_matches([':', '：', ' ', '\t']);
        value.starts_with(|first: char| first.is_ascii_digit() || "$€£¥￥₹".contains(first))
    }

    /// The only kind of block inside another that has a field of this name.
    fn holder_of(&self, field: &str, parent: Kind) -> Option<&KindSpec> {
        let holds = |spec: &&KindSpec| spec.parents.contains(&parent) && spec.field(field).is_some();
        let mut holders = self.vocabulary.kinds().map(|(_, spec)| spec).filter(holds);
        holders.next().filter(|_| holders.next().is_none())
    }

    /// A field that stands twice.
    pub(super) fn repeated_field(&self, name: Span, first: Span) -> Finding {
        self.finding("shape/repeated-field", name, "main")
            .with("name", self.at(name))
            .note(self.place(first), Message::new("first"))
            .help(Message::new("help").with("name", self.at(name)))
    }

    /// A block without a field that it needs.
    pub(super) fn missing_field(&self, head: Span, kind: &KindSpec, field: &FieldSpec) -> Finding {
        let name = self.field_name(field, head);
        let help = Message::new(match field.kind {
            FieldType::Metric => "help-metric",
            FieldType::Target => "help-target",
            FieldType::Person => "help-person",
            _ => "help",
        });
        let finding = self.finding("shape/missing-field", head, "main");
        finding.with("kind", self.kind_name(kind, head)).with("name", name).help(help.with("name", name))
    }

    /// A block without the id that it needs. One is made of its title, if it has one.
    pub(super) fn missing_id(&self, head: Span, kind: &KindSpec, title: Option<Span>) -> Finding {
        const MOST_WORDS: usize = 3;
        let written = self.at(head);
        let title = title.map_or("", |title| self.at(title));
        let words = title.split(|it: char| !it.is_alphanumeric()).filter(|word| !word.is_empty());
        let id = words.take(MOST_WORDS).collect::<Vec<_>>().join("-").to_lowercase();
        let id = if id.is_empty() { format!("{written}-1") } else { id };
        let meant =
            if title.is_empty() { format!("{written} {id}") } else { format!("{written} {id} {title}") };
        let finding =
            self.finding("shape/missing-field", head, "id").with("kind", self.kind_name(kind, head));
        finding.help(Message::new("help-id").with("meant", meant))
    }

    /// Words in a head that are neither id nor title; `id` is what stands before them where the title
    /// follows them.
    pub(super) fn unquoted_title(&self, words: Span, id: Option<Span>) -> Finding {
        const QUOTES: &[char] = &['\'', '‘', '’', '「', '」', '『', '』', '《', '》', '`'];
        let written = self.at(words);
        let finding = self.finding("shape/unquoted-title", words, "main");
        let finding = finding.with("words", excerpt(written).into_owned());
        if let Some(id) = id {
            let meant = self.at(id.to(words)).split_whitespace().collect::<Vec<_>>().join("-");
            return finding.help(Message::new("help-id").with("meant", excerpt(&meant).into_owned()));
        }
        let meant = format!("\"{}\"", written.trim_matches(QUOTES));
        finding
            .help(Message::new("help").with("meant", excerpt(&meant).into_owned()))
            .fix(self.place(words), meant)
    }

    /// A value that its field does not take.
    pub(super) fn wrong_type(&self, field: &FieldSpec, kind: Kind, name: Span, value: Span) -> Finding {
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
        let finding = self
            .finding("shape/wrong-type", value, "main")
            .with("name", self.at(name))
            .with("expected", crate::diagnostic::Arg::Phrase(expected))
            .with("value", excerpt(self.at(value)).into_owned());
        // Who writes more than amounts into a view of the budget means a line.
        if kind == Kind::SPLIT { finding.help(Message::new("help-split")) } else { finding }
    }

    /// Says of a value that its first words, which name a metric of the plan's own, are to be one.
    pub(super) fn one_word(&self, finding: Finding, words: Span) -> Finding {
        let meant = self.at(words).split_whitespace().collect::<Vec<_>>().join("-");
        finding
            .help(Message::new("help-one-word").with("meant", meant.as_str()))
            .fix(self.place(words), meant)
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
        let finding = self.finding("shape/wrong-type", second, "several").with("name", self.at(name));
        finding.help(Message::new("help-several"))
    }

    /// Two names that no comma parts.
    pub(super) fn without_comma(&self, first: Span, second: Span) -> Finding {
        let (one, other) = (self.at(first), self.at(second));
        let meant = format!("{one}, {other}");
        self.finding("shape/wrong-type", first.to(second), "comma")
            .with("one", one)
            .with("other", other)
            .help(Message::new("help-comma").with("meant", meant))
            .fix(self.place(Span::new(first.end, second.start)), ", ")
    }

    /// A person without the `@`.
    pub(super) fn person_without_at(&self, name: Span, value: Span) -> Finding {
        let written = self.at(value).trim_matches(['"', '“', '”']);
        let finding = self.finding("shape/wrong-type", value, "person").with("name", self.at(name));
        let words: Vec<String> = written.split_whitespace().map(str::to_lowercase).collect();
        let meant = format!("@{}", if words.len() > 1 { words.join(".") } else { written.to_owned() });
        let help = Message::new("help-person").with("meant", excerpt(&meant).into_owned());
        let finding = finding.with("value", excerpt(written).into_owned()).help(help);
        if words.len() > 1 { finding } else { finding.fix(self.place(value), meant) }
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

    /// Another amount in a currency that was told of already.
    pub(super) fn also_in_currency(&self, told: &mut Finding, value: Span) {
        const MOST_SHOWN: usize = 8;
        if told.notes.len() < MOST_SHOWN {
            told.notes.push(Note { place: self.place(value), message: Some(Message::new("also")) });
        }
    }

    /// A word that the list of its field does not have.
    pub(super) fn unknown_word(&self, name: Span, value: Span, list: u16) -> Finding {
        let written = self.at(value);
        let list = self.vocabulary.word_list(list);
        let words = list.words().iter().zip(list.chinese()).map(|(word, chinese)| {
            if self.is_chinese(name) && !chinese.is_empty() {
                chinese.as_str()
            } else {
                self.vocabulary.word(*word)
            }
        });
        let finding = self.finding("shape/unknown-word", value, "main");
        let finding = finding.with("word", excerpt(written).into_owned()).with("name", self.at(name));
        match nearest(written, list.names()) {
            Some(meant) => self.did_you_mean(finding, value, meant),
            None => finding.help(Message::new("help-words").with("words", quoted(words))),
        }
    }

    /// A metric that is nearly one that is known.
    pub(super) fn unknown_metric(&self, name: Span, meant: &str) -> Finding {
        let finding = self.finding("shape/unknown-word", name, "metric").with("word", self.at(name));
        self.did_you_mean(finding, name, meant)
    }

    /// Text that stands for text to come.
    pub(super) fn placeholder(&self, value: Span) -> Finding {
        let finding = self.finding("shape/placeholder-text", value, "main");
        let text = self.at(value).trim_matches(['"', '“', '”']);
        finding.with("text", excerpt(text).into_owned()).help(Message::new("help"))
    }

    /// A block that says nothing.
    pub(super) fn empty_block(&self, head: Span) -> Finding {
        let finding = self.finding("shape/empty-block", head, "main").with("kind", self.at(head));
        finding.help(Message::new("help"))
    }

    fn did_you_mean(&self, finding: Finding, at: Span, name: &str) -> Finding {
        finding.help(Message::new("help").with("name", name)).fix(self.place(at), name)
    }
}

/// The first of some terms, each in backticks.
fn quoted<'t>(terms: impl Iterator<Item = &'t str>) -> Vec<String> {
    const MOST: usize = 8;
    terms.take(MOST).map(|term| format!("`{term}`")).collect()
}
