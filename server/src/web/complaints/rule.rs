//! The rule that gives the time for a statement, in words: its length, which hours count, and what it is called.

use domain::{
    Case, Desk,
    fair::{Hours, WindowRule},
    measure::{Measure, MeasureState},
};

use crate::locale::Texts;

/// The rule in a sentence.
pub(super) fn said(rule: &WindowRule, t: &Texts) -> String {
    let length = t.hours(rule.minutes);
    let key = match rule.hours {
        Hours::All => "complaints-rule-all",
        Hours::Open => "complaints-rule-open",
    };
    t.t2(key, "length", length, "rule", name(&rule.id, t))
}

/// The present rule, for whoever has no notice yet and may still get one; `None` once everybody has one, which keeps its own, or was
/// decided on without.
pub(super) fn before_notice(desk: &Desk, case: &Case, t: &Texts) -> Option<String> {
    let waits = |track: &Measure| track.notice.is_none() && track.state == MeasureState::Filed;
    let waits = case.respondents().is_empty() || case.tracks().any(|track| waits(&track));
    (waits && case.erased_at.is_none()).then(|| said(&desk.rules().procedure.response, t))
}

/// What a rule is called. The one that comes with the desk is that of the guidelines for exhibitions; where there is no exhibition the
/// same time is one of the house. Any other is called as whoever set it calls it.
pub(super) fn name(id: &str, t: &Texts) -> String {
    match id {
        WindowRule::GUIDELINES => t.t("complaints-rule-guidelines").into_owned(),
        WindowRule::OWN => t.t("complaints-rule-own").into_owned(),
        id => id.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use domain::{
        fair::ProcedureRules,
        testing::{market, plan},
    };

    use super::*;
    use crate::locale::Language;

    #[test]
    fn the_guidelines_for_exhibitions_are_cited_at_a_fair_alone() {
        let rule = ProcedureRules::default().response;
        for (language, cited, own) in [
            (Language::En, "Guidelines on IP Protection at Exhibitions, art 14", "(rules of the market)"),
            (Language::ZhCn, "《展会知识产权保护指引》第十四条", "（市场管理规定）"),
        ] {
            let (fair, market) = (Texts::of(Some(&plan()), language), Texts::of(Some(&market()), language));
            assert!(said(&rule, &fair).contains(cited), "{}", said(&rule, &fair));
            assert!(said(&rule, &market).contains(own), "{}", said(&rule, &market));
            assert!(!said(&rule, &market).contains("cnipa"), "{}", said(&rule, &market));
        }
        let t = Texts::of(Some(&plan()), Language::En);
        assert_eq!(name("Rules of the hall, no. 7", &t), "Rules of the hall, no. 7", "as it was set");
    }
}
