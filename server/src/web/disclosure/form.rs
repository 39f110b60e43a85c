//! The form: which authority asks, on what ground, and exactly what it is given. Sending it records the disclosure; only then is
//! there a bundle to hand over.

use askama::Template;
use axum::{
    extract::{FromRequestParts, Path},
    http::{StatusCode, request::Parts},
    response::Response,
};
use domain::{
    Case, Command, DisclosureId, Fact,
    body::DisclosureBody,
    case::Ask,
    disclosure::{DisclosureTerms, LegalBasis, NewDisclosure},
    fair::Language,
    proposal::Deed,
    text::{self, TextFault},
};

use crate::{
    app::App,
    engine::Published,
    locale::Texts,
    web::{
        form::{Entries, KEY, fresh_key},
        frame::{self, Errors, Frame},
        guard::{Signed, Who},
        origin::Origin,
        plan_form,
        problem::{Fault, Problem},
        proposals::{self, Eyes},
        submit::name_of,
        visit::Visit,
    },
};

use super::{
    Door,
    bundle::Press,
    names_for,
    offer::{self, Offer},
    page_of, reason_of,
};

/// Longest names and numbers, and longest words of a demand, in characters.
const SHORT: usize = 200;
const LONG: usize = 2000;

#[derive(Template)]
#[template(path = "disclose.html")]
struct FormPage {
    frame: Frame,
    t: Texts,
    errors: Errors,
    key: String,
    path: String,
    back: String,
    number: String,
    mediation: bool,
    /// Who may be the second person, where one has to confirm it.
    eyes: Option<Eyes>,
    /// What of the case waits for that person already.
    waits: Option<Waiting>,
    offers: Vec<Offer>,
    /// The language in which papers are given when nothing was chosen.
    language: &'static str,
    sent: Entries,
}

/// What waits for its second person, and is in the way of another.
struct Waiting {
    /// By whom and when it was proposed.
    proposed: String,
    /// Who can confirm it.
    eyes: Eyes,
    /// Where it stands.
    href: String,
}

impl FormPage {
    /// Nobody is to fill in what cannot be proposed now; what was filled in already comes back.
    fn shows_form(&self) -> bool {
        self.waits.is_none() || !self.sent.fields().is_empty()
    }
    fn grounds() -> Vec<&'static str> {
        LegalBasis::ALL.iter().map(|basis| basis.code()).collect()
    }
    fn languages(&self) -> Vec<(&'static str, String)> {
        Language::ALL.into_iter().map(|known| (known.tag(), self.t.language_name(known))).collect()
    }
    fn picked(&self, field: &str, value: &str) -> bool {
        self.sent.all(field).any(|sent| sent == value)
    }
    fn speaks(&self, tag: &str) -> bool {
        let sent = self.sent.text("language");
        if sent.is_empty() { self.language == tag } else { sent == tag }
    }
    /// A form that is sent again says itself whether the sides are told.
    fn tells(&self) -> bool {
        self.sent.fields().is_empty() || self.sent.has("told")
    }
}

pub(super) async fn form(asking: Asking) -> Result<Response, Problem> {
    Ok(frame::show(&asking.page(Entries::default(), Errors::default())?))
}

pub(super) async fn give(asking: Asking, origin: Origin, sent: Entries) -> Result<Response, Problem> {
    asking.record(origin, sent).await
}

/// Who asks, for which case, by which door: that of the address, whose route says who may use it.
pub(super) struct Asking {
    app: App,
    visit: Visit,
    who: Who,
    person: Signed,
    id: String,
    door: Door,
}

impl FromRequestParts<App> for Asking {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let Ok(visit) = Visit::from_request_parts(parts, app).await;
        let who = Who::from_request_parts(parts, app).await?;
        let person = Signed::from_request_parts(parts, app).await?;
        let id = Path::<String>::from_request_parts(parts, app).await;
        let Path(id) = id.map_err(|_| Problem::of(Fault::NotFound))?;
        let door = if parts.uri.path().starts_with("/counter/") { Door::Counter } else { Door::Office };
        Ok(Self { app: app.clone(), visit, who, person, id, door })
    }
}

impl Asking {
    /// The case, where this person may give something of it.
    fn find(&self, at: &Published) -> Result<std::sync::Arc<Case>, Problem> {
        let case = self.door.find(at, &self.id)?;
        if case.erased_at.is_some() {
            return Err(Problem::of(Fault::Erased));
        }
        let sees = match self.door.part() {
            Ask::Mediation => at.desk.sight(&self.person.staff, &case).opens_talks(),
            Ask::Measure => at.desk.sees_complaint(&self.person.staff, &case),
        };
        if sees { Ok(case) } else { Err(Problem::of(Fault::NotAllowed)) }
    }

    fn page(&self, sent: Entries, errors: Errors) -> Result<FormPage, Problem> {
        let at = self.app.now();
        let case = self.find(&at)?;
        let frame = self.door.frame(&self.app, &self.visit, &self.who, "disclose-title");
        let t = frame.t();
        let key = sent.text(KEY);
        let first = self.app.now().desk.fair().and_then(|fair| fair.plan.languages.first().copied());
        Ok(FormPage {
            key: if key.is_empty() { fresh_key() } else { key.to_owned() },
            back: self.door.case_page(&case),
            path: format!("{}/disclose", self.door.case_page(&case)),
            number: super::number_of(&case, self.door.part()),
            eyes: Eyes::ahead(
                &self.app.now(),
                &t,
                &self.deed(&case),
                &self.person.staff,
                self.app.clock.now(),
            ),
            waits: self.waiting(&case, &t),
            mediation: self.door.part() == Ask::Mediation,
            offers: self.offers(&at, &case, &t)?,
            language: first.unwrap_or_default().tag(),
            errors,
            sent,
            frame,
            t,
        })
    }

    /// What can be given.
    fn offers(&self, at: &Published, case: &Case, t: &Texts) -> Result<Vec<Offer>, Problem> {
        let part = self.door.part();
        let names = names_for(&self.app, &self.person.staff, case, part);
        Ok(offer::all(&at.desk, case, part, t, names)?)
    }

    /// What is proposed, as far as it hangs on whose part it is of, whatever is given of it.
    fn deed(&self, case: &Case) -> Deed {
        let terms = DisclosureTerms {
            part: self.door.part(),
            basis: LegalBasis::Other,
            on: crate::web::office::today(&self.app),
            language: Language::default(),
            told: false,
            given: Vec::new(),
        };
        Deed::Disclose { case: case.id, disclosure: DisclosureId([0; 16]), terms }
    }

    /// What of the case waits already; nothing where one person is enough.
    fn waiting(&self, case: &Case, t: &Texts) -> Option<Waiting> {
        let at = self.app.now();
        if !at.desk.needs_four_eyes() {
            return None;
        }
        let known = at.desk.waits_before(&self.deed(case))?;
        let by = known.by.map(|by| name_of(by, &at)).unwrap_or_default();
        Some(Waiting {
            proposed: t.t2("proposals-by", "who", by, "moment", t.moment(known.at)),
            eyes: Eyes::of(&at, t, known, self.app.clock.now()),
            href: proposals::place_of(known),
        })
    }

    async fn record(self, origin: Origin, sent: Entries) -> Result<Response, Problem> {
        let at = self.app.now();
        let case = self.find(&at)?;
        let mut errors = Errors::default();
        let offers = self.offers(&at, &case, &self.visit.texts)?;
        let typed = self.typed(offers, &case, &sent, &mut errors);
        let (Some((terms, mut body)), true) = (typed, errors.is_empty()) else {
            let page = self.page(sent, errors)?;
            return Ok(frame::show_with(StatusCode::UNPROCESSABLE_ENTITY, &page));
        };
        let reason = reason_of(&body, &self.visit.texts);
        self.door.record_reading(&self.app, &self.who, &self.person, &case, reason).await?;
        let upto = at.desk.seq();
        let (press, wanted) = (self.press(&case, origin, upto), terms.clone());
        let made = tokio::task::spawn_blocking(move || press.pieces(&wanted)).await;
        let pieces = made.map_err(|gone| Problem::internal(&gone))??;
        body.files = pieces.into_iter().map(|piece| piece.file).collect();
        // Whatever is recorded until this is, the files know nothing of it: neither of the case nor of what was lodged in advance.
        body.upto = Some(upto);
        let disclosure = DisclosureId(self.app.fresh_id());
        let new = Box::new(NewDisclosure { id: disclosure, terms, body });
        let command = Command::DiscloseCase { case: case.id, disclosure: new };
        let once = sent.once(&self.app, &self.who, &format!("disclose/{}", case.id));
        let accepted = match self.app.ask(self.who.from(), once, command).await {
            Ok(accepted) => accepted,
            // Somebody was faster, or the form was opened before: it says what waits, and nothing that was typed is lost.
            Err(problem) if problem.status() == StatusCode::CONFLICT => {
                let page = self.page(sent, Errors::default())?;
                return if page.waits.is_some() {
                    Ok(frame::show_with(StatusCode::CONFLICT, &page))
                } else {
                    Err(problem)
                };
            }
            Err(problem) => return Err(problem),
        };
        if let Some(waits) = proposals::after(&accepted) {
            return Ok(self.visit.sent(waits));
        }
        // A form that is sent twice leads to what it made the first time.
        let made = |fact: &Fact| {
            if let Fact::CaseDisclosed { disclosure, .. } = fact { Some(*disclosure) } else { None }
        };
        let given = accepted.entries.iter().find_map(|entry| made(&entry.fact));
        Ok(self.visit.sent(&format!("{}?done=given", page_of(given.unwrap_or(disclosure)))))
    }

    /// Makes the files of the case as it stands at an entry.
    fn press(&self, case: &std::sync::Arc<Case>, origin: Origin, upto: u64) -> Press {
        let before = upto.saturating_add(1);
        Press { app: self.app.clone(), case: std::sync::Arc::clone(case), origin, before }
    }

    /// What was typed, and what is wrong with it.
    fn typed(
        &self,
        offers: Vec<Offer>,
        case: &Case,
        sent: &Entries,
        errors: &mut Errors,
    ) -> Option<(DisclosureTerms, DisclosureBody)> {
        let t = &self.visit.texts;
        let part = self.door.part();
        let authority = plan_form::named(sent.text("authority"), "authority", SHORT, t, errors);
        let officer = plan_form::named(sent.text("officer"), "officer", SHORT, t, errors);
        let reference = plan_form::named(sent.text("reference"), "reference", SHORT, t, errors);
        let on = plan_form::day(sent, "on", t, errors);
        if on.is_none() && errors.of("on").is_empty() {
            errors.add("on", t.t("entry-missing"));
        }
        if on.is_some_and(|on| on > crate::web::office::today(&self.app)) {
            errors.add("on", t.t("entry-in-future"));
        }
        let basis = LegalBasis::from_code(sent.text("basis"));
        if basis.is_none() {
            errors.add("basis", t.t("disclosure-basis-missing"));
        }
        let demand = match text::lines(sent.text("demand"), LONG) {
            Ok(words) => Some(words),
            Err(TextFault::Empty) if basis == Some(LegalBasis::Other) => {
                errors.add("demand", t.t("disclosure-demand-missing"));
                None
            }
            Err(TextFault::Empty) => None,
            Err(TextFault::TooLong { max }) => {
                errors.add("demand", t.t1("entry-too-long", "max", max));
                None
            }
        };
        let chosen: Vec<Offer> =
            offers.into_iter().filter(|offer| sent.all("given").any(|value| value == offer.value)).collect();
        if chosen.is_empty() {
            errors.add("given", t.t("disclosure-given-missing"));
        }
        let basis = basis?;
        for offer in chosen.iter().filter(|offer| !basis.opens_of(case, part, &offer.given)) {
            errors.add("given", t.t1("disclosure-not-opened", "what", offer.title.as_str()));
        }
        let language = Language::from_tag(sent.text("language")).unwrap_or_default();
        let given = chosen.into_iter().map(|offer| offer.given).collect();
        let told = sent.has("told");
        let terms = DisclosureTerms { part, basis, on: on?, language, told, given };
        let body = DisclosureBody {
            authority: authority?,
            officer: officer?,
            reference: reference?,
            // Said of the words alone; the papers have a language of their own.
            language: demand.as_ref().and_then(|_| Language::from_tag(sent.text("written"))),
            demand,
            files: Vec::new(),
            upto: None,
        };
        Some((terms, body))
    }
}
