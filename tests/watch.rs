//! `check --watch`, run as a program that is looked at and stopped.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::sync::mpsc::channel;
use std::time::Duration;

use crate::cli::Folder;

#[test]
fn a_change_is_checked_as_soon_as_it_is_there() {
    let folder = Folder::new("watch");
    let plan = |owner: &str| format!("person li \"Li\" {{ role: \"CMO\" }}\nplan p \"P\" {{ {owner} }}\n");
    folder.write("planlint.toml", "select = [\"owners/plan-unowned\"]\n").write("p.plan", plan(""));
    let mut program = Command::new(env!("CARGO_BIN_EXE_planlint"))
        .current_dir(&folder.0)
        .args(["check", "--watch", "--output-format", "concise", "--output", "markdown=report.md"])
        .env("LC_ALL", "C")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let (sender, lines) = channel();
    let told = sender.clone();
    let (out, err) = (program.stdout.take().unwrap(), program.stderr.take().unwrap());
    std::thread::spawn(move || BufReader::new(out).lines().try_for_each(|line| told.send(line.unwrap())));
    std::thread::spawn(move || BufReader::new(err).lines().try_for_each(|line| sender.send(line.unwrap())));
    let until = |wanted: &str| {
        let mut seen = String::new();
        while !seen.contains(wanted) {
            seen += &lines
                .recv_timeout(Duration::from_secs(60))
                .unwrap_or_else(|_| panic!("no {wanted}: {seen}"));
        }
        seen
    };
    let mut first = until("waiting for changes");
    if !first.contains("owners/plan-unowned") {
        first += &until("owners/plan-unowned");
    }
    // What the first check tells may still come; a second check would wait once more.
    let more: String = std::iter::from_fn(|| lines.recv_timeout(Duration::from_secs(1)).ok()).collect();
    assert!(!more.contains("waiting for changes"), "the report that it writes itself is no change: {more}");
    folder.write("p.plan", plan("owner: @li"));
    let second = until("waiting for changes");
    assert!(!second.contains("owners/plan-unowned"), "{second}");
    program.kill().unwrap();
    program.wait().unwrap();
}
