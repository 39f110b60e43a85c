//! The exhibitor list and the booths' printed codes.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{Bench, Decision, at_most};
use crate::{
    body::{Body, Content, ExhibitorBody, PersonBody, Scope},
    command::NewBooth,
    desk::Undertaking,
    event::{Event, Fact},
    ids::{BoothId, ExhibitorId, ScanToken},
    refusal::Refusal,
    staff::Role,
};

/// Booths of one exhibitor; keeps an entry small.
const MAX_BOOTHS: usize = 200;

pub(super) fn enrol(
    at: &Bench<'_>,
    exhibitor: ExhibitorId,
    booths: &[NewBooth],
    undertaking: Option<bool>,
    body: &ExhibitorBody,
) -> Decision {
    at.staff_or_system(&[Role::Organiser])?;
    at.fair()?;
    at_most(booths.len(), MAX_BOOTHS, "booths")?;
    let mut events: Vec<Event> = Vec::new();
    let mut places: Vec<BoothId> = Vec::new();
    let mut named = BTreeSet::new();
    let (mut ids, mut tokens) = (BTreeSet::new(), BTreeSet::new());
    for new in booths {
        at.desk.hall(&new.hall).ok_or(Refusal::Unknown("hall"))?;
        if !named.insert((&new.hall, &new.number)) {
            return Err(Refusal::BoothTwice(new.id));
        }
        let known = at.desk.booth_at(&new.hall, &new.number).map(|booth| booth.id);
        places.push(known.unwrap_or(new.id));
        if known.is_none() {
            super::new(at.desk.booth(new.id).is_some() || !ids.insert(new.id), "booth")?;
            super::new(at.desk.scan(&new.token).is_some() || !tokens.insert(&new.token), "token")?;
            let (hall, number, token) = (new.hall.clone(), new.number.clone(), new.token.clone());
            events.push(Fact::BoothOpened { booth: new.id, hall, number, token }.into());
        }
    }
    let fact = if at.desk.exhibitor(exhibitor).is_some() {
        Fact::ExhibitorAmended { exhibitor, booths: places, undertaking }
    } else {
        Fact::ExhibitorEnrolled { exhibitor, booths: places, undertaking }
    };
    events.push(
        fact.with(Body { scope: Scope::Exhibitor(exhibitor), content: Content::Exhibitor(body.clone()) }),
    );
    Ok(events)
}

/// Signed on a day that has come; that it was signed, and not when, is worth recording too.
pub(super) fn record_undertaking(
    at: &Bench<'_>,
    exhibitor: ExhibitorId,
    signed: bool,
    on: Option<Date>,
    body: &PersonBody,
) -> Decision {
    at.staff_or_system(&[Role::Organiser])?;
    let known = at.desk.exhibitor(exhibitor).ok_or(Refusal::Unknown("exhibitor"))?;
    if on.is_some_and(|on| !signed || on > at.fair().map_or(on, |fair| fair.plan.day_of(at.now()))) {
        return Err(Refusal::InFuture);
    }
    let same = |known: &Undertaking| known.signed == signed && known.on == on;
    if known.undertaking.as_ref().is_some_and(same) && body.name.is_empty() {
        return Ok(Vec::new());
    }
    let fact = Fact::UndertakingRecorded { exhibitor, signed, on };
    Ok(vec![fact.with(Body { scope: Scope::Exhibitor(exhibitor), content: Content::Person(body.clone()) })])
}

pub(super) fn replace_code(at: &Bench<'_>, booth: BoothId, token: &ScanToken) -> Decision {
    at.staff(&[Role::Organiser])?;
    at.desk.booth(booth).ok_or(Refusal::Unknown("booth"))?;
    super::new(at.desk.scan(token).is_some(), "token")?;
    Ok(vec![Fact::BoothCodeReplaced { booth, token: token.clone() }.into()])
}
