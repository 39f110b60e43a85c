//! What the journal has of a party step by step: who came for it and by which papers, and what it confirmed, answered and took
//! back. The state keeps the last of each; the journal keeps them all, and the party is given them all.
#![expect(clippy::wildcard_enum_match_arm, reason = "a party is named by some of the steps alone")]

use std::borrow::Cow;

use domain::{
    Fact,
    body::{Content, Particulars, PersonBody, RecordBody},
    procedure::{Answer, Answered, ConsentTo, Leaving, Proceeding, RecordPart, Signatory},
};
use jiff::Timestamp;

use super::{Reader, Rows, person};
use crate::engine::ReadError;

/// The steps that name a party, those that may hold its words, and the one that fixes what it answers to. No other is opened.
const NAMING: [&str; 14] = [
    "NoticeServed",
    "IdentityChecked",
    "AgreementSigned",
    "RecordWritten",
    "RecordConfirmed",
    "AppointmentMade",
    "AppointmentConfirmed",
    "FeeAnswered",
    "MediatorObjected",
    "ConsentWithdrawn",
    "ConsentGiven",
    "ConsentRevoked",
    "AgreementRatified",
    "SigningRefused",
];

/// What the steps of a case say of one party.
#[derive(Default)]
pub(super) struct Steps {
    /// Who acted for it.
    pub(super) people: Rows,
    /// To what it consented beside mediation itself, each time, and when it took that back.
    pub(super) consents: Rows,
    /// What it confirmed, answered and took back.
    pub(super) answers: Rows,
    /// What those who acted for it are called.
    pub(super) names: Vec<String>,
}

impl Reader<'_> {
    pub(super) fn steps(&self) -> Result<Steps, ReadError> {
        let mut told = Steps::default();
        // To which time a party said that it will come stands with the step that fixed it.
        let mut fixed = None;
        let mut consents = Vec::new();
        for step in self.case.steps.iter().filter(|step| NAMING.contains(&step.kind)) {
            let Some(entry) = self.app.engine.entry(step.seq)? else { continue };
            let Fact::CaseProceeded { with, .. } = entry.fact else { continue };
            if let Proceeding::AppointmentMade { from, .. } = with {
                fixed = Some(from);
            }
            told.answers.extend(self.answer(&with, step.at, fixed));
            self.consented(&with, step.at, &mut consents);
            match (self.acted(&with), entry.body.content()) {
                (Some((key, how)), Some(Content::Person(body))) => {
                    told.names.push(body.name.clone());
                    told.people.extend(self.acting(key, step.at, how, body));
                }
                (None, Some(Content::Record(body))) if is_investigation(&with) => {
                    // What is written again for something else repeats it.
                    let questioned = self.questioned(body, step.at);
                    let new = questioned.filter(|row| !told.people.contains(row));
                    told.people.extend(new);
                }
                _ => {}
            }
        }
        let named =
            |(to, said): (ConsentTo, String)| (self.t.code("consent-to", to.code()).into_owned(), said);
        told.consents = consents.into_iter().map(named).collect();
        told.people.extend(self.told_by_organiser()?);
        Ok(told)
    }

    /// As what somebody acted for this party, and how.
    fn acted(&self, with: &Proceeding) -> Option<(&'static str, Vec<Cow<'static, str>>)> {
        let (own, t) = (self.id(), self.t);
        match with {
            Proceeding::NoticeServed { party, service, .. } if *party == own => {
                Some(("held-served", vec![t.code("service", service.method.code())]))
            }
            Proceeding::IdentityChecked { party, paper, authority } if *party == own => {
                let how = vec![t.code("identity", paper.code()), t.code("authority", authority.code())];
                Some(("held-identity", how))
            }
            Proceeding::AgreementSigned { by: Signatory::Party(party), means, authority, .. }
                if *party == own =>
            {
                let how = vec![t.code("means", means.code()), t.code("authority", authority.code())];
                Some(("held-signature", how))
            }
            Proceeding::AgreementRatified { party, .. } if *party == own => {
                Some(("held-ratification", Vec::new()))
            }
            _ => None,
        }
    }

    /// Who it was, and what the papers said of the party.
    fn acting(&self, key: &str, at: Timestamp, how: Vec<Cow<'static, str>>, body: PersonBody) -> Rows {
        let who = [self.t.moment(at), person(&body)].into_iter();
        let parts = who.chain(how.into_iter().map(Cow::into_owned)).chain(body.remark);
        let parts: Vec<_> = parts.filter(|part| !part.is_empty()).collect();
        let Particulars { company, representative, registration, address } = body.particulars;
        vec![
            self.row(key, parts.join(" · ")),
            self.row("case-company", company.unwrap_or_default()),
            self.row("session-representative", representative.unwrap_or_default()),
            self.row("session-registration", registration.unwrap_or_default()),
            self.row("session-address", address.unwrap_or_default()),
        ]
    }

    /// A consent of this party: in which version of its text, to which account, when and how; with it, when it was taken back.
    fn consented(&self, with: &Proceeding, at: Timestamp, known: &mut Vec<(ConsentTo, String)>) {
        let (own, t) = (self.id(), self.t);
        match with {
            Proceeding::ConsentGiven { party, to, text, means, version } if *party == own => {
                let account = version.map(|version| t.t1("held-consent-account", "version", version));
                let how = [t.moment(at), t.code("means", means.code()).into_owned()];
                let parts: Vec<_> = [text.clone()].into_iter().chain(account).chain(how).collect();
                known.push((*to, parts.join(" · ")));
            }
            Proceeding::ConsentRevoked { party, to } if *party == own => {
                if let Some((_, said)) = known.iter_mut().rev().find(|(of, _)| of == to) {
                    said.push_str(" · ");
                    said.push_str(&t.t1("held-taken-back", "moment", t.moment(at)));
                }
            }
            _ => {}
        }
    }

    /// What this party said with a step.
    fn answer(&self, with: &Proceeding, at: Timestamp, fixed: Option<Timestamp>) -> Option<(String, String)> {
        let (own, t) = (self.id(), self.t);
        let when = t.moment(at);
        match with {
            Proceeding::RecordConfirmed { party, part, version, means } if *party == own => {
                let part = t.code("record", part.code());
                let name = t.say("held-confirmed").with("part", part).with("version", *version).to_string();
                Some((name, format!("{when} · {}", t.code("means", means.code()))))
            }
            Proceeding::AppointmentConfirmed { party } if *party == own => {
                Some((t.t1("held-coming", "moment", t.moment(fixed?)), when))
            }
            Proceeding::FeeAnswered { party, version, answer, means } if *party == own => {
                let key = match answer {
                    Answer::Accept => "party-fee-agreed",
                    Answer::Decline => "party-fee-declined",
                };
                let said = [t.t(key).into_owned(), when, t.code("means", means.code()).into_owned()];
                Some((t.t1("fee-version", "version", *version), said.join(" · ")))
            }
            Proceeding::MediatorObjected { party, .. } if *party == own => {
                Some(self.row("history-other-mediator", when))
            }
            // Who did not sign took nothing back; that they did not is told in its own row.
            Proceeding::ConsentWithdrawn { party, .. } if *party == own && self.did_not_sign() => None,
            Proceeding::ConsentWithdrawn { party, means } if *party == own => {
                let said = format!("{when} · {}", t.code("means", means.code()));
                Some(self.row("history-consent-withdrawn", said))
            }
            Proceeding::ConsentRevoked { party, to } if *party == own => {
                let name = t.code("consent-to", to.code()).into_owned();
                Some((name, t.t1("held-taken-back", "moment", when)))
            }
            Proceeding::AgreementRatified { party, .. } if *party == own => {
                Some(self.row("history-ratified", when))
            }
            Proceeding::SigningRefused { party } if *party == own => Some(self.row("held-not-signed", when)),
            _ => None,
        }
    }

    fn did_not_sign(&self) -> bool {
        let answered = self.case.party(self.id()).and_then(|party| party.answered.as_ref());
        answered.and_then(Answered::leaving) == Some(Leaving::Unsigned)
    }

    /// To whom the notice of the complaint was handed, each time; the organiser holds that.
    fn told_by_organiser(&self) -> Result<Rows, ReadError> {
        let mut rows = Rows::new();
        let track = self.case.measure(self.id()).filter(|_| self.organisers());
        for (seq, at, kind) in track.into_iter().flat_map(|track| &track.steps) {
            if *kind == "ComplaintServed"
                && let Some(Content::Person(body)) = self.content(*seq)?
            {
                rows.extend(self.acting("held-complaint-served", *at, Vec::new(), body));
            }
        }
        Ok(rows)
    }

    /// Who was questioned for the party, and what was said: its own words, whoever wrote them down. Each version of the record holds
    /// one questioning; the next may be of the other side.
    fn questioned(&self, body: RecordBody, written: Timestamp) -> Option<(String, String)> {
        let inquiry = body.inquiry.filter(|inquiry| inquiry.party == Some(self.id()))?;
        let at = self.t.moment(inquiry.at.unwrap_or(written));
        let head = format!("{at} · {}", person(&inquiry.person));
        let said = inquiry.questions.into_iter().map(|said| format!("{}\n{}", said.asked, said.answered));
        let lines: Vec<_> = std::iter::once(head).chain(said).collect();
        Some(self.row("held-questioned", lines.join("\n")))
    }
}

fn is_investigation(with: &Proceeding) -> bool {
    matches!(with, Proceeding::RecordWritten { part: RecordPart::Investigation, .. })
}
