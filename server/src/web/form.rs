//! Forms as they arrive: urlencoded or multipart, fields and photos, read within limits and checked for our token.
//!
//! One reader for both kinds, so that a form may gain a photo without its handler changing. Names may repeat; order is kept.

use std::time::Duration;

use axum::{
    Form,
    body::{Body, Bytes},
    extract::{
        DefaultBodyLimit, FromRequest, Multipart, Request,
        multipart::{Field, MultipartError},
    },
    http::{StatusCode, header},
    routing::MethodRouter,
};

use crate::{
    access::secrets::HolderToken,
    app::{App, Once},
    listen::BODY_LIMIT,
};

use super::{
    guard::Who,
    problem::{Fault, Problem},
};

/// Longest text field, bytes; longer than any field's own limit in characters.
const FIELD_BYTES: usize = 64 * 1024;
/// Most fields of one form.
const FIELDS: usize = 400;
/// How long a form with files waits for a seat.
const SEAT: Duration = Duration::from_secs(20);
/// How long reading one may take in all: five photos over a bad network.
const READING: Duration = Duration::from_mins(5);
/// The name of the token's field.
pub const TOKEN: &str = "csrf";

/// The name of the field with the key under which a form counts once.
pub const KEY: &str = "idempotency_key";

/// A key for a form that is shown for the first time.
pub fn fresh_key() -> String {
    HolderToken::random().reveal()
}

/// A file in a form.
#[derive(Debug, Clone)]
pub struct Upload {
    /// The field it was sent in.
    pub field: String,
    /// Its name on the sender's device; never trusted.
    pub name: String,
    /// Its bytes.
    pub bytes: Bytes,
}

/// A form that came from a page of ours.
#[derive(Debug, Clone, Default)]
pub struct Entries {
    fields: Vec<(String, String)>,
    uploads: Vec<Upload>,
}

impl Entries {
    /// The first value of a field; empty when it was not sent.
    pub fn text(&self, name: &str) -> &str {
        self.fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value)
    }
    /// Every value of a field, in order.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.as_str())
    }
    /// Whether a box is ticked or a button was pressed.
    pub fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|(field, value)| field == name && !value.is_empty())
    }
    /// The files, those without bytes left out: browsers send one for an empty file field.
    pub fn uploads(&self) -> impl Iterator<Item = &Upload> {
        self.uploads.iter().filter(|upload| !upload.bytes.is_empty())
    }
    /// Whether a file was chosen in which nothing is; what browsers send for an empty file field has no name.
    pub fn chose_empty(&self, field: &str) -> bool {
        let empty = |upload: &Upload| upload.bytes.is_empty() && !upload.name.is_empty();
        self.uploads.iter().any(|upload| upload.field == field && empty(upload))
    }
    /// Every field, in order: what a digest of the request covers.
    pub fn fields(&self) -> &[(String, String)] {
        &self.fields
    }
    /// The id under which this form counts once, however often it is sent: by whom, what for, and the key it was shown with.
    pub fn once(&self, app: &App, who: &Who, purpose: &str) -> Once {
        let key = self.text(KEY);
        if key.is_empty() {
            return Once::Fresh;
        }
        let sender = match (&who.person, who.device()) {
            (Some(person), _) => person.staff.id.to_string(),
            (None, Some(device)) => device.to_string(),
            (None, None) => String::new(),
        };
        let said: Vec<_> = self.fields.iter().filter(|(name, _)| name != TOKEN && name != KEY).collect();
        let digest = serde_json::to_vec(&said).ok().map(|bytes| app.digest(&bytes));
        Once::Key { scope: format!("{purpose}/{sender}"), key: key.to_owned(), digest }
    }
    /// For tests and for pages drawn anew.
    pub fn from_fields(fields: Vec<(String, String)>) -> Self {
        Self { fields, uploads: Vec::new() }
    }
}

/// Lets a body be as large as `bytes`; without it the router's own limit holds, as it does for every urlencoded form.
pub fn up_to(bytes: usize) -> impl FnOnce(MethodRouter<App>) -> MethodRouter<App> {
    move |handler| handler.layer(DefaultBodyLimit::max(bytes))
}

impl FromRequest<App> for Entries {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let who = request.extensions().get::<Who>().cloned().ok_or_else(|| Problem::of(Fault::Internal))?;
        let kind = request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|kind| kind.to_str().ok())
            .unwrap_or_default();
        let entries = if kind.starts_with("multipart/form-data") {
            let form =
                Multipart::from_request(request, app).await.map_err(|_| Problem::of(Fault::BadRequest))?;
            read_multipart(app, form, |sent| who.check_form(sent.text(TOKEN))).await?
        } else {
            Self { fields: read_urlencoded(request, app).await?, uploads: Vec::new() }
        };
        if entries.fields.iter().any(|(_, value)| value.len() > FIELD_BYTES) {
            return Err(Problem::of(Fault::TooLarge));
        }
        who.check_form(entries.text(TOKEN))?;
        Ok(entries)
    }
}

/// Why a body could not be read.
fn unread(status: StatusCode) -> Problem {
    Problem::of(if status == StatusCode::PAYLOAD_TOO_LARGE { Fault::TooLarge } else { Fault::BadRequest })
}

/// Reads an urlencoded form. No file can be in it, so it may be as large as any form without files, whatever its route takes of others.
/// Its fields are counted before any is made: one may be a single byte long, and what is made of it is a hundred times as large.
async fn read_urlencoded(mut request: Request, app: &App) -> Result<Vec<(String, String)>, Problem> {
    DefaultBodyLimit::max(BODY_LIMIT).apply(&mut request);
    let (head, body) = request.into_parts();
    let bytes = Bytes::from_request(Request::from_parts(head.clone(), body), app).await;
    let bytes = bytes.map_err(|rejection| unread(rejection.status()))?;
    if bytes.split(|byte| *byte == b'&').filter(|field| !field.is_empty()).count() > FIELDS {
        return Err(Problem::of(Fault::TooLarge));
    }
    let request = Request::from_parts(head, Body::from(bytes));
    let form = Form::<Vec<(String, String)>>::from_request(request, app).await;
    form.map(|Form(fields)| fields).map_err(|rejection| unread(rejection.status()))
}

/// Reads a multipart form within limits. `admit` is asked with the fields so far before the first file is read, so that
/// nobody's photos fill the memory who may not send any.
///
/// # Errors
/// `too-large`, `bad-request`, `busy` and `timeout`, and whatever `admit` says.
pub async fn read_multipart(
    app: &App,
    form: Multipart,
    admit: impl Fn(&Entries) -> Result<(), Problem>,
) -> Result<Entries, Problem> {
    let seat = tokio::time::timeout(SEAT, app.uploads().acquire()).await;
    let _seat = seat.ok().and_then(Result::ok).ok_or_else(|| Problem::of(Fault::Busy).retry_after(5))?;
    let read = tokio::time::timeout(READING, read_parts(form, admit)).await;
    read.map_err(|_| Problem::of(Fault::Timeout))?
}

async fn read_parts(
    mut form: Multipart,
    admit: impl Fn(&Entries) -> Result<(), Problem>,
) -> Result<Entries, Problem> {
    let refused = |error: MultipartError| unread(error.status());
    let mut entries = Entries::default();
    // What all texts together may still have: the files alone make a form larger than one without.
    let mut room = BODY_LIMIT;
    while let Some(mut part) = form.next_field().await.map_err(refused)? {
        let field = part.name().unwrap_or_default().to_owned();
        if let Some(name) = part.file_name().map(str::to_owned) {
            admit(&entries)?;
            let bytes = part.bytes().await.map_err(refused)?;
            entries.uploads.push(Upload { field, name, bytes });
        } else {
            let text = read_text(&mut part, room.min(FIELD_BYTES)).await?;
            room = room.saturating_sub(text.len());
            entries.fields.push((field, text));
        }
        if entries.fields.len() + entries.uploads.len() > FIELDS {
            return Err(Problem::of(Fault::TooLarge));
        }
    }
    Ok(entries)
}

/// The text of a field, of which no more than `most` bytes are ever kept: nobody was asked yet whether this sender may send anything.
async fn read_text(part: &mut Field<'_>, most: usize) -> Result<String, Problem> {
    let mut bytes = Vec::new();
    while let Some(piece) = part.chunk().await.map_err(|error| unread(error.status()))? {
        if bytes.len() + piece.len() > most {
            return Err(Problem::of(Fault::TooLarge));
        }
        bytes.extend_from_slice(&piece);
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
