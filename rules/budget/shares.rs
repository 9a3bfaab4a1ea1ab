use crate::analysis::{Budget, Plan, Shares};
use crate::diagnostic::{Arg, Message};
use crate::model::BlockRef;
use crate::rule::{NoOptions, Report};
use crate::source::Place;
use crate::value::{Decimal, Figure, percent};
use crate::vocabulary::{FieldName, Kind};

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    for budget in &plan.accounts.budgets {
        let lines = budget.top_lines().filter(|line| !plan.is_over(line.block)).map(|line| line.block);
        let shares = Shares::of(lines.map(|line| share_of(line, &[FieldName::AMOUNT, FieldName::SHARE])));
        let kept = kept(budget);
        tell("lines", budget.block, shares.filter(|it| it.parts.len() > 1), &[kept], report);
        let splits = budget.block.descendants().filter(|block| block.kind() == Kind::SPLIT);
        for split in splits {
            let kept = if split.parent() == Some(budget.block) { kept } else { Decimal::ZERO };
            tell("split", split, Shares::of_keys(split), &[kept], report);
        }
    }
    let has_lines = plan.accounts.budgets.iter().any(|budget| !budget.lines.is_empty());
    let phases = plan.block.children().filter(|it| it.kind() == Kind::PHASE).collect::<Vec<_>>();
    for (message, things) in [("channels", plan.running_channels().into_owned()), ("phases", phases)] {
        let shares = Shares::of(things.into_iter().map(|it| share_of(it, &[FieldName::SHARE])));
        let shares = shares.filter(|it| it.parts.len() > 1);
        // Beside lines, channels may have a part of the money and not all of it.
        let is_all = !has_lines || message == "phases";
        let shares = shares.filter(|it| is_all || it.sum().low > Decimal::ONE_HUNDRED);
        tell(message, plan.block, shares, &[plan.accounts.own_budgets().map(kept).sum()], report);
    }
}

/// The percentage that a thing is of the whole.
fn share_of<'a>(block: BlockRef<'a>, fields: &[FieldName]) -> Option<(&'a str, Figure, Place)> {
    let percents = fields.iter().filter_map(|field| block.figure(*field));
    let (figure, place) = percents.into_iter().find(|(figure, _)| figure.is_percent())?;
    Some((block.name(), figure, place))
}

/// How many per cent of the total the field `reserve` keeps back: with it, or without it, the shares
/// make the whole.
fn kept(budget: &Budget<'_>) -> Decimal {
    let Some((total, reserve)) = budget.total.zip(budget.reserve) else {
        return budget.reserve.map(|reserve| reserve.share).unwrap_or_default();
    };
    let (total, reserve) = (total.money, reserve.money);
    let hundredfold = reserve.amount.high.saturating_mul(Decimal::ONE_HUNDRED);
    let is_same = reserve.currency == total.currency;
    hundredfold.checked_div(total.amount.high).filter(|_| is_same).unwrap_or_default()
}

fn tell(
    message: &'static str,
    of: BlockRef<'_>,
    shares: Option<Shares<'_>>,
    kept: &[Decimal],
    report: &mut Report<'_>,
) {
    let Some(shares) = shares else { return };
    let Some(by) = shares.misses(Decimal::ONE_HUNDRED) else { return };
    if kept.iter().any(|kept| shares.misses(Decimal::ONE_HUNDRED - kept).is_none()) {
        return;
    }
    let direction = if by > Decimal::ZERO { "more" } else { "less" };
    let by = Message::new(direction).with("by", percent(by.abs()));
    let parts: Vec<Arg> = shares.parts.iter().map(|(_, figure, _)| Arg::Text(figure.print())).collect();
    let sum = format!("{}%", shares.sum().grouped());
    let mut finding = report
        .at(of.head(), message)
        .with("name", if message == "split" { of.text(of.head().span) } else { of.name() })
        .with("parts", Arg::Joined(" + ", parts))
        .with("sum", sum)
        .with("by", Arg::Phrase(by));
    for (name, figure, place) in &shares.parts {
        finding =
            finding.note(*place, Message::new("part").with("name", *name).with("share", figure.print()));
    }
    report.add(finding.help(Message::new("help")));
}
