//! Giving out a ticket: the next number, a random key, a random holder token, and what was typed, sealed. All of it is on the
//! disk before anybody sees the number.

use domain::{CommandId, TicketNumber, body::TicketSecret, case::CaseKind, fair::Language};
use jiff::tz::TimeZone;
use link::{CannotSeal, Filing, HolderToken, Sealed, Standing, TicketKey};

use crate::{
    clock::DeskClock,
    store::{Membership, Minted, State, Store, StoreError, bodies::Sealing, fact::Known},
};

/// What a ticket is given out for.
#[derive(Debug, Clone)]
pub struct Order {
    /// What was brought.
    pub kind: CaseKind,
    /// What the visitor reads.
    pub language: Language,
    /// What was typed, here or on a phone.
    pub content: Content,
}

/// What was typed.
#[derive(Debug, Clone)]
pub enum Content {
    /// Here: it is sealed before it is stored.
    Typed(Box<Filing>),
    /// On a phone: the desk has sealed it, and moves the phone on to its ticket.
    Phone {
        /// Sealed by the desk.
        filing: Sealed<Filing>,
        /// The hand-off.
        hand_off: String,
    },
}

/// A ticket that was given out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// Its number.
    pub number: TicketNumber,
    /// Its plain key.
    pub key: String,
}

/// Why no ticket was given out.
#[derive(Debug, thiserror::Error)]
pub enum CannotMint {
    /// It belongs to no desk yet.
    #[error("this kiosk has not joined a desk")]
    NotJoined,
    /// The organiser has locked it.
    #[error("this kiosk is locked")]
    Locked,
    /// The organiser has taken its key away.
    #[error("this kiosk was taken out of use")]
    Revoked,
    /// The tickets of this day are used up.
    #[error("the daily limit of {limit} tickets is reached")]
    DailyLimit {
        /// How many there were.
        limit: u32,
    },
    /// The content cannot be sealed.
    #[error("the content cannot be sealed")]
    Seal(#[from] CannotSeal),
    /// The store cannot take it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Whether a ticket may be given out now, and under what.
///
/// # Errors
/// Why not.
pub fn expect_open<'a>(
    state: &'a State,
    clock: &DeskClock,
) -> Result<(&'a Membership, &'a Known), CannotMint> {
    let (Some(membership), Some(known)) = (state.membership(), state.known()) else {
        return Err(CannotMint::NotJoined);
    };
    match &known.standing {
        Standing::Open => {}
        Standing::Locked { .. } => return Err(CannotMint::Locked),
        Standing::Revoked => return Err(CannotMint::Revoked),
    }
    if let Some(limit) = known.particulars.daily_limit {
        let zone = TimeZone::get(&known.particulars.zone).unwrap_or(TimeZone::UTC);
        let today = clock.now().to_zoned(zone.clone()).date();
        if state.issued_on(today, &zone) >= usize::try_from(limit).unwrap_or(usize::MAX) {
            return Err(CannotMint::DailyLimit { limit });
        }
    }
    Ok((membership, known))
}

/// Gives out a ticket. Blocks until it is on the disk.
///
/// # Errors
/// Why not; then no number was used.
pub fn mint(store: &Store, clock: &DeskClock, order: &Order) -> Result<Given, CannotMint> {
    store.mint(|state, count| {
        let (membership, known) = expect_open(state, clock)?;
        let number = TicketNumber { series: known.series, count };
        let (key, holder) = (TicketKey::random(), HolderToken::random());
        let secret = TicketSecret { key: key.reveal(), holder: holder.reveal() };
        let (filing, hand_off) = match &order.content {
            Content::Typed(filing) => (membership.desk_key.seal(&**filing)?, None),
            Content::Phone { filing, hand_off } => (filing.clone(), Some(hand_off.clone())),
        };
        let sealing = Sealing { secret: membership.desk_key.seal(&secret)?, filing, key: key.reveal() };
        let issued_at = clock.issue_time(state.last_issued_at());
        let minted = Minted {
            command: CommandId(link::fresh_id(issued_at)),
            number,
            key: key.hash().into(),
            holder: holder.hash().into(),
            issued_at,
            kind: order.kind,
            language: order.language,
            hand_off,
            bodies: sealing.hash(),
        };
        Ok((minted, sealing, Given { number, key: key.reveal() }))
    })
}
