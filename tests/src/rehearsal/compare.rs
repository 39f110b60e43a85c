//! Figures by name, and those of several sources beside each other.

use std::{collections::BTreeMap, fmt};

/// Figures by chapter and key, as `kind/dispute`; and which figures their source tells at all.
#[derive(Debug, Clone)]
pub struct Figures {
    values: BTreeMap<String, u64>,
    tells: fn(&str) -> bool,
}

impl Default for Figures {
    fn default() -> Self {
        Self::telling(|_| true)
    }
}

impl Figures {
    /// None yet, of a source that tells only such figures.
    pub(super) fn telling(tells: fn(&str) -> bool) -> Self {
        Self { values: BTreeMap::new(), tells }
    }

    pub(super) fn tells(&self, key: &str) -> bool {
        (self.tells)(key)
    }

    pub(super) fn add(&mut self, key: &str, count: u64) {
        *self.values.entry(key.to_owned()).or_default() += count;
    }

    pub(super) fn set(&mut self, key: &str, count: usize) {
        self.values.insert(key.to_owned(), count as u64);
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, u64)> {
        self.values.iter().map(|(key, value)| (key.as_str(), *value))
    }

    /// How some lengths spread, by nearest rank.
    pub(super) fn spread(&mut self, chapter: &str, mut lengths: Vec<u64>) {
        lengths.sort_unstable();
        let count = lengths.len();
        for (key, tenths) in [("median", 5), ("p90", 9), ("longest", 10)] {
            if let Some(length) = (count * tenths).div_ceil(10).checked_sub(1).and_then(|at| lengths.get(at))
            {
                self.add(&format!("{chapter}/{key}"), *length);
            }
        }
        if count > 0 {
            self.set(&format!("{chapter}/count"), count);
        }
    }

    /// A figure; none at all is none of them.
    pub fn value(&self, key: &str) -> u64 {
        self.values.get(key).copied().unwrap_or(0)
    }
}

/// One figure: what the journal says, and what each source that tells it says.
#[derive(Debug, Clone)]
struct Line {
    key: String,
    journal: u64,
    said: Vec<(&'static str, u64)>,
}

impl Line {
    fn agrees(&self) -> bool {
        self.said.iter().all(|(_, value)| *value == self.journal)
    }
}

/// Everything beside each other: a part a day, and the report.
#[derive(Debug, Clone, Default)]
pub struct Comparison(Vec<(String, Vec<Line>)>);

impl Comparison {
    pub(super) fn add(&mut self, part: String, journal: &Figures, sources: &[(&'static str, Figures)]) {
        let mut keys: Vec<_> = journal.values.keys().cloned().collect();
        keys.extend(sources.iter().flat_map(|(_, figures)| figures.values.keys().cloned()));
        keys.sort();
        keys.dedup();
        let line = |key: String| {
            let telling = sources.iter().filter(|(_, figures)| figures.tells(&key));
            let said = telling.map(|(source, figures)| (*source, figures.value(&key)));
            Line { journal: journal.value(&key), said: said.collect(), key }
        };
        self.0.push((part, keys.into_iter().map(line).collect()));
    }

    /// How many figures were held against each other, each source counted.
    pub fn held(&self) -> usize {
        self.0.iter().flat_map(|(_, lines)| lines).map(|line| line.said.len()).sum()
    }

    /// Every figure that one source tells otherwise than the journal.
    pub fn differences(&self) -> Vec<String> {
        let of = |(part, lines): &(String, Vec<Line>)| {
            let wrong = lines.iter().filter(|line| !line.agrees());
            wrong.map(|line| format!("{part}: {line}")).collect::<Vec<_>>()
        };
        self.0.iter().flat_map(of).collect()
    }

    /// The sources that told something.
    pub fn sources(&self) -> Vec<&'static str> {
        let mut all: Vec<_> = self
            .0
            .iter()
            .flat_map(|(_, lines)| lines)
            .flat_map(|line| &line.said)
            .map(|(of, _)| *of)
            .collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// What the journal says of a part.
    pub fn journal(&self, part: &str, key: &str) -> Option<u64> {
        let (_, lines) = self.0.iter().find(|(of, _)| of == part)?;
        lines.iter().find(|line| line.key == key).map(|line| line.journal)
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:<44} {:>8} ", self.key, self.journal)?;
        for (source, value) in &self.said {
            if *value == self.journal { write!(f, " {source}")? } else { write!(f, " {source}={value}!")? }
        }
        Ok(())
    }
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (part, lines) in &self.0 {
            writeln!(f, "\n{part:<44} {:>8}  and the same in", "journal")?;
            for line in lines {
                writeln!(f, "  {line}")?;
            }
        }
        Ok(())
    }
}
