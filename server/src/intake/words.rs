//! What the import has to say, in the reader's words: one text a code, with its numbers, sizes and columns put in.

use crate::{
    exhibitors::{FileFault, LeftOut, Note},
    locale::Texts,
};

/// Why a file cannot be read.
pub fn fault(t: &Texts, fault: &FileFault) -> String {
    said(t, fault.code(), fault.params())
}

/// Why a row was left out.
pub fn left_out(t: &Texts, left: &LeftOut) -> String {
    said(t, left.reason.code(), left.reason.params())
}

/// What should be known although it stopped nothing.
pub fn note(t: &Texts, note: &Note) -> String {
    said(t, note.code(), note.params())
}

fn said(t: &Texts, code: &str, params: Vec<(&'static str, String)>) -> String {
    params
        .into_iter()
        .fold(t.say(code), |saying, (name, value)| match (name, value.parse::<u64>()) {
            ("limit_bytes", Ok(bytes)) => saying.with(name, t.size(bytes)),
            ("field", _) => saying.with(name, t.code("field", &value)),
            // Lines, booths, halls and headers are names, whatever they look like.
            (
                "line" | "first_line" | "to_line" | "booth" | "hall" | "halls" | "value" | "name" | "headers",
                _,
            )
            | (_, Err(_)) => saying.with(name, value),
            (_, Ok(number)) => saying.with(name, number),
        })
        .to_string()
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::*;
    use crate::{
        exhibitors::{Field, Reason},
        locale::Language,
    };

    #[test]
    fn every_code_has_words() {
        for code in [FileFault::CODES, Reason::CODES, Note::CODES].concat() {
            assert!(Texts::knows(code), "{code}");
        }
        for field in Field::ALL {
            assert!(Texts::knows(&format!("field-{field}")), "{field}");
        }
    }

    #[test]
    fn numbers_sizes_and_columns_are_put_in() {
        let t = Texts::new(Language::En, TimeZone::UTC);
        let large = fault(&t, &FileFault::TooLarge { limit_bytes: 20 << 20 });
        assert!(large.contains("20.9 MB"), "{large}");
        let note =
            note(&t, &Note::ValueTooLong { line: 1_320, field: Field::Phone, chars: 1_400, limit: 300 });
        assert!(note.contains("1320") && note.contains("1,400") && note.contains("Phone"), "{note}");
    }
}
