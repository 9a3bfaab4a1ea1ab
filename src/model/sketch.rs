//! Which fields something may have, in few bits, so that most questions about fields look at none.

use crate::vocabulary::FieldName;

/// A set of names of fields that may hold more than was put in, but never less: names with high numbers, which
/// no code asks for, share a place. Every block has one, so it is no larger than it needs to be.
#[derive(Clone, Copy, Debug, Default)]
pub struct FieldSketch([u32; FieldSketch::WORDS]);

// What code asks for has a place of its own.
const _: () = assert!(FieldName::COUNT_KNOWN <= FieldSketch::SHARED);

impl FieldSketch {
    /// The set of some names.
    #[must_use]
    pub const fn of(names: &[FieldName]) -> FieldSketch {
        let mut sketch = FieldSketch([0; FieldSketch::WORDS]);
        let mut at = 0;
        while at < names.len() {
            sketch.add(names[at]);
            at += 1;
        }
        sketch
    }

    /// Whether a name of another set may be in it; if not, none is.
    #[must_use]
    pub fn meets(self, other: FieldSketch) -> bool {
        self.0.iter().zip(other.0).any(|(own, other)| own & other != 0)
    }

    /// Puts a name in.
    pub const fn add(&mut self, name: FieldName) {
        let (word, bit) = FieldSketch::place(name);
        self.0[word] |= bit;
    }

    /// Puts all names of another set in.
    pub fn add_all(&mut self, other: FieldSketch) {
        for (own, more) in self.0.iter_mut().zip(other.0) {
            *own |= more;
        }
    }

    /// Takes all names out that are not in another set.
    pub fn keep_only(&mut self, other: FieldSketch) {
        for (own, kept) in self.0.iter_mut().zip(other.0) {
            *own &= kept;
        }
    }

    /// Whether a name may be in it; if not, it certainly is not.
    #[must_use]
    pub fn may_hold(self, name: FieldName) -> bool {
        let (word, bit) = FieldSketch::place(name);
        self.0[word] & bit != 0
    }

    /// Whether a name is certainly in it.
    #[must_use]
    pub fn surely_holds(self, name: FieldName) -> bool {
        name.index() < FieldSketch::SHARED && self.may_hold(name)
    }

    const WORDS: usize = 6;

    /// The place that names with high numbers share.
    const SHARED: usize = FieldSketch::WORDS * 32 - 1;

    const fn place(name: FieldName) -> (usize, u32) {
        let place = if name.index() < FieldSketch::SHARED { name.index() } else { FieldSketch::SHARED };
        (place / 32, 1 << (place % 32))
    }
}
