//! Papers over HTTP, from what is sealed in the journal: an agreement as PDF, aim under 50 ms; the whole file of its case, aim under 1 s.

use std::time::{Duration, Instant};

use anyhow::Context;
use domain::{
    Actor, CaseId, Command, PartyId,
    body::{NoticeSecret, PersonBody, ReplyBody},
    case::{Ask, Case},
    fair::Language,
    procedure::{
        Action, AgreementBody, Answer, Authority, CaseSource, ClauseBody, ClauseKind, IdentityPaper, Means,
        NewAgreement, NewNotice, Service, ServiceMethod, Signatory,
    },
    testing::TestFair,
};
use fairdesk::app::App;
use tests::inside::Served;

use crate::{
    aim, folder,
    inside::{Inside, Kept},
    percentile,
};

/// Longest time an agreement may take.
const AIM: Duration = Duration::from_millis(50);
/// Longest time the whole file may take.
const FILE_AIM: Duration = Duration::from_secs(1);
/// How many agreements are printed, and how many files.
const PRINTED: usize = 60;
const FILES: usize = 12;

/// Prints one agreement again and again, in both languages, then the file of its case as one PDF and as an archive.
pub async fn printed() -> anyhow::Result<()> {
    let data = folder()?;
    let inside = Inside::found(Kept::Durably, data.path(), 1).await?;
    let case = settled(&inside).await?;
    let served = inside.serve().await?;
    let of = format!("/counter/cases/{case}");
    let mut all = Vec::new();
    for (name, path, begins, times, longest) in [
        ("an agreement as PDF", "/papers/agreement.pdf", &b"%PDF-"[..], PRINTED, AIM),
        ("the whole file as PDF", "/file/file.pdf", &b"%PDF-"[..], FILES, FILE_AIM),
        ("the whole file as archive", "/file/file.zip", &b"PK"[..], FILES, FILE_AIM),
    ] {
        let (first, mut took, bytes) = timed(&served, &format!("{of}{path}"), begins, times).await?;
        took.sort_unstable();
        let (median, slow) = (percentile(&took, 50), percentile(&took, 90));
        println!(
            "{name} over HTTP, {} kB: the first {first:.1?}, then median {median:.1?}, slowest tenth from {slow:.1?}; {}",
            bytes / 1000,
            aim(median < longest)
        );
        all.push(median);
    }
    if let [agreement, file, archive] = all[..] {
        let ratio = |took: Duration| took.as_secs_f64() / agreement.as_secs_f64();
        println!("  file : agreement {:.1} : 1, archive : agreement {:.1} : 1", ratio(file), ratio(archive));
    }
    served.close().await?;
    inside.stop().await
}

/// How long the first took, which reads the fonts, and each after it; and how many bytes came.
async fn timed(
    served: &Served,
    path: &str,
    begins: &[u8],
    times: usize,
) -> anyhow::Result<(Duration, Vec<Duration>, usize)> {
    let client = reqwest::Client::new();
    let (mut first, mut took, mut length) = (Duration::ZERO, Vec::with_capacity(times), 0);
    for at in 0..=times {
        let language = if at % 2 == 0 { "zh-CN" } else { "en" };
        let url = format!("http://127.0.0.1:{}{path}?language={language}", served.port);
        let begin = Instant::now();
        let answer = client.get(url).bearer_auth(&served.token).send().await?.error_for_status()?;
        let bytes = answer.bytes().await?;
        let elapsed = begin.elapsed();
        anyhow::ensure!(bytes.starts_with(begins), "{path} gave something else");
        length = bytes.len();
        if at == 0 { first = elapsed } else { took.push(elapsed) }
    }
    Ok((first, took, length))
}

/// A case whose agreement is in effect.
async fn settled(inside: &Inside) -> anyhow::Result<CaseId> {
    let mut ids = TestFair::new();
    let mut new = ids.dispute(&[Ask::Mediation]);
    new.ticket = App::new_ticket();
    new.claimant.body.company = Some("深圳市光语设计有限公司".to_owned());
    new.respondents[0].body.company = Some("宁波海辰家居用品有限公司".to_owned());
    let case = new.case;
    inside.ask(Actor::Public, Command::FileCase(Box::new(new))).await?;
    let me = Actor::Staff(inside.mediators[0]);
    let known = || -> anyhow::Result<std::sync::Arc<Case>> {
        Ok(std::sync::Arc::clone(inside.app.now().desk.case(case).context("the case")?))
    };
    let step = async |action| inside.ask(me, Command::Proceed { case, action: Box::new(action) }).await;
    let lead = known()?.claimant().ticket.context("a ticket")?;
    inside.ask(me, Command::ClaimTicket { ticket: lead }).await?;
    inside.ask(me, Command::CheckInTicket { ticket: lead }).await?;
    step(Action::Accept { source: CaseSource::Application }).await?;
    step(Action::DeclareImpartiality).await?;
    let [claimant, party] = [0, 1].map(|at| known().map(|case| case.parties[at].place.id));
    let (claimant, party) = (claimant?, party?);
    let own = App::new_ticket();
    let secret = NoticeSecret { key: own.secret.key };
    let notice = NewNotice { key: own.key, secret, ticket: App::new_ticket() };
    step(Action::IssueNotice { party, notice }).await?;
    let service = Service { method: ServiceMethod::InPerson, refused: false, evidence: None };
    step(Action::RecordService { party, service, body: person("沈翀") }).await?;
    let body = ReplyBody { person: person("沈翀"), statement: None, language: None };
    let (text, means, authority) = ("v1".to_owned(), Means::Spoken, Authority::Own);
    let (answer, language) = (Answer::Accept, None);
    step(Action::Answer { party, answer, text, means, authority, body, language }).await?;
    inside.ask(me, Command::OpenTalks { case }).await?;
    inside.ask(me, Command::ClaimTicket { ticket: lead }).await?;
    for ticket in known()?.parties.iter().filter_map(|party| party.ticket) {
        inside.ask(me, Command::CheckInTicket { ticket }).await?;
    }
    for party in [claimant, party] {
        let (paper, authority, body) = (IdentityPaper::IdCard, Authority::Own, person("陈喆"));
        step(Action::CheckIdentity { party, paper, authority, body }).await?;
    }
    step(Action::ExplainRights { text: "v1".to_owned() }).await?;
    inside.ask(me, Command::StartSession { case }).await?;
    step(Action::DraftAgreement { base: 0, draft: draft(claimant, party) }).await?;
    step(Action::AgreeTerms { version: 1 }).await?;
    for by in [Signatory::Party(claimant), Signatory::Party(party), Signatory::Mediator, Signatory::Seal] {
        let (means, authority, body) = (Means::Paper, Authority::Own, person("陈喆"));
        let (evidence, ratify_by) = (None, None);
        step(Action::Sign { version: 1, by, means, authority, evidence, ratify_by, body }).await?;
    }
    Ok(case)
}

fn person(name: &str) -> PersonBody {
    PersonBody { name: name.to_owned(), ..PersonBody::default() }
}

/// Six clauses in two languages: three pages.
fn draft(claimant: PartyId, respondent: PartyId) -> NewAgreement {
    let clause = |at: u8| {
        ClauseBody {
        kind: if at.is_multiple_of(2) { ClauseKind::Remove } else { ClauseKind::Undertake },
        debtor: if at.is_multiple_of(2) { respondent } else { claimant },
        act: "从展位右侧展架撤下 HC-208 型台灯三件，本届展会期间不再展示，并不在网站和宣传册中展示".to_owned(),
        translation: Some(
            "removes three HC-208 lamps from the right shelf of its booth and does not show them again during this fair, \
             on its website or in its catalogue"
                .to_owned(),
        ),
        place: Some("4.1H B032".to_owned()),
        from: None,
        until: Some(jiff::civil::date(2026, 3, 12)),
        money: None,
        organiser: false,
    }
    };
    let body = AgreementBody {
        facts: "申请人系外观设计专利的专利权人，被申请人在本届展会展示 HC-208 型台灯三件。".to_owned(),
        disputes: "双方就该台灯的外观是否与专利设计相近有争议。".to_owned(),
        clauses: (0..6).map(clause).collect(),
        performance: None,
        performance_translation: None,
        translation: Some(
            "The applicant holds the design patent; the respondent shows three lamps.".to_owned(),
        ),
        translator: Some("Zhang Wei".to_owned()),
    };
    NewAgreement { body, prevailing: Language::ZhCn }
}
