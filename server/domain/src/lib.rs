//! The rules of the desk: pure decisions over facts.
//!
//! [`decide`] takes the [`Desk`] and a [`Command`] in its [`Envelope`] and answers with [`Event`]s or a [`Refusal`].
//! [`Desk::apply`] takes an event's fact into the state. Nothing here learns the time, draws a random number or waits.
//!
//! # Words
//!
//! One word per thing, in code, pages and documents.
//!
//! | word | meaning |
//! |---|---|
//! | Desk | the mediation desk, and the state of everything at it |
//! | Fair, FairDay, Hall, Booth, Exhibitor | the fair and its parts |
//! | Case | a dispute, question (enquiry) or report, from filing to outcome |
//! | Claimant, Respondent, Party | who filed, whom it is about, either of them |
//! | Right | the intellectual-property right concerned |
//! | Register, Registration | the rights that exhibitors registered with the organiser; one of them |
//! | Undertaking | an exhibitor's signed promise to respect others' rights |
//! | Defence | what an exhibitor states in advance, before a case, why an exhibit infringes nothing |
//! | Ticket | one party's place for a whole case: number, key, page |
//! | Form, Reserved number | a blank paper printed beforehand, and the ticket number it carries |
//! | Lane | the line a ticket stands in: reception, then talks |
//! | Mediator, Duty, Session, Room | who mediates, whether they take tickets, a talk, where |
//! | Credentials, Grade, Roster | a mediator's certificate and appointment; the list of mediators that everybody may read |
//! | Shift, Gap, Workload | when and where somebody who mediates or receives is planned to be; opening hours without one; what a mediator did in a fair |
//! | Stretch, Correction, Served | duty from one switch to the next; when it truly ended, as the head said afterwards; what comes of both for a day |
//! | Mediation body, Hosted body | who mediates, of what kind; one of those a fair hosts, with its own people, cases and numbers |
//! | Tariff, Edition, Quote, Fee | what a body takes for mediation; its tariff as published once; what it quotes for one case; a version of that with what the parties said |
//! | Notice, Service, Reply | what a respondent is handed, that it was, what they answer |
//! | Way | how far one respondent is |
//! | Consent, Appointment, Record, Agreement, Signatory | the parts of the procedure |
//! | Action, Proceeding | a step of the procedure as it is asked, as it has happened |
//! | Window | a time limit: its deadline, and the last moment of use at this fair |
//! | Deadline, Fate | a moment or a day by which something of a case is due; whether it came in time |
//! | Measure, Track | what the organiser may order, and its way with one respondent; never part of mediation |
//! | Basis, Task | on what a measure stands; what waits for a person of the organiser |
//! | Referral, Counterpart, Linkage | a case on its way to or from a court, an authority or another body, or mediated with one; which kind that is; how both work on it |
//! | Lead, Part | which of the two leads; what one of them did |
//! | Major case, Panel, Consultation, Course | a major or difficult case; who discussed it; an expert who was asked; how it goes on |
//! | Archiving, Lack | that the file of a case was laid away; what it does not hold |
//! | Disclosure, LegalBasis, Given | that an authority was given something of a case, on what ground, what exactly |
//! | Typical case, Account, Mask | a case that is over, told as an example for everybody; its text in one language; what becomes of a name in it |
//! | Deed, Proposal, Second | what cannot be taken back; that one person proposed it; the other who confirms it |
//! | Keeping, Retention run | until when a file is kept; erasing what has been kept for its time |
//! | Outcome, Reason | how and why a case ended |
//! | Device, Series, Slip, Outbox, Link | a kiosk or tablet that joined; the letters its numbers begin with; what it prints; what it has yet to send; how it speaks with the desk |
//! | Command, Event, Fact, Body, Entry | what is asked; what happened; its clear and sealed part; both in the journal |
//! | Refusal | a rule said no |
//! | Journal, Head | the chain of entries, its last position and hash |
//! | DayLog, Seal, Checkpoint | the record of a day, the entry that closes it, the line on a printed one that proves it |
//! | Print, copy | a slip that staff had printed on a kiosk, and the mark that tells one from another |
//! | Survey, Answers | what parties say of the desk when their case is over, without a name |
//! | Bulletin | a message of the organiser to everybody who waits |
//! | FairReport, Chapter, Figure | the figures of a whole fair, a part of them, one of them; never the case kind of that name |
//! | EarlierReport, Compared | the report of an earlier fair, taken in; a figure of several fairs side by side |
//! | ReportPeriod | the quarter or the year that the report of a standing desk is of; never the time a ticket stood somewhere |
//! | ReportScope | of which body's cases and of which period a report is |
//! | Quarter, Section, Entry | a quarter of a year; a part and a line of the mediation body's form for it |
//! | Handover, Recipient, Fetched | a list of cases that was made for an authority; which; each time it left, with its digest |
//! | Act | what was done to the running of the desk, rather than in a case |
//! | Remark | what the officer wrote into the log of a day: an incident, a remark, a correction |

pub mod acts;
pub mod aftercare;
pub mod bodies;
pub mod body;
pub mod bulletin;
pub mod case;
pub mod command;
pub mod deadline;
mod decide;
pub mod defence;
pub mod desk;
pub mod device;
pub mod directory;
pub mod disclosure;
pub mod duty;
pub mod event;
pub mod fair;
pub mod fee;
pub mod figures;
pub mod file;
pub mod handover;
pub mod ids;
pub mod in_hall;
pub mod major;
pub mod measure;
pub mod number;
pub mod paper;
pub mod print;
pub mod procedure;
pub mod proposal;
pub mod queue;
pub mod reading;
pub mod referral;
mod refusal;
pub mod register;
pub mod remark;
pub mod report;
pub mod retention;
pub mod shift;
pub mod staff;
pub mod survey;
#[doc(hidden)]
pub mod testing;
pub mod text;
pub mod ticket;
pub mod typical;
pub mod workload;

pub use case::Case;
pub use command::{Command, Envelope};
pub use decide::{
    LONGEST_CLASS, MAX_EVIDENCE, MAX_RESPONDENTS, MOST_CLASSES, decide, outcomes_for, reasons_for,
};
pub use desk::Desk;
pub use device::happened_at;
pub use directory::Directory;
pub use event::{Actor, Event, Fact, Stamp};
pub use ids::*;
pub use refusal::{Refusal, StepBefore};
pub use ticket::Ticket;
