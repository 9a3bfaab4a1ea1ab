use crate::analysis::{Division, Plan, is_over};
use crate::diagnostic::{Finding, Message};
use crate::model::{BlockRef, DatumRef};
use crate::rule::{NoOptions, Report};
use crate::value::{Decimal, Figure, percent};
use crate::vocabulary::{FieldName, Kind};

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    for experiment in plan.parts(Kind::EXPERIMENT).filter(|experiment| !is_over(*experiment)) {
        let Some(datum) = experiment.data(FieldName::SPLIT).next() else { continue };
        let Some(split) = Division::read(datum.written()) else { continue };
        let finding = off(experiment, datum, &split, report)
            .or_else(|| other_count(experiment, datum, &split, report))
            .or_else(|| other_sample(experiment, datum, &split, report))
            .or_else(|| other_mix(experiment, datum, &split, report));
        if let Some(finding) = finding {
            report.add(finding.with("name", experiment.name()).with("split", datum.written()));
        }
    }
}

/// How many variants are named one by one; nothing where one text may hold several.
fn variants(experiment: BlockRef<'_>) -> Option<usize> {
    Some(experiment.data(FieldName::VARIANTS).count()).filter(|count| *count > 1)
}

/// Percentages that are not 100 together.
fn off(
    experiment: BlockRef<'_>,
    datum: DatumRef<'_>,
    split: &Division,
    report: &Report<'_>,
) -> Option<Finding> {
    let variants = variants(experiment).unwrap_or_default();
    let off = split.off(variants)?;
    let message = if off > Decimal::ZERO { "more" } else { "less" };
    let whole = Decimal::ONE_HUNDRED.saturating_add(off);
    let written: Vec<String> = if split.is_of_each {
        vec![format!("{variants} × {}", split.parts[0])]
    } else {
        split.parts.iter().map(ToString::to_string).collect()
    };
    let finding = report
        .at(datum.place(), message)
        .with("sum", format!("{} = {}", written.join(" + "), percent(whole)));
    Some(finding.with("by", percent(off.abs())).help(Message::new("help")))
}

/// Another number of parts than there are variants; a control that is named apart may be one more.
fn other_count(
    experiment: BlockRef<'_>,
    datum: DatumRef<'_>,
    split: &Division,
    report: &Report<'_>,
) -> Option<Finding> {
    let (parts, variants) = (split.parts.len(), variants(experiment)?);
    let with_control = variants + 1;
    let has_control = experiment.has(FieldName::CONTROL);
    if parts < 2 || parts == variants || (has_control && parts == with_control) {
        return None;
    }
    let field = experiment.field(FieldName::VARIANTS)?;
    let finding = report.at(datum.place(), "count").with("parts", parts).with("variants", variants);
    let label = Message::new("variants").with("variants", variants);
    Some(finding.note(field.place(), label).help(Message::new("help-count").with("variants", variants)))
}

/// Samples that divide the people in other parts.
fn other_sample(
    experiment: BlockRef<'_>,
    datum: DatumRef<'_>,
    split: &Division,
    report: &Report<'_>,
) -> Option<Finding> {
    let figures = experiment.data(FieldName::SAMPLE).filter_map(DatumRef::figure);
    let samples: Vec<Decimal> = figures.map(|figure: &Figure| figure.amount.low).collect();
    let field = experiment.field(FieldName::SAMPLE)?;
    differ(&samples, &split.parts).then(|| {
        let label = Message::new("sample");
        report
            .at(datum.place(), "sample-differs")
            .note(field.place(), label)
            .help(Message::new("help-differs"))
    })
}

/// A `mix` that divides the people in other parts.
fn other_mix(
    experiment: BlockRef<'_>,
    datum: DatumRef<'_>,
    split: &Division,
    report: &Report<'_>,
) -> Option<Finding> {
    let mix = experiment.children().find(|block| block.kind() == Kind::MIX)?;
    let figures = mix.fields().filter_map(|field| field.data().find_map(DatumRef::figure));
    let shares: Vec<Decimal> = figures.map(|figure| figure.amount.low).collect();
    differ(&shares, &split.parts).then(|| {
        let label = Message::new("mix");
        report.at(mix.head(), "mix-differs").note(datum.place(), label).help(Message::new("help-differs"))
    })
}

/// Whether two lists divide a whole into as many parts, of which one differs by more than one per cent of
/// the whole.
fn differ(one: &[Decimal], other: &[Decimal]) -> bool {
    let sum = |parts: &[Decimal]| parts.iter().fold(Decimal::ZERO, |sum, part| sum.saturating_add(*part));
    let share = |part: Decimal, sum: Decimal| part.checked_div(sum);
    let apart = |(one_part, other_part): (&Decimal, &Decimal)| {
        let shares = share(*one_part, sum(one)).zip(share(*other_part, sum(other)));
        shares.is_some_and(|(one, other)| (one - other).abs() > Decimal::new(1, 2))
    };
    one.len() > 1 && one.len() == other.len() && one.iter().zip(other).any(apart)
}
