//! What followed an agreement: visits that asked how it went, and what a court was asked and said. The words of a visit may be those of
//! the other side and stand in its record alone.

use domain::body::Content;

use super::{Reader, Rows};
use crate::engine::ReadError;

impl Reader<'_> {
    pub(super) fn after(&self) -> Result<Rows, ReadError> {
        // Whoever has no part in the agreement has none in what came of it.
        if self.case.procedure.in_effect().is_none()
            || !self.case.participants().any(|one| one.place.id == self.id())
        {
            return Ok(Rows::new());
        }
        let (t, known) = (self.t, &self.case.aftercare);
        let visits = known.visits.iter().map(|visit| {
            let finding = t.code("finding", visit.finding.code()).into_owned();
            let found = format!("{}: {finding}", t.t("aftercare-finding"));
            let parts = [t.date(visit.on), t.code("reached", visit.means.code()).into_owned(), found];
            self.row("aftercare-visit", parts.join(" · "))
        });
        let mut rows: Rows = visits.collect();
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
}
