//! What both parties read and do on their tickets' pages once the procedure is under way.

use axum::http::StatusCode;
use domain::{
    Actor, CaseId, Command, PartyId, RoomId,
    body::{GivenFile, NoticeSecret, PersonBody, RecordBody, ReplyBody},
    case::{CaseState, Outcome},
    disclosure::{Given, Sort},
    procedure::{
        Action, Answer, Authority, CaseSource, ConsentTo, IdentityPaper, Means, NewNotice, RecordPart,
        Service, ServiceMethod, TRANSFER_TEXT, Way,
    },
    referral::{Counterpart, ReferralAction, ReferralBody},
    testing::{DUTY_MANAGER, HEAD, MEI, ORGANISER, TOM, plan},
};
use jiff::SignedDuration;

use super::*;
use crate::testing::Browser;

/// A case whose respondent answered from a phone.
struct Matter {
    hall: Hall,
    filed: Filed,
    party: PartyId,
    /// The respondent's ticket and phone.
    other: String,
    device: String,
}

impl Matter {
    async fn new() -> Self {
        Box::pin(Self::at(Hall::new().await)).await
    }

    async fn at(mut hall: Hall) -> Self {
        let filed = hall.file().await;
        Self::of(hall, filed).await
    }

    async fn of(hall: Hall, filed: Filed) -> Self {
        hall.claim(filed.number).await;
        let party = hall.desk.app.now().desk.case(filed.case).unwrap().respondents()[0].place.id;
        let (ticket, key, _) = secrets();
        let notice_key = TicketKey::random();
        let secret = NoticeSecret { key: notice_key.reveal() };
        let notice = NewNotice { key: notice_key.hash().into(), secret, ticket };
        let service = Service { method: ServiceMethod::InPerson, refused: false, evidence: None };
        let body = PersonBody { name: "Booth staff".to_owned(), ..PersonBody::default() };
        for action in [
            Action::Accept { source: CaseSource::Application },
            Action::DeclareImpartiality,
            Action::IssueNotice { party, notice },
            Action::RecordService { party, service, body },
        ] {
            proceed(&hall, filed.case, action).await;
        }
        let (phone, cookie) = Device::issue(&hall.desk.app.stamper);
        let number = hall.desk.app.now().desk.case(filed.case).unwrap().party(party).unwrap().ticket.unwrap();
        let reply = ReplyBody {
            person: PersonBody { name: "Zhang San".to_owned(), ..PersonBody::default() },
            statement: Some("It is our own lamp.".to_owned()),
            language: None,
        };
        let answer = Action::Answer {
            party,
            answer: Answer::Accept,
            text: "v1".to_owned(),
            means: Means::Device,
            authority: Authority::Own,
            body: reply,
            language: None,
        };
        let from = From { actor: Actor::Party(number), device: Some(device_id(phone)) };
        let command = Command::Proceed { case: filed.case, action: Box::new(answer) };
        hall.desk.app.submit(from, Once::Fresh, command).await.unwrap();
        Self { hall, filed, party, other: format!("/t/{key}"), device: format!("desk-device={cookie}") }
    }

    /// A browser with the claimant's phone's cookie, or the respondent's.
    async fn phone(&self, cookies: &str) -> Browser<'_> {
        let (mut browser, _) = Browser::open(&self.hall.desk).await;
        cookies.clone_into(&mut browser.cookies);
        browser
    }

    fn case(&self) -> Arc<domain::Case> {
        Arc::clone(self.hall.desk.app.now().desk.case(self.filed.case).unwrap())
    }
}

async fn proceed(hall: &Hall, case: CaseId, action: Action) {
    hall.ask(MEI, Command::Proceed { case, action: Box::new(action) }).await;
}

#[tokio::test]
async fn each_side_reads_the_other_and_a_slip_reads_nothing() {
    let matter = Matter::new().await;
    for language in Language::ALL {
        for (name, path, cookies) in [
            ("party-claimant", matter.filed.path(), &matter.hall.phone),
            ("party-respondent", matter.other.clone(), &matter.device),
        ] {
            let page = matter.hall.open(&path, cookies, language).await;
            assert!(!page.text.contains(">party-"), "{name} lacks a text: {}", page.text);
            samples::write(&format!("ticket-{name}"), language, &page.text);
        }
    }
    let claimant = matter.hall.open(&matter.filed.path(), &matter.hall.phone, Language::En).await.text;
    assert!(claimant.contains("It is our own lamp.") && claimant.contains("Zhang San"), "{claimant}");
    let respondent = matter.hall.open(&matter.other, &matter.device, Language::En).await.text;
    assert!(respondent.contains("Thank you: you take part") && !respondent.contains("waits for your answer"));
    assert!(respondent.contains("They show our lamp.") && respondent.contains("Stop mediation"));
    let number = format!("Case no. {}", matter.case().procedure.number.unwrap());
    assert!(claimant.contains(&number) && respondent.contains(&number), "{respondent}");
    assert!(respondent.contains("Li Hua"), "a respondent is told who asks: {respondent}");
    for path in [matter.filed.path(), matter.other.clone()] {
        let slip = matter.hall.open(&path, &matter.hall.stranger(), Language::En).await.text;
        for secret in
            ["It is our own lamp", "They show our lamp", "Stop mediation", "/consents", "Li Hua", "Case no."]
        {
            assert!(!slip.contains(secret), "{secret} on a slip");
        }
    }
}

#[tokio::test]
async fn an_appointment_is_read_and_confirmed_by_the_holder_alone() {
    let matter = Matter::new().await;
    let live =
        async || matter.hall.open(&format!("{}/live", matter.other), &matter.device, Language::En).await.text;
    let waits = live().await;
    assert!(waits.contains("As soon as the talks are prepared"), "{waits}");
    let now = matter.hall.desk.app.clock.now();
    let (from, until) = (now + SignedDuration::from_mins(30), now + SignedDuration::from_mins(90));
    let room = Some(RoomId("Room 2".to_owned()));
    proceed(&matter.hall, matter.filed.case, Action::MakeAppointment { from, until, room }).await;
    for language in Language::ALL {
        let page = matter.hall.open(&matter.other, &matter.device, language).await;
        samples::write("ticket-party-appointment", language, &page.text);
    }
    let live = live().await;
    assert!(live.contains("Please come at 10:30") && live.contains("Room 2"), "{live}");
    assert!(!live.contains("As soon as the talks are prepared"), "the time is fixed: {live}");
    assert_eq!(live.matches("10:30").count(), 1, "the time is said once: {live}");
    let button = "class=\"button primary\" href=\"?confirm#appointment\"";
    let held = matter.hall.open(&matter.other, &matter.device, Language::En).await.text;
    assert!(held.contains(button) && held.contains("id=\"appointment\""), "{held}");
    let slip = matter.hall.open(&matter.other, &matter.hall.stranger(), Language::En).await.text;
    assert!(!slip.contains(button), "whoever found the slip confirms nothing: {slip}");
    assert!(!slip.contains("10:30") && !slip.contains("Room 2"), "nor reads that anybody talks: {slip}");
    let mut phone = matter.phone(&matter.device).await;
    let done =
        phone.post(&matter.other, &format!("{}/appointment", matter.other), &format!("from={from}")).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    let kept = matter.case().procedure.appointment.clone().unwrap();
    assert_eq!(kept.confirmed, [matter.party]);
    let old = format!("from={}", from + SignedDuration::from_mins(5));
    let stale = phone.post(&matter.other, &format!("{}/appointment", matter.other), &old).await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY, "another time than the one that stands");
}

#[tokio::test]
async fn each_phone_asks_for_what_nobody_has_seen_of_its_own_papers() {
    let mut hall = Hall::new().await;
    let mut new = hall.pen.dispute(&[Ask::Mediation]);
    new.missing = vec![Paper::Title, Paper::Identity];
    let filed = hall.file_this(new).await;
    let matter = Matter::of(hall, filed).await;
    let claimant = matter.case().claimant().place.id;
    let listed = async |path: &str, cookies: &str| {
        let page = matter.hall.open(path, cookies, Language::En).await.text;
        let list = page.split("data-live=\"bring\"").nth(1).unwrap().split("</section>").next().unwrap();
        ["ID or business licence", "Certificate or registration", "Power of attorney"]
            .map(|paper| list.contains(paper))
    };
    let own = async || listed(&matter.filed.path(), &matter.hall.phone).await;
    let theirs = async || listed(&matter.other, &matter.device).await;
    assert_eq!((own().await, theirs().await), ([true, true, false], [false, false, false]));
    let seen = async |party: PartyId, paper: IdentityPaper, authority: Authority| {
        let body = PersonBody { name: "Li Hua".to_owned(), ..PersonBody::default() };
        proceed(&matter.hall, matter.filed.case, Action::CheckIdentity { party, paper, authority, body })
            .await;
    };
    seen(claimant, IdentityPaper::BusinessLicence, Authority::Own).await;
    seen(matter.party, IdentityPaper::IdCard, Authority::MaySettle).await;
    assert_eq!(own().await, [false, true, false], "what was seen is not asked for again");
    assert_eq!(theirs().await, [false, false, true], "an agent is asked for the power that nobody has seen");
    let slip = listed(&matter.other, &matter.hall.stranger()).await;
    assert_eq!(slip, [false, false, false], "a slip tells nothing of it");
    seen(matter.party, IdentityPaper::PowerOfAttorney, Authority::MaySettle).await;
    assert_eq!(theirs().await, [false, false, false]);
}

/// Which papers an agent lacks would tell whoever finds a respondent's paper that it agreed to talk.
#[tokio::test]
async fn papers_to_supplement_stand_on_the_claimants_paper_for_whoever_sees_the_case() {
    let mut hall = Hall::new().await;
    let mut new = hall.pen.dispute(&[Ask::Mediation]);
    new.missing = vec![Paper::Title];
    let filed = hall.file_this(new).await;
    let matter = Matter::of(hall, filed).await;
    let (party, paper, authority) = (matter.party, IdentityPaper::IdCard, Authority::MaySettle);
    let body = PersonBody { name: "Zhang San".to_owned(), ..PersonBody::default() };
    let checked = Action::CheckIdentity { party, paper, authority, body };
    proceed(&matter.hall, matter.filed.case, checked).await;
    let sheet = async |path: &str, cookies: &str| {
        let page = matter.hall.open(&format!("{path}/slip"), cookies, Language::En).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        let sheet =
            page.text.split("<section class=\"slip").nth(1).and_then(|it| it.split("</section>").next());
        sheet.unwrap_or_default().to_owned()
    };
    let (lacks, agent, claimant) = ("Certificate or registration", "Power of attorney", matter.filed.path());
    let stranger = matter.hall.stranger();
    let (found, other) = (sheet(&claimant, &stranger).await, sheet(&matter.other, &stranger).await);
    assert!(!found.is_empty() && !found.contains(lacks) && !other.contains(agent), "{found} {other}");
    for paper in [&found, &other] {
        assert!(
            paper.contains("Watch the board") && !paper.contains("Not in line"),
            "it holds later: {paper}"
        );
    }
    let own = sheet(&claimant, &matter.hall.phone).await;
    assert!(own.contains(lacks), "{own}");
    let theirs = matter.hall.open(&matter.other, &matter.device, Language::En).await.text;
    assert!(theirs.contains(agent), "the phone says it: {theirs}");
    let theirs = sheet(&matter.other, &matter.device).await;
    assert!(!theirs.contains(agent), "{theirs}");
    let readers = [
        (MEI, true),
        (HEAD, true),
        (RECEPTION, true),
        (TOM, false),
        (ORGANISER, false),
        (DUTY_MANAGER, false),
    ];
    for (staff, sees) in readers {
        let cookies = format!("desk-session={}", matter.hall.desk.sign_in(staff).await);
        let printed = sheet(&claimant, &cookies).await;
        assert_eq!(printed.contains(lacks), sees, "{staff}: {printed}");
        assert_eq!(printed == found, !sees, "{staff}: {printed}");
        assert_eq!(
            sheet(&matter.other, &cookies).await,
            other,
            "{staff}: no more than whoever finds it reads"
        );
    }
}

#[tokio::test]
async fn consent_is_withdrawn_in_two_taps_and_ends_the_case() {
    let matter = Matter::new().await;
    let mut phone = matter.phone(&matter.device).await;
    let stop = format!("{}/stop", matter.other);
    let asked = phone.get(&stop).await;
    assert!(asked.text.contains("This does not harm you"), "{}", asked.text);
    assert_eq!(matter.case().party(matter.party).unwrap().way(), Way::Accepted);
    let mut stranger = matter.phone(&matter.hall.stranger()).await;
    assert_eq!(stranger.post("/sign-in", &stop, "").await.status, StatusCode::FORBIDDEN);
    assert_eq!(phone.post(&stop, &stop, "idempotency_key=s").await.status, StatusCode::SEE_OTHER);
    assert_eq!(matter.case().party(matter.party).unwrap().way(), Way::Declined);
    let ended = matter.case().state;
    assert!(matches!(ended, CaseState::Concluded { outcome: Outcome::NoAgreement, .. }), "{ended:?}");
    assert_eq!(phone.post("/sign-in", &stop, "idempotency_key=s").await.location(), matter.other);
}

#[tokio::test]
async fn another_mediator_is_asked_for_once_and_a_second_time_says_what_it_means() {
    let matter = Matter::new().await;
    let path = format!("{}/other-mediator", matter.other);
    let mut phone = matter.phone(&matter.device).await;
    let asked = phone.get(&path).await;
    assert!(asked.text.contains("A second time counts as declining"), "{}", asked.text);
    assert_eq!(phone.post(&path, &path, "idempotency_key=o").await.status, StatusCode::SEE_OTHER);
    assert_eq!(matter.case().procedure.objections.len(), 1);
    // A page that stays open asks for what stands below its ticket again when this is another.
    let stands = async |phone: &mut Browser<'_>| {
        let live = phone.get(&format!("{}/live", matter.other)).await.text;
        live.split("data-stands=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    };
    let alone = stands(&mut phone).await;
    matter.hall.ask(domain::testing::TOM, Command::ClaimTicket { ticket: matter.filed.number }).await;
    assert_ne!(stands(&mut phone).await, alone, "who has it now is told without a reload");
    // The first form sent again under a new key was not told that this is the second time.
    assert_eq!(phone.post("/sign-in", &path, "idempotency_key=p").await.location(), matter.other);
    assert!(matter.case().state.is_open());
    assert!(phone.get(&path).await.text.contains("would end now"));
    let ended = phone.post(&path, &path, "idempotency_key=q&second=1").await;
    assert_eq!(ended.status, StatusCode::SEE_OTHER);
    assert!(!matter.case().state.is_open());
}

#[tokio::test]
async fn guests_need_a_consent_that_can_be_taken_back() {
    let matter = Matter::new().await;
    let path = format!("{}/consents", matter.other);
    let mut phone = matter.phone(&matter.device).await;
    let given = |matter: &Matter| matter.case().procedure.consents_to(matter.party, ConsentTo::Expert);
    phone.post(&matter.other, &path, "idempotency_key=a&to=expert&give=1").await;
    assert!(given(&matter));
    phone.post(&matter.other, &path, "idempotency_key=b&to=expert").await;
    assert!(!given(&matter));
    let unknown = phone.post(&matter.other, &path, "idempotency_key=c&to=typical-case&give=1").await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND, "not one the page asks for");
}

#[tokio::test]
async fn each_side_agrees_on_its_phone_that_the_file_goes_on_and_takes_it_back() {
    let matter = Matter::new().await;
    let claimant = matter.case().claimant().place.id;
    let sides = [
        (claimant, matter.filed.path(), &matter.hall.phone),
        (matter.party, matter.other.clone(), &matter.device),
    ];
    for (party, path, cookies) in &sides {
        for (language, words) in [
            (Language::En, "a court, an arbitration commission, a notary, an administrative authority"),
            (Language::ZhCn, "人民法院、仲裁机构、公证机构、行政执法机关"),
        ] {
            let page = matter.hall.open(path, cookies, language).await.text;
            assert!(page.contains("id=\"transfer\"") && page.contains(words), "{page}");
        }
        let mut phone = matter.phone(cookies).await;
        let consents = format!("{path}/consents");
        let given = || matter.case().procedure.consents_to(*party, ConsentTo::Transfer);
        phone.post(path, &consents, "idempotency_key=a&to=transfer&give=1").await;
        assert!(given());
        phone.post(path, &consents, "idempotency_key=b&to=transfer").await;
        assert!(!given());
        phone.post(path, &consents, "idempotency_key=c&to=transfer&give=1").await;
        let mut stranger = matter.phone(&matter.hall.stranger()).await;
        let theirs = stranger.post("/sign-in", &consents, "to=transfer").await;
        assert_eq!(theirs.status, StatusCode::FORBIDDEN, "a slip consents to nothing");
        assert!(given());
    }
    assert!(matter.case().all_agree_to(ConsentTo::Transfer), "the file can be sent");
    // A court may get it when the mediation is over, and until then a consent can be taken back.
    let (outcome, reason) = (Outcome::NoAgreement, domain::case::Reason::NoProspect);
    let end = Command::ConcludeCase { case: matter.filed.case, outcome, reason, remark: None };
    matter.hall.ask(MEI, end).await;
    let mut phone = matter.phone(&matter.device).await;
    assert!(phone.get(&matter.other).await.text.contains("id=\"transfer\""));
    phone.post(&matter.other, &format!("{}/consents", matter.other), "idempotency_key=d&to=transfer").await;
    assert!(!matter.case().procedure.consents_to(matter.party, ConsentTo::Transfer));
}

#[tokio::test]
async fn whoever_agreed_in_words_that_named_nobody_is_asked_again_on_its_phone() {
    let matter = Matter::new().await;
    let (party, to) = (matter.party, ConsentTo::Transfer);
    let earlier = Action::Consent { party, to, text: "v1".to_owned(), means: Means::Spoken };
    proceed(&matter.hall, matter.filed.case, earlier).await;
    assert!(!matter.case().procedure.consents_to(party, to));
    let mut phone = matter.phone(&matter.device).await;
    let asked = phone.get(&matter.other).await.text;
    let asked = asked.split("id=\"transfer\"").nth(1).and_then(|rest| rest.split("</section>").next());
    assert!(asked.is_some_and(|form| form.contains("name=\"give\"")), "{asked:?}");
    let consents = format!("{}/consents", matter.other);
    phone.post(&matter.other, &consents, "idempotency_key=n&to=transfer&give=1").await;
    assert!(matter.case().procedure.consents_to(party, to));
}

#[tokio::test]
async fn of_a_case_that_was_withdrawn_nobody_is_asked_whether_the_file_goes_on() {
    let matter = Matter::new().await;
    let sides = [(matter.filed.path(), &matter.hall.phone), (matter.other.clone(), &matter.device)];
    let asked = async |path: &str, cookies: &str| {
        matter.hall.open(path, cookies, Language::En).await.text.contains("id=\"transfer\"")
    };
    for (path, cookies) in &sides {
        assert!(asked(path, cookies).await, "it may go on while it is open");
    }
    let (outcome, reason) = (Outcome::Withdrawn, domain::case::Reason::ApplicantWithdrew);
    let end = Command::ConcludeCase { case: matter.filed.case, outcome, reason, remark: None };
    matter.hall.ask(MEI, end).await;
    for (path, cookies) in &sides {
        assert!(!asked(path, cookies).await, "nothing of it goes anywhere");
        let told = matter.hall.open(path, cookies, Language::En).await.text;
        assert!(
            told.contains("This case was withdrawn") && told.contains("It ended by withdrawal"),
            "{told}"
        );
        let slip = matter.hall.open(path, &matter.hall.stranger(), Language::En).await.text;
        assert!(
            !slip.contains("was withdrawn") && !slip.contains("by withdrawal"),
            "of the slip nobody reads it: {slip}"
        );
    }
}

#[tokio::test]
async fn whoever_stopped_is_not_asked_whether_the_file_goes_on() {
    let matter = Matter::new().await;
    let mut phone = matter.phone(&matter.device).await;
    let stop = format!("{}/stop", matter.other);
    phone.post(&stop, &stop, "idempotency_key=s").await;
    assert!(!phone.get(&matter.other).await.text.contains("id=\"transfer\""));
    let asked = phone
        .post(&matter.other, &format!("{}/consents", matter.other), "idempotency_key=t&to=transfer&give=1")
        .await;
    assert_eq!(asked.status, StatusCode::CONFLICT, "{}", asked.text);
    assert!(!matter.case().procedure.consents_to(matter.party, ConsentTo::Transfer));
}

#[tokio::test]
async fn a_record_is_confirmed_in_the_version_that_was_read() {
    let matter = Matter::new().await;
    let write = |part, base, text: &str| Action::WriteRecord {
        part,
        base,
        body: RecordBody { text: text.to_owned(), ..RecordBody::default() },
    };
    let (desk, case) = (&matter.hall.desk, matter.filed.case);
    desk.on_paper(case, write(RecordPart::Undisputed, 0, "The lamp is on show.")).await;
    proceed(&matter.hall, matter.filed.case, write(RecordPart::Investigation, 0, "The stand was visited."))
        .await;
    let mut phone = matter.phone(&matter.device).await;
    let page = phone.get(&matter.other).await.text;
    assert!(page.contains("The lamp is on show.") && !page.contains("The stand was visited."), "{page}");
    desk.on_paper(case, write(RecordPart::Undisputed, 1, "Two lamps are on show.")).await;
    let path = format!("{}/record", matter.other);
    let old = phone.post(&matter.other, &path, "idempotency_key=a&part=undisputed&version=1").await;
    assert_eq!(old.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(old.text.contains("newer version") && old.text.contains("Two lamps are on show."));
    phone.post(&matter.other, &path, "idempotency_key=b&part=undisputed&version=2").await;
    let confirmed = matter.case().procedure.record(RecordPart::Undisputed).unwrap().confirmed.len();
    assert_eq!(confirmed, 1);
    let hidden = phone.post(&matter.other, &path, "idempotency_key=c&part=investigation&version=1").await;
    assert_eq!(hidden.status, StatusCode::UNPROCESSABLE_ENTITY, "not theirs to confirm");
    // What has ended is read, and no longer confirmed.
    desk.on_paper(case, write(RecordPart::Undisputed, 2, "Three lamps are on show.")).await;
    assert!(phone.get(&matter.other).await.text.contains("confirm version 3"));
    let (outcome, reason) = (Outcome::NoAgreement, domain::case::Reason::NoProspect);
    let end = Command::ConcludeCase { case: matter.filed.case, outcome, reason, remark: None };
    matter.hall.ask(MEI, end).await;
    let ended = phone.get(&matter.other).await.text;
    assert!(ended.contains("Three lamps are on show.") && !ended.contains("confirm version"), "{ended}");
}

#[tokio::test]
async fn a_party_reads_what_it_costs_and_agrees_to_exactly_that() {
    let hall = Hall::new().await;
    hall.desk.charges().await;
    let matter = Box::pin(Matter::at(hall)).await;
    let (case, claimant) = (matter.filed.case, matter.case().claimant().place.id);
    let mut phone = matter.phone(&matter.device).await;
    let before = phone.get(&matter.other).await.text;
    assert!(
        before.contains("Nothing is due before you have been told") && before.contains("href=\"/tariff\"")
    );
    let quote = |amount: u64| domain::fee::QuoteBody {
        lines: vec![domain::fee::QuoteLine { title: "Mediation".to_owned(), price: amount, quantity: 100 }],
        currency: "CNY".to_owned(),
        shares: [(claimant, amount - 100), (matter.party, 100)]
            .map(|(party, amount)| domain::fee::QuoteShare { party, amount })
            .to_vec(),
        remark: None,
    };
    proceed(&matter.hall, case, Action::QuoteFee { base: 0, quote: quote(50_000) }).await;
    for language in Language::ALL {
        let page = matter.hall.open(&matter.other, &matter.device, language).await.text;
        let said = match language {
            Language::En => ["CNY 500", "CNY 499", "Mediation<br>"],
            Language::ZhCn => ["人民币500元", "人民币499元", "调解服务费<br>"],
        };
        assert!(said.iter().all(|said| page.contains(said)) && !page.contains(">fee-"), "{page}");
        samples::write("ticket-party-fee", language, &page);
    }
    let slip = matter.hall.open(&matter.other, &matter.hall.stranger(), Language::En).await.text;
    assert!(!slip.contains("CNY 499"), "whoever has the slip reads nothing of it");
    let path = format!("{}/fee", matter.other);
    phone.post(&matter.other, &path, "version=1&answer=decline").await;
    assert!(phone.get(&matter.other).await.text.contains("You did not agree to this"));
    proceed(&matter.hall, case, Action::QuoteFee { base: 1, quote: quote(40_000) }).await;
    let stale = phone.post(&matter.other, &path, "version=1&answer=accept").await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY, "they read another one");
    let done = phone.post(&matter.other, &path, "version=2&answer=accept").await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    let fee = matter.case().procedure.fee().cloned().unwrap();
    assert!(fee.has_agreed(matter.party) && !fee.has_agreed(claimant));
    assert!(phone.get(&matter.other).await.text.contains("You agreed to this"));
    let paper = phone.get(&format!("{}/papers/fee-quote?language=en", matter.other)).await.text;
    assert!(paper.contains("Quote of the Mediation Fee") && paper.contains("CNY 400"), "{paper}");
}

#[tokio::test]
async fn after_a_side_stopped_no_phone_asks_about_the_record_from_before() {
    let matter = Matter::new().await;
    let body = RecordBody { text: "The lamp is on show.".to_owned(), ..RecordBody::default() };
    let undisputed = Action::WriteRecord { part: RecordPart::Undisputed, base: 0, body };
    matter.hall.desk.on_paper(matter.filed.case, undisputed).await;
    matter.hall.desk.clock.advance(std::time::Duration::from_mins(1));
    let mut phone = matter.phone(&matter.device).await;
    assert!(phone.get(&matter.other).await.text.contains("confirm version 1"));
    let stop = format!("{}/stop", matter.other);
    phone.post(&stop, &stop, "idempotency_key=s").await;
    let mut claimant = matter.phone(&matter.hall.phone).await;
    for page in [phone.get(&matter.other).await.text, claimant.get(&matter.filed.path()).await.text] {
        assert!(page.contains("The lamp is on show.") && page.contains("You need not confirm it"), "{page}");
        assert!(!page.contains("confirm version") && !page.contains("Confirm only what is right"), "{page}");
    }
}

#[tokio::test]
async fn while_another_body_has_the_case_both_phones_say_so() {
    let matter = Matter::new().await;
    let (hall, case) = (&matter.hall, matter.filed.case);
    for party in hall.desk.parties(case) {
        let (to, text, means) = (ConsentTo::Transfer, TRANSFER_TEXT.to_owned(), Means::Spoken);
        proceed(hall, case, Action::Consent { party, to, text, means }).await;
    }
    let paper = Some("application".to_owned());
    let given = Given { paper, version: Some(1), ..Given::of(Sort::Application) };
    let file = GivenFile { name: "01.pdf".to_owned(), sha256: "00".repeat(32), bytes: 1 };
    let body = ReferralBody {
        body: "Intellectual property office".to_owned(),
        matter: "The lamp is shown all the same.".to_owned(),
        files: vec![file],
        ..ReferralBody::default()
    };
    let (to, language) = (Counterpart::Authority, domain::fair::Language::En);
    let drawn_up = ReferralAction::DrawUp { to, given: vec![given], language, body };
    let sent = ReferralAction::Send { on: plan().first_day };
    let sides = [(matter.filed.path(), &hall.phone), (matter.other.clone(), &matter.device)];
    let moved = |action: ReferralAction| {
        let (referral, action) = (domain::ReferralId([1; 16]), Box::new(action));
        Command::MoveReferral { case, referral, action }
    };
    hall.ask(MEI, moved(drawn_up)).await;
    for (path, cookies) in &sides {
        let page = hall.open(path, cookies, Language::En).await.text;
        assert!(page.contains("Drawn up for: Administrative authority. It is not sent yet"), "{page}");
        assert!(!page.contains("passed on to another body"), "{page}");
        let slip = hall.open(path, &hall.stranger(), Language::En).await.text;
        assert!(!slip.contains("Drawn up for"), "whoever found the slip is told nothing of it: {slip}");
    }
    hall.ask(HEAD, moved(sent)).await;
    for (path, cookies) in &sides {
        let page = hall.open(path, cookies, Language::En).await.text;
        assert!(page.contains("passed on to another body"), "{page}");
        assert!(!page.contains("Drawn up for"), "it has left: {page}");
        assert!(!page.contains("As soon as the talks are prepared"), "{page}");
    }
}
