//! Colours of the terminal: few, and none that the terminal's own theme does not set.

use std::io::{self, Write};

use codespan_reporting::diagnostic::{LabelStyle, Severity};
use codespan_reporting::term::WriteStyle;

const RESET: &str = "\x1B[0m";
const BOLD: &str = "\x1B[1m";
/// Bold without the colour that was on before.
const PLAIN_BOLD: &str = "\x1B[0;1m";
const CYAN: &str = "\x1B[36m";

/// A writer that colours if it may, and otherwise writes no code at all.
pub(super) struct Paint<'a> {
    pub(super) out: &'a mut dyn Write,
    pub(super) color: bool,
}

impl Paint<'_> {
    fn code(&mut self, code: &str) -> io::Result<()> {
        if self.color {
            self.out.write_all(code.as_bytes())?;
        }
        Ok(())
    }
}

impl Write for Paint<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl WriteStyle for Paint<'_> {
    fn set_header(&mut self, severity: Severity) -> io::Result<()> {
        self.code(BOLD)?;
        self.code(color(severity))
    }

    fn set_header_message(&mut self) -> io::Result<()> {
        self.code(PLAIN_BOLD)
    }

    fn set_line_number(&mut self) -> io::Result<()> {
        self.code(CYAN)
    }

    fn set_note_bullet(&mut self) -> io::Result<()> {
        self.code(CYAN)
    }

    fn set_source_border(&mut self) -> io::Result<()> {
        self.code(CYAN)
    }

    fn set_label(&mut self, severity: Severity, label_style: LabelStyle) -> io::Result<()> {
        self.code(match label_style {
            LabelStyle::Primary => color(severity),
            LabelStyle::Secondary => CYAN,
        })
    }

    fn reset(&mut self) -> io::Result<()> {
        self.code(RESET)
    }
}

/// The colour of a severity.
pub(super) fn color(severity: Severity) -> &'static str {
    match severity {
        Severity::Bug | Severity::Error => "\x1B[31m",
        Severity::Warning => "\x1B[33m",
        Severity::Note | Severity::Help => "\x1B[32m",
    }
}
