//! By what words a log and a report call their figures, so that a workbook and a paper can be read back.

use domain::{
    case::{Ask, CaseKind, Outcome, Reason, RightKind},
    measure::MeasureKind,
    report::{Chapter, Figure, UNTOLD},
};
use fairdesk::report;
use locale::Texts;

use super::Figures;

/// A chapter: its heading, and its lines by what they are called.
#[derive(Debug)]
struct Lines {
    caption: String,
    lines: Vec<Called>,
}

#[derive(Debug)]
struct Called {
    words: String,
    key: String,
    /// A length that is told in words, and the figure that these words stand for.
    length: Option<(String, u64)>,
}

/// Words, and the code that they stand for.
type Pairs = Vec<(String, String)>;

/// Every chapter.
#[derive(Debug)]
pub(super) struct Words(Vec<Lines>);

impl Words {
    /// Of a day's log. Halls are known from what there is to say of them.
    pub(super) fn of_log(t: &Texts, journal: &Figures) -> Self {
        let said = |key: &str| t.t(key).into_owned();
        let coded = |family: &str, codes: Vec<&'static str>| -> Pairs {
            codes.into_iter().map(|code| (t.code(family, code).into_owned(), code.to_owned())).collect()
        };
        let whole = [
            ("log-filed", "filed"),
            ("log-carried-in", "carried-in"),
            ("log-concluded", "concluded"),
            ("log-open-at-close", "open"),
            ("log-carried-over", "carried-over"),
            ("log-urgent", "urgent"),
            ("log-no-shows", "missed-calls"),
            ("log-advice", "advice"),
            ("log-late-head", "late"),
            ("log-late-arrivals-head", "late-arrivals"),
        ];
        let steps = [
            ("log-measures-served", "served"),
            ("log-measures-answered", "answered"),
            ("log-measures-ended", "windows-ended"),
            ("log-measures-cleared", "cleared"),
            ("log-measures-clauses", "clauses"),
            ("log-measures-applied", "applied"),
            ("log-measures-lifted", "lifted"),
            ("log-measures-in-force", "in-force"),
        ];
        let named =
            |all: &[(&str, &str)]| all.iter().map(|(key, code)| (said(key), (*code).to_owned())).collect();
        let halls = journal.iter().filter_map(|(key, _)| key.strip_prefix("hall/"));
        let halls = halls.map(|hall| match hall {
            "none" => (said("log-no-hall"), hall.to_owned()),
            hall => (t.t1("log-hall", "hall", hall), hall.to_owned()),
        });
        let ended =
            Outcome::ALL.iter().flat_map(|outcome| Reason::ALL.iter().map(move |reason| (outcome, reason)));
        let ended = ended.map(|(outcome, reason)| {
            let (how, why) = (t.code("outcome", outcome.code()), t.reason(*outcome, *reason));
            let words = t.t2("log-outcome-reason", "outcome", &*how, "reason", &*why);
            (words, format!("{}/{}", outcome.code(), reason.code()))
        });
        let untold = Outcome::ALL.iter().map(|outcome| {
            let words = t.t1("log-outcome-untold", "outcome", &*t.code("outcome", outcome.code()));
            (words, format!("{}/{UNTOLD}", outcome.code()))
        });
        let rights = coded("right", RightKind::ALL.iter().map(|one| one.code()).collect()).into_iter();
        let chapters: Vec<(&str, &str, Pairs)> = vec![
            ("log-whole-day", "whole", named(&whole)),
            ("log-by-kind", "kind", coded("kind", CaseKind::ALL.iter().map(|one| one.code()).collect())),
            ("log-by-ask", "ask", coded("ask", Ask::ALL.iter().map(|one| one.code()).collect())),
            (
                "log-complaints-by-right",
                "complained",
                rights.chain([(said("report-none"), "none".to_owned())]).collect(),
            ),
            ("log-by-hall", "hall", halls.collect()),
            ("log-by-outcome", "ended", ended.chain(untold).collect()),
            ("log-measures", "track", named(&steps)),
            (
                "log-measures-ordered",
                "ordered",
                coded("measure", MeasureKind::ALL.iter().map(|one| one.code()).collect()),
            ),
            (
                "log-times",
                "",
                vec![
                    (said("log-wait"), "wait/count".to_owned()),
                    (said("log-session"), "talk/count".to_owned()),
                ],
            ),
            ("log-people", "", Vec::new()),
        ];
        let called = |chapter: &str, (words, code): (String, String)| {
            let key = if chapter.is_empty() { code } else { format!("{chapter}/{code}") };
            Called { words, key, length: None }
        };
        let lines = chapters.into_iter().map(|(caption, chapter, lines)| Lines {
            caption: said(caption),
            lines: lines.into_iter().map(|line| called(chapter, line)).collect(),
        });
        Self(lines.collect())
    }

    /// Of the report: what the journal makes it say, in its words.
    pub(super) fn of_report(t: &Texts, journal: &Figures) -> Self {
        let of = |chapter: &Chapter| {
            let prefix = format!("{}/", chapter.code());
            let keys = journal.iter().filter_map(|(key, value)| Some((key.strip_prefix(&prefix)?, value)));
            let lines = keys.map(|(key, value)| {
                let figure = Figure { chapter: *chapter, key: key.to_owned(), value: Some(value) };
                let length = chapter.is_length(key).then(|| (report::said(&figure, t), value));
                Called { words: report::label(&figure, t), key: format!("{prefix}{key}"), length }
            });
            Lines { caption: report::caption(*chapter, t), lines: lines.collect() }
        };
        Self(Chapter::ALL.iter().map(of).collect())
    }

    /// Reads a table of chapters: lines of words, each with what stands beside them.
    pub(super) fn read(&self, lines: &[String], said: &mut Figures) {
        let mut here: &[Called] = &[];
        for (line, below) in lines.iter().zip(lines.iter().skip(1).map(String::as_str).chain([""])) {
            if let Some(chapter) = self.0.iter().find(|chapter| heads(line, &chapter.caption)) {
                here = &chapter.lines;
                continue;
            }
            let beside = here.iter().filter_map(|called| Some((called, called.beside(line, below)?)));
            let longest = beside.max_by_key(|(called, _)| called.words.len());
            let Some((called, rest)) = longest.map(|(called, rest)| (called, rest.trim())) else { continue };
            let value = match &called.length {
                Some((words, value)) => (words == rest).then_some(*value),
                None => number(rest),
            };
            if let Some(value) = value {
                said.add(&called.key, value);
            }
        }
    }
}

impl Called {
    /// What stands beside its words, which may go on in the line below.
    fn beside<'l>(&self, line: &'l str, below: &str) -> Option<&'l str> {
        line.strip_prefix(&self.words).or_else(|| {
            let (head, beside) = line.rsplit_once(' ')?;
            let rest = self.words.strip_prefix(head)?;
            (!rest.is_empty() && rest.trim_start() == below).then_some(beside)
        })
    }
}

/// Whether a line is the head of a chapter: its caption, and behind it no number, but the heads of columns or nothing.
fn heads(line: &str, caption: &str) -> bool {
    line.strip_prefix(caption).is_some_and(|rest| {
        !rest.starts_with(char::is_alphanumeric) && (rest.is_empty() || number(rest.trim()).is_none())
    })
}

/// The number at the beginning, with whatever groups its digits.
fn number(text: &str) -> Option<u64> {
    let digits: String = text.split(' ').next()?.chars().filter(|letter| *letter != ',').collect();
    digits.parse().ok()
}
