//! What is sealed of a talk: who was there, the record, the agreement, and the reader's own notes. Only after the reading is in
//! the journal, like everything else of a case.
//!
//! Notes are opened for their author and for nobody else: another's are not even looked up (procedure E.2).

use std::{collections::HashMap, sync::Arc};

use domain::{
    Case, PartyId, StaffId,
    aftercare::{CourtBody, VisitBody},
    body::{Content, PersonBody, RecordBody},
    fee::QuoteBody,
    major::{ConsultationBody, PanelBody},
    procedure::{AgreementBody, RecordPart, Signature},
    referral::{ReceiptBody, ReferralBody},
};
use jiff::Timestamp;

use crate::{
    app::App,
    engine::{Published, ReadError},
    locale::Texts,
    web::{company, fee::text_of, problem::Problem, ticket::own},
};

use super::contents::Contents;

/// What was sealed, opened.
#[derive(Debug, Default)]
pub(super) struct Sealed {
    /// Who was checked, let in or signed, by the entry that says so.
    pub(super) persons: HashMap<u64, PersonBody>,
    /// The present text of each part of the record.
    pub(super) records: HashMap<RecordPart, RecordBody>,
    /// The newest draft.
    pub(super) agreement: Option<AgreementBody>,
    /// What was quoted, by its entry.
    pub(super) fees: HashMap<u64, QuoteBody>,
    /// What return visits found, by their entry.
    pub(super) visits: HashMap<u64, VisitBody>,
    /// Courts that were asked, by their entry.
    pub(super) courts: HashMap<u64, CourtBody>,
    /// The other body of each referral, by its entry.
    pub(super) referrals: HashMap<u64, ReferralBody>,
    /// Receipts of other bodies, by their entry.
    pub(super) receipts: HashMap<u64, ReceiptBody>,
    /// What panels said, by their entry.
    pub(super) panels: HashMap<u64, PanelBody>,
    /// What experts were asked and answered, by their entry.
    pub(super) consultations: HashMap<u64, ConsultationBody>,
    /// What was said with a step of after-care, of a referral, of a major case or of archiving, by its entry.
    pub(super) remarks: HashMap<u64, String>,
    /// The reader's own notes, oldest first.
    pub(super) notes: Vec<(Timestamp, String)>,
}

impl Sealed {
    /// Somebody who acted; nobody when the key is gone.
    pub(super) fn person(&self, seq: u64) -> PersonBody {
        self.persons.get(&seq).cloned().unwrap_or_default()
    }
}

/// Opens it, with the notes of its reader. Only after the reading was recorded; without a reader where the desk itself looks for names.
///
/// # Errors
/// When the journal cannot be read.
pub(super) async fn open(app: &App, case: &Arc<Case>, reader: Option<StaffId>) -> Result<Sealed, Problem> {
    let (app, case) = (app.clone(), Arc::clone(case));
    let opened = tokio::task::spawn_blocking(move || read(&app, &case, reader)).await;
    let sealed = opened.map_err(|gone| Problem::internal(&gone))?;
    sealed.map_err(Problem::from)
}

fn read(app: &App, case: &Case, reader: Option<StaffId>) -> Result<Sealed, ReadError> {
    let content = |seq: u64| -> Result<Option<Content>, ReadError> {
        Ok(app.engine.entry(seq)?.and_then(|entry| entry.body.content()))
    };
    let known = &case.procedure;
    let mut sealed = Sealed::default();
    let signatures = known.agreement.iter().flat_map(|agreement| &agreement.signatures);
    let entries = |known: &Signature| [Some(known.seq), known.ratification.and_then(|known| known.seq)];
    let persons = known
        .identities
        .iter()
        .map(|identity| identity.seq)
        .chain(known.guests.iter().map(|guest| guest.seq))
        .chain(signatures.flat_map(entries).flatten());
    for seq in persons {
        if let Some(Content::Person(body)) = content(seq)? {
            sealed.persons.insert(seq, body);
        }
    }
    for record in &known.record {
        if let Some(Content::Record(body)) = content(record.seq)? {
            sealed.records.insert(record.part, body);
        }
    }
    if let Some(agreement) = &known.agreement
        && let Some(Content::Agreement(body)) = content(agreement.draft.seq)?
    {
        sealed.agreement = Some(body);
    }
    for fee in &known.fees {
        if let Some(body) = text_of(content(fee.seq)?) {
            sealed.fees.insert(fee.seq, body);
        }
    }
    for seq in said(case) {
        match content(seq)? {
            Some(Content::Visit(body)) => drop(sealed.visits.insert(seq, body)),
            Some(Content::Court(body)) => drop(sealed.courts.insert(seq, body)),
            Some(Content::Referral(body)) => drop(sealed.referrals.insert(seq, body)),
            Some(Content::Receipt(body)) => drop(sealed.receipts.insert(seq, body)),
            Some(Content::Panel(body)) => drop(sealed.panels.insert(seq, body)),
            Some(Content::Consultation(body)) => drop(sealed.consultations.insert(seq, body)),
            Some(Content::Remark { text }) => drop(sealed.remarks.insert(seq, text)),
            _ => {}
        }
    }
    for note in known.notes.iter().filter(|note| Some(note.by) == reader) {
        if let Some(Content::Note { text }) = content(note.seq)? {
            sealed.notes.push((note.at, text));
        }
    }
    Ok(sealed)
}

/// The entries of what is said beside the talks: after an agreement, with other bodies, of a major case, when a file is laid away.
fn said(case: &Case) -> Vec<u64> {
    let (after, major) = (&case.aftercare, &case.major);
    let mut entries: Vec<u64> = after.marks.iter().map(|mark| mark.seq).collect();
    entries.extend(after.visits.iter().map(|visit| visit.seq));
    for asked in &after.confirmations {
        entries.extend([Some(asked.seq), asked.ruling.map(|(.., seq)| seq)].into_iter().flatten());
    }
    for known in &case.referrals {
        let others = [known.received.map(|(_, seq)| seq), known.ended.map(|(.., seq)| seq)];
        entries.extend([Some(known.seq)].into_iter().chain(others).flatten());
        entries.extend(known.parts.iter().map(|part| part.seq));
    }
    entries.extend(major.panels.iter().map(|panel| panel.seq));
    entries.extend(major.consultations.iter().map(|asked| asked.seq));
    entries.extend(major.flag.as_ref().map(|flag| flag.seq));
    entries.extend(major.course.map(|decided| decided.seq));
    entries.extend(case.archived.iter().map(|laid| laid.seq));
    entries
}

/// A party in words: side, name and company, as far as they are known; else where it is and its ticket.
pub(in crate::web) fn party_name(
    t: &Texts,
    at: &Published,
    case: &Case,
    id: PartyId,
    contents: &Contents,
) -> String {
    let Some(party) = case.party(id) else { return String::new() };
    let body = contents.parties.get(&id);
    let company = company::of(t, at, party, body.and_then(|body| body.company.as_ref()));
    let name = body.map(|body| body.name.clone()).filter(|name| !name.is_empty());
    let mut known: Vec<String> = [name, company].into_iter().flatten().collect();
    if known.is_empty() {
        let typed = body.and_then(|body| body.booth.as_ref().or(body.described.as_ref()));
        let ticket = party.ticket.map(|number| number.to_string()).unwrap_or_default();
        known.extend([own::spot_of(t, at, &party.place, typed), ticket]);
        known.retain(|part| !part.is_empty());
    }
    let side = t.code("side", party.place.side.code());
    if known.is_empty() {
        side.into_owned()
    } else {
        format!("{side}{}{}", t.t("list-colon"), known.join(" · "))
    }
}
