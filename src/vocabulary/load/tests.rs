use super::*;

#[test]
fn the_vocabulary_that_is_compiled_in_loads_and_has_every_term_that_code_names() {
    let vocabulary = Vocabulary::load(&Table::new(), &Table::new()).unwrap();
    for (at, name) in Kind::KNOWN.iter().enumerate() {
        let spec = vocabulary.kind(Kind::at(at)).unwrap();
        assert!(!spec.term.help.en.is_empty(), "no kind `{name}` in the vocabulary");
    }
    let used: Vec<_> = vocabulary.kinds().flat_map(|(_, spec)| &spec.fields).collect();
    for (at, name) in FieldName::KNOWN.iter().enumerate() {
        assert!(used.iter().any(|it| it.name == FieldName::at(at)), "no field `{name}`");
    }
    for (at, name) in Word::KNOWN.iter().enumerate() {
        let in_list = |list: &WordList| list.words.contains(&Word::at(at));
        assert!(vocabulary.word_lists.iter().any(in_list), "no word `{name}`");
    }
}
