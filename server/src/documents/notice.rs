//! The notice to a respondent: complete on its own, for somebody who has no phone and had never heard of it; and the receipt of its
//! service.

use domain::{case::Party, fair::BodyKind, procedure::ServiceMethod};
use jiff::Timestamp;
use papers::Block;

use super::{Dossier, PartyView, opening, words::Words};

pub(super) fn notice(w: &Words, dossier: &Dossier, party: &PartyView) -> Vec<Block> {
    let claimant = dossier.claimant().map_or("", PartyView::called);
    let named = w.or_gap(claimant);
    let known = dossier.case.party(party.id);
    let address = [party.addressed(), &party.booth];
    let address = if party.addressed() == party.booth { party.booth.clone() } else { bracketed(w, address) };
    let mut blocks = vec![
        Block::Paragraph(w.say("papers-notice-to").with("who", w.or_gap(&address)).to_string()),
        Block::Paragraph(w.say("papers-notice-opening").with("claimant", named).to_string()),
        Block::Paragraph(w.t("papers-notice-free")),
        Block::heading(w.t("papers-notice-application")),
        Block::fields([(w.t("papers-claimant"), claimant.to_owned())]),
    ];
    blocks.extend(opening::matter(w, dossier));
    blocks.push(Block::heading(w.t("papers-notice-when")));
    // What is printed of an issued notice stays what it was: a reply and a later appointment change nothing. Only the end of its time is
    // filled in once it was served, as on the copy in hand.
    let issued = known.and_then(|party| party.notice.as_ref());
    let deadline = known
        .and_then(runs_until)
        .map_or_else(|| w.t("papers-notice-deadline-served"), |deadline| w.moment(deadline));
    let mut when =
        vec![(w.t("papers-notice-place"), place(dossier)), (w.mediator.clone(), dossier.mediator.clone())];
    // Whoever hands it over reckons the end from this, and the reader can check it.
    when.extend(dossier.told.times.get(&party.id).map(|rule| (w.t("papers-reply-length"), w.length(rule))));
    when.push((w.t("papers-notice-deadline"), deadline));
    let made = dossier.case.steps.iter().rev().find(|step| step.kind == "AppointmentMade");
    let in_time = issued.zip(made).is_some_and(|(notice, made)| made.seq < notice.seq);
    if let Some(appointment) = dossier.case.procedure.appointment.as_ref().filter(|_| in_time) {
        let room = appointment.room.as_ref().map(ToString::to_string).unwrap_or_default();
        when.push((w.t("papers-notice-appointment"), format!("{} {room}", w.moment(appointment.from))));
    }
    blocks.push(Block::fields(when));
    blocks.push(Block::heading(w.t("papers-notice-rights")));
    blocks.extend(opening::rights_list(w));
    if w.body == BodyKind::People {
        blocks.push(Block::Paragraph(w.t("papers-no-fee")));
    }
    blocks.extend(opening::cost(w, dossier));
    blocks.push(Block::Paragraph(w.t("papers-confidence")));
    if let Some(address) = dossier.told.notices.get(&party.id) {
        let lines = vec![w.t("papers-notice-phone"), w.t("papers-notice-phone-hint")];
        blocks.push(Block::Code { text: address.clone(), lines });
    }
    blocks.push(w.seal(dossier, issued.map(|notice| notice.at)));
    blocks.push(Block::Cut(w.t("papers-notice-cut")));
    blocks.extend(slip(w, dossier, party));
    blocks
}

/// Until when there was time to reply: from the handing over, unless the answer was here before that was recorded, and no time ran.
fn runs_until(party: &Party) -> Option<Timestamp> {
    let served = party.served.as_ref()?;
    (!answered_before(party)).then_some(served.window.deadline)
}

fn answered_before(party: &Party) -> bool {
    let recorded = |seq: u64| party.served.as_ref().is_some_and(|served| served.seq < seq);
    party.answered.as_ref().is_some_and(|answered| !recorded(answered.seq))
}

/// The reply, to be torn off.
fn slip(w: &Words, dossier: &Dossier, party: &PartyView) -> Vec<Block> {
    let unspoken = PartyView { speaker: String::new(), ..party.clone() };
    let title = w.say("papers-slip-title").with("number", w.number(dossier)).to_string();
    vec![
        Block::Heading { level: 2, text: title },
        Block::ticks([(false, w.t("papers-slip-accept")), (false, w.t("papers-slip-decline"))]),
        Block::Lines { label: w.t("papers-slip-statement"), count: 3 },
        Block::Heading { level: 3, text: w.t("papers-slip-authority") },
        Block::ticks([
            (false, w.code("authority", "own")),
            (false, w.code("authority", "may-settle")),
            (false, w.code("authority", "may-not-settle")),
        ]),
        Block::Signatures(vec![w.party_place(dossier, &unspoken), w.place(w.t("papers-server"), "", false)]),
    ]
}

/// That the notice was handed over: when, where, to whom, by whom. What is recorded already is printed, the rest is written.
pub(super) fn receipt(w: &Words, dossier: &Dossier, party: &PartyView) -> Vec<Block> {
    let known = dossier.case.party(party.id);
    let served = known.and_then(|party| party.served.as_ref());
    let person = dossier.told.served.get(&party.id).cloned().unwrap_or_default();
    let documents = [
        w.t("papers-short-notice"),
        w.t("papers-receipt-application"),
        w.t("papers-short-rights"),
        w.t("papers-receipt-reply"),
    ];
    let recipient = if party.addressed() == party.booth { "" } else { party.addressed() };
    let mut rows = vec![
        (w.t("papers-receipt-documents"), documents.join(w.t("list-comma").as_str())),
        (w.t("papers-receipt-recipient"), recipient.to_owned()),
        (w.t("papers-receipt-place"), party.booth.clone()),
        (w.t("papers-receipt-time"), served.map(|served| w.moment(served.at)).unwrap_or_default()),
    ];
    if !known.is_some_and(answered_before) {
        let deadline = known.and_then(runs_until).map(|deadline| w.moment(deadline));
        rows.push((w.t("papers-notice-deadline"), deadline.unwrap_or_default()));
    }
    rows.extend([
        (w.t("papers-receipt-person"), person.name.clone()),
        (w.t("papers-receipt-position"), person.position.clone().unwrap_or_default()),
    ]);
    let mut blocks = vec![
        Block::fields(rows),
        Block::Heading { level: 2, text: w.t("papers-receipt-method") },
        Block::ticks(ServiceMethod::ALL.iter().map(|method| {
            let ticked = served.is_some_and(|served| served.service.method == *method);
            (ticked, w.code("service", method.code()))
        })),
        Block::ticks([(served.is_some_and(|served| served.service.refused), w.t("papers-receipt-refused"))]),
        Block::fields([(w.t("papers-receipt-why"), String::new())]),
    ];
    let places = vec![
        w.place(w.t("papers-receipt-received"), &person.name, false),
        w.place(w.t("papers-server"), "", false),
        w.place(w.t("papers-receipt-witness"), person.witness.as_deref().unwrap_or_default(), false),
    ];
    blocks.push(Block::Signatures(places));
    blocks
}

fn bracketed(w: &Words, [name, booth]: [&str; 2]) -> String {
    if booth.is_empty() {
        return name.to_owned();
    }
    w.say("papers-at-booth").with("name", name).with("booth", booth).to_string()
}

fn place(dossier: &Dossier) -> String {
    let body = dossier.fair.body.name.clone();
    if dossier.desk_place.is_empty() { body } else { format!("{body} · {}", dossier.desk_place) }
}
