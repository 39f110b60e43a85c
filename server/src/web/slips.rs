//! Slips on the printer of a joined kiosk: which printers staff are offered, what became of each print, and one more print.
//!
//! That a slip was ordered, and its mark, is a fact: it may lie about somewhere. What became of it the printer alone knows; a desk
//! that was started again says that it does not know any more.

use domain::{
    Command, CommandId, DeviceId, Fact, Series, TicketNumber,
    device::{Device, DeviceState},
    print::SlipOf,
};
use jiff::{SignedDuration, Timestamp};
use link::{HELLO_EVERY_S, Job, Paper, PrintId, PrintState, Trouble};
use slip::Slip;
use uuid::Uuid;

use crate::{app::App, devices::Contact, locale::Texts};

use super::{
    form::{self, Entries},
    guard::Who,
    office::devices::{is_unseen, letters},
    problem::{Fault, Problem},
};

pub(super) mod sheet;
#[cfg(test)]
mod tests;

/// Longer than this nobody waits for a hello: some were missed.
const LATE: SignedDuration = SignedDuration::from_secs(3 * HELLO_EVERY_S.cast_signed());

/// A printer that may be chosen.
pub(super) struct Offered {
    pub(super) device: DeviceId,
    /// As staff know it: its letters, its hall, and whether its roll is nearly used up.
    pub(super) name: String,
    /// Why another one is offered before it.
    doubt: Option<Doubt>,
    series: Option<Series>,
}

/// Why a printer that may print is not the first to be chosen; the worse one last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Doubt {
    /// It has missed some hellos.
    Late,
    /// Its roll is nearly used up.
    Low,
}

/// A print, and what became of it.
pub(super) struct Printed {
    pub(super) tone: &'static str,
    pub(super) text: String,
    pub(super) stands: String,
}

/// What staff are shown beside a slip.
pub(super) struct Printers {
    pub(super) offered: Vec<Offered>,
    pub(super) prints: Vec<Printed>,
    /// The key under which the form counts once.
    pub(super) key: String,
    /// Somebody waits for one of the prints.
    pub(super) under_way: bool,
}

impl Printers {
    /// The printers heard just now, and the prints of this slip.
    pub(super) fn of(app: &App, t: &Texts, of: SlipOf) -> Self {
        let (published, known) = (app.now(), Known::of(app, of));
        let mut offered: Vec<_> =
            published.desk.devices().filter_map(|device| offer(app, t, device)).collect();
        offered.sort_by_key(|one| (one.doubt, one.series));
        Self {
            offered,
            under_way: known.0.iter().any(|one| one.state.is_some_and(|state| !state.is_settled())),
            prints: known.0.iter().map(|one| one.words(t)).collect(),
            key: form::fresh_key(),
        }
    }

    /// Whether there is nothing to choose and nothing to tell.
    pub(super) fn is_empty(&self) -> bool {
        self.offered.is_empty() && self.prints.is_empty()
    }
}

/// The device as a printer, if it works and was heard just now.
fn offer(app: &App, t: &Texts, device: &Device) -> Option<Offered> {
    let heard = ready(app, device, app.clock.now())?;
    let letters = letters(device);
    let name = match &device.plan.hall {
        Some(hall) => t.t2("print-kiosk-in-hall", "letters", letters, "hall", hall.as_str()),
        None => t.t1("print-kiosk", "letters", letters),
    };
    let name = match heard.hello.paper {
        Paper::Low => format!("{name} ({})", t.code("device-paper", "low")),
        Paper::Unknown | Paper::Enough | Paper::Out => name,
    };
    let late = app.clock.now().duration_since(heard.at) > LATE;
    let doubt = if heard.hello.paper == Paper::Low { Some(Doubt::Low) } else { late.then_some(Doubt::Late) };
    Some(Offered { device: device.id, name, doubt, series: device.series() })
}

/// What a device said last, if that is not long ago and its printer prints. A locked one prints too: it is visitors it is closed for.
fn ready(app: &App, device: &Device, now: Timestamp) -> Option<Contact> {
    let heard = app.devices().contacts.last(device.id)?;
    let works = heard.hello.trouble.is_none() && heard.hello.paper != Paper::Out;
    let is_ours = device.state != DeviceState::Revoked;
    (works && is_ours && !is_unseen(now.duration_since(heard.at))).then_some(heard)
}

/// Orders one more print of a slip, which `build` makes with a number of its copy. A double tap is one print.
///
/// # Errors
/// `printer-away` when the chosen printer is not heard, or does not print; and what a command can fail with.
pub(super) async fn order(
    app: &App,
    who: &Who,
    form: &Entries,
    of: SlipOf,
    build: impl FnOnce() -> Result<Slip, Problem>,
) -> Result<(), Problem> {
    let now = app.clock.now();
    let away = || Problem::of(Fault::Conflict).coded("printer-away");
    let device: DeviceId = form.text("device").parse().map_err(|_| away())?;
    let published = app.now();
    let known = published.desk.device(device).filter(|device| ready(app, device, now).is_some());
    let device = known.ok_or_else(away)?.id;
    let slip = build()?;
    let command = Command::OrderPrint { device, slip: of, copy: Known::of(app, of).next_copy() };
    let accepted = app.ask(who.from(), form.once(app, who, "print"), command).await?;
    for entry in &accepted.entries {
        if let Fact::PrintOrdered { copy, .. } = entry.fact {
            let job = Job { id: print_id(entry.stamp.command), slip: slip.clone().with_copy(copy) };
            app.devices().jobs.order(device, job, of, now);
        }
    }
    Ok(())
}

/// The name under which a kiosk knows the print that a command ordered.
fn print_id(command: CommandId) -> PrintId {
    PrintId(Uuid::from_bytes(command.0))
}

/// One print of a slip.
struct KnownPrint {
    /// On whose printer.
    letters: String,
    copy: u32,
    /// None when it was ordered before the desk was started again.
    state: Option<PrintState>,
}

impl KnownPrint {
    fn words(&self, t: &Texts) -> Printed {
        let tone = match self.state {
            Some(PrintState::Queued | PrintState::Printing) => "note",
            Some(PrintState::Printed) => "good",
            Some(PrintState::Failed { .. }) => "bad",
            Some(PrintState::Unknown { .. }) | None => "warn",
        };
        let said = self.state.map(|state| t.code("print-state", state.code()));
        let stands = match (said, self.state.and_then(PrintState::why)) {
            (Some(said), Some(why)) => {
                t.t2("print-why", "stands", said, "why", t.code("device-trouble", why.code()))
            }
            (Some(said), None) => said.into_owned(),
            (None, _) => t.t("print-forgotten").into_owned(),
        };
        let text = t.t2("print-of", "copy", self.copy.to_string(), "letters", &self.letters);
        Printed { tone, text, stands }
    }
}

/// Every print of a slip that is known of, the oldest first.
struct Known(Vec<KnownPrint>);

impl Known {
    fn of(app: &App, of: SlipOf) -> Self {
        let published = app.now();
        let named = |device: DeviceId| {
            published.desk.device(device).map(|device| letters(device)).unwrap_or_default()
        };
        let mut prints = match of {
            SlipOf::Ticket(number) => by_its_kiosk(app, number),
            SlipOf::Notice(_) | SlipOf::Seal(_) => Vec::new(),
        };
        let jobs = app.devices().jobs.of(of, app.clock.now());
        prints.extend(published.desk.prints_of(of).map(|print| KnownPrint {
            letters: named(print.device),
            copy: u32::from(print.copy),
            state: jobs.iter().find(|job| job.job.id == print_id(print.command)).map(|job| job.state),
        }));
        Self(prints)
    }

    /// The mark of the next print: no two slips that may lie about bear the same.
    fn next_copy(&self) -> u16 {
        let out = self.0.iter().filter(|print| print.state.is_none_or(PrintState::may_come_out));
        let last = out.map(|print| print.copy).max().unwrap_or(0);
        u16::try_from(last.saturating_add(1)).unwrap_or(u16::MAX)
    }
}

/// What a kiosk printed of a ticket that it gave out. It tells of its newest prints alone: of an older ticket the first slip is taken
/// to be out, unless the kiosk has no printer.
fn by_its_kiosk(app: &App, number: TicketNumber) -> Vec<KnownPrint> {
    let published = app.now();
    let Some(kiosk) = published.desk.devices().find(|device| device.had(number.series).is_some()) else {
        return Vec::new();
    };
    let heard = app.devices().contacts.last(kiosk.id);
    let told: Vec<_> = heard.iter().flat_map(|heard| heard.hello.prints.iter().rev()).collect();
    let print =
        |copy: u32, state: PrintState| KnownPrint { letters: letters(kiosk), copy, state: Some(state) };
    let own: Vec<_> =
        told.iter().filter(|one| one.number == number).map(|one| print(one.copy, one.state)).collect();
    let never = heard.is_some_and(|heard| heard.hello.trouble == Some(Trouble::NoPrinter));
    if own.is_empty() && !never { vec![print(1, PrintState::Printed)] } else { own }
}
