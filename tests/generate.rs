//! What `planlint generate` makes for shells and for `man`.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use crate::cli::{Folder, run};

#[test]
fn each_shell_gets_completions_that_know_the_commands() {
    let folder = Folder::new("completions");
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let (code, script, err) = run(&folder, &["generate", "completions", shell]);
        assert_eq!((code, err.as_str()), (0, ""), "{shell}");
        for word in ["check", "baseline", "stdin-filename"] {
            assert!(script.contains(word), "{shell}: no `{word}`");
        }
        folder.write(&format!("planlint.{shell}"), script);
    }
    let (code, out, err) = run(&folder, &["generate", "completions", "tcsh"]);
    assert!(code == 2 && out.is_empty() && err.contains("powershell"), "{err}");
}

#[cfg(unix)]
#[test]
fn bash_completes_with_them() {
    let folder = Folder::new("bash");
    folder.write("planlint.bash", run(&folder, &["generate", "completions", "bash"]).1);
    let bash = |script: &str| {
        let output =
            Command::new("bash").args(["--norc", "-c", script]).current_dir(&folder.0).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    bash("bash -n planlint.bash");
    let typed =
        "COMP_WORDS=(planlint ch) COMP_CWORD=1; _planlint planlint ch planlint; echo \"${COMPREPLY[@]}\"";
    assert_eq!(bash(&format!(". ./planlint.bash; {typed}")), "check\n");
}

#[test]
fn each_command_gets_a_man_page() {
    let folder = Folder::new("man");
    let (code, _, err) = run(&folder, &["generate", "man", "share/man"]);
    assert_eq!((code, err.as_str()), (0, ""));
    let pages: BTreeSet<String> = fs::read_dir(folder.0.join("share/man"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(pages, pages_of(&folder, &[]));
    let page = fs::read_to_string(folder.0.join("share/man/planlint-check.1")).unwrap();
    assert!(
        page.contains(".TH planlint-check 1") && page.contains("changed") && page.contains(".SH OPTIONS")
    );

    folder.write("taken", "");
    let (code, _, err) = run(&folder, &["generate", "man", "taken"]);
    assert!(code == 2 && err.contains("taken"), "{err}");
}

/// The pages that a command and all beneath it have, by the help that lists them.
fn pages_of(folder: &Folder, command: &[&str]) -> BTreeSet<String> {
    let (_, help, _) = run(folder, &[command, &["--help"]].concat());
    let mut pages = BTreeSet::from([[&["planlint"], command].concat().join("-") + ".1"]);
    let listed = help.split_once("Commands:\n").map_or("", |(_, rest)| rest);
    for line in listed.lines().take_while(|line| !line.is_empty()) {
        // A line that is indented deeper goes on with the one above it.
        let name =
            line.strip_prefix("  ").filter(|it| !it.starts_with(' ')).map(|it| it.split(' ').next().unwrap());
        if let Some(name) = name.filter(|it| *it != "help") {
            pages.extend(pages_of(folder, &[command, &[name]].concat()));
        }
    }
    pages
}
