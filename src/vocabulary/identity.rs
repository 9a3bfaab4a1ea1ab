//! Identities between metrics, such as `cpm = cost / impressions * 1000`.

use rust_decimal::Decimal;
use serde::Deserialize;

use super::MetricId;

/// An identity: `metric = over / under * factor - less`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The metric that follows.
    pub metric: MetricId,
    /// What is divided.
    pub over: MetricId,
    /// By what.
    pub under: MetricId,
    /// What the quotient is multiplied by: 1,000 for prices of a thousand, else 1.
    pub factor: Decimal,
    /// What is taken off in the end: 1 where the cost is taken off a return, else 0.
    pub less: Decimal,
    /// Whether it is the quotient alone.
    pub is_plain: bool,
}

/// An identity as a file writes it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct IdentityEntry {
    pub(super) metric: String,
    pub(super) equals: String,
}

impl Identity {
    /// Reads `cost / impressions * 1000` or `revenue / cost - 1`.
    pub(super) fn read(
        metric: &str,
        equals: &str,
        find: impl Fn(&str) -> Option<MetricId>,
    ) -> Option<Identity> {
        let words: Vec<&str> = equals.split_whitespace().collect();
        let (over, under, rest) = match words.as_slice() {
            [over, "/", under, rest @ ..] => (find(over)?, find(under)?, rest),
            _ => return None,
        };
        let (factor, less) = match rest {
            [] => (Decimal::ONE, Decimal::ZERO),
            ["*", factor] => (factor.parse().ok()?, Decimal::ZERO),
            ["-", less] => (Decimal::ONE, less.parse().ok()?),
            _ => return None,
        };
        let is_plain = factor == Decimal::ONE && less.is_zero();
        let metric = find(metric)?;
        (factor > Decimal::ZERO).then_some(Identity { metric, over, under, factor, less, is_plain })
    }

    /// The metrics that it relates: the quotient, what is divided, by what.
    #[must_use]
    pub fn metrics(&self) -> [MetricId; 3] {
        [self.metric, self.over, self.under]
    }

    /// The quotient in words: `cost / impressions * 1000`.
    #[must_use]
    pub fn print<'n>(&self, name: impl Fn(MetricId) -> &'n str) -> String {
        let quotient = format!("{} / {}", name(self.over), name(self.under));
        if self.less > Decimal::ZERO {
            format!("{quotient} - {}", self.less)
        } else if self.factor == Decimal::ONE {
            quotient
        } else {
            format!("{quotient} * {}", self.factor)
        }
    }
}
