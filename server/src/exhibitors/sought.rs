//! A booth as people type it to find it: `A51`, `12.0 A51`, `12.0馆A51`, `A51 12.0`, `H2-A11`, `二号馆A11`. This is the one reader of
//! such a text; lists, suggestions and forms differ only in how near a fit they take.

use domain::HallId;

use super::{
    PLACE_CHARS,
    cell::half_width,
    fold,
    place::{booth_id, hall_id},
};

/// Longest text that may name a hall and a booth, in characters; a longer one is a name or a slip.
const LONGEST: usize = 2 * PLACE_CHARS;
/// What stands between a hall and the booth behind it.
const AFTER_HALL: [char; 9] = [' ', '-', '/', ':', ',', ';', '、', '·', '|'];
/// What stands between a booth and the hall behind it.
const AFTER_BOOTH: [char; 6] = [' ', ':', ',', ';', '、', '·'];
/// What is also part of many a number: it parts a booth only from what is written as halls are and booths are not.
const WITHIN_BOOTH: [char; 2] = ['-', '/'];
/// Chinese figures from nought to ten; two is written in two ways.
const CHINESE: [(char, u32); 13] = [
    ('〇', 0),
    ('零', 0),
    ('一', 1),
    ('二', 2),
    ('两', 2),
    ('三', 3),
    ('四', 4),
    ('五', 5),
    ('六', 6),
    ('七', 7),
    ('八', 8),
    ('九', 9),
    ('十', 10),
];

/// How near a booth is to what was typed, the nearest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// It is this booth.
    Exact,
    /// It is this booth but for marks within its number: `826A` for `826/A`.
    Alike,
    /// Its number begins so.
    Begins,
    /// It is in the hall that was typed alone.
    InHall,
}

/// Every way in which a text may name a booth at this fair.
#[derive(Debug, Default)]
pub struct Sought {
    spots: Vec<Spot>,
    hall: Option<HallId>,
}

/// One such way.
#[derive(Debug)]
struct Spot {
    /// The hall, where one is named.
    hall: Option<HallId>,
    number: String,
    folded: String,
}

impl Spot {
    fn of(hall: Option<HallId>, written: &str) -> Option<Self> {
        let number = booth_id(written);
        let folded = fold(&number);
        (!folded.is_empty()).then_some(Self { hall, number, folded })
    }

    fn fit(&self, hall: &str, number: &str, folded: &str) -> Option<Fit> {
        match () {
            () if self.hall.as_ref().is_some_and(|named| named.as_str() != hall) => None,
            () if self.number == number => Some(Fit::Exact),
            () if self.folded == folded => Some(Fit::Alike),
            () if folded.starts_with(&self.folded) => Some(Fit::Begins),
            () => None,
        }
    }
}

impl Sought {
    /// What was typed, at a fair with these halls.
    pub fn of<'h>(halls: impl IntoIterator<Item = &'h HallId>, typed: &str) -> Self {
        let text: String = typed.chars().map(half_width).collect();
        let text = text.trim();
        if text.chars().count() > LONGEST {
            return Self::default();
        }
        let halls = Halls(halls.into_iter().map(|hall| (in_figures(hall.as_str()), hall)).collect());
        let mut spots: Vec<_> = Spot::of(None, text).into_iter().collect();
        for (at, _) in text.char_indices().skip(1) {
            let (before, after) = text.split_at(at);
            if is_one_number(before, after) {
                continue;
            }
            let booth = after.trim_start_matches(AFTER_HALL);
            let hall = halls.named(before).or_else(|| halls.in_short(before));
            let hall = hall.or_else(|| halls.lettered(before).filter(|_| after.starts_with(AFTER_HALL)));
            spots.extend(hall.and_then(|hall| Spot::of(Some(hall), booth)));
            // Nothing but what stands between them tells a hall from the end of a number: `A512` is no booth `A51` in hall 2.
            let worded = is_worded(booth);
            if after.starts_with(AFTER_BOOTH) || (worded && after.starts_with(WITHIN_BOOTH)) {
                let hall = halls.named(after).or_else(|| halls.in_short(after).filter(|_| worded));
                spots.extend(hall.and_then(|hall| Spot::of(Some(hall), before)));
            }
        }
        Self { spots, hall: halls.named(text) }
    }

    /// How near a booth is to what was typed; `folded` is its number as [`fold`] makes it.
    pub fn fit(&self, hall: &str, number: &str, folded: &str) -> Option<Fit> {
        let in_hall = self.hall.as_ref().filter(|named| named.as_str() == hall).map(|_| Fit::InHall);
        self.spots.iter().filter_map(|spot| spot.fit(hall, number, folded)).chain(in_hall).min()
    }
}

/// The halls of a fair, each beside its normal form in figures.
struct Halls<'h>(Vec<(String, &'h HallId)>);

impl Halls<'_> {
    /// The hall that is written so.
    fn named(&self, written: &str) -> Option<HallId> {
        let wanted = in_figures(written.trim_matches(AFTER_HALL));
        self.known(&wanted)
    }

    fn known(&self, wanted: &str) -> Option<HallId> {
        self.0.iter().find(|(known, _)| known == wanted).map(|(_, hall)| HallId::clone(hall))
    }

    /// `12` for `12.0`, where no other hall has that number or a part of it: with a hall 12.1, or 12A, it names neither.
    fn in_short(&self, written: &str) -> Option<HallId> {
        let wanted = in_figures(written.trim_matches(AFTER_HALL));
        if wanted.is_empty() || !wanted.chars().all(|sign| sign.is_ascii_digit()) {
            return None;
        }
        let rest = |known: &str| {
            let rest = known.strip_prefix(wanted.as_str())?;
            (!rest.starts_with(|sign: char| sign.is_ascii_digit())).then(|| rest.starts_with('.'))
        };
        let mut so = self.0.iter().filter_map(|(known, hall)| Some((rest(known)?, hall)));
        let (pointed, hall) = so.next()?;
        (pointed && so.next().is_none()).then(|| HallId::clone(hall))
    }

    /// `H2` for hall 2, where no hall is called so itself.
    fn lettered(&self, written: &str) -> Option<HallId> {
        let wanted = in_figures(written.trim_matches(AFTER_HALL));
        let number =
            wanted.strip_prefix('H').filter(|rest| rest.starts_with(|sign: char| sign.is_ascii_digit()))?;
        self.known(number).or_else(|| self.in_short(number))
    }
}

/// A hall's normal form, with a Chinese number before its word in figures: `二号馆` is hall 2, as `2号馆` is.
fn in_figures(written: &str) -> String {
    let written = written.trim();
    let figure = |sign: char| CHINESE.iter().find(|(known, _)| *known == sign).map(|(_, value)| *value);
    let end = written.find(|sign: char| figure(sign).is_none()).unwrap_or(written.len());
    let (number, word) = written.split_at(end);
    let figures: Vec<u32> = number.chars().filter_map(figure).collect();
    let value = match figures.as_slice() {
        [ones] => Some(*ones),
        [10, ones @ 1..=9] => Some(10 + ones),
        [tens @ 1..=9, 10] => Some(tens * 10),
        [tens @ 1..=9, 10, ones @ 1..=9] => Some(tens * 10 + ones),
        _ => None,
    };
    match value.filter(|_| word.starts_with(['号', '馆', '展'])) {
        Some(value) => hall_id(&format!("{value}{word}")),
        None => hall_id(written),
    }
}

/// Whether a text is written as halls are and parts of a booth's number are not: `12.0`, `2馆`, `hall 2`, but not `13` or `A`.
fn is_worded(written: &str) -> bool {
    !written.chars().all(|sign| sign.is_ascii_alphanumeric())
}

/// Whether a cut would part the figures of one number: `12.0` never is hall 1 and something else.
fn is_one_number(before: &str, after: &str) -> bool {
    let is_figure = |sign: char| sign.is_ascii_digit() || sign == '.';
    before.ends_with(is_figure) && after.starts_with(is_figure)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn fit(halls: &[&str], typed: &str, hall: &str, number: &str) -> Option<Fit> {
        let halls: Vec<HallId> = halls.iter().map(|hall| HallId((*hall).to_owned())).collect();
        Sought::of(&halls, typed).fit(hall, number, &fold(number))
    }

    #[test]
    fn a_booth_is_found_however_hall_and_number_are_written() {
        for hall in ["12.0", "Hall 12.0", "12.0馆"] {
            for typed in [
                "A51",
                "12.0A51",
                "12.0馆A51",
                "12.0号馆A51",
                "12.0 A51",
                "12.0-A51",
                "12.0: A51",
                "Hall 12.0, Booth A51",
                "A51 12.0",
                "a51, hall 12.0",
                "A51、12.0馆",
                "１２．０Ａ５１",
                "１２．０馆　ａ５１",
                " hall 12.0 a 51 ",
            ] {
                assert_eq!(fit(&["1", hall], typed, hall, "A51"), Some(Fit::Exact), "{hall}: {typed}");
                assert_eq!(fit(&["1", hall], typed, hall, "B2"), None, "{hall}: {typed}");
            }
        }
    }

    #[test]
    fn a_hall_is_known_in_short_by_its_letter_and_in_chinese_figures() {
        let halls = ["1", "2", "8.0", "8.1", "12.0"];
        for (typed, hall, number) in [
            ("12A51", "12.0", "A51"),
            ("12 A51", "12.0", "A51"),
            ("12号馆A51", "12.0", "A51"),
            ("十二号馆A51", "12.0", "A51"),
            ("A51/12.0", "12.0", "A51"),
            ("A51-12.0", "12.0", "A51"),
            ("A51/12.0馆", "12.0", "A51"),
            ("A51, hall 12", "12.0", "A51"),
            ("二号馆A11", "2", "A11"),
            ("二馆 A11", "2", "A11"),
            ("A11 二号馆", "2", "A11"),
            ("H2-A11", "2", "A11"),
            ("h2 a11", "2", "A11"),
            ("H12.0/A51", "12.0", "A51"),
        ] {
            assert_eq!(fit(&halls, typed, hall, number), Some(Fit::Exact), "{typed}");
            assert_eq!(fit(&halls, typed, "1", number), None, "{typed}");
        }
        assert_eq!(
            fit(&["一号馆", "2"], "1号馆A11", "一号馆", "A11"),
            Some(Fit::Exact),
            "the hall is called so"
        );
    }

    #[test]
    fn a_hall_in_short_is_none_where_it_may_be_another() {
        let halls = ["1", "2", "8.0", "8.1", "12.0", "H2", "14A", "14.0"];
        for (typed, hall, number) in [
            // There are two halls 8, and a 14A beside 14.0.
            ("8A51", "8.0", "A51"),
            ("8A51", "8.1", "A51"),
            ("14B51", "14.0", "B51"),
            // 12 and not 1, whatever begins with the same figure.
            ("1A51", "12.0", "A51"),
            // Hall H2 is a hall of this fair.
            ("H2-A11", "2", "A11"),
            // One number: booth `826/1` is no booth `826` in hall 1.
            ("826/1", "1", "826"),
            ("A51/12", "12.0", "A51"),
            ("A51-2", "2", "A51"),
        ] {
            assert_eq!(fit(&halls, typed, hall, number), None, "{typed}");
        }
        assert_eq!(fit(&halls, "H2-A11", "H2", "A11"), Some(Fit::Exact));
    }

    #[test]
    fn another_hall_is_not_meant_and_no_number_is_cut() {
        let halls = ["1", "2", "12.0"];
        for (typed, hall, number) in [
            ("12.0 A51", "1", "A51"),
            ("A51 12.0", "1", "A51"),
            // Neither hall 1 with booth 20A51 nor booth A51 in hall 2.
            ("12.0A51", "1", "20A51"),
            ("A512", "2", "A51"),
            ("", "1", "A51"),
            ("-", "1", "A51"),
        ] {
            assert_eq!(fit(&halls, typed, hall, number), None, "{typed}");
        }
        assert_eq!(fit(&halls, "A5", "1", "A51"), Some(Fit::Begins));
        assert_eq!(fit(&halls, "hall 1 A5", "1", "A51"), Some(Fit::Begins));
        assert_eq!(fit(&halls, "Hall 1", "1", "A51"), Some(Fit::InHall));
        assert_eq!(fit(&halls, "2 826A", "2", "826/A"), Some(Fit::Alike));
        assert_eq!(fit(&halls, "2 826/A", "2", "826/A"), Some(Fit::Exact));
        assert_eq!(fit(&halls, &"1 ".repeat(LONGEST), "1", "A51"), None, "no booth is so long");
    }

    proptest! {
        #[test]
        fn hall_and_number_in_either_order_find_the_booth(
            hall in "[1-9][0-9]?(\\.[0-9])?",
            number in "[A-Z][0-9]{1,3}",
            between in prop::sample::select(vec![" ", ", ", "：", " · ", "　"]),
            word in prop::sample::select(vec!["", "馆", "号馆"]),
        ) {
            for typed in [
                format!("{hall}{word}{number}"),
                format!("{hall}{word}{between}{number}"),
                format!("{number}{between}{hall}{word}").to_lowercase(),
            ] {
                prop_assert_eq!(fit(&["99.9", &hall], &typed, &hall, &number), Some(Fit::Exact), "{}", typed);
            }
        }

        #[test]
        fn whatever_is_typed_is_read(typed in ".{0,90}") {
            prop_assert!(fit(&["1", "12.0", "A"], &typed, "1", "").is_none_or(|fit| fit == Fit::InHall));
        }
    }
}
