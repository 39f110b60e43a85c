//! A case's page follows its case. Names and texts never go through the stream: it says only that something is different, and the
//! page asks for itself again, by the same way and with the same audit as when it was opened.

use std::{fmt::Write, sync::Arc};

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{Case, Desk, case::CaseState, staff::Staff};
use jiff::Timestamp;

use crate::{
    app::App,
    engine::Published,
    web::{
        counter::contents,
        guard::Signed,
        live::{self, Draw, Form},
        problem::Problem,
        ticket::view::Hours,
    },
};

/// A stream that sends the case's version now and whenever it is another.
pub(super) async fn events(
    State(app): State<App>,
    person: Signed,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let (case, reader) = (contents::find(&app.now(), &id)?.id, person.staff.id);
    let draw: Draw = Arc::new(move |published: &Published, now| {
        let desk = &published.desk;
        let seen = desk.staff_member(reader).zip(desk.case(case));
        Some(seen.map(|(reader, case)| version(desk, case, reader, now)).unwrap_or_default())
    });
    Ok(live::stream_to(&app, &person, &format!("case/{case}/{reader}"), Form::Fragment, &draw))
}

/// How the case stands, in short: whatever its page shows and others can change. Who read it is not in here, or each look would
/// call for another. How it ended, what the sides answered and which papers are missing is in it only for those who are told that, and
/// of the photos no more than they see: one more would tell that something was put on the table just now.
pub(in crate::web::counter) fn version(desk: &Desk, case: &Case, reader: &Staff, now: Timestamp) -> String {
    let (told_end, follows) = (desk.sees_outcome(reader, case), desk.sees_way(reader, case));
    let mut version = super::shown_state(case, told_end).code().to_owned();
    // Whoever has no part in it sees no photo, and nobody here those that are meant for the organiser. What came with the talks neither
    // reception sees nor whoever took the case over and did not declare yet.
    let talks = told_end && desk.opens_record(reader, case);
    let photos = case.evidence.iter().filter(|photo| photo.audience.mediation());
    let photos = photos.filter(|photo| talks || case.is_of_reception(photo));
    if desk.sees_ending(reader, case) {
        add(&mut version, format_args!(" {}", photos.count()));
    }
    if let (true, CaseState::Concluded { outcome, reason }) = (told_end, case.state) {
        add(&mut version, format_args!(" {} {}", outcome.code(), reason.code()));
    }
    if case.erased_at.is_some() {
        add(&mut version, format_args!(" erased"));
    }
    // Nobody is called any more then, and the page proposes something else.
    if case.state.is_open() && Hours::are_over(desk, now) {
        add(&mut version, format_args!(" closed"));
    }
    if let Some(urgent) = case.urgent {
        add(&mut version, format_args!(" {}", urgent.code()));
    }
    for party in case.respondents().iter().filter(|_| follows) {
        add(&mut version, format_args!(" {}", party.way().code()));
    }
    for fixed in case.appointment_ahead().into_iter().filter(|_| told_end) {
        let (room, coming) = (fixed.room.as_ref().map(ToString::to_string), fixed.confirmed.len());
        add(&mut version, format_args!(" {} {} {coming}", fixed.from, room.unwrap_or_default()));
    }
    for paper in case.missing.iter().filter(|_| follows) {
        add(&mut version, format_args!(" {}", paper.code()));
    }
    let own = case.claimant().ticket.filter(|_| case.state.is_open());
    for ticket in desk.tickets_of(case).filter(|ticket| follows || Some(ticket.number) == own) {
        let mediator = ticket.mediator.map(|staff| staff.to_string()).unwrap_or_default();
        let may_call = super::gap_s(desk, ticket, now) == 0;
        let (number, state, calls) = (ticket.number, ticket.state.code(), ticket.calls);
        add(&mut version, format_args!(" {number} {state} {calls} {mediator} {may_call}"));
        // Once whoever put it on hold has gone, others may take it.
        if ticket.state.is_aside() && desk.keeper(case, ticket, now).is_none() {
            add(&mut version, format_args!(" free"));
        }
    }
    version
}

fn add(version: &mut String, part: std::fmt::Arguments<'_>) {
    // Writing into a string cannot fail.
    version.write_fmt(part).unwrap_or_default();
}
