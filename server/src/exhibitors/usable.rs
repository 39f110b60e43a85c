//! Which particulars of an exhibitor can be used as they are written: one rule for lists and for the form that is filled in by hand.

use super::{Field, cell};

/// A particular as it is kept, where it can be used; of a code its letters and digits.
pub fn usable(field: Field, text: &str) -> Option<String> {
    let fits = match field {
        Field::CreditCode => return credit_code(text),
        Field::Website => is_web_address(text),
        Field::Phone => text.chars().map(cell::half_width).any(|c| c.is_ascii_digit()),
        Field::Email => is_mail_address(text),
        Field::Name
        | Field::OtherName
        | Field::Hall
        | Field::Booth
        | Field::Country
        | Field::Products
        | Field::Contact
        | Field::Undertaking
        | Field::SignedOn
        | Field::SignedBy => true,
    };
    fits.then(|| text.to_owned())
}

/// Letters and digits, at least six. A code that a spreadsheet took for a number (`9.13E+17`) has lost its end.
fn credit_code(text: &str) -> Option<String> {
    let plain: String = text
        .chars()
        .map(cell::half_width)
        .filter(|c| !matches!(c, ' ' | '-' | '/'))
        .flat_map(char::to_uppercase)
        .collect();
    (plain.chars().count() >= 6 && plain.chars().all(char::is_alphanumeric)).then_some(plain)
}

/// Somebody at some place; lists write several beside each other.
fn is_mail_address(text: &str) -> bool {
    let says = |part: &str| part.chars().any(char::is_alphanumeric);
    let text: String = text.chars().map(cell::half_width).collect();
    text.split_once('@').is_some_and(|(name, place)| says(name) && says(place))
}

/// Anything that is not plainly another kind of address (`javascript:`, `mailto:`) and leads somewhere: lists write sites in many ways.
fn is_web_address(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return true };
    let is_scheme =
        !scheme.is_empty() && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-'));
    let is_port = rest.starts_with(|c: char| c.is_ascii_digit());
    let is_web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    !is_scheme || is_port || (is_web && rest.chars().any(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_nothing_is_not_usable_and_what_lists_write_is() {
        for (field, text) in [
            (Field::Website, "javascript:alert(1)"),
            (Field::Website, "mailto:a@b.cn"),
            (Field::Website, "http://"),
            (Field::Website, "HTTPS:"),
            (Field::Email, "x@"),
            (Field::Email, "@b.cn"),
            (Field::Email, "nobody"),
            (Field::Phone, "none"),
            (Field::CreditCode, "-1"),
            (Field::CreditCode, "9.13E+17"),
        ] {
            assert_eq!(usable(field, text), None, "{text}");
        }
        for (field, text) in [
            (Field::Website, "www.a.cn"),
            (Field::Website, "https://c.de:8080/x"),
            (Field::Website, "c.de:8080"),
            (Field::Website, "http://灯具.中国"),
            (Field::Email, "a@b.cn; c@d.cn"),
            (Field::Phone, "１３８ ００１３"),
            (Field::Country, "-"),
        ] {
            assert_eq!(usable(field, text).as_deref(), Some(text), "{text}");
        }
        let code = usable(Field::CreditCode, "9144 0101-ma5cabcd1x");
        assert_eq!(code.as_deref(), Some("91440101MA5CABCD1X"));
    }
}
