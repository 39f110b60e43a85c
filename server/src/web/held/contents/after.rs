//! What followed an agreement: visits that asked how it went, and what a court was asked and said. The words of a visit are given to
//! the side that was asked alone; else they may be those of the other side, and the desk says which of them are whose.

use domain::{aftercare::Visit, body::Content, text::folded};

use super::{Reader, Rows};
use crate::engine::ReadError;

impl Reader<'_> {
    /// `acted` are the names of people who acted for the party.
    pub(super) fn after(&self, acted: Vec<String>) -> Result<Rows, ReadError> {
        // Whoever has no part in the agreement has none in what came of it.
        if self.case.procedure.in_effect().is_none()
            || !self.case.participants().any(|one| one.place.id == self.id())
        {
            return Ok(Rows::new());
        }
        let (t, known) = (self.t, &self.case.aftercare);
        let mut rows = Rows::new();
        if !known.visits.is_empty() {
            let names = self.names(acted)?;
            for visit in &known.visits {
                rows.extend(self.visit(visit, &names)?);
            }
        }
        for asked in &known.confirmations {
            let mut parts = vec![t.date(asked.on)];
            if let Some(Content::Court(body)) = self.content(asked.seq)? {
                parts.push(body.court);
                parts.extend(body.reference);
            }
            rows.push(self.row("history-court", parts.join(" · ")));
            if let Some((ruling, on, _)) = asked.ruling {
                let said = [t.date(on), t.code("ruling", ruling.code()).into_owned()];
                rows.push(self.row("history-court-ended", said.join(" · ")));
            }
        }
        Ok(rows)
    }

    fn visit(&self, visit: &Visit, names: &[String]) -> Result<Rows, ReadError> {
        let t = self.t;
        let finding = t.code("finding", visit.finding.code()).into_owned();
        let found = format!("{}{}{finding}", t.t("aftercare-finding"), t.t("list-colon"));
        let parts = [t.date(visit.on), t.code("reached", visit.means.code()).into_owned(), found];
        let mut rows = vec![self.row("aftercare-visit", parts.join(" · "))];
        let Some(Content::Visit(body)) = self.content(visit.seq)? else { return Ok(rows) };
        if are_all_of(&body.asked, names) {
            rows.push(self.row("aftercare-asked", body.asked));
            rows.push(self.row("aftercare-findings", body.findings));
        } else {
            rows.push(self.row("aftercare-findings", t.t("held-visit-words")));
        }
        Ok(rows)
    }

    /// What the party is called: as it was entered, as the list has it, and by whom it acted.
    fn names(&self, acted: Vec<String>) -> Result<Vec<String>, ReadError> {
        let mut names = acted;
        if let Some(Content::Party(body)) = self.content(self.party.entered_seq)? {
            names.push(body.name);
            names.extend(body.company);
        }
        let listed = self.party.place.exhibitor.and_then(|id| self.at.names.exhibitor(id));
        if let Some(body) = listed {
            names.push(body.name.clone());
            names.extend(body.other_name.clone());
        }
        Ok(names.iter().map(|name| folded(name)).filter(|name| !name.is_empty()).collect())
    }
}

/// Whether everybody whom a line names is one of these. Somebody it does not know may be of the other side.
fn are_all_of(line: &str, names: &[String]) -> bool {
    const BETWEEN: [char; 15] =
        [',', '，', '、', ';', '；', '/', '·', '(', ')', '（', '）', '&', '和', '及', '\n'];
    let mut people = line.split(BETWEEN).map(folded).filter(|name| !name.is_empty()).peekable();
    people.peek().is_some() && people.all(|name| names.contains(&name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_of_one_side_where_it_names_nobody_else() {
        let names = ["li hua", "shenzhen lamps", "王丽"].map(folded);
        for own in ["Li  Hua", "li hua (Shenzhen Lamps)", "王丽、Li Hua"] {
            assert!(are_all_of(own, &names), "{own}");
        }
        for other in ["", " ", "Li Hua, Noor", "Li Hua and Noor", "both sides", "Li Hua's father"] {
            assert!(!are_all_of(other, &names), "{other}");
        }
    }
}
