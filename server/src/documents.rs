//! The papers of a case, as documents that can be printed, signed and filed (people's mediation documents nos. 1 to 10, notices,
//! certificate), from what was sealed in the case.
//!
//! [`Dossier`] is everything a paper may speak of. It has no place for a private note, so none can ever stand on a paper; and what
//! was said for mediation and what was told the organiser never share one: whoever fills it fills one side ([`Kind::is_organisers`]).
//! The words are those of the catalogue, the looks are the typesetter's, and [`code`] proves a printed paper.

use std::sync::OnceLock;

use domain::{
    case::{Ask, Side},
    fair::Language,
    ids::PartyId,
    procedure::RecordPart,
};
use papers::{Fonts, Paper, PaperError};

mod aftercare;
mod agreement;
pub mod blank;
pub mod code;
pub mod disclosure;
mod dossier;
mod ending;
mod fee;
pub mod file;
pub mod held;
pub mod linkage;
mod measure;
mod moment;
mod notice;
mod opening;
mod readers;
mod talks;
mod text;
mod typeset;
pub mod typical;
mod words;

pub use agreement::term;
pub use code::{Standing, Statement};
pub use dossier::{Checked, Dossier, PartyView, Printing, Told, number_of};
pub use measure::{clause_words, clauses_text, ended_on};
pub use readers::is_for;
pub use text::plain;
pub use typeset::{letter_number, typeset, typeset_all};

use words::Words;

/// A kind of paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Application (no. 1).
    Application,
    /// Acceptance register (no. 2).
    Acceptance,
    /// Rights and duties (no. 3).
    Rights,
    /// Notice to a respondent, with a slip for the reply.
    Notice,
    /// Receipt of a notice's service.
    Receipt,
    /// What was quoted for the case, at a body that may take a fee.
    Quote,
    /// Power of attorney, to be filled in (no. 5).
    Attorney,
    /// Investigation record (no. 6).
    Investigation,
    /// Mediation record (no. 8).
    Record,
    /// Agreement (no. 9).
    Agreement,
    /// Oral agreement register (no. 10).
    Oral,
    /// Notice of non-acceptance (no. 16).
    NonAcceptance,
    /// Notice that mediation has ended, with the other ways (People's Mediation Law art 26).
    Termination,
    /// Notice to a respondent who does not take part, of the end with that one alone (procedure A.2 rows 8b and 15).
    NoPart,
    /// Certificate of the outcome.
    Certificate,
    /// Joint application for judicial confirmation (no. 12).
    Confirmation,
    /// Return-visit record (no. 13).
    ReturnVisit,
    /// List of photos with their digests (no. 7).
    Exhibits,
    /// What a panel said of a major case.
    Panel,
    /// What an expert was asked and answered.
    Consultation,
    /// A case on its way to another body, or from one; mediation with one (no. 16).
    Referral,
    /// The organiser's notice of a complaint.
    ComplaintNotice,
    /// The organiser's order of a measure.
    MeasureOrder,
    /// The organiser's certificate, for the complainant, of what came of the complaint.
    ComplaintCertificate,
}

impl Kind {
    /// Every kind, in the order of the file.
    pub const ALL: [Self; 24] = [
        Self::Application,
        Self::Acceptance,
        Self::Rights,
        Self::Notice,
        Self::Receipt,
        Self::Quote,
        Self::Attorney,
        Self::Investigation,
        Self::Exhibits,
        Self::Panel,
        Self::Consultation,
        Self::Record,
        Self::Agreement,
        Self::Oral,
        Self::NonAcceptance,
        Self::Termination,
        Self::NoPart,
        Self::Certificate,
        Self::Confirmation,
        Self::ReturnVisit,
        Self::Referral,
        Self::ComplaintNotice,
        Self::MeasureOrder,
        Self::ComplaintCertificate,
    ];

    /// The stable code, in addresses and in check codes.
    pub fn code(self) -> &'static str {
        match self {
            Self::Application => "application",
            Self::Acceptance => "acceptance",
            Self::Rights => "rights",
            Self::Notice => "notice",
            Self::Receipt => "service-receipt",
            Self::Quote => "fee-quote",
            Self::Attorney => "power-of-attorney",
            Self::Investigation => "investigation",
            Self::Record => "record",
            Self::Agreement => "agreement",
            Self::Oral => "oral-agreement",
            Self::NonAcceptance => "non-acceptance",
            Self::Termination => "termination",
            Self::NoPart => "no-part",
            Self::Certificate => "certificate",
            Self::Confirmation => "judicial-confirmation",
            Self::ReturnVisit => "return-visit",
            Self::Exhibits => "photo-list",
            Self::Panel => "panel",
            Self::Consultation => "consultation",
            Self::Referral => "referral",
            Self::ComplaintNotice => "complaint-notice",
            Self::MeasureOrder => "measure-order",
            Self::ComplaintCertificate => "complaint-certificate",
        }
    }

    /// The kind with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The key of its title.
    pub fn title(self) -> &'static str {
        match self {
            Self::Application => "papers-title-application",
            Self::Acceptance => "papers-title-acceptance",
            Self::Rights => "papers-title-rights",
            Self::Notice => "papers-title-notice",
            Self::Receipt => "papers-title-receipt",
            Self::Quote => "papers-title-quote",
            Self::Attorney => "papers-title-attorney",
            Self::Investigation => "papers-title-investigation",
            Self::Record => "papers-title-record",
            Self::Agreement => "papers-title-agreement",
            Self::Oral => "papers-title-oral",
            Self::NonAcceptance => "papers-title-non-acceptance",
            Self::Termination => "papers-title-termination",
            Self::NoPart => "papers-title-no-part",
            Self::Certificate => "papers-title-certificate",
            Self::Confirmation => "papers-title-confirmation",
            Self::ReturnVisit => "papers-title-return-visit",
            Self::Exhibits => "papers-title-exhibits",
            Self::Panel => "papers-title-panel",
            Self::Consultation => "papers-title-consultation",
            Self::Referral => "papers-title-referral",
            Self::ComplaintNotice => "papers-title-complaint-notice",
            Self::MeasureOrder => "papers-title-measure-order",
            Self::ComplaintCertificate => "papers-title-complaint-certificate",
        }
    }

    /// Whether it is the organiser's: it speaks of the complaint and of nothing that was said for mediation.
    pub fn is_organisers(self) -> bool {
        matches!(self, Self::ComplaintNotice | Self::MeasureOrder | Self::ComplaintCertificate)
    }

    /// Whether it is one of reception's: what it draws up, hands over or gives to be filled in.
    pub fn is_of_reception(self) -> bool {
        let handed_over = matches!(self, Self::Rights | Self::Notice | Self::Receipt | Self::Attorney);
        handed_over || matches!(self, Self::Application | Self::Acceptance | Self::NonAcceptance)
    }

    /// Whether it tells how a case ended and nothing of what was said: reception hands it over where a case ended there.
    pub fn tells_end(self) -> bool {
        matches!(self, Self::Termination | Self::NoPart | Self::Certificate)
    }

    /// Whether there is one for each respondent.
    pub fn is_of_party(self) -> bool {
        self.is_of_notice() || self == Self::NoPart || self.is_organisers()
    }

    /// Whether it is the notice of mediation to a respondent, or the receipt of one.
    pub fn is_of_notice(self) -> bool {
        matches!(self, Self::Notice | Self::Receipt)
    }

    /// Whether each respondent of a case is handed a copy of its own, which names no other respondent; that of the outcome none but
    /// those at the table with it.
    pub fn is_copied(self, case: &domain::Case) -> bool {
        matches!(self, Self::Application | Self::Rights | Self::Certificate) && case.respondents().len() > 1
    }

    /// Whether a case can have several, each in its own right and numbered in the order in which they came.
    pub fn is_numbered(self) -> bool {
        matches!(self, Self::ReturnVisit | Self::Panel | Self::Consultation | Self::Referral)
    }

    /// The part of the record it prints, if it prints one.
    pub fn record_part(self) -> Option<RecordPart> {
        let parts = [(Self::Record, RecordPart::Mediation), (Self::Investigation, RecordPart::Investigation)];
        parts.into_iter().find(|(kind, _)| *kind == self).map(|(_, part)| part)
    }

    /// Whether its text is written anew, each time as another version that takes the place of the one before.
    pub fn has_versions(self) -> bool {
        matches!(self, Self::Record | Self::Investigation | Self::Agreement | Self::Quote)
    }

    /// An agreement that was drafted in a case that is over, and never came into effect.
    pub fn fell_through(self, case: &domain::Case) -> bool {
        self == Self::Agreement && !case.state.is_open() && case.procedure.in_effect().is_none()
    }

    /// How far the record of talks that a party stopped was confirmed, which stays so: nobody is asked any more. `None` of any other
    /// paper.
    pub fn left_unconfirmed(self, case: &domain::Case) -> Option<&'static str> {
        let record = case.procedure.record(RecordPart::Mediation);
        let record = record.filter(|_| self == Self::Record && case.stopped_at().is_some())?;
        let count = |side: Side, all: bool| {
            let theirs = case.attendees().filter(|party| party.place.side == side);
            theirs.filter(|party| all || talks::confirmed(record, party)).count()
        };
        let others = count(Side::Respondent, true);
        Some(match (count(Side::Claimant, false), count(Side::Respondent, false)) {
            (0, 0) => "papers-status-unconfirmed",
            (_, 0) => "papers-status-applicant-alone",
            (0, 1) if others == 1 => "papers-status-respondent-alone",
            (_, _) => "papers-status-partly",
        })
    }

    /// Whether what is printed now is a form: until the notice was handed over, its receipt is a sheet to be filled in on the way there.
    pub fn is_form(self, case: &domain::Case, party: Option<PartyId>) -> bool {
        let served = party.and_then(|id| case.party(id)).is_some_and(|party| party.served.is_some());
        self == Self::Receipt && !served
    }

    /// Its version and standing in a case as it is now; `None` while there is nothing to print.
    pub fn standing(self, case: &domain::Case, party: Option<PartyId>) -> Option<(u32, Standing)> {
        // Where nobody asked to mediate the mediation body has nothing to state, however the case ended. What went to another body went.
        if case.is_for_organiser_alone() && !self.is_organisers() && self != Self::Referral {
            return None;
        }
        let record = |part| case.procedure.record(part);
        let effective = |yes: bool| if yes { Standing::Effective } else { Standing::Draft };
        match self {
            Self::Application | Self::Rights => {
                case.asks_for(Ask::Mediation).then_some((1, Standing::Effective))
            }
            Self::Attorney => Some((1, Standing::Effective)),
            Self::Quote => case.procedure.fee().map(|fee| (fee.version, Standing::Effective)),
            Self::Acceptance => case.procedure.accepted_at.map(|_| (1, Standing::Effective)),
            Self::Notice | Self::Receipt => {
                let notice = case.party(party?)?.notice.as_ref()?;
                Some((notice.earlier.saturating_add(1), Standing::Effective))
            }
            Self::Investigation => {
                let record = record(RecordPart::Investigation);
                let confirmed = record.is_some_and(|record| !record.confirmed.is_empty());
                Some((record.map_or(0, |record| record.version), effective(confirmed)))
            }
            Self::Record => {
                let version = record(RecordPart::Mediation).map_or(0, |record| record.version);
                // Who stopped the mediation was at the table, too: without them it is not confirmed by both.
                let confirmed = record(RecordPart::Mediation)
                    .is_some_and(|record| case.attendees().all(|party| talks::confirmed(record, party)));
                Some((version, effective(confirmed)))
            }
            Self::Agreement | Self::Oral => {
                let agreement = case.procedure.agreement.as_ref()?;
                (agreement.oral == (self == Self::Oral))
                    .then(|| (agreement.draft.version, effective(agreement.effective_at.is_some())))
            }
            Self::NonAcceptance => ending::is_not_accepted(case).then_some((1, Standing::Effective)),
            Self::Termination => ending::is_terminated(case).then_some((1, Standing::Effective)),
            Self::NoPart => ending::stays_out(case, party?).then_some((1, Standing::Effective)),
            Self::Certificate => {
                // Of what others came to, nobody has a copy who was not at their table.
                let theirs = party.is_none_or(|id| case.party(id).is_some_and(|party| case.attended(party)));
                (theirs && ending::is_certified(case)).then_some((1, Standing::Effective))
            }
            Self::Confirmation => aftercare::is_confirmable(case).then_some((1, Standing::Effective)),
            Self::ReturnVisit => {
                let visits = u32::try_from(case.aftercare.visits.len()).unwrap_or(u32::MAX);
                case.procedure.in_effect().map(|_| (visits, effective(visits > 0)))
            }
            Self::Exhibits => {
                let any = case.evidence.iter().any(linkage::is_exhibit);
                any.then_some((1, Standing::Effective))
            }
            Self::Panel => several(case.major.panels.len()),
            Self::Consultation => several(case.major.consultations.len()),
            Self::Referral => several(case.referrals.len()),
            Self::ComplaintNotice => measure::notice_standing(case.measure(party?)?),
            Self::MeasureOrder => measure::order_standing(case.measure(party?)?),
            Self::ComplaintCertificate => {
                let complained = case.asks_for(domain::case::Ask::Measure);
                measure::certificate_standing(case.measure(party?)?).filter(|_| complained)
            }
        }
    }
}

/// The last of several, if there is one.
fn several(count: usize) -> Option<(u32, Standing)> {
    (count > 0).then(|| (u32::try_from(count).unwrap_or(u32::MAX), Standing::Effective))
}

/// The case as it was with the first so many of what a numbered paper is about, or of the quotes: the last of them is what it prints.
pub fn up_to(case: &domain::Case, kind: Kind, number: u32) -> domain::Case {
    let (mut then, count) = (case.clone(), usize::try_from(number).unwrap_or(usize::MAX));
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "no other kind is numbered, or kept in whole versions"
    )]
    match kind {
        Kind::Quote => then.procedure.fees.retain(|fee| fee.version <= number),
        Kind::ReturnVisit => then.aftercare.visits.truncate(count),
        Kind::Panel => then.major.panels.truncate(count),
        Kind::Consultation => then.major.consultations.truncate(count),
        Kind::Referral => then.referrals.truncate(count),
        _ => {}
    }
    then
}

/// The versions of a paper that a later one took the place of, newest first; of a numbered one those before the last.
pub fn earlier(kind: Kind, case: &domain::Case) -> impl Iterator<Item = u32> + use<> {
    // What another body quoted is no paper of this one.
    let fees = case.procedure.fees.iter().rev().skip(1).filter(|fee| kind == Kind::Quote && !fee.fallen);
    let quotes: Vec<u32> = fees.map(|fee| fee.version).collect();
    let newest = match kind.record_part() {
        Some(part) => case.procedure.record(part).map_or(0, |record| record.version),
        // A draft stays a draft when the parties then agreed by word of mouth.
        None if kind.is_numbered() => kind.standing(case, None).map_or(0, |(count, _)| count),
        None if kind == Kind::Agreement => {
            case.procedure.agreement.as_ref().map_or(0, |agreement| agreement.draft.version)
        }
        None => 0,
    };
    quotes.into_iter().chain((1..newest).rev())
}

/// The number by which the code of a paper knows it: its version; of a notice and its receipt the how-manieth notice of the whole case.
/// So codes have always counted them, and what was printed long ago is still told apart from what took its place.
fn coded(kind: Kind, case: &domain::Case, party: Option<PartyId>, version: u32) -> u32 {
    let notice = party.and_then(|id| case.party(id)).and_then(|party| party.notice.as_ref());
    let Some(notice) = notice.filter(|_| kind.is_of_notice()) else { return version };
    let upto = case.steps.iter().filter(|step| step.kind == "NoticeIssued" && step.seq <= notice.seq);
    u32::try_from(upto.count().max(1)).unwrap_or(u32::MAX)
}

/// A paper, and how it is known to its check code.
#[derive(Debug, Clone)]
pub struct Document {
    /// Which.
    pub kind: Kind,
    /// The version it has.
    pub version: u32,
    /// The number by which its code knows it.
    coded: u32,
    /// What it is at this moment.
    pub standing: Standing,
    /// The number of the case, or of the ticket before the case has one.
    pub number: String,
    /// Which respondent it is for, counted from 1; 0 for a paper of the whole case.
    pub respondent: usize,
    /// A form, to be filled in by hand on the way to whom it is for.
    pub form: bool,
    /// The blocks.
    pub paper: Paper,
}

/// Builds a paper; `None` while there is nothing to print, or the party is none of this case.
pub fn build(dossier: &Dossier, kind: Kind, party: Option<PartyId>, language: Language) -> Option<Document> {
    let (version, standing) = kind.standing(&dossier.case, party)?;
    let standing = if dossier.printing == Printing::Earlier { Standing::Superseded } else { standing };
    let words = Words::new(dossier, language);
    let view = party.and_then(|party| dossier.party(party));
    if kind.is_of_party() && view.is_none() {
        return None;
    }
    let mut paper = words.base(dossier, kind, version, standing);
    if let Some(known) = dossier.case.referrals.last().filter(|_| kind == Kind::Referral) {
        paper.titles = vec![words.t(linkage::title(known))];
    }
    // An order that ended with the fair was lifted by nobody.
    let order = party.filter(|_| kind == Kind::MeasureOrder && dossier.printing != Printing::Earlier);
    let ended = order.and_then(|id| measure::over(dossier.case.measure(id)?));
    if let (Some(status), Some(key)) = (&mut paper.status, ended) {
        status.words = words.t(key);
    }
    paper.blocks = match kind {
        Kind::Application => opening::application(&words, dossier),
        Kind::Acceptance => opening::acceptance(&words, dossier),
        Kind::Rights => opening::rights(&words, dossier),
        Kind::Quote => fee::quote(&words, dossier),
        Kind::Attorney => opening::attorney(&words, dossier),
        Kind::NonAcceptance => ending::non_acceptance(&words, dossier),
        Kind::Notice => notice::notice(&words, dossier, view?),
        Kind::Receipt => notice::receipt(&words, dossier, view?),
        Kind::Investigation => talks::investigation(&words, dossier),
        Kind::Record => talks::record(&words, dossier),
        Kind::Agreement => agreement::written(&words, dossier),
        Kind::Oral => agreement::oral(&words, dossier),
        Kind::Termination => ending::termination(&words, dossier),
        Kind::NoPart => ending::no_part(&words, dossier, view?),
        Kind::Certificate => ending::certificate(&words, dossier),
        Kind::Confirmation => aftercare::confirmation(&words, dossier),
        Kind::ReturnVisit => aftercare::return_visit(&words, dossier),
        Kind::Exhibits => linkage::exhibits(&words, dossier),
        Kind::Panel => linkage::panel(&words, dossier),
        Kind::Consultation => linkage::consultation(&words, dossier),
        Kind::Referral => linkage::referral(&words, dossier),
        Kind::ComplaintNotice => measure::complaint_notice(&words, dossier, view?),
        Kind::MeasureOrder => measure::order(&words, dossier, view?),
        Kind::ComplaintCertificate => measure::certificate(&words, dossier, view?),
    };
    // The number of the mediation body is none of the organiser's.
    let number = if kind.is_organisers() { dossier.ticket() } else { dossier.number() };
    if kind.is_organisers() {
        paper.number = words.ticket_number(&number);
    }
    Some(Document {
        kind,
        version,
        coded: coded(kind, &dossier.case, party, version),
        standing,
        number,
        respondent: if kind.is_of_party() { view.map_or(0, |view| view.ordinal) } else { 0 },
        form: kind.is_form(&dossier.case, party),
        paper,
    })
}

/// The fonts, read once.
///
/// # Errors
/// [`PaperError::Font`] when the program is damaged.
pub fn fonts() -> Result<&'static Fonts, PaperError> {
    static FONTS: OnceLock<Result<Fonts, PaperError>> = OnceLock::new();
    FONTS.get_or_init(Fonts::built_in).as_ref().map_err(Clone::clone)
}
