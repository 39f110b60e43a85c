//! Halls in the order people count them, wherever a page lists them: `2.0` before `11.0`; and the one that is no place.

use domain::{HallId, text::natural};

use crate::{
    engine::Published,
    locale::{Language, Texts},
};

/// The fair's halls in that order.
pub(super) fn in_order(published: &Published) -> Vec<HallId> {
    let mut halls: Vec<HallId> = published.desk.halls().map(|hall| hall.id.clone()).collect();
    halls.sort_by(|a, b| natural(a.as_str(), b.as_str()));
    halls
}

/// What the own line was called in the first language of desks that were set up earlier: a hall keeps the name it was planned with.
const FORMER_OWN_LINES: [&str; 1] = ["服务台"];

/// Whether this is the own line of a standing desk, which has its name from the first language of the desk and is no part of the place.
pub(super) fn is_own_line(t: &Texts, hall: &str) -> bool {
    let called_so = |language| t.speaking(language).t("plan-own-line") == hall;
    t.venue().is_standing() && (FORMER_OWN_LINES.contains(&hall) || Language::ALL.into_iter().any(called_so))
}

/// Where a booth is, in the words of this text: its hall and its number, or the number alone where it was listed with the own line.
pub(super) fn booth_in(t: &Texts, words: &str, hall: &str, number: &str) -> String {
    if is_own_line(t, hall) {
        return t.t1("place-booth", "booth", number);
    }
    t.t2(words, "hall", hall, "booth", number)
}

#[cfg(test)]
mod tests {
    use domain::testing::{market, plan};

    use super::*;
    use crate::web::ticket::own::spot;

    #[test]
    fn a_stall_listed_with_the_own_line_of_a_market_is_told_by_its_number_alone() {
        for (language, alone, section) in
            [(Language::ZhCn, "102摊位", "1102摊位"), (Language::En, "Stall 102", "1, stall 102")]
        {
            let t = Texts::of(Some(&market()), language);
            for own in ["Desk", "调解台", "服务台"] {
                assert_eq!(booth_in(&t, "papers-stand", own, "102"), alone);
                assert_eq!(spot(&t, own, "102"), alone);
            }
            assert_eq!(booth_in(&t, "papers-stand", "1", "102"), section);
            assert_eq!(spot(&t, "1", "102"), "1 · 102");
        }
        let fair = Texts::of(Some(&plan()), Language::En);
        assert_eq!(spot(&fair, "Desk", "102"), "Hall\u{a0}Desk · 102", "a fair has halls alone");
    }
}
