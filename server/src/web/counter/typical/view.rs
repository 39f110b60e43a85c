//! What the page of an account shows: its editor, what was found with a replacement proposed for each, who agreed, what was put
//! forward.

use domain::{
    Case, TypicalId,
    body::Content,
    case::Party,
    fair::Language,
    procedure::{ConsentTo, Consented},
    proposal::{Deed, Proposal},
    typical::{Finding, Part, Retraction, Trace, Treatment, TypicalBody, TypicalDraft},
};

use crate::{
    app::App,
    engine::Published,
    locale::Texts,
    web::{form::Entries, problem::Problem, proposals, submit::name_of, typical_cases},
};

use super::{Table, Told, typed};

/// The editor of one language.
pub(super) struct Editor {
    pub(super) name: String,
    pub(super) fields: Vec<Field>,
}

/// One part of it.
pub(super) struct Field {
    pub(super) name: String,
    pub(super) label: String,
    pub(super) hint: String,
    pub(super) value: String,
    pub(super) max: usize,
    pub(super) title: bool,
}

pub(super) fn editors(draft: &TypicalBody, sent: &Entries, t: &Texts) -> Vec<Editor> {
    let again = Part::ALL.iter().any(|part| sent.has(&typed::field(*part, t.language())));
    let editor = |language: Language| {
        let account = draft.accounts.iter().find(|account| account.language == language);
        let field = |part: &Part| {
            let name = typed::field(*part, language);
            let kept = account.and_then(|account| {
                let (_, text) = account.parts().into_iter().find(|(of, _)| of == part)?;
                Some(text.to_owned())
            });
            let typed = sent.text(&name).to_owned();
            Field {
                label: t.code("typical-part", part.code()).into_owned(),
                hint: t.code("typical-part-hint", part.code()).into_owned(),
                value: if again || !typed.is_empty() { typed } else { kept.unwrap_or_default() },
                max: typed::longest(*part),
                title: *part == Part::Title,
                name,
            }
        };
        let fields = Part::ALL.iter().map(field).collect();
        Editor { name: t.language_name(language), fields }
    };
    Language::ALL.into_iter().map(editor).collect()
}

/// Something that was found, as its row shows it.
pub(super) struct Found {
    /// Its place in the form, and the fields of its words there.
    pub(super) at: usize,
    pub(super) by_field: String,
    pub(super) why_field: String,
    pub(super) value: String,
    pub(super) tag: &'static str,
    pub(super) language: String,
    pub(super) trace: &'static str,
    pub(super) text: String,
    pub(super) before: String,
    pub(super) after: String,
    pub(super) times: usize,
    /// `replace`, `keep`, or nothing said.
    pub(super) what: String,
    /// What stands in its place, or is proposed to.
    pub(super) by: String,
    pub(super) why: String,
    /// It may not stay.
    pub(super) names: bool,
    /// More than one side is called so.
    pub(super) shared: bool,
    /// It matters only there.
    pub(super) coarse: bool,
}

pub(super) fn found(case: &Case, told: &Told, sent: &Entries, t: &Texts) -> Vec<Found> {
    let mut all = told.findings();
    // What names somebody first, and what nobody spoke of yet before what is settled.
    all.sort_by_key(|finding| (!finding.trace.always(), finding.treatment.is_some()));
    all.into_iter()
        .take(domain::typical::MOST_MASKS)
        .enumerate()
        .map(|(at, known)| row(case, at, known, sent, t))
        .collect()
}

fn row(case: &Case, at: usize, known: Finding, sent: &Entries, t: &Texts) -> Found {
    let value = typed::value(known.language, &known.key);
    let proposed = proposal(case, &known, &t.speaking(known.language));
    let (mut what, mut by, mut why) = match &known.treatment {
        Some(Treatment::Replaced(words)) => ("replace".to_owned(), words.clone(), String::new()),
        Some(Treatment::Kept(words)) => ("keep".to_owned(), proposed, words.clone()),
        None => (String::new(), proposed, String::new()),
    };
    if sent.text(&format!("found-{at}")) == value {
        let typed = |name: &str| sent.text(&format!("{name}-{at}")).to_owned();
        (what, by, why) = (typed("what"), typed("by"), typed("why"));
    }
    Found {
        at,
        by_field: format!("by-{at}"),
        why_field: format!("why-{at}"),
        value,
        tag: known.language.tag(),
        language: t.language_name(known.language),
        trace: known.trace.code(),
        before: known.around.0,
        after: known.around.1,
        times: known.times,
        names: known.trace.names(),
        shared: known.shared,
        coarse: !known.trace.always(),
        text: known.found,
        what,
        by,
        why,
    }
}

/// Words that could stand in a place, in the language of the account.
fn proposal(case: &Case, known: &Finding, t: &Texts) -> String {
    let ordinal = known.party.and_then(|id| case.parties.iter().position(|party| party.place.id == id));
    let letters = t.t("typical-letters");
    let letter = ordinal.and_then(|at| letters.split(' ').nth(at));
    // What may be a word and may be a person's name stands for the person.
    let person = known.trace == Trace::Word && known.of == Trace::Person;
    if known.trace == Trace::Date {
        return time(&known.key, t);
    }
    stand_in(if person { Trace::Person } else { known.trace }, letter, t)
}

/// What stands for a day does not for a year: “on one day”, “in that year”.
fn time(key: &str, t: &Texts) -> String {
    let digits = key.chars().filter(char::is_ascii_digit).count();
    let bare = digits == key.chars().count();
    let named = key.starts_with(|c: char| c.is_ascii_alphabetic());
    if key.ends_with('年') || (bare && digits == 4) {
        t.t("typical-as-year").into_owned()
    } else if key.ends_with('月') || (bare && digits == 6) || (named && digits == 4) {
        t.t("typical-as-month").into_owned()
    } else {
        stand_in(Trace::Date, None, t)
    }
}

fn stand_in(trace: Trace, letter: Option<&str>, t: &Texts) -> String {
    match (trace, letter) {
        // A word of a company's name stands for the company.
        (Trace::Company | Trace::Word, Some(letter)) => t.t1("typical-as-company-of", "letter", letter),
        // By the letter alone: the account says itself for which company somebody spoke.
        (Trace::Person, Some(letter)) => t.t1("typical-as-person-of", "letter", letter),
        (trace, _) => t.code("typical-as", trace.code()).into_owned(),
    }
}

/// Who wrote the draft when.
pub(super) fn written(at: &Published, t: &Texts, draft: &TypicalDraft) -> String {
    let by = draft.by.map(|by| name_of(by, at)).unwrap_or_default();
    t.say("typical-written")
        .with("version", draft.version)
        .with("who", by)
        .with("moment", t.moment(draft.at))
        .to_string()
}

/// Whether a party agreed.
pub(super) struct Agrees {
    pub(super) party: String,
    pub(super) name: String,
    /// How and when, to the account as it stands.
    pub(super) given: Option<String>,
    /// The same to one that has changed since.
    pub(super) lapsed: Option<String>,
}

pub(super) fn agrees(table: &Table, t: &Texts) -> Vec<Agrees> {
    let said = |known: &Consented, stands: bool| {
        let (moment, means) = (t.moment(known.at), t.code("means", known.means.code()));
        if stands {
            return t.t2("typical-agreed", "moment", moment, "means", means);
        }
        match known.version {
            Some(version) => {
                let said = t.say("typical-agreed-before").with("version", version);
                said.with("moment", moment).with("means", means).to_string()
            }
            None => t.t2("typical-agreed-to-none", "moment", moment, "means", means),
        }
    };
    let of = |party: &Party| {
        let id = party.place.id;
        let stands = table.case.agrees_as_example(id);
        let known = table.case.procedure.consent(id, ConsentTo::TypicalCase);
        let said = known.map(|known| said(known, stands));
        let (given, lapsed) = if stands { (said, None) } else { (None, said) };
        Agrees { party: id.to_string(), name: table.name(id), given, lapsed }
    };
    table.case.parties.iter().map(of).collect()
}

/// An account that was put forward, and what became of it.
pub(super) struct Put {
    pub(super) id: String,
    /// Where everybody reads it.
    pub(super) href: Option<String>,
    pub(super) title: String,
    pub(super) ground: &'static str,
    pub(super) stands: String,
    pub(super) reason: String,
}

pub(super) fn put(app: &App, at: &Published, case: &Case, t: &Texts) -> Result<Vec<Put>, Problem> {
    let mut shown = Vec::new();
    for known in case.typical.iter().rev() {
        let accounts = typical_cases::accounts(app, known)?;
        let reason = known.withdrawn.map(|gone| app.engine.entry(gone.seq)).transpose()?.flatten();
        let reason = match reason.and_then(|entry| entry.body.content()) {
            Some(Content::Remark { text }) => text,
            Some(_) | None => String::new(),
        };
        let who = |by: Option<domain::StaffId>| by.map(|by| name_of(by, at)).unwrap_or_default();
        let stands = match (known.published, known.withdrawn) {
            (_, Some(gone)) if gone.why == Retraction::ConsentRevoked => {
                t.t1("typical-withdrawn-consent", "moment", t.moment(gone.at))
            }
            (_, Some(gone)) => t.t2("typical-withdrawn", "moment", t.moment(gone.at), "who", who(gone.by)),
            (Some(published), None) => match proposals::both(at, |deed| publishes(deed, known.id)) {
                Some((first, second)) => {
                    let said = t.say("typical-published-by-two").with("moment", t.moment(published));
                    said.with("first", first).with("second", second).to_string()
                }
                None => t.t2("typical-published", "moment", t.moment(published), "who", who(known.by)),
            },
            (None, None) => t.t(unpublished(at, known.id)).into_owned(),
        };
        shown.push(Put {
            id: known.id.to_string(),
            href: known.is_public().then(|| typical_cases::page_of(known.id)),
            // What nobody was to read any more went with the texts of its case.
            title: typical_cases::in_language(&accounts, t.language())
                .map_or_else(|| t.t("typical-put-erased").into_owned(), |known| known.title.clone()),
            ground: known.terms.ground.code(),
            stands,
            reason,
        });
    }
    Ok(shown)
}

fn publishes(known: &Proposal, id: TypicalId) -> bool {
    matches!(known.deed, Deed::Publish { typical, .. } if typical == id)
}

/// How an account stands that was put forward and never published.
fn unpublished(at: &Published, id: TypicalId) -> &'static str {
    match at.desk.proposals().find(|known| publishes(known, id)) {
        Some(known) if at.desk.still_waits(known) => "typical-waits",
        // Nobody settled it, and nobody has to.
        Some(known) if known.waits() => "typical-overtaken",
        Some(_) | None => "typical-turned-down",
    }
}

fn proposed(at: &Published, id: TypicalId) -> bool {
    at.desk.proposals().any(|known| publishes(known, id) && at.desk.still_waits(known))
}

/// Whether an account of the case waits for the second person.
pub(super) fn waits(at: &Published, case: &Case) -> bool {
    case.typical.iter().any(|known| proposed(at, known.id))
}

#[cfg(test)]
mod tests {
    use domain::{
        fair::Venue,
        typical::{Identifier, names_somebody},
    };
    use jiff::tz::TimeZone;

    use super::*;

    #[test]
    fn what_stands_for_a_time_fits_how_long_it_is() {
        let t = Texts::new(Language::En, TimeZone::UTC);
        for (key, words) in [
            ("2026", "that year"),
            ("2026年", "that year"),
            ("march2026", "that month"),
            ("2026年3月", "that month"),
            ("202603", "that month"),
            ("10march2026", "one day of the fair"),
            ("march10", "one day of the fair"),
            ("20260310", "one day of the fair"),
            ("2026年3月10日", "one day of the fair"),
        ] {
            assert_eq!(time(key, &t), words, "{key}");
        }
    }

    /// What the desk proposes it also takes, though something of the case has the same words.
    #[test]
    fn what_is_proposed_names_nobody_whatever_the_case_is_about() {
        for venue in Venue::ALL {
            for language in Language::ALL {
                let t = Texts::new(language, TimeZone::UTC).at(*venue);
                let letters = t.t("typical-letters");
                for letter in letters.split(' ').map(Some).chain([None]) {
                    let proposed = Trace::ALL.iter().map(|trace| stand_in(*trace, letter, &t));
                    for words in proposed.chain(["2026", "202603"].map(|key| time(key, &t))) {
                        let called = |trace| Identifier { trace, text: words.clone(), party: None };
                        let known = [Trace::Title, Trace::Company, Trace::Person].map(called);
                        assert!(!names_somebody(&words, &known), "{venue:?}: {words}");
                    }
                }
            }
        }
    }
}
