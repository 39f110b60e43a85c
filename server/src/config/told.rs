//! The rules of lines, time limits and keeping as the settings that they are as well: which of them a changed settings file set, and which
//! stand as they were laid down on the page of the fair. The log says so when the desk has taken the file in.

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

/// Says what a settings file changed, from what it said before, and where other rules stand beside it.
pub fn log(before: &LineRules, file: &LineRules, rules: &LineRules) {
    for Difference { setting, one, other } in differences(before, file) {
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
    use domain::fair::ProcedureRules;

    use super::*;

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
