//! What is wrong with an entry: a stable code for programs, a sentence for people.

use domain::{TicketNumber, text::TextFault};

use crate::locale::Texts;

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// Nothing there, and nothing later can replace it.
    Missing,
    /// Longer than the desk keeps.
    TooLong(usize),
    /// More of them than the desk takes at once.
    TooMany(usize),
    /// Not a phone number.
    NotAPhone,
    /// Not an e-mail address.
    NotAnEmail,
    /// No such hall, or no such code.
    Unknown,
    /// Who files is named as the other side.
    Oneself,
    /// A company is named a second time at the same booth.
    NamedTwice,
    /// The number on a form filled in by hand was not reserved.
    NotReserved,
    /// The number on it has a case already; which one is free, if any is.
    NumberUsed(Option<TicketNumber>),
    /// It cannot have been filled in yet.
    InFuture,
    /// It cannot have been filled in before the fair was set up.
    BeforeFair,
}

impl From<TextFault> for Wrong {
    fn from(fault: TextFault) -> Self {
        match fault {
            TextFault::Empty => Self::Missing,
            TextFault::TooLong { max } => Self::TooLong(max),
        }
    }
}

/// An entry that cannot be taken as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// Which: the name of its field.
    pub field: String,
    /// What is wrong with it.
    pub wrong: Wrong,
}

impl Flaw {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self.wrong {
            Wrong::Missing if self.field.starts_with("consent.") => "consent-missing",
            Wrong::Missing => "missing",
            Wrong::TooLong(_) => "too-long",
            Wrong::TooMany(_) => "too-many",
            Wrong::NotAPhone | Wrong::NotAnEmail => "invalid",
            Wrong::Unknown => "unknown",
            Wrong::Oneself => "oneself",
            Wrong::NamedTwice => "named-twice",
            Wrong::NotReserved => "not-reserved",
            Wrong::NumberUsed(_) => "number-used",
            Wrong::InFuture => "in-future",
            Wrong::BeforeFair => "before-fair",
        }
    }

    /// The sentence next to the field.
    pub fn say(&self, t: &Texts) -> String {
        match self.wrong {
            Wrong::Missing => self.missing(t),
            Wrong::TooLong(max) => t.t1("filing-too-long", "max", max),
            Wrong::TooMany(max) if self.field == "photo" => t.t1("filing-too-many-photos", "max", max),
            Wrong::TooMany(max) => t.t1("filing-too-many", "max", max),
            Wrong::NotAPhone => t.t("filing-not-a-phone").into_owned(),
            Wrong::NotAnEmail => t.t("filing-not-an-email").into_owned(),
            Wrong::Unknown if self.field.ends_with("hall") => t.t("filing-no-such-hall").into_owned(),
            Wrong::Unknown => t.t("filing-choose").into_owned(),
            Wrong::Oneself => t.t("filing-oneself").into_owned(),
            Wrong::NamedTwice => t.t("filing-named-twice").into_owned(),
            Wrong::NotReserved => t.t("filing-paper-not-reserved").into_owned(),
            Wrong::NumberUsed(Some(free)) => t.t1("filing-paper-number-used", "free", free.to_string()),
            Wrong::NumberUsed(None) => t.t("filing-paper-number-used-all").into_owned(),
            Wrong::InFuture => t.t("filing-paper-in-future").into_owned(),
            Wrong::BeforeFair => t.t("filing-paper-before-fair").into_owned(),
        }
    }

    fn missing(&self, t: &Texts) -> String {
        let text = match self.field.as_str() {
            "respondents" => t.t("filing-missing-respondents"),
            "right.kind" => t.t("filing-missing-right"),
            "item" => t.t("filing-missing-item"),
            "asks" => t.t("filing-missing-asks"),
            "statement" => t.t("filing-missing-statement"),
            "complaint" => t.t("filing-missing-complaint"),
            "claimant.name" => t.t("filing-missing-name"),
            "claimant.phone" | "claimant.reach" => t.t("filing-missing-contact"),
            "photos_for" => t.t("filing-missing-photos-for"),
            field if field.rsplit_once('.').is_some_and(|(_, part)| part == "which") => {
                t.t("filing-missing-which")
            }
            "happened_day" | "happened_time" => t.t("filing-missing-written"),
            "consent.privacy" => t.t("filing-missing-privacy"),
            "consent.mediation" => t.t("filing-missing-mediation"),
            "consent.organiser" => t.t("filing-missing-organiser"),
            _ => t.t("filing-missing"),
        };
        text.into_owned()
    }
}
