//! Paths as URIs.

use std::path::Path;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

/// All but what a URI may hold unescaped anywhere, and the `/` between folders. A `:` is escaped too:
/// in the first part of a path it would end a scheme.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// Where a file is.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ArtifactLocation {
    uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri_base_id: Option<&'static str>,
}

impl ArtifactLocation {
    /// The location of a path of the repository, or of one that is absolute.
    pub(super) fn of(path: &str) -> ArtifactLocation {
        let escaped = utf8_percent_encode(path, ESCAPED);
        if Path::new(path).is_absolute() {
            let slash = if path.starts_with('/') { "" } else { "/" };
            return ArtifactLocation { uri: format!("file://{slash}{escaped}"), uri_base_id: None };
        }
        ArtifactLocation { uri: escaped.to_string(), uri_base_id: Some("%SRCROOT%") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_character_of_a_name_is_read_as_part_of_the_uri() {
        let uri = |path| ArtifactLocation::of(path).uri;
        assert_eq!(uri("春/a b#?.plan"), "%E6%98%A5/a%20b%23%3F.plan");
        assert_eq!(uri("计划,一:二.plan"), "%E8%AE%A1%E5%88%92%2C%E4%B8%80%3A%E4%BA%8C.plan");
        assert_eq!(uri("50%.plan"), "50%25.plan");
        assert_eq!(uri("/tmp/a.plan"), "file:///tmp/a.plan");
        assert_eq!(ArtifactLocation::of("/tmp/a.plan").uri_base_id, None);
    }
}
