//! The baseline: findings that were there before, that are known, and that do not fail a check.
//!
//! A finding is known by its anchor, so that it stays known when lines move and blocks change their
//! places. A baseline never grows by itself: what is new is told, and what is mended is told to be stale.

use std::collections::BTreeMap;

use super::Anchor;
use crate::diagnostic::Diagnostic;
use crate::workspace::Workspace;

/// The findings that are known, each as often as it was there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    known: BTreeMap<Anchor, usize>,
}

/// What a baseline makes of findings.
#[derive(Debug, Default)]
pub struct Sifted {
    /// The findings that are not known.
    pub new: Vec<Diagnostic>,
    /// Those that are.
    pub known: Vec<Diagnostic>,
    /// What was known and is not found any more.
    pub stale: Baseline,
}

impl Baseline {
    /// The findings of now.
    #[must_use]
    pub fn of(findings: &[Diagnostic], workspace: &Workspace) -> Baseline {
        let mut baseline = Baseline::default();
        for finding in findings {
            baseline.add(Anchor::of(finding, workspace));
        }
        baseline
    }

    /// Reads the text of a baseline: an anchor a line; what begins with `#` is for people.
    #[must_use]
    pub fn read(text: &str) -> Baseline {
        let mut baseline = Baseline::default();
        let lines = text.trim_start_matches('\u{feff}').lines().map(str::trim);
        for line in lines.filter(|line| !line.is_empty() && !line.starts_with('#')) {
            baseline.add(Anchor::from(line.to_owned()));
        }
        baseline
    }

    /// The baseline as text, one anchor a line, in the order of the alphabet, so that two people who change
    /// it seldom touch the same line.
    #[must_use]
    pub fn print(&self, heading: &str) -> String {
        let mut text = String::new();
        for line in heading.lines() {
            text.extend(["# ", line, "\n"]);
        }
        for anchor in self.anchors() {
            text.extend([anchor.as_str(), "\n"]);
        }
        text
    }

    /// Its anchors, each as often as it is known.
    pub fn anchors(&self) -> impl Iterator<Item = &Anchor> {
        self.known.iter().flat_map(|(anchor, count)| std::iter::repeat_n(anchor, *count))
    }

    /// Tells findings that are known from those that are not.
    #[must_use]
    pub fn sift(&self, findings: Vec<Diagnostic>, workspace: &Workspace) -> Sifted {
        let mut left = self.known.clone();
        let mut sifted = Sifted::default();
        for finding in findings {
            match left.get_mut(&Anchor::of(&finding, workspace)) {
                Some(count) if *count > 0 => {
                    *count -= 1;
                    sifted.known.push(finding);
                }
                _ => sifted.new.push(finding),
            }
        }
        left.retain(|_, count| *count > 0);
        sifted.stale = Baseline { known: left };
        sifted
    }

    /// The baseline without what another holds.
    #[must_use]
    pub fn without(&self, stale: &Baseline) -> Baseline {
        let mut known = self.known.clone();
        for (anchor, count) in &stale.known {
            if let Some(left) = known.get_mut(anchor) {
                *left = left.saturating_sub(*count);
            }
        }
        known.retain(|_, count| *count > 0);
        Baseline { known }
    }

    fn add(&mut self, anchor: Anchor) {
        *self.known.entry(anchor).or_default() += 1;
    }
}
