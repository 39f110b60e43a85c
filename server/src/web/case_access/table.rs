//! What each reader sees of the case, surface by surface, by the matrix of who may see what (procedure E.2). Of logs, reports,
//! statistics, hours and lists for authorities nobody has a row: they tell counts, times and tickets, and nothing that anybody said.

use super::Reader::{self, DutyManager, Filer, Holder, Organiser, Receives, Respondent};

/// What a reader sees on a surface. What is not here is nothing.
pub(super) type Row = (Reader, &'static str, &'static str);

/// The same however the case stands.
pub(super) const ALWAYS: &[Row] = &[
    // Who filed sees what they said, by the phone or by the token.
    (Filer, "/t/{key}", "acnfq"),
    // A paper names who filed, and never how to reach them.
    (Filer, "/t/{key}/papers/application", "an"),
    (Holder, "/t/{key}/papers/application", "an"),
    (Filer, "/t/{key}/papers/application.pdf", "an"),
    (Holder, "/t/{key}/papers/application.pdf", "an"),
    (Filer, "/t/{key}/papers/fee-quote", "nq"),
    (Holder, "/t/{key}/papers/fee-quote", "nq"),
    (Filer, "/t/{key}/photos/{for-mediation}/thumbnail", "P"),
    (Filer, "/t/{key}/photos/{for-organiser}/thumbnail", "P"),
    (Holder, "/t/{key}", "acnfq"),
    (Holder, "/t/{key}/photos/{for-mediation}/thumbnail", "P"),
    (Holder, "/t/{key}/photos/{for-organiser}/thumbnail", "P"),
    // What is held about them, which they asked for: also which authority was told.
    (Filer, "/t/{key}/held", "acnfmou"),
    (Filer, "/t/{key}/held/held.json", "acnfmou"),
    (Filer, "/t/{key}/held/held.pdf", "acnfmou"),
    (Holder, "/t/{key}/held", "acnfmou"),
    (Holder, "/t/{key}/held/held.json", "acnfmou"),
    (Holder, "/t/{key}/held/held.pdf", "acnfmou"),
    // The organiser sees the complaint, who complained, the photos that came with it, and that somebody complained before.
    (Organiser, "/office/cases/{case}", "cnoswedkuh"),
    // What the respondent registered, beside the complaints against them.
    (Organiser, "/office/exhibitors/{exhibitor}", "e"),
    // What they gave an authority; the list of contents in the bundle says to which.
    (Organiser, "/office/disclosures", "u"),
    (Organiser, "/office/disclosures/{disclosure}", "u"),
    (Organiser, "/office/disclosures/{disclosure}/receipt", "u"),
    (Organiser, "/office/disclosures/{disclosure}/receipt.pdf", "u"),
    (Organiser, "/office/disclosures/{disclosure}/bundle.zip", "u"),
    (Organiser, "/office/cases/{case}/photos/{for-organiser}/copy", "P"),
    (Organiser, "/office/cases/{case}/papers/complaint-notice", "cn"),
    (Organiser, "/office/cases/{case}/papers/complaint-notice.pdf", "cn"),
    (Organiser, "/office/cases/{case}/papers/measure-order", "w"),
    (Organiser, "/office/cases/{case}/papers/complaint-certificate", "n"),
    // So does whoever leads the track for them; what authorities were given is the organiser's own.
    (DutyManager, "/office/cases/{case}", "cnoswedkh"),
    (DutyManager, "/office/exhibitors/{exhibitor}", "e"),
    (DutyManager, "/office/cases/{case}/photos/{for-organiser}/copy", "P"),
    (DutyManager, "/office/cases/{case}/papers/complaint-notice", "cn"),
    (DutyManager, "/office/cases/{case}/papers/complaint-notice.pdf", "cn"),
    (DutyManager, "/office/cases/{case}/papers/measure-order", "w"),
    (DutyManager, "/office/cases/{case}/papers/complaint-certificate", "n"),
    // The respondent sees what they said and what was decided; whoever has the notice in hand reads nothing once it was answered.
    (Respondent, "/t/{respondent}", "sw"),
    (Respondent, "/n/{notice}", "cnsw"),
    (Respondent, "/n/{notice}/photos/{for-organiser}/copy", "P"),
    // Who receives sees what was filed, what the register says of the right, and that somebody complained before, by which
    // they accept; nothing beside it.
    (Receives, "/counter/cases/{case}", "anfrmeh"),
    (Receives, "/counter/cases/{case}/way", "ne"),
    (Receives, "/counter/cases/{case}/papers/application", "an"),
    (Receives, "/counter/cases/{case}/papers/application.pdf", "an"),
    (Receives, "/counter/cases/{case}/photos/{for-mediation}/copy", "P"),
    (Receives, "/counter/cases/{case}/photos/{for-mediation}/thumbnail", "P"),
];

/// What comes to that for those who see the whole of what was said for mediation.
pub(super) const WHOLE: &[(&str, &str)] = &[
    ("/counter/cases/{case}", "anfrmed"),
    ("/counter/cases/{case}/way", "ne"),
    ("/counter/cases/{case}/held", "n"),
    // Without what the organiser holds of them, and for whoever looked at their papers alone.
    ("/counter/cases/{case}/held/{party}/page", "anfm"),
    ("/counter/cases/{case}/held/{party}/held.json", "anfm"),
    ("/counter/cases/{case}/held/{party}/held.pdf", "anfm"),
    // All papers there are: application, quote, list of photos.
    ("/counter/cases/{case}/file/file.pdf", "anmq"),
    ("/counter/cases/{case}/file/file.zip", "anmq"),
    // Not accepted yet, so that there is no talk to prepare.
    ("/counter/cases/{case}/session", ""),
    ("/counter/cases/{case}/investigation", "n"),
    ("/counter/cases/{case}/fee", "nq"),
    ("/counter/cases/{case}/papers/fee-quote", "nq"),
    ("/counter/cases/{case}/referrals", "n"),
    ("/counter/cases/{case}/papers/photo-list", "m"),
    ("/counter/cases/{case}/papers/application", "an"),
    ("/counter/cases/{case}/papers/application.pdf", "an"),
    ("/counter/cases/{case}/papers/record", "n"),
    ("/counter/cases/{case}/papers/investigation", "n"),
    ("/counter/cases/{case}/photos/{for-mediation}/copy", "P"),
    ("/counter/cases/{case}/photos/{for-mediation}/thumbnail", "P"),
];

/// And to whoever took the case over and did not declare: what reception sees of it, but for what was complained of before.
pub(super) const UNDECLARED: &[(&str, &str)] = &[
    ("/counter/cases/{case}", "anfrme"),
    ("/counter/cases/{case}/way", "n"),
    ("/counter/cases/{case}/papers/application", "an"),
    ("/counter/cases/{case}/papers/application.pdf", "an"),
    ("/counter/cases/{case}/photos/{for-mediation}/copy", "P"),
    ("/counter/cases/{case}/photos/{for-mediation}/thumbnail", "P"),
];
