//! A rehearsal is a fair like any other: whole, sealed day by day, and the same for the same seed.

use std::collections::BTreeSet;

use domain::{
    case::{CaseState, Outcome},
    figures::figures,
};
use jiff::civil::date;

use super::*;
use crate::testing::TestDesk;

const LIST: &[u8] = include_bytes!("../../../assets/demo/exhibitors.csv");

fn plan(seed: u64) -> Plan {
    Plan { seed, first_day: date(2026, 3, 10), days: 3, visitors: 30, photos: false }
}

async fn played(seed: u64) -> (TestDesk, Played) {
    let desk = TestDesk::empty();
    let played = play(&desk.app, &desk.clock, LIST, plan(seed)).await.unwrap();
    (desk, played)
}

#[tokio::test]
async fn three_days_with_every_outcome_and_no_shows_are_sealed() {
    let (desk, played) = played(1).await;
    let published = desk.app.now();
    let desk = &published.desk;
    desk.assert_sound();
    assert_eq!((played.exhibitors, played.left_out), (desk.exhibitor_count(), 0));
    assert_eq!(desk.case_count(), 90);
    // Most of what is begun is lawful: a story is stopped now and then, and not most of the time.
    assert!(played.refused < 20, "{played:?}");
    let ended = |wanted: Outcome| {
        desk.cases()
            .any(|case| matches!(case.state, CaseState::Concluded { outcome, .. } if outcome == wanted))
    };
    for outcome in Outcome::ALL {
        assert!(ended(*outcome), "{outcome:?}");
    }
    let days: Vec<_> = (10..13).map(|day| figures(desk, date(2026, 3, day), None)).collect();
    assert!(days.iter().all(|day| day.sealed && day.filed == 30 && day.late > 0), "{days:?}");
    assert!(days.iter().map(|day| day.no_shows).sum::<u32>() > 0);
    assert!(days[1].carried_in > 0 && days[2].open_at_close > 0);
    let hours: BTreeSet<_> = days[0].rows.iter().map(|row| row.filed_at.as_second() / 3600).collect();
    assert!(hours.len() > 5, "they come all day long");
    assert!(desk.survey().is_some());
}

/// The clock runs in a rehearsal: once a place is kept no longer, whoever wants to go on takes the case from its line.
#[test]
fn each_story_goes_on_after_a_missed_call_while_the_place_is_kept_or_takes_the_case_anew() {
    let grace = domain::fair::LineRules::default().grace_s / 60;
    for story in templates().unwrap() {
        let (mut kept_until, mut missed) = (0, false);
        for step in &story.steps {
            let (minute, verb) = step.strip_prefix('+').and_then(|step| step.split_once(' ')).unwrap();
            let minute: u32 = minute.parse().unwrap();
            let goes_on = minute < kept_until || verb.starts_with("claim");
            assert!(!missed || goes_on, "{}: {step}", story.name);
            missed = verb == "miss";
            if missed && minute >= kept_until {
                kept_until = minute + grace;
            }
        }
    }
}

#[tokio::test]
async fn the_same_seed_plays_the_same_fair_and_another_one_another() {
    let counted = |desk: &TestDesk| {
        let published = desk.app.now();
        let day = figures(&published.desk, date(2026, 3, 11), None);
        (published.head.seq, day.outcomes, day.by_right, day.wait, day.measures)
    };
    let (first, again, other) = (played(1).await.0, played(1).await.0, played(2).await.0);
    assert_eq!(counted(&first), counted(&again));
    assert_ne!(counted(&first), counted(&other));
}
