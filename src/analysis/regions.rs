//! Which regions of the world lie in which, as far as a list tells.

use rustc_hash::FxHashMap;
use serde::Deserialize;

/// How many regions lie in one another at most.
const DEEPEST: usize = 8;

/// So many bytes tell a region inside a longer name; codes of two letters stand in many words.
const SHORTEST: usize = 4;

/// Regions with their names and what they lie in.
///
/// It is read from lines such as `华东 | east-china: 上海 | shanghai, 江苏 | jiangsu`: the names of a
/// region, and after the colon the names of what lies in it.
#[derive(Debug, Default, Deserialize)]
#[serde(try_from = "Vec<String>")]
pub struct Regions {
    by_name: FxHashMap<String, usize>,
    /// How many bytes the longest name has.
    longest: usize,
    /// For each region, those that it lies in.
    around: Vec<Vec<usize>>,
}

impl TryFrom<Vec<String>> for Regions {
    type Error = String;

    fn try_from(lines: Vec<String>) -> Result<Self, String> {
        let mut regions = Regions::default();
        for line in &lines {
            let Some((whole, parts)) = line.split_once([':', '：']) else {
                return Err(format!(
                    "`{line}` does not say which regions lie in it, as in `华东: 上海, 江苏`"
                ));
            };
            let whole = regions.region(whole);
            for part in parts.split([',', '，']).filter(|part| !part.trim().is_empty()) {
                let part = regions.region(part);
                regions.around[part].push(whole);
            }
        }
        Ok(regions)
    }
}

impl Regions {
    /// The region of some names, which is new if none of them is known.
    fn region(&mut self, names: &str) -> usize {
        let names: Vec<String> =
            names.split(['|', '｜']).map(plain).filter(|name| !name.is_empty()).collect();
        let known = names.iter().find_map(|name| self.by_name.get(name).copied());
        let region = known.unwrap_or_else(|| {
            self.around.push(Vec::new());
            self.around.len() - 1
        });
        for name in names {
            self.longest = self.longest.max(name.len());
            self.by_name.entry(name).or_insert(region);
        }
        region
    }

    /// Whether a place is in the list, or names one that is.
    #[must_use]
    pub fn know(&self, place: &str) -> bool {
        self.find(&plain(place)).is_some()
    }

    /// Whether a place lies in a market or is the same.
    #[must_use]
    pub fn contain(&self, market: &str, place: &str) -> bool {
        let (market, place) = (plain(market), plain(place));
        if market == place {
            return true;
        }
        match (self.find(&market), self.find(&place)) {
            (Some(market), Some(place)) => self.lies_in(place, market, DEEPEST),
            _ => false,
        }
    }

    fn lies_in(&self, place: usize, market: usize, deepest: usize) -> bool {
        place == market
            || deepest > 0
                && self.around[place].iter().any(|around| self.lies_in(*around, market, deepest - 1))
    }

    /// The region of a name, or of the longest known name in it, as `华东` stands in `华东一二线城市`.
    fn find(&self, name: &str) -> Option<usize> {
        if let Some(region) = self.by_name.get(name) {
            return Some(*region);
        }
        let ends = || name.char_indices().map(|(at, it)| at + it.len_utf8());
        let parts = name.char_indices().flat_map(|(start, _)| {
            let of_length = move |end: &usize| (SHORTEST..=self.longest).contains(&end.wrapping_sub(start));
            ends().filter(of_length).map(move |end| &name[start..end])
        });
        let known = parts.filter_map(|part| Some((part, *self.by_name.get(part)?)));
        known.max_by_key(|(part, _)| (part.len(), *part)).map(|(_, region)| region)
    }
}

/// A name without what is only a way of writing it.
fn plain(name: &str) -> String {
    const ENDINGS: &[&str] = &["特别行政区", "自治区", "地区", "大区", "市场", "省", "市", "区"];
    let name = name.trim().to_lowercase().replace(['_', ' '], "-");
    let short =
        ENDINGS.iter().find_map(|ending| name.strip_suffix(ending)).filter(|it| it.chars().count() > 1);
    short.map_or_else(|| name.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_city_lies_in_its_region_whatever_the_language() {
        let lines = ["中国 | china: 华东 | east-china, 华北", "华东: 上海 | shanghai, 江苏", "江苏: 苏州"];
        let regions = Regions::try_from(lines.map(str::to_owned).to_vec()).unwrap();
        assert!(regions.contain("East China", "上海市"));
        assert!(regions.contain("华东一二线城市", "苏州"));
        assert!(!regions.contain("华北", "shanghai"));
        assert!(regions.contain("China", "Shanghai") && !regions.contain("Shanghai", "China"));
        assert!(regions.contain("Mars", "mars") && !regions.know("Mars"));
    }
}
