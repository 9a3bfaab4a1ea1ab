//! Files that are read, and files that are not.

use std::fs;

use crate::fixture::{differs, plans_below};

#[test]
fn syntax_errors_are_told_where_they_are() {
    let wrong: Vec<String> = plans_below("syntax/err")
        .iter()
        .filter_map(|path| {
            differs(path, &fs::read_to_string(path).unwrap(), &|rule| rule.starts_with("syntax/"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_the_language_allows_is_read() {
    for path in plans_below("syntax/ok") {
        let text = fs::read_to_string(&path).unwrap();
        let found = crate::fixture::check(&text, &|rule| {
            ["syntax/", "shape/"].iter().any(|group| rule.starts_with(group))
        });
        assert!(found.is_empty(), "{}: {found:#?}", path.display());
    }
}
