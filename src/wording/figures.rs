//! Figures as Chinese readers write them. Numbers arrive in messages in the one form that all rules
//! make; what a plan wrote itself stands between backticks and is left alone.

/// How the language writes a unit of time behind a number, and how Chinese does.
const UNITS: &[(&str, &str)] = &[
    ("s", "秒"),
    ("min", "分钟"),
    ("h", "小时"),
    ("d", "天"),
    ("w", "周"),
    ("mo", "个月"),
    ("q", "个季度"),
    ("y", "年"),
];

/// `18,000 CNY/mo` as `18,000 元/月`, `2..3` as `2～3`, `8d` as `8天`.
pub(super) fn in_chinese(text: &str) -> String {
    let mut said = String::with_capacity(text.len());
    for (at, part) in text.split('`').enumerate() {
        if at > 0 {
            said.push('`');
        }
        if at % 2 == 0 {
            say(part, &mut said);
        } else {
            said.push_str(part);
        }
    }
    without_gaps(&said)
}

/// The text without the blanks between Chinese words, which stand beside each other; what stands
/// between backticks or quotes is kept.
fn without_gaps(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    let mut is_quoted = false;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '`' => is_quoted = !is_quoted,
            '“' => is_quoted = true,
            '”' => is_quoted = false,
            _ => {}
        }
        let is_between = joined.ends_with(is_chinese) && letters.peek().copied().is_some_and(is_chinese);
        if is_quoted || letter != ' ' || !is_between {
            joined.push(letter);
        }
    }
    joined
}

fn say(text: &str, said: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find(|it: char| it.is_ascii_digit()) {
        let is_of_word = rest[..at].ends_with(|it: char| it.is_ascii_alphabetic());
        let end = at + number_length(&rest[at..]);
        said.push_str(&rest[..end]);
        rest = &rest[end..];
        if !is_of_word {
            rest = say_unit(rest, said);
        }
    }
    said.push_str(rest);
}

fn is_chinese(letter: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&letter)
}

/// How many bytes the number takes that a text begins with. Two dots are no part of it.
fn number_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let goes_on = |at: usize| is_digit(at) || matches!(bytes[at], b',' | b'.') && is_digit(at + 1);
    (0..bytes.len()).find(|at| !goes_on(*at)).unwrap_or(bytes.len())
}

/// Says what stands behind a number: the other end of a range, or what it is counted in and by. Gives
/// back what follows it.
fn say_unit<'t>(text: &'t str, said: &mut String) -> &'t str {
    for (sign, chinese) in [("..", "～"), (" .. ", " ～ ")] {
        if let Some(rest) = text.strip_prefix(sign)
            && rest.starts_with(|it: char| it.is_ascii_digit())
        {
            said.push_str(chinese);
            return rest;
        }
    }
    let (unit, rest) = word(text.strip_prefix(' ').unwrap_or(text));
    let is_apart = text.starts_with(' ');
    let is_currency = unit.len() >= 3 && unit.bytes().all(|it| it.is_ascii_uppercase());
    let mut rest = match (is_apart, chinese_of(unit)) {
        (true, _) if unit == "CNY" => {
            said.push_str(" 元");
            rest
        }
        (true, _) if rest.starts_with('元') => {
            said.push_str(" 元");
            &rest['元'.len_utf8()..]
        }
        (true, _) if is_currency => {
            said.push_str(&text[..=unit.len()]);
            rest
        }
        (false, Some(chinese)) => {
            said.push_str(chinese);
            rest
        }
        _ => text,
    };
    if let Some(more) = rest.strip_prefix('%') {
        said.push('%');
        rest = more;
    }
    let (per, more) = word(rest.strip_prefix('/').unwrap_or_default());
    match chinese_of(per) {
        Some(chinese) => {
            said.push('/');
            said.push_str(chinese.trim_start_matches('个'));
            more
        }
        None => rest,
    }
}

fn chinese_of(unit: &str) -> Option<&'static str> {
    UNITS.iter().find(|(sign, _)| *sign == unit).map(|(_, chinese)| *chinese)
}

/// The letters that a text begins with, and what follows them.
fn word(text: &str) -> (&str, &str) {
    text.split_at(text.find(|it: char| !it.is_ascii_alphanumeric()).unwrap_or(text.len()))
}

#[cfg(test)]
mod tests {
    use super::in_chinese;

    #[test]
    fn figures_are_said_in_chinese() {
        let cases = [
            ("12mo × 3,500 USD = 42,000 USD", "12个月 × 3,500 USD = 42,000 USD"),
            ("60,000..100,000 CNY/mo", "60,000～100,000 元/月"),
            ("预留 4,800 CNY，只占 2%", "预留 4,800 元，只占 2%"),
            ("+15%/mo，20 USD/d，1.1/w", "+15%/月，20 USD/天，1.1/周"),
            ("2026-10-15 .. 2026-10-16", "2026-10-15 ～ 2026-10-16"),
            ("`60_000 CNY` 与 `8d`", "`60_000 CNY` 与 `8d`"),
            ("UTF-16 文本，2 GiB，q2d，3 CNYX", "UTF-16 文本，2 GiB，q2d，3 CNYX"),
            ("8d", "8天"),
            ("每 3个月 才看一次 `每 周 一`", "每 3个月才看一次 `每 周 一`"),
            ("总额 60,000 CNY 的 3%", "总额 60,000 元的 3%"),
            ("比总额 60,000 元 多 3 元", "比总额 60,000 元多 3 元"),
            ("1.", "1."),
        ];
        for (written, said) in cases {
            assert_eq!(in_chinese(written), said);
        }
    }
}
