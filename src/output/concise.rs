//! One line a finding: `plans/spring.plan:4:3: error[budget/overrun] the channels spend more`.

use std::io::{self, Write};

use super::lines::FileTable;
use super::{Page, visible, words};

pub(super) fn write(page: &Page<'_>, files: &FileTable<'_>, out: &mut dyn Write) -> io::Result<()> {
    for found in page.diagnostics {
        let place = found.place();
        let path = visible::sentence(files.path(place.file));
        let at = files.start(place);
        let severity = found.severity.word();
        let message = visible::sentence(&found.message);
        let rule = found.rule;
        writeln!(out, "{path}:{}:{}: {severity}[{rule}] {message}", at.line, at.column)?;
    }
    writeln!(out, "{}", words::summary(&page.summary, page.lang))
}
