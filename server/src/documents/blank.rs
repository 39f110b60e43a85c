//! Forms to be filled in by hand, printed before anything happened: the same papers, with room to write where a case would speak.
//!
//! A form carries the number that was reserved for it. What is written on it is entered later under that number.

use std::sync::Arc;

use domain::{
    Case, CaseId, TicketNumber,
    case::{Ask, Party, PartyPlace, Side},
    fair::{FairPlan, Language},
    ids::PartyId,
};
use papers::{Block, Paper};

use super::{
    Dossier, Kind, PartyView, Printing, Standing, Told, agreement, ending, notice, opening, talks,
    words::Words,
};

mod complaint;

/// A form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// One of the papers of a case.
    Of(Kind),
    /// A mediator's declaration that nothing ties them to the case (procedure A.2 row 9). A case has it as a step and no paper of it.
    Impartiality,
    /// A complaint to the organiser. A case has its text and no paper of it.
    Complaint,
    /// A respondent's statement on a complaint; likewise.
    Statement,
}

/// The forms there are, in the order they are needed: those of the mediation, then those of the organiser's track.
pub const FORMS: [Form; 14] = [
    Form::Of(Kind::Application),
    Form::Impartiality,
    Form::Of(Kind::Rights),
    Form::Of(Kind::Notice),
    Form::Of(Kind::Receipt),
    Form::Of(Kind::Attorney),
    Form::Of(Kind::Investigation),
    Form::Of(Kind::Record),
    Form::Of(Kind::Agreement),
    Form::Of(Kind::Oral),
    Form::Of(Kind::Termination),
    Form::Complaint,
    Form::Statement,
    Form::Of(Kind::MeasureOrder),
];

impl Form {
    /// The stable code, in addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::Of(kind) => kind.code(),
            Self::Impartiality => "impartiality",
            Self::Complaint => "complaint",
            Self::Statement => "statement",
        }
    }

    /// Whether it is of the organiser's track: a text and a consent of their own, and nothing that is written for mediation.
    pub fn is_organisers(self) -> bool {
        match self {
            Self::Of(kind) => kind.is_organisers(),
            Self::Impartiality => false,
            Self::Complaint | Self::Statement => true,
        }
    }

    /// The key of its title, where it is no paper of a case.
    fn title(self) -> Option<&'static str> {
        match self {
            Self::Of(_) => None,
            Self::Impartiality => Some("papers-title-impartiality"),
            Self::Complaint => Some("papers-title-complaint"),
            Self::Statement => Some("papers-title-statement"),
        }
    }
}

/// A form in one language; `None` for a paper that is never written by hand.
pub fn form(fair: &FairPlan, form: Form, number: TicketNumber, language: Language) -> Option<Paper> {
    let dossier = nothing_yet(fair, number, language);
    let w = Words::new(&dossier, language);
    let respondent = dossier.respondents().next()?;
    let (kind, blocks) = match form {
        Form::Of(kind) => (kind, of_case(&w, &dossier, respondent, kind)?),
        Form::Impartiality => (Kind::Notice, impartiality(&w)),
        Form::Complaint => (Kind::ComplaintNotice, complaint::complaint(&w, &dossier)),
        Form::Statement => (Kind::ComplaintNotice, complaint::statement(&w, respondent)),
    };
    let mut paper = w.base(&dossier, kind, 0, Standing::Draft);
    if let Some(title) = form.title() {
        paper.titles = vec![w.t(title)];
    }
    paper.blocks = blocks;
    Some(paper)
}

/// A paper of a case, with room to write.
fn of_case(w: &Words, dossier: &Dossier, respondent: &PartyView, kind: Kind) -> Option<Vec<Block>> {
    Some(match kind {
        Kind::Application => application(w, dossier),
        Kind::Rights => opening::rights(w, dossier),
        Kind::Notice => notice::notice(w, dossier, respondent),
        Kind::Receipt => notice::receipt(w, dossier, respondent),
        Kind::Attorney => opening::attorney(w, dossier),
        Kind::Investigation => talks::investigation(w, dossier),
        Kind::Record => talks::record(w, dossier),
        Kind::Agreement => agreement::written(w, dossier),
        Kind::Oral => agreement::oral(w, dossier),
        Kind::Termination => ending::termination(w, dossier),
        Kind::MeasureOrder => complaint::order(w, respondent),
        Kind::Acceptance
        | Kind::Quote
        | Kind::NonAcceptance
        | Kind::NoPart
        | Kind::Certificate
        | Kind::Confirmation
        | Kind::ReturnVisit
        | Kind::Exhibits
        | Kind::Panel
        | Kind::Consultation
        | Kind::Referral
        | Kind::ComplaintNotice
        | Kind::ComplaintCertificate => return None,
    })
}

/// The application, with what the applicant is told and agrees to, and who took it.
fn application(w: &Words, dossier: &Dossier) -> Vec<Block> {
    let mut blocks = opening::application(w, dossier);
    let places = blocks.pop();
    blocks.extend(privacy(w, dossier));
    let body = dossier.fair.body.name.as_str();
    blocks.push(Block::ticks([
        (false, w.say("consent-v1-mediation").with("body", body).to_string()),
        (false, w.t("consent-v1-privacy")),
        (false, w.t("papers-blank-read-aloud")),
    ]));
    blocks.push(taken(w));
    blocks.extend(places);
    blocks
}

/// That the mediator has nothing to do with either side, in the words that the desk asks for: before any of them is contacted, and
/// once more by whoever takes the case over.
fn impartiality(w: &Words) -> Vec<Block> {
    vec![
        Block::Paragraph(w.t("papers-blank-impartiality")),
        Block::fields([
            (w.t("papers-claimant"), String::new()),
            (w.t("papers-respondent"), String::new()),
            (w.t("papers-matter"), String::new()),
        ]),
        Block::Heading { level: 2, text: w.t("papers-blank-declared") },
        Block::Paragraph(w.t("way-impartial-words")),
        Block::note(w.t("papers-blank-not-declared")),
        Block::fields([(w.t("papers-blank-time"), w.t("papers-blank-time-open"))]),
        Block::Signatures(vec![w.place(w.mediator.clone(), "", false)]),
    ]
}

/// What whoever writes is told of their data.
fn privacy(w: &Words, dossier: &Dossier) -> Vec<Block> {
    let body = dossier.fair.body.name.as_str();
    let who = Block::Note(w.say("consent-v1-who").with("body", body).to_string());
    let rest =
        ["consent-v1-what", "consent-v1-why", "consent-v1-whom", "consent-v1-long", "consent-v1-rights"];
    let heading = Block::Heading { level: 2, text: w.t("papers-blank-privacy") };
    [heading, who].into_iter().chain(rest.map(|key| Block::Note(w.t(key)))).collect()
}

/// When it was written, and who took it.
fn taken(w: &Words) -> Block {
    Block::fields([
        (w.t("papers-blank-time"), w.t("papers-blank-time-open")),
        (w.t("papers-blank-taken"), String::new()),
    ])
}

/// A case of which nothing is known but the number its form carries.
fn nothing_yet(fair: &FairPlan, number: TicketNumber, language: Language) -> Dossier {
    let sides = [(1, Side::Claimant), (2, Side::Respondent)];
    let place = |(id, side)| PartyPlace {
        id: PartyId([id; 16]),
        side,
        language,
        hall: None,
        booth: None,
        exhibitor: None,
    };
    let mut case = Case::unfiled(CaseId([0; 16]));
    case.asks = vec![Ask::Mediation];
    case.parties = sides.map(|side| Party::unheard(place(side), 0)).to_vec();
    case.parties[0].ticket = Some(number);
    let view = |party: &Party| PartyView {
        id: party.place.id,
        side: party.place.side,
        ordinal: 1,
        company: String::new(),
        filed_as: String::new(),
        name: String::new(),
        speaker: String::new(),
        represented: false,
        booth: String::new(),
        capacity: None,
        language,
    };
    Dossier {
        fair: fair.clone(),
        printing: Printing::Blank,
        reader: None,
        parties: case.parties.iter().map(view).collect(),
        translated: Vec::new(),
        mediator: String::new(),
        room: String::new(),
        desk_place: fair.desk.clone(),
        tariff: String::new(),
        told: Told::default(),
        case: Arc::new(case),
    }
}
