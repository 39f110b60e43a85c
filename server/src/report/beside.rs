//! A report beside those of earlier fairs, line by line: what page, workbook and paper tell of it.

use domain::report::{At, Chapter, Compared, EarlierReport, Figure, compared};

use super::{Report, caption, label, said};
use crate::locale::Texts;

/// A chapter of the comparison: its caption, and what each line was at the earlier fairs and is at this one; in words, unless said
/// otherwise.
pub struct Beside<V = String> {
    /// Its heading.
    pub caption: String,
    /// What is counted, and one value a fair, this one's last.
    pub rows: Vec<(String, Vec<V>)>,
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
        let none = || t.t("log-none-yet").into_owned();
        self.beside_as(t, |figure, own| match figure {
            Some(figure) if own => self.said(figure, t),
            Some(figure) => said(figure, t),
            None => none(),
        })
    }

    /// The same, chapter by chapter, each value as `told` has it: of the figure, where the fair has one, and whether it is this fair's.
    pub(super) fn beside_as<V>(
        &self,
        t: &Texts,
        told: impl Fn(Option<&Figure>, bool) -> V,
    ) -> Vec<Beside<V>> {
        let mut chapters: Vec<(Chapter, Beside<V>)> = Vec::new();
        for Compared { of: (chapter, key), at } in self.compared() {
            let figure = |value| Figure { chapter, key: key.clone(), value };
            let value = |(place, at): (usize, &At)| {
                let own = place == self.earlier.len();
                match at {
                    At::Is(value) => told(Some(&figure(Some(*value))), own),
                    At::Hidden => told(Some(&figure(None)), own),
                    At::Absent => told(None, own),
                }
            };
            let row = (label(&figure(None), t), at.iter().enumerate().map(value).collect());
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
