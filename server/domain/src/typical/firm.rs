//! How a text in Latin letters calls a firm that has a Chinese name: 北京一加科技有限公司 is "Yijia", "Yi Jia" and "Beijing Yijia Keji".

use super::{
    common::{is_everyday, is_shared_zh, places_zh},
    known::Form,
    parts::{shorter, signs},
    romanised::{Spelled, spelled},
    writing::Written,
};

/// Most signs of a name that is spelled.
const LONGEST: usize = 8;
/// Places that are not called as they are read.
const CALLED: &[(&str, &[&str])] =
    &[("中国", &["chi", "na"]), ("香港", &["hong", "kong"]), ("澳门", &["ma", "cau"])];
/// What kind of place it is, which nobody says in Latin letters.
const KINDS: &[char] = &['省', '市', '区', '县', '镇'];

/// Its own part in Latin letters, alone and with its place and its trade.
pub(super) fn forms(name: &str) -> Vec<Form> {
    let signs = signs(name);
    let [whole, unplaced, short] = shorter(&signs);
    let places: Vec<&str> = places_zh().filter(|place| is_city(place) && whole.contains(*place)).collect();
    let bare = places.iter().find_map(|place| short.strip_suffix(*place)).unwrap_or(short);
    let mut forms = Vec::new();
    for own in [unplaced, short, bare].into_iter().filter(|own| !is_shared_zh(own)) {
        for called in letters(own) {
            for place in places.iter().flat_map(|place| place_called(place)) {
                forms.push(form(own, &place.and(&called)));
            }
            forms.push(form(own, &called));
        }
    }
    forms.sort();
    forms.dedup();
    forms
}

fn is_city(place: &str) -> bool {
    place.chars().nth(1).is_some()
}

/// A word of everyday use stays one: 未来 is "Weilai" to whoever reads it aloud, and still means somebody.
fn form(own: &str, called: &Spelled) -> Form {
    let everyday = is_everyday(own);
    Form { everyday, ..Form::of(&called.text, Written::Spelled(called.ends.clone())) }
}

fn letters(own: &str) -> Vec<Spelled> {
    let signs: Vec<char> = own.chars().collect();
    if (2..=LONGEST).contains(&signs.len()) { spelled(&signs) } else { Vec::new() }
}

fn place_called(place: &str) -> Vec<Spelled> {
    if let Some((_, called)) = CALLED.iter().find(|(known, _)| *known == place) {
        return vec![called.iter().fold(Spelled::default(), |begun, syllable| begun.with(syllable))];
    }
    spelled(&place.trim_end_matches(KINDS).chars().collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(name: &str) -> Vec<String> {
        forms(name).into_iter().map(|form| form.chars.into_iter().collect()).collect()
    }

    #[test]
    fn a_chinese_firm_is_known_by_its_own_part_in_latin_letters() {
        for (name, called) in [
            ("北京一加科技有限公司", "yijia"),
            ("北京一加科技有限公司", "beijingyijia"),
            ("北京一加科技有限公司", "beijingyijiakeji"),
            ("中山市明灯照明科技有限公司", "mingdeng"),
            ("中山市明灯照明科技有限公司", "zhongshanmingdeng"),
            ("明灯（深圳）科技有限公司", "mingdeng"),
            ("香港明灯有限公司", "hongkongmingdeng"),
            ("重庆长明灯饰有限公司", "chongqingchangming"),
        ] {
            let known = texts(name);
            assert!(known.contains(&called.to_owned()), "{called} of {name}: {known:?}");
        }
    }

    #[test]
    fn a_place_a_trade_and_a_legal_form_alone_are_not_spelled() {
        for (name, called) in [
            ("北京一加科技有限公司", "beijing"),
            ("北京一加科技有限公司", "keji"),
            ("中山市照明电器有限公司", "zhaomingdianqi"),
            ("Lumen GmbH", "lumen"),
        ] {
            assert!(!texts(name).contains(&called.to_owned()), "{called} of {name}");
        }
    }
}
