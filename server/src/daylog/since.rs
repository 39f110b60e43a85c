//! What came to a sealed day since: its log tells the figures as they were sealed, and beside them by how much they are others now.

use std::sync::Arc;

use domain::figures::DayFigures;

use super::chapters::{Amount, Chapter, Line};
use crate::locale::Texts;

/// A figure of a sealed day that is another one now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// The key of its words.
    pub key: &'static str,
    /// What documents call it.
    pub name: &'static str,
    /// How many more; fewer where it is below nought.
    pub by: i32,
}

impl Change {
    fn said(&self, t: &Texts) -> String {
        t.t2("log-after-seal-change", "what", &*t.t(self.key), "by", &*signed(self.by))
    }
}

/// With its sign, also where it is a plus.
pub(super) fn signed(by: i32) -> String {
    format!("{by:+}")
}

/// What the log of a day tells: the figures as they were sealed ([`domain::figures::as_sealed`]), once it is, and by how much they are
/// others now.
pub fn told(sealed: Option<Arc<DayFigures>>, present: Arc<DayFigures>) -> (Arc<DayFigures>, Vec<Change>) {
    match sealed {
        Some(sealed) => {
            let changes = changes(&sealed, &present);
            (sealed, changes)
        }
        None => (present, Vec::new()),
    }
}

/// While the day runs, missed calls are not told as others: of a ticket in mediation the list of a sealed day tells none that came since.
fn changes(sealed: &DayFigures, present: &DayFigures) -> Vec<Change> {
    let (then, now) = (&sealed.measures, &present.measures);
    let all = [
        ("log-filed", "filed", (sealed.filed, present.filed)),
        ("log-carried-in", "carried_in", (sealed.carried_in, present.carried_in)),
        ("log-concluded", "concluded", (sealed.concluded, present.concluded)),
        ("log-open-at-close", "open_at_close", (sealed.open_at_close, present.open_at_close)),
        ("log-urgent", "urgent", (sealed.urgent, present.urgent)),
        ("log-no-shows", "no_shows", (sealed.no_shows, present.no_shows)),
        ("log-advice", "advice", (sealed.advice.count, present.advice.count)),
        ("log-measures-served", "served", (then.served, now.served)),
        ("log-measures-answered", "answered", (then.answered, now.answered)),
        ("log-measures-ended", "windows_ended", (then.windows_ended, now.windows_ended)),
        ("log-measures-cleared", "cleared", (then.cleared, now.cleared)),
        ("log-measures-clauses", "clauses", (then.clauses, now.clauses)),
        ("log-measures-applied", "applied", (then.applied, now.applied)),
        ("log-measures-lifted", "lifted", (then.lifted, now.lifted)),
        ("log-measures-in-force", "in_force", (then.in_force, now.in_force)),
    ];
    let changed = all.into_iter().map(|(key, name, (then, now))| Change { key, name, by: more(then, now) });
    changed.filter(|change| change.by != 0 && !(present.runs && change.name == "no_shows")).collect()
}

fn more(then: u32, now: u32) -> i32 {
    i32::try_from(i64::from(now) - i64::from(then)).unwrap_or(i32::MAX)
}

/// In one line, where there is something to say.
pub fn line(changes: &[Change], t: &Texts) -> Option<String> {
    let said: Vec<_> = changes.iter().map(|change| change.said(t)).collect();
    (!said.is_empty()).then(|| t.t1("log-after-seal", "changes", said.join(&t.t("list-comma"))))
}

/// As a chapter behind those of the figures, where there is something to say.
pub(super) fn chapter(changes: &[Change], t: &Texts) -> Option<Chapter> {
    let line = |change: &Change| Line {
        label: t.t(change.key).into_owned(),
        amounts: vec![Amount::Change(change.by)],
    };
    (!changes.is_empty()).then(|| Chapter {
        caption: t.t("log-after-seal-head").into_owned(),
        heads: vec![t.t("log-count").into_owned()],
        lines: changes.iter().map(line).collect(),
        note: None,
    })
}
