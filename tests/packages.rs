//! What packages say of planlint agrees with Cargo.toml, and with each other.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::cli::Folder;

const VERSION: &str = env!("CARGO_PKG_VERSION");

fn read(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

#[test]
fn every_package_has_the_version_and_the_licence_of_the_crate() {
    let npm: Value = serde_json::from_str(&read("npm/planlint/package.json")).unwrap();
    assert_eq!((&npm["version"], &npm["license"]), (&VERSION.into(), &env!("CARGO_PKG_LICENSE").into()));
    for (name, version) in npm["optionalDependencies"].as_object().unwrap() {
        assert_eq!(version, VERSION, "{name}");
    }
    let python: toml::Table = toml::from_str(&read("pyproject.toml")).unwrap();
    let project = python["project"].as_table().unwrap();
    assert!(
        !project.contains_key("version") && project["dynamic"].as_array().unwrap() == &["version".into()]
    );
    assert_eq!(project["license"].as_str(), Some(env!("CARGO_PKG_LICENSE")));
    assert!(read("npm/platform.py").contains(env!("CARGO_PKG_LICENSE")));
}

#[test]
fn the_page_on_installing_names_the_version() {
    let page = read("docs/install.md");
    for before in ["    rev: v", "/planlint@v", "version: ", "/raw/v", "planlint-"] {
        let mut versions =
            page.split(before).skip(1).filter(|rest| rest.starts_with(|it: char| it.is_ascii_digit()));
        let first = versions.next();
        assert!(first.is_some(), "no `{before}`");
        assert!(first.into_iter().chain(versions).all(|rest| rest.starts_with(VERSION)), "after `{before}`");
    }
}

#[test]
fn a_release_builds_what_npm_promises() {
    let npm: Value = serde_json::from_str(&read("npm/planlint/package.json")).unwrap();
    let promised = npm["optionalDependencies"].as_object().unwrap().keys();
    let promised: BTreeSet<&str> = promised.map(|name| name.strip_prefix("@planlint/").unwrap()).collect();
    let workflow = read(".github/workflows/release.yml");
    let built: BTreeSet<&str> = workflow
        .split("npm: ")
        .skip(1)
        .filter_map(|rest| rest.split_once(" }").map(|(name, _)| name))
        .collect();
    assert_eq!(promised, built.into_iter().filter(|name| !name.contains('\n')).collect());
}

/// The commands of the page, in the shell and with the home of somebody who has nothing yet.
#[cfg(unix)]
#[test]
fn the_commands_of_the_page_on_installing_work() {
    let home = Folder::new("install-page");
    let own = Path::new(env!("CARGO_BIN_EXE_planlint")).parent().unwrap();
    let path = std::env::var_os("PATH").unwrap();
    let paths = std::iter::once(own.to_path_buf()).chain(std::env::split_paths(&path));
    let path = std::env::join_paths(paths).unwrap();
    let page = read("docs/install.md");
    for block in page.split("```console\n").skip(1) {
        let script = block.split_once("```").unwrap().0;
        let mut shell = Command::new("sh");
        shell.args(["-ec", script]).env("HOME", &home.0).env("PATH", &path);
        let output = shell.current_dir(&home.0).output().unwrap();
        assert!(output.status.success(), "{script}{}", String::from_utf8_lossy(&output.stderr));
    }
    for made in [
        ".zfunc/_planlint",
        ".config/fish/completions/planlint.fish",
        ".local/share/man/man1/planlint-check.1",
    ] {
        assert!(fs::metadata(home.0.join(made)).unwrap().len() > 0, "{made}");
    }
}
