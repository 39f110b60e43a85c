//! Reads the settings from their three places and merges them, keeping for each value where it came from, so that a
//! refusal can name the line, the variable or the flag to mend.

use std::{
    collections::BTreeMap,
    fmt, fs, io,
    path::{Path, PathBuf},
};

use toml::{Table, Value, de::DeTable};

use super::{Settings, rules};

/// The name of the settings file inside the data folder.
pub const FILE_NAME: &str = "fair.toml";

/// In front of every environment variable that is a setting.
const PREFIX: &str = "FAIRDESK_";

/// Variables of other programs of the same house that this one leaves alone.
const FOREIGN: [&str; 3] = ["FAIRDESK_CONFIG", "FAIRDESK_KIOSK_", "FAIRDESK_TEST_"];

/// Where one value came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// Nobody chose; this is what the program takes.
    Default,
    /// A line of a settings file, counted from 1.
    File(PathBuf, usize),
    /// This environment variable.
    Environment(String),
    /// This flag on the command line.
    Flag(String),
}

impl Source {
    /// Whether somebody chose the value.
    pub fn was_chosen(&self) -> bool {
        *self != Self::Default
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::File(path, line) => write!(f, "{} line {line}", path.display()),
            Self::Environment(name) => write!(f, "environment variable {name}"),
            Self::Flag(flag) => write!(f, "{flag}"),
        }
    }
}

/// One thing that is wrong with the settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The dotted name of the setting.
    pub key: String,
    /// Where the value stands that is to be mended.
    pub source: Source,
    /// What is wrong, and what would be right.
    pub why: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}: {}", self.source, self.key, self.why)
    }
}

/// Why there are no settings to start with.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The settings file cannot be read.
    #[error("the settings file {} cannot be read", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// The settings file is not TOML.
    #[error("the settings file {} is not understood: {why}", path.display())]
    Syntax {
        /// The file.
        path: PathBuf,
        /// The parser's words, with line and column.
        why: String,
    },
    /// Some settings are unknown or make no sense. All of them are listed, one a line.
    #[error("{}", lines(.0))]
    Nonsense(Vec<Problem>),
}

fn lines(problems: &[Problem]) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// What was said on the command line and in the environment, before any file was looked at.
#[derive(Debug, Default, Clone)]
pub struct Layers {
    /// `--config FILE`.
    pub config: Option<PathBuf>,
    /// Dotted name, value, and how the flag was written (`--data`, `--set`).
    pub flags: Vec<(String, String, String)>,
    /// The whole environment; what does not begin with `FAIRDESK_` is ignored.
    pub environment: Vec<(String, String)>,
}

impl Layers {
    /// The environment of this process. A value that is no text is taken with its odd bytes replaced, and will then be
    /// refused or not found under its name.
    pub fn environment_of_process() -> Vec<(String, String)> {
        std::env::vars_os()
            .map(|(name, value)| (name.to_string_lossy().into_owned(), value.to_string_lossy().into_owned()))
            .filter(|(name, _)| name.starts_with(PREFIX))
            .collect()
    }
}

/// Settings that make sense, and where each came from.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The settings.
    pub settings: Settings,
    /// The file that was read, if any.
    pub file: Option<PathBuf>,
    /// Where each dotted name got its value.
    pub sources: BTreeMap<String, Source>,
    /// What looks like a mistake but may be meant: to be logged at start.
    pub warnings: Vec<String>,
}

impl Loaded {
    /// Merges `layers`: flags over environment over file over defaults. The file is the one named by `--config` or
    /// `FAIRDESK_CONFIG`, or else `fair.toml` in the data folder if it is there.
    ///
    /// # Errors
    /// When the file cannot be read or understood, or when any setting is unknown or makes no sense.
    pub fn from(layers: &Layers) -> Result<Self, ConfigError> {
        let mut merge = Merge::defaults();
        merge.take_environment(&layers.environment);
        merge.take_flags(&layers.flags);

        let named = layers.config.clone().or_else(|| variable(&layers.environment, "FAIRDESK_CONFIG"));
        let file = match named {
            Some(path) => Some(path),
            None => Some(merge.data_folder().join(FILE_NAME)).filter(|path| path.exists()),
        };
        if let Some(path) = &file {
            let text = fs::read_to_string(path)
                .map_err(|source| ConfigError::Unreadable { path: path.clone(), source })?;
            merge.take_file(path, &text)?;
        }
        merge.finish(file)
    }
}

fn variable(environment: &[(String, String)], name: &str) -> Option<PathBuf> {
    environment.iter().find(|(n, value)| n == name && !value.is_empty()).map(|(_, value)| value.into())
}

/// The values so far. Names are dotted; a value keeps the type that its default has.
struct Merge {
    values: BTreeMap<String, (Value, Source)>,
    problems: Vec<Problem>,
    warnings: Vec<String>,
}

impl Merge {
    fn defaults() -> Self {
        let mut values = BTreeMap::new();
        flatten("", &table_of(&Settings::default()), &mut |key, value| {
            values.insert(key, (value.clone(), Source::Default));
        });
        Self { values, problems: Vec::new(), warnings: Vec::new() }
    }

    fn take_environment(&mut self, environment: &[(String, String)]) {
        for (name, text) in environment {
            if !name.starts_with(PREFIX) || FOREIGN.iter().any(|foreign| name.starts_with(foreign)) {
                continue;
            }
            match self.values.keys().find(|key| variable_of(key) == *name).cloned() {
                Some(key) => self.take_text(&key, text, Source::Environment(name.clone())),
                // Not an error: container systems put variables of their own making there.
                None => {
                    self.warnings.push(format!("environment variable {name} is no setting and is ignored"));
                }
            }
        }
    }

    fn take_flags(&mut self, flags: &[(String, String, String)]) {
        for (key, text, flag) in flags {
            self.take_text(key, text, Source::Flag(flag.clone()));
        }
    }

    /// A value given as plain text, read as the type of the setting's default.
    fn take_text(&mut self, key: &str, text: &str, source: Source) {
        let Some((default, _)) = self.values.get(key) else { return self.unknown(key, source) };
        let value = match default {
            Value::Integer(_) => text.trim().parse().map(Value::Integer).map_err(|_| "a whole number"),
            Value::Boolean(_) => text.trim().parse().map(Value::Boolean).map_err(|_| "true or false"),
            Value::String(_) | Value::Float(_) | Value::Datetime(_) | Value::Array(_) | Value::Table(_) => {
                Ok(Value::String(text.to_owned()))
            }
        };
        match value {
            Ok(value) => {
                self.values.insert(key.to_owned(), (value, source));
            }
            Err(wanted) => self.problem(key, source, format!("must be {wanted}, but is \"{text}\"")),
        }
    }

    fn take_file(&mut self, path: &Path, text: &str) -> Result<(), ConfigError> {
        let syntax = |e: toml::de::Error| ConfigError::Syntax { path: path.to_owned(), why: e.to_string() };
        let places = DeTable::parse(text).map_err(syntax)?;
        let table: Table = text.parse().map_err(syntax)?;
        let mut lines = BTreeMap::new();
        line_numbers("", places.get_ref(), text, &mut lines);

        let mut found = Vec::new();
        flatten("", &table, &mut |key, value| found.push((key, value.clone())));
        for (key, value) in found {
            let source = Source::File(path.to_owned(), lines.get(&key).copied().unwrap_or(1));
            self.take_value(&key, value, source);
        }
        self.data_folder_agrees(path);
        Ok(())
    }

    fn take_value(&mut self, key: &str, value: Value, source: Source) {
        let Some((so_far, so_far_from)) = self.values.get(key) else { return self.unknown(key, source) };
        if so_far.type_str() != value.type_str() {
            let why = format!("must be {}, but is {}", kind_name(so_far), kind_name(&value));
            return self.problem(key, source, why);
        }
        // Flag and environment were taken before the file, because the file's place depends on them; they win.
        if matches!(so_far_from, Source::Default) {
            self.values.insert(key.to_owned(), (value, source));
        }
    }

    /// The file inside the default data folder cannot say that the data is elsewhere.
    fn data_folder_agrees(&mut self, path: &Path) {
        let default = table_of(&Settings::default());
        let (data, from) = &self.values["data"];
        if matches!(from, Source::File(..)) && Some(data) != default.get("data") {
            let inside = default.get("data").and_then(Value::as_str).map(|d| Path::new(d).join(FILE_NAME));
            if inside.as_deref() == Some(path) {
                let why = "this file lies in another data folder; say --data, or name the file with --config";
                self.problem("data", from.clone(), why.to_owned());
            }
        }
    }

    fn data_folder(&self) -> PathBuf {
        self.values["data"].0.as_str().unwrap_or_default().into()
    }

    fn unknown(&mut self, key: &str, source: Source) {
        let section = key.rsplit_once('.').map_or("", |(section, _)| section);
        let mut near: Vec<_> = self
            .values
            .keys()
            .filter(|k| k.rsplit_once('.').map_or("", |(section, _)| section) == section)
            .map(String::as_str)
            .collect();
        if near.is_empty() {
            near = self.values.keys().map(String::as_str).collect();
        }
        let why = format!("there is no such setting; there are {}", near.join(", "));
        self.problem(key, source, why);
    }

    fn problem(&mut self, key: &str, source: Source, why: String) {
        self.problems.push(Problem { key: key.to_owned(), source, why });
    }

    fn finish(mut self, file: Option<PathBuf>) -> Result<Loaded, ConfigError> {
        for (key, (value, source)) in &self.values {
            if let Err(why) = rules::check_one(key, value) {
                self.problems.push(Problem { key: key.clone(), source: source.clone(), why });
            }
        }
        if !self.problems.is_empty() {
            return Err(ConfigError::Nonsense(self.problems));
        }
        let mut table = Table::new();
        for (key, (value, _)) in &self.values {
            put(&mut table, key, value.clone());
        }
        let sources: BTreeMap<_, _> =
            self.values.into_iter().map(|(key, (_, source))| (key, source)).collect();
        let mut settings: Settings = table.try_into().map_err(|e: toml::de::Error| {
            let why = e.message().to_owned();
            ConfigError::Nonsense(vec![Problem { key: "settings".to_owned(), source: Source::Default, why }])
        })?;
        let problems = rules::check_together(&settings, &sources);
        if !problems.is_empty() {
            return Err(ConfigError::Nonsense(problems));
        }
        let chosen = sources.iter().filter(|(_, source)| source.was_chosen());
        settings.chosen = chosen.map(|(key, _)| key.clone()).collect();
        Ok(Loaded { settings, file, sources, warnings: self.warnings })
    }
}

/// The environment variable of a setting: `lines.max_misses` is `FAIRDESK_LINES_MAX_MISSES`.
pub fn variable_of(key: &str) -> String {
    format!("{PREFIX}{}", key.replace('.', "_").to_ascii_uppercase())
}

/// The settings as a nested table.
pub(super) fn table_of(settings: &Settings) -> Table {
    Table::try_from(settings).expect("settings are plain texts, numbers and sections")
}

/// Calls `each` with the dotted name and value of everything in `table` that is no section, or an empty one.
pub(super) fn flatten(prefix: &str, table: &Table, each: &mut dyn FnMut(String, &Value)) {
    for (name, value) in table {
        let key = dotted(prefix, name);
        match value.as_table() {
            // A section of no settings is handed on whole, so that an unknown one is noticed.
            Some(inner) if !inner.is_empty() => flatten(&key, inner, each),
            _ => each(key, value),
        }
    }
}

/// Puts `value` under a dotted name.
pub(super) fn put(table: &mut Table, key: &str, value: Value) {
    match key.split_once('.') {
        None => {
            table.insert(key.to_owned(), value);
        }
        Some((section, rest)) => {
            let inner = table.entry(section).or_insert_with(|| Value::Table(Table::new()));
            if let Value::Table(inner) = inner {
                put(inner, rest, value);
            }
        }
    }
}

fn dotted(prefix: &str, name: &str) -> String {
    if prefix.is_empty() { name.to_owned() } else { format!("{prefix}.{name}") }
}

fn line_numbers(prefix: &str, table: &DeTable<'_>, text: &str, lines: &mut BTreeMap<String, usize>) {
    for (name, value) in table {
        let key = dotted(prefix, name.get_ref());
        let before = text.get(..name.span().start).unwrap_or_default();
        lines.insert(key.clone(), before.matches('\n').count() + 1);
        if let Some(inner) = value.get_ref().as_table() {
            line_numbers(&key, inner, text, lines);
        }
    }
}

fn kind_name(value: &Value) -> &'static str {
    match value {
        Value::String(_) => "a text in quotes",
        Value::Integer(_) => "a whole number",
        Value::Float(_) => "a number with a fraction",
        Value::Boolean(_) => "true or false",
        Value::Datetime(_) => "a time",
        Value::Array(_) => "a list",
        Value::Table(_) => "a section",
    }
}
