//! Hours on duty in the log of a day: as they were corrected, and of a sealed day as they were sealed with the correction behind them.

use std::time::Duration;

use domain::staff::DutyState;
use jiff::SignedDuration;

use super::{
    files::{sealed, sheets, texts, words_of},
    *,
};

/// The row of somebody in the log as programs read it.
async fn told(organiser: &mut Browser<'_>) -> serde_json::Value {
    let log = organiser.get(&format!("/office/logs/{DAY}/log.json")).await.json();
    let mut all = log["duty"].as_array().unwrap().iter();
    all.find(|one| one["name"] == "mei").cloned().unwrap()
}

/// Page, workbook and paper say of so many lines that they were corrected; the paper where this machine can read it.
async fn assert_marked(organiser: &mut Browser<'_>, lines: usize) {
    let page = organiser.get(&format!("/office/logs/{DAY}")).await.text;
    let book = organiser.get(&format!("/office/logs/{DAY}/log.xlsx?language=en")).await;
    let paper = organiser.get(&format!("/office/logs/{DAY}/log.pdf?language=en")).await;
    let [figures, _] = sheets(&book.bytes);
    for words in [page, texts(&figures)].into_iter().chain(words_of(&paper.bytes)) {
        assert_eq!(words.matches("corrected").count(), lines, "{words}");
    }
}

#[tokio::test]
async fn corrected_hours_stand_in_every_form_of_the_log_and_behind_what_was_sealed() {
    let mut story = Story::new().await;
    story.file(&[Ask::Mediation], |_| ()).await;
    let began = story.desk.app.now().desk.staff_member(MEI).unwrap().duty_since;
    let off = Command::TakeDuty { state: DutyState::Off, room: None };
    story.desk.ask(Actor::Staff(TOM), off).await.unwrap();
    story.desk.clock.advance(Duration::from_hours(24));
    // Duty goes on until the last thing the desk knows of.
    story.file(&[Ask::Mediation], |_| ()).await;
    let correct = async |minutes| {
        let left_at = began + SignedDuration::from_mins(minutes);
        let command = Command::CorrectDuty { staff: MEI, left_at, reason: "The guard saw her go".to_owned() };
        story.desk.ask(Actor::Staff(HEAD), command).await.unwrap();
    };
    let row = |on_min: u64, corrected: bool, since_seal: Option<u64>| {
        let since_seal = since_seal.map(|on_min| serde_json::json!({ "on_min": on_min, "break_min": 0 }));
        serde_json::json!({
            "name": "mei", "on_min": on_min, "break_min": 0, "corrected": corrected, "since_seal": since_seal
        })
    };
    let mut organiser = Browser::of(&story.desk, "organiser").await;
    assert_eq!(told(&mut organiser).await, row(840, false, None));
    assert_marked(&mut organiser, 0).await;
    correct(420).await;
    assert_eq!(told(&mut organiser).await, row(420, true, None));
    assert_marked(&mut organiser, 1).await;
    sealed(&story).await;
    correct(450).await;
    assert_eq!(told(&mut organiser).await, row(420, true, Some(450)));
    assert_marked(&mut organiser, 2).await;
}
