//! The procedure of a case beside its place in a line: acceptance, notice, reply, consent, appointment, identity and rights,
//! record, agreement (procedure A.2 rows 4 to 16).
//!
//! What is asked is an [`Action`], what has happened a [`Proceeding`]; both travel inside one command and one fact, with the case
//! they belong to. A new step of the procedure is a variant of each, a rule in `decide/procedure/`, and a line in
//! `desk/procedure.rs`. The organiser's measure is another matter and stands in [`crate::measure`]; nothing leads from here to
//! there but a clause that both sides want the organiser to carry out.

mod action;
mod agreement;
mod codes;
mod proceeding;
mod state;

pub use action::{Action, NewAgreement, NewNotice};
pub use agreement::{AgreementBody, ClauseBody, Money, Warning, warnings};
pub use codes::{
    Answer, Authority, CaseSource, ClauseKind, ConsentTo, IdentityPaper, Means, Purpose, RecordPart,
    ServiceMethod, WarningKind,
};
pub use proceeding::Proceeding;
pub use state::{
    Agreement, Answered, Appointment, Consented, Draft, Guest, Identity, Impartial, Note, Notice, Objection,
    Procedure, Ratification, Record, Served, Service, Signatory, Signature, Way,
};
