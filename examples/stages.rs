//! Times the stages of a check for `benches/peers`: `stages read|parse FOLDER`.
#![allow(missing_docs)]
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let text = std::fs::read_to_string(&args[2]).expect("the file is readable");
    let parsed = planlint::syntax::parse(planlint::source::FileId(0), &text);
    for f in &parsed.findings { eprintln!("{:?} {:?} {:?} {:?}", f.rule, f.primary.place.span, f.message.name, &text[f.primary.place.span.range()].chars().take(40).collect::<String>()); }
    if args[1] == "show" { for b in &parsed.tree.blocks { eprintln!("{:?} parent {:?} {:?}", &text[b.kind.range()], b.parent, parsed.tree.head(b).iter().map(|p| &text[p.span.range()]).collect::<Vec<_>>());
      for f in parsed.tree.fields_of(b) { eprintln!("    {:?} = {:?}", &text[f.name.range()], parsed.tree.value(f).iter().map(|p| &text[p.span.range()]).collect::<Vec<_>>()); } } }
    eprintln!("{} blocks {} fields", parsed.tree.blocks.len(), parsed.tree.fields.len());
}
