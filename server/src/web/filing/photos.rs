//! Photos that come with a form: each taken in on its own, so that one that cannot be read costs no other; kept before the fact
//! that names them.

use domain::{CaseId, Command, EvidenceId, Fact, Mac, PartyId, case::Audience, procedure::Purpose};
use jiff::Timestamp;

use crate::{
    app::{App, From, Once},
    evidence::{EvidenceError, Receipt},
    locale::Texts,
    record::chain_of,
    web::{
        counter::happened::submit_at,
        form::Upload,
        problem::{Fault, Problem},
    },
};

/// A photo the desk keeps, with the digest that makes a retry the same photo.
#[derive(Debug)]
pub struct Taken {
    digest: Mac,
    receipt: Receipt,
}

/// What became of the photos of a form.
#[derive(Debug, Default)]
pub struct Received {
    /// Those that are kept.
    pub taken: Vec<Taken>,
    /// Those that cannot be, with the name on the sender's device.
    pub refused: Vec<(String, EvidenceError)>,
}

/// Takes photos in, one after the other: decoding has a limit of its own on how many run at once. Those that `once` brought to
/// the desk already are passed over.
///
/// # Errors
/// When the desk itself is at fault: busy, full, broken.
pub async fn receive(app: &App, once: &Once, uploads: &[Upload]) -> Result<Received, Problem> {
    let mut received = Received::default();
    for upload in uploads {
        let digest = app.digest(&upload.bytes);
        let is_known = received.taken.iter().any(|taken| taken.digest == digest);
        if is_known || super::file::was_answered(app, &once_of(once, digest)) {
            continue;
        }
        match app.evidence.receive(upload.bytes.to_vec(), app.clock.now()).await {
            Ok(receipt) => received.taken.push(Taken { digest, receipt }),
            Err(error) => match ours(&error) {
                Some(problem) => {
                    forget(app, received.taken).await;
                    return Err(problem);
                }
                None => received.refused.push((upload.name.clone(), error)),
            },
        }
    }
    Ok(received)
}

/// Lets go of photos that no entry will name. What cannot be removed now is found by the sweep.
pub async fn forget(app: &App, photos: Vec<Taken>) {
    for photo in photos {
        if let Err(error) = app.evidence.forget(&photo.receipt).await {
            tracing::warn!(error = chain_of(&error), "a photo nobody needs stays until the sweep");
        }
    }
}

/// Where photos belong: whose of which case, for whom they are meant, what they prove.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// Of which case.
    pub case: CaseId,
    /// Whose.
    pub party: PartyId,
    /// For whom they are meant.
    pub audience: Audience,
    /// What they prove.
    pub purpose: Purpose,
}

/// Names each photo in the journal, once, and answers with the names. `happened` is when what came with them was written on paper;
/// `None` for now.
///
/// # Errors
/// What the desk says.
pub async fn add(
    app: &App,
    from: From,
    once: &Once,
    happened: Option<Timestamp>,
    place: Place,
    photos: Vec<Taken>,
) -> Result<Vec<EvidenceId>, Problem> {
    let Place { case, party, audience, purpose } = place;
    let mut names = Vec::with_capacity(photos.len());
    for photo in photos {
        let (evidence, body) = (EvidenceId(app.fresh_id()), photo.receipt.into_body(None));
        let add = Command::AddEvidence { case, party, evidence, audience, purpose, body };
        let accepted = submit_at(app, from, once_of(once, photo.digest), happened, add).await?;
        // A retry is answered with the name that the first try gave.
        names.extend(accepted.entries.iter().find_map(|entry| named(&entry.fact)));
    }
    Ok(names)
}

/// The photo that a fact names.
pub fn named(fact: &Fact) -> Option<EvidenceId> {
    if let Fact::EvidenceAdded { evidence, .. } = fact { Some(*evidence) } else { None }
}

/// One photo of one form counts once.
fn once_of(form: &Once, photo: Mac) -> Once {
    match form {
        Once::Fresh => Once::Fresh,
        Once::Key { scope, key, .. } => {
            Once::Key { scope: format!("{scope}/photo"), key: format!("{key}/{photo}"), digest: Some(photo) }
        }
    }
}

/// The problem when the desk and not the photo is at fault.
pub fn ours(error: &EvidenceError) -> Option<Problem> {
    match error {
        EvidenceError::Busy => Some(Problem::of(Fault::Busy).retry_after(5)),
        EvidenceError::Full => Some(Problem::of(Fault::StorageLow)),
        EvidenceError::Storage(_) | EvidenceError::Missing | EvidenceError::Altered => {
            Some(Problem::internal(error))
        }
        EvidenceError::TooLarge { .. }
        | EvidenceError::TooManyPixels { .. }
        | EvidenceError::NotAPhoto
        | EvidenceError::OtherFormat { .. }
        | EvidenceError::Damaged { .. }
        | EvidenceError::TooSlow => None,
    }
}

/// Why a photo cannot be taken, in the sender's words, by its name.
pub fn say(t: &Texts, name: &str, error: &EvidenceError) -> String {
    let max = |limit: &u64| limit >> 20;
    match error {
        EvidenceError::TooLarge { limit } => t.t2("photo-too-large", "name", name, "max", max(limit)),
        EvidenceError::TooManyPixels { .. } => t.t1("photo-too-many-pixels", "name", name),
        EvidenceError::OtherFormat { format } => t.t2("photo-other-format", "name", name, "format", *format),
        EvidenceError::Damaged { .. } => t.t1("photo-damaged", "name", name),
        EvidenceError::TooSlow => t.t1("photo-too-slow", "name", name),
        EvidenceError::NotAPhoto
        | EvidenceError::Busy
        | EvidenceError::Full
        | EvidenceError::Storage(_)
        | EvidenceError::Missing
        | EvidenceError::Altered => t.t1("photo-not-a-photo", "name", name),
    }
}
