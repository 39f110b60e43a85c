//! Papers about other bodies and other opinions: the letter with which a case goes to another body, what came in from one, mediation
//! together with one (no. 16); what a panel said and an expert answered; and the list of photos with their digests (no. 7).

use domain::{
    case::Evidence,
    disclosure::Given,
    referral::{Lead, Linkage, Part, Referral},
};
use papers::{Block, Field, SignaturePlace, Table};

use super::{Dossier, Kind, talks, words::Words};

/// A photo of the file, with what proves its copy.
#[derive(Debug, Clone)]
pub struct Exhibit {
    /// Which.
    pub photo: Evidence,
    /// What it shows, in the sender's words.
    pub caption: String,
    /// SHA-256 of the copy, hexadecimal.
    pub sha256: String,
}

/// The key of the title of a referral's paper, by what it is.
pub(super) fn title(referral: &Referral) -> &'static str {
    match referral.linkage {
        Linkage::Out => "papers-title-referral",
        Linkage::In => "papers-title-referral-in",
        Linkage::Joint => "papers-title-joint",
        Linkage::Assisted => "papers-title-assisted",
    }
}

/// The last referral of the dossier's case.
pub(super) fn referral(w: &Words, dossier: &Dossier) -> Vec<Block> {
    let Some(known) = dossier.case.referrals.last() else { return Vec::new() };
    match known.linkage {
        Linkage::Out => letter(w, dossier, known),
        Linkage::In => taken_in(w, dossier, known),
        Linkage::Joint | Linkage::Assisted => together(w, dossier, known),
    }
}

fn between(w: &Words, dossier: &Dossier) -> Vec<(String, String)> {
    vec![
        (w.t("papers-matter"), talks::matter(w, dossier)),
        (w.t("papers-claimant"), dossier.claimant().map_or("", |party| party.called()).to_owned()),
        (w.t("papers-respondent"), w.names(dossier.respondents())),
    ]
}

/// What goes along with which digest; the other body signs on the slip below and sends it back.
fn letter(w: &Words, dossier: &Dossier, known: &Referral) -> Vec<Block> {
    let body = dossier.told.referral.clone().unwrap_or_default();
    let mut to =
        vec![Block::Paragraph(w.say("papers-notice-to").with("who", body.body.as_str()).to_string())];
    let lead = w
        .say("papers-referral-lead")
        .with("number", w.number(dossier))
        .with("body", dossier.fair.body.name.as_str());
    to.push(Block::Paragraph(lead.to_string()));
    let mut rows = between(w, dossier);
    rows.extend(body.person.clone().map(|person| (w.t("papers-referral-person"), person)));
    rows.extend(body.reference.clone().map(|number| (w.t("papers-referral-reference"), number)));
    to.push(Block::fields(rows));
    to.push(Block::heading(w.t("papers-referral-why")));
    to.push(Block::paragraph(body.matter.as_str()));
    to.push(Block::heading(w.t("papers-referral-given")));
    let lines = known.given.iter().zip(&body.files).enumerate().map(|(at, (given, file))| {
        vec![(at + 1).to_string(), called(w, dossier, given), file.sha256.clone()]
    });
    to.push(Block::Table(Table {
        widths: vec![1.0, 5.0, 7.0],
        head: vec![
            w.t("file-column-number"),
            w.t("papers-referral-column-what"),
            w.t("papers-referral-column-digest"),
        ],
        rows: lines.collect(),
    }));
    to.push(Block::note(w.t("papers-referral-confidential")));
    to.push(Block::Signatures(w.our_places(dossier)));
    to.push(w.seal(dossier, None));
    to.push(Block::heading(w.t("papers-referral-receipt")));
    let got = w.say("papers-referral-receipt-text").with("number", w.number(dossier));
    to.push(Block::Paragraph(got.to_string()));
    let receipt = dossier.told.receipt.clone().unwrap_or_default();
    let word = |key: &str, value: String| Field::from((w.t(key), value));
    to.push(Block::Signatures(vec![SignaturePlace {
        caption: body.body,
        fields: vec![
            word("papers-sign-name", receipt.by.unwrap_or_default()),
            word("papers-referral-receipt-number", receipt.number),
        ],
        signature: w.t("papers-sign-signature"),
        date: w.t("papers-sign-date"),
        seal: Some(w.t("papers-seal")),
        ..SignaturePlace::default()
    }]));
    to
}

/// What something that goes along is called on the letter.
fn called(w: &Words, dossier: &Dossier, given: &Given) -> String {
    let kind = given.paper.as_deref().and_then(Kind::from_code);
    let exhibit =
        given.evidence.and_then(|id| dossier.told.exhibits.iter().find(|known| known.photo.id == id));
    match (kind, exhibit, given.sort) {
        (Some(kind), ..) => w.t(kind.title()),
        (None, Some(exhibit), _) => w
            .say("papers-exhibit")
            .with("purpose", purpose(w, dossier, &exhibit.photo))
            .with("moment", w.moment(exhibit.photo.at))
            .to_string(),
        (None, None, sort) => w.code("sort", sort.code()),
    }
}

/// The register of a case that came in, and what it was answered.
fn taken_in(w: &Words, dossier: &Dossier, known: &Referral) -> Vec<Block> {
    let body = dossier.told.referral.clone().unwrap_or_default();
    let stage = known.stage.map(|stage| w.code("stage", stage.code()));
    let mut rows = vec![
        (w.t("papers-referral-from"), body.body.clone()),
        (w.t("papers-referral-kind"), w.code("counterpart", known.with.code())),
    ];
    rows.extend(stage.map(|stage| (w.t("papers-referral-stage"), stage)));
    rows.push((w.t("papers-referral-on"), w.day(known.since)));
    rows.extend(body.reference.clone().map(|number| (w.t("papers-referral-reference"), number)));
    rows.extend(body.person.clone().map(|person| (w.t("papers-referral-person"), person)));
    rows.extend(between(w, dossier));
    let mut blocks = vec![Block::fields(rows), Block::heading(w.t("papers-referral-asked"))];
    blocks.push(Block::paragraph(body.matter.as_str()));
    if let Some(papers) = &body.papers {
        blocks.push(Block::heading(w.t("papers-referral-came")));
        blocks.push(Block::paragraph(papers.as_str()));
    }
    blocks.extend(parts(w, dossier, known));
    blocks.extend(ended(w, dossier, known));
    blocks.push(Block::Signatures(w.our_places(dossier)));
    blocks.push(w.seal(dossier, None));
    blocks
}

/// Who leads, who helps, and what each did.
fn together(w: &Words, dossier: &Dossier, known: &Referral) -> Vec<Block> {
    let body = dossier.told.referral.clone().unwrap_or_default();
    let (ours, theirs) = (dossier.fair.body.name.clone(), body.body.clone());
    let (leads, helps) = if known.lead == Lead::Ours { (ours, theirs) } else { (theirs, ours) };
    let mut rows = vec![
        (w.t("papers-referral-leads"), leads),
        (w.t("papers-referral-helps"), helps),
        (w.t("papers-referral-since"), w.day(known.since)),
    ];
    rows.extend(body.person.clone().map(|person| (w.t("papers-referral-person"), person)));
    rows.extend(between(w, dossier));
    let mut blocks = vec![Block::fields(rows), Block::heading(w.t("papers-referral-why"))];
    blocks.push(Block::paragraph(body.matter.as_str()));
    blocks.extend(parts(w, dossier, known));
    blocks.extend(ended(w, dossier, known));
    blocks.push(Block::Signatures(w.our_places(dossier)));
    blocks.push(w.seal(dossier, None));
    blocks
}

/// What each of the two did, in the order of days.
fn parts(w: &Words, dossier: &Dossier, known: &Referral) -> Vec<Block> {
    let body = dossier.told.referral.as_ref().map(|body| body.body.clone()).unwrap_or_default();
    let mut blocks = Vec::new();
    for part in &known.parts {
        let who = if part.by == Lead::Ours { dossier.fair.body.name.clone() } else { body.clone() };
        let head = w.say("papers-referral-part").with("who", who).with("day", w.day(part.on));
        blocks.push(Block::Heading { level: 2, text: head.to_string() });
        blocks.push(Block::paragraph(said(dossier, part).as_str()));
    }
    blocks
}

fn said(dossier: &Dossier, part: &Part) -> String {
    dossier.told.remarks.get(&part.seq).cloned().unwrap_or_default()
}

fn ended(w: &Words, dossier: &Dossier, known: &Referral) -> Vec<Block> {
    let Some((result, on, seq)) = known.ended else { return Vec::new() };
    let rows = [
        (w.t("papers-referral-result"), w.code("referral-result", result.code())),
        (w.t("papers-referral-ended"), w.day(on)),
    ];
    let mut blocks = vec![Block::heading(w.t("papers-referral-end")), Block::fields(rows)];
    let remark = dossier.told.remarks.get(&seq);
    blocks.extend(remark.map(|text| Block::paragraph(text.as_str())));
    blocks
}

/// What the last panel said.
pub(super) fn panel(w: &Words, dossier: &Dossier) -> Vec<Block> {
    let (major, body) = (&dossier.case.major, dossier.told.panel.clone().unwrap_or_default());
    let on = major.panels.last().map(|panel| w.day(panel.on)).unwrap_or_default();
    let reasons = major.flag.iter().flat_map(|flag| &flag.reasons);
    let reasons: Vec<_> = reasons.map(|reason| w.code("major-reason", reason.code())).collect();
    let mut rows = between(w, dossier);
    rows.push((w.t("papers-panel-reasons"), reasons.join(&w.t("list-comma"))));
    rows.push((w.t("papers-panel-on"), on));
    rows.push((w.t("papers-panel-present"), w.typed_names(&body.present)));
    let mut blocks = vec![Block::fields(rows)];
    let said = [
        ("papers-panel-for", Some(body.said_for)),
        ("papers-panel-against", body.said_against),
        ("papers-panel-opinion", Some(body.opinion)),
    ];
    for (key, text) in said {
        let Some(text) = text.filter(|text| !text.trim().is_empty()) else { continue };
        blocks.push(Block::heading(w.t(key)));
        blocks.push(Block::paragraph(text.as_str()));
    }
    if let Some(decided) = major.course {
        blocks.push(Block::heading(w.t("papers-panel-course")));
        let rows = [
            (w.t("papers-panel-course-is"), w.code("course", decided.course.code())),
            (w.t("papers-panel-course-on"), w.date(decided.at)),
        ];
        blocks.push(Block::fields(rows));
        let remark = dossier.told.remarks.get(&decided.seq);
        blocks.extend(remark.map(|text| Block::paragraph(text.as_str())));
    }
    blocks.push(Block::Signatures(vec![
        w.place(w.t("papers-panel-recorder"), "", false),
        w.place(w.t("papers-panel-head"), "", false),
    ]));
    blocks.push(w.seal(dossier, None));
    blocks
}

/// What the last expert was asked and answered.
pub(super) fn consultation(w: &Words, dossier: &Dossier) -> Vec<Block> {
    let known = dossier.case.major.consultations.last();
    let body = dossier.told.consultation.clone().unwrap_or_default();
    let impartial = known.is_some_and(|known| known.impartial);
    let declared = if impartial { "papers-expert-impartial" } else { "papers-expert-conflict" };
    let mut rows = vec![
        (w.t("papers-expert-name"), body.expert.clone()),
        (w.t("papers-expert-position"), body.position.clone().unwrap_or_default()),
        (w.t("papers-expert-on"), known.map(|known| w.day(known.on)).unwrap_or_default()),
        (w.t("papers-expert-declared"), w.t(declared)),
    ];
    rows.extend(body.conflict.clone().map(|text| (w.t("papers-expert-conflict-is"), text)));
    rows.push((w.t("papers-matter"), talks::matter(w, dossier)));
    vec![
        Block::fields(rows),
        Block::heading(w.t("papers-expert-question")),
        Block::paragraph(body.question.as_str()),
        Block::heading(w.t("papers-expert-answer")),
        Block::paragraph(body.answer.as_str()),
        Block::note(w.t("papers-expert-note")),
        Block::Signatures(vec![w.place(w.t("papers-expert-sign"), &body.expert, false)]),
    ]
}

/// Every photo of the file, with what it is for and the digest by which its copy is known again.
pub(super) fn exhibits(w: &Words, dossier: &Dossier) -> Vec<Block> {
    let rows = dossier.told.exhibits.iter().enumerate().map(|(at, exhibit)| {
        let photo = &exhibit.photo;
        let from = dossier.party(photo.party).map(|party| w.side(dossier, party)).unwrap_or_default();
        let what = [purpose(w, dossier, photo), exhibit.caption.clone()];
        let what = what.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
        vec![(at + 1).to_string(), what, from, w.moment(photo.at), exhibit.sha256.clone()]
    });
    let head = [
        "file-column-number",
        "papers-exhibit-what",
        "papers-exhibit-from",
        "papers-exhibit-at",
        "papers-referral-column-digest",
    ];
    vec![
        Block::Table(Table {
            // A side and its number stand in one line.
            widths: vec![1.0, 3.3, 2.5, 2.5, 4.7],
            head: head.map(|key| w.t(key)).to_vec(),
            rows: rows.collect(),
        }),
        Block::note(w.t("papers-exhibit-note")),
    ]
}

/// What a photo is for. The paper by which a party ratified is filed as a signed one, and is called what it is.
fn purpose(w: &Words, dossier: &Dossier, photo: &Evidence) -> String {
    let agreement = dossier.case.procedure.agreement.as_ref();
    let mut signatures = agreement.into_iter().flat_map(|known| &known.signatures);
    let ratifies =
        signatures.any(|signature| signature.ratification.and_then(|known| known.evidence) == Some(photo.id));
    if ratifies { w.t("papers-exhibit-ratification") } else { w.code("purpose", photo.purpose.code()) }
}

/// Whether a photo goes with the file of the mediation body.
pub fn is_exhibit(photo: &Evidence) -> bool {
    photo.audience.mediation()
}
