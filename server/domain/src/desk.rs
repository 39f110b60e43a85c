//! The Desk: the whole state that deciding and listing need, built from facts alone.
//!
//! Persistent collections make a clone cheap: the engine keeps a private draft beside the published Desk, and long renderings
//! work on a snapshot without holding anybody up. Names and texts are not here; see [`crate::directory`].

use std::sync::Arc;

use imbl::{HashMap, OrdMap, OrdSet, Vector};
use jiff::{Timestamp, civil::Date};

use crate::{
    bodies::HostedBody,
    bulletin::Bulletin,
    case::{Case, RightKind},
    defence::Defence,
    device::{Device, Invitation},
    duty::DutyCorrection,
    fair::{FairPlan, Hall, LineRules, ProcedureRules, Week},
    figures::DayFigures,
    handover::Handover,
    ids::{
        BodyId, BoothId, CaseId, CommandId, DefenceId, DeviceId, ExhibitorId, HallId, KeyHash, Mac, PartyId,
        ProductClass, RightId, RoomId, ScanToken, Series, ShiftId, StaffId, TicketNumber,
    },
    paper::Reserved,
    print::{PrintOrder, SlipOf},
    procedure::Appointment,
    proposal::Proposal,
    queue::Seen,
    refusal::Refusal,
    register::Registration,
    remark::DayRemark,
    report::EarlierReport,
    shift::Shift,
    staff::{DutyState, Role, Staff},
    survey::{Survey, SurveyFigures},
    ticket::{Lane, Ticket, Turn},
};

mod acts;
mod aftercare;
mod apply;
mod bodies;
mod changes;
mod device;
mod disclosure;
mod filing;
mod index;
mod line;
mod measure;
mod mediators;
mod moment;
mod preparation;
mod procedure;
mod proposal;
mod referral;
mod register;
mod report;
mod turn;
mod typical;

pub use procedure::NoticeOf;

/// The fair as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fair {
    /// What was laid down.
    pub plan: FairPlan,
    /// Series of the desk itself.
    pub desk_series: Series,
    /// When it was set up: nothing happened at its desk before.
    pub founded_at: Timestamp,
    /// When that was recorded: later only in a sample, whose past is recorded when it is shown.
    pub recorded_at: Timestamp,
    /// A sample fair.
    pub demo: bool,
    /// Address for printed codes, once chosen.
    pub address: Option<String>,
    /// A phone opened a test code with that address: printing is unlocked.
    pub address_confirmed: bool,
    /// Addresses with which codes could be printed before this one was chosen, the latest last: paper that hangs still leads there.
    pub addresses_before: Vec<String>,
}

/// A booth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Booth {
    /// Which.
    pub id: BoothId,
    /// Its hall.
    pub hall: HallId,
    /// Its number as printed.
    pub number: String,
    /// Its present token.
    pub token: ScanToken,
    /// Who is there, in order of entry.
    pub exhibitors: Vec<ExhibitorId>,
}

/// An exhibitor, without its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exhibitor {
    /// Which.
    pub id: ExhibitorId,
    /// Where; may be empty.
    pub booths: Vec<BoothId>,
    /// The IP undertaking, when anything is known of it.
    pub undertaking: Option<Undertaking>,
    /// Journal entry with the newest particulars.
    pub seq: u64,
}

/// What is known of an exhibitor's undertaking to respect others' rights (Pudong Rules art 9).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Undertaking {
    /// Signed, or said to be not.
    pub signed: bool,
    /// The day it was signed, when known.
    pub on: Option<Date>,
    /// When this was entered.
    pub at: Timestamp,
    /// Who entered it; nobody when the command line did.
    pub by: Option<StaffId>,
    /// Journal entry that names who signed, when it was recorded by itself.
    pub seq: Option<u64>,
}

impl Exhibitor {
    /// Whether the undertaking is known to be signed.
    pub fn has_undertaken(&self) -> bool {
        self.undertaking.is_some_and(|known| known.signed)
    }
}

/// What a scanned token stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scan {
    /// A booth's code.
    Booth(BoothId),
    /// A hall's code.
    Hall(HallId),
    /// A code that was replaced.
    Revoked,
    /// The code of a hall that was taken out, or of a booth in it.
    Gone,
}

/// The first answer to an accepted command: the entries it wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answered {
    /// First entry.
    pub first_seq: u64,
    /// How many.
    pub count: u32,
    /// When.
    pub at: Timestamp,
    /// Keyed digest of the request.
    pub request: Option<Mac>,
}

/// A call, for the board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// Journal entry of the call; grows, so that a board knows which calls are new.
    pub seq: u64,
    /// Who was called.
    pub ticket: TicketNumber,
    /// Where to.
    pub room: RoomId,
    /// When.
    pub at: Timestamp,
}

/// Advice given without a ticket; counted in the daily log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    /// When.
    pub at: Timestamp,
    /// In which hall.
    pub hall: Option<HallId>,
    /// About which right.
    pub right: Option<RightKind>,
    /// By whom.
    pub staff: StaffId,
    /// Journal entry.
    pub seq: u64,
}

/// A change of duty, for the daily log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DutyChange {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub staff: StaffId,
    /// To what.
    pub state: DutyState,
    /// Journal entry.
    pub seq: u64,
}

/// A sealed day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DaySeal {
    /// The chain is covered up to this entry.
    pub upto: u64,
    /// Hash of that entry.
    pub hash: String,
    /// Signature over the day's statement.
    pub signature: String,
    /// When it was sealed.
    pub at: Timestamp,
    /// Journal entry of the seal.
    pub seq: u64,
    /// By whom.
    pub by: Option<StaffId>,
    /// Cases carried over.
    pub carried: u32,
    /// What is sealed: figures and list as they stood, counted from the facts that the seal covers.
    pub figures: Arc<DayFigures>,
}

/// Order within the lines: lane, urgent first, then the time by which a ticket stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Which line.
    pub lane: Lane,
    /// `false` for urgent cases, which therefore come first.
    pub ordinary: bool,
    /// By what the claimant's ticket stands in line.
    pub turn: Turn,
    /// Entry that issued it.
    pub issued_seq: u64,
}

impl Place {
    /// Before everybody in this line.
    pub(crate) const fn first(lane: Lane) -> Self {
        Self { lane, ordinary: false, turn: Turn { at: Timestamp::MIN, count: 0 }, issued_seq: 0 }
    }
    /// Behind everybody in this line.
    pub(crate) const fn last(lane: Lane) -> Self {
        Self {
            lane,
            ordinary: true,
            turn: Turn { at: Timestamp::MAX, count: u32::MAX },
            issued_seq: u64::MAX,
        }
    }
}

/// The whole state. Clone it freely: collections are shared.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Desk {
    pub(crate) seq: u64,
    pub(crate) recorded_at: Timestamp,
    pub(crate) fair: Option<Arc<Fair>>,
    pub(crate) rules: LineRules,
    /// Those that the settings file last gave; the organiser may have laid down others since.
    pub(crate) settled: LineRules,
    /// Rules of the procedure that others took the place of, oldest first, each with the entry that did so.
    pub(crate) replaced_rules: Vector<(u64, ProcedureRules)>,
    /// Weeks of the plan that others took the place of, oldest first, each with when that was.
    pub(crate) replaced_weeks: Vector<(Timestamp, Week)>,
    pub(crate) halls: OrdMap<HallId, Arc<Hall>>,
    /// Series given out so far, in whatever order; never taken back.
    pub(crate) series: OrdSet<Series>,
    pub(crate) issued: HashMap<Series, u32>,
    pub(crate) devices: OrdMap<DeviceId, Arc<Device>>,
    pub(crate) device_keys: HashMap<KeyHash, DeviceId>,
    /// Codes that were given out and not used.
    pub(crate) invitations: HashMap<Mac, Invitation>,
    /// Numbers that forms on paper carry.
    pub(crate) reserved: Option<Arc<Reserved>>,
    pub(crate) booths: HashMap<BoothId, Arc<Booth>>,
    pub(crate) booth_at: OrdMap<(HallId, String), BoothId>,
    pub(crate) scans: HashMap<ScanToken, Scan>,
    pub(crate) exhibitors: OrdMap<ExhibitorId, Arc<Exhibitor>>,
    /// The register of rights, and which of them are whose.
    pub(crate) rights: OrdMap<RightId, Arc<Registration>>,
    pub(crate) rights_of: HashMap<ExhibitorId, Vector<RightId>>,
    /// Statements lodged in advance, and which of them are whose.
    pub(crate) defences: OrdMap<DefenceId, Arc<Defence>>,
    pub(crate) defences_of: HashMap<ExhibitorId, Vector<DefenceId>>,
    pub(crate) staff: OrdMap<StaffId, Arc<Staff>>,
    /// The shift plan.
    pub(crate) shifts: OrdMap<ShiftId, Arc<Shift>>,
    pub(crate) cases: OrdMap<CaseId, Arc<Case>>,
    /// Which of them are where, and their sums.
    pub(crate) index: index::Index,
    /// Which of them changed lately.
    pub(crate) changes: changes::Changes,
    /// What was done to the running of the desk.
    pub(crate) acts: acts::Acts,
    pub(crate) tickets: OrdMap<TicketNumber, Arc<Ticket>>,
    pub(crate) keys: HashMap<KeyHash, TicketNumber>,
    /// The tickets that each browser may read, in the order it came to them.
    pub(crate) held_on: HashMap<DeviceId, Vec<TicketNumber>>,
    /// Who waits, in order. One place a case, however many tickets it has.
    pub(crate) line: OrdMap<Place, CaseId>,
    /// Cases whose claimant's ticket a mediator holds.
    pub(crate) held: OrdSet<CaseId>,
    /// Missed tickets by the end of their grace.
    pub(crate) grace: OrdSet<(Timestamp, CaseId)>,
    /// The mediation bodies, the one of the plan first.
    pub(crate) bodies: OrdMap<BodyId, Arc<HostedBody>>,
    /// What the key of each notice opens.
    pub(crate) notices: HashMap<KeyHash, NoticeOf>,
    /// Time limits that run, by their end.
    pub(crate) windows: OrdSet<procedure::Running>,
    /// Cases with an agreement in effect, oldest first.
    pub(crate) in_effect: Vector<CaseId>,
    pub(crate) calls: Vector<Call>,
    /// How long the last completed receptions and talks took.
    pub(crate) receptions: Vector<Seen>,
    pub(crate) talks: Vector<Seen>,
    pub(crate) advice: Vector<Advice>,
    pub(crate) duty: Vector<DutyChange>,
    /// What was said of stretches of duty afterwards, by the entry with which each began: the last word alone.
    pub(crate) duty_corrections: OrdMap<u64, DutyCorrection>,
    /// What was proposed to a second person, by its entry.
    pub(crate) proposals: OrdMap<u64, Arc<Proposal>>,
    pub(crate) days: OrdMap<Date, Arc<DaySeal>>,
    /// Slips that staff had printed, the oldest first.
    pub(crate) prints: OrdMap<SlipOf, Vector<PrintOrder>>,
    /// What parties said of the desk.
    pub(crate) survey: Survey,
    /// The message to everybody who waits.
    pub(crate) bulletin: Option<Arc<Bulletin>>,
    /// The classes of products of this fair, in the order in which they are offered.
    pub(crate) product_classes: Arc<[ProductClass]>,
    /// What the officer wrote into the logs, oldest first.
    pub(crate) remarks: OrdMap<Date, Vector<DayRemark>>,
    /// The reports of earlier fairs, by their id.
    pub(crate) earlier: OrdMap<String, Arc<EarlierReport>>,
    /// Lists of cases that were made for authorities.
    pub(crate) handovers: Vector<Handover>,
    /// Cases that ended lately, newest last.
    pub(crate) ended: Vector<CaseId>,
    pub(crate) answered: HashMap<CommandId, Answered>,
    pub(crate) answered_order: Vector<CommandId>,
    /// The state when the day that runs began.
    pub(crate) turn: turn::Turn,
    /// Entries that belong to a sealed day but are not covered by its seal, with the day they were recorded on.
    pub(crate) late: OrdMap<Date, OrdMap<u64, Date>>,
}

/// How long a command's first answer is remembered, in hours: 7 days.
pub const ANSWERS_KEPT_H: i64 = 7 * 24;

/// Calls kept for the board.
pub(crate) const CALLS_KEPT: usize = 24;

/// Cases that ended, kept for whoever had them.
pub(crate) const ENDED_KEPT: usize = 60;

/// Completed receptions and talks that estimates look back on, each.
pub(crate) const DURATIONS_KEPT: usize = 50;

impl Desk {
    /// Position of the last entry that was applied; 0 for an empty journal.
    pub fn seq(&self) -> u64 {
        self.seq
    }
    /// When that entry was recorded.
    pub fn recorded_at(&self) -> Timestamp {
        self.recorded_at
    }
    /// The fair, once it is set up.
    pub fn fair(&self) -> Option<&Arc<Fair>> {
        self.fair.as_ref()
    }
    /// The rules of the lines.
    pub fn rules(&self) -> &LineRules {
        &self.rules
    }
    /// The rules that came last from the settings.
    pub fn settled_rules(&self) -> &LineRules {
        &self.settled
    }
    /// The halls by name.
    pub fn halls(&self) -> impl Iterator<Item = &Arc<Hall>> {
        self.halls.values()
    }
    /// One hall.
    pub fn hall(&self, id: &HallId) -> Option<&Arc<Hall>> {
        self.halls.get(id)
    }
    /// Kiosks and tablets in order of joining, revoked ones too.
    pub fn devices(&self) -> impl Iterator<Item = &Arc<Device>> {
        self.devices.values()
    }
    /// One of them.
    pub fn device(&self, id: DeviceId) -> Option<&Arc<Device>> {
        self.devices.get(&id)
    }
    /// The device with this token, revoked or not.
    pub fn device_by_key(&self, key: &KeyHash) -> Option<&Arc<Device>> {
        self.device_keys.get(key).and_then(|id| self.devices.get(id))
    }
    /// Invitations that can still be used, by the digest of their code.
    pub fn invitations(&self, now: Timestamp) -> impl Iterator<Item = (&Mac, &Invitation)> {
        self.invitations.iter().filter(move |(_, invitation)| now < invitation.until)
    }
    /// The numbers reserved for paper, once there are some.
    pub fn reserved(&self) -> Option<&Reserved> {
        self.reserved.as_deref()
    }
    /// Whether a form's number was reserved, and has no case yet.
    ///
    /// # Errors
    /// Which of the two it is not.
    pub fn free_on_paper(&self, number: TicketNumber) -> Result<(), Refusal> {
        match self.reserved() {
            Some(reserved) if reserved.has(number) && self.ticket(number).is_none() => Ok(()),
            Some(reserved) if reserved.has(number) => Err(Refusal::NumberUsed { number }),
            Some(_) | None => Err(Refusal::NotReserved),
        }
    }
    /// The booths by hall and number.
    pub fn booths(&self) -> impl Iterator<Item = &Arc<Booth>> {
        self.booth_at.values().filter_map(|id| self.booths.get(id))
    }
    /// One booth.
    pub fn booth(&self, id: BoothId) -> Option<&Arc<Booth>> {
        self.booths.get(&id)
    }
    /// The booth with this number in this hall.
    pub fn booth_at(&self, hall: &HallId, number: &str) -> Option<&Arc<Booth>> {
        self.booth_at.get(&(hall.clone(), number.to_owned())).and_then(|id| self.booths.get(id))
    }
    /// What a scanned token stands for; `None` when it was never given out.
    pub fn scan(&self, token: &ScanToken) -> Option<&Scan> {
        self.scans.get(token)
    }
    /// The exhibitors in order of entry.
    pub fn exhibitors(&self) -> impl Iterator<Item = &Arc<Exhibitor>> {
        self.exhibitors.values()
    }
    /// How many exhibitors there are.
    pub fn exhibitor_count(&self) -> usize {
        self.exhibitors.len()
    }
    /// One exhibitor.
    pub fn exhibitor(&self, id: ExhibitorId) -> Option<&Arc<Exhibitor>> {
        self.exhibitors.get(&id)
    }
    /// Everybody who signs in or did.
    pub fn staff(&self) -> impl Iterator<Item = &Arc<Staff>> {
        self.staff.values()
    }
    /// One of them.
    pub fn staff_member(&self, id: StaffId) -> Option<&Arc<Staff>> {
        self.staff.get(&id)
    }
    /// The planned shifts in order of entry.
    pub fn shifts(&self) -> impl Iterator<Item = &Arc<Shift>> {
        self.shifts.values()
    }
    /// One of them.
    pub fn shift(&self, id: ShiftId) -> Option<&Arc<Shift>> {
        self.shifts.get(&id)
    }
    /// Mediators on duty (not on a break).
    pub fn on_duty(&self) -> impl Iterator<Item = &Arc<Staff>> {
        self.staff.values().filter(|staff| staff.is(Role::Mediator) && staff.duty == DutyState::On)
    }
    /// Every case in order of filing.
    pub fn cases(&self) -> impl DoubleEndedIterator<Item = &Arc<Case>> {
        self.cases.values()
    }
    /// How many cases there are.
    pub fn case_count(&self) -> usize {
        self.cases.len()
    }
    /// One case.
    pub fn case(&self, id: CaseId) -> Option<&Arc<Case>> {
        self.cases.get(&id)
    }
    /// Every ticket by number.
    pub fn tickets(&self) -> impl Iterator<Item = &Arc<Ticket>> {
        self.tickets.values()
    }
    /// One ticket.
    pub fn ticket(&self, number: TicketNumber) -> Option<&Arc<Ticket>> {
        self.tickets.get(&number)
    }
    /// The tickets that this browser may read, the one it came to last first.
    pub fn tickets_on(&self, device: DeviceId) -> impl Iterator<Item = &Arc<Ticket>> {
        let held = self.held_on.get(&device).into_iter().flatten().rev();
        held.filter_map(|number| self.tickets.get(number))
    }
    /// The ticket with this key.
    pub fn ticket_by_key(&self, key: &KeyHash) -> Option<&Arc<Ticket>> {
        self.keys.get(key).and_then(|number| self.tickets.get(number))
    }
    /// The last calls, newest last.
    pub fn calls(&self) -> impl DoubleEndedIterator<Item = &Call> {
        self.calls.iter()
    }
    /// Advice given without a ticket.
    pub fn advice(&self) -> impl Iterator<Item = &Advice> {
        self.advice.iter()
    }
    /// Changes of duty, oldest first.
    pub fn duty_changes(&self) -> impl Iterator<Item = &DutyChange> {
        self.duty.iter()
    }
    /// What was said afterwards of the stretch of duty that began with an entry.
    pub fn duty_correction(&self, entry: u64) -> Option<&DutyCorrection> {
        self.duty_corrections.get(&entry)
    }
    /// The days that were sealed, in order.
    pub fn sealed_days(&self) -> impl Iterator<Item = Date> {
        self.days.keys().copied()
    }
    /// The seal of a day.
    pub fn day_seal(&self, day: Date) -> Option<&Arc<DaySeal>> {
        self.days.get(&day)
    }
    /// What the officer wrote into the log of a day, oldest first.
    pub fn remarks(&self, day: Date) -> impl Iterator<Item = &DayRemark> {
        self.remarks.get(&day).into_iter().flatten()
    }
    /// Entries that belong to a sealed day's log but are not covered by its seal, in order.
    pub fn late(&self, day: Date) -> impl Iterator<Item = u64> {
        self.late.get(&day).into_iter().flat_map(|entries| entries.keys().copied())
    }
    /// Entries recorded on `day` that belong to the log of another day that was sealed before: that day, and the entry.
    pub fn late_arrivals(&self, day: Date) -> impl Iterator<Item = (Date, u64)> {
        self.late.iter().filter(move |(of, _)| **of != day).flat_map(move |(of, entries)| {
            entries.iter().filter(move |(_, recorded)| **recorded == day).map(|(seq, _)| (*of, *seq))
        })
    }
    /// The first answer to a command that was accepted before.
    pub fn answered(&self, command: CommandId) -> Option<&Answered> {
        self.answered.get(&command)
    }
    /// The tickets of a case, claimant's first.
    pub fn tickets_of<'a>(&'a self, case: &'a Case) -> impl Iterator<Item = &'a Arc<Ticket>> {
        case.parties.iter().filter_map(|party| party.ticket).filter_map(|number| self.tickets.get(&number))
    }
    /// The tickets of a case that stand where the case stands, claimant's first: those of everybody who takes part. A respondent
    /// who has not answered, or who declined, holds a ticket of their own outside.
    pub fn line_tickets<'a>(&'a self, case: &'a Case) -> impl Iterator<Item = &'a Arc<Ticket>> {
        let lane = case.claimant().ticket.and_then(|number| self.tickets.get(&number)).map(|lead| lead.lane);
        self.tickets_of(case).filter(move |ticket| {
            let awaited = case.party(ticket.party).is_some_and(|party| case.awaits(party));
            ticket.state.is_open() && Some(ticket.lane) == lane && awaited
        })
    }
    /// What a notice's key opens; `None` when there is no such notice, or a newer one.
    pub fn notice_by_key(&self, key: &KeyHash) -> Option<NoticeOf> {
        self.notices.get(key).copied()
    }
    /// The appointments of open cases.
    pub fn appointments(&self) -> impl Iterator<Item = (CaseId, &Appointment)> {
        self.open_cases().filter_map(|case| Some((case.id, case.procedure.appointment.as_ref()?)))
    }
    /// Time limits that have ended by `now`: whose, and whether it is the organiser's.
    pub(crate) fn windows_ended(&self, now: Timestamp) -> impl Iterator<Item = (CaseId, PartyId, bool)> {
        let ended = self.windows.iter().take_while(move |(until, ..)| *until <= now);
        ended.map(|(_, case, party, complaint)| (*case, *party, *complaint))
    }
    /// The prints of one slip that staff ordered, the oldest first.
    pub fn prints_of(&self, slip: SlipOf) -> impl Iterator<Item = &PrintOrder> {
        self.prints.get(&slip).into_iter().flatten()
    }
    /// What parties said of the desk; none while too few did to stay unknown.
    pub fn survey(&self) -> Option<&SurveyFigures> {
        self.survey.figures()
    }
    /// Whether the ticket behind this mark has answered the survey.
    pub fn has_surveyed(&self, mark: &Mac) -> bool {
        self.survey.has(mark)
    }
    /// The message to everybody who waits, while there is one.
    pub fn bulletin(&self) -> Option<&Bulletin> {
        self.bulletin.as_deref()
    }
    /// The classes of products that cases may be put into; empty while nobody has named any.
    pub fn product_classes(&self) -> &[ProductClass] {
        &self.product_classes
    }
    /// The next moment at which [`crate::Command::Sweep`] has something to do.
    pub fn next_sweep(&self) -> Option<Timestamp> {
        let grace = self.grace.get_min().map(|(until, _)| *until);
        let window = self.windows.get_min().map(|(until, ..)| *until);
        let bulletin = self.bulletin.as_ref().map(|bulletin| bulletin.until);
        [grace, window, bulletin].into_iter().flatten().min()
    }
}
