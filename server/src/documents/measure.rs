//! The organiser's papers. They speak of the complaint, of the window for a statement and of the order, and of nothing else.

use papers::{Block, SignaturePlace};

use super::{Dossier, PartyView, words::Words};

fn matter(w: &Words, dossier: &Dossier) -> Vec<Block> {
    let complaint = dossier.told.complaint.clone().unwrap_or_default();
    let right = dossier.case.right.map(|right| w.code("right", right.code())).unwrap_or_default();
    let right = [right, complaint.right_title.unwrap_or_default()].join(" ").trim().to_owned();
    vec![
        Block::fields([
            (w.t("papers-complainant"), dossier.claimant().map_or("", PartyView::called).to_owned()),
            (w.t("papers-right"), right),
            (w.t("papers-right-number"), complaint.right_number.unwrap_or_default()),
            (w.t("papers-item"), complaint.item.unwrap_or_default()),
        ]),
        Block::Heading { level: 2, text: w.t("papers-complaint-text") },
        Block::Paragraph(complaint.statement),
    ]
}

fn to(w: &Words, party: &PartyView) -> Block {
    let booth = if party.called() == party.booth { String::new() } else { party.booth.clone() };
    let who = if booth.is_empty() {
        party.called().to_owned()
    } else {
        w.say("papers-at-booth").with("name", party.called()).with("booth", booth).to_string()
    };
    Block::Paragraph(w.say("papers-notice-to").with("who", who).to_string())
}

fn seal(w: &Words, at: Option<jiff::Timestamp>) -> Block {
    let date = at.map_or_else(|| w.t("papers-date-open"), |at| w.date(at));
    Block::Seal { caption: w.t("papers-seal"), lines: vec![w.t("papers-organiser"), date] }
}

pub(super) fn complaint_notice(w: &Words, dossier: &Dossier, party: &PartyView) -> Vec<Block> {
    let measure = dossier.case.measure(party.id);
    let window = measure.and_then(|measure| measure.window.as_ref());
    let deadline = window.map_or_else(|| w.t("papers-window-served"), |window| w.moment(window.deadline));
    let mut blocks = vec![to(w, party), Block::Paragraph(w.t("papers-complaint-opening"))];
    blocks.extend(matter(w, dossier));
    blocks.push(Block::heading(w.t("papers-complaint-answer")));
    blocks.push(Block::Paragraph(w.t("papers-complaint-answer-text")));
    let mut rows = vec![(w.t("papers-complaint-deadline"), deadline)];
    if let Some(window) = window.filter(|window| window.last_useful < window.deadline) {
        rows.push((w.t("papers-complaint-useful"), w.moment(window.last_useful)));
    }
    rows.push((w.t("papers-notice-place"), dossier.desk_place.clone()));
    blocks.push(Block::fields(rows));
    blocks.push(Block::Paragraph(w.t("papers-complaint-apart")));
    if let Some(address) = dossier.told.notices.get(&party.id) {
        let lines = vec![w.t("papers-notice-phone"), w.t("papers-notice-phone-hint")];
        blocks.push(Block::Code { text: address.clone(), lines });
    }
    blocks.push(seal(w, measure.and_then(|measure| measure.notice.as_ref()).map(|notice| notice.at)));
    blocks.push(Block::Cut(w.t("papers-notice-cut")));
    let title = w.say("papers-statement-title").with("number", w.number(dossier)).to_string();
    blocks.push(Block::Heading { level: 2, text: title });
    blocks.push(Block::Lines { label: w.t("papers-statement-lines"), count: 6 });
    blocks.push(Block::Signatures(vec![
        w.party_place(dossier, party),
        w.place(w.t("papers-server"), "", false),
    ]));
    blocks
}

pub(super) fn order(w: &Words, dossier: &Dossier, party: &PartyView) -> Vec<Block> {
    let Some(order) = dossier.case.measure(party.id).and_then(|measure| measure.order) else {
        return Vec::new();
    };
    let until = order.until.map_or_else(|| w.t("papers-until-close"), |until| w.moment(until));
    let words = dossier.told.orders.get(&party.id).map(|order| order.text.clone()).unwrap_or_default();
    let officer =
        SignaturePlace { dated: w.date(order.at), ..w.place(w.t("papers-officer"), &dossier.officer, false) };
    vec![
        to(w, party),
        Block::Paragraph(w.t("papers-order-opening")),
        Block::fields([
            (w.t("papers-order-kind"), w.code("measure", order.kind.code())),
            (w.t("papers-order-basis"), w.code("basis", order.basis.code())),
            (w.t("papers-order-until"), until),
            (w.t("papers-order-what"), words),
        ]),
        Block::Paragraph(w.t("papers-order-nature")),
        Block::Signatures(vec![officer, w.party_place(dossier, party)]),
        seal(w, Some(order.at)),
    ]
}
