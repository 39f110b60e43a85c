//! What stands on the slips that the desk has printed: as data, in the words of whoever will read each, and below them in the fair's
//! first language for the staff. Paper in the hall lies where others see it: of what was applied for nothing stands on any of them.

use data_encoding::HEXLOWER;
use domain::{
    Case, Desk, TicketNumber,
    case::Party,
    desk::DaySeal,
    fair::{FairPlan, Hours, Language},
    figures::DayFigures,
};
use jiff::Timestamp;
use slip::{
    Code, DeskCopy, Edition, NoticeSlip, Phrase, Row, SealSlip, Slip, Standing, Steps, TicketSlip, Typed,
};

use crate::{
    daylog::seal,
    locale::Texts,
    web::ticket::{after::After, view::View},
};

/// Digits of a signature that stand on paper; all of it is in the code.
const SIGNATURE_DIGITS: usize = 16;

/// The words of one slip.
pub(in crate::web) struct Sheet<'a> {
    plan: &'a FairPlan,
    body: String,
    reader: Texts,
    staff: Texts,
}

impl<'a> Sheet<'a> {
    /// For somebody who reads this language, in the name of a mediation body: the one that has the case, or all that the fair hosts.
    pub(in crate::web) fn reading(plan: &'a FairPlan, body: String, language: Language) -> Self {
        let reader = Texts::of(Some(plan), language);
        let first = plan.languages.first().copied().unwrap_or(language);
        Self { plan, body, staff: reader.speaking(first), reader }
    }

    fn pair(&self, words: impl Fn(&Texts) -> String) -> Phrase {
        Phrase::pair(words(&self.reader), words(&self.staff))
    }

    fn say(&self, key: &str) -> Phrase {
        self.pair(|t| t.t(key).into_owned())
    }

    /// A sentence that the reader alone needs.
    fn one(&self, key: &str) -> Phrase {
        Phrase::new(self.reader.t(key).into_owned())
    }

    fn moment(&self, at: Timestamp) -> Phrase {
        self.pair(|t| t.moment(at))
    }

    fn fair(&self) -> Phrase {
        Phrase::new(self.plan.name.clone())
    }

    fn body(&self) -> Phrase {
        Phrase::new(self.body.clone())
    }

    fn desk(&self) -> Row {
        Row::new(self.say("kiosk-slip-desk"), or_dash(&self.plan.desk))
    }

    fn typed(&self, number: TicketNumber) -> Typed {
        Typed { caption: self.say("kiosk-slip-typed"), text: link::with_check_digit(number) }
    }

    fn edition(&self) -> Edition {
        Edition::first(self.pair(|t| t.t1("kiosk-slip-copy", "copy", "{copy}")))
    }

    /// A ticket, whose page is at `address`.
    pub(in crate::web) fn ticket(&self, view: &View, issued_at: Timestamp, address: String) -> Slip {
        let hall = view.hall.as_ref().map(ToString::to_string).unwrap_or_default();
        let over = [After::not_called(view.hours)];
        let next: &[&str] = match &view.after {
            Some(_) => &[],
            None if view.is_called() => &["kiosk-then-wait", "kiosk-then-call"],
            None => &over,
        };
        // Paper is read by whoever finds it.
        let after = view.after.iter().flat_map(|_| After::on_slip(view.hours).said(&self.reader));
        let after = after.map(|line| Phrase::new(line.into_owned()));
        let closing = view.closing.map(|closing| Phrase::new(closing.said(&self.reader)));
        Slip::Ticket(TicketSlip {
            fair: self.fair(),
            body: self.body(),
            number: view.number,
            typed: self.typed(view.number),
            kind: self.pair(|t| t.code("kind", view.kind.code()).into_owned()),
            hall: Row::new(self.say("filing-hall"), or_dash(&hall)),
            desk: self.desk(),
            issued: Row::new(self.say("kiosk-slip-issued"), self.moment(issued_at)),
            code: Code::Scan { text: address, caption: self.say("kiosk-slip-scan") },
            next: Steps {
                title: self.say("kiosk-then-title"),
                steps: next.iter().map(|key| self.one(key)).chain(after).chain(closing).collect(),
            },
            bring: view.is_called().then(|| self.bring(view)),
            standing: Standing::Confirmed,
            edition: self.edition(),
            desk_copy: None,
        })
    }

    /// What whoever is called brings along.
    fn bring(&self, view: &View) -> Steps {
        let mut bring = vec![self.one("ticket-bring-ticket")];
        if view.brings_originals() {
            bring.push(self.one("ticket-bring-originals"));
        }
        bring.extend(view.missing.iter().map(|paper| {
            let t = &self.reader;
            Phrase::new(format!("{} – {}", t.code("paper", paper.code()), t.t("ticket-supplement")))
        }));
        bring.push(self.one("footer-voluntary"));
        Steps { title: self.say("ticket-bring"), steps: bring }
    }

    /// The notice to a respondent, which is at `address`: that somebody asks them to talk, by when and where. Neither who asks nor
    /// about what stands on it.
    pub(in crate::web) fn notice(
        &self,
        desk: &Desk,
        case: &Case,
        party: &Party,
        address: String,
    ) -> Option<Slip> {
        let (number, notice) = (party.ticket?, party.notice.as_ref()?);
        let booth = booth(desk, party);
        let received = DeskCopy {
            title: self.say("slip-received"),
            rows: vec![Row::new(self.say("case-booth"), or_dash(&booth))],
            sign: vec![self.say("slip-signature"), self.say("slip-time")],
        };
        // Whoever has answered has nothing more to sign for.
        let open = party.answered.is_none() && case.state.is_open();
        Some(Slip::Notice(NoticeSlip {
            fair: self.fair(),
            body: self.body(),
            title: self.say("notice-title"),
            to: Row::new(self.say("slip-for"), or_dash(&booth)),
            matter: Vec::new(),
            number,
            typed: self.typed(number),
            code: Code::Scan { text: address, caption: self.say("slip-notice-scan") },
            reply_by: Row::new(self.say("notice-until"), self.reply_by(desk, party)),
            desk: self.desk(),
            rights: Steps {
                title: self.say("notice-rights"),
                steps: ["notice-right-free", "notice-right-stop", "notice-right-agent"]
                    .map(|key| self.one(key))
                    .into(),
            },
            next: Steps { title: self.say("kiosk-then-title"), steps: vec![self.one("slip-notice-next")] },
            issued: Row::new(self.say("slip-drawn-up"), self.moment(notice.at)),
            edition: self.edition(),
            desk_copy: open.then_some(received),
        }))
    }

    /// The deadline once it runs; before, how long it will be.
    fn reply_by(&self, desk: &Desk, party: &Party) -> Phrase {
        if let Some(served) = &party.served {
            return self.moment(served.window.deadline);
        }
        let rule = &desk.rules_of(party.notice.as_ref()).reply;
        let key = match rule.hours {
            Hours::All => "slip-reply-within",
            Hours::Open => "slip-reply-within-open",
        };
        self.pair(|t| t.t1(key, "length", t.duration(u64::from(rule.minutes) * 60)))
    }

    /// The seal of a day. `code` is the signed statement.
    pub(in crate::web) fn seal(&self, figures: &DayFigures, sealed: &Sealed<'_>) -> Slip {
        let count = |key: &str, count: u32| Row::new(self.say(key), count.to_string());
        let seal = sealed.seal;
        let signature = seal.signature.get(..SIGNATURE_DIGITS).unwrap_or(&seal.signature);
        Slip::Seal(SealSlip {
            fair: self.fair(),
            body: self.body(),
            title: self.say("slip-seal"),
            day: Row::new(self.say("log-day"), self.pair(|t| t.date(figures.day))),
            figures: vec![
                count("log-filed", figures.filed),
                count("log-concluded", figures.concluded),
                count("log-carried-over", seal.carried),
            ],
            upto: Row::new(self.say("log-seal-upto"), seal.upto.to_string()),
            hash: Row::new(self.say("log-seal-hash"), seal.hash.clone()),
            key: Row::new(self.say("log-seal-key"), HEXLOWER.encode(&sealed.public_key)),
            code: Code::Scan { text: sealed.code.clone(), caption: self.say("log-seal-qr") },
            sealed: vec![
                Row::new(self.say("log-seal-when"), self.moment(seal.at)),
                Row::new(self.say("slip-sealed-by"), or_dash(&sealed.by)),
                Row::new(self.say("slip-signature-begins"), seal::in_groups(signature).join(" ")),
            ],
            check: self.say("slip-seal-check"),
            sign: vec![self.say("slip-witness")],
            edition: self.edition(),
        })
    }
}

/// A seal, and what belongs to it.
pub(in crate::web) struct Sealed<'a> {
    pub(in crate::web) seal: &'a DaySeal,
    pub(in crate::web) by: String,
    pub(in crate::web) public_key: [u8; 32],
    /// The signed statement, as its code says it.
    pub(in crate::web) code: String,
}

fn or_dash(text: &str) -> String {
    if text.is_empty() { "–".to_owned() } else { text.to_owned() }
}

/// The booth as the list has it. What the applicant wrote of it is not said.
fn booth(desk: &Desk, party: &Party) -> String {
    let listed = party.place.booth.and_then(|id| desk.booth(id));
    match (listed, &party.place.hall) {
        (Some(booth), _) => format!("{} {}", booth.hall, booth.number),
        (None, Some(hall)) => hall.to_string(),
        (None, None) => String::new(),
    }
}
