//! From a planned list of exhibitors to facts: what the import page and the import command both do.
//!
//! An import is many small commands and not one large one: no entry grows with the list, others are served in between, and a
//! stop half way leaves whole exhibitors behind. Doing it again is harmless, because exhibitors are recognised by what the list
//! says and not by ids: those that were recorded count as known then.

use std::collections::HashMap;

use domain::{
    BoothId, Command, CommandId, ExhibitorId, HallId, ScanToken,
    body::{Content, ExhibitorBody, PersonBody},
    command::NewBooth,
    desk::{Exhibitor, Undertaking},
};
use futures_util::future::join_all;
use jiff::{Timestamp, civil::Date};
use tokio_util::sync::CancellationToken;

use crate::{
    access::secrets::{BoothToken, fresh_id},
    clock::Clock,
    engine::{Accepted, Engine, From, Published, Recorded, Request, SubmitError},
    exhibitors::{Field, Known, KnownHalls, Listing, Place, Plan, Planned, Step},
};

pub mod waiting;
pub mod words;

/// Commands under way at once: enough to share a write, few enough to leave the engine's queue to others.
const CHUNK: usize = 256;
/// How long to wait before a busy engine is asked again.
const PATIENCE: std::time::Duration = std::time::Duration::from_millis(100);

/// Every exhibitor the desk knows, in the order they were recorded, as the import compares them. Erased ones are not known. `entry` reads
/// one of the journal.
///
/// # Errors
/// When the journal cannot be read.
pub fn known<E>(
    published: &Published,
    entry: impl Fn(u64) -> Result<Option<Recorded>, E>,
) -> Result<Vec<Known<ExhibitorId>>, E> {
    let known = published.names.exhibitors().filter_map(|(id, body)| {
        let exhibitor = published.desk.exhibitor(*id)?;
        let signed_by = exhibitor.undertaking.map_or(Ok(None), |known| signer(&known, &entry));
        Some(signed_by.map(|signed_by| {
            let listing = Listing { signed_by, ..listing(body, exhibitor, published) };
            Known { id: *id, listing }
        }))
    });
    known.collect()
}

/// Who signed an undertaking, where that was recorded.
///
/// # Errors
/// When the journal cannot be read.
pub fn signer<E>(
    known: &Undertaking,
    entry: impl Fn(u64) -> Result<Option<Recorded>, E>,
) -> Result<Option<String>, E> {
    // Older versions kept a name with what was not signed, too: nobody signed that.
    let Some(seq) = known.seq.filter(|_| known.signed) else { return Ok(None) };
    let said = entry(seq)?.and_then(|entry| entry.body.content());
    Ok(if let Some(Content::Person(person)) = said {
        Some(person.name).filter(|name| !name.is_empty())
    } else {
        None
    })
}

/// The fair's halls; `default_hall` is where booths without a hall are.
pub fn known_halls(published: &Published, default_hall: &str) -> KnownHalls {
    let halls = KnownHalls::new(published.desk.halls().map(|hall| hall.id.as_str()));
    if default_hall.is_empty() { halls } else { halls.with_default_hall(default_hall) }
}

/// The day at the fair: nothing that a list says of a later one is recorded.
pub fn today(published: &Published, now: Timestamp) -> Option<Date> {
    published.desk.fair().map(|fair| fair.plan.day_of(now))
}

fn listing(body: &ExhibitorBody, exhibitor: &Exhibitor, published: &Published) -> Listing {
    let booths = exhibitor.booths.iter().filter_map(|id| published.desk.booth(*id));
    Listing {
        name: body.name.clone(),
        other_name: body.other_name.clone(),
        credit_code: body.credit_code.clone(),
        country: body.country.clone(),
        website: body.website.clone(),
        products: body.products.clone(),
        contact: body.contact.clone(),
        phone: body.phone.clone(),
        email: body.email.clone(),
        undertaking: exhibitor.undertaking.map(|known| known.signed),
        signed_on: exhibitor.undertaking.and_then(|known| known.on),
        signed_by: None,
        booths: booths.map(|booth| Place::new(booth.hall.as_str(), &booth.number)).collect(),
    }
}

/// A list's particulars in the words of the journal.
pub fn body(listing: &Listing) -> ExhibitorBody {
    ExhibitorBody {
        name: listing.name.clone(),
        other_name: listing.other_name.clone(),
        country: listing.country.clone(),
        website: listing.website.clone(),
        credit_code: listing.credit_code.clone(),
        contact: listing.contact.clone(),
        phone: listing.phone.clone(),
        email: listing.email.clone(),
        products: listing.products.clone(),
    }
}

/// A booth to be named in a command, with id and token should it be new. `None` when the fair has no such hall.
pub fn booth(place: &Place, halls: &Halls, id: BoothId) -> Option<NewBooth> {
    let hall = halls.0.get(&place.hall)?.clone();
    let token = ScanToken(BoothToken::random().reveal());
    Some(NewBooth { id, hall, number: place.booth.clone(), token })
}

/// The fair's halls by the form in which lists are compared.
#[derive(Debug, Default)]
pub struct Halls(HashMap<String, HallId>);

impl Halls {
    /// Of the present fair.
    pub fn of(published: &Published) -> Self {
        let normal = |hall: &HallId| Place::new(hall.as_str(), "").hall;
        Self(published.desk.halls().map(|hall| (normal(&hall.id), hall.id.clone())).collect())
    }

    /// Whether the fair has the hall of this place.
    pub fn has(&self, place: &Place) -> bool {
        self.hall_of(place).is_some()
    }

    /// The hall of this place, where the fair has it.
    pub fn hall_of(&self, place: &Place) -> Option<&HallId> {
        self.0.get(&place.hall)
    }
}

/// An exhibitor that the desk's rules did not take, although the list's did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Its name.
    pub name: String,
    /// The lines that speak of it.
    pub lines: Vec<u32>,
    /// The code of the refusal.
    pub code: &'static str,
}

/// What became of an import.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// Exhibitors added.
    pub new: usize,
    /// Exhibitors changed.
    pub updated: usize,
    /// Halls added.
    pub halls: usize,
    /// Exhibitors refused one by one.
    pub refused: Vec<Refused>,
    /// Exhibitors that were not tried, because it stopped before.
    pub left: usize,
    /// Why it stopped before its end.
    pub stopped: Option<Stopped>,
}

/// Why an import stopped before its end. What was recorded until then stays.
#[derive(Debug, Clone)]
pub enum Stopped {
    /// The desk is about to stop.
    Closing,
    /// The desk takes nothing more.
    Desk(SubmitError),
}

impl Stopped {
    /// The code of its text.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Closing => "import-stopped-closing",
            Self::Desk(SubmitError::Full) => "import-stopped-full",
            Self::Desk(_) => "import-stopped-fault",
        }
    }
}

/// One exhibitor to be recorded.
struct Work {
    id: ExhibitorId,
    planned: Planned,
    is_new: bool,
    /// The list says something of the signature under the undertaking that is not known yet.
    signs: bool,
}

/// Where an import is applied, and by whom.
pub struct Intake<'a> {
    /// What decides and writes.
    pub engine: &'a Engine,
    /// The time, for ids.
    pub clock: &'a dyn Clock,
    /// Who imports.
    pub from: From,
    /// Fires when the desk is about to stop.
    pub closing: &'a CancellationToken,
}

impl Intake<'_> {
    /// Records a plan; `tell` hears after each chunk how many exhibitors are through.
    pub async fn apply(&self, plan: Plan<ExhibitorId>, tell: impl Fn(usize)) -> Outcome {
        let mut outcome = Outcome::default();
        let ids = Ids::new(self.clock);
        if !plan.new_halls.is_empty() {
            let token = || ScanToken(BoothToken::random().reveal());
            let halls = plan.new_halls.iter().map(|hall| (HallId(hall.hall.clone()), token())).collect();
            match self.patiently(&|| Command::AddHalls { halls: Vec::clone(&halls) }).await {
                Ok(accepted) => outcome.halls = accepted.entries.len(),
                Err(error) => {
                    outcome.left = plan.len();
                    outcome.stopped = Some(Stopped::Desk(error));
                    return outcome;
                }
            }
        }
        let halls = Halls::of(&self.engine.now());
        let works: Vec<Work> =
            plan.into_steps().into_iter().zip(0..).map(|(step, n)| work(step, n, &ids)).collect();
        let mut through = 0;
        for chunk in works.chunks(CHUNK) {
            if self.closing.is_cancelled() {
                outcome.stopped = Some(Stopped::Closing);
            }
            if outcome.stopped.is_none() {
                self.record(chunk, &halls, &ids, &mut outcome).await;
            }
            if outcome.stopped.is_some() {
                break;
            }
            through += chunk.len();
            tell(through);
        }
        outcome.left = works.len() - outcome.new - outcome.updated - outcome.refused.len();
        outcome
    }

    async fn record(&self, chunk: &[Work], halls: &Halls, ids: &Ids, outcome: &mut Outcome) {
        let answers = join_all(chunk.iter().map(|work| self.record_one(work, halls, ids)));
        for (work, answer) in chunk.iter().zip(answers.await) {
            match answer {
                Ok(_) if work.is_new => outcome.new += 1,
                Ok(_) => outcome.updated += 1,
                Err(error @ (SubmitError::Stopped(_) | SubmitError::Full | SubmitError::Busy)) => {
                    outcome.stopped = Some(Stopped::Desk(error));
                }
                Err(
                    error @ (SubmitError::Refused(_)
                    | SubmitError::TooLong
                    | SubmitError::Reused
                    | SubmitError::Undecided
                    | SubmitError::Erased),
                ) => outcome.refused.push(Refused {
                    name: work.planned.listing.name.clone(),
                    lines: work.planned.lines.clone(),
                    code: error.code(),
                }),
            }
        }
    }

    /// Enrols one exhibitor, and when and by whom the undertaking was signed where the list says it.
    async fn record_one(&self, work: &Work, halls: &Halls, ids: &Ids) -> Result<Accepted, SubmitError> {
        let enrolled = self.patiently(&|| enrol(work, halls, ids)).await?;
        if work.signs {
            let listing = &work.planned.listing;
            let name = listing.signed_by.clone().unwrap_or_default();
            let (exhibitor, on, body) =
                (work.id, listing.signed_on, PersonBody { name, ..PersonBody::default() });
            let record = || Command::RecordUndertaking { exhibitor, signed: true, on, body: body.clone() };
            self.patiently(&record).await?;
        }
        Ok(enrolled)
    }

    /// Submits, and again while the engine has more than enough to do.
    async fn patiently(&self, command: &(dyn Fn() -> Command + Sync)) -> Result<Accepted, SubmitError> {
        let mut pause = tokio::time::interval(PATIENCE);
        loop {
            pause.tick().await;
            let request = Request {
                id: CommandId(fresh_id(self.clock.now())),
                actor: self.from.actor,
                device: self.from.device,
                occurred_at: None,
                digest: None,
                command: command(),
            };
            match self.engine.submit(request).await {
                Err(SubmitError::Busy) if !self.closing.is_cancelled() => {}
                answer => return answer,
            }
        }
    }
}

fn work(step: Step<ExhibitorId>, n: u32, ids: &Ids) -> Work {
    match step {
        Step::New(planned) => {
            let signs = planned.listing.signed_on.is_some() || planned.listing.signed_by.is_some();
            Work { id: ExhibitorId(ids.nth(n)), planned, is_new: true, signs }
        }
        Step::Update(update) => {
            let of_signature = |field| matches!(field, Field::SignedOn | Field::SignedBy);
            let signs = update.changes.iter().any(|change| of_signature(change.field));
            Work { id: update.id, planned: update.planned, is_new: false, signs }
        }
    }
}

fn enrol(work: &Work, halls: &Halls, ids: &Ids) -> Command {
    let listing = &work.planned.listing;
    Command::EnrolExhibitor {
        exhibitor: work.id,
        booths: listing.booths.iter().filter_map(|place| booth(place, halls, BoothId(ids.fresh()))).collect(),
        undertaking: listing.undertaking,
        body: body(listing),
    }
}

/// Ids of one import. Exhibitors are listed in the order of their ids, so those of one file count on from a common beginning.
struct Ids {
    base: [u8; 16],
    clock_now: Timestamp,
}

impl Ids {
    fn new(clock: &dyn Clock) -> Self {
        let clock_now = clock.now();
        Self { base: fresh_id(clock_now), clock_now }
    }

    fn nth(&self, n: u32) -> [u8; 16] {
        let mut id = self.base;
        id[12..].copy_from_slice(&n.to_be_bytes());
        id
    }

    fn fresh(&self) -> [u8; 16] {
        fresh_id(self.clock_now)
    }
}

#[cfg(test)]
mod tests;
