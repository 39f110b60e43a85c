//! A case opened at the table, for the page of its talk and the page of its agreement: what both stand on, read in one place and
//! only after the reading is on record.

use std::sync::Arc;

use askama::Template;
use axum::{http::StatusCode, response::Response};
use domain::{Case, PartyId, reading::Sight, staff::Role};

use crate::{
    app::App,
    engine::Published,
    locale::Texts,
    web::{
        frame::{self, Frame},
        guard::{Signed, Who},
        problem::Problem,
        signed,
        visit::Visit,
    },
};

use super::{
    Done,
    contents::{self, Contents},
    sealed::{self, Sealed, party_name},
};

/// Who looks at a page, and by what request.
pub(super) struct Looker<'a> {
    pub(super) app: &'a App,
    pub(super) visit: &'a Visit,
    pub(super) who: &'a Who,
    pub(super) person: &'a Signed,
}

/// A case opened for somebody who may read it.
pub(super) struct Table {
    pub(super) t: Texts,
    pub(super) at: Arc<Published>,
    pub(super) case: Arc<Case>,
    pub(super) contents: Contents,
    pub(super) sealed: Sealed,
    pub(super) hand: Hand,
}

/// What this reader may do with the case.
#[derive(Debug, Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "independent yes-or-no facts that the templates ask for")]
pub(super) struct Hand {
    /// They are the mediator who has it.
    pub(super) mine: bool,
    /// They have it, or lead the body while somebody has it.
    pub(super) acts: bool,
    /// They write the record of its talks, also when it is over.
    pub(super) writes: bool,
    /// They note who confirmed that record.
    pub(super) notes: bool,
}

impl Hand {
    fn of(at: &Published, person: &Signed, case: &Case) -> Self {
        let lead = case.claimant().ticket.and_then(|number| at.desk.ticket(number));
        let by = lead.and_then(|lead| lead.mediator);
        let had = by == Some(person.staff.id) && person.is(Role::Mediator);
        let leads = had || (by.is_some() && person.is(Role::Head));
        let (open, recorded) = (case.state.is_open(), case.takes_record());
        Self { mine: had && open, acts: leads && open, writes: had && recorded, notes: leads && recorded }
    }
}

impl Looker<'_> {
    /// Shows a page of a case. There is no table for whoever may not read it now: then nothing sealed stands on the page.
    pub(super) async fn show<P: Template>(
        &self,
        id: &str,
        title: &'static str,
        (done, status): (&Done, StatusCode),
        draw: impl FnOnce(Frame, &Case, Option<Table>) -> P,
    ) -> Result<Response, Problem> {
        let case = contents::find(&self.app.now(), id)?;
        let frame = done.tell(signed::frame(self.app, self.visit, self.who, title).counter());
        let table = self.open(frame.t(), &case).await?;
        Ok(frame::show_with(status, &draw(frame, &case, table)))
    }

    /// Opens a case, after the reading is on record; none for whoever may not read it now.
    pub(super) async fn open(&self, t: Texts, case: &Arc<Case>) -> Result<Option<Table>, Problem> {
        let (app, person) = (self.app, self.person);
        let Some((contents, sealed)) = read(app, self.who, person, case).await? else { return Ok(None) };
        let at = app.now();
        let hand = Hand::of(&at, person, case);
        Ok(Some(Table { t, at, case: Arc::clone(case), contents, sealed, hand }))
    }
}

/// What is sealed of a case, after the reading is on record; none for whoever may not read it now.
///
/// # Errors
/// When the journal cannot be read or written.
pub(super) async fn read(
    app: &App,
    who: &Who,
    person: &Signed,
    case: &Arc<Case>,
) -> Result<Option<(Contents, Sealed)>, Problem> {
    if contents::sight(&app.now(), person, case, app.clock.now()) != Sight::Whole {
        return Ok(None);
    }
    contents::record_reading(app, who, person, case, None).await?;
    Ok(Some((contents::open(app, case).await?, sealed::open(app, case, person.staff.id).await?)))
}

impl Table {
    /// A party in words.
    pub(super) fn name(&self, party: PartyId) -> String {
        party_name(&self.t, &self.at, &self.case, party, &self.contents)
    }
}
