//! From staff's order to dots on paper: the counter has a slip printed by a kiosk, a printer in the network takes its bytes, and what came
//! out is read.

use std::{io::Cursor, time::Duration};

use axum::http::{Method, StatusCode};
use domain::{
    Command, PartyId,
    case::Ask,
    fair::Language,
    procedure::{Action, CaseSource, NewNotice},
    testing::MEI,
};
use image::{DynamicImage, GrayImage, Luma};
use jiff::civil::Date;
use link::{JobReport, Paper, Print, PrintId, PrintState, Trouble};
use slip::{Dots, Letters, Patience, Roll, Setting, Slip, testing::printer::VirtualPrinter};

use crate::{
    app::App,
    daylog::Checkpoint,
    evidence::Limits,
    qr,
    testing::Browser,
    web::{
        api::devices::tests::{Kiosk, question},
        ticket::tests::{Filed, Hall},
    },
};

/// Said for mediation, or in the application.
const CONFIDENTIAL: &str = "XAPPLICATIONX";
const DAY: Date = Date::constant(2026, 3, 10);

/// What comes out of a narrow printer in the network: the slips, as somebody would photograph them.
fn printed(slip: &Slip) -> Vec<GrayImage> {
    let setting = Setting { roll: Roll::Narrow, ..Setting::default() };
    let printer = VirtualPrinter::on(setting.roll.dots()).unwrap();
    let drawn = slip::draw(slip, &Letters::built_in().unwrap(), setting).unwrap();
    assert!(drawn.missing.is_empty(), "letters that no font has: {:?}", drawn.missing);
    let report = printer.printer().print(&drawn.bytes(setting), Patience::default());
    assert_eq!(report.outcome, slip::Outcome::Printed);
    assert!(printer.has_cut(1));
    assert_eq!(printer.complaints(), Vec::<String>::new());
    printer.slips().iter().map(photographed).collect()
}

fn photographed(dots: &Dots) -> GrayImage {
    let edge = 40;
    let size = |dots: usize| u32::try_from(dots + 2 * edge).unwrap();
    GrayImage::from_fn(size(dots.width()), size(dots.height()), |x, y| {
        let at = |place: u32| usize::try_from(place).unwrap().checked_sub(edge);
        let black = at(x).zip(at(y)).is_some_and(|(x, y)| dots.is_black(x, y));
        Luma([if black { 0 } else { u8::MAX }])
    })
}

/// What the code on a slip says.
fn scanned(slip: &Slip) -> String {
    let mut png = Cursor::new(Vec::new());
    let first = printed(slip).swap_remove(0);
    DynamicImage::from(first).write_to(&mut png, image::ImageFormat::Png).unwrap();
    qr::decode(png.get_ref(), &Limits::default()).unwrap().swap_remove(0)
}

fn ticket_of(slip: &Slip) -> &slip::TicketSlip {
    match slip {
        Slip::Ticket(ticket) => ticket,
        Slip::Notice(_) | Slip::Seal(_) => panic!("{slip:?}"),
    }
}

/// Orders from a form of this page, as the kiosk that is offered there.
async fn orders(
    browser: &mut Browser<'_>,
    page: &str,
    path: &str,
    kiosk: &Kiosk<'_>,
    more: &str,
) -> StatusCode {
    let fields = format!("device={}&{more}", kiosk.joined.device);
    browser.post(page, path, &fields).await.status
}

async fn reports(kiosk: &Kiosk<'_>, id: PrintId, state: PrintState) {
    let answer = kiosk.post(&format!("jobs/{}", id.0), &JobReport { state }).await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn a_ticket_is_printed_by_a_kiosk_once_a_tap_and_every_further_one_is_marked() {
    let mut hall = Hall::new().await;
    let filed = hall.file().await;
    let page = format!("{}/slip", filed.path());
    let kiosk = Kiosk::join(&hall.desk).await;
    let mut mei = Browser::of(&hall.desk, "mei").await;
    assert!(!mei.get(&page).await.text.contains("Print on"), "it has not been heard yet");
    kiosk.hello().await;
    let shown = mei.get(&page).await.text;
    assert!(shown.contains("Kiosk D, hall 1"), "{shown}");
    assert!(
        !hall.desk.open(&page, &hall.phone).await.text.contains("Kiosk D"),
        "no visitor chooses a printer"
    );

    let print = format!("{}/print", filed.path());
    for _ in 0..2 {
        assert_eq!(
            orders(&mut mei, &page, &print, &kiosk, "idempotency_key=one").await,
            StatusCode::SEE_OTHER
        );
    }
    let jobs = kiosk.hello().await.jobs;
    assert_eq!(jobs.len(), 1, "a double tap is one print");
    let ticket = ticket_of(&jobs[0].slip);
    assert_eq!((ticket.number, ticket.edition.mark()), (filed.number, None));
    assert_eq!(ticket.typed.text, link::with_check_digit(filed.number));
    assert!(scanned(&jobs[0].slip).ends_with(&filed.path()), "{}", scanned(&jobs[0].slip));
    assert!(mei.get(&page).await.text.contains("Sent to the kiosk"));

    reports(&kiosk, jobs[0].id, PrintState::Printed).await;
    assert!(kiosk.hello().await.jobs.is_empty());
    let shown = mei.get(&page).await.text;
    assert!(shown.contains("Copy 1, kiosk D:") && shown.contains("Printed"), "{shown}");
    orders(&mut mei, &page, &print, &kiosk, "idempotency_key=two").await;
    let second = kiosk.hello().await.jobs.swap_remove(0);
    assert_eq!(ticket_of(&second.slip).edition.mark().unwrap().text, "Copy 2");
    reports(&kiosk, second.id, PrintState::Failed { why: Trouble::PaperOut }).await;
    assert!(mei.get(&page).await.text.contains("Not printed: No paper"));
    orders(&mut mei, &page, &print, &kiosk, "idempotency_key=three").await;
    assert_eq!(kiosk.hello().await.jobs[0].slip.edition().copy, 3, "no mark is given twice");
}

#[tokio::test]
async fn a_kiosk_prints_which_papers_are_missing_for_whoever_sees_the_case_alone() {
    let mut hall = Hall::new().await;
    let filed = hall.file().await;
    hall.claim(filed.number).await;
    let kiosk = Kiosk::join(&hall.desk).await;
    kiosk.hello().await;
    let (page, print) = (format!("{}/slip", filed.path()), format!("{}/print", filed.path()));
    for (name, sees) in [("tom", false), ("mei", true)] {
        let mut browser = Browser::of(&hall.desk, name).await;
        let key = format!("idempotency_key={name}");
        assert_eq!(orders(&mut browser, &page, &print, &kiosk, &key).await, StatusCode::SEE_OTHER);
        let jobs = kiosk.hello().await.jobs;
        let slip = serde_json::to_string(&jobs.last().unwrap().slip).unwrap();
        assert_eq!(slip.contains("Power of attorney"), sees, "{name}: {slip}");
        assert!(!slip.contains("Not in line"), "what is so now stands on no paper: {slip}");
    }
}

/// A paper that says of one respondent that its number is not called would tell that the others talk without it.
#[tokio::test]
async fn a_kiosk_prints_the_same_for_a_respondent_who_takes_part_and_for_one_who_gave_no_answer() {
    let mut hall = Hall::new().await;
    let [_, first, second] = hall.without_answer().await;
    let kiosk = Kiosk::join(&hall.desk).await;
    kiosk.hello().await;
    for name in ["mei", "head", "tom", "reception"] {
        let mut browser = Browser::of(&hall.desk, name).await;
        let mut papers = Vec::new();
        for party in [&first, &second] {
            let (page, print) = (format!("{}/slip", party.path()), format!("{}/print", party.path()));
            let key = format!("idempotency_key={name}-{}", party.number);
            assert_eq!(orders(&mut browser, &page, &print, &kiosk, &key).await, StatusCode::SEE_OTHER);
            let jobs = kiosk.hello().await.jobs;
            let ticket = ticket_of(&jobs.last().unwrap().slip);
            assert_eq!(ticket.number, party.number);
            papers.push(serde_json::to_string(&(&ticket.next, &ticket.bring)).unwrap());
        }
        assert_eq!(papers[0], papers[1], "{name}");
        assert!(papers[0].contains("Stay nearby and watch the board"), "{name}: {}", papers[0]);
    }
}

#[tokio::test]
async fn what_a_kiosk_printed_by_itself_counts() {
    let hall = Hall::new().await;
    let kiosk = Kiosk::join(&hall.desk).await;
    let issue = kiosk.issue(1, hall.desk.app.clock.now(), &question("Where?"));
    kiosk.send(vec![issue.clone()]).await;
    kiosk.hello().await;
    let secret: domain::body::TicketSecret = hall.desk.app.desk_secret().open(&issue.secret).unwrap();
    let mut mei = Browser::of(&hall.desk, "mei").await;
    let (page, print) = (format!("/t/{}/slip", secret.key), format!("/t/{}/print", secret.key));
    orders(&mut mei, &page, &print, &kiosk, "idempotency_key=one").await;
    assert_eq!(kiosk.hello().await.jobs[0].slip.edition().copy, 2, "the first came out of the kiosk");
    let prints = vec![
        Print { number: kiosk.number(1), copy: 4, state: PrintState::Printed },
        Print { number: kiosk.number(1), copy: 1, state: PrintState::Printed },
    ];
    kiosk.post("hello", &link::Hello { prints, ..kiosk.hello_now() }).await;
    orders(&mut mei, &page, &print, &kiosk, "idempotency_key=two").await;
    assert_eq!(kiosk.hello().await.jobs[1].slip.edition().copy, 5, "the kiosk has printed a fourth");
}

#[tokio::test]
async fn a_printer_that_is_away_is_not_offered_and_what_waits_for_it_lapses() {
    let mut hall = Hall::new().await;
    let filed = hall.file().await;
    let (page, print) = (format!("{}/slip", filed.path()), format!("{}/print", filed.path()));
    let kiosk = Kiosk::join(&hall.desk).await;
    let mut mei = Browser::of(&hall.desk, "mei").await;
    kiosk.hello().await;
    orders(&mut mei, &page, &print, &kiosk, "idempotency_key=one").await;
    let out = link::Hello { trouble: Some(Trouble::PaperOut), paper: Paper::Out, ..kiosk.hello_now() };
    kiosk.post("hello", &out).await;
    assert!(!mei.get(&page).await.text.contains("<select name=\"device\">"));
    let away = mei.post("/counter", &print, &format!("device={}", kiosk.joined.device)).await;
    assert_eq!(away.status, StatusCode::CONFLICT);
    assert!(away.text.contains("This printer does not print now"), "{}", away.text);
    hall.desk.clock.advance(Duration::from_mins(5));
    assert!(kiosk.hello().await.jobs.is_empty(), "whoever stood there has gone");
    assert!(mei.get(&page).await.text.contains("Not printed: The printer does not answer"));
}

#[tokio::test]
async fn a_slip_speaks_the_language_of_its_reader_and_below_it_the_fairs_first() {
    let mut hall = Hall::new().await;
    let mut new = domain::testing::TestFair::new().dispute(&[Ask::Mediation]);
    new.claimant.place.language = Language::ZhCn;
    let filed = hall.file_this(new).await;
    let kiosk = Kiosk::join(&hall.desk).await;
    kiosk.hello().await;
    let mut mei = Browser::of(&hall.desk, "mei").await;
    let (page, print) = (format!("{}/slip", filed.path()), format!("{}/print", filed.path()));
    orders(&mut mei, &page, &print, &kiosk, "idempotency_key=one").await;
    let slip = kiosk.hello().await.jobs.swap_remove(0).slip;
    let ticket = ticket_of(&slip);
    let first = hall.desk.app.now().desk.fair().unwrap().plan.languages[0];
    assert_eq!((ticket.kind.text.as_str(), first), ("纠纷", Language::En));
    assert_eq!(ticket.kind.also.as_deref(), Some("Dispute"));
    assert!(scanned(&slip).ends_with(&filed.path()));
}

/// Mei has accepted the case and drawn up the notice; answers with the respondent and the notice's key.
async fn noticed(hall: &Hall, filed: &Filed) -> (PartyId, String) {
    hall.claim(filed.number).await;
    hall.desk.step(filed.case, Action::Accept { source: CaseSource::Application }).await;
    hall.desk.step(filed.case, Action::DeclareImpartiality).await;
    let party = hall.desk.parties(filed.case)[1];
    let (own, ticket) = (App::new_ticket(), App::new_ticket());
    let key = own.secret.key.clone();
    let notice =
        NewNotice { key: own.key, secret: domain::body::NoticeSecret { key: own.secret.key }, ticket };
    hall.desk.step(filed.case, Action::IssueNotice { party, notice }).await;
    (party, key)
}

#[tokio::test]
async fn a_notice_on_a_slip_says_when_and_where_and_nothing_of_the_application() {
    let mut hall = Hall::new().await;
    let mut new = domain::testing::TestFair::new().dispute(&[Ask::Mediation]);
    let said = || CONFIDENTIAL.to_owned();
    if let Some(application) = &mut new.application {
        (application.statement, application.item) = (said(), Some(said()));
    }
    new.claimant.body.name = said();
    new.claimant.body.company = Some(said());
    new.respondents[0].body.described = Some(said());
    new.respondents[0].body.name = said();
    let filed = hall.file_this(new).await;
    let (party, key) = noticed(&hall, &filed).await;
    let kiosk = Kiosk::join(&hall.desk).await;
    kiosk.hello().await;
    let way = format!("/counter/cases/{}/way", filed.case);
    let mut mei = Browser::of(&hall.desk, "mei").await;
    assert!(mei.get(&way).await.text.contains("Kiosk D, hall 1"));
    let more = format!("party={party}&idempotency_key=one");
    assert_eq!(orders(&mut mei, &way, &format!("{way}/print"), &kiosk, &more).await, StatusCode::SEE_OTHER);
    let slip = kiosk.hello().await.jobs.swap_remove(0).slip;
    assert!(scanned(&slip).ends_with(&format!("/n/{key}")));
    let text = serde_json::to_string(&slip).unwrap();
    assert!(!text.contains(CONFIDENTIAL), "{text}");
    for said in ["C-001", "Within 2 h of opening hours", "Mediation is voluntary", "Name and signature"] {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert!(mei.get(&way).await.text.contains("Copy 1, kiosk D:"));
    // Tom has no part in it.
    let mut tom = Browser::of(&hall.desk, "tom").await;
    let refused = tom.post("/counter", &format!("{way}/print"), &more).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    // A notice in its place is another slip, and its first copy.
    let (own, ticket) = (App::new_ticket(), App::new_ticket());
    let notice =
        NewNotice { key: own.key, secret: domain::body::NoticeSecret { key: own.secret.key }, ticket };
    hall.desk.step(filed.case, Action::IssueNotice { party, notice }).await;
    let more = format!("party={party}&idempotency_key=two");
    orders(&mut mei, &way, &format!("{way}/print"), &kiosk, &more).await;
    assert_eq!(kiosk.hello().await.jobs[1].slip.edition().copy, 1);
}

#[tokio::test]
async fn a_days_seal_comes_out_with_its_signed_statement() {
    let mut hall = Hall::new().await;
    hall.file().await;
    let kiosk = Kiosk::join(&hall.desk).await;
    kiosk.hello().await;
    let page = format!("/office/logs/{DAY}");
    let mut organiser = Browser::of(&hall.desk, "organiser").await;
    assert!(!organiser.get(&page).await.text.contains("Kiosk D"), "there is no seal yet");
    let upto = hall.desk.app.now().head.seq;
    organiser.post(&format!("{page}/seal"), &format!("{page}/seal"), &format!("upto={upto}")).await;
    assert!(organiser.get(&page).await.text.contains("Kiosk D, hall 1"));
    let done = orders(&mut organiser, &page, &format!("{page}/print"), &kiosk, "idempotency_key=one").await;
    assert_eq!(done, StatusCode::SEE_OTHER);
    let slip = kiosk.hello().await.jobs.swap_remove(0).slip;
    let now = hall.desk.app.now();
    let seal = now.desk.day_seal(DAY).unwrap();
    let read = Checkpoint::read(&scanned(&slip)).unwrap();
    let key = hall.desk.app.engine.reader().fair_key();
    assert_eq!(Some(read), Checkpoint::of_seal(key, DAY, seal));
    let text = serde_json::to_string(&slip).unwrap();
    let begins = crate::daylog::seal::in_groups(&seal.signature[..16]).join(" ");
    for said in [begins.as_str(), &seal.hash, "Tue", "organiser"] {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert_eq!(organiser.get(&page).await.text.matches("Copy 1, kiosk D:").count(), 1);
}

#[tokio::test]
async fn a_kiosk_that_was_taken_away_is_no_printer() {
    let mut hall = Hall::new().await;
    let filed = hall.file().await;
    let kiosk = Kiosk::join(&hall.desk).await;
    kiosk.hello().await;
    let device = kiosk.joined.device;
    let organiser = domain::Actor::Staff(domain::testing::ORGANISER);
    hall.desk.ask(organiser, Command::RevokeDevice { device }).await.unwrap();
    let session = hall.desk.sign_in(MEI).await;
    let page = hall.desk.call(Method::GET, &format!("{}/slip", filed.path()), &session, None).await;
    assert!(!page.text.contains("Kiosk D"));
}

#[tokio::test]
async fn the_printer_that_is_chosen_beforehand_is_a_fit_one() {
    let mut hall = Hall::new().await;
    let filed = hall.file().await;
    let (first, second) = (Kiosk::join(&hall.desk).await, Kiosk::join(&hall.desk).await);
    let page = format!("{}/slip", filed.path());
    let mut mei = Browser::of(&hall.desk, "mei").await;
    let says = async |kiosk: &Kiosk<'_>, paper: Paper| {
        kiosk.post("hello", &link::Hello { paper, ..kiosk.hello_now() }).await;
    };
    let mut order = async || {
        let shown = mei.get(&page).await.text;
        let at = |letters: &str| shown.find(&format!(">Kiosk {letters},"));
        (at("D").unwrap(), at("E").unwrap())
    };
    says(&first, Paper::Enough).await;
    says(&second, Paper::Enough).await;
    let (d, e) = order().await;
    assert!(d < e, "both are fit: in the order of their letters");
    says(&first, Paper::Low).await;
    let (d, e) = order().await;
    assert!(e < d, "little paper");
    says(&first, Paper::Enough).await;
    hall.desk.clock.advance(Duration::from_secs(20));
    says(&second, Paper::Enough).await;
    let (d, e) = order().await;
    assert!(e < d, "it has missed some hellos");
    says(&second, Paper::Low).await;
    let (d, e) = order().await;
    assert!(d < e, "little paper is worse");
}
