//! What falls due: on the organiser's page of today, on the head's counter, and in the day's log and its files.

use std::{io::Cursor, time::Duration};

use axum::{
    body::Body,
    http::{Request, header},
};
use calamine::{Data, Reader, Xlsx};
use domain::{
    StaffId,
    body::{MeasureBody, ReplyBody},
    command::NewStaff,
    measure::{Basis, MeasureAction, MeasureKind},
    procedure::{
        Action, AgreementBody, Answer, Authority, CaseSource, ClauseBody, ClauseKind, Means, NewAgreement,
        Service, ServiceMethod,
    },
    staff::{Conflict, Role},
    testing::{LAST_DAY, new_staff, person},
};
use http_body_util::BodyExt;
use tower::ServiceExt;

use super::*;
use crate::locale::Language;

fn in_person() -> Service {
    Service { method: ServiceMethod::InPerson, refused: false, evidence: None }
}

/// Both notices of a dispute were handed over at 10:00: an answer is due at 12:00, a statement the day after at 10:00.
async fn served(story: &mut Story) -> CaseId {
    served_with(story, |_| ()).await
}

async fn served_with(story: &mut Story, change: impl FnOnce(&mut NewCase)) -> CaseId {
    let case = story.file(&[Ask::Mediation, Ask::Measure], change).await;
    let now = story.desk.app.now();
    let known = now.desk.case(case).unwrap();
    let (ticket, party) = (known.claimant().ticket.unwrap(), known.respondents()[0].place.id);
    let step = |action| Command::Proceed { case, action: Box::new(action) };
    let notice = story.ids.new_notice();
    for command in [
        Command::ClaimTicket { ticket },
        Command::CheckInTicket { ticket },
        step(Action::Accept { source: CaseSource::Application }),
        step(Action::DeclareImpartiality),
        step(Action::IssueNotice { party, notice }),
        step(Action::RecordService { party, service: in_person(), body: person("Booth staff") }),
    ] {
        story.desk.ask(Actor::Staff(MEI), command).await.unwrap();
    }
    let notice = story.ids.new_notice();
    let served = MeasureAction::RecordService { service: in_person(), body: person("Booth staff") };
    for action in [MeasureAction::IssueNotice { notice }, served] {
        let command = Command::MoveMeasure { case, party, action: Box::new(action) };
        story.desk.ask(Actor::Staff(ORGANISER), command).await.unwrap();
    }
    case
}

async fn look(story: &Story, path: &str, who: StaffId, language: &str) -> String {
    let token = story.desk.sign_in(who).await;
    story.desk.open(path, &format!("desk-session={token}; lang={language}")).await.text
}

/// The respondent says yes.
async fn answered(story: &Story, case: CaseId) {
    let action = Action::Answer {
        party: story.desk.parties(case)[1],
        answer: Answer::Accept,
        text: "v1".to_owned(),
        means: Means::Spoken,
        authority: Authority::Own,
        body: ReplyBody { person: person("Noor"), statement: None, language: None },
        language: None,
    };
    story.desk.step(case, action).await;
}

/// The clock moves on, and the desk does what has become due.
async fn pass(story: &Story, minutes: u64) {
    story.desk.clock.advance(Duration::from_mins(minutes));
    story.desk.ask(Actor::System, Command::Sweep).await.unwrap();
}

/// The part of a page in which what falls due stands.
fn due(page: &str) -> &str {
    let from = page.find("Due today and ").unwrap_or_else(|| panic!("{page}"));
    page[from..].split("</section>").next().unwrap()
}

/// What the log of a day counts of mediation.
fn in_mediation(page: &str) -> &str {
    let from = page.find("<caption>Deadlines in mediation").unwrap_or_else(|| panic!("{page}"));
    page[from..].split("</table>").next().unwrap()
}

/// What the log of a day lists by ticket.
fn listed(page: &str) -> &str {
    let after = page.split("<section id=\"deadlines\">").nth(1).unwrap_or_else(|| panic!("{page}"));
    after.split("</section>").next().unwrap()
}

#[tokio::test]
async fn today_tells_what_falls_due_until_the_desk_opens_again() {
    let mut story = Story::new().await;
    let empty = look(&story, "/office/live", ORGANISER, "en").await;
    assert!(due(&empty).contains("Nothing falls due before the desk opens again"), "{empty}");
    let case = served(&mut story).await;
    let page = look(&story, "/office/live", ORGANISER, "en").await;
    let shown = due(&page);
    // Of what is due in mediation the organiser reads nothing, not even that there is something.
    assert_eq!(shown, due(&empty), "{shown}");
    for untold in ["in mediation", "A-001", "12:00", "Answer to", "Statement on a complaint", "href="] {
        assert!(!shown.contains(untold), "{untold}: {shown}");
    }
    assert!(look(&story, "/office/live", ORGANISER, "zh-CN").await.contains("今日及今夜到期"));
    let counter = look(&story, "/counter/live", HEAD, "en").await;
    assert!(due(&counter).contains(&format!("href=\"/counter/cases/{case}\"")), "{counter}");
    assert!(due(&counter).contains("Answer to the notice of mediation"), "{counter}");
    assert!(
        due(&counter).contains("12:00") && !due(&counter).contains("Deadlines in mediation"),
        "{counter}"
    );
    let counter = look(&story, "/counter/live", MEI, "en").await;
    assert!(!counter.contains("Due today and tonight"), "the head’s alone: {counter}");

    pass(&story, 23 * 60 + 1).await;
    let page = look(&story, "/office/live", ORGANISER, "en").await;
    let shown = due(&page);
    assert!(shown.contains("Statement on a complaint") && !shown.contains("in mediation"), "{shown}");
    assert!(shown.contains(&format!("href=\"/office/cases/{case}#party-")), "{shown}");
    for secret in [CONFIDENTIAL, TOLD, "Li Hua", "Booth staff"] {
        assert!(!shown.contains(secret), "{secret}: {shown}");
    }
    pass(&story, 60).await;
    let page = look(&story, "/office/live", ORGANISER, "en").await;
    let shown = due(&page);
    assert!(shown.contains("Statement on a complaint") && shown.contains("passed"), "their own: {shown}");
}

/// Both notices were handed over an hour before the last close: an answer is due in the evening, a statement the day after. No log comes
/// that would tell it.
#[tokio::test]
async fn on_the_last_day_its_page_and_its_log_tell_what_ends_when_the_desk_does_not_open_any_more() {
    let mut story = Story::new().await;
    story.desk.clock.advance(Duration::from_hours(2 * 24 + 6));
    served(&mut story).await;
    let (statement, until) = ("Statement on a complaint", "13 Mar, 16:00");
    let page = look(&story, "/office/live", ORGANISER, "en").await;
    let shown = due(&page);
    assert!(shown.contains("Due today and later") && shown.contains(statement), "{shown}");
    assert!(shown.contains(until) && !shown.contains("in mediation") && !shown.contains("18:00"), "{shown}");
    assert!(look(&story, "/office/live", ORGANISER, "zh-CN").await.contains("今日及以后到期"));
    let counter = look(&story, "/counter/live", HEAD, "en").await;
    let shown = due(&counter);
    assert!(shown.contains("Answer to the notice of mediation") && shown.contains("18:00"), "{shown}");

    story.desk.clock.advance(Duration::from_mins(90));
    let token = story.desk.sign_in(ORGANISER).await;
    let seal = format!("/api/v1/logs/{LAST_DAY}/seal");
    let sealed = story.desk.call(Method::POST, &seal, &token, Some(serde_json::json!({}))).await;
    assert!(sealed.json()["hash"].is_string(), "{}", sealed.text);
    let page = format!("/office/logs/{LAST_DAY}");
    let text = look(&story, &page, ORGANISER, "en").await;
    for told in [statement, until, "Still time"] {
        assert!(listed(&text).contains(told), "{told}: {text}");
    }
    assert!(text.contains("what ends later is listed here, too"), "{text}");
    assert!(!listed(&text).contains("notice of mediation"), "{text}");
    let mut organiser = Browser::of(&story.desk, "organiser").await;
    let json = organiser.get(&format!("{page}/log.json")).await.json();
    let [one] = json["deadlines"]["listed"].as_array().unwrap().as_slice() else { panic!("{json}") };
    assert_eq!((&one["until"], &one["fate"]), (&"2026-03-13T08:00:00Z".into(), &"running".into()), "{json}");
    let file = organiser.get(&format!("{page}/log.xlsx?language=en")).await;
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(file.bytes.to_vec())).unwrap();
    let sheet = book.worksheet_range("Deadlines").unwrap();
    assert_eq!(sheet.get_value((1, 1)).unwrap().to_string(), statement);
    let before = organiser.get(&format!("/office/logs/{DAY}/log.json")).await.json();
    assert_eq!(before["deadlines"]["listed"], serde_json::json!([]), "{before}");

    pass(&story, 2 * 24 * 60).await;
    let text = look(&story, &page, ORGANISER, "en").await;
    assert!(listed(&text).contains("Missed") && listed(&text).contains(until), "{text}");
    assert!(
        in_mediation(&text).contains("Answer to the notice of mediation"),
        "it was due that evening: {text}"
    );
    let page = look(&story, "/office/live", ORGANISER, "en").await;
    assert!(due(&page).contains("Nothing falls due any more"), "{page}");
}

/// What whoever follows the organiser's page of today is sent first.
async fn streamed(story: &Story) -> String {
    let cookie = format!("desk-session={}; lang=en", story.desk.sign_in(ORGANISER).await);
    let request = Request::get("/office/events").header(header::COOKIE, cookie).body(Body::empty()).unwrap();
    let mut stream = story.desk.service.clone().oneshot(request).await.unwrap().into_body();
    let first = stream.frame().await.unwrap().unwrap().into_data().unwrap();
    String::from_utf8(first.to_vec()).unwrap()
}

/// Procedure E.2: whether a respondent answered or agreed to mediation must not weigh where the organiser decides in the same matter.
#[tokio::test]
async fn the_organiser_reads_by_no_ticket_whether_a_respondent_answered() {
    let (mut silent, mut told) = (Story::new().await, Story::new().await);
    served(&mut silent).await;
    let case = served(&mut told).await;
    answered(&told, case).await;
    told.desk.by_mei(Command::OpenTalks { case }).await;
    let log = format!("/office/logs/{DAY}");
    let head = look(&told, "/counter/live", HEAD, "en").await;
    assert!(!due(&head).contains("notice of mediation"), "the head knows that it came: {head}");
    for minutes in [0, 119, 2] {
        let mut seen = Vec::new();
        for story in [&silent, &told] {
            pass(story, minutes).await;
            let today = look(story, "/office/live", ORGANISER, "en").await;
            assert!(!due(&today).contains("mediation"), "{minutes}: {today}");
            assert!(!due(&today).contains("passed") && !due(&today).contains("A-001"), "{minutes}: {today}");
            let sent = streamed(story).await;
            let page = look(story, &log, ORGANISER, "en").await;
            assert!(!page.contains("id=\"deadlines\""), "nothing by ticket: {page}");
            assert!(!page.contains("<caption>Deadlines in mediation"), "{minutes}: {page}");
            assert!(page.contains("what fell due in mediation is told when the day is over"), "{page}");
            seen.push([due(&today), due(&sent)].map(ToOwned::to_owned));
        }
        assert_eq!(seen[0], seen[1], "{minutes}");
    }
    let head = look(&silent, "/counter/live", HEAD, "en").await;
    assert!(due(&head).contains("notice of mediation") && due(&head).contains("passed"), "{head}");
}

/// The claimant takes it back while the respondent may still answer.
async fn withdrawn(story: &Story, case: CaseId) {
    let ticket = story.desk.app.now().desk.case(case).unwrap().claimant().ticket.unwrap();
    story.desk.ask(Actor::Party(ticket), Command::WithdrawCase { case }).await.unwrap();
}

#[tokio::test]
async fn the_log_counts_what_was_due_in_mediation_and_its_files_tell_no_more() {
    let mut story = Story::new().await;
    let case = served(&mut story).await;
    // It ends before its hour: the number that is told afterwards is the same for that.
    withdrawn(&story, case).await;
    pass(&story, 121).await;
    let page = format!("/office/logs/{DAY}");
    let json = Browser::of(&story.desk, "organiser").await.get(&format!("{page}/log.json")).await.json();
    assert_eq!(json["deadlines"]["in_mediation"], serde_json::json!({}), "{json}");
    assert!(json["told_later"].as_array().unwrap().contains(&"deadlines.in_mediation".into()), "{json}");
    pass(&story, 24 * 60).await;
    let text = look(&story, &page, ORGANISER, "en").await;
    let counted = in_mediation(&text);
    assert!(counted.contains("Answer to the notice of mediation") && counted.contains(">1<"), "{counted}");
    for fate in ["Missed", "In time", "Still time", "A-001"] {
        assert!(!counted.contains(fate), "{fate}: {counted}");
    }
    assert!(text.contains("known to the mediation body alone"), "{text}");
    assert!(look(&story, &page, ORGANISER, "zh-CN").await.contains("调解中的到期事项"));

    let mut organiser = Browser::of(&story.desk, "organiser").await;
    let file = organiser.get(&format!("{page}/log.xlsx?language=en")).await;
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(file.bytes.to_vec())).unwrap();
    assert!(!book.sheet_names().iter().any(|name| name == "Deadlines"), "none of the organiser’s track");
    let figures = book.worksheet_range("Figures").unwrap();
    let counted = figures.rows().find(|row| row[0] == "Answer to the notice of mediation").unwrap();
    assert_eq!(counted[1], Data::Float(1.0));
    assert!(counted[2..].iter().all(|cell| *cell == Data::Empty), "{counted:?}");
    assert!(!figures.rows().any(|row| row.iter().any(|cell| *cell == "Missed")), "{figures:?}");
    let table = organiser.get(&format!("{page}/log.csv")).await.text;
    assert!(!table.contains("notice of mediation"), "the columns of the table stay: {table}");
}

#[tokio::test]
async fn the_log_counts_and_lists_the_deadlines_of_the_organisers_track() {
    let mut story = Story::new().await;
    served(&mut story).await;
    pass(&story, 24 * 60 + 1).await;
    let page = format!("/office/logs/{}", DAY.tomorrow().unwrap());
    let text = look(&story, &page, ORGANISER, "en").await;
    for shown in ["10:00", "Statement on a complaint", "A-001", "Missed"] {
        assert!(listed(&text).contains(shown), "{shown}: {text}");
    }
    assert!(text.contains("told as known now"), "{text}");
    assert!(!text.contains("Answer to the notice"), "that was due on another day: {text}");

    let mut organiser = Browser::of(&story.desk, "organiser").await;
    let file = organiser.get(&format!("{page}/log.xlsx?language=en")).await;
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(file.bytes.to_vec())).unwrap();
    let sheet = book.worksheet_range("Deadlines").unwrap();
    assert!(matches!(sheet.get_value((1, 0)), Some(Data::DateTime(_))), "{sheet:?}");
    let said = |column| sheet.get_value((1, column)).unwrap().to_string();
    assert_eq!([1, 2, 3, 4].map(said), ["Statement on a complaint", "A-001", "", "Missed"]);
    let figures = book.worksheet_range("Figures").unwrap();
    let counted = figures.rows().find(|row| row[0] == "Statement on a complaint");
    assert_eq!(counted.unwrap()[1..4], [0.0, 1.0, 0.0].map(Data::Float));
    let json = organiser.get(&format!("{page}/log.json")).await.json();
    let deadlines = &json["deadlines"];
    assert_eq!(deadlines["counted"], serde_json::json!({"statement": {"missed": 1}}), "{json}");
    let [one] = deadlines["listed"].as_array().unwrap().as_slice() else { panic!("{json}") };
    assert_eq!((&one["ticket"], &one["fate"]), (&"A-001".into(), &"missed".into()), "{json}");
    assert!(deadlines["in_mediation"].is_object() && json["came_late"] == serde_json::json!([]), "{json}");
}

/// A measure is lifted by the end of its day: whether it was is not yet known when the day is sealed in the afternoon.
#[tokio::test]
async fn what_ended_unkept_at_midnight_is_missed_also_in_a_day_that_was_sealed_before() {
    let mut story = Story::new().await;
    let case = served(&mut story).await;
    let until = Some("2026-03-10T08:00:00Z".parse().unwrap());
    let body = MeasureBody { text: "The lamp is covered.".to_owned(), ..MeasureBody::default() };
    let (kind, basis) = (MeasureKind::Cover, Basis::BindingDecision);
    let action = Box::new(MeasureAction::Order { kind, basis, until, body });
    let party = story.desk.parties(case)[1];
    story.desk.ask(Actor::Staff(ORGANISER), Command::MoveMeasure { case, party, action }).await.unwrap();
    pass(&story, 6 * 60 + 30).await;
    let token = story.desk.sign_in(ORGANISER).await;
    let seal = format!("/api/v1/logs/{DAY}/seal");
    let sealed = story.desk.call(Method::POST, &seal, &token, Some(serde_json::json!({}))).await;
    assert!(sealed.json()["hash"].is_string(), "{}", sealed.text);
    let page = format!("/office/logs/{DAY}");
    let text = look(&story, &page, ORGANISER, "en").await;
    assert!(listed(&text).contains("Still time") && !listed(&text).contains("Missed"), "{text}");
    // Nothing is recorded between: the hour alone tells.
    story.desk.clock.advance(Duration::from_hours(8));
    let text = look(&story, &page, ORGANISER, "en").await;
    assert!(listed(&text).contains("Missed") && !listed(&text).contains("Still time"), "{text}");
}

#[tokio::test]
async fn what_was_agreed_is_due_before_the_head_and_counted_before_the_organiser() {
    let mut story = Story::new().await;
    let case = story.file(&[Ask::Mediation], |_| ()).await;
    let ticket = story.desk.app.now().desk.case(case).unwrap().claimant().ticket.unwrap();
    story.desk.by_mei(Command::ClaimTicket { ticket }).await;
    story.desk.agreed(case, App::new_ticket()).await;
    for command in [
        Command::OpenTalks { case },
        Command::ClaimTicket { ticket },
        Command::CallTicket { ticket, room: None },
    ] {
        story.desk.by_mei(command).await;
    }
    let now = story.desk.app.now();
    let tickets = now.desk.case(case).unwrap().parties.iter().filter_map(|party| party.ticket);
    for ticket in tickets.collect::<Vec<_>>() {
        story.desk.by_mei(Command::CheckInTicket { ticket }).await;
    }
    story.desk.prepared(case).await;
    story.desk.by_mei(Command::StartSession { case }).await;
    let clause = ClauseBody {
        kind: ClauseKind::Cover,
        debtor: story.desk.parties(case)[1],
        act: CONFIDENTIAL.to_owned(),
        translation: None,
        place: None,
        from: Some(DAY),
        until: Some(LAST_DAY),
        money: None,
        organiser: false,
    };
    let (facts, disputes) = ("A lamp is shown.".to_owned(), "Whether it is a copy.".to_owned());
    let body = AgreementBody { facts, disputes, clauses: vec![clause], ..AgreementBody::default() };
    let draft = NewAgreement { body, prevailing: Language::ZhCn };
    story.desk.step(case, Action::RegisterOral { draft }).await;
    let (outcome, reason) = (Outcome::Settled, Reason::Agreement);
    story.desk.by_mei(Command::ConcludeCase { case, outcome, reason, remark: None }).await;

    pass(&story, 2 * 24 * 60).await;
    let head = look(&story, "/counter/live", HEAD, "en").await;
    assert!(due(&head).contains("Something agreed, to be performed"), "{head}");
    let today = look(&story, "/office/live", ORGANISER, "en").await;
    assert!(due(&today).contains("Nothing falls due"), "{today}");
    pass(&story, 24 * 60).await;
    let log = look(&story, &format!("/office/logs/{LAST_DAY}"), ORGANISER, "en").await;
    assert!(in_mediation(&log).contains("Something agreed, to be performed"), "{log}");
    assert!(!log.contains("id=\"deadlines\"") && !log.contains(CONFIDENTIAL), "{log}");
}

#[tokio::test]
async fn a_head_reads_nothing_of_a_case_that_a_conflict_of_interest_keeps_from_them() {
    let mut story = Story::new().await;
    let exhibitor = domain::ExhibitorId([9; 16]);
    let body = domain::body::ExhibitorBody { name: "Lumen".to_owned(), ..Default::default() };
    let enrol = Command::EnrolExhibitor { exhibitor, booths: Vec::new(), undertaking: None, body };
    story.desk.ask(Actor::Staff(ORGANISER), enrol).await.unwrap();
    served_with(&mut story, |new| new.respondents[0].place.exhibitor = Some(exhibitor)).await;
    // Only who also mediates declares one.
    let id = StaffId([77; 16]);
    let staff = NewStaff { roles: vec![Role::Head, Role::Mediator], ..new_staff(id, Role::Mediator) };
    story.desk.ask(Actor::System, Command::AppointStaff { staff }).await.unwrap();
    let before = look(&story, "/counter/live", id, "en").await;
    assert!(due(&before).contains("Answer to the notice of mediation"), "{before}");
    let conflict = Conflict::Exhibitor(exhibitor);
    story.desk.ask(Actor::Staff(id), Command::DeclareConflict { conflict }).await.unwrap();
    let after = look(&story, "/counter/live", id, "en").await;
    assert!(due(&after).contains("Nothing falls due"), "{after}");
    let other = look(&story, "/counter/live", HEAD, "en").await;
    assert!(due(&other).contains("Answer to the notice of mediation"), "{other}");
}

/// Where the bars of the organiser's track lead, and what they count.
fn bars(page: &str) -> Vec<(String, usize)> {
    let links = page.split("<dt><a href=\"").skip(1).filter_map(|bar| bar.split_once('"'));
    let counted = |bar: &str| -> Option<usize> { bar.split("<b>").nth(1)?.split('<').next()?.parse().ok() };
    let ours = links.filter(|(href, _)| href.starts_with("/office/complaints"));
    ours.filter_map(|(href, bar)| Some((href.replace("&#38;", "&"), counted(bar)?))).collect()
}

#[tokio::test]
async fn a_bar_of_the_organisers_track_opens_the_complaints_that_it_counts() {
    let mut story = Story::new().await;
    story.file(&[Ask::Measure], |_| ()).await;
    let case = served(&mut story).await;
    let body = MeasureBody { text: "The lamp is covered.".to_owned(), ..MeasureBody::default() };
    let (kind, basis) = (MeasureKind::Cover, Basis::BindingDecision);
    let action = Box::new(MeasureAction::Order { kind, basis, until: None, body });
    let party = story.desk.parties(case)[1];
    story.desk.ask(Actor::Staff(ORGANISER), Command::MoveMeasure { case, party, action }).await.unwrap();
    let mut organiser = Browser::of(&story.desk, "organiser").await;
    let day = organiser.get(&format!("/office/logs/{DAY}")).await.text;
    let report = organiser.get("/office/report").await.text;
    for (page, said) in [(&day, "Ordered and not lifted at the end"), (&report, "Ordered and not lifted")] {
        assert!(page.contains(said) && !page.contains("in force"), "nobody has covered anything yet: {page}");
    }
    let bars = bars(&day);
    let ends: Vec<_> = bars.iter().filter_map(|(href, _)| href.split("what=").nth(1)).collect();
    assert_eq!(ends, ["served", "in-force", "ordered-cover"]);
    for (href, counted) in bars {
        let list = organiser.get(&href).await.text;
        assert_eq!(list.matches("<p class=\"standing\">").count(), counted, "{href}: {list}");
        assert!(list.contains("A-002") && !list.contains("A-001"), "{href}: {list}");
        assert!(list.contains("Show all"), "{list}");
    }
    let none = organiser.get(&format!("/office/complaints?day={DAY}&what=lifted")).await.text;
    assert!(none.contains("No case like this") && !none.contains("A-00"), "{none}");
    let all = organiser.get("/office/complaints").await.text;
    assert!(all.contains("A-001") && all.contains("A-002"), "{all}");
}
