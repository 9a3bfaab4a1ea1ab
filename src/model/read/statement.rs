//! Reads what is stated of a metric: `revenue >= 640_000 CNY by 2026-06-30`, `price from 8.92 USD to
//! 19.10 USD`, `2026-06-30前 收入 ≥ 64万元`. The parts may stand in any order that can be told apart.

use crate::source::{Span, offset};
use crate::value::{Bound, Decimal, Unit, When};
use crate::vocabulary::Metrics;

use super::super::lexeme::LexemeKind;
use super::super::{MetricName, Statement};
use super::figure::single;
use super::saying::{self, Said, Saying};
use super::{Cursor, figure, when};

/// Words before a date.
const DATE_WORDS: &[&str] = &["by", "on", "in", "until", "within", "before", "截至", "于", "直到", "截止"];

/// Reads a statement to the end of the value.
pub(in super::super) fn statement(cursor: &mut Cursor<'_>, metrics: &Metrics) -> Option<Statement> {
    let mut statement = Statement::default();
    let mut saying = None;
    // Nearly every statement begins with its metric.
    if cursor.next_is(|word| metrics.get(word).is_some()) {
        name(cursor, &mut statement, &mut saying, metrics);
    } else if let Some(metric) = cursor.attempt(|cursor| windowed(cursor, metrics)) {
        statement.metric = Some(metric);
    } else if let Some((metric, said)) = cursor.attempt(|cursor| opening(cursor, metrics)) {
        statement.metric = Some(metric);
        hear(said, &mut statement, &mut saying);
    }
    while !cursor.is_at_end() {
        let read = date(cursor, &mut statement)
            || growth(cursor, &mut statement, saying)
            || said_number(cursor, &mut statement, &mut saying)
            || number(cursor, &mut statement, metrics)
            || more(cursor, &mut statement)
            || name(cursor, &mut statement, &mut saying, metrics)
            || statement.metric.is_some() && saying::comparison(cursor)
            || statement.metric.is_some() && cursor.word(&["of"]).is_some()
            || cursor.take(LexemeKind::Text).is_some();
        if !read {
            return None;
        }
    }
    Some(statement)
}

/// Reads the beginning of a statement that begins with what is done: `increase signups`, `double revenue`.
fn opening(cursor: &mut Cursor<'_>, metrics: &Metrics) -> Option<(MetricName, Said)> {
    let said = saying::verb(cursor)?;
    // Of what nobody knows the words may mean anything.
    let metric = metric(cursor, metrics).filter(|metric| metric.id.is_some())?;
    Some((metric, said))
}

/// Keeps what words say of the number to come, or the number that they say.
fn hear(said: Said, statement: &mut Statement, saying: &mut Option<Saying>) {
    match said {
        Said::OfNumber(said) => *saying = Some(said),
        Said::Whole(figure) => statement.figure = Some(figure),
    }
}

/// Reads a number of which words before it say what it is: `by 20%` of `increase signups by 20%`.
fn said_number(cursor: &mut Cursor<'_>, statement: &mut Statement, saying: &mut Option<Saying>) -> bool {
    let Some(said) = *saying else { return false };
    let read = cursor.attempt(|cursor| {
        let is_end = matches!(said, Saying::Change(_)) && cursor.word(&["to"]).is_some();
        if !is_end {
            cursor.word(&["by"]);
        }
        Some((figure(cursor)?, is_end))
    });
    let Some((mut figure, is_end)) = read.filter(|_| statement.figure.is_none()) else { return false };
    match said {
        Saying::Change(sign) if is_end && figure.bound == Bound::Exactly => {
            figure.bound = if sign > Decimal::ZERO { Bound::AtLeast } else { Bound::AtMost };
        }
        Saying::Change(sign) if !is_end && !figure.change => {
            figure.change = true;
            figure.amount = figure.amount * sign;
        }
        Saying::Bound(bound) if figure.bound == Bound::Exactly => figure.bound = bound,
        _ => {}
    }
    statement.figure = Some(figure);
    *saying = None;
    true
}

/// Reads the name of a metric, which may be several words and may have a scope.
pub(in super::super) fn metric(cursor: &mut Cursor<'_>, metrics: &Metrics) -> Option<MetricName> {
    let first = cursor.take_span(LexemeKind::Word)?;
    let mut whole = first;
    while let Some(next) = cursor.peek().filter(|next| next.kind == LexemeKind::Word) {
        let word = cursor.text(next);
        if DATE_WORDS.contains(&word) || word == "from" || word == "从" {
            break;
        }
        let name = joined(cursor, whole.to(next.span));
        if metrics.get(&name).is_none() {
            break;
        }
        cursor.take(LexemeKind::Word);
        whole = whole.to(next.span);
    }
    Some(named(cursor, whole, metrics))
}

/// Reads the name of a metric that begins with its window, which alone would read as a time: `D30
/// retention`, `7日留存率`, `D1 ≥ 40%`.
fn windowed(cursor: &mut Cursor<'_>, metrics: &Metrics) -> Option<MetricName> {
    let first = cursor.peek()?;
    if !matches!(first.kind, LexemeKind::Relative | LexemeKind::Date | LexemeKind::Number) {
        return None;
    }
    cursor.skip();
    let mut whole = first.span;
    cursor.take_span(LexemeKind::Suffix).inspect(|suffix| whole = whole.to(*suffix));
    // `D30 signups` tells by when.
    let word = cursor.take_span(LexemeKind::Word);
    whole = word.map_or(whole, |word| whole.to(word));
    Some(named(cursor, whole, metrics)).filter(|name| name.id.is_some())
}

/// The name with its scope taken off and looked up.
fn named(cursor: &Cursor<'_>, whole: Span, metrics: &Metrics) -> MetricName {
    let written = cursor.at(whole);
    let scope_at = written.find(['(', '（']);
    let name = &written[..scope_at.unwrap_or(written.len())];
    let name_end = whole.start + offset(name.len());
    let id = metrics.get(name).or_else(|| {
        let joined = name.split_whitespace().collect::<Vec<_>>().join("-");
        metrics.get(&joined).or_else(|| metrics.get(&joined.to_lowercase()))
    });
    MetricName {
        name: Span::new(whole.start, name_end),
        scope: scope_at.map(|_| Span::new(name_end, whole.end)),
        id,
    }
}

fn joined(cursor: &Cursor<'_>, words: Span) -> String {
    cursor.at(words).split_whitespace().collect::<Vec<_>>().join("-")
}

fn date(cursor: &mut Cursor<'_>, statement: &mut Statement) -> bool {
    let prefixed = cursor.attempt(|cursor| {
        cursor.word(DATE_WORDS)?;
        // `by launched` counts from something that has a name.
        when(cursor).or_else(|| cursor.take(LexemeKind::Word).map(|_| When::Elsewhere))
    });
    let dated = |cursor: &mut Cursor<'_>| {
        let next = cursor.peek()?;
        matches!(next.kind, LexemeKind::Date | LexemeKind::Relative).then(|| when(cursor)).flatten()
    };
    match prefixed.or_else(|| cursor.attempt(dated)) {
        Some(when) if statement.when.is_none() => {
            statement.when = Some(when);
            true
        }
        _ => false,
    }
}

/// Reads `from 8.92 USD to 19.10 USD`, `20k -> 60k`, `由 2% 提升到 3%`.
fn growth(cursor: &mut Cursor<'_>, statement: &mut Statement, saying: Option<Saying>) -> bool {
    let read = cursor.attempt(|cursor| {
        let is_said = saying == Some(Saying::From) || cursor.word(&["from", "从", "由"]).is_some();
        if !is_said && !cursor.has(LexemeKind::Arrow) {
            return None;
        }
        let from = single(cursor)?;
        if cursor.take(LexemeKind::Arrow).is_some() {
            return Some((from, figure(cursor)?));
        }
        if !is_said {
            return None;
        }
        if cursor.word(&["to", "到", "至"]).is_none() && !up_to(cursor) {
            // The bound says it as well: `从 2% 提升至 3%`.
            return figure(cursor).filter(|to| to.bound != Bound::Exactly).map(|to| (from, to));
        }
        Some((from, figure(cursor)?))
    });
    let Some((from, to)) = read else { return false };
    statement.from = Some(Box::new(from));
    statement.figure = Some(to);
    true
}

fn number(cursor: &mut Cursor<'_>, statement: &mut Statement, metrics: &Metrics) -> bool {
    if statement.figure.is_some() {
        return false;
    }
    let Some(figure) = figure(cursor) else { return false };
    // In `40_000 clicks` the unit names the metric.
    if figure.unit == Unit::Things
        && statement.metric.is_none()
        && let Some(unit) = cursor.previous()
        && metrics.get(cursor.at(unit)).is_some()
    {
        statement.metric = Some(named(cursor, unit, metrics));
    }
    statement.figure = Some(figure);
    true
}

/// Reads the name of the metric, or behind it what is said of it; in Chinese one word may be both.
fn name(
    cursor: &mut Cursor<'_>,
    statement: &mut Statement,
    saying: &mut Option<Saying>,
    metrics: &Metrics,
) -> bool {
    let Some(next) = cursor.peek().filter(|next| next.kind == LexemeKind::Word) else { return false };
    let word = cursor.text(next);
    let is_metric = statement.metric.is_none() && metrics.get(word).is_some();
    // A name that nobody knows may end like anything.
    let is_told = |before: usize| before == 0 || metrics.get(&word[..before]).is_some();
    let ending = if is_metric { None } else { saying::ending(word).filter(|(before, _)| is_told(*before)) };
    let Some((before, said)) = ending.filter(|_| statement.figure.is_none()) else {
        if statement.metric.is_none() {
            statement.metric = metric(cursor, metrics);
            return statement.metric.is_some();
        }
        return false;
    };
    if before > 0 {
        if statement.metric.is_some() {
            return false;
        }
        let whole = Span::new(next.span.start, next.span.start + offset(before));
        statement.metric = Some(named(cursor, whole, metrics));
    }
    cursor.skip();
    hear(said, statement, saying);
    true
}

/// Reads `more` of `20% more signups`.
fn more(cursor: &mut Cursor<'_>, statement: &mut Statement) -> bool {
    let (None, Some(figure)) = (statement.metric, &mut statement.figure) else { return false };
    let Some(Saying::Change(sign)) = saying::comparative(cursor).filter(|_| !figure.change) else {
        return false;
    };
    figure.change = true;
    figure.amount = figure.amount * sign;
    true
}

/// Takes `提升到` between two numbers.
fn up_to(cursor: &mut Cursor<'_>) -> bool {
    let is_up_to = |word: &str| matches!(saying::ending(word), Some((0, Said::OfNumber(Saying::Bound(_)))));
    cursor.next_is(is_up_to).then(|| cursor.skip()).is_some()
}

#[cfg(test)]
mod tests {
    use super::super::super::lexeme;
    use super::*;
    use crate::vocabulary::Vocabulary;

    /// What a statement says: its metric, from where, the bound, the change, the number.
    fn said(written: &str) -> Option<String> {
        let vocabulary = Vocabulary::load(&toml::Table::new(), &toml::Table::new()).unwrap();
        let lexemes = lexeme::of_words(written);
        let statement = statement(&mut Cursor::new(written, &lexemes), &vocabulary.metrics)?;
        let metric = statement.metric.map_or("–", |metric| {
            let known = metric.id.map(|id| vocabulary.metrics.spec(id).name.as_str());
            known.unwrap_or(&written[metric.name.range()])
        });
        let from = statement.from.map_or(String::new(), |from| format!(" from {}", from.print()));
        let figure = statement.figure?;
        let change = if figure.change { " change" } else { "" };
        Some(format!("{metric}{from} {}{change} {}", figure.bound.sign(), figure.print()))
    }

    #[test]
    fn what_is_done_to_a_metric_is_read_in_both_languages() {
        let cases = [
            ("signups >= 2_000 by 2026-06-30", "signups >= 2,000"),
            ("increase signups by 20% by 2026-06-30", "signups = change 20%"),
            ("increase signups to 2_000", "signups >= 2,000"),
            ("reduce cac by 15%", "cac = change -15%"),
            ("Cut churn to 2%", "churn <= 2%"),
            ("double revenue by EOY 2026", "revenue = change 100%"),
            ("halve churn", "churn = change -50%"),
            ("20% more signups", "signups = change 20%"),
            ("500 fewer complaints by June 2026", "complaints = change -500"),
            ("signups +30% YoY", "signups = change 30%"),
            ("nps of 40", "nps = 40"),
            ("followers 20k -> 60k", "followers from 20,000 = 60,000"),
            ("cvr 2%→3%", "cvr from 2% = 3%"),
            ("revenue from $1.2m to $1.5m", "revenue from 1,200,000 USD = 1,500,000 USD"),
            ("revenue >= 2 million USD", "revenue >= 2,000,000 USD"),
            ("revenue >= US$1.5bn", "revenue >= 1,500,000,000 USD"),
            ("revenue >= EUR 2 thousand", "revenue >= 2,000 EUR"),
            ("GMV 同比增长 20%", "gmv = change 20%"),
            ("注册环比增长20%", "signups = change 20%"),
            ("注册 环比 增长 20%左右", "signups = change 20%"),
            ("收入 5万元左右", "revenue = 50,000 CNY"),
            ("收入 每月 3 万元", "revenue = 30,000 CNY/mo"),
            ("留存 60%女性", "retention = 60%"),
            ("用户增长 >= 500", "users >= change 500"),
            ("好感提升 >= 500", "好感提升 >= 500"),
            ("销售额较去年下降 10%", "revenue = change -10%"),
            ("转化率由2%提升至3%", "cvr from 2% = 3%"),
            ("粉丝从 5万 增长到 8万", "followers from 50,000 = 80,000"),
            ("客诉率降低至 2% 以下", "complaint-rate <= 2%"),
            ("获客成本控制在 80 元以内", "cac <= 80 CNY"),
            ("粉丝数突破10万", "followers >= 100,000"),
            ("销售额翻一番", "revenue = change 100%"),
            ("复购率 ≥ 30%（现22%）", "repeat-rate >= 30%"),
            ("ROI >= 1:3", "roi >= 3x"),
        ];
        for (written, meant) in cases {
            assert_eq!(said(written).as_deref(), Some(meant), "{written}");
        }
    }

    #[test]
    fn words_that_nobody_knows_are_not_taken_for_a_number() {
        for written in ["increase fame by 20%", "grow", "signups by 20% and more", "more of 5 of it"] {
            assert_eq!(said(written), None, "{written}");
        }
    }
}
