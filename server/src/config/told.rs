//! The rules of lines, time limits and keeping as the settings that they are as well: which of them a changed settings file set, and which
//! stand as they were laid down on the page of the fair. The log says so when the desk has taken the file in.

use std::collections::BTreeSet;

use domain::fair::{Hours, LineRules, WindowRule};

/// A rule: the setting that it is, with what two sets of rules say of it.
#[derive(Debug, PartialEq, Eq)]
pub struct Difference {
    /// The setting.
    pub setting: &'static str,
    /// What the one says.
    pub one: String,
    /// What the other says.
    pub other: String,
}

/// In what two sets of rules differ, in the order of the settings.
pub fn differences(one: &LineRules, other: &LineRules) -> Vec<Difference> {
    let both = settings(one).into_iter().zip(settings(other));
    let differ = both.filter(|((_, one), (_, other))| one != other);
    differ.map(|((setting, one), (_, other))| Difference { setting, one, other }).collect()
}

/// The rules of the settings as they are taken in, where `before` is what they said last. Of a setting that nobody chose they say
/// nothing, and it stays as it was said before: a line that is taken out of the file resets nothing that holds at the desk.
pub fn said(chosen: &BTreeSet<String>, file: &LineRules, before: &LineRules) -> LineRules {
    // What is not usual was chosen; what is usual may have been.
    let mut said = before.with_changes(&LineRules::default(), file);
    let (procedure, keeping) = (&mut said.procedure, &mut said.keeping);
    for setting in chosen {
        match setting.as_str() {
            "lines.call_grace_minutes" => said.grace_s = file.grace_s,
            "lines.max_misses" => said.max_misses = file.max_misses,
            "lines.recall_gap_seconds" => said.recall_gap_s = file.recall_gap_s,
            "procedure.appointment_min" => procedure.appointment_min = file.procedure.appointment_min,
            "procedure.grace_min" => procedure.grace_min = file.procedure.grace_min,
            "procedure.walk_min" => procedure.walk_min = file.procedure.walk_min,
            // Its parts are one rule.
            part if part.starts_with("procedure.reply") => procedure.reply.clone_from(&file.procedure.reply),
            part if part.starts_with("procedure.response") => {
                procedure.response.clone_from(&file.procedure.response);
            }
            "keeping.file_years" => keeping.file_years = file.keeping.file_years,
            "keeping.enquiry_days" => keeping.enquiry_days = file.keeping.enquiry_days,
            "keeping.four_eyes" => keeping.four_eyes = file.keeping.four_eyes,
            "estimate.reception_minutes" => said.assumed_reception_min = file.assumed_reception_min,
            "estimate.talks_minutes" => said.assumed_talks_min = file.assumed_talks_min,
            "estimate.mediators" => said.assumed_desks = file.assumed_desks,
            _ => {}
        }
    }
    said
}

/// Says what the settings changed, from what they said before, and where other rules stand beside what somebody chose.
pub fn log((before, after): (&LineRules, &LineRules), (file, rules): (&LineRules, &LineRules)) {
    for Difference { setting, one, other } in differences(before, after) {
        tracing::info!(setting, before = one, now = other, "the settings file set a rule");
    }
    for Difference { setting, one, other } in differences(file, rules) {
        tracing::info!(setting, file = one, stands = other, "a rule stays as it was laid down at the desk");
    }
}

fn settings(rules: &LineRules) -> [(&'static str, String); 14] {
    let (procedure, keeping) = (&rules.procedure, &rules.keeping);
    [
        ("lines.call_grace_minutes", (rules.grace_s / 60).to_string()),
        ("lines.max_misses", rules.max_misses.to_string()),
        ("lines.recall_gap_seconds", rules.recall_gap_s.to_string()),
        ("procedure.appointment_min", procedure.appointment_min.to_string()),
        ("procedure.grace_min", procedure.grace_min.to_string()),
        ("procedure.walk_min", procedure.walk_min.to_string()),
        ("procedure.reply", limit(&procedure.reply)),
        ("procedure.response", limit(&procedure.response)),
        ("keeping.file_years", keeping.file_years.to_string()),
        ("keeping.enquiry_days", keeping.enquiry_days.to_string()),
        ("keeping.four_eyes", keeping.four_eyes.code().to_owned()),
        ("estimate.reception_minutes", rules.assumed_reception_min.to_string()),
        ("estimate.talks_minutes", rules.assumed_talks_min.to_string()),
        ("estimate.mediators", rules.assumed_desks.to_string()),
    ]
}

fn limit(rule: &WindowRule) -> String {
    let hours = match rule.hours {
        Hours::All => "all",
        Hours::Open => "open",
    };
    format!("{}, {} minutes, {hours} hours", rule.id, rule.minutes)
}

#[cfg(test)]
mod tests {
    use domain::{fair::ProcedureRules, retention::KeepingRules};

    use super::*;

    /// Somebody may write down what is usual, and then it counts; a line that is not there does not.
    #[test]
    fn what_nobody_chose_stays_as_it_was_said_before() {
        let usual = LineRules::default();
        let own = |minutes, hours| WindowRule { id: WindowRule::OWN.to_owned(), minutes, hours };
        let others = LineRules {
            grace_s: 1200,
            max_misses: 7,
            recall_gap_s: 90,
            assumed_reception_min: 11,
            assumed_talks_min: 46,
            assumed_desks: 9,
            procedure: ProcedureRules {
                reply: own(61, Hours::All),
                response: own(62, Hours::Open),
                appointment_min: 63,
                grace_min: 64,
                walk_min: 65,
            },
            keeping: KeepingRules { file_years: 9, enquiry_days: 99, four_eyes: usual.keeping.four_eyes },
        };
        assert_eq!(said(&BTreeSet::new(), &usual, &others), others);
        assert_eq!(said(&BTreeSet::new(), &others, &usual), others, "what is not usual was chosen");
        for Difference { setting, .. } in differences(&usual, &others) {
            let chosen = said(&BTreeSet::from([setting.to_owned()]), &usual, &others);
            let changed: Vec<_> = differences(&others, &chosen).into_iter().map(|it| it.setting).collect();
            assert_eq!(changed, [setting]);
        }
    }

    #[test]
    fn each_rule_that_differs_is_told_by_its_setting_and_no_other() {
        let usual = LineRules::default();
        assert_eq!(differences(&usual, &usual), Vec::new());
        let mut others = LineRules { grace_s: 1200, ..LineRules::default() };
        others.procedure.reply = WindowRule { minutes: 60, ..ProcedureRules::default().reply };
        others.keeping.file_years = 5;
        let told: Vec<_> =
            differences(&usual, &others).into_iter().map(|it| (it.setting, it.other)).collect();
        let expected = [
            ("lines.call_grace_minutes", "20"),
            ("procedure.reply", "reply-2h, 60 minutes, open hours"),
            ("keeping.file_years", "5"),
        ];
        assert_eq!(told, expected.map(|(setting, said)| (setting, said.to_owned())));
    }
}
