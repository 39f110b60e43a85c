//! The tariff of a mediation body: its head writes it here, or the organiser who keeps every body, and publishes it for everybody.
//! Editions are kept; what a case was quoted stands on the one of its day.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::Response,
};
use domain::{
    Command, Refusal,
    bodies::HostedBody,
    bulletin::Words,
    fair::Language,
    fee::{FeeUnit, LONGEST_NOTES, LONGEST_TITLE, MOST_ENTRIES, Tariff, TariffEntry},
    ids::BodyId,
    number,
    procedure::Money,
    staff::Role,
    text,
};

use crate::{
    app::App,
    engine::SubmitError,
    locale::Texts,
    web::{
        form::{self, Entries},
        frame::{self, Errors, Frame, Tone},
        guard::{Signed, Who},
        problem::{Fault, Problem},
        route::{Access, LEADERS, Route},
        submit,
        tariff::Shown,
        visit::Visit,
    },
};

use super::sender;

/// Empty rows after those that are filled in.
const MORE: usize = 4;
/// The currency that is proposed.
const USUAL: &str = "CNY";
/// The largest fixed amount, in hundredths: more is a slip of the keys, and an edition stays as it is.
const LARGEST: u64 = 100_000_000_000;
/// Signs of a percentage.
const PERCENT: [char; 2] = ['%', '％'];

pub(super) fn routes() -> Vec<Route> {
    let (leaders, path) = (Access::Staff(LEADERS), "/office/bodies/{body}/tariff");
    vec![Route::get(path, leaders, page), Route::post(path, leaders, publish)]
}

/// A row of the form: the titles in the order of the languages, the unit, the amount.
#[derive(Clone, Default)]
struct Row {
    titles: Vec<(&'static str, String)>,
    unit: String,
    amount: String,
}

/// What the form holds.
struct Typed {
    rows: Vec<Row>,
    currency: String,
    notes: Vec<(&'static str, String)>,
}

#[derive(Template)]
#[template(path = "office_tariff.html")]
struct TariffPage {
    frame: Frame,
    t: Texts,
    key: String,
    errors: Errors,
    id: String,
    name: String,
    kind: &'static str,
    charges: bool,
    typed: Typed,
    /// The newest first.
    editions: Vec<Shown>,
}

impl TariffPage {
    fn units() -> Vec<&'static str> {
        FeeUnit::ALL.iter().map(|unit| unit.code()).collect()
    }
    fn rows(&self) -> Vec<(usize, &Row)> {
        self.typed.rows.iter().enumerate().collect()
    }
    fn called(&self, tag: &str) -> String {
        Language::from_tag(tag).map(|language| self.t.language_name(language)).unwrap_or_default()
    }
}

#[derive(serde::Deserialize, Default)]
#[serde(default)]
struct Done {
    done: String,
}

/// The body of an address, for whoever keeps it.
fn kept<'a>(at: &'a domain::Desk, person: &Signed, id: &str) -> Result<&'a HostedBody, Problem> {
    let unknown = || Problem::of(Fault::NotFound).coded("body-unknown");
    let body = id.parse().ok().and_then(|id: BodyId| at.body(id)).ok_or_else(unknown)?;
    if !person.is(Role::Organiser) && person.staff.serves_other(body.id) {
        return Err(Problem::of(Fault::NotAllowed));
    }
    Ok(body)
}

fn blank() -> Row {
    Row { titles: Language::ALL.map(|language| (language.tag(), String::new())).to_vec(), ..Row::default() }
}

impl Typed {
    /// As it stands, or empty.
    fn of(tariff: Option<&Tariff>) -> Self {
        let words = |words: Option<&Words>| {
            let said = |language| words.and_then(|words| words.get(&language)).cloned().unwrap_or_default();
            Language::ALL.map(|language| (language.tag(), said(language))).to_vec()
        };
        let entries = tariff.map(|tariff| tariff.entries.as_slice()).unwrap_or_default();
        let row = |entry: &TariffEntry| Row {
            titles: words(Some(&entry.title)),
            unit: entry.unit.code().to_owned(),
            amount: entry.amount.clone(),
        };
        let typed = Self {
            rows: entries.iter().map(row).collect(),
            currency: tariff.map_or_else(|| USUAL.to_owned(), |tariff| tariff.currency.clone()),
            notes: words(tariff.map(|tariff| &tariff.notes)),
        };
        typed.with_more()
    }

    /// As it was sent.
    fn sent(form: &Entries) -> Self {
        let titles = Language::ALL.map(|language| {
            let name = format!("title-{}", language.tag());
            (language.tag(), form.all(&name).map(str::to_owned).collect::<Vec<_>>())
        });
        let rows = form.all("unit").zip(form.all("amount")).enumerate().map(|(at, (unit, amount))| Row {
            titles: titles
                .iter()
                .map(|(tag, all)| (*tag, all.get(at).cloned().unwrap_or_default()))
                .collect(),
            unit: unit.to_owned(),
            amount: amount.to_owned(),
        });
        let filled = rows.filter(|row| !row.is_blank()).collect();
        let notes = Language::ALL
            .map(|language| (language.tag(), form.text(&format!("notes-{}", language.tag())).to_owned()));
        Self { rows: filled, currency: form.text("currency").to_owned(), notes: notes.to_vec() }
    }

    fn with_more(mut self) -> Self {
        let more = MORE.min(MOST_ENTRIES.saturating_sub(self.rows.len()));
        self.rows.extend(std::iter::repeat_n(blank(), more));
        self
    }

    /// The tariff, or what is wrong with what was typed.
    fn read(&self, t: &Texts) -> Result<Tariff, Errors> {
        let mut errors = Errors::default();
        // The usual names of the renminbi are its code; an amount is what they are read with.
        let currency = if let Ok(Some(money)) = Money::read("1", &self.currency, None) {
            money.currency
        } else {
            errors.add("currency", t.t("fee-currency-wrong"));
            String::new()
        };
        let entries: Vec<_> =
            self.rows.iter().enumerate().map(|(at, row)| row.read(at, t, &mut errors)).collect();
        if entries.is_empty() && errors.is_empty() {
            errors.add("amount-0", t.t("tariff-empty"));
        }
        let notes = said(&self.notes, |text| text::lines(text, LONGEST_NOTES), "notes", t, &mut errors);
        if errors.is_empty() { Ok(Tariff { entries, currency, notes }) } else { Err(errors) }
    }
}

impl Row {
    fn is_of(&self, code: &str) -> bool {
        self.unit == code
    }

    fn is_blank(&self) -> bool {
        self.amount.trim().is_empty() && self.titles.iter().all(|(_, title)| title.trim().is_empty())
    }

    fn read(&self, at: usize, t: &Texts, errors: &mut Errors) -> TariffEntry {
        let read = |text: &str| text::line(text, LONGEST_TITLE);
        let title = said(&self.titles, read, &format!("title-{at}"), t, errors);
        // Everybody reads it in their own language.
        let untitled =
            |tag: &str| self.titles.iter().any(|(of, title)| *of == tag && title.trim().is_empty());
        for language in Language::ALL.into_iter().filter(|language| untitled(language.tag())) {
            let named = t.language_name(language);
            errors.add(
                &format!("title-{at}-{}", language.tag()),
                t.t2("tariff-untitled", "at", at + 1, "language", named),
            );
        }
        let unit = FeeUnit::from_code(&self.unit).unwrap_or(FeeUnit::Case);
        let amount = text::line(&self.amount, LONGEST_TITLE).unwrap_or_default();
        let read = if unit == FeeUnit::Share { share(&amount) } else { fixed(&amount) };
        let amount = read.unwrap_or_else(|wrong| {
            let most = Money::of_cents(LARGEST, USUAL).digits();
            errors.add(&format!("amount-{at}"), t.t2(wrong, "at", at + 1, "most", most));
            String::new()
        });
        TariffEntry { title, unit, amount }
    }
}

/// An amount in figures, or the key of what is wrong with it.
fn fixed(amount: &str) -> Result<String, &'static str> {
    let money = Money::read(amount, USUAL, None).ok().flatten().ok_or("tariff-amount-wrong")?;
    match money.cents() {
        Some(cents) if cents <= LARGEST => Ok(money.amount),
        Some(_) => Err("tariff-amount-large"),
        None => Err("tariff-amount-wrong"),
    }
}

/// A share of the amount in dispute, or the key of what is wrong with it: a number alone is its percentage; words may say of what it is
/// taken, and every percentage in them is one.
fn share(words: &str) -> Result<String, &'static str> {
    if is_percentage(words) {
        return Ok(format!("{} %", number::plain(words)));
    }
    let mut parts: Vec<&str> = words.split(PERCENT).collect();
    parts.pop();
    let number = |part: &str| {
        let part = part.trim_end();
        // A full-width comma parts words.
        let is_of_number = |sign: char| matches!(sign, '0'..='9' | '０'..='９' | '.' | ',' | '．');
        let before = part.trim_end_matches(is_of_number);
        // With a letter or a sign before it, it is another number: 1e2, -1.
        let alone = !before.ends_with(|last: char| last.is_ascii_alphabetic() || "+-−".contains(last));
        alone && part.strip_prefix(before).is_some_and(is_percentage)
    };
    if !parts.is_empty() && parts.into_iter().all(number) {
        Ok(words.to_owned())
    } else {
        Err("tariff-share-wrong")
    }
}

/// Whether it is above nothing and a hundred at most, with two figures after the point at most.
fn is_percentage(text: &str) -> bool {
    number::hundredths(text).is_some_and(|hundredths| (1..=10_000).contains(&hundredths))
}

/// Words in the languages in which something was typed.
fn said(
    typed: &[(&'static str, String)],
    read: impl Fn(&str) -> Result<String, text::TextFault>,
    field: &str,
    t: &Texts,
    errors: &mut Errors,
) -> Words {
    let mut words = Words::new();
    for (tag, text) in typed {
        match (Language::from_tag(tag), read(text)) {
            (Some(language), Ok(text)) => drop(words.insert(language, text)),
            (_, Err(text::TextFault::TooLong { max })) => {
                errors.add(&format!("{field}-{tag}"), t.t1("tariff-too-long", "max", max));
            }
            (None, Ok(_)) | (_, Err(text::TextFault::Empty)) => {}
        }
    }
    words
}

fn drawn(
    (app, visit, who): (&App, &Visit, &Who),
    body: &HostedBody,
    typed: Typed,
    errors: Errors,
) -> TariffPage {
    let frame = super::frame(app, visit, who, "tariff-office-title");
    let t = frame.t();
    TariffPage {
        key: form::fresh_key(),
        errors,
        id: body.id.to_string(),
        name: body.terms.name.clone(),
        kind: body.terms.kind.code(),
        charges: body.terms.kind.may_charge(),
        typed,
        editions: body.editions.iter().rev().map(|edition| Shown::of(&t, edition)).collect(),
        frame,
        t,
    }
}

async fn page(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    Path(id): Path<String>,
    Query(done): Query<Done>,
) -> Result<Response, Problem> {
    let at = app.now();
    let body = kept(&at.desk, &person, &id)?;
    let typed = Typed::of(body.tariff().map(|edition| &edition.tariff));
    let mut page = drawn((&app, &visit, &who), body, typed, Errors::default());
    if done.done == "published" {
        page.frame = page.frame.notice(Tone::Good, visit.texts.t("tariff-done"));
    }
    Ok(frame::show(&page))
}

async fn publish(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    Path(id): Path<String>,
    form: Entries,
) -> Result<Response, Problem> {
    let at = app.now();
    let body = kept(&at.desk, &person, &id)?;
    let typed = Typed::sent(&form);
    let again = |typed: Typed, errors| {
        let page = drawn((&app, &visit, &who), body, typed.with_more(), errors);
        Ok(frame::show_with(StatusCode::UNPROCESSABLE_ENTITY, &page))
    };
    let tariff = match typed.read(&visit.texts) {
        Ok(tariff) => tariff,
        Err(errors) => return again(typed, errors),
    };
    let once = form.once(&app, &who, &format!("office/tariff/{}", body.id));
    let command = Command::PublishTariff { body: body.id, tariff };
    match app.submit(sender(&who)?, once, command).await {
        Ok(_) => Ok(visit.sent(&format!("/office/bodies/{}/tariff?done=published", body.id))),
        Err(SubmitError::Refused(Refusal::TooMany { max, .. })) => {
            let mut errors = Errors::default();
            errors.add("amount-0", visit.texts.t1("tariff-too-many", "max", max));
            again(typed, errors)
        }
        Err(error) => Err(submit::problem(&error, &app.now())),
    }
}

#[cfg(test)]
mod tests;
