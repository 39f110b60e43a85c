//! One paper as it was asked for: read from its address, built, typeset, answered as a page or as PDF.

use std::sync::Arc;

use askama::Template;
use axum::response::Response;
use domain::{Case, case::Party, fair::Language, ids::PartyId};

use crate::{
    app::App,
    documents::{self, Document, Kind, Printing, code},
    locale::Texts,
    web::{
        frame::{self, Frame},
        guard::Who,
        origin::Origin,
        pdf,
        problem::{Fault, Problem},
        signed,
        visit::Visit,
    },
};

use super::dossier::{before, exhibits, gather, photos};

/// What is said beside the kind of a paper.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(in crate::web) struct Asked {
    party: String,
    language: String,
    version: String,
}

impl Asked {
    /// The language that was asked for.
    pub(super) fn language(&self) -> Option<Language> {
        Language::from_tag(&self.language)
    }

    /// The same as a party may ask: for itself, so that no answer tells how far another came.
    pub(super) fn by(self, party: &Party) -> Self {
        Self { party: party.place.id.to_string(), ..self }
    }
}

#[derive(Template)]
#[template(path = "papers_paper.html")]
struct PaperPage {
    frame: Frame,
    t: Texts,
    html: String,
    pdf: String,
    missing: Vec<String>,
    back: String,
    back_text: &'static str,
}

/// Where the papers of a case stand, and the page one goes back to.
pub(in crate::web) struct Back {
    pub(in crate::web) papers: String,
    pub(in crate::web) page: String,
    /// The key of what it is called.
    pub(in crate::web) text: &'static str,
}

/// A paper somebody asked for.
#[derive(Debug, Clone, Copy)]
pub(in crate::web) struct Wanted {
    kind: Kind,
    party: Option<PartyId>,
    /// Whose own copy it is.
    reader: Option<PartyId>,
    language: Language,
    /// An earlier version than the newest.
    version: Option<u32>,
    pdf: bool,
}

impl Wanted {
    /// Reads an address: `agreement` or `agreement.pdf`, with party, language and version beside it. A respondent beside a paper of which
    /// each is handed its own copy asks for that copy, and never for another's.
    ///
    /// # Errors
    /// `not-found` for what is no paper, or none that may be printed here, and for the copy of a respondent who is handed none.
    pub(in crate::web) fn of(
        case: &Case,
        name: &str,
        asked: &Asked,
        may: impl Fn(Kind) -> bool,
    ) -> Result<Self, Problem> {
        let (code, pdf) = name.strip_suffix(".pdf").map_or((name, false), |code| (code, true));
        let kind = Kind::from_code(code).filter(|kind| may(*kind));
        let kind = kind.ok_or_else(|| Problem::of(Fault::NotFound))?;
        let first = || case.respondents().first().map(|party| party.place.id);
        let named = asked.party.parse().ok().filter(|id| case.party(*id).is_some());
        let party = if kind.is_of_party() { named.or_else(first) } else { None };
        let is_respondent = |id: &PartyId| case.respondents().iter().any(|party| party.place.id == *id);
        let copy = named.filter(|id| kind.is_copied(case) && is_respondent(id));
        if copy.is_some_and(|id| kind.standing(case, Some(id)).is_none()) {
            return Err(Problem::of(Fault::NotFound));
        }
        let reader = party.or(copy).and_then(|id| case.party(id)).unwrap_or_else(|| case.claimant());
        let language = Language::from_tag(&asked.language).unwrap_or(reader.place.language);
        let earlier = |version: &u32| documents::earlier(kind, case).any(|known| known == *version);
        let version = match asked.version.as_str() {
            "" => None,
            // The newest may be asked for by its number too.
            said if kind.standing(case, party).is_some_and(|(newest, _)| newest.to_string() == said) => None,
            said => Some(said.parse().ok().filter(earlier).ok_or_else(|| Problem::of(Fault::NotFound))?),
        };
        Ok(Self { kind, party, reader: copy, language, version, pdf })
    }

    /// One paper of a case, in the version it was given in; an earlier one says that another took its place.
    pub(in crate::web) fn fixed(
        case: &Case,
        kind: Kind,
        party: Option<PartyId>,
        version: Option<u32>,
        language: Language,
    ) -> Self {
        let newest = kind.standing(case, party).map(|(newest, _)| newest);
        let earlier = |version: &u32| documents::earlier(kind, case).any(|known| known == *version);
        let version = version.filter(|version| Some(*version) != newest).filter(earlier);
        Self { kind, party, reader: None, language, version, pdf: true }
    }

    /// As PDF. Blocks; only after the reading was recorded.
    ///
    /// # Errors
    /// `not-found` while there is nothing to print.
    pub(in crate::web) fn pdf(
        self,
        app: &App,
        case: &Arc<Case>,
        origin: &Origin,
    ) -> Result<Vec<u8>, Problem> {
        self.print(app, case, origin).map(|(_, set)| set.pdf)
    }

    /// The same as a party may have it: its own where each has one, in its own language unless it chose another, and of a text
    /// that goes through versions the newest alone. The other side's numbers are not on it.
    pub(super) fn for_party(self, party: &Party) -> Self {
        let own = self.kind.is_of_party().then_some(party.place.id);
        Self { party: own, reader: Some(party.place.id), version: None, ..self }
    }

    /// Prints it. Only after the reading was recorded.
    ///
    /// # Errors
    /// `not-found` while there is nothing to print.
    pub(in crate::web) async fn answer(
        self,
        app: &App,
        visit: &Visit,
        who: &Who,
        origin: &Origin,
        case: &Arc<Case>,
        back: &Back,
    ) -> Result<Response, Problem> {
        let copy = self.reader.filter(|_| self.kind.is_copied(case));
        let (desk, case, origin) = (app.clone(), Arc::clone(case), origin.clone());
        let set = tokio::task::spawn_blocking(move || self.print(&desk, &case, &origin)).await;
        let (document, set) = set.map_err(|gone| Problem::internal(&gone))??;
        if self.pdf {
            return pdf::inline(set.pdf, &format!("{}-{}.pdf", document.kind.code(), document.number));
        }
        let mut frame = signed::frame(app, visit, who, "papers-list-title");
        frame.title = document.paper.titles.first().cloned().unwrap_or_default();
        let party = self.party.or(copy).map(|party| format!("&party={party}")).unwrap_or_default();
        let version = self.version.map(|version| format!("&version={version}")).unwrap_or_default();
        let language = self.language.tag();
        let pdf = format!("{}/{}.pdf?language={language}{party}{version}", back.papers, self.kind.code());
        let missing = set.missing.iter().flat_map(letters).collect();
        let html = papers::html::html(&document.paper).map_err(|error| Problem::internal(&error))?;
        let (t, back_text) = (frame.t(), back.text);
        Ok(frame::show(&PaperPage { t, frame, html, pdf, missing, back: back.page.clone(), back_text }))
    }

    fn print(
        self,
        app: &App,
        case: &Arc<Case>,
        origin: &Origin,
    ) -> Result<(Document, papers::Typeset), Problem> {
        let document = self.document(app, case, origin)?;
        let set = pdf::set(&document.paper)?;
        Ok((document, set))
    }

    /// Builds it, with the code that proves it, to be set by itself or among others. Blocks; only after the reading was recorded.
    ///
    /// # Errors
    /// `not-found` while there is nothing to print.
    pub(in crate::web) fn document(
        self,
        app: &App,
        case: &Arc<Case>,
        origin: &Origin,
    ) -> Result<Document, Problem> {
        let earlier = match self.version {
            Some(version) if self.kind.is_numbered() || self.kind == Kind::Quote => {
                Some(Arc::new(documents::up_to(case, self.kind, version)))
            }
            Some(version) => {
                let before = before(app, case, self.kind, version)?;
                Some(Arc::new(before.ok_or_else(|| Problem::of(Fault::NotFound))?))
            }
            None => None,
        };
        let (case_then, paper) = (earlier.as_ref().unwrap_or(case), Some((self.kind, self.party)));
        let mut dossier = gather(app, (case_then, self.reader), origin, paper, self.language)?;
        if self.kind == Kind::Investigation {
            dossier.told.photos = photos(app, &dossier)?;
        }
        if matches!(self.kind, Kind::Exhibits | Kind::Referral) {
            dossier.told.exhibits = exhibits(app, case)?;
        }
        if earlier.is_some() && !self.kind.is_numbered() {
            dossier.printing = Printing::Earlier;
        }
        let document = documents::build(&dossier, self.kind, self.party, self.language);
        let mut document = document.ok_or_else(|| Problem::of(Fault::NotFound))?;
        if self.kind != Kind::Attorney && document.version > 0 {
            let texts = Texts::of(Some(&dossier.fair), self.language);
            let caption = vec![texts.t("papers-check-caption").into_owned()];
            let key = app.engine.reader().fair_key();
            code::seal(&mut document, key, |path| origin.0.join(path), caption);
        }
        Ok(document)
    }
}

/// The letters a text has and the fonts lack, as they are named: `𪚖 U+2A696`.
fn letters(missing: &papers::Missing) -> Vec<String> {
    let named = |letter: &char| format!("{letter} {} – {}", documents::letter_number(*letter), missing.text);
    missing.chars.iter().map(named).collect()
}
