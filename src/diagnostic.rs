//! What the audit has to say.
//!
//! Code makes a [`Finding`]: a rule, the name of one of its messages, and values for the message's
//! placeholders. No sentence is built in code. A finding becomes a [`Diagnostic`], text in one
//! language, only when it is going to be shown; every output format renders that one type.

use crate::source::Place;

/// How grave a finding is; the order is from light to grave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Likely a mistake.
    Warning,
    /// A fault.
    Error,
}

impl Severity {
    /// The word that JSON and the terminal show.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// The value of a placeholder in a message. Numbers and dates arrive formatted, since their form is
/// the same in every language; what is put into words differently is kept apart.
#[derive(Clone, Debug, PartialEq)]
pub enum Arg {
    /// Something to print as it is.
    Text(String),
    /// A count, which a message may use to choose between one and many: `{tasks:task|tasks}`.
    Count(usize),
    /// The same in English and in Chinese.
    Both(String, String),
    /// Names that the language joins in its own way.
    List(Vec<String>),
    /// Another message of the same rule.
    Phrase(Message),
    /// Messages or texts joined by an operator such as ` + `.
    Joined(&'static str, Vec<Arg>),
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Arg::Text(text)
    }
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Arg::Text(text.to_owned())
    }
}

impl From<usize> for Arg {
    fn from(count: usize) -> Self {
        Arg::Count(count)
    }
}

impl From<Vec<String>> for Arg {
    fn from(names: Vec<String>) -> Self {
        Arg::List(names)
    }
}

/// A message of a rule, by its name in the rule's TOML, with the values of its placeholders.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Message {
    /// The key under `[messages]`.
    pub name: &'static str,
    /// Values by placeholder.
    pub args: Vec<(&'static str, Arg)>,
}

impl Message {
    /// The message of this name, without values yet.
    #[must_use]
    pub fn new(name: &'static str) -> Self {
        Message { name, args: Vec::new() }
    }

    /// Gives a placeholder its value.
    #[must_use]
    pub fn with(mut self, placeholder: &'static str, value: impl Into<Arg>) -> Self {
        self.args.push((placeholder, value.into()));
        self
    }
}

/// A place that a finding points at, and what to say there.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// Where.
    pub place: Place,
    /// What is said there; a label without words only marks.
    pub message: Option<Message>,
}

/// A fault as code found it, in no language yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The rule's id, such as `budget/overrun`.
    pub rule: &'static str,
    /// The gravest level it may be told at; the rule's own level where it is `None`.
    pub at_most: Option<Severity>,
    /// The sentence that says what is wrong.
    pub message: Message,
    /// The place it is told at.
    pub primary: Note,
    /// Every other place that matters.
    pub notes: Vec<Note>,
    /// What the reader can do, if it can be said.
    pub help: Option<Message>,
    /// Edits that repair it.
    pub fixes: Vec<Fix>,
    /// The scenarios that have the fault, where the plan itself has not: their names and their places.
    pub scenarios: Vec<(String, Place)>,
}

impl Finding {
    /// A finding of `rule` at `place` that says the rule's message `name`.
    #[must_use]
    pub fn new(rule: &'static str, place: Place, name: &'static str) -> Self {
        Finding {
            rule,
            at_most: None,
            message: Message::new(name),
            primary: Note { place, message: None },
            notes: Vec::new(),
            help: None,
            fixes: Vec::new(),
            scenarios: Vec::new(),
        }
    }

    /// Gives a placeholder of the main sentence its value.
    #[must_use]
    pub fn with(mut self, placeholder: &'static str, value: impl Into<Arg>) -> Self {
        self.message.args.push((placeholder, value.into()));
        self
    }

    /// Puts words at the primary place.
    #[must_use]
    pub fn saying(mut self, message: Message) -> Self {
        self.primary.message = Some(message);
        self
    }

    /// Adds a place with words.
    #[must_use]
    pub fn note(mut self, place: Place, message: Message) -> Self {
        self.notes.push(Note { place, message: Some(message) });
        self
    }

    /// Adds the advice.
    #[must_use]
    pub fn help(mut self, message: Message) -> Self {
        self.help = Some(message);
        self
    }

    /// Tells the finding at this level at most, whatever the rule's level.
    #[must_use]
    pub fn at_most(mut self, severity: Severity) -> Self {
        self.at_most = Some(severity);
        self
    }

    /// Adds an edit that repairs the fault.
    #[must_use]
    pub fn fix(mut self, place: Place, text: impl Into<String>) -> Self {
        self.fixes.push(Fix { place, text: text.into() });
        self
    }
}

/// An edit that repairs a fault: the text of a place is replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What is replaced.
    pub place: Place,
    /// By what.
    pub text: String,
}

/// A label of a diagnostic: a place and the words beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub place: Place,
    /// The words; empty where the label only marks.
    pub message: String,
    /// Whether this is the place that the diagnostic is told at.
    pub primary: bool,
}

/// A finding in words, ready for any output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule's id.
    pub rule: &'static str,
    /// How grave it is under the configuration in force.
    pub severity: Severity,
    /// What is wrong, in one sentence.
    pub message: String,
    /// The primary label first, then the others in the order they were added.
    pub labels: Vec<Label>,
    /// What to do.
    pub help: Option<String>,
    /// Edits that repair it.
    pub fixes: Vec<Fix>,
}

impl Diagnostic {
    /// The place it is told at.
    #[must_use]
    pub fn place(&self) -> Place {
        self.labels[0].place
    }
}
