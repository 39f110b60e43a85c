//! What was taken down in the talks: investigation record and mediation record. Without a text they are forms to write on.

use domain::{
    Case,
    case::Party,
    procedure::{Record, RecordPart},
};
use jiff::Timestamp;
use papers::{Block, Picture};

use super::{Checked, Dossier, PartyView, ending, moment::leaving, words::Words};

/// Lines of an empty form.
const LINES: u16 = 14;

fn text(blocks: &mut Vec<Block>, text: &str) {
    if text.trim().is_empty() {
        blocks.push(Block::Lines { label: String::new(), count: LINES });
    } else {
        blocks.push(Block::paragraph(text));
    }
}

pub(super) fn investigation(w: &Words, dossier: &Dossier) -> Vec<Block> {
    let record = dossier.case.procedure.record(RecordPart::Investigation);
    let body = dossier.record(RecordPart::Investigation).cloned().unwrap_or_default();
    let inquiry = body.inquiry.clone().unwrap_or_default();
    let at = inquiry.at.or(record.map(|record| record.at));
    let person = inquiry.person;
    let side = inquiry.party.and_then(|party| dossier.party(party)).map(|party| w.full(dossier, party));
    let mut blocks = vec![Block::fields([
        (w.t("papers-time"), at.map(|at| w.moment(at)).unwrap_or_default()),
        (w.t("papers-place"), body.place.unwrap_or_default()),
        (w.t("papers-matter"), matter(w, dossier)),
        (w.t("papers-person-questioned"), person.name.clone()),
        (w.t("papers-questioned-position"), person.position.unwrap_or_default()),
        (w.t("papers-questioned-side"), side.unwrap_or_default()),
        (w.t("papers-present"), body.present.unwrap_or_default()),
        (w.t("papers-investigator"), dossier.mediator.clone()),
    ])];
    blocks.push(Block::Heading { level: 2, text: w.t("papers-record-text") });
    for question in &inquiry.questions {
        let rows = [("papers-question", &question.asked), ("papers-answer", &question.answered)];
        let said = rows.into_iter().filter(|(_, text)| !text.trim().is_empty());
        blocks.push(Block::list(said.map(|(label, text)| (w.t(label), text.as_str()))));
    }
    if inquiry.questions.is_empty() || !body.text.trim().is_empty() {
        text(&mut blocks, &body.text);
    }
    if let Some(result) = body.result.filter(|result| !result.trim().is_empty()) {
        blocks.push(Block::Heading { level: 2, text: w.t("papers-findings") });
        blocks.push(Block::Paragraph(result));
    }
    for (at, photo) in dossier.told.photos.iter().enumerate() {
        let caption = w.say("papers-photo").with("number", at + 1).to_string();
        blocks.push(Block::Picture(Picture { description: caption.clone(), caption, ..photo.clone() }));
    }
    blocks.push(Block::note(w.t("papers-read-and-true")));
    blocks.push(Block::Signatures(vec![
        w.place(w.t("papers-person-questioned"), &person.name, false),
        w.place(w.t("papers-investigator"), &dossier.mediator, false),
        w.place(w.t("papers-recorder"), "", false),
    ]));
    blocks
}

/// `A 与 B 的外观设计纠纷`, between those who take part.
pub(super) fn matter(w: &Words, dossier: &Dossier) -> String {
    matter_of(w, dossier, dossier.opposite().into_iter())
}

/// The same between the applicant and these; on a form it is left to write.
pub(super) fn matter_of<'p>(
    w: &Words,
    dossier: &Dossier,
    respondents: impl Iterator<Item = &'p PartyView>,
) -> String {
    if dossier.is_blank() {
        return String::new();
    }
    matter_with(w, dossier, &w.names(respondents))
}

/// The same with these respondents.
pub(super) fn matter_with(w: &Words, dossier: &Dossier, respondents: &str) -> String {
    let right = dossier.case.right.map(|right| w.code("right", right.code())).unwrap_or_default();
    w.say("papers-matter-of")
        .with("claimant", dossier.claimant().map_or("", |party| party.called()))
        .with("respondents", respondents)
        .with("right", right)
        .to_string()
}

pub(super) fn record(w: &Words, dossier: &Dossier) -> Vec<Block> {
    let procedure = &dossier.case.procedure;
    let record = procedure.record(RecordPart::Mediation);
    let body = dossier.record(RecordPart::Mediation).cloned().unwrap_or_default();
    let from = dossier.case.session_at.or(record.map(|record| record.at));
    let guests: Vec<_> = dossier
        .told
        .guests
        .iter()
        .map(|(role, name)| {
            let role = w.code("consent-to", role.code());
            w.say("papers-guest").with("name", name.as_str()).with("role", role).to_string()
        })
        .collect();
    let present = w.typed_names(body.present.as_deref().unwrap_or_default());
    let present: Vec<_> = [present, w.in_turn(&guests)].into_iter().filter(|part| !part.is_empty()).collect();
    // Nobody need type what the desk knows: the talk is where both sides were called to.
    let met = || dossier.case.session_at.map(|_| dossier.room.clone());
    let mut rows = vec![
        (w.t("papers-time"), from.map(|from| w.moment(from)).unwrap_or_default()),
        (w.t("papers-place"), body.place.clone().or_else(met).unwrap_or_default()),
        (w.t("papers-claimant"), dossier.claimant().map_or("", |party| party.called()).to_owned()),
        (w.t("papers-respondent"), w.names(dossier.heard().into_iter())),
    ];
    rows.extend(who_spoke_and_left(w, dossier, record));
    rows.extend([
        (w.t("papers-present"), w.in_turn(&present)),
        (w.mediator.clone(), dossier.mediator.clone()),
        (w.t("papers-matter"), matter_of(w, dossier, dossier.heard().into_iter())),
    ]);
    let mut blocks = vec![Block::fields(rows)];
    blocks.push(Block::note(match &procedure.rights {
        Some((at, _)) => w.say("papers-rights-explained").with("moment", w.moment(*at)).to_string(),
        None => w.t("papers-rights-to-explain"),
    }));
    blocks.push(Block::Heading { level: 2, text: w.t("papers-record-text") });
    text(&mut blocks, &body.text);
    if let Some(undisputed) = dossier.record(RecordPart::Undisputed) {
        blocks.push(Block::Heading { level: 2, text: w.t("papers-undisputed") });
        blocks.push(Block::note(w.t("papers-undisputed-note")));
        blocks.push(Block::paragraph(undisputed.text.as_str()));
        let signing = signing(dossier, RecordPart::Undisputed);
        let places: Vec<_> = signing.into_iter().map(|party| w.signing(dossier, party, false)).collect();
        blocks.extend((!places.is_empty()).then_some(Block::Signatures(places)));
    }
    blocks.push(Block::Heading { level: 2, text: w.t("papers-result") });
    blocks.push(match body.result.filter(|result| !result.trim().is_empty()) {
        Some(result) => Block::Paragraph(result),
        None => came_to(w, &dossier.case),
    });
    blocks.extend(closing(w, dossier));
    blocks
}

/// Who sat there for each party, and which of them left; nothing of what there is nothing to say of.
fn who_spoke_and_left(
    w: &Words,
    dossier: &Dossier,
    record: Option<&Record>,
) -> impl Iterator<Item = (String, String)> + use<> {
    let there = dossier.claimant().into_iter().chain(dossier.heard());
    let spoke: Vec<_> = there.filter_map(|party| speaker(w, dossier, party)).collect();
    let heard = dossier.heard().into_iter();
    let left: Vec<_> = heard.filter_map(|party| left_before(w, dossier, record?, party)).collect();
    let rows = [("papers-party-speaker", spoke), ("papers-record-left", left)];
    let rows = rows.map(|(label, who)| (!who.is_empty()).then(|| (w.t(label), w.in_turn(&who))));
    rows.into_iter().flatten()
}

/// Who sat there for a party, and by what right, as far as their papers were looked at: a company cannot sit at a table.
fn speaker(w: &Words, dossier: &Dossier, party: &PartyView) -> Option<String> {
    let Checked { identity, person } = dossier.told.identities.get(&party.id)?;
    let right = if identity.lacks_power() {
        w.t("papers-authority-unshown")
    } else {
        w.code("authority", identity.authority.code())
    };
    let known = [Some(person.name.clone()), person.position.clone(), Some(right)];
    let shown: Vec<_> = known.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    let who = shown.join(if w.is_chinese() { "，" } else { " · " });
    Some(w.say("papers-record-speaker").with("side", w.side(dossier, party)).with("who", who).to_string())
}

/// Who left the talks before this version of their record was written, and when, as the history of the case tells it. Whoever leaves later
/// stands in the next one: what somebody confirmed under its number says the same for ever. Of who ended the mediation by leaving its end
/// says enough.
fn left_before(w: &Words, dossier: &Dossier, record: &Record, party: &PartyView) -> Option<String> {
    let case = &dossier.case;
    let known = case.party(party.id).filter(|known| !case.attended(known))?;
    let step = leaving(case, known.answered.as_ref()?).filter(|step| step.seq < record.seq)?;
    let said = w.say("papers-record-left-at").with("who", w.full(dossier, party));
    Some(said.with("moment", w.moment(step.at)).to_string())
}

/// What the talk came to, ticked as far as the desk knows it; of a version that somebody confirmed, as it stood then. What they read
/// under its number says the same however the case goes on.
fn came_to(w: &Words, case: &Case) -> Block {
    let record = case.procedure.record(RecordPart::Mediation);
    let read = record.and_then(|record| record.confirmed.iter().map(|(_, _, at)| *at).min());
    let stood = |since: Option<Timestamp>| since.is_some_and(|since| read.is_none_or(|read| since <= read));
    let agreement = case.procedure.agreement.as_ref().filter(|known| stood(known.effective_at));
    let reached = |oral| agreement.is_some_and(|known| known.oral == oral);
    let ended = ending::is_terminated(case) && !is_form(case) && stood(case.concluded_at);
    Block::ticks([
        (reached(false), w.t("papers-result-written")),
        (reached(true), w.t("papers-result-oral")),
        (ended, w.t("papers-result-none")),
    ])
}

/// Nobody talked and nothing was written: what is printed is a form, whatever became of the case.
fn is_form(case: &Case) -> bool {
    case.talks.is_empty() && case.procedure.record(RecordPart::Mediation).is_none()
}

/// Whether a party confirmed a version of the record.
pub(super) fn confirmed(record: &Record, party: &Party) -> bool {
    record.confirmed.iter().any(|(by, ..)| *by == party.place.id)
}

/// Who signs a part as correct: whoever was asked to. After a party stopped only who confirmed it before still stands under it; nobody
/// is asked any more, and nobody is blamed for it (People's Mediation Law art 3(3)). So it is for who left while others went on.
fn signing(dossier: &Dossier, part: RecordPart) -> Vec<&PartyView> {
    let case = &dossier.case;
    let record = case.procedure.record(part);
    let stopped = case.stopped_at().is_some() && !is_form(case);
    let asked = |view: &&PartyView| {
        let party = case.party(view.id);
        let gone = stopped || party.is_some_and(|party| party.left() && !case.attended(party));
        !gone || record.zip(party).is_some_and(|(record, party)| confirmed(record, party))
    };
    dossier.claimant().into_iter().chain(dossier.heard()).filter(asked).collect()
}

/// The record's end: who read it and signs.
fn closing(w: &Words, dossier: &Dossier) -> Vec<Block> {
    let stopped = dossier.case.stopped_at().is_some() && !is_form(&dossier.case);
    let signing = signing(dossier, RecordPart::Mediation);
    let mut blocks = Vec::new();
    // Who stopped was not asked, so it cannot say in the next line that it was read to everybody.
    let said = match (stopped, signing.is_empty()) {
        (true, true) => Some("papers-record-stopped"),
        (true, false) => Some("papers-record-stopped-confirmed"),
        (false, false) => Some("papers-read-and-true"),
        (false, true) => None,
    };
    blocks.extend(said.map(|key| Block::note(w.t(key))));
    let mut places: Vec<_> = signing.into_iter().map(|party| w.signing(dossier, party, false)).collect();
    places.extend(w.our_places(dossier));
    blocks.push(Block::Signatures(places));
    blocks
}
