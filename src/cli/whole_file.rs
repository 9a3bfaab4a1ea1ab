//! A file that is written whole or not at all.

use std::io::{self, Write};
use std::path::Path;

/// Writes what `write` makes to a file.
pub(super) fn write(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut text = Vec::new();
    write(&mut text)?;
    std::fs::write(path, text)
}
