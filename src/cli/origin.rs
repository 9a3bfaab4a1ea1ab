//! Where a setting comes from, in words.

use super::words::{say, word};
use crate::diagnostic::Message;
use crate::wording::Lang;
use crate::workspace::config::Origin;

/// Says where a setting comes from: `planlint.toml:9 (goals)`.
pub(super) fn origin(origin: &Origin, lang: Lang) -> String {
    match origin {
        Origin::Rule => word("origin-rule", lang),
        Origin::CommandLine => word("origin-command-line", lang),
        Origin::File { path, line, key } => {
            let place =
                Message::new("origin-file").with("path", path.as_str()).with("line", line.to_string());
            say(&place.with("key", key.as_str()), lang)
        }
    }
}
