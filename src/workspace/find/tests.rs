use std::fs;
use std::sync::atomic::{AtomicU32, Ordering};

use super::*;
use crate::workspace::config::Config;

/// A folder of files that goes when the test ends.
pub(in crate::workspace) struct Folder(pub(in crate::workspace) PathBuf);

impl Folder {
    pub(in crate::workspace) fn new(files: &[(&str, &str)]) -> Folder {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("planlint-test-{}-{number}", std::process::id());
        let folder = Folder(std::env::temp_dir().canonicalize().unwrap().join(name));
        for (path, text) in files {
            let path = folder.0.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        folder
    }

    fn found(&self, exclude: &Globs, named: &[&str]) -> (Vec<String>, Vec<(String, ProblemKind)>) {
        let named: Vec<_> = named.iter().map(|path| self.0.join(path)).collect();
        let (files, problems) = find_files(&self.0, exclude, &named);
        (
            files.into_iter().map(|file| file.name).collect(),
            problems.into_iter().map(|problem| (problem.path, problem.kind)).collect(),
        )
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn excluding(pattern: &str) -> Globs {
    Config::parse(FILE_NAME, &format!("exclude = ['{pattern}']"), &[]).unwrap().exclude
}

#[test]
fn ignored_hidden_and_excluded_files_are_left_out_unless_named() {
    let folder = Folder::new(&[
        (".gitignore", "build/\n*.tmp.plan\n"),
        (".hidden/a.plan", ""),
        ("b/a.plan", ""),
        ("b/README.MD", ""),
        ("b.plan", ""),
        ("a.txt", ""),
        ("build/a.plan", ""),
        ("drafts/a.plan", ""),
        ("x.tmp.plan", ""),
    ]);
    let exclude = excluding("drafts/**");
    assert_eq!(
        folder.found(&exclude, &[]),
        (["b.plan", "b/README.MD", "b/a.plan"].map(str::to_owned).to_vec(), vec![])
    );
    let named = [".hidden/a.plan", "b.plan", "b/../build", "drafts/a.plan", "x.tmp.plan", "a.txt", "gone"];
    let (files, problems) = folder.found(&exclude, &named);
    assert_eq!(files, [".hidden/a.plan", "b.plan", "b/README.MD", "b/a.plan", "build/a.plan", "x.tmp.plan"]);
    assert_eq!(
        problems,
        [
            ("a.txt".to_owned(), ProblemKind::NotAPlan),
            ("drafts/a.plan".to_owned(), ProblemKind::Excluded),
            ("gone".to_owned(), ProblemKind::Missing),
        ]
    );
}

#[test]
fn the_root_is_where_the_configuration_is() {
    let folder = Folder::new(&[
        ("repo/.git/HEAD", ""),
        ("repo/shop/planlint.toml", ""),
        ("repo/shop/spring/a.plan", ""),
        ("repo/other/a.plan", ""),
        ("alone/a.plan", ""),
    ]);
    for (named, root) in [
        ("repo/shop/spring/a.plan", "repo/shop"),
        ("repo/shop/spring/gone.plan", "repo/shop"),
        ("repo/shop/spring/..", "repo/shop"),
        ("repo/other/a.plan", "repo"),
    ] {
        assert_eq!(workspace_root(&folder.0.join(named)), folder.0.join(root), "{named}");
    }
}

#[cfg(unix)]
#[test]
fn links_neither_repeat_a_file_nor_lead_out_nor_in_circles() {
    use std::os::unix::fs::symlink;
    let outside = Folder::new(&[("o.plan", "")]);
    let folder = Folder::new(&[("a.plan", ""), (".store/s.plan", ""), ("d/b.plan", "")]);
    for (target, link) in [
        ("a.plan", "again.plan"),
        (".store/s.plan", "s.plan"),
        ("self.plan", "self.plan"),
        (".", "d/circle"),
        ("nowhere", "nowhere-too"),
    ] {
        symlink(folder.0.join(target), folder.0.join(link)).unwrap();
    }
    symlink(&outside.0, folder.0.join("out")).unwrap();
    let (files, problems) = folder.found(&Globs::default(), &[]);
    assert_eq!(files, ["a.plan", "d/b.plan", "s.plan"]);
    assert_eq!(
        problems,
        [("out".to_owned(), ProblemKind::OutsideLink), ("self.plan".to_owned(), ProblemKind::BrokenLink),]
    );
    let (files, _) = folder.found(&Globs::default(), &["again.plan", "s.plan", "out/o.plan"]);
    assert_eq!(files[0], ".store/s.plan");
    assert_eq!(Path::new(&files[1]), outside.0.join("o.plan"));
    assert_eq!(files[2..], ["a.plan", "d/b.plan"]);
    assert_eq!(name_of(&folder.0, &folder.0.join("d/../again.plan")), "a.plan");
}

#[test]
fn a_named_folder_is_walked_whole_unless_it_is_excluded() {
    let folder = Folder::new(&[(".h/a.plan", ""), (".h/b.plan", ""), (".h/c/d.plan", ""), ("x/a.plan", "")]);
    let (files, _) = folder.found(&Globs::default(), &[".h/a.plan", ".h/c", ".h", "x", "."]);
    assert_eq!(files, [".h/a.plan", ".h/b.plan", ".h/c/d.plan", "x/a.plan"]);
    let (files, problems) = folder.found(&excluding(".h/"), &[".h", ".h/c"]);
    assert_eq!(files, ["x/a.plan"]);
    assert_eq!(problems[0], (".h".to_owned(), ProblemKind::Excluded));
    assert_eq!(problems[1], (".h/c".to_owned(), ProblemKind::Excluded));
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_not_utf8_is_read_all_the_same() {
    use std::os::unix::ffi::OsStrExt as _;
    let folder = Folder::new(&[("a.plan", "")]);
    fs::write(folder.0.join(std::ffi::OsStr::from_bytes(b"b\xff.plan")), "x").unwrap();
    let (files, _) = find_files(&folder.0, &Globs::default(), &[]);
    assert_eq!(files[1].name, "b\u{fffd}.plan");
    assert_eq!(fs::read_to_string(&files[1].path).unwrap(), "x");
}
