//! A report beside those of earlier fairs, line by line: what page, workbook and paper tell of it.

use domain::report::{At, Chapter, Compared, EarlierReport, Figure, compared};

use super::{Report, caption, label, said};
use crate::locale::Texts;

/// A chapter of the comparison in words: its caption, and what each line was at the earlier fairs and is at this one.
pub struct Beside {
    /// Its heading.
    pub caption: String,
    /// What is counted, and one value a fair, this one's last.
    pub rows: Vec<(String, Vec<String>)>,
}

/// That an earlier fair was counted before it was over, in words.
pub fn cut_short(fair: &EarlierReport, t: &Texts) -> Option<String> {
    let (counted, days) = fair.cut_short(t.zone())?;
    Some(t.t2("report-cut-short", "counted", counted, "days", days))
}

impl Report<'_> {
    /// Its lines and those of the earlier fairs; none where no such report stands beside it.
    pub(super) fn compared(&self) -> Vec<Compared> {
        if self.earlier.is_empty() {
            return Vec::new();
        }
        compared(self.earlier.iter().copied(), &self.figures, self.sees)
    }

    /// The same in words, chapter by chapter.
    pub fn beside(&self, t: &Texts) -> Vec<Beside> {
        let mut chapters: Vec<(Chapter, Beside)> = Vec::new();
        for Compared { of: (chapter, key), at } in self.compared() {
            let told = |value| said(&Figure { chapter, key: key.clone(), value }, t);
            let value = |at: &At| match at {
                At::Is(value) => told(Some(*value)),
                At::Hidden => told(None),
                At::Absent => t.t("log-none-yet").into_owned(),
            };
            let values = at.iter().map(value).collect();
            let row = (label(&Figure { chapter, key: key.clone(), value: None }, t), values);
            match chapters.last_mut() {
                Some((last, known)) if *last == chapter => known.rows.push(row),
                Some(_) | None => {
                    chapters.push((chapter, Beside { caption: caption(chapter, t), rows: vec![row] }));
                }
            }
        }
        chapters.into_iter().map(|(_, chapter)| chapter).collect()
    }
}
