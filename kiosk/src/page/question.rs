//! One question a screen: which questions there are, in which order, and what is wrong with an answer.
//!
//! They ask what the form on a phone asks, in its words, and hold the answers to the same rules, because a ticket that is printed
//! is a promise: what the desk would refuse must be noticed while the visitor can still mend it.

use domain::{
    case::{Ask, Capacity, CaseKind, Paper, Relief, RightKind},
    fair::Venue,
    text,
};
use link::{Agreed, Filing, Particulars, Respondent, narrow};
use locale::Texts;

use super::form::Form;

/// Longest texts, in letters: those of the form.
mod limits {
    pub const NAME: usize = 80;
    pub const COMPANY: usize = 160;
    pub const CONTACT: usize = 120;
    pub const NUMBER: usize = 80;
    pub const TITLE: usize = 300;
    pub const DESCRIBED: usize = 400;
    pub const STATEMENT: usize = 4000;
}

/// A question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// Whom it is about.
    Who,
    /// Which right.
    Right,
    /// Its number and name.
    Number,
    /// What is shown or sold.
    Item,
    /// What is asked for: mediation, a complaint, both.
    Asks,
    /// What happened; the question; what was seen.
    Statement,
    /// What should happen.
    Relief,
    /// What the organiser should know.
    Complaint,
    /// Which papers are there.
    Papers,
    /// Who asks.
    Name,
    /// How to reach them.
    Reach,
    /// Their company and booth.
    Company,
    /// In what capacity.
    Capacity,
    /// What they agree to.
    Consent,
}

/// Why an answer cannot be taken, as a sentence below the question.
pub type Flaw = String;

impl Question {
    const ALL: [Self; 14] = [
        Self::Who,
        Self::Right,
        Self::Number,
        Self::Item,
        Self::Asks,
        Self::Statement,
        Self::Relief,
        Self::Complaint,
        Self::Papers,
        Self::Name,
        Self::Reach,
        Self::Company,
        Self::Capacity,
        Self::Consent,
    ];

    /// Its name in addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::Who => "who",
            Self::Right => "right",
            Self::Number => "number",
            Self::Item => "item",
            Self::Asks => "asks",
            Self::Statement => "statement",
            Self::Relief => "relief",
            Self::Complaint => "complaint",
            Self::Papers => "papers",
            Self::Name => "name",
            Self::Reach => "reach",
            Self::Company => "company",
            Self::Capacity => "capacity",
            Self::Consent => "consent",
        }
    }

    /// The question of this name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|question| question.code() == code)
    }

    /// The questions of a visit, in order, as far as its answers decide them.
    pub fn all_for(kind: CaseKind, venue: Venue, filing: &Filing) -> Vec<Self> {
        let (mediation, measure) = (asks(filing, Ask::Mediation), asks(filing, Ask::Measure));
        let belongs = |question: &Self| match kind {
            CaseKind::Enquiry => matches!(question, Self::Statement | Self::Reach | Self::Consent),
            CaseKind::Report => match question {
                Self::Number | Self::Relief | Self::Papers | Self::Capacity => false,
                Self::Complaint => measure,
                Self::Who
                | Self::Right
                | Self::Item
                | Self::Asks
                | Self::Statement
                | Self::Name
                | Self::Reach
                | Self::Company
                | Self::Consent => true,
            },
            CaseKind::Dispute => match question {
                Self::Statement | Self::Relief => mediation,
                Self::Complaint => measure,
                Self::Who
                | Self::Right
                | Self::Number
                | Self::Item
                | Self::Asks
                | Self::Papers
                | Self::Name
                | Self::Reach
                | Self::Company
                | Self::Capacity
                | Self::Consent => true,
            },
        };
        // Where nobody orders measures there is nothing to choose between.
        let chosen = |question: &Self| *question != Self::Asks || venue.orders_measures();
        Self::ALL.into_iter().filter(chosen).filter(belongs).collect()
    }

    /// The one that a visit begins with, as it stands in addresses.
    pub fn first(kind: CaseKind) -> &'static str {
        let all = Self::all_for(kind, Venue::Fair, &Filing::default());
        all.first().map_or("consent", |first| first.code())
    }

    /// How many questions a visit has: a dispute whose visitor has not said yet what they ask for is taken to ask for mediation,
    /// as most do.
    pub fn count_for(kind: CaseKind, venue: Venue, filing: &Filing) -> usize {
        let mut filing = Filing { asks: filing.asks.clone(), ..Filing::default() };
        if kind == CaseKind::Dispute && filing.asks.is_empty() {
            filing.asks.push(Ask::Mediation.code().to_owned());
        }
        Self::all_for(kind, venue, &filing).len()
    }

    /// Whether it may be passed over.
    pub fn is_optional(self, kind: CaseKind) -> bool {
        match self {
            Self::Number | Self::Relief | Self::Papers | Self::Company | Self::Capacity => true,
            Self::Who | Self::Right | Self::Item | Self::Asks => kind == CaseKind::Report,
            Self::Statement | Self::Complaint | Self::Name | Self::Reach | Self::Consent => false,
        }
    }

    /// Takes in what was sent for this question, as it was typed.
    pub fn take(self, form: &Form, filing: &mut Filing) {
        let maybe = |name: &str| Some(form.text(name).to_owned()).filter(|text| !text.trim().is_empty());
        match self {
            Self::Who => take_who(form, filing),
            Self::Right => form.text("right.kind").clone_into(&mut filing.right.kind),
            Self::Number => {
                filing.right.number = maybe("right.number");
                filing.right.title = maybe("right.title");
            }
            Self::Item => form.text("item").clone_into(&mut filing.item),
            Self::Asks => filing.asks = form.all("asks"),
            Self::Statement => form.text("statement").clone_into(&mut filing.statement),
            Self::Relief => filing.relief = form.all("relief"),
            Self::Complaint => filing.complaint = maybe("complaint"),
            Self::Papers => filing.papers = form.all("papers"),
            Self::Name => form.text("claimant.name").clone_into(&mut filing.claimant.name),
            Self::Reach => {
                let reach = maybe("claimant.reach").map(|text| narrow(&text));
                let is_email = reach.as_deref().is_some_and(|text| text.contains('@'));
                (filing.claimant.email, filing.claimant.phone) =
                    if is_email { (reach, None) } else { (None, reach) };
            }
            Self::Company => {
                filing.claimant.company = maybe("claimant.company");
                filing.claimant.booth = maybe("claimant.booth");
                filing.claimant.hall = maybe("claimant.hall");
            }
            Self::Capacity => filing.claimant.capacity = maybe("claimant.capacity"),
            Self::Consent => {
                let agreed = |name: &str| Agreed::Version(maybe(name));
                filing.consent.privacy = agreed("consent.privacy");
                filing.consent.mediation = agreed("consent.mediation");
                filing.consent.organiser = agreed("consent.organiser");
            }
        }
    }

    /// What is wrong with the answer, in the visitor's words; nothing when the desk will take it.
    pub fn flaw(self, t: &Texts, kind: CaseKind, filing: &Filing, fair: &Particulars) -> Option<Flaw> {
        let judge = Judge { t, is_optional: self.is_optional(kind) };
        match self {
            Self::Who => judge.respondents(&filing.respondents),
            Self::Right => judge.code(&filing.right.kind, "filing-missing-right", |code| {
                RightKind::from_code(code).is_some()
            }),
            Self::Number => judge
                .line(filing.right.number.as_deref(), "filing-missing", limits::NUMBER)
                .or_else(|| judge.line(filing.right.title.as_deref(), "filing-missing", limits::TITLE)),
            Self::Item => judge.line(Some(&filing.item), "filing-missing-item", limits::TITLE),
            Self::Asks => judge.codes(&filing.asks, |code| Ask::from_code(code).is_some()).or_else(|| {
                (filing.asks.is_empty() && !judge.is_optional)
                    .then(|| t.t("filing-missing-asks").into_owned())
            }),
            Self::Statement => judge.lines(Some(&filing.statement), "filing-missing-statement"),
            Self::Relief => judge.codes(&filing.relief, |code| Relief::from_code(code).is_some()),
            Self::Complaint => judge.lines(filing.complaint.as_deref(), "filing-missing-complaint"),
            Self::Papers => judge.codes(&filing.papers, |code| Paper::from_code(code).is_some()),
            Self::Name => judge.line(Some(&filing.claimant.name), "filing-missing-name", limits::NAME),
            Self::Reach => judge.reach(filing),
            Self::Company => judge.company(filing, fair),
            Self::Capacity => {
                judge.code(filing.claimant.capacity.as_deref().unwrap_or_default(), "filing-choose", |code| {
                    Capacity::from_code(code).is_some()
                })
            }
            Self::Consent => judge.consent(kind, filing, &fair.consent),
        }
    }
}

/// Whether this is asked for.
pub fn asks(filing: &Filing, ask: Ask) -> bool {
    filing.asks.iter().any(|code| code == ask.code())
}

/// Whether a consent was given to the text of this version.
pub fn agrees(agreed: &Agreed, version: &str) -> bool {
    matches!(agreed, Agreed::Version(Some(given)) if given == version)
}

/// Puts somebody on the list, or takes somebody off it.
fn take_who(form: &Form, filing: &mut Filing) {
    let text = |name: &str| Some(form.text(name).trim().to_owned()).filter(|text| !text.is_empty());
    if let Ok(at) = form.text("drop").parse::<usize>() {
        if at < filing.respondents.len() {
            filing.respondents.remove(at);
        }
        return;
    }
    let one = match form.text("pick").split('\u{1f}').collect::<Vec<_>>().as_slice() {
        [hall, booth, exhibitor] => {
            let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
            Respondent { hall: some(hall), booth: some(booth), exhibitor: some(exhibitor), described: None }
        }
        _ => Respondent { booth: text("q"), described: text("described"), ..Respondent::default() },
    };
    if one != Respondent::default() && !filing.respondents.contains(&one) {
        filing.respondents.push(one);
    }
}

struct Judge<'a> {
    t: &'a Texts,
    is_optional: bool,
}

impl Judge<'_> {
    fn fault(&self, fault: text::TextFault, missing: &str) -> Option<Flaw> {
        match fault {
            text::TextFault::Empty if self.is_optional => None,
            text::TextFault::Empty => Some(self.t.t(missing).into_owned()),
            text::TextFault::TooLong { max } => Some(self.t.t1("filing-too-long", "max", max)),
        }
    }

    fn line(&self, typed: Option<&str>, missing: &str, max: usize) -> Option<Flaw> {
        text::line(typed.unwrap_or_default(), max).err().and_then(|fault| self.fault(fault, missing))
    }

    fn lines(&self, typed: Option<&str>, missing: &str) -> Option<Flaw> {
        let read = text::lines(typed.unwrap_or_default(), limits::STATEMENT);
        read.err().and_then(|fault| self.fault(fault, missing))
    }

    fn code(&self, code: &str, missing: &str, is_known: impl Fn(&str) -> bool) -> Option<Flaw> {
        match code {
            "" if self.is_optional => None,
            "" => Some(self.t.t(missing).into_owned()),
            code => (!is_known(code)).then(|| self.t.t("filing-choose").into_owned()),
        }
    }

    fn codes(&self, codes: &[String], is_known: impl Fn(&str) -> bool) -> Option<Flaw> {
        codes.iter().any(|code| !is_known(code)).then(|| self.t.t("filing-choose").into_owned())
    }

    fn respondents(&self, all: &[Respondent]) -> Option<Flaw> {
        if all.is_empty() && !self.is_optional {
            return Some(self.t.t("filing-missing-respondents").into_owned());
        }
        if all.len() > domain::MAX_RESPONDENTS {
            return Some(self.t.t1("filing-too-many", "max", domain::MAX_RESPONDENTS));
        }
        let one = Judge { is_optional: true, ..*self };
        all.iter().find_map(|who| {
            one.line(who.booth.as_deref(), "filing-missing", limits::COMPANY)
                .or_else(|| one.line(who.exhibitor.as_deref(), "filing-missing", limits::COMPANY))
                .or_else(|| one.line(who.described.as_deref(), "filing-missing", limits::DESCRIBED))
        })
    }

    fn reach(&self, filing: &Filing) -> Option<Flaw> {
        let (phone, email) = (filing.claimant.phone.as_deref(), filing.claimant.email.as_deref());
        self.line(phone.or(email), "filing-missing-contact", limits::CONTACT)
            .or_else(|| {
                phone.is_some_and(|text| !is_phone(text)).then(|| self.t.t("filing-not-a-phone").into_owned())
            })
            .or_else(|| {
                email
                    .is_some_and(|text| !is_email(text))
                    .then(|| self.t.t("filing-not-an-email").into_owned())
            })
    }

    fn company(&self, filing: &Filing, fair: &Particulars) -> Option<Flaw> {
        let filer = &filing.claimant;
        let hall = filer.hall.as_deref();
        self.line(filer.company.as_deref(), "filing-missing", limits::COMPANY)
            .or_else(|| self.line(filer.booth.as_deref(), "filing-missing", limits::COMPANY))
            .or_else(|| {
                let unknown = hall.is_some_and(|hall| fair.halls.iter().all(|known| known.as_str() != hall));
                unknown.then(|| self.t.t("filing-no-such-hall").into_owned())
            })
            .or_else(|| self.oneself(filing))
    }

    /// Somebody who names their own booth has taken the wrong one.
    fn oneself(&self, filing: &Filing) -> Option<Flaw> {
        let filer = &filing.claimant;
        let own = (filer.hall.as_deref(), filer.booth.as_deref()?);
        let named = |who: &Respondent| (who.hall.as_deref(), who.booth.as_deref()) == (own.0, Some(own.1));
        let is_alone = |who: &Respondent| who.exhibitor.is_none() || who.exhibitor == filer.company;
        let found = filing.respondents.iter().any(|who| named(who) && is_alone(who));
        found.then(|| self.t.t("filing-oneself").into_owned())
    }

    fn consent(&self, kind: CaseKind, filing: &Filing, version: &str) -> Option<Flaw> {
        let given = &filing.consent;
        let missing = |text: &str| Some(self.t.t(text).into_owned());
        if !agrees(&given.privacy, version) {
            return missing("filing-missing-privacy");
        }
        let mediates = kind == CaseKind::Dispute && asks(filing, Ask::Mediation);
        if mediates && !agrees(&given.mediation, version) {
            return missing("filing-missing-mediation");
        }
        if asks(filing, Ask::Measure) && !agrees(&given.organiser, version) {
            return missing("filing-missing-organiser");
        }
        None
    }
}

fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    (5..=20).contains(&digits) && !text.contains('@')
}

fn is_email(text: &str) -> bool {
    let parts = text.trim().split_once('@');
    parts.is_some_and(|(name, host)| {
        !name.is_empty() && host.len() > 2 && !text.trim().contains(' ') && !host.contains('@')
    })
}
