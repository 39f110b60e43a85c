//! The times by which lines and procedure go, on the page of the fair: as they are in force, and to be changed by the organiser.
//!
//! What changes in the settings file is taken in, and nothing else of it: what was chosen here stands beside it, and the page says which
//! values the file gives. A time limit that runs already ends as it was opened.

use axum::{extract::State, http::StatusCode, response::Response};
use domain::{
    Command,
    fair::{Hours, LineRules, ProcedureRules, WindowRule},
    number,
};

use super::sheet;
use crate::{
    app::App,
    config::{self, Settings},
    locale::Texts,
    web::{
        form::Entries,
        frame::{self, Errors},
        guard::Who,
        office::sender,
        plan_form::PlanForm,
        problem::{Fault, Problem},
        visit::Visit,
    },
};

/// A number: its field, the setting it is as well, what it is called.
const NUMBERS: [(&str, &str, &str); 11] = [
    ("rule-reply", "procedure.reply.minutes", "rules-reply"),
    ("rule-response", "procedure.response.minutes", "rules-response"),
    ("rule-appointment", "procedure.appointment_min", "rules-appointment"),
    ("rule-grace", "procedure.grace_min", "rules-grace"),
    ("rule-walk", "procedure.walk_min", "rules-walk"),
    ("rule-hold", "lines.call_grace_minutes", "rules-hold"),
    ("rule-misses", "lines.max_misses", "rules-misses"),
    ("rule-recall", "lines.recall_gap_seconds", "rules-recall"),
    ("rule-reception", "estimate.reception_minutes", "rules-reception"),
    ("rule-talks", "estimate.talks_minutes", "rules-talks"),
    ("rule-mediators", "estimate.mediators", "rules-mediators"),
];
/// Which hours count for a time limit: its field, what it is called.
const REPLY_HOURS: (&str, &str) = ("rule-reply-hours", "rules-reply-hours");
const RESPONSE_HOURS: (&str, &str) = ("rule-response-hours", "rules-response-hours");
/// The settings that they are, too.
const REPLY_SETTING: &str = "procedure.reply.hours";
const RESPONSE_SETTING: &str = "procedure.response.hours";
/// The hours that may count, by their value in the form and what they are called.
const COUNTED: [(Hours, &str, &str); 2] =
    [(Hours::All, "all", "rules-hours-all"), (Hours::Open, "open", "rules-hours-open")];

/// The rules as typed.
#[derive(Debug, Clone, Default)]
pub(super) struct RulesForm {
    numbers: Vec<String>,
    reply_hours: String,
    response_hours: String,
}

/// A number to be typed.
pub(super) struct Row {
    pub(super) name: &'static str,
    pub(super) label: &'static str,
    pub(super) value: String,
    pub(super) least: i64,
    pub(super) most: i64,
}

/// A value of the settings file.
pub(super) struct OfFile {
    pub(super) label: &'static str,
    pub(super) value: String,
    /// It is the one in force.
    pub(super) stands: bool,
}

/// What the settings file says, where it says something of its own or something else is in force. Of a setting that nobody chose it says
/// nothing.
pub(super) fn of_file(settings: &Settings, now: &LineRules, t: &Texts) -> Vec<OfFile> {
    let told = |rules: &LineRules| RulesForm::of(rules).told();
    let (file, usual, now) = (told(&App::line_rules(settings)), told(&LineRules::default()), told(now));
    let hours = [(REPLY_SETTING, REPLY_HOURS.1), (RESPONSE_SETTING, RESPONSE_HOURS.1)];
    let known = NUMBERS.iter().map(|&(_, setting, label)| (setting, label)).chain(hours);
    let rows = known.zip(file).zip(usual.into_iter().zip(now));
    let apart = rows.filter(|(((setting, _), file), (usual, now))| {
        file != usual || (settings.chosen.contains(*setting) && file != now)
    });
    let row = apart.map(|(((_, label), value), (_, now))| {
        let hours = COUNTED.iter().find(|(_, known, _)| *known == value);
        let shown = hours.map_or_else(|| value.clone(), |(.., words)| t.t(words).into_owned());
        OfFile { label, stands: value == now, value: shown }
    });
    row.collect()
}

/// Hours to be chosen.
pub(super) struct Choice {
    pub(super) name: &'static str,
    pub(super) label: &'static str,
    /// Value, what it is called, chosen.
    pub(super) choices: Vec<(&'static str, &'static str, bool)>,
}

impl RulesForm {
    /// The rules that are in force.
    pub(super) fn of(rules: &LineRules) -> Self {
        let procedure = &rules.procedure;
        let numbers = [
            procedure.reply.minutes,
            procedure.response.minutes,
            procedure.appointment_min,
            procedure.grace_min,
            procedure.walk_min,
            rules.grace_s / 60,
            rules.max_misses,
            rules.recall_gap_s,
            rules.assumed_reception_min,
            rules.assumed_talks_min,
            rules.assumed_desks,
        ];
        Self {
            numbers: numbers.map(|number| number.to_string()).to_vec(),
            reply_hours: counted(procedure.reply.hours).to_owned(),
            response_hours: counted(procedure.response.hours).to_owned(),
        }
    }

    /// Every value, the numbers first.
    fn told(mut self) -> Vec<String> {
        self.numbers.extend([self.reply_hours, self.response_hours]);
        self.numbers
    }

    fn sent(entries: &Entries) -> Self {
        Self {
            numbers: NUMBERS.iter().map(|(name, ..)| entries.text(name).to_owned()).collect(),
            reply_hours: entries.text(REPLY_HOURS.0).to_owned(),
            response_hours: entries.text(RESPONSE_HOURS.0).to_owned(),
        }
    }

    /// What is to be typed, with what stands there.
    pub(super) fn rows(&self) -> Vec<Row> {
        let typed = |at: usize| self.numbers.get(at).cloned().unwrap_or_default();
        let rows = NUMBERS.iter().enumerate().map(|(at, &(name, setting, label))| {
            let (least, most) = bounds(setting);
            Row { name, label, value: typed(at), least, most }
        });
        rows.collect()
    }

    /// What is to be chosen.
    pub(super) fn choices(&self) -> [Choice; 2] {
        let choice = |(name, label): (&'static str, &'static str), chosen: &str| Choice {
            name,
            label,
            choices: COUNTED.map(|(_, value, words)| (value, words, value == chosen)).to_vec(),
        };
        [choice(REPLY_HOURS, &self.reply_hours), choice(RESPONSE_HOURS, &self.response_hours)]
    }

    /// The rules that were typed, beside those in force; `None` when `errors` were added.
    fn rules(&self, now: &LineRules, t: &Texts, errors: &mut Errors) -> Option<LineRules> {
        let rows = self.rows();
        let mut number = |at: usize| {
            let Row { name, value, least, most, .. } = rows.get(at)?;
            let typed = number::whole::<u32>(value);
            let within = typed.filter(|typed| (*least..=*most).contains(&i64::from(*typed)));
            if within.is_none() {
                errors.add(name, t.t2("rules-range", "least", *least, "most", *most));
            }
            within
        };
        let numbers: [Option<u32>; NUMBERS.len()] = std::array::from_fn(&mut number);
        let mut hours = |(name, _): (&str, &str), typed: &str| {
            let known = COUNTED.iter().find(|(_, value, _)| *value == typed).map(|(hours, ..)| *hours);
            if known.is_none() {
                errors.add(name, t.t("rules-hours-missing"));
            }
            known
        };
        let of_reply = hours(REPLY_HOURS, &self.reply_hours);
        let of_response = hours(RESPONSE_HOURS, &self.response_hours);
        let [reply, response, appointment, grace, walk, hold, misses, recall, reception, talks, mediators] =
            numbers;
        let usual = ProcedureRules::default();
        Some(LineRules {
            grace_s: hold?.saturating_mul(60),
            max_misses: misses?,
            recall_gap_s: recall?,
            assumed_reception_min: reception?,
            assumed_talks_min: talks?,
            assumed_desks: mediators?,
            procedure: ProcedureRules {
                reply: limit([&now.procedure.reply, &usual.reply], reply?, of_reply?),
                response: limit([&now.procedure.response, &usual.response], response?, of_response?),
                appointment_min: appointment?,
                grace_min: grace?,
                walk_min: walk?,
            },
            keeping: now.keeping.clone(),
        })
    }
}

/// The value of some hours in the form.
fn counted(hours: Hours) -> &'static str {
    COUNTED.iter().find(|(known, ..)| *known == hours).map_or("", |(_, value, _)| value)
}

/// Least and most of a setting.
fn bounds(setting: &str) -> (i64, i64) {
    config::rules::range(setting).unwrap_or((0, i64::from(u32::MAX)))
}

/// A time limit. It goes by the name of a known rule as long as it says the same; papers shall cite nobody who said something else.
fn limit(known: [&WindowRule; 2], minutes: u32, hours: Hours) -> WindowRule {
    let same = known.into_iter().find(|rule| (rule.minutes, rule.hours) == (minutes, hours));
    same.cloned().unwrap_or_else(|| WindowRule { id: WindowRule::OWN.to_owned(), minutes, hours })
}

/// Takes the rules that were typed.
pub(super) async fn set(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    sent: Entries,
) -> Result<Response, Problem> {
    let published = app.now();
    let fair = published.desk.fair().ok_or(Problem::of(Fault::NotFound))?;
    let (form, mut errors) = (RulesForm::sent(&sent), Errors::default());
    let Some(rules) = form.rules(published.desk.rules(), &visit.texts, &mut errors) else {
        let mut page = sheet(&app, &visit, &who, PlanForm::of(&fair.plan), "", errors)?;
        page.rules = form;
        return Ok(frame::show_with(StatusCode::UNPROCESSABLE_ENTITY, &page));
    };
    app.ask(sender(&who)?, sent.once(&app, &who, "office/rules"), Command::SetRules { rules }).await?;
    Ok(visit.sent("/office/fair?saved=1"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Language;

    fn read(form: &RulesForm) -> (Option<LineRules>, Vec<String>) {
        let (t, mut errors) = (Texts::new(Language::En, jiff::tz::TimeZone::UTC), Errors::default());
        let rules = form.rules(&LineRules::default(), &t, &mut errors);
        (rules, errors.list().iter().map(|(field, _)| field.clone()).collect())
    }

    #[test]
    fn rules_survive_their_form() {
        let form = RulesForm::of(&LineRules::default());
        assert_eq!(read(&form), (Some(LineRules::default()), Vec::new()));
        assert!(NUMBERS.iter().all(|(_, setting, _)| config::rules::range(setting).is_some()));
    }

    #[test]
    fn a_limit_that_says_something_else_is_no_longer_that_of_the_guidelines() {
        let mut form = RulesForm::of(&LineRules::default());
        form.numbers[1] = "720".to_owned();
        let rules = read(&form).0.unwrap();
        assert_eq!((rules.procedure.response.minutes, &*rules.procedure.response.id), (720, WindowRule::OWN));
        assert_eq!(rules.procedure.reply, ProcedureRules::default().reply);
    }

    #[test]
    fn what_is_out_of_bounds_is_named_and_every_fault_at_once() {
        let mut form = RulesForm::of(&LineRules::default());
        form.numbers[0] = "1".to_owned();
        form.numbers[6] = "many".to_owned();
        form.response_hours = String::new();
        assert_eq!(read(&form).1, ["rule-reply", "rule-misses", "rule-response-hours"]);
    }
}
