//! What the settings promise: one documented name each, the order of the three places, and refusals that say where.

use std::{collections::BTreeSet, fs};

use super::{
    layers::{flatten, table_of, variable_of},
    *,
};

const EXAMPLE: &str = include_str!("../../fair.example.toml");

fn keys(table: &toml::Table) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    flatten("", table, &mut |key, _| {
        keys.insert(key);
    });
    keys
}

/// Layers over a file with this text.
struct Given {
    folder: tempfile::TempDir,
    layers: Layers,
}

impl Given {
    fn nothing() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().display().to_string();
        let flags = vec![("data".to_owned(), data, "--data".to_owned())];
        Self { folder, layers: Layers { flags, ..Layers::default() } }
    }

    fn file(self, text: &str) -> Self {
        fs::write(self.folder.path().join("fair.toml"), text).unwrap();
        self
    }

    fn variable(mut self, name: &str, value: &str) -> Self {
        self.layers.environment.push((name.to_owned(), value.to_owned()));
        self
    }

    fn flag(mut self, key: &str, value: &str) -> Self {
        self.layers.flags.push((key.to_owned(), value.to_owned(), "--set".to_owned()));
        self
    }

    fn load(self) -> Loaded {
        Loaded::from(&self.layers).unwrap()
    }

    fn refusal(self) -> String {
        Loaded::from(&self.layers).unwrap_err().to_string()
    }
}

#[test]
fn the_example_names_every_setting_with_its_default() {
    let example: toml::Table = EXAMPLE.parse().unwrap();
    assert_eq!(keys(&example), keys(&table_of(&Settings::default())));
    let read: Settings = toml::from_str(EXAMPLE).unwrap();
    assert_eq!(read, Settings::default());
}

#[test]
fn the_example_explains_every_setting() {
    let mut explained = false;
    for line in EXAMPLE.lines() {
        if line.starts_with('#') {
            explained = true;
        } else if line.is_empty() || line.starts_with('[') {
            explained = false;
        } else {
            assert!(explained, "no comment above: {line}");
            explained = false;
        }
    }
}

#[test]
fn every_number_has_bounds_and_every_default_keeps_them() {
    let mut numbers = BTreeSet::new();
    flatten("", &table_of(&Settings::default()), &mut |key, value| {
        if value.is_integer() {
            numbers.insert(key.clone());
        }
        assert_eq!(rules::check_one(&key, value), Ok(()), "{key}");
    });
    let bounded: BTreeSet<_> = rules::RANGES.iter().map(|(key, ..)| (*key).to_owned()).collect();
    assert_eq!(numbers, bounded);
}

#[test]
fn no_two_settings_share_a_variable() {
    let keys = keys(&table_of(&Settings::default()));
    let variables: BTreeSet<_> = keys.iter().map(|key| variable_of(key)).collect();
    assert_eq!(variables.len(), keys.len());
}

#[test]
fn a_flag_wins_over_the_environment_and_that_over_the_file() {
    let file = "[lines]\nmax_misses = 4\nrecall_gap_seconds = 30\nclaim_alert_minutes = 20\n";
    let loaded = Given::nothing()
        .file(file)
        .variable("FAIRDESK_LINES_MAX_MISSES", "5")
        .variable("FAIRDESK_LINES_RECALL_GAP_SECONDS", "40")
        .flag("lines.max_misses", "6")
        .load();
    let lines = &loaded.settings.lines;
    assert_eq!((lines.max_misses, lines.recall_gap_seconds, lines.claim_alert_minutes), (6, 40, 20));
    assert_eq!(lines.call_grace_minutes, 10, "what nobody set keeps its default");
    // Where the data lies every test says.
    let chosen = ["data", "lines.claim_alert_minutes", "lines.max_misses", "lines.recall_gap_seconds"];
    assert!(loaded.settings.chosen.iter().eq(chosen), "{:?}", loaded.settings.chosen);
    assert_eq!(loaded.sources["lines.max_misses"].to_string(), "--set");
    assert!(loaded.sources["lines.claim_alert_minutes"].to_string().ends_with("fair.toml line 4"));
}

#[test]
fn a_file_named_on_the_command_line_is_the_one_read() {
    let given = Given::nothing().file("listen = \"0.0.0.0:1\"");
    let other = given.folder.path().join("other.toml");
    fs::write(&other, "listen = \"127.0.0.1:9000\"").unwrap();
    let mut layers = given.layers.clone();
    layers.config = Some(other.clone());
    let loaded = Loaded::from(&layers).unwrap();
    assert_eq!(loaded.settings.listen.port(), 9000);
    assert_eq!(loaded.file, Some(other));

    layers.config = Some(given.folder.path().join("absent.toml"));
    assert!(Loaded::from(&layers).unwrap_err().to_string().contains("absent.toml cannot be read"));
}

#[test]
fn an_unknown_key_is_named_with_its_line() {
    let refusal = Given::nothing().file("[lines]\n# how often\nmax_mises = 4\n").refusal();
    assert!(refusal.contains("fair.toml line 3: lines.max_mises: there is no such setting"), "{refusal}");
    assert!(refusal.contains("lines.max_misses"), "it says what there is: {refusal}");
    assert!(Given::nothing().flag("lines.max", "1").refusal().contains("--set: lines.max: "));
    assert!(Given::nothing().file("\n[linnes]\n").refusal().contains("line 2: linnes: "));
}

#[test]
fn nonsense_is_refused_with_its_place_and_what_would_be_right() {
    for (key, value, right) in [
        ("lines.max_misses", "0", "from 1 to 20, but is 0"),
        ("lines.max_misses", "-1", "from 1 to 20, but is -1"),
        ("lines.max_misses", "99999999999999", "from 1 to 20"),
        ("lines.max_misses", "three", "a whole number, but is \"three\""),
        ("behind_proxy", "yes", "true or false"),
        ("listen", "8080", "an address and a port"),
        ("public_url", "desk.local", "http:// or https://"),
        ("log.format", "xml", "`text` or `json`"),
        ("log.level", "loud", "error, warn, info"),
        ("log.level", "info,fairdesk=loud", "error, warn, info"),
        ("log.level", "", "error, warn, info"),
        ("metrics.token", "short", "16 characters"),
        ("data", " ", "a folder"),
        ("cert", "desk.pem", "needs key"),
        ("key", "desk.key", "needs cert"),
        ("filing.per_address_per_minute", "9999", "overall_per_minute"),
    ] {
        let variable = variable_of(key);
        // Not from the flag, because the data folder is given by flag and would win.
        let mut given = Given::nothing().variable(&variable, value);
        given.layers.flags.retain(|(flag, ..)| flag != key);
        let refusal = given.refusal();
        assert!(refusal.contains(right), "{key} = {value:?}: {refusal}");
        assert!(refusal.starts_with(&format!("environment variable {variable}: {key}: ")), "{refusal}");
    }
}

#[test]
fn every_mistake_is_told_at_once() {
    let refusal = Given::nothing().file("behind_proxy = 1\n[lines]\nmax_misses = 0\nx = 1\n").refusal();
    assert_eq!(refusal.lines().count(), 3, "{refusal}");
    assert!(
        refusal.contains("line 1: behind_proxy: must be true or false, but is a whole number"),
        "{refusal}"
    );
}

#[test]
fn a_file_that_is_not_toml_is_refused_with_line_and_column() {
    let refusal = Given::nothing().file("listen = \n").refusal();
    assert!(refusal.contains("line 1, column"), "{refusal}");
}

#[test]
fn a_stray_variable_is_a_warning() {
    let loaded = Given::nothing()
        .variable("FAIRDESK_PORT_8080_TCP", "tcp://10.0.0.1")
        .variable("FAIRDESK_KIOSK_SERVER", "http://desk")
        .variable("PATH", "/bin")
        .load();
    assert_eq!(loaded.warnings, ["environment variable FAIRDESK_PORT_8080_TCP is no setting and is ignored"]);
}

#[test]
fn an_empty_text_means_not_set() {
    assert_eq!(Given::nothing().file("public_url = \"\"").load().settings.public_url, None);
    let loaded = Given::nothing().file("public_url = \"https://desk.example\"").load();
    assert_eq!(loaded.settings.public_url.as_ref().map(PublicUrl::host), Some("desk.example"));
    assert!(loaded.settings.secure_cookies());
}

#[test]
fn a_token_does_not_show_when_settings_are_printed() {
    let loaded = Given::nothing().variable("FAIRDESK_METRICS_TOKEN", "correct-horse-battery").load();
    assert_eq!(loaded.settings.metrics.token.as_ref().map(Hidden::reveal), Some("correct-horse-battery"));
    assert!(!format!("{loaded:?}").contains("horse"));
}
