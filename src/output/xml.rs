//! What the XML formats share.
//!
//! XML has no way to write most control characters, not even escaped. Every text that is given to the
//! writer is made visible before, as on the terminal.

use std::borrow::Cow;
use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, Event};

use super::visible;

/// Writes a document with what `write` puts into it.
pub(super) fn document<'w>(
    out: &'w mut dyn Write,
    write: impl FnOnce(&mut Writer<&'w mut dyn Write>) -> io::Result<()>,
) -> io::Result<()> {
    let mut writer = Writer::new_with_indent(out, b' ', 2);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    write(&mut writer)?;
    writeln!(writer.into_inner())
}

/// A text that XML can hold, on one line.
pub(super) fn line(text: &str) -> Cow<'_, str> {
    visible::sentence(text)
}
