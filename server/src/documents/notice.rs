//! The notice to a respondent: complete on its own, for somebody who has no phone and had never heard of it.

use domain::fair::BodyKind;
use papers::Block;

use super::{Dossier, PartyView, opening, words::Words};

pub(super) fn notice(w: &Words, dossier: &Dossier, party: &PartyView) -> Vec<Block> {
    let claimant = dossier.claimant().map_or("", PartyView::called);
    let known = dossier.case.party(party.id);
    let address = [party.called(), &party.booth];
    let address = if party.called() == party.booth { party.booth.clone() } else { bracketed(w, address) };
    let mut blocks = vec![
        Block::Paragraph(w.say("papers-notice-to").with("who", address).to_string()),
        Block::Paragraph(w.say("papers-notice-opening").with("claimant", claimant).to_string()),
        Block::Paragraph(w.t("papers-notice-free")),
        Block::heading(w.t("papers-notice-application")),
        Block::fields([(w.t("papers-claimant"), claimant.to_owned())]),
    ];
    blocks.extend(opening::matter(w, dossier));
    blocks.push(Block::heading(w.t("papers-notice-when")));
    let rule = known.and_then(|party| party.served.as_ref()).map(|served| &served.window);
    let deadline = rule.map(|window| w.moment(window.deadline));
    let mut when = vec![
        (w.t("papers-notice-place"), place(dossier)),
        (w.t("papers-notice-deadline"), deadline.unwrap_or_else(|| w.t("papers-notice-deadline-served"))),
    ];
    if let Some(appointment) = &dossier.case.procedure.appointment {
        let room = appointment.room.as_ref().map(ToString::to_string).unwrap_or_default();
        when.push((w.t("papers-notice-appointment"), format!("{} {room}", w.moment(appointment.from))));
    }
    blocks.push(Block::fields(when));
    blocks.push(Block::heading(w.t("papers-notice-rights")));
    blocks.extend(opening::rights_list(w));
    if w.body == BodyKind::People {
        blocks.push(Block::Paragraph(w.t("papers-no-fee")));
    }
    blocks.push(Block::Paragraph(w.t("papers-confidence")));
    if let Some(address) = dossier.told.notices.get(&party.id) {
        let lines = vec![w.t("papers-notice-phone"), w.t("papers-notice-phone-hint")];
        blocks.push(Block::Code { text: address.clone(), lines });
    }
    let issued = known.and_then(|party| party.notice.as_ref()).map(|notice| notice.at);
    blocks.push(w.seal(dossier, issued));
    blocks.push(Block::Cut(w.t("papers-notice-cut")));
    blocks.extend(slip(w, dossier, party));
    blocks
}

/// The reply, to be torn off.
fn slip(w: &Words, dossier: &Dossier, party: &PartyView) -> Vec<Block> {
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
        Block::Signatures(vec![w.party_place(dossier, party), w.place(w.t("papers-server"), "", false)]),
    ]
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
