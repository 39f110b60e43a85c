//! The page of kiosks follows them. The stream says only that something is different, and the page asks for itself again.

use std::{fmt::Write, sync::Arc};

use axum::{extract::State, response::Response};
use jiff::Timestamp;

use crate::{
    app::App,
    devices::Devices,
    engine::Published,
    web::{
        guard::Signed,
        live::{self, Draw, Form},
    },
};

/// A stream that sends the version now and whenever it is another.
pub(super) async fn events(State(app): State<App>, person: Signed) -> Response {
    let devices = Arc::clone(app.devices());
    let draw: Draw = Arc::new(move |published: &Published, now| Some(version(published, &devices, now)));
    live::stream_to(&app, &person, "office/devices", Form::Fragment, &draw)
}

/// How every device stands, in short: whatever its part of the page shows.
pub(super) fn version(published: &Published, devices: &Devices, now: Timestamp) -> String {
    let mut version = published.desk.invitations(now).count().to_string();
    for device in published.desk.devices() {
        add(&mut version, format_args!(" {} {:?}", super::letters(device), device.state));
        let Some(contact) = devices.contacts.last(device.id) else { continue };
        let (hello, minute) = (&contact.hello, contact.at.as_second().div_euclid(60));
        let (unseen, off) = (super::is_unseen(now.duration_since(contact.at)), contact.clock.as_mins());
        let (_, paper, _) = super::paper(hello);
        add(&mut version, format_args!(" {minute} {unseen} {off} {paper} {} {}", hello.outbox, hello.minted));
        add(&mut version, format_args!(" {} {}", hello.refused_count, hello.put_aside));
    }
    version
}

fn add(version: &mut String, part: std::fmt::Arguments<'_>) {
    // Writing into a string cannot fail.
    version.write_fmt(part).unwrap_or_default();
}
