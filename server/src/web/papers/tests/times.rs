//! The time that a notice names: on every copy, and wherever the desk tells it, the one under which the notice was drawn up.

use axum::http::StatusCode;
use domain::{
    Actor, Command,
    fair::{Hours, Language, LineRules, ProcedureRules, WindowRule},
    measure::MeasureAction,
    testing::ORGANISER,
};

use crate::{documents::Kind, testing::Browser};

use super::{Story, new_notice};

/// The organiser lays down shorter times, for both notices.
async fn shortened(story: &Story) {
    let rule = |minutes| WindowRule { id: WindowRule::OWN.to_owned(), minutes, hours: Hours::Open };
    let procedure = ProcedureRules { reply: rule(45), response: rule(90), ..ProcedureRules::default() };
    let rules = LineRules { procedure, ..story.desk.app.now().desk.rules().clone() };
    story.desk.ask(Actor::Staff(ORGANISER), Command::SetRules { rules }).await.unwrap();
}

/// The organiser's notice of the complaint is drawn up.
async fn complained(story: &Story) {
    let action = MeasureAction::IssueNotice { notice: new_notice() };
    let (case, party) = (story.case, story.parties()[1]);
    let moved = Command::MoveMeasure { case, party, action: Box::new(action) };
    story.desk.ask(Actor::Staff(ORGANISER), moved).await.unwrap();
}

/// The papers of both notices, and the pages from which they are handed over, all name these times and not the others.
async fn named(story: &Story, times: [&str; 2], others: [&str; 2]) {
    let (case, party) = (story.case, story.parties()[1]);
    let pages = [
        ("mei", 0, story.path(Kind::Notice, "", "en")),
        ("mei", 0, format!("/counter/cases/{case}/way")),
        ("organiser", 1, format!("/office/cases/{case}/papers/complaint-notice?party={party}&language=en")),
        ("organiser", 1, format!("/office/cases/{case}")),
    ];
    for (who, notice, path) in pages {
        let page = Browser::of(&story.desk, who).await.get(&path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.text);
        assert!(page.text.contains(times[notice]), "{path} names {}: {}", times[notice], page.text);
        assert!(!page.text.contains(others[notice]), "{path} names {}: {}", others[notice], page.text);
    }
}

#[tokio::test]
async fn once_it_was_served_a_notice_says_by_when_to_reply() {
    let story = Story::filed().await;
    story.accepted().await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    let open = [("en", "entered here by whoever serves it"), ("zh-CN", "由送达人在此填写")];
    for (language, words) in open {
        let page = mei.get(&story.path(Kind::Notice, "", language)).await.text;
        assert!(page.contains(words), "{page}");
    }
    story.talked().await;
    let at = story.desk.app.now();
    let party = at.desk.case(story.case).unwrap().party(story.parties()[1]).unwrap();
    let deadline = party.served.as_ref().unwrap().window.deadline;
    for ((language, words), of) in open.into_iter().zip([Language::En, Language::ZhCn]) {
        let page = mei.get(&story.path(Kind::Notice, "", language)).await.text;
        assert!(!page.contains(words), "{page}");
        let clock = at.texts(of).clock(deadline);
        let by = if of == Language::En { format!("2026 {clock}") } else { format!("日 {clock}") };
        assert!(page.contains(&by), "{by}: {page}");
    }
}

#[tokio::test]
async fn a_notice_keeps_the_time_it_names_when_the_rules_change() {
    let story = Story::filed().await;
    story.accepted().await;
    complained(&story).await;
    let (before, after) = (["2 h of the", "24 h from"], ["45 min of the", "1 h 30 min of"]);
    named(&story, before, after).await;
    shortened(&story).await;
    named(&story, before, after).await;
    // A notice drawn up anew is another paper, and names what holds now.
    story.notify(story.parties()[1]).await;
    complained(&story).await;
    named(&story, after, before).await;
}
