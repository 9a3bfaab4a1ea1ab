//! Columns that line up, in Chinese too, where a character is two columns wide.

use unicode_width::UnicodeWidthStr;

use crate::output::printable;

/// A text cell is cut to so many columns, so that a row stays on its line.
const WIDEST: usize = 36;
/// What stands between two columns.
const GAP: &str = "  ";

/// On which side of its column a cell stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// Words.
    Left,
    /// Numbers.
    Right,
    /// Words that are shown whole; for the last column.
    Whole,
}

/// Rows of cells under headings.
pub(super) struct Table {
    columns: Vec<(String, Side)>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with these headings.
    pub(super) fn new(columns: Vec<(String, Side)>) -> Table {
        Table { columns, rows: Vec::new() }
    }

    /// Adds a row, which has a cell for each column.
    pub(super) fn row(&mut self, cells: &[String]) {
        let shown = |(cell, (_, side)): (&String, &(String, Side))| match side {
            Side::Whole => printable(cell).into_owned(),
            Side::Left | Side::Right => cut(&printable(cell)),
        };
        self.rows.push(cells.iter().zip(&self.columns).map(shown).collect());
    }

    /// The table as lines of text.
    pub(super) fn print(&self) -> String {
        let headings: Vec<String> = self.columns.iter().map(|(heading, _)| heading.clone()).collect();
        let widths: Vec<usize> = (0..self.columns.len()).map(|at| self.width(at)).collect();
        let line: Vec<String> = widths.iter().map(|width| "─".repeat(*width)).collect();
        let mut text = String::new();
        for cells in [&headings, &line].into_iter().chain(&self.rows) {
            let padded: Vec<String> = cells
                .iter()
                .zip(&widths)
                .zip(&self.columns)
                .map(|((cell, width), (_, side))| padded(cell, *width, *side))
                .collect();
            text.push_str(padded.join(GAP).trim_end());
            text.push('\n');
        }
        text
    }

    /// How many columns of the terminal a column of the table takes.
    fn width(&self, at: usize) -> usize {
        let cells = self.rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.width());
        cells.chain([self.columns[at].0.width()]).max().unwrap_or_default()
    }
}

fn padded(cell: &str, width: usize, side: Side) -> String {
    let blank = " ".repeat(width.saturating_sub(cell.width()));
    match side {
        Side::Left | Side::Whole => format!("{cell}{blank}"),
        Side::Right => format!("{blank}{cell}"),
    }
}

/// The text, or as much of it as fits with an ellipsis.
fn cut(text: &str) -> String {
    if text.width() <= WIDEST {
        return text.to_owned();
    }
    let mut kept = String::new();
    for character in text.chars() {
        kept.push(character);
        if kept.width() > WIDEST - 1 {
            kept.pop();
            break;
        }
    }
    kept.trim_end().to_owned() + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_under_chinese_headings() {
        let mut table = Table::new(vec![("任务".into(), Side::Left), ("天".into(), Side::Right)]);
        table.row(&["landing-page".into(), "8".into()]);
        table.row(&["落地页".into(), "12".into()]);
        let printed = table.print();
        assert_eq!(printed, "任务          天\n────────────  ──\nlanding-page   8\n落地页        12\n");
    }

    #[test]
    fn long_text_is_cut_and_commands_nothing() {
        let mut table = Table::new(vec![("title".into(), Side::Left)]);
        table.row(&[format!("\u{1b}[2J{}", "长".repeat(40))]);
        let last = table.print().lines().last().map(str::to_owned).unwrap();
        assert!(last.width() <= WIDEST && last.ends_with('…') && !last.contains('\u{1b}'), "{last}");
    }
}
