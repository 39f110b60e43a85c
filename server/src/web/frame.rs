//! What surrounds every page: title, language, fair, signed-in person, messages. And how to build a page.
//!
//! # A page in a few lines
//!
//! ```text
//! #[derive(Template)]
//! #[template(path = "ticket.html")]           // server/templates/ticket.html
//! struct TicketPage { frame: Frame, t: Texts, number: String, live: String }
//!
//! async fn ticket(visit: Visit, Path(key): Path<String>) -> Result<Response, Problem> {
//!     let ticket = find(&key).ok_or(Problem::of(Fault::NotFound))?;
//!     let frame = visit.frame("ticket-title");            // the key of the title's text
//!     Ok(frame::show(&TicketPage { t: frame.t(), frame, number: ticket.number, live: fragment.render()? }))
//! }
//! ```
//!
//! The template extends a layout and imports the parts; every template struct has `frame: Frame` and `t: Texts`:
//!
//! ```html
//! {% extends "layout.html" %}{% import "parts.html" as m %}
//! {% block main %}
//! <h1>{{ frame.title }}</h1>
//! <p>{{ t.t1("ticket-ahead", "count", ahead) }}</p>
//! {% endblock %}
//! ```
//!
//! Layouts: `layout.html` (light; `frame.phone()`, `.counter()` or `.office()` sets the width), `board_layout.html` (dark,
//! wall), `print_layout.html` (paper). Samples of every part in both languages: `web/samples.rs` writes them to
//! `target/pages/`; add your page there, so that it is rendered by a test and can be looked at.
//!
//! # A text
//!
//! Add the key to `locales/en/<area>.ftl` and to `locales/zh-CN/<area>.ftl`. `t.t("key")`, `t.t1("key", "name", value)`,
//! `t.t2(…)`, `t.say("key").with("a", x).with("b", y)`, `t.code("state", code)`; dates by `t.clock(ts)`, `t.moment(ts)`,
//! `t.date(d)`, `t.duration(s)`, `t.wait(low_s, high_s)`, `t.number(n)`. A test finds missing, idle and hard-coded texts.
//! Keys are written out as string literals, so that the test can see them.
//!
//! # Parts (`parts.html`, call as `m::name(…)`; those with a body as `{% call m::name(…) %}…{% endcall %}`)
//!
//! `icon(name)` · `button(text, kind="primary", icon="", name="", value="")` · `link(text, href, kind="secondary", icon="")`
//! · `field(name, label, value="", hint="", error="", kind="text", required=true, autocomplete="off", inputmode="", max=200)`
//! · `area(…)` · call `group(legend, hint="", error="", name="")` around `choice(kind, name, value, label, hint="", checked=false)`
//! · call `select(name, label, hint="", error="")` around `<option>` · `photos(name, label, hint="", error="")`
//! · `booth(name, label, token, value="", hint="", error="")` (suggestions) · `errors(errors)` · `form_keys(idempotency)`
//! · call `callout(tone, title)` (tones note good warn bad) · `badge(tone, icon, text)` · `state(code)` · `steps(list)`
//! · call `empty(icon, heading)` · call `live(snapshot, events)`.
//!
//! Shapes without a macro, as classes: `lead`, `quiet`, `number` (ticket numbers), `card`, `actions` (a row of buttons), `dl.facts`,
//! `ul.rows` (whole rows that lead somewhere), `ticket` (+ `called`) with `hr.tear` and `img.qr`, `summons`, `div.table` around a
//! table (give it `tabindex="0" role="region" aria-label`), `td.figure`; for staff `split` (+ `even`), `stays`, `ul.tiles` of
//! `a.tile`, `next` (the one next action), `ol.line`, `ol.history`, `filters`, `pair`, `ul.gallery`, `seal`; on paper `sheet`.
//! `templates/sample_parts.html` shows each. Charts: [`Bars`](super::chart::Bars) and [`Columns`](super::chart::Columns), `{{ chart|safe }}`.
//! Buttons: `primary`, `secondary`, `danger`, `plain`, with `large`; `data-confirm="sure?"` on a submit button asks first.
//! No `style` attributes, no inline scripts: the content policy forbids both.
//!
//! # A form
//!
//! ```html
//! <form method="post" enctype="multipart/form-data" data-draft="file-{{ booth }}">
//!   {{ m::form_keys(idempotency) }}{{ m::errors(errors) }}
//!   {{ m::field("item", t.t("filing-item"), value=form.item, error=errors.of("item")) }}
//!   {{ m::photos("photo", t.t("filing-photos")) }}
//!   {{ m::button(t.t("send")) }}
//! </form>
//! ```
//!
//! Without scripts this is a plain form. With them `data-draft` keeps what is typed and picked until the desk has
//! confirmed: answer success with `visit.sent("/t/…")`, bad entries by showing the same page again with status 422
//! (`show_with`), everything else with a [`Problem`](super::problem::Problem). `idempotency` is a fresh random key in a new
//! form, the sent one when it is shown again. Rows that can be repeated: see `draft.js`.
//!
//! # A live page
//!
//! The handler renders one fragment template and puts it into the page: `{% call m::live(snapshot, events) %}{{ live|safe }}{% endcall %}`.
//! `GET snapshot` answers the same fragment (`frame::fragment`); the event stream sends events named `fragment` with the
//! same HTML as data, and `beat` at least every 15 s. Elements with `data-live="id"` are swapped one by one when they
//! changed; `data-say="sentence"` on the fragment's root is read out when it changes. Nothing else is needed.

use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::fair::Venue;
use jiff::tz::TimeZone;

use crate::locale::{Language, Texts};

use super::{kept::Kept, problem::Problem};

mod naming;
mod steps;

pub use steps::{Reached, Step};

/// What every page says of the fair; taken from the settings when they change.
#[derive(Clone, Debug)]
pub struct Masthead {
    /// The fair's name; the product's before the first start page was filled in.
    pub fair: String,
    /// What kind of place it is.
    pub venue: Venue,
    /// The fair's time zone.
    pub zone: TimeZone,
    /// The language for visitors whose browser asks for none of ours.
    pub language: Language,
    /// Whether this is a demonstration.
    pub demo: bool,
    /// Where to find the desk, in the organiser's words: "Hall 2, entrance B, +86 …". May be empty.
    pub desk_place: String,
    /// Whether the desk has closed for the last time.
    pub over: bool,
}

impl Masthead {
    /// A fair for tests.
    #[cfg(test)]
    pub(crate) fn sample() -> Masthead {
        Masthead {
            fair: "Lumen Asia 2026".to_owned(),
            venue: Venue::Fair,
            zone: TimeZone::fixed(jiff::tz::offset(8)),
            language: Language::En,
            demo: true,
            desk_place: "Hall 2, B01".to_owned(),
            over: false,
        }
    }
}

/// How wide a page's content runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// One column for a thumb.
    Phone,
    /// A tablet or laptop at the counter.
    Counter,
    /// The organiser's desk.
    Office,
}

impl Width {
    /// The class of the body.
    pub fn class(self) -> &'static str {
        match self {
            Width::Phone => "phone",
            Width::Counter => "counter",
            Width::Office => "office",
        }
    }
}

/// The signed-in person, as shown in the header.
#[derive(Clone, Debug)]
pub struct Person {
    /// The name.
    pub name: String,
    /// The roles, in words; more than one at a small fair.
    pub roles: Vec<String>,
}

/// An entry of the header's navigation.
#[derive(Clone, Debug)]
pub struct Link {
    /// Where it leads.
    pub href: String,
    /// What it says.
    pub text: String,
    /// Whether the reader is there.
    pub current: bool,
}

/// How a message is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Something to know.
    Note,
    /// Something went well.
    Good,
    /// Something to look at.
    Warn,
    /// Something failed.
    Bad,
}

impl Tone {
    /// The class, and the name of its icon.
    pub fn class(self) -> &'static str {
        match self {
            Tone::Note => "note",
            Tone::Good => "good",
            Tone::Warn => "warn",
            Tone::Bad => "bad",
        }
    }
}

/// A message at the top of a page.
#[derive(Clone, Debug)]
pub struct Notice {
    /// How it is meant.
    pub tone: Tone,
    /// What it says.
    pub text: String,
}

/// To which pages of the talk the row of a case's pages leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// To none: the case is not accepted, or ended without a talk.
    Nothing,
    /// To the talk, which is being prepared.
    Talk,
    /// To the talk and to what is agreed there.
    Agreement,
}

impl Reach {
    /// Whether it leads to the talk.
    pub fn has_talk(self) -> bool {
        self != Self::Nothing
    }
    /// Whether it leads to the agreement.
    pub fn has_agreement(self) -> bool {
        self == Self::Agreement
    }
}

/// Everything around the content of a page.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The title, already in the reader's language.
    pub title: String,
    /// The fair's name.
    pub fair: String,
    /// Where to find the desk.
    pub desk_place: String,
    /// Whether the desk has closed for the last time: nobody is there any more to be asked.
    pub over: bool,
    /// Whether this is a demonstration.
    pub demo: bool,
    /// Path and query of this page, for the language switch.
    pub path: String,
    /// How wide the content runs.
    pub width: Width,
    /// The token every form sends back; empty where no session is.
    pub csrf: String,
    /// Who is signed in.
    pub person: Option<Person>,
    /// The header's navigation.
    pub links: Vec<Link>,
    /// Messages above the content.
    pub notices: Vec<Notice>,
    /// That the reader was given a new PIN by somebody else; empty where they were not, or were told on another page.
    pub given_pin: String,
    /// Who else heads the reader's mediation body and was given a sign-in or a PIN by somebody else.
    pub given_heads: Vec<String>,
    /// What was typed into a form that could not be taken.
    pub kept: Kept,
    /// The case of the page may cost something: the row of its pages leads to the fee.
    pub charges: bool,
    /// How far the case of the page has come, as its reader knows: the row of its pages leaves away what holds nothing.
    pub reach: Reach,
    /// What its reader is told while the case of the page is closed to them, as a key of the catalogue.
    pub closed: &'static str,
    texts: Texts,
}

impl Frame {
    /// A phone-wide page for a visitor who is not signed in.
    pub fn new(masthead: &Masthead, texts: Texts, path: &str, title: String) -> Frame {
        Frame {
            title,
            fair: masthead.fair.clone(),
            desk_place: masthead.desk_place.clone(),
            over: masthead.over,
            demo: masthead.demo,
            path: path.to_owned(),
            width: Width::Phone,
            csrf: String::new(),
            person: None,
            links: Vec::new(),
            notices: Vec::new(),
            given_pin: String::new(),
            given_heads: Vec::new(),
            kept: Kept::default(),
            charges: false,
            reach: Reach::Nothing,
            closed: "case-sealed",
            texts,
        }
    }

    /// The words, for the `t` of the template.
    pub fn t(&self) -> Texts {
        self.texts.clone()
    }

    /// The same frame in other words than the visitor's own; the title is the caller's.
    #[must_use]
    pub fn speaking(mut self, texts: Texts) -> Frame {
        self.texts = texts;
        self
    }

    /// As wide as the counter.
    #[must_use]
    pub fn counter(mut self) -> Frame {
        self.width = Width::Counter;
        self
    }

    /// As wide as the office.
    #[must_use]
    pub fn office(mut self) -> Frame {
        self.width = Width::Office;
        self
    }

    /// Shows who is signed in, and gives forms their token.
    #[must_use]
    pub fn signed_in(mut self, person: Person, csrf: impl Into<String>) -> Frame {
        self.person = Some(person);
        self.csrf = csrf.into();
        self
    }

    /// Adds an entry to the navigation; it is current where the page's path begins with it.
    #[must_use]
    pub fn link(mut self, href: &str, text: impl Into<String>) -> Frame {
        let path = self.path.split('?').next().unwrap_or_default();
        let current = path == href;
        self.links.push(Link { href: href.to_owned(), text: text.into(), current });
        self
    }

    /// Adds a message.
    #[must_use]
    pub fn notice(mut self, tone: Tone, text: impl Into<String>) -> Frame {
        self.notices.push(Notice { tone, text: text.into() });
        self
    }

    /// The languages one can switch to.
    pub fn others(&self) -> impl Iterator<Item = (Language, Texts)> {
        Language::ALL
            .into_iter()
            .filter(|language| *language != self.texts.language())
            .map(|language| (language, self.texts.speaking(language)))
    }
}

/// What is wrong with the entries of a form: field names and texts.
#[derive(Clone, Debug, Default)]
pub struct Errors(Vec<(String, String)>);

impl Errors {
    /// Marks a field.
    pub fn add(&mut self, field: &str, text: impl Into<String>) {
        self.0.push((field.to_owned(), text.into()));
    }

    /// The text at a field; empty when it is fine.
    pub fn of(&self, field: &str) -> &str {
        self.0.iter().find(|(name, _)| name == field).map_or("", |(_, text)| text)
    }

    /// All, in order.
    pub fn list(&self) -> &[(String, String)] {
        &self.0
    }

    /// Whether the form is fine.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Answers with a page.
pub fn show(page: &impl Template) -> Response {
    show_with(StatusCode::OK, page)
}

/// Answers with a page and a status: 422 for a form that is shown again.
pub fn show_with(status: StatusCode, page: &impl Template) -> Response {
    match page.render() {
        Ok(html) if status == StatusCode::UNPROCESSABLE_ENTITY => {
            fragment_with(status, naming::with_names(&html).unwrap_or(html))
        }
        Ok(html) => fragment_with(status, html),
        Err(error) => Problem::internal(&error).into_response(),
    }
}

/// Answers with HTML that is already rendered: the snapshot of a live page.
pub fn fragment(html: impl Into<axum::body::Body>) -> Response {
    fragment_with(StatusCode::OK, html)
}

fn fragment_with(status: StatusCode, html: impl Into<axum::body::Body>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (header::VARY, HeaderValue::from_static("accept, accept-language, cookie")),
    ];
    (status, headers, html.into()).into_response()
}
