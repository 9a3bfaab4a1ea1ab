//! Runs one stage of a check over a folder, for benchmarks: `stages read|parse|all FOLDER`.

use std::path::Path;
use std::process::ExitCode;

use planlint::lint::{Catalogue, Circumstances, known, lint, texts};
use planlint::rules;
use planlint::source::FileId;
use planlint::syntax;
use planlint::vocabulary::Vocabulary;
use planlint::wording::Lang;
use planlint::workspace::config::Config;
use planlint::workspace::find::find_files;
use planlint::workspace::load::load;
use planlint::workspace::read::{read_file, read_files};
use rayon::prelude::*;

// The program itself asks it for memory too.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [stage, folder] = arguments.as_slice() else { return ExitCode::from(2) };
    let root = Path::new(folder);
    let Ok(config) = Config::parse("planlint.toml", "", &known(rules::ALL, &texts(rules::ALL))) else {
        return ExitCode::from(2);
    };
    match stage.as_str() {
        "read" => {
            let (found, _) = find_files(root, &config.exclude, &[]);
            std::mem::forget(read_files(&found));
        }
        "parse" => {
            let (found, _) = find_files(root, &config.exclude, &[]);
            let parse = |read: planlint::workspace::read::Read| {
                let parsed = syntax::parse(FileId(0), read.parsed());
                (read, parsed)
            };
            let parsed: Vec<_> = found.par_iter().filter_map(read_file).map(parse).collect();
            std::mem::forget(parsed);
        }
        "all" => return all(root, &config),
        _ => return ExitCode::from(2),
    }
    ExitCode::SUCCESS
}

fn all(root: &Path, config: &Config) -> ExitCode {
    let Ok(vocabulary) = Vocabulary::load(&config.vocabulary, &config.metrics) else {
        return ExitCode::from(2);
    };
    let Ok(catalogue) = Catalogue::prepare(rules::ALL, texts(rules::ALL), config, &vocabulary) else {
        return ExitCode::from(2);
    };
    let loaded = load(root, config, vocabulary, &[], None);
    let diagnostics =
        lint(&loaded.workspace, &catalogue, Circumstances { config, lang: Lang::En, today: None }, &|_| true);
    std::mem::forget(loaded);
    if diagnostics.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) }
}
