//! The slip of a ticket, as data: what the screen says, on paper, in the visitor's language and below it in the staff's.

use domain::fair::Language;
use jiff::Timestamp;
use link::Particulars;
use locale::Texts;
use slip::{Code, Edition, Phrase, Row, Slip, Standing, Steps, TicketSlip, Typed};

use crate::store::Minted;

/// Words in two languages: the visitor's, and below it the fair's first one when that is another.
pub struct Words {
    visitor: Texts,
    staff: Texts,
}

impl Words {
    /// Words for a visitor who reads this, at this fair.
    pub fn new(language: Language, fair: &Particulars) -> Self {
        let visitor = crate::page::words(Some(fair), language);
        let first = fair.languages.first().copied().unwrap_or(language);
        Self { staff: visitor.speaking(first), visitor }
    }

    fn say(&self, key: &str) -> Phrase {
        self.pair(|t| t.t(key).into_owned())
    }

    fn pair(&self, words: impl Fn(&Texts) -> String) -> Phrase {
        Phrase::pair(words(&self.visitor), words(&self.staff))
    }

    fn one(&self, key: &str) -> Phrase {
        Phrase::new(self.visitor.t(key).into_owned())
    }
}

/// Where phones find the desk.
pub fn origin<'a>(fair: &'a Particulars, server: &'a str) -> &'a str {
    fair.address.as_deref().unwrap_or(server)
}

/// Where a ticket's page is.
pub fn address(fair: &Particulars, server: &str, key: &str) -> String {
    format!("{}/t/{key}", origin(fair, server))
}

/// The slip of a ticket that was just given out.
pub fn ticket(minted: &Minted, fair: &Particulars, address: &str) -> Slip {
    let words = Words::new(minted.language, fair);
    let hall = fair.hall.as_ref().map(ToString::to_string).unwrap_or_default();
    let or_dash = |text: &str| if text.is_empty() { "–".to_owned() } else { text.to_owned() };
    Slip::Ticket(TicketSlip {
        fair: Phrase::new(fair.fair.clone()),
        body: Phrase::new(fair.body.clone()),
        number: minted.number,
        typed: Typed { caption: words.say("kiosk-slip-typed"), text: link::with_check_digit(minted.number) },
        kind: words.pair(|t| t.code("kind", minted.kind.code()).into_owned()),
        hall: Row::new(words.say("filing-hall"), or_dash(&hall)),
        desk: Row::new(words.say("kiosk-slip-desk"), or_dash(&fair.desk)),
        issued: Row::new(words.say("kiosk-slip-issued"), issued(&words, minted.issued_at)),
        code: Code::Scan { text: address.to_owned(), caption: words.say("kiosk-slip-scan") },
        next: Steps {
            title: words.say("kiosk-then-title"),
            steps: ["kiosk-then-wait", "kiosk-then-call", "footer-voluntary"]
                .map(|key| words.one(key))
                .into(),
        },
        bring: Some(Steps {
            title: words.say("kiosk-slip-bring"),
            steps: vec![words.one("kiosk-then-papers")],
        }),
        // At this moment nobody but the kiosk knows of it; once the desk does, the slip is drawn without these words.
        standing: Standing::Queued(words.say("kiosk-slip-queued")),
        edition: Edition::first(words.pair(|t| t.t1("kiosk-slip-copy", "copy", "{copy}"))),
        desk_copy: None,
    })
}

fn issued(words: &Words, at: Timestamp) -> Phrase {
    words.pair(|t| format!("{} {}", t.date_of(at), t.clock(at)))
}

/// What stands on a further print of a slip whose key is no longer kept here.
pub fn gone(language: Language) -> Phrase {
    Phrase::new(Texts::new(language, jiff::tz::TimeZone::UTC).t("kiosk-slip-gone").into_owned())
}
