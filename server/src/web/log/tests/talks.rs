//! What a day's log tells of talks: how many there were and how long they took, and of no ticket that it was talked about. A side
//! talks only because it agreed to mediate, which the organiser is not told (procedure E.2).

use std::time::Duration;

use domain::{
    fair::Language,
    figures::Tallies,
    report::{ReportScope, Sees},
    staff::Role,
};
use papers::Block;

use super::{
    files::{sealed, sheets, texts, words_of},
    *,
};

/// A case that was talked about for 35 minutes, and one that nobody touched.
async fn talked() -> Story {
    let mut story = Story::new().await;
    let case = story.file(&[Ask::Mediation, Ask::Measure], |_| ()).await;
    story.file(&[Ask::Mediation], |_| ()).await;
    // Nobody waits as long as the talk takes.
    story.desk.clock.advance(Duration::from_mins(2));
    let ticket = story.desk.app.now().desk.case(case).unwrap().claimant().ticket.unwrap();
    for command in [Command::ClaimTicket { ticket }, Command::CheckInTicket { ticket }] {
        story.desk.by_mei(command).await;
    }
    story.desk.agreed(case, App::new_ticket()).await;
    for command in [
        Command::OpenTalks { case },
        Command::ClaimTicket { ticket },
        Command::CallTicket { ticket, room: None },
    ] {
        story.desk.by_mei(command).await;
    }
    let now = story.desk.app.now();
    let tickets: Vec<_> =
        now.desk.case(case).unwrap().parties.iter().filter_map(|party| party.ticket).collect();
    for ticket in tickets {
        story.desk.by_mei(Command::CheckInTicket { ticket }).await;
    }
    story.desk.prepared(case).await;
    story.desk.by_mei(Command::StartSession { case }).await;
    story.desk.clock.advance(Duration::from_mins(35));
    let (outcome, reason) = (Outcome::NoAgreement, Reason::NoProspect);
    story.desk.by_mei(Command::ConcludeCase { case, outcome, reason, remark: None }).await;
    story
}

/// Everything of a page from where this begins.
fn list(page: &str) -> &str {
    page.split("<section id=\"list\">").nth(1).unwrap().split("</section>").next().unwrap()
}

#[tokio::test]
async fn talks_are_counted_and_told_of_no_ticket() {
    let story = talked().await;
    let page = format!("/office/logs/{DAY}");
    let review = Browser::of(&story.desk, "organiser").await.get(&format!("{page}/seal")).await.text;
    assert!(review.contains("whether its log is sealed before or not"), "{review}");
    for moment in ["open", "sealed", "over"] {
        match moment {
            "sealed" => sealed(&story).await,
            "over" => story.desk.clock.advance(Duration::from_hours(24)),
            _ => {}
        }
        let over = moment == "over";
        let mut organiser = Browser::of(&story.desk, "organiser").await;
        let text = organiser.get(&page).await.text;
        let told = text.contains("<th scope=\"row\">Talks</th>") && text.contains("35 min");
        assert_eq!(
            told, over,
            "{moment}: while the day runs, two looks would tell which ticket it was: {text}"
        );
        assert_eq!(text.contains("How many talks there were"), !over, "{moment}: {text}");
        assert!(!list(&text).contains("35 min") && !list(&text).contains("Talks"), "{text}");
        assert!(!text.contains("only=talked"), "{text}");
        let json = organiser.get(&format!("{page}/log.json")).await.json();
        assert_eq!(json["seal"].is_null(), moment == "open", "{json}");
        let later = ["no_shows", "session", "deadlines.in_mediation", "late_arrivals", "late_in_mediation"];
        let later = if over { Vec::new() } else { later.to_vec() };
        assert_eq!(json["told_later"], serde_json::json!(later));
        let talks = if over { 1.into() } else { serde_json::Value::Null };
        assert_eq!(json["session"]["count"], talks, "{moment}: {json}");
        let workbook = organiser.get(&format!("{page}/log.xlsx?language=en")).await.bytes;
        let [figures, _] = sheets(&workbook);
        assert_eq!(texts(&figures).contains("How many talks there were"), !over, "{moment}");
        assert_eq!(figures.rows().any(|row| row[0] == "Talks"), over, "{moment}");
        if let Some(words) = words_of(&organiser.get(&format!("{page}/log.pdf?language=en")).await.bytes) {
            assert_eq!(words.contains("Howmanytalkstherewere"), !over, "{moment}: {words}");
        }
        for row in json["rows"].as_array().unwrap() {
            assert!(row.get("session_s").is_none() && row["first_called_at"].is_null(), "{row}");
        }
        let [plain, table] = [format!("/api/v1/logs/{DAY}.csv"), format!("{page}/log.csv")];
        for table in [organiser.get(&plain).await.text, organiser.get(&table).await.text] {
            assert!(!table.contains("session_s") && !table.contains("Talks"), "{table}");
            assert_eq!(table.lines().count(), 3, "{table}");
        }
        // Who asks for such a list has that of all: nothing is left out of it.
        let all = organiser.get(&format!("{page}?only=talked")).await.text;
        assert!(list(&all).contains("A-001") && list(&all).contains("A-002"), "{all}");
    }
    let mut organiser = Browser::of(&story.desk, "organiser").await;
    let today = organiser.get("/office/live").await.text;
    let tile = today.split("Usual talk").next().unwrap().rsplit("<li>").next().unwrap();
    assert!(tile.starts_with("<div class=\"tile\">"), "{today}");
}

/// The file of the report and its page, to whoever reads them on the day of the talk, on the day after, and once it is sealed.
#[tokio::test]
async fn what_only_mediation_has_of_the_day_that_runs_is_told_to_the_organiser_when_it_is_over() {
    let story = talked().await;
    let figure = async |reader: &str, chapter: &str, key: &str| {
        let json = Browser::of(&story.desk, reader).await.get("/office/report/report.json").await.json();
        let figures = json["figures"].as_array().unwrap().clone();
        figures
            .into_iter()
            .find(|one| one["chapter"] == chapter && one["key"] == key)
            .map(|one| one["value"].clone())
    };
    let later = "told when it is over";
    let untold = Some(serde_json::Value::Null);
    assert_eq!(figure("organiser", "whole", "talked").await, untold, "none would be false");
    assert_eq!(figure("organiser", "talk", "count").await, None);
    assert_eq!(figure("organiser", "whole", "filed").await, Some(2.into()), "who came is told at once");
    assert!(Browser::of(&story.desk, "organiser").await.get("/office/report").await.text.contains(later));
    assert_eq!(figure("head", "whole", "talked").await, Some(1.into()), "the head has them at once");
    assert!(!Browser::of(&story.desk, "head").await.get("/office/report").await.text.contains(later));
    let tile =
        |text: &str| text.split("Usual talk").nth(1).unwrap().split("</li>").next().unwrap().to_owned();
    let today = Browser::of(&story.desk, "organiser").await.get("/office/live").await.text;
    assert!(tile(&today).contains("told when the day is over"), "{today}");
    // A seal ends no day: its cases go on, and two looks would tell by which of them a count grew.
    sealed(&story).await;
    assert_eq!(figure("organiser", "whole", "talked").await, untold);
    assert_eq!(figure("organiser", "talk", "count").await, None);
    assert!(Browser::of(&story.desk, "organiser").await.get("/office/report").await.text.contains(later));
    let today = Browser::of(&story.desk, "organiser").await.get("/office/live").await.text;
    assert!(tile(&today).contains("told when the day is over"), "{today}");
    story.desk.clock.advance(Duration::from_hours(24));
    assert_eq!(figure("organiser", "whole", "talked").await, Some(1.into()));
    assert_eq!(figure("organiser", "talk", "count").await, Some(1.into()));
    let log = Browser::of(&story.desk, "organiser").await.get(&format!("/office/logs/{DAY}")).await.text;
    assert!(log.contains("<th scope=\"row\">Talks</th>"), "{log}");
}

/// What the table of the report tells of a figure: how many, whether a small number is hidden, and the day that is told later.
async fn reported(story: &Story, reader: &str, key: &str) -> [String; 3] {
    let table = Browser::of(&story.desk, reader).await.get("/office/report/report.csv").await.text;
    let mut table = csv::Reader::from_reader(table.as_bytes());
    let row = table.records().map(Result::unwrap).find(|row| &row[0] == "whole" && &row[1] == key).unwrap();
    [&row[4], &row[6], &row[7]].map(str::to_owned)
}

/// A number that leaves the running day out says so in the files, too, and is no false none on the first day.
#[tokio::test]
async fn files_of_the_report_say_of_which_day_talks_are_told_later() {
    let mut story = talked().await;
    let json = async |story: &Story, reader: &str| {
        Browser::of(&story.desk, reader).await.get("/office/report/report.json").await.json()
    };
    for key in ["accepted", "talked", "agreements", "missed-calls"] {
        assert_eq!(reported(&story, "organiser", key).await, ["", "", "2026-03-10"], "{key}");
        assert_eq!(reported(&story, "head", key).await[1..], ["", ""], "{key}");
    }
    assert_eq!(reported(&story, "head", "talked").await, ["1", "", ""]);
    assert_eq!(reported(&story, "organiser", "filed").await, ["2", "", ""], "who came is told at once");
    assert_eq!(json(&story, "organiser").await["told_later"], "2026-03-10");
    assert!(json(&story, "head").await.get("told_later").is_none());
    let told = json(&story, "organiser").await;
    let signed = crate::report::Document::read(told.to_string().as_bytes()).unwrap().signer();
    assert!(matches!(signed, crate::report::Signed::By(_)), "{told}");
    story.desk.clock.advance(Duration::from_hours(24));
    story.file(&[Ask::Mediation], |_| ()).await;
    assert_eq!(
        reported(&story, "organiser", "talked").await,
        ["1", "", "2026-03-11"],
        "the first day is told"
    );
    assert_eq!(json(&story, "organiser").await["told_later"], "2026-03-11");
}

/// What the paper of the report says, line by line.
fn on_paper(story: &Story, role: Role) -> Vec<Vec<String>> {
    let at = story.desk.app.now();
    let sees = Sees::of_roles(|one| one == role).unwrap();
    let counted =
        crate::report::counted(&mut Tallies::default(), &at.desk, &at.names, ReportScope::WHOLE).unwrap();
    let today = at.desk.fair().unwrap().plan.day_of(story.desk.app.clock.now());
    let report = crate::report::Report::of(&counted, &at.desk.fair().unwrap().plan, &at.desk, (sees, today));
    let blocks = report.paper(&at.texts(Language::En)).blocks;
    let rows = |block: Block| if let Block::Table(table) = block { table.rows } else { Vec::new() };
    blocks.into_iter().flat_map(rows).collect()
}

/// Page, paper and the sheet for people say it as the files do: of the first day that runs no number is told, and none is no number.
#[tokio::test]
async fn no_page_paper_or_sheet_tells_a_zero_of_what_is_told_later() {
    let story = talked().await;
    let labels = ["Accepted for mediation", "With talks", "Agreements in effect", "Missed calls"];
    let why = "told when the day is over";
    for over in [false, true] {
        if over {
            story.desk.clock.advance(Duration::from_hours(24));
        }
        for (reader, role) in [("organiser", Role::Organiser), ("head", Role::Head)] {
            let untold = reader == "organiser" && !over;
            let mut browser = Browser::of(&story.desk, reader).await;
            let page = browser.get("/office/report").await.text;
            let [front, _] = sheets(&browser.get("/office/report/report.xlsx?language=en").await.bytes);
            let paper = on_paper(&story, role);
            for label in labels {
                let dash = format!("<span>{label}</span><b>–</b><small>{why}</small>");
                assert_eq!(page.contains(&dash), untold, "{reader}, {label}: {page}");
                let row = front.rows().find(|row| row[0] == label).unwrap();
                assert_eq!(row[1] == "–", untold, "{reader}, {label}: {row:?}");
                let row = paper.iter().find(|row| row[0] == label).unwrap();
                assert_eq!(row[1] == "–", untold, "{reader}, {label}: {row:?}");
            }
            assert_eq!(texts(&front).contains(&format!("–: {why}")), untold, "{reader}");
            let talks = paper.iter().find(|row| row[0] == "With talks").unwrap();
            assert_eq!(talks[1] == "1", !untold, "{reader}: {talks:?}");
            let filed = paper.iter().find(|row| row[0] == "Cases filed").unwrap();
            assert_eq!(filed[1], "2", "who came is told at once");
            let figures = browser.get(&format!("/office/figures?day={DAY}")).await.text;
            assert_eq!(figures.contains(why), untold, "{reader}: {figures}");
        }
    }
}

/// How long the journal is counts every step of mediation; how far it is sealed does not.
#[tokio::test]
async fn no_report_counts_the_entries_of_the_journal() {
    let mut story = Story::new().await;
    let case = story.file(&[Ask::Mediation], |_| ()).await;
    let upto = async |story: &Story, reader: &str| {
        let json = Browser::of(&story.desk, reader).await.get("/office/report/report.json").await.json();
        json["upto"].as_u64()
    };
    let ticket = story.desk.app.now().desk.case(case).unwrap().claimant().ticket.unwrap();
    for reader in ["organiser", "supervisor", "head"] {
        assert_eq!(upto(&story, reader).await, Some(0), "{reader}: nothing is sealed");
    }
    sealed(&story).await;
    let covered = story.desk.app.now().desk.day_seal(DAY).unwrap().upto;
    for command in [Command::ClaimTicket { ticket }, Command::CheckInTicket { ticket }] {
        story.desk.by_mei(command).await;
        assert_eq!(upto(&story, "organiser").await, Some(covered));
    }
}

/// Somebody comes, and sits at the counter.
async fn receive_another(story: &mut Story) {
    let case = story.file(&[Ask::Mediation], |_| ()).await;
    let ticket = story.desk.app.now().desk.case(case).unwrap().claimant().ticket.unwrap();
    for command in [Command::ClaimTicket { ticket }, Command::CheckInTicket { ticket }] {
        story.desk.ask(Actor::Staff(TOM), command).await.unwrap();
    }
}

/// Of a case that mediation was asked for nobody reads by who had it whether there were talks; of a complaint alone, who had it.
#[tokio::test]
async fn who_had_a_case_is_not_told_where_it_would_tell_of_talks() {
    let mut story = Story::new().await;
    let both = story.file(&[Ask::Mediation, Ask::Measure], |_| ()).await;
    let mediation = story.file(&[Ask::Mediation], |_| ()).await;
    let alone = story.file(&[Ask::Measure], |_| ()).await;
    for case in [both, mediation, alone] {
        let ticket = story.desk.app.now().desk.case(case).unwrap().claimant().ticket.unwrap();
        story.desk.by_mei(Command::ClaimTicket { ticket }).await;
    }
    assert_eq!(who_had(&story).await[..2], ["", ""], "while they are open");
    for case in [both, mediation, alone] {
        story.conclude_held(case).await;
    }
    assert_eq!(who_had(&story).await, ["", "", "mei"]);
}

/// The last column of the list of the day: who had each case.
async fn who_had(story: &Story) -> Vec<String> {
    let path = format!("/office/logs/{DAY}/log.csv");
    let table = Browser::of(&story.desk, "organiser").await.get(&path).await.text;
    let mut table = csv::Reader::from_reader(table.trim_start_matches('\u{feff}').as_bytes());
    table.records().map(|row| row.unwrap().iter().next_back().unwrap().to_owned()).collect()
}

/// One complaint was received, both sides agreed, and it waits for talks; the other waits to be received.
#[tokio::test]
async fn of_those_who_wait_nothing_tells_who_waits_for_talks() {
    let mut story = Story::new().await;
    let agreed = story.file(&[Ask::Mediation, Ask::Measure], |_| ()).await;
    story.file(&[Ask::Mediation, Ask::Measure], |_| ()).await;
    story.desk.clock.advance(Duration::from_mins(5));
    let ticket = story.desk.app.now().desk.case(agreed).unwrap().claimant().ticket.unwrap();
    for command in [Command::ClaimTicket { ticket }, Command::CheckInTicket { ticket }] {
        story.desk.by_mei(command).await;
    }
    story.desk.agreed(agreed, App::new_ticket()).await;
    story.desk.by_mei(Command::OpenTalks { case: agreed }).await;
    story.desk.clock.advance(Duration::from_mins(11));
    let mut organiser = Browser::of(&story.desk, "organiser").await;
    let today = organiser.get("/office/live").await.text;
    assert!(!today.contains("for talks") && !today.contains("for reception"), "{today}");
    assert!(today.contains("2 tickets have waited longer than 15 minutes."), "{today}");
    let page = format!("/office/logs/{DAY}");
    let text = organiser.get(&format!("{page}?state=waiting")).await.text;
    let [one, other] = ["A-001", "A-002"]
        .map(|number| list(&text).split(number).nth(1).unwrap().split("</tr>").next().unwrap());
    let said = |row: &str| row.split("</th>").nth(1).unwrap().to_owned();
    assert_eq!(said(one), said(other), "{text}");
    let json = organiser.get(&format!("{page}/log.json")).await.json();
    let rows = json["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 2, "{json}");
    for member in ["lane", "first_called_at", "waited_s", "wait_ended", "misses", "mediator"] {
        assert_eq!(rows[0][member], rows[1][member], "{member}: {json}");
    }
    let table = organiser.get(&format!("/api/v1/logs/{DAY}.csv?state=waiting")).await.text;
    let lines: Vec<_> = table.lines().skip(1).map(|line| line.replacen("A-002", "A-001", 1)).collect();
    assert!(lines.len() == 2 && lines[0] == lines[1], "{table}");
    // Nor does a number beside the list: as many waits are counted as the list tells of, also when somebody is there.
    let received = organiser.get(&format!("{page}?only=received")).await.text;
    assert!(!list(&received).contains("A-001"), "{received}");
    assert!(!organiser.get(&page).await.text.contains("only=received#list"), "nothing is counted");
    for there in [false, true] {
        if there {
            receive_another(&mut story).await;
        }
        let mut organiser = Browser::of(&story.desk, "organiser").await;
        let json = organiser.get(&format!("{page}/log.json")).await.json();
        let told = json["rows"].as_array().unwrap().iter().filter(|row| row["wait_ended"] == true).count();
        assert_eq!(json["wait"]["count"].as_u64().unwrap_or(0), told as u64, "{json}");
        assert_eq!(told, usize::from(there), "{json}");
    }
    let opened = Browser::of(&story.desk, "organiser").await.get(&page).await.text;
    assert!(opened.contains("only=received#list"), "and a list has just those: {opened}");
}
