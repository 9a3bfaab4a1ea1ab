use crate::analysis::{Mixture, Plan, Written, mixture, written};
use crate::diagnostic::{Finding, Message};
use crate::rule::{NoOptions, Report};
use crate::value::TimeUnit;

pub(super) fn check(plan: &Plan<'_>, _: &NoOptions, report: &mut Report<'_>) {
    for budget in &plan.accounts.budgets {
        let finding = match mixture(plan, budget) {
            Some(Mixture::Unknown(line)) => {
                let finding = report.at(line.place, "unknown").with("name", line.line.block.name());
                finding.with("stated", said(&line)).help(Message::new("help-unknown"))
            }
            Some(Mixture::Naive { first, sum, meant }) => {
                let finding = report
                    .at(first.place, "main")
                    .with("name", first.line.block.name())
                    .with("stated", said(&first))
                    .with("sum", sum.print())
                    .with("meant", meant.print());
                finding.help(Message::new("help").with("meant", meant.print()))
            }
            None => continue,
        };
        let place = finding.primary.place;
        let others = written(plan, budget).into_iter().filter(|line| line.place != place);
        let finding: Finding = others.fold(finding, |finding, line| {
            finding.note(line.place, Message::new("other").with("stated", said(&line)))
        });
        let finding = match budget.total {
            Some(total) => {
                finding.note(total.place, Message::new("total").with("total", total.money.print()))
            }
            None => finding,
        };
        report.add(finding);
    }
}

/// The amount of a line with the time that it is for: `3,000 CNY/mo`.
fn said(line: &Written<'_, '_>) -> String {
    match (line.figure.per, line.per) {
        (None, Some(unit)) => format!("{}/{}", line.figure.print(), TimeUnit::sign(unit)),
        _ => line.figure.print(),
    }
}
