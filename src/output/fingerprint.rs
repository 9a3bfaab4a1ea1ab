//! What a forge knows a finding by from one run to the next.
//!
//! A fingerprint is made of the rule, the file and the text of the line that the finding points at, and
//! of how many findings were alike before. It stays when lines are added above, when the message counts
//! something else and when the language changes. Two findings of a run never have the same one.

use std::hash::Hasher;

use fnv::FnvHasher;
use rustc_hash::FxHashMap;

use crate::diagnostic::Diagnostic;

use super::lines::FileTable;

/// The fingerprints of the findings of one run, in their order.
#[derive(Default)]
pub(super) struct Fingerprints {
    alike: FxHashMap<u64, u32>,
}

impl Fingerprints {
    /// The fingerprint of the next finding.
    pub(super) fn next(&mut self, found: &Diagnostic, files: &FileTable<'_>) -> String {
        let place = found.place();
        let path = files.repository_path(place.file);
        // The hash has to be the same in every version of planlint, as FNV is.
        let mut hasher = FnvHasher::default();
        for part in [found.rule, &path].into_iter().chain(files.first_line(place).split_whitespace()) {
            hasher.write(part.as_bytes());
            hasher.write(b"\0");
        }
        let alike = self.alike.entry(hasher.finish()).or_default();
        hasher.write(&alike.to_le_bytes());
        *alike += 1;
        format!("{:016x}", hasher.finish())
    }
}
