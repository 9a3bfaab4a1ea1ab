//! Units of money: ISO 4217, and what a workspace declares beyond it.

use std::fmt;

/// A unit of money by its code, such as `CNY`, or `ATOM` where a workspace declares it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; Currency::LONGEST]);

impl Currency {
    /// The longest code that is taken.
    const LONGEST: usize = 8;

    /// The currency of a code of two to eight capital letters or digits, known or not.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Currency> {
        let capital = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
        if !(2..=Self::LONGEST).contains(&code.len())
            || !code.bytes().all(capital)
            || !code.starts_with(|first: char| first.is_ascii_uppercase())
        {
            return None;
        }
        let mut bytes = [0; Self::LONGEST];
        bytes[..code.len()].copy_from_slice(code.as_bytes());
        Some(Currency(bytes))
    }

    /// The currency that a sign or a word stands for: `¥`, `$`, `元`, `人民币`.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Currency> {
        /// What people write instead of the code.
        const WORDS: &[(&str, &str)] = &[
            ("¥", "CNY"),
            ("￥", "CNY"),
            ("元", "CNY"),
            ("块", "CNY"),
            ("圆", "CNY"),
            ("RMB", "CNY"),
            ("人民币", "CNY"),
            ("元人民币", "CNY"),
            ("$", "USD"),
            ("US$", "USD"),
            ("美元", "USD"),
            ("HK$", "HKD"),
            ("NT$", "TWD"),
            ("A$", "AUD"),
            ("AU$", "AUD"),
            ("C$", "CAD"),
            ("CA$", "CAD"),
            ("S$", "SGD"),
            ("NZ$", "NZD"),
            ("R$", "BRL"),
            ("₹", "INR"),
            ("₩", "KRW"),
            ("€", "EUR"),
            ("欧元", "EUR"),
            ("£", "GBP"),
            ("英镑", "GBP"),
            ("日元", "JPY"),
            ("港元", "HKD"),
            ("港币", "HKD"),
        ];
        let code = WORDS.iter().find(|(known, _)| *known == word).map(|(_, code)| *code);
        Currency::of_code(code.unwrap_or(word))
    }

    /// Its code.
    #[must_use]
    pub fn code(&self) -> &str {
        let end = self.0.iter().position(|byte| *byte == 0).unwrap_or(Self::LONGEST);
        str::from_utf8(&self.0[..end]).unwrap_or_default()
    }

    /// Whether ISO 4217 has it.
    #[must_use]
    pub fn is_iso(&self) -> bool {
        // The list of ISO is long, and most money is of these.
        matches!(self.code(), "CNY" | "USD" | "EUR")
            || iso_currency::Currency::from_code(self.code()).is_some()
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}
