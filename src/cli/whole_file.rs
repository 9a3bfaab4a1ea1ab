//! A file that is written whole or not at all.

use std::fs::{self, Metadata, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use tempfile::{Builder, NamedTempFile};

use super::signal::undisturbed;

/// Writes what `write` makes to a file. The text is made before anything on the disk is touched, so that
/// little time lies between the first byte and the last.
pub(super) fn write(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut text = Vec::new();
    write(&mut text)?;
    match fs::metadata(path) {
        Ok(there) if there.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
        Ok(there) if there.is_file() => undisturbed(|| replace(path, &there, &text)),
        // A device or a pipe takes the text as it comes; nothing may stand in its place.
        Ok(_) => OpenOptions::new().write(true).open(path)?.write_all(&text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => undisturbed(|| create(path, &text)),
        Err(error) => Err(error),
    }
}

/// A file that may not be written to is not replaced either, though its folder would allow it.
fn replace(path: &Path, there: &Metadata, text: &[u8]) -> io::Result<()> {
    if there.permissions().readonly() {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    // Behind a link it is the file that is replaced, not the link.
    let path = fs::canonicalize(path)?;
    let beside = beside(&path, text)?;
    beside.as_file().set_permissions(there.permissions())?;
    move_to(&path, beside)
}

fn create(path: &Path, text: &[u8]) -> io::Result<()> {
    move_to(path, beside(path, text)?)
}

/// A file in the folder of `path` that holds the text, and that is removed unless it is moved.
fn beside(path: &Path, text: &[u8]) -> io::Result<NamedTempFile> {
    let folder = path.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
    let mut builder = Builder::new();
    builder.prefix(".planlint-").suffix(".tmp");
    #[cfg(unix)]
    let builder = {
        use std::os::unix::fs::PermissionsExt as _;
        // The system takes from it what the user's mask forbids, as for any new file.
        builder.permissions(fs::Permissions::from_mode(0o666))
    };
    // The error names the file beside, of which the user knows nothing; its kind says enough.
    let mut file = builder.tempfile_in(folder).map_err(|error| io::Error::from(error.kind()))?;
    file.as_file_mut().write_all(text)?;
    Ok(file)
}

fn move_to(path: &Path, beside: NamedTempFile) -> io::Result<()> {
    beside.persist(path).map(drop).map_err(|error| error.error)
}
