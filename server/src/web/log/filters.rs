//! How the list of a day is narrowed down: what may be chosen, and what a link chose.

use std::borrow::Cow;

use domain::{
    HallId,
    case::{Ask, CaseKind, Outcome, RightKind},
    ticket::TicketState,
};

use crate::{
    daylog::{Choice, Only, choice::TICKETS},
    engine::Published,
    locale::Texts,
    web::halls,
};

/// One way to choose rows.
pub(super) struct Filter {
    pub(super) name: &'static str,
    pub(super) label: String,
    /// Value, text, chosen.
    pub(super) choices: Vec<(String, String, bool)>,
}

/// All of them, with what was chosen.
pub(super) fn filters(published: &Published, choice: &Choice, t: &Texts) -> Vec<Filter> {
    let words = |family: &str, codes: Vec<&'static str>| {
        codes.into_iter().map(|code| (code.to_owned(), t.code(family, code).into_owned())).collect()
    };
    let halls = halls::in_order(published).into_iter().map(|hall| (hall.0.clone(), hall.0)).collect();
    let rows = &choice.rows;
    let by_code = [
        filter(
            "kind",
            t.t("log-by-kind"),
            rows.kind.map(CaseKind::code),
            words("kind", CaseKind::ALL.iter().map(|c| c.code()).collect()),
        ),
        filter(
            "ask",
            t.t("log-by-ask"),
            choice.ask.map(Ask::code),
            words("ask", Ask::ALL.iter().map(|c| c.code()).collect()),
        ),
        filter(
            "right",
            t.t("log-by-right"),
            rows.right.map(RightKind::code),
            words("right", RightKind::ALL.iter().map(|c| c.code()).collect()),
        ),
        filter("hall", t.t("log-by-hall"), rows.hall.as_ref().map(HallId::as_str), halls),
        filter(
            "outcome",
            t.t("log-by-outcome"),
            rows.outcome.map(Outcome::code),
            words("outcome", Outcome::ALL.iter().map(|c| c.code()).collect()),
        ),
        filter(
            "state",
            t.t("log-by-state"),
            rows.state.map(TicketState::code),
            words("state", TicketState::ALL.iter().map(|c| c.code()).collect()),
        ),
        filter(
            "only",
            t.t("log-only"),
            choice.only.map(Only::code),
            words("log-only", Only::ALL.iter().map(|c| c.code()).collect()),
        ),
    ];
    by_code.into_iter().chain(sought(choice, t)).collect()
}

/// What was chosen of these, in words; `None` where everything is listed.
pub(super) fn said(all: &[Filter], choice: &Choice, t: &Texts) -> Option<String> {
    let part = |(name, value): (&'static str, Cow<'_, str>)| {
        let Filter { label, choices, .. } = all.iter().find(|filter| filter.name == name)?;
        // Where an address names what there is none of, as it stands there.
        let words = choices
            .iter()
            .find(|(code, ..)| **code == *value)
            .map_or(&*value, |(_, words, _)| words.as_str());
        Some(t.t2("log-chosen-part", "what", label, "chosen", words))
    };
    let parts: Vec<_> = choice.parts().into_iter().filter_map(part).collect();
    (!parts.is_empty()).then(|| parts.join(&t.t("list-semicolon")))
}

/// What a link asked for that nobody picks from a list: shown, so that it is seen and can be taken back.
fn sought(choice: &Choice, t: &Texts) -> impl Iterator<Item = Filter> {
    let hour = choice.hour.map(|hour| {
        let words = t.t2("log-hour", "from", format!("{hour}:00"), "until", format!("{}:00", hour + 1));
        filter(
            "hour",
            t.t("log-filed-head"),
            Some(hour.to_string().as_str()),
            vec![(hour.to_string(), words)],
        )
    });
    let ticket = choice.ticket.as_ref().map(|ticket| {
        // All of many would be wider than the page.
        let words = match ticket.split(TICKETS).count() {
            1 => ticket.clone(),
            count => t.t1("log-tickets", "count", count),
        };
        let numbers = vec![(ticket.clone(), words)];
        filter("ticket", t.code("log-column", "ticket"), Some(ticket.as_str()), numbers)
    });
    hour.into_iter().chain(ticket)
}

fn filter(
    name: &'static str,
    label: impl Into<String>,
    chosen: Option<&str>,
    codes: Vec<(String, String)>,
) -> Filter {
    let choice = |(code, text): (String, String)| {
        let chosen = chosen == Some(code.as_str());
        (code, text, chosen)
    };
    Filter { name, label: label.into(), choices: codes.into_iter().map(choice).collect() }
}
