//! What is found does not depend on the order in which a workspace is written: of its files, of the
//! blocks in a file or block, and of the fields in a block.

use std::fs;
use std::hash::BuildHasher;

use planlint::source::{FileId, slice};
use planlint::syntax::{Block, Tree, parse};
use planlint::workspace::load::{Unsaved, of_texts};
use rustc_hash::FxBuildHasher;

use crate::workspaces::{Checked, folder};

/// Rules that look at the order itself.
const OF_ORDER: &[&str] = &["style/order"];

/// The workspaces that are written in another order.
const WORKSPACES: &[&str] = &["acme", "acme-broken", "acme-zh", "hotel", "luna", "twins/en", "twins/zh"];

#[test]
fn findings_do_not_depend_on_the_order_of_files_blocks_and_fields() {
    let mut wrong = Vec::new();
    for name in WORKSPACES {
        let files = plans(name);
        let as_written = found(name, files.iter().map(as_it_is).collect());
        for seed in 0..4 {
            let moved = found(name, moved(&files, Order(seed)));
            let only_in = |these: &[String], those: &[String]| {
                these.iter().filter(|it| !those.contains(it)).cloned().collect::<Vec<_>>().join("\n    ")
            };
            if as_written != moved {
                let (lost, new) = (only_in(&as_written, &moved), only_in(&moved, &as_written));
                wrong.push(format!("{name}, order {seed}:\n  lost\n    {lost}\n  new\n    {new}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The `.plan` files of a workspace.
fn plans(name: &str) -> Vec<Unsaved> {
    let root = folder(name);
    let files = walkdir::WalkDir::new(&root).sort_by_file_name().into_iter().map(Result::unwrap);
    let plans = files.filter(|entry| entry.path().extension().is_some_and(|it| it == "plan"));
    let read = |entry: walkdir::DirEntry| Unsaved {
        path: entry.path().strip_prefix(&root).unwrap().to_str().unwrap().to_owned(),
        text: fs::read_to_string(entry.path()).unwrap(),
    };
    plans.map(read).collect()
}

fn as_it_is(file: &Unsaved) -> Unsaved {
    Unsaved { path: file.path.clone(), text: file.text.clone() }
}

/// The rule and the words of every finding, sorted: a sum is written in the order of its addends.
fn found(workspace: &str, files: Vec<Unsaved>) -> Vec<String> {
    let checked = Checked::read(workspace, |config, vocabulary| of_texts(config, vocabulary, files));
    let told = checked.diagnostics.iter().filter(|found| !OF_ORDER.contains(&found.rule));
    let mut lines: Vec<String> = told
        .map(|found| {
            let mut words: Vec<&str> = found.message.split_whitespace().collect();
            words.sort_unstable();
            format!("{} {}", found.rule, words.join(" "))
        })
        .collect();
    lines.sort();
    lines
}

/// The same files under other names, so that they are read in another order, with everything in them
/// in another order.
fn moved(files: &[Unsaved], order: Order) -> Vec<Unsaved> {
    let of_text = |file: &Unsaved| Unsaved { path: file.path.clone(), text: order.rewrite(&file.text) };
    let mut files: Vec<Unsaved> = files.iter().map(of_text).collect();
    files.sort_by_key(|file| order.place(&file.path));
    for (at, file) in files.iter_mut().enumerate() {
        file.path = format!("{at:03}-{}", file.path.replace('/', "-"));
    }
    files
}

/// An order of texts that has nothing to do with what they say.
#[derive(Clone, Copy)]
struct Order(u64);

impl Order {
    fn place(self, text: &str) -> u64 {
        FxBuildHasher.hash_one((self.0, text))
    }

    /// A file with its blocks, and everything in them, in this order; comments are left out. What has a
    /// syntax error stays as it is, since a move could change the error.
    fn rewrite(self, text: &str) -> String {
        let parsed = parse(FileId(0), text);
        if parsed.findings.is_empty() { self.join(None, &parsed.tree, text) } else { text.to_owned() }
    }

    /// The fields and blocks that stand in `of`, or those at the top, a line each.
    fn join(self, of: Option<u32>, tree: &Tree, text: &str) -> String {
        let fields = of.map(|at| tree.fields_of(&tree.blocks[at as usize])).unwrap_or_default();
        let mut parts: Vec<String> = fields.iter().map(|field| slice(text, field.span).to_owned()).collect();
        let inside = (0..).zip(&tree.blocks).filter(|(_, block)| block.parent == of);
        parts.extend(inside.map(|(at, block)| self.block(at, block, tree, text)));
        parts.sort_by_key(|part| self.place(part));
        parts.iter().flat_map(|part| [part.as_str(), "\n"]).collect()
    }

    fn block(self, at: u32, block: &Block, tree: &Tree, text: &str) -> String {
        let last = tree.head(block).last().map_or(block.kind, |piece| piece.span);
        format!("{} {{\n{}}}", slice(text, block.kind.to(last)), self.join(Some(at), tree, text))
    }
}
