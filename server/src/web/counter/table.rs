//! A case opened at the table, for the page of its talk and the page of its agreement: what both stand on, read in one place and
//! only after the reading is on record.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::Response,
};
use domain::{
    Case, Desk, PartyId,
    procedure::RecordPart,
    reading::Sight,
    staff::{Role, Staff},
};

use crate::{
    app::App,
    engine::Published,
    locale::Texts,
    web::{
        fee,
        form::Entries,
        frame::{self, Frame, Reach, Tone},
        guard::{Signed, Who},
        kept::{self, Kept},
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

/// Who looks at a page, by what request, and what of theirs could not be taken just before.
pub(super) struct Looker<'a> {
    pub(super) app: &'a App,
    pub(super) visit: &'a Visit,
    pub(super) who: &'a Who,
    pub(super) person: &'a Signed,
    refused: Option<Refused>,
}

/// A form that could not be taken: why, in words where the page does not say so itself, and what was typed.
struct Refused {
    status: StatusCode,
    why: Option<String>,
    kept: Kept,
}

/// A page of one case at the table. All of them begin alike: the case, the reading on record, the frame.
pub(super) trait CasePage: Template + Sized {
    /// The text that is its title until it has one of its own.
    const TITLE: &'static str;

    /// The page; without a table nothing sealed stands on it.
    fn drawn(looker: &Looker<'_>, frame: Frame, case: &Case, table: Option<Table>) -> Self;
}

/// Shows such a page.
pub(super) async fn page<P: CasePage>(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    Path(id): Path<String>,
    Query(done): Query<Done>,
) -> Result<Response, Problem> {
    Looker::new(&app, &visit, &who, &person).page::<P>(&id, &done).await
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

impl<'a> Looker<'a> {
    pub(super) fn new(app: &'a App, visit: &'a Visit, who: &'a Who, person: &'a Signed) -> Self {
        Self { app, visit, who, person, refused: None }
    }

    /// The same, after a form of theirs could not be taken.
    #[must_use]
    fn after(self, problem: &Problem, kept: Kept) -> Self {
        let t = &self.visit.texts;
        let why = problem.in_one(t);
        Self { refused: Some(Refused { status: problem.status(), why: Some(why), kept }), ..self }
    }

    /// The same, to be shown what they typed into a form that brings it back, and what is wrong with it.
    ///
    /// # Errors
    /// The problem itself where the same form filled in otherwise would not help.
    pub(super) fn refused(self, problem: Problem, form: &Entries) -> Result<Self, Problem> {
        let mendable = matches!(problem.status(), StatusCode::UNPROCESSABLE_ENTITY | StatusCode::CONFLICT);
        if !mendable || !form.has(kept::FORM) {
            return Err(problem);
        }
        let errors = problem.at_fields(&self.visit.texts);
        Ok(self.after(&problem, Kept::marked(form, errors)))
    }

    /// The same, after a form lacked something that its page asks for beside the field.
    #[must_use]
    pub(super) fn lacking(self, kept: Kept) -> Self {
        Self { refused: Some(Refused { status: StatusCode::UNPROCESSABLE_ENTITY, why: None, kept }), ..self }
    }

    /// Whether what was said is closed to them, who took the case over and did not declare to have no conflict of interest.
    pub(super) fn is_barred(&self, case: &Case) -> bool {
        !self.app.now().desk.opens_record(&self.person.staff, case)
    }

    /// Shows a page of a case as its kind draws it.
    pub(super) async fn page<P: CasePage>(&self, id: &str, done: &Done) -> Result<Response, Problem> {
        let draw = |frame, case: &_, table| P::drawn(self, frame, case, table);
        self.show(id, P::TITLE, (done, StatusCode::OK), draw).await
    }

    /// Shows a page of a case. There is no table for whoever may not read it now: then nothing sealed stands on the page.
    pub(super) async fn show<P: Template>(
        &self,
        id: &str,
        title: &'static str,
        (done, status): (&Done, StatusCode),
        draw: impl FnOnce(Frame, &Case, Option<Table>) -> P,
    ) -> Result<Response, Problem> {
        let case = contents::find(&self.app.now(), id)?;
        let (mut frame, status) = self.framed(title, (done, status));
        frame.charges = fee::is_linked(&self.app.now().desk, &self.person.staff, &case);
        frame.reach = reach(&self.app.now().desk, &self.person.staff, &case);
        frame.closed = contents::why_closed(&self.app.now(), self.person, &case);
        let table = self.open(frame.t(), &case).await?;
        Ok(frame::show_with(status, &draw(frame, &case, table)))
    }

    /// The frame of a page of a case; after a form of theirs could not be taken, with why, and what was typed.
    pub(super) fn framed(
        &self,
        title: &'static str,
        (done, status): (&Done, StatusCode),
    ) -> (Frame, StatusCode) {
        let mut frame = done.tell(signed::frame(self.app, self.visit, self.who, title).counter());
        let Some(refused) = &self.refused else { return (frame, status) };
        if let Some(why) = &refused.why {
            frame = frame.notice(Tone::Bad, why.clone());
        }
        frame.kept = refused.kept.clone();
        (frame, refused.status)
    }

    /// Opens a case, after the reading is on record; none for whoever may not read it now.
    pub(super) async fn open(&self, t: Texts, case: &Arc<Case>) -> Result<Option<Table>, Problem> {
        let (app, person) = (self.app, self.person);
        if self.is_barred(case) {
            return Ok(None);
        }
        let Some((contents, sealed)) = read(app, self.who, person, case).await? else { return Ok(None) };
        let at = app.now();
        let hand = Hand::of(&at, person, case);
        Ok(Some(Table { t, at, case: Arc::clone(case), contents, sealed, hand }))
    }
}

/// To which pages of its talk a case leads. That one ended without a talk is known to whoever is told how it ended: for everybody else
/// it leads where it did before, or a link that is missing would tell it.
pub(super) fn reach(desk: &Desk, reader: &Staff, case: &Case) -> Reach {
    let known = &case.procedure;
    let told = desk.sees_outcome(reader, case);
    let written = known.record.iter().any(|record| record.part != RecordPart::Investigation);
    let held = !case.talks.is_empty() || written || !known.notes.is_empty() || known.agreement.is_some();
    match () {
        () if told && !held && !case.state.is_open() => Reach::Nothing,
        () if case.talks_opened().is_some() => Reach::Agreement,
        () if known.accepted_at.is_some() || (told && held) => Reach::Talk,
        () => Reach::Nothing,
    }
}

/// What is sealed of a case, after the reading is on record; none for whoever may not read it now.
///
/// # Errors
/// When the journal cannot be read or written, or they have to declare first to have no conflict of interest.
pub(super) async fn read(
    app: &App,
    who: &Who,
    person: &Signed,
    case: &Arc<Case>,
) -> Result<Option<(Contents, Sealed)>, Problem> {
    if contents::sight(&app.now(), person, case, app.clock.now()) != Sight::Whole {
        return Ok(None);
    }
    contents::opens_record(&app.now(), person, case)?;
    contents::record_reading(app, who, person, case, None).await?;
    Ok(Some((contents::open(app, case).await?, sealed::open(app, case, Some(person.staff.id)).await?)))
}

impl Table {
    /// A party in words.
    pub(super) fn name(&self, party: PartyId) -> String {
        party_name(&self.t, &self.at, &self.case, party, &self.contents)
    }
}
