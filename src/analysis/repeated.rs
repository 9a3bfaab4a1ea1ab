//! Which of many things there is more than one of, told by a few bits for each, so that most of them need not
//! be compared with any other.

use std::hash::{BuildHasher as _, Hash};

use rustc_hash::FxBuildHasher;

/// The things of which there is more than one, by their hashes, and a few others that share a bit with one.
#[derive(Debug)]
pub struct Repeated {
    once: Vec<u64>,
    again: Vec<u64>,
}

impl Repeated {
    /// How many bits there are for each thing, so that few share one.
    const BITS: usize = 8;

    /// Looks for the hashes that are there several times; `count` is about how many there are in all.
    #[must_use]
    pub fn of(count: usize, hashes: impl Iterator<Item = u64>) -> Repeated {
        let words = (count * Repeated::BITS).div_ceil(64).next_power_of_two();
        let mut repeated = Repeated { once: vec![0; words], again: vec![0; words] };
        for hash in hashes {
            let (word, bit) = repeated.place(hash);
            repeated.again[word] |= repeated.once[word] & bit;
            repeated.once[word] |= bit;
        }
        repeated
    }

    /// Whether there may be several of a thing; if not, there is one at most.
    #[must_use]
    pub fn may_hold(&self, hash: u64) -> bool {
        let (word, bit) = self.place(hash);
        self.again[word] & bit != 0
    }

    fn place(&self, hash: u64) -> (usize, u64) {
        let word = usize::try_from(hash >> 6).unwrap_or_default() & (self.once.len() - 1);
        (word, 1 << (hash % 64))
    }
}

/// The hash of a thing.
#[must_use]
pub fn hashed(thing: impl Hash) -> u64 {
    FxBuildHasher.hash_one(thing)
}
