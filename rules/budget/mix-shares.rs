use crate::analysis::{Extract, Shares};
use crate::diagnostic::{Arg, Message};
use crate::rule::{NoOptions, Report};
use crate::value::{Decimal, percent};
use crate::vocabulary::Kind;
use crate::workspace::Workspace;

pub(super) fn check(workspace: &Workspace, _: &[Extract<'_>], _: &NoOptions, report: &mut Report<'_>) {
    for mix in workspace.blocks_of(Kind::MIX).iter().map(|at| workspace.block(*at)) {
        let Some(shares) = Shares::of_keys(mix).filter(|_| !mix.is_cracked()) else { continue };
        let Some(by) = shares.misses(Decimal::ONE_HUNDRED) else { continue };
        let direction = if by > Decimal::ZERO { "more" } else { "less" };
        let by = Message::new(direction).with("by", percent(by.abs()));
        let parts: Vec<Arg> = shares.parts.iter().map(|(_, figure, _)| Arg::Text(figure.print())).collect();
        let mut finding = report
            .at(mix.head(), "main")
            .with("name", mix.name())
            .with("parts", Arg::Joined(" + ", parts))
            .with("sum", format!("{}%", shares.sum().grouped()))
            .with("by", Arg::Phrase(by));
        for (name, figure, place) in &shares.parts {
            let part = Message::new("part").with("name", *name).with("share", figure.print());
            finding = finding.note(*place, part);
        }
        report.add(finding.help(Message::new("help")));
    }
}
