//! What the organiser's page of today warns of, and what it leads to.

use std::{io::Cursor, time::Duration};

use axum::{
    body::Body,
    http::{Request, header},
};
use calamine::{Reader, Xlsx};
use domain::{
    StaffId,
    body::MeasureBody,
    command::NewStaff,
    measure::MeasureAction,
    procedure::{Action, ConsentTo, Means},
    staff::{DutyState, Profile, Role},
    testing::{RECEPTION, new_staff},
};
use http_body_util::BodyExt;
use tower::ServiceExt;

use super::*;
use crate::upkeep::{self, Mark};

async fn today(story: &Story, language: &str) -> String {
    let token = story.desk.sign_in(ORGANISER).await;
    story.desk.open("/office/live", &format!("desk-session={token}; lang={language}")).await.text
}

async fn on_break(story: &Story, who: domain::StaffId) {
    let off = Command::TakeDuty { state: DutyState::Break, room: None };
    story.desk.ask(Actor::Staff(who), off).await.unwrap();
}

#[tokio::test]
async fn who_waits_too_long_or_for_nobody_is_told_with_the_list_behind_it() {
    let mut story = Story::new().await;
    story.file(&[Ask::Mediation], |_| ()).await;
    let page = today(&story, "en").await;
    assert!(!page.contains("waited longer than") && !page.contains("nobody is on duty"), "{page}");
    story.desk.clock.advance(Duration::from_mins(16));
    let page = today(&story, "en").await;
    assert!(page.contains("One ticket has waited longer than 15 minutes."), "{page}");
    assert!(page.contains("Longest wait now") && page.contains("<b class=\"wide\">16 min</b>"), "{page}");
    let tiles = page.split("data-live=\"office-tiles\"").nth(1).unwrap().split("</ul>").next().unwrap();
    assert!(!tiles.contains("A-001"), "whose it is would tell who waits for talks: {tiles}");
    assert!(page.contains(&format!("/office/logs/{DAY}?state=waiting#list")));

    let speaks = |tag: &str| Profile { languages: vec![tag.to_owned()], ..Profile::default() };
    for (who, tag) in [(MEI, "zh-CN"), (TOM, "zh-CN")] {
        story
            .desk
            .ask(Actor::Staff(HEAD), Command::AmendStaff { staff: who, profile: speaks(tag) })
            .await
            .unwrap();
    }
    let page = today(&story, "en").await;
    assert!(page.contains("One party waiting needs English, and nobody on duty speaks it"), "{page}");
    assert!(today(&story, "zh-CN").await.contains("1位需要使用英语"));
    let list = format!("speaks it. <a href=\"/office/logs/{DAY}?ticket=A-001#list\"");
    assert!(page.contains(&list), "just those who need it: {page}");

    on_break(&story, MEI).await;
    on_break(&story, TOM).await;
    let page = today(&story, "en").await;
    assert!(page.contains("One ticket waits and nobody is on duty"), "{page}");
    assert!(!page.contains("need English"), "said once");
}

#[tokio::test]
async fn what_goes_on_after_the_end_waits_no_longer() {
    let mut story = Story::new().await;
    let on = story.file(&[Ask::Mediation], |_| ()).await;
    story.desk.clock.advance(Duration::from_mins(10));
    story.file(&[Ask::Mediation], |_| ()).await;
    let (party, to) = (story.desk.parties(on)[0], ConsentTo::Remote);
    let (text, means) = ("2026-03".to_owned(), Means::Spoken);
    for action in [Action::Consent { party, to, text, means }, Action::CarryOver] {
        let step = Command::Proceed { case: on, action: Box::new(action) };
        story.desk.ask(Actor::Staff(HEAD), step).await.unwrap();
    }
    story.desk.clock.advance(Duration::from_mins(6));
    let page = today(&story, "en").await;
    assert!(!page.contains("waited longer than"), "who filed first is not waited for here: {page}");
    assert!(page.contains("<b class=\"wide\">6 min</b>") && !page.contains("16 min"), "{page}");
    let mut organiser = Browser::of(&story.desk, "organiser").await;
    let list = organiser.get(&format!("/office/logs/{DAY}?state=waiting")).await.text;
    assert!(list.contains("A-002") && !list.contains("A-001"), "the list has those that are counted: {list}");
}

/// What stands below a caption.
fn picture(page: &str, caption: &str) -> String {
    let figure = page.split(&format!("<figcaption>{caption}</figcaption>")).nth(1).unwrap_or_default();
    figure.split("</figure>").next().unwrap_or_default().to_owned()
}

/// Five who waited five minutes each the day before, and four; on the day itself one who waited three.
#[tokio::test]
async fn the_waits_of_an_hour_stand_against_the_days_before() {
    let compared = "Usual wait in minutes, by the hour it ended in; the line is that of the days before";
    for (count, told) in [(5, true), (4, false)] {
        let mut story = Story::new().await;
        let mut filed = Vec::new();
        for _ in 0..count {
            filed.push(story.file(&[Ask::Mediation], |_| ()).await);
        }
        story.desk.clock.advance(Duration::from_mins(5));
        for case in filed {
            story.conclude(case, Outcome::NotAccepted, Reason::NotAtThisFair).await;
        }
        let page = today(&story, "en").await;
        assert!(!page.contains(compared), "there is no day before: {page}");
        story.desk.clock.advance(Duration::from_hours(24));
        let page = today(&story, "en").await;
        let waits = picture(&page, compared);
        assert_eq!(waits.contains("; 10: –, usually 5; 11: –"), told, "{page}");
        assert_eq!(waits.matches("<line class=\"usual\"").count(), usize::from(told), "{page}");
        assert_eq!(page.contains(compared), told, "few tell of persons: {page}");
        let case = story.file(&[Ask::Mediation], |_| ()).await;
        story.desk.clock.advance(Duration::from_mins(3));
        story.conclude(case, Outcome::NotAccepted, Reason::NotAtThisFair).await;
        let page = today(&story, "en").await;
        assert_eq!(picture(&page, compared).contains("; 10: 3, usually 5;"), told, "{page}");
        let page = today(&story, "zh-CN").await;
        let waits = picture(&page, "一般等候时间（分钟，按等候结束的时段）；横线为前几日的一般水平");
        assert_eq!(waits.contains("10: 3, 平时5;"), told, "{page}");
    }
}

/// The pictures of a day with one case: it waits since it was filed, or both sides agreed to talk and it stands in line for that.
async fn pictures_of_one(agreed: bool) -> String {
    let mut story = Story::new().await;
    let case = story.file(&[Ask::Mediation], |_| ()).await;
    story.desk.clock.advance(Duration::from_mins(2));
    if agreed {
        let ticket = story.desk.app.now().desk.case(case).unwrap().claimant().ticket.unwrap();
        story.desk.by_mei(Command::ClaimTicket { ticket }).await;
        story.desk.by_mei(Command::CheckInTicket { ticket }).await;
        story.desk.agreed(case, App::new_ticket()).await;
        story.desk.by_mei(Command::OpenTalks { case }).await;
    }
    let page = today(&story, "en").await;
    let pictures = page.split("data-live=\"office-load\"").nth(1).unwrap();
    pictures.split("<section id=\"duty\"").next().unwrap().to_owned()
}

/// Both sides come to talks because they agreed to mediate, which the organiser is told of nobody.
#[tokio::test]
async fn no_picture_tells_in_which_line_somebody_stands() {
    let pictures = pictures_of_one(false).await;
    assert!(pictures.contains("Where the tickets stand") && pictures.contains("state=waiting"), "{pictures}");
    assert_eq!(pictures_of_one(true).await, pictures);
}

/// A heading with nothing below it looks broken.
#[tokio::test]
async fn a_picture_of_which_there_is_nothing_yet_says_so() {
    let mut story = Story::new().await;
    let pictures = [
        "Usual wait in minutes, by the hour it ended in",
        "Where the tickets stand",
        "In which hall",
        "How cases ended",
    ];
    let page = today(&story, "en").await;
    for said in pictures {
        assert!(picture(&page, said).contains("Nothing yet"), "{said}: {page}");
    }
    let case = story.file(&[Ask::Mediation], |_| ()).await;
    story.desk.clock.advance(Duration::from_mins(2));
    story.conclude(case, Outcome::NotAccepted, Reason::NotAtThisFair).await;
    let page = today(&story, "en").await;
    for said in pictures {
        let drawn = picture(&page, said);
        assert!(drawn.contains("<svg") && !drawn.contains("Nothing yet"), "{said}: {page}");
    }
    assert!(today(&Story::new().await, "zh-CN").await.contains("<p class=\"quiet\">暂无</p>"));

    // Five in five halls are one in each: no hall is told, and it is not said that nothing came.
    let mut story = Story::new().await;
    let more =
        ["3", "4", "5"].map(|hall| (HallId(hall.to_owned()), domain::ScanToken(format!("hall-{hall}"))));
    story.desk.ask(Actor::Staff(ORGANISER), Command::AddHalls { halls: more.to_vec() }).await.unwrap();
    for hall in ["1", "2", "3", "4", "5"] {
        story.file(&[Ask::Mediation], |new| new.hall = Some(HallId(hall.to_owned()))).await;
    }
    let hidden = picture(&today(&story, "en").await, "In which hall");
    assert!(hidden.contains("not shown") && !hidden.contains("Nothing yet"), "{hidden}");
}

#[tokio::test]
async fn whether_reception_is_staffed_stands_among_who_is_on_duty() {
    let mut story = Story::new().await;
    story.file(&[Ask::Mediation], |_| ()).await;
    on_break(&story, MEI).await;
    on_break(&story, TOM).await;
    let page = today(&story, "en").await;
    let row = "<bdi>reception</bdi> <span class=\"quiet\">Reception</span></td><td>";
    assert!(page.contains(row), "{page}");
    assert!(page.contains("One ticket waits and nobody is on duty") && page.contains("0 on duty"), "{page}");
    let duty = Command::TakeDuty { state: DutyState::On, room: None };
    story.desk.ask(Actor::Staff(RECEPTION), duty).await.unwrap();
    let page = today(&story, "en").await;
    assert!(page.contains("1 on duty") && !page.contains("nobody is on duty"), "{page}");
    assert!(page.contains("One ticket waits and no mediator is on duty, reception alone"), "{page}");
}

#[tokio::test]
async fn who_forgot_to_go_off_duty_is_told_the_next_day() {
    let story = Story::new().await;
    assert!(!today(&story, "en").await.contains("since an earlier day"));
    story.desk.clock.advance(Duration::from_hours(24));
    let page = today(&story, "en").await;
    assert!(page.contains("2 people have been on duty since an earlier day"), "{page}");
    for who in [MEI, TOM] {
        let off = Command::TakeDuty { state: DutyState::Off, room: None };
        story.desk.ask(Actor::Staff(who), off).await.unwrap();
    }
    assert!(!today(&story, "en").await.contains("since an earlier day"));
}

#[tokio::test]
async fn who_is_still_on_duty_when_the_desk_has_closed_is_told_and_shown() {
    let story = Story::new().await;
    let said = "still on duty, though the desk has closed";
    assert!(!today(&story, "en").await.contains(said));
    story.desk.clock.advance(Duration::from_hours(8));
    let page = today(&story, "en").await;
    assert!(page.contains(&format!("2 people are {said}")), "{page}");
    assert_eq!(page.matches("past closing").count(), 2, "{page}");
    assert!(!page.contains("/counter/hours"), "the sheet is the head's: {page}");
    let both = StaffId([78; 16]);
    let staff = NewStaff { roles: vec![Role::Organiser, Role::Head], ..new_staff(both, Role::Organiser) };
    story.desk.ask(Actor::Staff(ORGANISER), Command::AppointStaff { staff }).await.unwrap();
    let cookie = format!("desk-session={}; lang=en", story.desk.sign_in(both).await);
    let led = story.desk.open("/office/live", &cookie).await.text;
    assert!(led.contains("/counter/hours#correct"), "whoever heads a body too is led there: {led}");
    for who in [MEI, TOM] {
        let off = Command::TakeDuty { state: DutyState::Off, room: None };
        story.desk.ask(Actor::Staff(who), off).await.unwrap();
    }
    let page = today(&story, "en").await;
    assert!(!page.contains(said) && !page.contains("past closing"), "{page}");
}

/// Who was not called by then, and what goes on over a distance: their number, its list and its bar say that they stand in no line.
#[tokio::test]
async fn after_the_last_close_nobody_is_told_to_wait() {
    let mut story = Story::new().await;
    story.file(&[Ask::Mediation], |_| ()).await;
    let carried = story.file(&[Ask::Mediation], |_| ()).await;
    let party = story.desk.parties(carried)[0];
    let (to, text, means) = (ConsentTo::Remote, "2026-03".to_owned(), Means::Spoken);
    for action in [Action::Consent { party, to, text, means }, Action::CarryOver] {
        let step = Command::Proceed { case: carried, action: Box::new(action) };
        story.desk.ask(Actor::Staff(HEAD), step).await.unwrap();
    }
    let last = "/office/logs/2026-03-12";
    story.desk.clock.set("2026-03-12T08:00:00Z".parse().unwrap());
    let open = today(&story, "en").await;
    assert!(open.contains("Waiting now") && open.contains("Longest wait now"), "{open}");
    assert!(!open.contains("In no line any more"), "{open}");
    let mut organiser = Browser::of(&story.desk, "organiser").await;
    let rows = organiser.get(&format!("{last}?state=waiting")).await.text;
    assert!(rows.contains("so far") && !rows.contains("in no line any more"), "{rows}");
    story.desk.clock.set("2026-03-12T12:00:00Z".parse().unwrap());
    let over = today(&story, "en").await;
    assert!(over.contains("data-say=\"2 in no line any more, "), "{over}");
    assert!(!over.contains("Waiting now") && !over.contains("Longest wait now"), "{over}");
    let tiles = over.split("data-live=\"office-tiles\"").nth(1).unwrap().split("</ul>").next().unwrap();
    assert!(tiles.contains("<span>In no line any more</span><b>2</b>"), "{tiles}");
    let bars = over.split("data-live=\"office-standing\"").nth(1).unwrap();
    assert!(bars.contains("In no line any more"), "{bars}");
    let mut organiser = Browser::of(&story.desk, "organiser").await;
    let rows = organiser.get(&format!("{last}?state=waiting")).await.text;
    for ticket in ["A-001", "A-002"] {
        assert!(rows.contains(&format!(">{ticket}</th>")), "{ticket}: {rows}");
    }
    assert_eq!(rows.matches("in no line any more").count(), 2, "{rows}");
    assert!(!rows.contains("so far"), "{rows}");
    assert!(today(&story, "zh-CN").await.contains("已不在队列中"));
}

/// The numbers of today go on; the lists that they open stand still.
#[tokio::test]
async fn a_day_that_was_sealed_early_says_so_beside_its_live_numbers() {
    let mut story = Story::new().await;
    story.file(&[Ask::Mediation], |_| ()).await;
    assert!(!today(&story, "en").await.contains("was sealed at"), "it is not");
    story.desk.clock.advance(Duration::from_mins(30));
    let upto = story.desk.app.now().head.seq;
    let command = seal::command(&**story.desk.app.engine.reader(), DAY, upto).unwrap().unwrap();
    story.desk.ask(Actor::Staff(ORGANISER), command).await.unwrap();
    story.file(&[Ask::Mediation], |_| ()).await;
    let page = today(&story, "en").await;
    let (_, said) = page.split_once("data-live=\"office-sealed\"").unwrap();
    assert!(said.contains("Today’s log was sealed at 10:30.") && said.contains("marked as late"), "{said}");
    assert!(said.contains(&format!("<a href=\"/office/logs/{DAY}\">Open the log</a>")), "{said}");
    assert!(today(&story, "zh-CN").await.contains("今日日志已于10:30封存"));
    // Whoever follows a number of today reads at its list why that has fewer, and where the others are.
    let mut organiser = Browser::of(&story.desk, "organiser").await;
    let list = |page: &str| {
        let list = page.split("<section id=\"list\">").nth(1).unwrap();
        list.split("</section>").next().unwrap().to_owned()
    };
    let sealed = list(&organiser.get(&format!("/office/logs/{DAY}?only=filed")).await.text);
    assert!(sealed.contains("as it was sealed at 10:30") && !sealed.contains("A-002"), "{sealed}");
    let late = format!("<a href=\"/office/logs/{DAY}?only=late#list\">Show the late entries</a>");
    assert!(sealed.contains(&late), "{sealed}");
    let late = list(&organiser.get(&format!("/office/logs/{DAY}?only=late")).await.text);
    assert!(late.contains("A-002") && !late.contains("as it was sealed at"), "{late}");
    // The next day is not sealed.
    story.desk.clock.advance(Duration::from_hours(24));
    assert!(!today(&story, "en").await.contains("was sealed at"));
}

/// In one line of its tile, in both languages.
#[tokio::test]
async fn a_wait_of_hours_stands_in_few_letters_and_a_smaller_face() {
    let mut story = Story::new().await;
    story.file(&[Ask::Mediation], |_| ()).await;
    story.desk.clock.advance(Duration::from_mins(45));
    let page = today(&story, "en").await;
    assert!(page.contains("<b class=\"wide\">45 min</b>"), "{page}");
    story.desk.clock.advance(Duration::from_mins(99));
    let page = today(&story, "en").await;
    assert!(page.contains("<b class=\"long\">2 h 24 min</b>"), "{page}");
    let page = today(&story, "zh-CN").await;
    assert!(page.contains("<b class=\"long\">2小时24分钟</b>"), "{page}");
    assert!(!page.contains("含夜间"), "{page}");
    // The desk is open for eight hours of a day.
    story.desk.clock.advance(Duration::from_hours(20));
    let page = today(&story, "en").await;
    assert!(page.contains("<small>over a night</small>"), "{page}");
}

/// Who was received and stands in the line for talks now has waited since it came, here as at the counter.
#[tokio::test]
async fn the_longest_wait_counts_from_the_filing_in_whichever_line() {
    let mut story = Story::new().await;
    let case = story.file(&[Ask::Mediation], |_| ()).await;
    story.desk.clock.advance(Duration::from_mins(10));
    let ticket = story.desk.app.now().desk.case(case).unwrap().claimant().ticket.unwrap();
    for command in [Command::ClaimTicket { ticket }, Command::CheckInTicket { ticket }] {
        story.desk.by_mei(command).await;
    }
    story.desk.agreed(case, App::new_ticket()).await;
    story.desk.by_mei(Command::OpenTalks { case }).await;
    story.desk.clock.advance(Duration::from_mins(20));
    let page = today(&story, "en").await;
    assert!(page.contains("<b class=\"wide\">30 min</b>"), "{page}");
    let mut mei = Browser::of(&story.desk, "mei").await;
    let counter = mei.get("/counter").await.text;
    assert!(counter.contains("waiting 30 min"), "{counter}");
}

/// The log of the day on which it ended says it too, on the page and in the workbook.
#[tokio::test]
async fn a_wait_that_reached_over_a_night_says_so_in_the_log() {
    let mut story = Story::new().await;
    let case = story.file(&[Ask::Mediation], |_| ()).await;
    story.desk.clock.advance(Duration::from_hours(24));
    story.conclude(case, Outcome::NotAccepted, Reason::NotAtThisFair).await;
    let mut officer = Browser::of(&story.desk, "organiser").await;
    let page = officer.get("/office/logs/2026-03-11").await.text;
    assert!(page.contains("over a night"), "{page}");
    let file = officer.get("/office/logs/2026-03-11/log.xlsx?language=en").await;
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(file.bytes.to_vec())).unwrap();
    let figures = book.worksheet_range("Figures").unwrap();
    let said = "The longest wait reached over a night: closed hours count as waiting.";
    assert!(figures.used_cells().any(|(_, _, cell)| *cell == said), "{figures:?}");
    let report = officer.get("/office/report").await.text;
    assert!(report.contains(said), "{report}");
}

#[tokio::test]
async fn a_full_disk_and_a_fair_without_a_copy_are_told() {
    let story = Story::new().await;
    let app = &story.desk.app;
    let page = today(&story, "en").await;
    assert!(page.contains("No copy of this desk’s data was made yet"), "{page}");
    assert!(!page.contains("on the desk’s disk"), "nobody has looked at the disk yet");

    let folder = tempfile::tempdir().unwrap();
    let made_at = app.clock.now();
    upkeep::mark(folder.path(), &Mark { made_at, seq: 1 }).unwrap();
    app.upkeep().look(folder.path()).unwrap();
    app.upkeep().disk_has(1 << 40);
    let page = today(&story, "en").await;
    assert!(!page.contains("copy of this desk’s data") && !page.contains("on the desk’s disk"), "{page}");

    story.desk.clock.advance(Duration::from_hours(25));
    app.upkeep().disk_has(app.settings.disk_reserve() + 1);
    let page = today(&story, "en").await;
    assert!(
        page.contains("The last copy of this desk’s data was made 1 day 1 h")
            && page.contains("on the desk’s disk"),
        "{page}"
    );
}

#[tokio::test]
async fn a_message_to_everybody_stands_where_they_look_until_its_time_is_over() {
    let mut story = Story::new().await;
    let case = story.file(&[Ask::Mediation], |_| ()).await;
    let ended = story.file(&[Ask::Mediation], |_| ()).await;
    story.conclude(ended, Outcome::NotAccepted, Reason::NotAtThisFair).await;
    let (open, over) = (key(&story, case), key(&story, ended));
    let mut officer = Browser::of(&story.desk, "organiser").await;

    let empty = officer.post("/office", "/office/bulletin", "minutes=30").await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.text.contains("Write the message in at least one language"), "{}", empty.text);
    let long = format!("text-zh-cn=停电&text-en={}&minutes=30", "x".repeat(201));
    let long = officer.post("/office", "/office/bulletin", &long).await;
    assert!(long.text.contains("At most 200 characters") && long.text.contains("停电"), "kept as typed");
    let ever = officer.post("/office", "/office/bulletin", "text-en=All+well&minutes=45").await;
    assert_eq!(ever.status, StatusCode::UNPROCESSABLE_ENTITY, "that time is not offered");
    assert!(
        ever.text.contains("Choose one of these times") && ever.text.contains("All well"),
        "{}",
        ever.text
    );
    assert!(story.desk.app.now().desk.bulletin().is_none(), "nothing was posted");

    let words = "text-en=Power+is+out+in+hall+2&text-zh-cn=2号馆停电&minutes=30";
    let posted = officer.post("/office", "/office/bulletin", words).await;
    assert_eq!(posted.status, StatusCode::SEE_OTHER, "{}", posted.text);
    let pages = [format!("/t/{open}"), format!("/t/{open}/live"), "/".to_owned(), "/board".to_owned()];
    for path in &pages {
        assert!(story.desk.open(path, "lang=en").await.text.contains("Power is out in hall 2"), "{path}");
        assert!(story.desk.open(path, "lang=zh-CN").await.text.contains("2号馆停电"), "{path}");
    }
    assert!(
        !story.desk.open(&format!("/t/{over}"), "").await.text.contains("Power is out"),
        "it waits for nothing"
    );

    // Only the English words: who reads Chinese sees them marked as English.
    officer.post("/office", "/office/bulletin", "text-en=All+well+again&minutes=60").await;
    let chinese = story.desk.open(&format!("/t/{open}"), "lang=zh-CN").await.text;
    assert!(
        chinese.contains("<p class=\"said\" lang=\"en\">All well again") && !chinese.contains("停电"),
        "{chinese}"
    );

    story.desk.clock.advance(Duration::from_mins(61));
    story.desk.ask(Actor::System, Command::Sweep).await.unwrap();
    for path in &pages {
        assert!(!story.desk.open(path, "lang=en").await.text.contains("All well again"), "{path}");
    }
    officer.post("/office", "/office/bulletin", words).await;
    officer.post("/office", "/office/bulletin/end", "").await;
    assert!(story.desk.app.now().desk.bulletin().is_none());
}

#[tokio::test]
async fn an_open_page_of_today_is_told_nothing_more_once_its_session_has_ended() {
    let mut story = Story::new().await;
    let token = story.desk.sign_in(ORGANISER).await;
    let request = Request::get("/office/events").header(header::COOKIE, format!("desk-session={token}"));
    let request = request.body(Body::empty()).unwrap();
    let mut stream = story.desk.service.clone().oneshot(request).await.unwrap().into_body();
    assert!(stream.frame().await.is_some(), "today as it is");
    story.file(&[Ask::Mediation], |_| ()).await;
    assert!(stream.frame().await.is_some(), "and as it becomes");
    story.desk.app.sessions.end_all(&ORGANISER).await;
    story.file(&[Ask::Mediation], |_| ()).await;
    assert!(stream.frame().await.is_none(), "but not to who is no longer signed in");
}

/// The key in the address of the claimant's ticket.
fn key(story: &Story, case: CaseId) -> String {
    let published = story.desk.app.now();
    let ticket = published.desk.case(case).unwrap().claimant().ticket.unwrap();
    let entry =
        story.desk.app.engine.entry(published.desk.ticket(ticket).unwrap().secret_seq).unwrap().unwrap();
    match entry.body.content() {
        Some(domain::body::Content::Ticket(secret)) => secret.key,
        other => panic!("{other:?}"),
    }
}

/// What of the page tells who is on duty.
fn on_duty(page: &str) -> &str {
    page.split("<section id=\"duty\"").nth(1).unwrap().split("</section>").next().unwrap()
}

#[tokio::test]
async fn who_is_on_duty_is_told_with_the_languages_they_speak_and_the_halls_they_are_near() {
    let story = Story::new().await;
    let languages = vec!["en".to_owned(), "zh-CN".to_owned()];
    let profile = Profile { languages, halls: vec![HallId("2".to_owned())], ..Profile::default() };
    story.desk.ask(Actor::Staff(HEAD), Command::AmendStaff { staff: MEI, profile }).await.unwrap();
    let page = today(&story, "en").await;
    let row = |name: &str| {
        let from = format!("<bdi>{name}</bdi>");
        on_duty(&page).split(&from).nth(1).unwrap().split("</tr>").next().unwrap().to_owned()
    };
    assert!(row("mei").contains("English, Chinese · Hall 2"), "{page}");
    assert!(!row("tom").contains("Hall"), "who is near all of them has none named: {page}");
}

/// The number of cases that somebody has falls as one of them ends, and would name who had it; whoever heads their body knows it anyhow.
#[tokio::test]
async fn how_many_cases_somebody_has_is_told_to_who_heads_their_body_alone() {
    let mut story = Story::new().await;
    let case = story.file(&[Ask::Mediation], |_| ()).await;
    let before = today(&story, "en").await;
    let ticket = story.desk.app.now().desk.case(case).unwrap().claimant().ticket.unwrap();
    story.desk.by_mei(Command::ClaimTicket { ticket }).await;
    let held = today(&story, "en").await;
    assert!(on_duty(&held).contains("<bdi>mei</bdi>"), "{held}");
    assert_eq!(on_duty(&held), on_duty(&before), "a claim changes nothing there");
    assert!(!held.contains("Cases in hand"), "{held}");
    let both = StaffId([78; 16]);
    let staff = NewStaff { roles: vec![Role::Organiser, Role::Head], ..new_staff(both, Role::Organiser) };
    story.desk.ask(Actor::Staff(ORGANISER), Command::AppointStaff { staff }).await.unwrap();
    let cookie = format!("desk-session={}; lang=en", story.desk.sign_in(both).await);
    let led = story.desk.open("/office/live", &cookie).await.text;
    let mei = on_duty(&led).split("<bdi>mei</bdi>").nth(1).unwrap().split("</tr>").next().unwrap();
    assert!(led.contains("Cases in hand") && mei.ends_with("<td class=\"figure\">1</td>"), "{led}");
    story.conclude_held(case).await;
    assert_eq!(on_duty(&today(&story, "en").await), on_duty(&before), "nor does an end");
}

#[tokio::test]
async fn a_complaint_that_was_decided_waits_no_more_and_is_told_under_its_own_outcome() {
    let mut story = Story::new().await;
    let case = story.file(&[Ask::Measure], |_| ()).await;
    story.desk.clock.advance(Duration::from_mins(16));
    let page = today(&story, "en").await;
    assert!(page.contains("One ticket has waited longer than 15 minutes."), "{page}");
    let party = story.desk.parties(case)[1];
    let body = MeasureBody { text: TOLD.to_owned(), ..MeasureBody::default() };
    let action = Box::new(MeasureAction::Clear { body });
    story.desk.ask(Actor::Staff(ORGANISER), Command::MoveMeasure { case, party, action }).await.unwrap();
    let page = today(&story, "en").await;
    assert!(!page.contains("has waited longer") && !page.contains("<b class=\"wide\">16 min</b>"), "{page}");
    let day = format!("/office/logs/{DAY}");
    let mut organiser = Browser::of(&story.desk, "organiser").await;
    for (choice, expected) in
        [("state=waiting", false), ("only=open", false), ("outcome=organiser-decided", true)]
    {
        let list = organiser.get(&format!("{day}?{choice}")).await.text;
        assert_eq!(list.contains("A-001"), expected, "{choice}: {list}");
        assert_eq!(list.contains("<b>Decided by the organiser</b>"), expected, "{choice}: {list}");
    }
    let log = organiser.get(&format!("{day}/log.json")).await.json();
    assert_eq!(
        (&log["concluded"], &log["open_at_close"]),
        (&serde_json::json!(1), &serde_json::json!(0)),
        "{log}"
    );
    assert_eq!(log["outcomes"][0]["outcome"], "organiser-decided", "{log}");
    let table = organiser.get(&format!("/api/v1/logs/{DAY}.csv")).await.text;
    assert!(table.contains(",closed,organiser-decided,other,"), "{table}");
    let chinese = story.desk.sign_in(ORGANISER).await;
    let chinese = story.desk.open(&day, &format!("desk-session={chinese}; lang=zh-CN")).await.text;
    assert!(chinese.contains("由主办方作出决定"), "{chinese}");
}
