//! Kiosks and tablets: inviting, joining, letters, locking, revoking; and what a ticket minted by one must fulfil.

use jiff::Timestamp;

use super::{Bench, Decision, at_most, setup::next_series};
use crate::{
    body::{Body, Content, Scope},
    command::Minted,
    device::{Device, DevicePlan, DeviceState, MAX_DAILY, MAX_MESSAGE},
    event::Fact,
    ids::{DeviceId, KeyHash, Mac},
    print::SlipOf,
    refusal::Refusal,
    staff::Role,
};

/// Devices that joined one fair, revoked ones too.
const MAX_DEVICES: usize = 300;
/// Invitations open at one time.
const MAX_INVITATIONS: usize = 50;

pub(super) fn invite(at: &Bench<'_>, code: Mac, plan: &DevicePlan, until: Timestamp) -> Decision {
    at.staff(&[Role::Organiser])?;
    at.fair()?;
    if let Some(hall) = &plan.hall {
        at.desk.hall(hall).ok_or(Refusal::Unknown("hall"))?;
    }
    if plan.daily_limit.is_some_and(|limit| limit == 0 || limit > MAX_DAILY) {
        return Err(Refusal::Incomplete("daily-limit"));
    }
    let open = at.desk.invitations(at.envelope.recorded_at).count();
    at_most(open + 1, MAX_INVITATIONS, "invitations")?;
    at_most(at.desk.devices.len() + 1, MAX_DEVICES, "devices")?;
    super::new(at.desk.invitations.contains_key(&code), "code")?;
    Ok(vec![Fact::DeviceInvited { code, plan: plan.clone(), until }.into()])
}

/// Whoever types the code is the device it was made for.
pub(super) fn join(at: &Bench<'_>, device: DeviceId, key: KeyHash, code: Mac) -> Decision {
    at.fair()?;
    let invited = at.desk.invitations.get(&code).filter(|known| at.envelope.recorded_at < known.until);
    let plan = invited.ok_or(Refusal::NotInvited)?.plan.clone();
    super::new(at.desk.device(device).is_some(), "device")?;
    super::new(at.desk.device_by_key(&key).is_some(), "key")?;
    let series = next_series(&mut at.desk.series.clone())?;
    Ok(vec![Fact::DeviceJoined { device, key, code, plan, series }.into()])
}

/// A device that works; the organiser speaks.
fn working<'a>(at: &Bench<'a>, id: DeviceId) -> Result<&'a Device, Refusal> {
    at.staff(&[Role::Organiser])?;
    known(at, id)
}

/// A device whose key is still good.
fn known<'a>(at: &Bench<'a>, id: DeviceId) -> Result<&'a Device, Refusal> {
    let device = at.desk.device(id).ok_or(Refusal::Unknown("device"))?;
    if device.is_revoked() { Err(Refusal::DeviceRevoked) } else { Ok(device) }
}

pub(super) fn letter(at: &Bench<'_>, device: DeviceId) -> Decision {
    working(at, device)?;
    let series = next_series(&mut at.desk.series.clone())?;
    Ok(vec![Fact::DeviceLettered { device, series }.into()])
}

pub(super) fn lock(at: &Bench<'_>, device: DeviceId, message: &str) -> Decision {
    working(at, device)?;
    at_most(message.chars().count(), MAX_MESSAGE, "letters")?;
    let content = Content::Remark { text: message.trim().to_owned() };
    Ok(vec![Fact::DeviceLocked { device }.with(Body { scope: Scope::Staff, content })])
}

/// The staff of the counter and of the office have slips printed; none bears a mark that another bears.
pub(super) fn print(at: &Bench<'_>, device: DeviceId, slip: SlipOf, copy: u16) -> Decision {
    at.staff(&[Role::Organiser, Role::Head, Role::Mediator, Role::Reception, Role::DutyManager])?;
    known(at, device)?;
    let (is_there, what) = match slip {
        SlipOf::Ticket(number) => (at.desk.tickets.contains_key(&number), "ticket"),
        SlipOf::Notice(seq) => (seq <= at.desk.seq(), "notice"),
        SlipOf::Seal(day) => (at.desk.day_seal(day).is_some(), "day"),
    };
    if !is_there {
        return Err(Refusal::Unknown(what));
    }
    let last = at.desk.prints_of(slip).map(|print| print.copy).max().unwrap_or(0);
    let copy = copy.max(last.saturating_add(1));
    Ok(vec![Fact::PrintOrdered { device, slip, copy }.into()])
}

pub(super) fn unlock(at: &Bench<'_>, device: DeviceId) -> Decision {
    Ok(match working(at, device)?.state {
        DeviceState::Locked { .. } => vec![Fact::DeviceUnlocked { device }.into()],
        DeviceState::Open | DeviceState::Revoked => Vec::new(),
    })
}

pub(super) fn revoke(at: &Bench<'_>, device: DeviceId) -> Decision {
    at.staff(&[Role::Organiser])?;
    let known = at.desk.device(device).ok_or(Refusal::Unknown("device"))?;
    Ok(if known.is_revoked() { Vec::new() } else { vec![Fact::DeviceRevoked { device }.into()] })
}

/// A device files only what it minted, under letters that are or were its own, and each number once. A locked one too: its slip is
/// in somebody's hand.
pub(super) fn may_mint(at: &Bench<'_>, device: DeviceId, minted: Option<&Minted>) -> Result<(), Refusal> {
    let device = known(at, device)?;
    let number = minted.ok_or(Refusal::Incomplete("number"))?.number;
    device.had(number.series).ok_or(Refusal::ForeignSeries)?;
    super::new(at.desk.ticket(number).is_some(), "number")
}

/// Somebody came with their slip.
pub(super) fn may_check_in(at: &Bench<'_>, device: DeviceId) -> Result<(), Refusal> {
    known(at, device).map(|_| ())
}
