//! Values that a rule writes as text: `"60 CNY"`, `"2w"`, `"2026-03-01"`, `"search-ads"`.

use super::node::Constant;
use super::quantity::Quantity;
use super::types::Type;
use crate::diagnostic::Message;
use crate::model::{literal_figure, literal_when};
use crate::value::{Decimal, Unit};
use crate::vocabulary::Vocabulary;
use crate::workspace::messages::hint;

/// A number with a point or an exponent, exactly.
pub(super) fn decimal(written: &str) -> Option<Constant> {
    let written = written.trim();
    let exact = written.parse::<Decimal>().ok().or_else(|| Decimal::from_scientific(written).ok())?;
    Some(Constant::Quantity(Quantity::number(exact)))
}

/// Reads a text as a value of a type; text stays text where text is wanted.
pub(super) fn read(vocabulary: &Vocabulary, text: &str, wanted: &Type) -> Result<Constant, Message> {
    let refuse = || Message::new("not-a-value").with("text", text).with("wanted", wanted.name(vocabulary));
    match wanted {
        Type::Word(list, open) => {
            let list = vocabulary.word_list(*list);
            match list.get(text) {
                Some(word) => Ok(Constant::Text(vocabulary.word(word).to_owned())),
                None if *open => Ok(Constant::Text(text.to_owned())),
                None => {
                    let hint = hint(text, list.names());
                    Err(Message::new("unknown-word").with("name", text).with("hint", hint))
                }
            }
        }
        Type::Days => {
            let days = literal_when(text).and_then(|when| when.days(None));
            days.map(Constant::Days).ok_or_else(refuse)
        }
        wanted if wanted.is_amount() => {
            let figure = literal_figure(text).ok_or_else(refuse)?;
            let quantity = Quantity::of(&figure);
            let fits = match wanted {
                Type::Money => matches!(quantity.unit, Unit::Money(_)),
                Type::Percent => quantity.unit == Unit::Percent,
                Type::Duration | Type::Cadence => {
                    matches!(quantity.unit, Unit::Time(_)) || quantity.per.is_some()
                }
                Type::Int | Type::Number => matches!(quantity.unit, Unit::Plain | Unit::Things | Unit::Times),
                _ => true,
            };
            let interval = || quantity.interval().unwrap_or(quantity);
            match (fits, wanted) {
                (false, _) => Err(refuse()),
                (true, Type::Cadence) => Ok(Constant::Quantity(interval())),
                (true, _) => Ok(Constant::Quantity(quantity)),
            }
        }
        _ => Ok(Constant::Text(text.to_owned())),
    }
}

/// Reads the value of an option as a value of its type.
pub(super) fn option(vocabulary: &Vocabulary, value: &toml::Value, of: &Type) -> Result<Constant, Message> {
    let refuse = || {
        let text = value.to_string();
        Message::new("not-a-value").with("text", text).with("wanted", of.name(vocabulary))
    };
    match (of, value) {
        (Type::Bool, toml::Value::Boolean(truth)) => Ok(Constant::Bool(*truth)),
        (Type::List(element), toml::Value::Array(values)) if matches!(**element, Type::Word(..)) => {
            let terms = values.iter().map(|value| term(vocabulary, value, element).ok_or_else(refuse));
            Ok(Constant::Terms(terms.collect::<Result<_, _>>()?))
        }
        (Type::List(_), toml::Value::Array(values)) => {
            let texts: Option<Vec<String>> =
                values.iter().map(|value| value.as_str().map(str::to_owned)).collect();
            texts.map(Constant::Texts).ok_or_else(refuse)
        }
        (Type::Number, toml::Value::Integer(number)) => Ok(Constant::Int(*number)),
        (Type::Number, toml::Value::Float(number)) => decimal(&number.to_string()).ok_or_else(refuse),
        (Type::Bool | Type::List(_), _) => Err(refuse()),
        (_, toml::Value::String(text)) => read(vocabulary, text, of),
        _ => Err(refuse()),
    }
}

/// A word of a list with its Chinese name.
fn term(vocabulary: &Vocabulary, value: &toml::Value, of: &Type) -> Option<(String, String)> {
    let Type::Word(list, _) = of else { return None };
    let list = vocabulary.word_list(*list);
    let word = list.get(value.as_str()?)?;
    let at = list.words().iter().position(|known| *known == word)?;
    let english = vocabulary.word(word).to_owned();
    let chinese = list.chinese().get(at).filter(|chinese| !chinese.is_empty()).unwrap_or(&english).clone();
    Some((english, chinese))
}
