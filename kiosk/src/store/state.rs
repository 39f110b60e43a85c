//! What the facts add up to.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use domain::{CommandId, Series, TicketNumber};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use link::{Print, PrintState};

use slip::PrintId;

use super::fact::{Fact, Known, Membership, Minted};

/// A ticket and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket {
    /// The fact it was given out with.
    pub seq: u64,
    /// The ticket.
    pub minted: Minted,
    /// What the desk said.
    pub fate: Fate,
    /// The newest print: which copy, and how far.
    pub print: Option<(u16, PrintState)>,
    /// Whether its plain key is still kept.
    pub has_key: bool,
}

/// What the desk said to an issue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// Nothing yet.
    Waiting,
    /// It has it.
    Taken,
    /// It will never take it.
    Refused {
        /// The desk's code.
        code: String,
        /// Why, for staff.
        text: String,
    },
}

/// Everything that is known.
#[derive(Debug, Clone, Default)]
pub struct State {
    membership: Option<Membership>,
    known: Option<Known>,
    offset_ms: Option<i64>,
    counts: BTreeMap<Series, u32>,
    tickets: BTreeMap<TicketNumber, Ticket>,
    by_command: BTreeMap<CommandId, TicketNumber>,
    /// By the number of their fact, and so in the order in which they were given out.
    outbox: BTreeMap<u64, TicketNumber>,
    refused: BTreeMap<u64, TicketNumber>,
    /// The newest, last.
    prints: VecDeque<Print>,
    /// Prints that the desk wanted.
    jobs: BTreeSet<PrintId>,
}

impl State {
    /// Who this kiosk is; none before it joined.
    pub fn membership(&self) -> Option<&Membership> {
        self.membership.as_ref()
    }

    /// What the desk said last.
    pub fn known(&self) -> Option<&Known> {
        self.known.as_ref()
    }

    /// What to add to this clock to have the desk's, in milliseconds, as last measured.
    pub fn offset_ms(&self) -> Option<i64> {
        self.offset_ms
    }

    /// The highest count given out in a series.
    pub fn minted(&self, series: Series) -> u32 {
        self.counts.get(&series).copied().unwrap_or(0)
    }

    /// The count of the next ticket; 1 before the kiosk joined.
    pub fn next_count(&self) -> u32 {
        self.series().map_or(1, |series| self.minted(series) + 1)
    }

    /// Issues that the desk has not answered, in the order in which they were given out.
    pub fn outbox(&self) -> impl Iterator<Item = &Ticket> {
        self.outbox.values().filter_map(|number| self.tickets.get(number))
    }

    /// How many these are.
    pub fn outbox_len(&self) -> usize {
        self.outbox.len()
    }

    /// Issues that the desk refused, oldest first.
    pub fn refused(&self) -> impl DoubleEndedIterator<Item = &Ticket> {
        self.refused.values().filter_map(|number| self.tickets.get(number))
    }

    /// Prints of tickets that changed last, the newest first.
    pub fn newest_prints(&self) -> Vec<Print> {
        self.prints.iter().rev().copied().collect()
    }

    /// Whether the desk wanted this print.
    pub fn is_job(&self, print: PrintId) -> bool {
        self.jobs.contains(&print)
    }

    /// Every print that the desk wanted and that is still kept.
    pub fn jobs(&self) -> impl Iterator<Item = PrintId> {
        self.jobs.iter().copied()
    }

    /// The series of the next ticket.
    pub fn series(&self) -> Option<Series> {
        let first = self.membership.as_ref().map(|membership| membership.series);
        self.known.as_ref().map(|known| known.series).or(first)
    }

    /// A ticket by its number.
    pub fn ticket(&self, number: TicketNumber) -> Option<&Ticket> {
        self.tickets.get(&number)
    }

    /// Every ticket, by number.
    pub fn tickets(&self) -> impl DoubleEndedIterator<Item = &Ticket> {
        self.tickets.values()
    }

    /// A ticket by the command that names it to the desk.
    pub fn by_command(&self, command: CommandId) -> Option<&Ticket> {
        self.by_command.get(&command).and_then(|number| self.tickets.get(number))
    }

    /// When the newest ticket was given out, by the corrected clock.
    pub fn last_issued_at(&self) -> Option<Timestamp> {
        self.tickets.values().max_by_key(|ticket| ticket.seq).map(|ticket| ticket.minted.issued_at)
    }

    /// How many tickets were given out on a day of the fair.
    pub fn issued_on(&self, day: Date, zone: &TimeZone) -> usize {
        let on = |at: Timestamp| at.to_zoned(zone.clone()).date();
        self.tickets.values().filter(|ticket| on(ticket.minted.issued_at) == day).count()
    }

    /// Takes a fact in.
    pub(super) fn apply(&mut self, fact: &Fact, seq: u64) {
        match fact {
            Fact::Joined(membership) => {
                self.membership = Some((**membership).clone());
                // What another desk said is worth nothing here.
                self.known = None;
            }
            Fact::Greeted(known) => self.known = Some((**known).clone()),
            Fact::OffsetMeasured { offset_ms } => self.offset_ms = Some(*offset_ms),
            Fact::Minted(minted) => self.take_minted(minted, seq),
            Fact::PrintNoted { number: Some(number), copy, state, .. } => {
                self.take_print(*number, *copy, *state);
            }
            Fact::PrintNoted { number: None, .. } => {}
            Fact::JobTaken { print } => {
                self.jobs.insert(*print);
            }
            Fact::PrintForgotten { print } => {
                self.jobs.remove(print);
            }
            Fact::KeyForgotten { number } => {
                if let Some(ticket) = self.tickets.get_mut(number) {
                    ticket.has_key = false;
                }
            }
            Fact::Taken { command } => {
                if let Some(seq) = self.settle(*command, Fate::Taken) {
                    self.refused.remove(&seq);
                }
            }
            Fact::Refused { command, code, text } => {
                let fate = Fate::Refused { code: code.clone(), text: text.clone() };
                let number = self.by_command.get(command).copied();
                if let (Some(seq), Some(number)) = (self.settle(*command, fate), number) {
                    self.refused.insert(seq, number);
                }
            }
        }
    }

    fn take_minted(&mut self, minted: &Minted, seq: u64) {
        let count = self.counts.entry(minted.number.series).or_default();
        *count = (*count).max(minted.number.count);
        self.by_command.insert(minted.command, minted.number);
        self.outbox.insert(seq, minted.number);
        let ticket = Ticket { seq, minted: minted.clone(), fate: Fate::Waiting, print: None, has_key: true };
        self.tickets.insert(minted.number, ticket);
    }

    fn take_print(&mut self, number: TicketNumber, copy: u16, state: PrintState) {
        if let Some(ticket) = self.tickets.get_mut(&number) {
            ticket.print = Some((copy, state));
        }
        let copy = u32::from(copy);
        self.prints.retain(|print| (print.number, print.copy) != (number, copy));
        self.prints.push_back(Print { number, copy, state });
        if self.prints.len() > link::PRINTS_TOLD {
            self.prints.pop_front();
        }
    }

    /// Notes what the desk said, and answers with the number of the ticket's fact.
    fn settle(&mut self, command: CommandId, fate: Fate) -> Option<u64> {
        let number = self.by_command.get(&command)?;
        let ticket = self.tickets.get_mut(number)?;
        ticket.fate = fate;
        self.outbox.remove(&ticket.seq);
        Some(ticket.seq)
    }
}

impl Ticket {
    /// The desk's code for why it refused the ticket; empty when it did not.
    pub fn refusal_code(&self) -> &str {
        match &self.fate {
            Fate::Refused { code, .. } => code,
            Fate::Waiting | Fate::Taken => "",
        }
    }
}
