//! A report as a document for programs, signed with the fair's key, and read back as the report of an earlier fair.
//!
//! What is signed (Ed25519) are the bytes of this text, every line ended by one line feed; the name stands as a JSON text, a figure
//! that is not told as `-`:
//!
//! ```text
//! fairdesk fair report 1
//! fair 0198c2f0a1b27c3d8e4f5a6b7c8d9e0f
//! name "Lumen Asia 2026"
//! days 2026-11-20 2026-11-23
//! as_of 2026-11-23T10:00:00Z
//! upto 1234
//! whole filed 31
//! hall 1 -
//! ```
//!
//! In the report of a period, which a desk that stands gives, a line such as `period 2026-Q1` comes after the days. A fair's has none,
//! so that documents from before there were periods still verify. The report of one mediation body, where the fair hosts several, names
//! it in a line `body "Lumen Committee"` after `upto`. That of one body's period has both lines. Where the days that are counted end
//! before the fair does, a line such as `ends 2026-11-24` comes after the days. Where something of the day that runs is told when it is
//! over, a line such as `told_later 2026-11-23` comes before `as_of`.

use data_encoding::HEXLOWER;
use domain::report::{EarlierReport, Figure, ReportPeriod};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::Report;
use crate::journal::{FairKey, verify_signature};

/// What a document of this kind calls itself.
const FORMAT: &str = "fairdesk fair report 1";
/// Most figures of one report: far more than any fair has halls, days and hours.
const MOST: usize = 2000;
/// Longest text in one, in letters.
const LONGEST: usize = 200;

/// The report of a fair, as it is kept and handed on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// What this is, and which edition of its columns.
    format: String,
    /// The fair's id.
    pub fair: String,
    /// Its name.
    pub name: String,
    /// Its first day.
    pub first_day: Date,
    /// Its last day, or the last that is counted.
    pub last_day: Date,
    /// Its last day, where the one that is counted last is another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends: Option<Date>,
    /// The period, where the desk has no last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<ReportPeriod>,
    /// The day of which what only mediation has is told when it is over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    told_later: Option<Date>,
    /// Facts up to here are counted.
    pub as_of: Timestamp,
    /// The last entry that a seal covered then; of older versions the journal's last entry.
    upto: u64,
    /// The mediation body whose cases alone are counted, where the fair hosts several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// Numbers below this one may be left out; zero where none is.
    hidden_below: u32,
    /// The figures; one without a value is too small to be told.
    pub figures: Vec<Figure>,
    /// The fair's public key (Ed25519).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    public_key: Option<String>,
    /// The signature over the text above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    signature: Option<String>,
}

/// What a document's signature says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Signed {
    /// It carries none.
    Not,
    /// It carries one that is not of these figures.
    Broken,
    /// Signed with this key, in hexadecimal digits.
    By(String),
}

impl Document {
    /// The document of a report, signed.
    pub fn signed(report: Report<'_>, upto: u64, key: &FairKey) -> Self {
        let hidden = report.about_small().is_some();
        let plan = report.plan;
        let told = |figure: &Figure| figure.value.filter(|_| !report.is_untold(figure));
        let values: Vec<_> = report.figures.iter().map(told).collect();
        let figures = report.figures.into_iter().zip(values);
        let mut made = Self {
            format: FORMAT.to_owned(),
            fair: HEXLOWER.encode(&key.fair().0),
            name: plan.name.clone(),
            first_day: report.days.0,
            last_day: report.days.1,
            ends: plan.last_day.filter(|last| report.scope.period.is_none() && *last > report.days.1),
            period: report.scope.period,
            told_later: report.told_later,
            as_of: report.as_of,
            upto,
            body: report.bodies.into_iter().next().filter(|_| report.scope.body.is_some()),
            hidden_below: if hidden { domain::figures::FEWEST } else { 0 },
            figures: figures.map(|(figure, value)| Figure { value, ..figure }).collect(),
            public_key: Some(HEXLOWER.encode(&key.public_key())),
            signature: None,
        };
        made.signature = Some(HEXLOWER.encode(&key.sign(made.statement().as_bytes())));
        made
    }

    /// A document from a file; `None` when it is none, or none that a fair can have made.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let read: Self = serde_json::from_slice(bytes).ok()?;
        let short = |text: &str| !text.is_empty() && text.chars().count() <= LONGEST && !text.contains('\n');
        let sound = read.format == FORMAT
            && read.fair.len() == 32
            && HEXLOWER.decode(read.fair.as_bytes()).is_ok()
            && short(&read.name)
            && read.body.as_deref().is_none_or(short)
            && read.first_day <= read.last_day
            && read.ends.is_none_or(|ends| read.last_day < ends)
            && !read.figures.is_empty()
            && read.figures.len() <= MOST
            && read.figures.iter().all(|figure| short(&figure.key));
        sound.then_some(read)
    }

    /// The last day of the fair, counted or not.
    pub fn last(&self) -> Date {
        self.ends.unwrap_or(self.last_day)
    }

    /// The text that is signed.
    fn statement(&self) -> String {
        let name = serde_json::to_string(&self.name).unwrap_or_default();
        let ends = self.ends.map_or_else(String::new, |ends| format!("ends {ends}\n"));
        let period = self.period.map_or_else(String::new, |period| format!("period {period}\n"));
        let later = self.told_later.map_or_else(String::new, |day| format!("told_later {day}\n"));
        let head = format!(
            "{}\nfair {}\nname {name}\ndays {} {}\n{ends}{period}{later}as_of {}\nupto {}\n",
            self.format, self.fair, self.first_day, self.last_day, self.as_of, self.upto
        );
        let of = self.body.as_ref().map(|body| {
            let body = serde_json::to_string(body).unwrap_or_default();
            format!("body {body}\n")
        });
        let line = |Figure { chapter, key, value }: &Figure| {
            let value = value.map_or_else(|| "-".to_owned(), |value| value.to_string());
            format!("{} {key} {value}\n", chapter.code())
        };
        std::iter::once(head).chain(of).chain(self.figures.iter().map(line)).collect()
    }

    /// Whose signature it carries, and whether it is over these figures.
    pub fn signer(&self) -> Signed {
        let (Some(key), Some(signature)) = (&self.public_key, &self.signature) else {
            return if self.public_key.is_none() && self.signature.is_none() {
                Signed::Not
            } else {
                Signed::Broken
            };
        };
        let bytes = |text: &str| HEXLOWER.decode(text.as_bytes()).ok();
        let public: Option<[u8; 32]> = bytes(key).and_then(|bytes| bytes.try_into().ok());
        let over: Option<[u8; 64]> = bytes(signature).and_then(|bytes| bytes.try_into().ok());
        match public.zip(over) {
            Some((public, over)) if verify_signature(&public, self.statement().as_bytes(), &over) => {
                Signed::By(key.clone())
            }
            Some(_) | None => Signed::Broken,
        }
    }
}

/// What is kept of an earlier fair's report whose signature was checked.
pub fn earlier(document: Document, key: Option<String>) -> EarlierReport {
    let last_day = document.last();
    let Document { fair, name, first_day, as_of, told_later, mut figures, .. } = document;
    // What was told of no day yet is not a small number that is hidden.
    let untold = |figure: &Figure| told_later.is_some() && figure.is_told_later() && figure.value.is_none();
    figures.retain(|figure| figure.chapter.is_compared() && !untold(figure));
    EarlierReport { fair, name, first_day, last_day, as_of, key, figures }
}
