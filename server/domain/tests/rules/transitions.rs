//! The table of the procedure (A.2): every step asked for where a case can be, and either taken or refused with its reason.
//!
//! The case is Mei's, its one respondent agreed to talk wherever that is possible, and everybody is at the table.

use domain::{
    CaseId, Command,
    body::{RecordBody, ReplyBody},
    case::{Outcome, Reason},
    fair::Language,
    procedure::{
        Action, Answer, Authority, CaseSource, ConsentTo, IdentityPaper, Means, RecordPart, Service,
        ServiceMethod, Signatory,
    },
    testing::{HEAD, MEI, TestFair, person},
    ticket::ParkReason,
};

/// Where a case can be.
const STANDS: [&str; 8] =
    ["submitted", "accepted", "agreed", "in-session", "adjourned", "terms", "in-effect", "concluded"];

/// Brings a case there.
fn brought(stand: &str) -> (TestFair, CaseId) {
    let mut fair = TestFair::new();
    let (case, ticket) = fair.file().unwrap();
    fair.receive(MEI, ticket).unwrap();
    let reached = STANDS.iter().position(|known| *known == stand).unwrap();
    if reached >= 1 {
        fair.accept(MEI, case).unwrap();
    }
    if reached >= 2 {
        let party = fair.respondent(case).unwrap();
        fair.notify(MEI, case, party).unwrap();
        fair.answer(MEI, case, party, Answer::Accept).unwrap();
        fair.open_talks(MEI, case).unwrap();
        fair.claim(MEI, ticket).unwrap();
        fair.call(MEI, ticket).unwrap();
        for ticket in fair.tickets(case) {
            fair.check_in(MEI, ticket).unwrap();
        }
        fair.prepare(MEI, case).unwrap();
    }
    if reached >= 3 {
        fair.start(MEI, case).unwrap();
        let draft = fair.draft(case, true);
        fair.proceed(MEI, case, Action::DraftAgreement { base: 0, draft }).unwrap();
    }
    match stand {
        "adjourned" => drop(fair.adjourn(MEI, case).unwrap()),
        "terms" | "in-effect" | "concluded" => {
            fair.proceed(MEI, case, Action::AgreeTerms { version: 1 }).unwrap();
        }
        _ => {}
    }
    if matches!(stand, "in-effect" | "concluded") {
        let parties: Vec<_> =
            fair.desk.case(case).unwrap().participants().map(|party| party.place.id).collect();
        let all = parties.into_iter().map(Signatory::Party).chain([Signatory::Mediator, Signatory::Seal]);
        for by in all {
            fair.sign(MEI, case, by).unwrap();
        }
    }
    if stand == "concluded" {
        fair.conclude(MEI, case, Outcome::Settled, Reason::Agreement).unwrap();
    }
    (fair, case)
}

/// Every step, by the name under which the table knows it.
fn steps(fair: &mut TestFair, case: CaseId) -> Vec<(&'static str, Command)> {
    let known = fair.desk.case(case).unwrap().clone();
    let (claimant, respondent) = (known.claimant().place.id, known.respondents()[0].place.id);
    let (text, means, authority) = (|| "v1".to_owned(), Means::Spoken, Authority::Own);
    let service = Service { method: ServiceMethod::InPerson, refused: false, evidence: None };
    let (from, until) = (fair.now, fair.now + jiff::SignedDuration::from_hours(1));
    let version = known.procedure.agreement.as_ref().map_or(0, |agreement| agreement.draft.version);
    let draft = || fair.draft(case, true);
    let (part, party) = (RecordPart::Mediation, claimant);
    let answered = |answer| Action::Answer {
        party: respondent,
        answer,
        text: text(),
        means,
        authority,
        body: ReplyBody { person: person("Noor"), statement: None, language: None },
        language: None,
    };
    let actions = vec![
        ("accept", Action::Accept { source: CaseSource::Application }),
        ("impartiality", Action::DeclareImpartiality),
        ("service", Action::RecordService { party: respondent, service, body: person("Booth staff") }),
        ("agree-to-talk", answered(Answer::Accept)),
        ("decline", answered(Answer::Decline)),
        ("language", Action::NoteLanguage { party: respondent, language: Language::ZhCn }),
        ("product-class", Action::NoteProductClass { class: None }),
        ("withdraw-consent", Action::WithdrawConsent { party, means }),
        ("other-mediator", Action::AskOtherMediator { party, means }),
        ("consent", Action::Consent { party, to: ConsentTo::Remote, text: text(), means }),
        ("appointment", Action::MakeAppointment { from, until, room: None }),
        ("identity", {
            let (paper, body) = (IdentityPaper::Passport, person("Li Hua"));
            Action::CheckIdentity { party, paper, authority, body }
        }),
        ("rights", Action::ExplainRights { text: text() }),
        ("record", {
            let body = RecordBody { text: "So it was.".to_owned(), ..RecordBody::default() };
            Action::WriteRecord { part, base: 0, body }
        }),
        ("note", Action::WriteNote { text: text() }),
        ("draft", Action::DraftAgreement { base: version, draft: draft() }),
        ("agree-terms", Action::AgreeTerms { version }),
        ("reopen-terms", Action::ReopenTerms),
        ("sign", {
            let (by, body) = (Signatory::Party(party), person("Li Hua"));
            Action::Sign { version, by, means, authority, evidence: None, ratify_by: None, body }
        }),
        ("refuse-to-sign", Action::RefuseToSign { party }),
        ("oral", Action::RegisterOral { draft: draft() }),
    ];
    let notice = Action::IssueNotice { party: respondent, notice: fair.new_notice() };
    let ending = |outcome, reason| Command::ConcludeCase { case, outcome, reason, remark: None };
    let mut all: Vec<_> = actions
        .into_iter()
        .chain([("notice", notice)])
        .map(|(name, action)| (name, Command::Proceed { case, action: Box::new(action) }))
        .collect();
    all.extend([
        ("open-talks", Command::OpenTalks { case }),
        ("start", Command::StartSession { case }),
        ("adjourn", Command::AdjournSession { case, reason: ParkReason::Expert, remark: None }),
        ("end-by-agreement", ending(Outcome::Settled, Reason::Agreement)),
        ("end-without", ending(Outcome::NoAgreement, Reason::NoProspect)),
        ("not-accepted", ending(Outcome::NotAccepted, Reason::PapersMissing)),
        ("transfer", ending(Outcome::Referred, Reason::FairClosedTransferred)),
    ]);
    all
}

/// What comes of every step wherever a case can be: a line a step, its columns as in [`STANDS`].
fn table() -> String {
    let mut lines = std::collections::BTreeMap::<&str, Vec<String>>::new();
    for stand in STANDS {
        let (mut fair, case) = brought(stand);
        for (name, command) in steps(&mut fair, case) {
            let asked = fair.clone().by(MEI, command);
            let answer = match &asked {
                Ok(events) if events.is_empty() => "stands".to_owned(),
                Ok(_) => "taken".to_owned(),
                Err(domain::Refusal::StepMissing(step)) => format!("{step}-first"),
                Err(refusal) => refusal.code().to_owned(),
            };
            lines.entry(name).or_default().push(answer);
        }
        let carried = fair.by(HEAD, Command::Proceed { case, action: Box::new(Action::CarryOver) });
        let answer = carried.map_or_else(|refusal| refusal.code().to_owned(), |_| "taken".to_owned());
        lines.entry("carry-over").or_default().push(answer);
    }
    let lines = lines.into_iter().map(|(name, answers)| [name, ": ", &answers.join(" "), "\n"].concat());
    lines.collect()
}

#[test]
fn every_step_is_taken_or_refused_as_the_table_says() {
    assert_eq!(table(), TABLE);
}

/// Columns: submitted, accepted, agreed, in session, adjourned, terms agreed, in effect, concluded.
const TABLE: &str = "\
accept: taken wrong-case-state wrong-case-state wrong-case-state wrong-case-state wrong-case-state wrong-case-state wrong-case-state\n\
adjourn: wrong-case-state wrong-case-state wrong-case-state taken wrong-case-state wrong-case-state wrong-case-state wrong-case-state\n\
agree-terms: wrong-case-state wrong-case-state wrong-case-state taken taken wrong-case-state wrong-case-state wrong-case-state\n\
agree-to-talk: wrong-case-state wrong-way wrong-case-state wrong-case-state wrong-case-state wrong-case-state wrong-case-state wrong-case-state\n\
appointment: wrong-case-state taken taken wrong-case-state taken wrong-case-state wrong-case-state wrong-case-state\n\
carry-over: consent-missing consent-missing consent-missing consent-missing consent-missing consent-missing in-effect wrong-case-state\n\
consent: taken taken taken taken taken taken taken wrong-case-state\n\
decline: wrong-case-state wrong-way wrong-case-state wrong-case-state wrong-case-state wrong-case-state wrong-case-state wrong-case-state\n\
draft: wrong-case-state wrong-case-state taken taken taken wrong-case-state wrong-case-state wrong-case-state\n\
end-by-agreement: agreement-first agreement-first agreement-first agreement-first agreement-first agreement-first taken wrong-case-state\n\
end-without: taken taken taken taken taken taken in-effect wrong-case-state\n\
identity: taken taken taken taken taken taken in-effect wrong-case-state\n\
impartiality: taken stands stands stands stands stands stands wrong-case-state\n\
language: taken taken taken taken taken taken taken wrong-case-state\n\
not-accepted: taken wrong-case-state wrong-case-state wrong-case-state wrong-case-state wrong-case-state wrong-case-state wrong-case-state\n\
note: taken taken taken taken taken taken taken taken\n\
notice: impartiality-first taken wrong-case-state wrong-case-state wrong-case-state wrong-case-state wrong-case-state wrong-case-state\n\
open-talks: wrong-case-state consent-missing wrong-case-state wrong-case-state wrong-case-state wrong-case-state wrong-case-state wrong-case-state\n\
oral: wrong-case-state wrong-case-state wrong-case-state taken wrong-case-state wrong-case-state wrong-case-state wrong-case-state\n\
other-mediator: wrong-case-state taken taken taken taken wrong-case-state wrong-case-state wrong-case-state\n\
product-class: stands stands stands stands stands stands stands stands\n\
record: wrong-case-state session-first session-first taken taken taken taken taken\n\
refuse-to-sign: wrong-case-state wrong-case-state wrong-case-state wrong-case-state wrong-case-state taken in-effect wrong-case-state\n\
reopen-terms: wrong-case-state wrong-case-state wrong-case-state wrong-case-state wrong-case-state taken in-effect wrong-case-state\n\
rights: wrong-case-state wrong-case-state taken taken taken wrong-case-state wrong-case-state wrong-case-state\n\
service: wrong-case-state wrong-way wrong-case-state wrong-case-state wrong-case-state wrong-case-state wrong-case-state wrong-case-state\n\
sign: wrong-case-state wrong-case-state wrong-case-state wrong-case-state wrong-case-state taken in-effect wrong-case-state\n\
start: wrong-case-state wrong-case-state taken wrong-case-state wrong-ticket-state wrong-case-state wrong-case-state wrong-case-state\n\
transfer: consent-missing consent-missing consent-missing consent-missing consent-missing consent-missing in-effect wrong-case-state\n\
withdraw-consent: wrong-case-state taken taken taken taken taken in-effect wrong-case-state\n\
";
