//! A case as it was typed: every field a text, nothing judged yet. What comes from the form and what comes as JSON meet here, so
//! that both are held to the same rules, and a form with a fault can be shown again exactly as it was sent.
//!
//! Field names are those of the JSON call (`respondents.0.booth`), in the form and in every message about a fault.

use domain::{MAX_RESPONDENTS, case::CaseKind, fair::Language};
use link::{Agreed, Filing};

use crate::web::{counter::happened, form::Entries};

/// Version of the texts that people consent to: the notice and the two consents with keys `consent-v1-…`. When one of them
/// changes, it becomes a new key and this a new version, so that the journal says for ever what was agreed to.
/// Whom to ask about one's rights is told otherwise once nobody is at the desk (`consent-v1-rights-over`): that changes no right.
pub const CONSENT_VERSION: &str = "v1";

/// Somebody a case is about, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Named {
    /// Hall.
    pub hall: String,
    /// Booth number.
    pub booth: String,
    /// Name of the exhibitor.
    pub exhibitor: String,
    /// In words, when neither booth nor name is known.
    pub described: String,
    /// Which exhibitor of a booth that several share, as the form asks: its id, or that nobody knows.
    pub which: String,
    /// The name that the form itself filled in for the exhibitor, from the booth whose code was scanned.
    pub given: String,
}

impl Named {
    /// Whether nothing was typed.
    pub fn is_blank(&self) -> bool {
        [&self.booth, &self.exhibitor, &self.described].iter().all(|text| text.trim().is_empty())
    }
}

/// Who files, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Claimant {
    /// Name.
    pub name: String,
    /// Company.
    pub company: String,
    /// Hall of the own booth.
    pub hall: String,
    /// Own booth.
    pub booth: String,
    /// Which exhibitor of the own booth, where several share it, as the form asks: its id, or that it is another.
    pub which: String,
    /// The name that the form itself filled in for the company, from the booth whose code was scanned.
    pub given: String,
    /// Phone.
    pub phone: String,
    /// E-mail.
    pub email: String,
    /// Phone or e-mail in one field, as a question asks for it.
    pub reach: String,
    /// Code of the capacity.
    pub capacity: String,
    /// Tag of the language.
    pub language: String,
}

/// Versions of the texts that were consented to; empty where no consent was given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Given {
    /// The privacy notice.
    pub privacy: String,
    /// Mediation.
    pub mediation: String,
    /// Passing the complaint on to the organiser.
    pub organiser: String,
    /// Code of the means by which staff were told.
    pub means: String,
}

/// What a form that was filled in by hand says of itself, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OnPaper {
    /// The number it carries.
    pub number: String,
    /// The day it was filled in.
    pub day: String,
    /// The time.
    pub time: String,
}

impl OnPaper {
    /// Whether nothing was typed.
    pub fn is_blank(&self) -> bool {
        [&self.number, &self.day, &self.time].iter().all(|text| text.trim().is_empty())
    }
}

/// A case as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Dispute, question, report.
    pub kind: CaseKind,
    /// The hall it is counted under, where staff choose one.
    pub hall: String,
    /// Whom it is about.
    pub respondents: Vec<Named>,
    /// Code of the right.
    pub right: String,
    /// Its number.
    pub right_number: String,
    /// Its title.
    pub right_title: String,
    /// The exhibit.
    pub item: String,
    /// Codes of what is asked for.
    pub asks: Vec<String>,
    /// For the mediation body.
    pub statement: String,
    /// For the organiser.
    pub complaint: String,
    /// Codes of what should happen.
    pub relief: Vec<String>,
    /// Codes of the papers that are there or will be brought.
    pub papers: Vec<String>,
    /// For whom the photos are.
    pub photos_for: String,
    /// Who files.
    pub claimant: Claimant,
    /// What they consented to.
    pub consent: Given,
    /// That it was written on a form, where staff enter it.
    pub paper: OnPaper,
}

impl Draft {
    /// An empty one.
    pub fn new(kind: CaseKind, language: Language) -> Self {
        Self {
            kind,
            hall: String::new(),
            respondents: Vec::new(),
            right: String::new(),
            right_number: String::new(),
            right_title: String::new(),
            item: String::new(),
            asks: Vec::new(),
            statement: String::new(),
            complaint: String::new(),
            relief: Vec::new(),
            papers: Vec::new(),
            photos_for: String::new(),
            claimant: Claimant { language: language.tag().to_owned(), ..Claimant::default() },
            consent: Given::default(),
            paper: OnPaper::default(),
        }
    }

    /// What a form of this kind says. Rows that were left blank stay, so that the form can be shown as it was.
    pub fn of_form(kind: CaseKind, form: &Entries) -> Self {
        let text = |name: &str| form.text(name).to_owned();
        let every = |name: &str| form.all(name).map(str::to_owned).collect();
        Self {
            kind,
            hall: text("hall"),
            respondents: rows(form),
            right: text("right.kind"),
            right_number: text("right.number"),
            right_title: text("right.title"),
            item: text("item"),
            asks: every("asks"),
            statement: text("statement"),
            complaint: text("complaint"),
            relief: every("relief"),
            papers: every("papers"),
            photos_for: text("photos_for"),
            claimant: Claimant {
                name: text("claimant.name"),
                company: text("claimant.company"),
                hall: text("claimant.hall"),
                booth: text("claimant.booth"),
                which: text("claimant.which"),
                given: text("claimant.given"),
                phone: text("claimant.phone"),
                email: text("claimant.email"),
                reach: text("claimant.reach"),
                capacity: text("claimant.capacity"),
                language: text("claimant.language"),
            },
            consent: Given {
                privacy: text("consent.privacy"),
                mediation: text("consent.mediation"),
                organiser: text("consent.organiser"),
                means: text("consent.means"),
            },
            paper: OnPaper {
                number: text("paper.number"),
                day: text(happened::DAY),
                time: text(happened::TIME),
            },
        }
    }

    /// What a program or a kiosk sent; `hall` is the one that staff chose. `None` when the kind of case is none.
    pub fn of_filing(filing: Filing, hall: String) -> Option<Self> {
        let kind = CaseKind::from_code(&filing.kind)?;
        let text = Option::unwrap_or_default;
        let only_measure = kind == CaseKind::Dispute && filing.asks.iter().all(|ask| ask == "measure");
        let complaint = filing
            .complaint
            .unwrap_or_else(|| if only_measure { filing.statement.clone() } else { String::new() });
        let named = |one: link::Respondent| Named {
            hall: text(one.hall),
            booth: text(one.booth),
            exhibitor: text(one.exhibitor),
            described: text(one.described),
            which: String::new(),
            given: String::new(),
        };
        let who = filing.claimant;
        Some(Self {
            kind,
            hall,
            respondents: filing.respondents.into_iter().map(named).collect(),
            right: filing.right.kind,
            right_number: text(filing.right.number),
            right_title: text(filing.right.title),
            item: filing.item,
            asks: filing.asks,
            statement: filing.statement,
            complaint,
            relief: filing.relief,
            papers: filing.papers,
            photos_for: String::new(),
            claimant: Claimant {
                name: who.name,
                company: text(who.company),
                hall: text(who.hall),
                booth: text(who.booth),
                which: String::new(),
                given: String::new(),
                phone: text(who.phone),
                email: text(who.email),
                reach: String::new(),
                capacity: text(who.capacity),
                language: who.language.unwrap_or_else(|| Language::default().tag().to_owned()),
            },
            consent: Given {
                privacy: version(filing.consent.privacy),
                mediation: version(filing.consent.mediation),
                organiser: version(filing.consent.organiser),
                means: String::new(),
            },
            paper: OnPaper::default(),
        })
    }

    /// The same as it travels to a kiosk and back; [`Draft::of_filing`] reads it. Without the words for photos, which a form that is
    /// handed over does not take.
    pub fn into_filing(self) -> Filing {
        let some = |text: String| Some(text).filter(|text| !text.is_empty());
        let agreed = |version: String| Agreed::Version(some(version));
        let named = |one: Named| link::Respondent {
            hall: some(one.hall),
            booth: some(one.booth),
            exhibitor: some(one.exhibitor),
            described: some(one.described),
        };
        let who = self.claimant;
        // A question asks for either in one field.
        let (phone, email) = match (who.reach.is_empty(), who.reach.contains(['@', '＠'])) {
            (true, _) => (who.phone, who.email),
            (false, true) => (String::new(), who.reach),
            (false, false) => (who.reach, String::new()),
        };
        Filing {
            kind: self.kind.code().to_owned(),
            claimant: link::Filer {
                name: who.name,
                company: some(who.company),
                hall: some(who.hall),
                booth: some(who.booth),
                phone: some(phone),
                email: some(email),
                capacity: some(who.capacity),
                language: some(who.language),
            },
            respondents: self.respondents.into_iter().map(named).collect(),
            right: link::Right {
                kind: self.right,
                number: some(self.right_number),
                title: some(self.right_title),
            },
            item: self.item,
            statement: self.statement,
            complaint: some(self.complaint),
            relief: self.relief,
            asks: self.asks,
            papers: self.papers,
            consent: link::Consents {
                privacy: agreed(self.consent.privacy),
                mediation: agreed(self.consent.mediation),
                organiser: agreed(self.consent.organiser),
            },
        }
    }

    /// Whether this was asked for.
    pub fn asks_for(&self, code: &str) -> bool {
        self.asks.iter().any(|asked| asked == code)
    }

    /// Whether this relief was ticked.
    pub fn wants(&self, code: &str) -> bool {
        self.relief.iter().any(|wanted| wanted == code)
    }

    /// Whether this paper was ticked.
    pub fn brings(&self, code: &str) -> bool {
        self.papers.iter().any(|paper| paper == code)
    }
}

/// The version of the text that was agreed to; empty for none.
fn version(agreed: Agreed) -> String {
    match agreed {
        Agreed::Plainly(true) => CONSENT_VERSION.to_owned(),
        Agreed::Plainly(false) => String::new(),
        Agreed::Version(version) => version.unwrap_or_default(),
    }
}

/// The rows of the form, by the numbers in their names: rows that were taken out leave gaps.
fn rows(form: &Entries) -> Vec<Named> {
    let number = |name: &str| name.strip_prefix("respondents.")?.split('.').next()?.parse::<u16>().ok();
    let mut numbers: Vec<u16> = form.fields().iter().filter_map(|(name, _)| number(name)).collect();
    numbers.sort_unstable();
    numbers.dedup();
    // One more than is taken, so that too many are told and not silently cut.
    numbers.truncate(MAX_RESPONDENTS + 1);
    let text = |n: u16, name: &str| form.text(&format!("respondents.{n}.{name}")).to_owned();
    numbers
        .into_iter()
        .map(|n| Named {
            hall: text(n, "hall"),
            booth: text(n, "booth"),
            exhibitor: text(n, "exhibitor"),
            described: text(n, "described"),
            which: text(n, "which"),
            given: text(n, "given"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_keep_their_order_across_gaps() {
        let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let form = Entries::from_fields(vec![
            field("respondents.10.booth", "C"),
            field("respondents.2.booth", "B"),
            field("respondents.0.booth", "A"),
            field("respondents.0.hall", "1"),
            field("respondents.x.booth", "none"),
        ]);
        let booths: Vec<_> =
            rows(&form).into_iter().map(|row| format!("{}{}", row.hall, row.booth)).collect();
        assert_eq!(booths, ["1A", "B", "C"]);
    }
}
