//! What waits for a person of the organiser: one line for each respondent's track. A time that ended puts a line here and does
//! nothing else. Beside that, who objects to a measure that stands: whoever reads it lifts the measure or lets it stand.

use domain::{
    Case, Desk, PartyId,
    measure::{Measure, MeasureState, Task},
};
use jiff::Timestamp;

use crate::{engine::Published, locale::Texts};

use super::{behind::Behind, booth_of, page_of, ticket_of};

/// One line. No name: it stands on a page that is read without an entry of its own.
pub(in crate::web) struct Due {
    pub(in crate::web) href: String,
    pub(in crate::web) ticket: String,
    pub(in crate::web) booth: String,
    pub(in crate::web) text: String,
}

/// What waits in one case, by respondent.
pub(super) fn of(desk: &Desk, case: &Case, now: Timestamp) -> Vec<(PartyId, Task)> {
    let closes = desk.closes_at();
    case.tracks().filter_map(|track| Some((track.party, case.track_task(&track, now, closes)?))).collect()
}

/// What waits, the pressing first: what was agreed, then what ran out, then what was ordered; and how many more do than are told.
pub(in crate::web) fn due(
    published: &Published,
    t: &Texts,
    now: Timestamp,
    most: usize,
) -> (Vec<Due>, usize) {
    let mut all: Vec<_> = published
        .desk
        .open_complaints()
        .flat_map(|case| {
            of(&published.desk, case, now).into_iter().map(move |(party, task)| (case, party, task))
        })
        .collect();
    all.sort_by_key(|(.., task)| rank(*task));
    let more = all.len().saturating_sub(most);
    let due = all.into_iter().take(most).map(|(case, party, task)| Due {
        href: format!("{}#party-{party}", page_of(case)),
        ticket: ticket_of(case),
        booth: case.party(party).and_then(|party| booth_of(t, published, party)).unwrap_or_default(),
        text: t.code("task", task.code()).into_owned(),
    });
    (due.collect(), more)
}

/// Whether time runs on one of its tracks, or will once a notice is handed over, that makes a task when it ends. What was taken back
/// waits for a person already.
pub(super) fn comes_with_time(desk: &Desk, case: &Case, now: Timestamp) -> bool {
    let runs = |track: &Measure| match track.state {
        MeasureState::Filed | MeasureState::Noticed => true,
        MeasureState::WindowOpen => !track.time_over(now),
        MeasureState::Ordered | MeasureState::Applied => {
            let ends = track.order().and_then(|order| order.until.or_else(|| desk.closes_at()));
            ends.is_some_and(|ends| now < ends)
        }
        MeasureState::Answered | MeasureState::Cleared | MeasureState::Lifted => false,
    };
    case.erased_at.is_none() && case.tracks().any(|track| !case.is_taken_back(&track) && runs(&track))
}

/// That the respondent of a track objects to the measure that stands, and since when.
pub(super) fn objection(track: &Measure, t: &Texts) -> Option<String> {
    track.objection().map(|said| t.t1("complaints-objection", "moment", t.moment(said.at)))
}

/// How many respondents object to a measure that stands, in words, and where they are listed; nothing where none does.
pub(in crate::web) fn objections(published: &Published, t: &Texts) -> Option<(String, String)> {
    let open = published.desk.open_complaints();
    let count: usize =
        open.map(|case| case.tracks().filter(|track| track.objection().is_some()).count()).sum();
    (count > 0).then(|| (t.t1("complaints-objections", "count", count), Behind::Objections.href()))
}

fn rank(task: Task) -> u8 {
    match task {
        Task::Clause => 0,
        Task::NoAnswer => 1,
        Task::Apply => 2,
        Task::Lift => 3,
        Task::Answer => 4,
        Task::Withdrawn => 5,
        Task::Service => 6,
        Task::Notice => 7,
        Task::Close => 8,
    }
}
