//! What a row says of the undertaking: whether it was signed, on which day, and by whom. A day may stand in a column of its own, or in
//! that of the undertaking instead of a yes.

use jiff::civil::Date;

use super::{Field, Note, Reading, cell};

/// What a row says of the undertaking. Of what is not signed there is no day, and nobody who signed.
pub(super) struct Signed {
    pub(super) undertaking: Option<bool>,
    pub(super) on: Option<Date>,
    pub(super) by: Option<String>,
}

impl Reading<'_> {
    pub(super) fn signed(&mut self) -> Signed {
        let silent = cell::is_blank(self.raw(Field::Undertaking));
        let beside = day(self.raw(Field::Undertaking)).filter(|day| self.has_come(*day));
        let said = self.undertaking();
        let (on, by) = (self.signed_on(), self.particular(Field::SignedBy));
        // Whoever names the day or the signer, and says nothing else of it, says that it was signed.
        let named = silent && (on.is_some() || by.is_some());
        let undertaking = said.or_else(|| named.then_some(true));
        if undertaking == Some(true) {
            if on.is_some() && beside.is_some() && on != beside {
                self.unusable(Field::Undertaking);
            }
            return Signed { undertaking, on: on.or(beside), by };
        }
        if on.is_some() {
            self.unusable(Field::SignedOn);
        }
        if by.is_some() {
            self.unusable(Field::SignedBy);
        }
        Signed { undertaking, on: None, by: None }
    }

    fn signed_on(&mut self) -> Option<Date> {
        let on = self.value(Field::SignedOn, |text| day(text).map(|day| day.to_string()))?;
        let on = day(&on)?;
        if self.has_come(on) {
            return Some(on);
        }
        self.not_come(Field::SignedOn);
        None
    }

    fn unusable(&mut self, field: Field) {
        let (line, value) = (self.row.line, self.raw(field).to_owned());
        self.notes.push(Note::ValueUnusable { line, field, value });
    }

    fn not_come(&mut self, field: Field) {
        let (line, value) = (self.row.line, self.raw(field).to_owned());
        self.notes.push(Note::DayNotCome { line, field, value });
    }

    fn has_come(&self, day: Date) -> bool {
        self.today.is_none_or(|today| day <= today)
    }

    fn undertaking(&mut self) -> Option<bool> {
        const YES: [&str; 13] = [
            "yes",
            "y",
            "true",
            "1",
            "signed",
            "ja",
            "evet",
            "是",
            "有",
            "已签",
            "已签署",
            "已签订",
            "已提交",
        ];
        const NO: [&str; 12] = [
            "no",
            "n",
            "false",
            "0",
            "notsigned",
            "unsigned",
            "nein",
            "hayir",
            "否",
            "未签",
            "未签署",
            "未提交",
        ];
        let text = self.raw(Field::Undertaking).trim();
        match text {
            "√" | "✓" | "✔" | "☑" => return Some(true),
            "×" | "✗" | "✘" | "☐" => return Some(false),
            _ => {}
        }
        // Some lists say the day on which it was signed. On one that has not come nobody has signed yet.
        if let Some(day) = day(text) {
            if self.has_come(day) {
                return Some(true);
            }
            self.not_come(Field::Undertaking);
            return None;
        }
        let known =
            |text: &str| YES.contains(&cell::fold(text).as_str()) || NO.contains(&cell::fold(text).as_str());
        let answer = self.value(Field::Undertaking, |text| known(text).then(|| text.to_owned()))?;
        Some(YES.contains(&cell::fold(&answer).as_str()))
    }
}

/// A day as lists write it: `2026-03-01`, `2026/3/1`, `2026.3.1`, `2026年3月1日`, or `1.3.2026`, with or without a time behind it. Of
/// `1/3/2026` nobody can say which is the month.
fn day(text: &str) -> Option<Date> {
    let parts = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    let parts: Vec<&str> = parts.take(3).collect();
    let [first, second, third] = parts.as_slice() else { return None };
    let date = |year: &str, month: &str, day: &str| {
        Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
    };
    if first.len() == 4 && text.starts_with(first) {
        return date(first, second, third);
    }
    let dotted = text.starts_with(&format!("{first}.{second}.{third}"));
    if dotted && third.len() == 4 { date(third, second, first) } else { None }
}
