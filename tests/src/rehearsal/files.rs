//! Logs and reports read back: tables, workbooks, papers and documents, each into figures by name.

use std::{io::Cursor, path::Path, process::Command};

use anyhow::Context;
use calamine::{Data, Reader, Xlsx};
use domain::{
    case::{Ask, CaseKind, Outcome, Reason, RightKind},
    report::UNTOLD,
};
use locale::Texts;
use serde_json::Value;

use super::{Figures, Words};

/// Complaints of which no right is said.
const NO_RIGHT: &str = "complained/none";

/// What the rows of a day's list tell when they are counted.
fn of_rows(key: &str) -> bool {
    let chapter = key.split('/').next().unwrap_or_default();
    let whole = ["filed", "carried-in", "concluded", "open", "urgent"].map(|of| format!("whole/{of}"));
    whole.iter().any(|of| of == key) || ["kind", "ask", "hall", "outcome", "complained"].contains(&chapter)
}

/// What the figures of a log tell: outcomes with as many of their reasons as its reader may know, rights of complaints alone, and nothing of
/// those without a right. By hall its list alone tells all of them: the figures hide few in a hall.
fn of_log(key: &str) -> bool {
    let untold = ["outcome/", "reason/", "hall/", "right/"];
    !untold.iter().any(|chapter| key.starts_with(chapter)) && key != NO_RIGHT
}

/// The same where lengths are told in words or in minutes; there complaints without a right have a line.
fn of_log_in_words(key: &str) -> bool {
    let length = key.starts_with("wait/") || key.starts_with("talk/");
    (of_log(key) || key == NO_RIGHT) && (!length || key.ends_with("/count"))
}

/// The list of a day, counted.
pub(super) fn log_table(bytes: &[u8]) -> anyhow::Result<Figures> {
    let mut said = Figures::telling(of_rows);
    for row in csv::Reader::from_reader(bytes).records() {
        let row = row?;
        let cells: Vec<&str> = row.iter().map(|cell| cell.trim_start_matches('\'')).collect();
        counted(&cells, |_, code| Some(code.to_owned()), &mut said)?;
    }
    Ok(said)
}

/// One row of the list. The columns stand in the same order in every form.
fn counted(
    cells: &[&str],
    code: impl Fn(&str, &str) -> Option<String>,
    said: &mut Figures,
) -> anyhow::Result<()> {
    let cell = |at: usize| cells.get(at).copied().context("a column is missing");
    let coded =
        |family: &str, words: &str| code(family, words).with_context(|| format!("{words} is no {family}"));
    // What came after the seal stands behind the list that was sealed, and in none of its figures.
    if !cell(16)?.is_empty() {
        return Ok(());
    }
    // Of what was said the reader knows the complaint alone.
    let asks: Vec<_> = cell(4)?.split("; ").filter(|ask| !ask.is_empty()).collect();
    let asks = asks.into_iter().map(|ask| coded("ask", ask)).collect::<anyhow::Result<Vec<_>>>()?;
    let complains = asks.iter().any(|ask| ask == Ask::Measure.code());
    anyhow::ensure!(complains || cell(2)?.is_empty(), "the right of {}: {:?}", cell(0)?, cell(2)?);
    if cell(11)?.is_empty() {
        said.add("whole/filed", 1);
        said.add(&format!("kind/{}", coded("kind", cell(1)?)?), 1);
        let or_none = |words: &str| if words.is_empty() { "none".to_owned() } else { words.to_owned() };
        said.add(&format!("hall/{}", or_none(cell(3)?)), 1);
        if complains {
            let right = if cell(2)?.is_empty() { "none".to_owned() } else { coded("right", cell(2)?)? };
            said.add(&format!("complained/{right}"), 1);
        }
        for ask in &asks {
            said.add(&format!("ask/{ask}"), 1);
        }
    } else {
        said.add("whole/carried-in", 1);
    }
    if cell(8)?.is_empty() {
        said.add("whole/open", 1);
    } else {
        said.add("whole/concluded", 1);
        said.add(&format!("outcome/{}", coded("outcome", cell(8)?)?), 1);
        // Why is not told of a case that the organiser decides as well, either.
        let alone = complains && asks.len() == 1;
        anyhow::ensure!(alone != cell(9)?.is_empty(), "the reason of {}: {:?}", cell(0)?, cell(9)?);
        if alone {
            coded("reason", cell(9)?)?;
        }
    }
    said.add("whole/urgent", u64::from(!cell(12)?.is_empty()));
    Ok(())
}

/// The code behind the words of a language.
fn code_of(t: &Texts, family: &str, words: &str) -> Option<String> {
    let codes: Vec<&str> = match family {
        "kind" => CaseKind::ALL.iter().map(|one| one.code()).collect(),
        "right" => RightKind::ALL.iter().map(|one| one.code()).collect(),
        "ask" => Ask::ALL.iter().map(|one| one.code()).collect(),
        "outcome" => Outcome::ALL.iter().map(|one| one.code()).collect(),
        _ => Reason::ALL.iter().map(|one| one.code()).collect(),
    };
    // The reason without words of its own is told in those of two outcomes.
    let unnamed = [Outcome::AdviceGiven, Outcome::OrganiserDecided];
    let is_unnamed = unnamed.iter().any(|outcome| t.reason(*outcome, Reason::Other) == words);
    let known = codes.into_iter().find(|code| t.code(family, code) == words);
    known.or((family == "reason" && is_unnamed).then_some(Reason::Other.code())).map(str::to_owned)
}

/// The signed document of a day.
pub(super) fn log_document(bytes: &[u8]) -> anyhow::Result<Figures> {
    let log: Value = serde_json::from_slice(bytes)?;
    let mut said = Figures::telling(of_log);
    let number = |value: &Value| value.as_u64().unwrap_or(0);
    for (member, key) in [
        ("filed", "whole/filed"),
        ("carried_in", "whole/carried-in"),
        ("concluded", "whole/concluded"),
        ("open_at_close", "whole/open"),
        ("urgent", "whole/urgent"),
        ("no_shows", "whole/missed-calls"),
        ("late", "whole/late"),
        ("late_arrivals", "whole/late-arrivals"),
    ] {
        said.add(key, number(&log[member]));
    }
    said.add("whole/carried-over", number(&log["seal"]["carried_over"]));
    said.add("whole/advice", number(&log["advice"]["count"]));
    for (member, chapter) in [("by_kind", "kind"), ("by_right", "complained"), ("by_ask", "ask")] {
        for (code, count) in log[member].as_object().context("counts")? {
            said.add(&format!("{chapter}/{code}"), number(count));
        }
    }
    for ended in log["outcomes"].as_array().context("outcomes")? {
        let (outcome, reason) = (ended["outcome"].as_str(), ended["reason"].as_str());
        let key = format!("ended/{}/{}", outcome.context("how")?, reason.unwrap_or(UNTOLD));
        said.add(&key, number(&ended["count"]));
    }
    for (member, chapter) in [("wait", "wait"), ("session", "talk")] {
        for key in ["count", "median", "p90", "longest"] {
            let field = if key == "count" { key.to_owned() } else { format!("{key}_s") };
            if let Some(value) = log[member][field.as_str()].as_u64() {
                said.add(&format!("{chapter}/{key}"), value);
            }
        }
    }
    for (step, count) in log["measures"].as_object().context("the organiser's track")? {
        match count.as_object() {
            Some(kinds) => {
                kinds.iter().for_each(|(kind, count)| said.add(&format!("ordered/{kind}"), number(count)));
            }
            None => said.add(&format!("track/{}", step.replace('_', "-")), number(count)),
        }
    }
    Ok(said)
}

/// The two sheets of a day's workbook: its figures, and its list, counted.
pub(super) fn log_workbook(bytes: &[u8], words: &Words, t: &Texts) -> anyhow::Result<(Figures, Figures)> {
    let (mut figures, mut rows) = (Figures::telling(of_log_in_words), Figures::telling(of_rows));
    let sheets = sheets(bytes)?;
    let lines: Vec<String> = sheets[0].iter().map(|row| row.join(" ").trim().to_owned()).collect();
    words.read(&lines, &mut figures);
    for row in sheets.get(1).context("the list")?.iter().skip(1) {
        let cells: Vec<&str> = row.iter().map(String::as_str).collect();
        counted(&cells, |family, words| code_of(t, family, words), &mut rows)?;
    }
    Ok((figures, rows))
}

/// Every sheet, row by row; a number as its digits.
fn sheets(bytes: &[u8]) -> anyhow::Result<Vec<Vec<Vec<String>>>> {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes.to_vec()))?;
    let mut all = Vec::new();
    for name in book.sheet_names() {
        let sheet = book.worksheet_range(&name)?;
        let row = |row: &[Data]| row.iter().map(ToString::to_string).collect();
        all.push(sheet.rows().map(row).collect());
    }
    Ok(all)
}

/// A paper, where a program is installed that reads one.
pub(super) fn pdf(file: &Path, words: &Words) -> anyhow::Result<Option<Figures>> {
    let Ok(read) = Command::new("pdftotext").args(["-layout"]).arg(file).arg("-").output() else {
        return Ok(None);
    };
    let text = String::from_utf8(read.stdout)?;
    let lines: Vec<String> =
        text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    let report = file.file_stem().is_some_and(|name| name == "report");
    let mut said = Figures::telling(if report { of_report } else { of_log_in_words });
    words.read(&lines, &mut said);
    Ok(Some(said))
}

/// What a report tells a reader who sees everything that is counted afresh; every reason among it.
fn of_report(key: &str) -> bool {
    !["origin/", "repeat/", "ended/", "complained/"].iter().any(|chapter| key.starts_with(chapter))
}

/// The report as a table.
pub(super) fn report_table(bytes: &[u8]) -> anyhow::Result<Figures> {
    let mut said = Figures::telling(of_report);
    for row in csv::Reader::from_reader(bytes).records() {
        let row = row?;
        reported(&row.iter().collect::<Vec<_>>(), &mut said)?;
    }
    Ok(said)
}

/// The report as a workbook: its list for programs, behind the sheet for people.
pub(super) fn report_workbook(bytes: &[u8]) -> anyhow::Result<Figures> {
    let mut said = Figures::telling(of_report);
    for row in sheets(bytes)?.get(1).context("the list")?.iter().skip(1) {
        reported(&row.iter().map(String::as_str).collect::<Vec<_>>(), &mut said)?;
    }
    Ok(said)
}

fn reported(cells: &[&str], said: &mut Figures) -> anyhow::Result<()> {
    let [chapter, key, _, _, count, seconds, hidden, ..] = cells else { anyhow::bail!("{cells:?}") };
    anyhow::ensure!(hidden.is_empty(), "{chapter}/{key} is hidden from the head");
    let value = if count.is_empty() { seconds } else { count };
    let key = format!("{chapter}/{}", key.trim_start_matches('\''));
    if said.tells(&key) {
        said.add(&key, value.parse()?);
    }
    Ok(())
}

/// The report as a signed document.
pub(super) fn report_document(bytes: &[u8]) -> anyhow::Result<Figures> {
    let report: Value = serde_json::from_slice(bytes)?;
    let mut said = Figures::telling(of_report);
    for figure in report["figures"].as_array().context("figures")? {
        let (chapter, key) =
            (figure["chapter"].as_str().context("chapter")?, figure["key"].as_str().context("key")?);
        let key = format!("{chapter}/{key}");
        if said.tells(&key) {
            said.add(&key, figure["value"].as_u64().context("a value")?);
        }
    }
    Ok(said)
}
