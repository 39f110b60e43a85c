//! The organiser's message to everybody who waits: the form on the page of today, and how every page reads the words.

use std::{collections::BTreeMap, sync::Arc};

use axum::{extract::State, response::Response};
use domain::{
    Command,
    bulletin::{LONGEST, Words},
    fair::Language,
    text::{self, TextFault},
};
use jiff::{SignedDuration, Timestamp};

use crate::{
    app::App,
    engine::Published,
    locale::Texts,
    web::{
        form::{self, Entries},
        frame::Errors,
        guard::Who,
        problem::Problem,
        route::Route,
        visit::Visit,
    },
};

use super::{ON_DUTY, today};

/// For how long a message may stand, in minutes; 0: until the desk closes today.
const TIMES: [u32; 5] = [30, 60, 120, 240, 0];

pub(super) fn routes() -> Vec<Route> {
    vec![Route::post("/office/bulletin", ON_DUTY, post), Route::post("/office/bulletin/end", ON_DUTY, end)]
}

/// The message that stands now.
pub(in crate::web) fn standing(published: &Published) -> Option<Arc<Words>> {
    published.desk.bulletin().and_then(|_| published.names.bulletin().cloned())
}

/// What a reader is shown of it: their language's words, or those there are, with the language they are in.
pub(in crate::web) fn said(words: &Words, language: Language) -> Option<(&'static str, &str)> {
    let (of, text) = words.get_key_value(&language).or_else(|| words.first_key_value())?;
    Some((of.tag(), text))
}

/// The message that stands, for this reader: its language and words.
pub(in crate::web) fn shown(published: &Published, t: &Texts) -> Option<(&'static str, String)> {
    let words = standing(published)?;
    said(&words, t.language()).map(|(of, text)| (of, text.to_owned()))
}

/// The form, and the message that stands.
pub(super) struct Form {
    /// Each language of the fair: the field's name, the language in words, what was typed.
    pub(super) fields: Vec<(String, String, String)>,
    /// Each time it may stand: minutes, in words, chosen.
    pub(super) times: Vec<(u32, String, bool)>,
    pub(super) errors: Errors,
    pub(super) key: String,
    /// Until when the one that stands now does.
    pub(super) until: Option<String>,
}

impl Form {
    /// The form as it was typed; empty when nothing was.
    pub(super) fn of(published: &Published, t: &Texts, typed: &Entries, errors: Errors) -> Self {
        let languages = languages(published);
        let chosen = typed.text("minutes").parse().unwrap_or(TIMES[1]);
        Self {
            fields: languages
                .iter()
                .map(|of| (field(*of), t.language_name(*of), typed.text(&field(*of)).to_owned()))
                .collect(),
            times: TIMES
                .iter()
                .map(|minutes| {
                    let words = match minutes {
                        0 => t.t("bulletin-till-close").into_owned(),
                        minutes => t.duration(u64::from(*minutes) * 60),
                    };
                    (*minutes, words, *minutes == chosen)
                })
                .collect(),
            errors,
            key: form::fresh_key(),
            until: published.desk.bulletin().map(|bulletin| t.moment(bulletin.until)),
        }
    }
}

fn languages(published: &Published) -> Vec<Language> {
    published.desk.fair().map(|fair| fair.plan.languages.clone()).unwrap_or_default()
}

fn field(language: Language) -> String {
    format!("text-{}", language.tag().to_ascii_lowercase())
}

/// The words that were typed; or what is wrong, field by field.
fn words(published: &Published, typed: &Entries, t: &Texts) -> Result<Words, Errors> {
    let (mut words, mut errors) = (BTreeMap::new(), Errors::default());
    let all = languages(published);
    for language in &all {
        match text::lines(typed.text(&field(*language)), LONGEST) {
            Ok(text) => {
                words.insert(*language, text);
            }
            Err(TextFault::Empty) => {}
            Err(TextFault::TooLong { .. }) => {
                errors.add(&field(*language), t.t1("bulletin-too-long", "max", LONGEST));
            }
        }
    }
    if words.is_empty() && errors.is_empty() {
        errors.add(&all.first().map(|first| field(*first)).unwrap_or_default(), t.t("bulletin-empty"));
    }
    if errors.is_empty() { Ok(words) } else { Err(errors) }
}

/// For how long it is to stand; the usual time where nothing is said of it, none where it is for a time that is not offered.
fn minutes(typed: &Entries) -> Option<u32> {
    match typed.text("minutes") {
        "" => Some(TIMES[1]),
        text => text.parse().ok().filter(|typed| TIMES.contains(typed)),
    }
}

/// When a message posted now goes by itself.
fn until(published: &Published, minutes: u32, now: Timestamp) -> Timestamp {
    let later = now + SignedDuration::from_mins(i64::from(if minutes == 0 { 60 } else { minutes }));
    let Some(fair) = published.desk.fair().filter(|_| minutes == 0) else { return later };
    let today = fair.plan.day_of(now);
    let closes = today.to_datetime(fair.plan.hours_of(today).closes).to_zoned(fair.plan.time_zone());
    // After closing time an hour is left for those who still wait.
    closes.map(|closes| closes.timestamp()).ok().filter(|closes| *closes > now).unwrap_or(later)
}

async fn post(State(app): State<App>, visit: Visit, who: Who, entries: Entries) -> Result<Response, Problem> {
    let published = app.now();
    let minutes = minutes(&entries);
    let read = words(&published, &entries, &visit.texts);
    let read = match (read, minutes) {
        (Ok(words), Some(minutes)) => Ok((words, minutes)),
        (read, minutes) => {
            let mut errors = read.err().unwrap_or_default();
            if minutes.is_none() {
                errors.add("minutes", visit.texts.t("bulletin-minutes-unknown"));
            }
            Err(errors)
        }
    };
    match read {
        Ok((words, minutes)) => {
            let until = until(&published, minutes, app.clock.now());
            let post = Command::PostBulletin { words, until };
            app.ask(who.from(), entries.once(&app, &who, "office/bulletin"), post).await?;
            Ok(visit.sent("/office?done=posted"))
        }
        Err(errors) => today::show(&app, &visit, &who, &entries, errors),
    }
}

async fn end(State(app): State<App>, visit: Visit, who: Who, entries: Entries) -> Result<Response, Problem> {
    let once = entries.once(&app, &who, "office/bulletin-end");
    app.ask(who.from(), once, Command::EndBulletin).await?;
    Ok(visit.sent("/office?done=ended"))
}
