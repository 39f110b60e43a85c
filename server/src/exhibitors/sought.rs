//! A booth as people type it to find it: `A51`, `12.0 A51`, `12.0馆A51`, `A51 12.0`. This is the one reader of such a text; lists,
//! suggestions and forms differ only in how near a fit they take.

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
/// What stands between a booth and the hall behind it. A hyphen or slash is part of many a number, so neither parts the two.
const AFTER_BOOTH: [char; 6] = [' ', ':', ',', ';', '、', '·'];

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
        let halls: Vec<_> = halls.into_iter().map(|hall| (hall_id(hall.as_str()), hall)).collect();
        let hall_of = |written: &str| {
            let wanted = hall_id(written.trim_matches(AFTER_HALL));
            halls.iter().find(|(known, _)| *known == wanted).map(|(_, hall)| HallId::clone(hall))
        };
        let mut spots: Vec<_> = Spot::of(None, text).into_iter().collect();
        for (at, _) in text.char_indices().skip(1) {
            let (before, after) = text.split_at(at);
            if is_one_number(before, after) {
                continue;
            }
            let booth = after.trim_start_matches(AFTER_HALL);
            spots.extend(hall_of(before).and_then(|hall| Spot::of(Some(hall), booth)));
            // Nothing but what stands between them tells a hall from the end of a number: `A512` is no booth `A51` in hall 2.
            if after.starts_with(AFTER_BOOTH) {
                spots.extend(hall_of(after).and_then(|hall| Spot::of(Some(hall), before)));
            }
        }
        Self { spots, hall: hall_of(text) }
    }

    /// How near a booth is to what was typed; `folded` is its number as [`fold`] makes it.
    pub fn fit(&self, hall: &str, number: &str, folded: &str) -> Option<Fit> {
        let in_hall = self.hall.as_ref().filter(|named| named.as_str() == hall).map(|_| Fit::InHall);
        self.spots.iter().filter_map(|spot| spot.fit(hall, number, folded)).chain(in_hall).min()
    }
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
