//! How a case begins on paper: application, acceptance register, rights and duties, power of attorney.

use domain::{
    case::{Relief, RightKind, Side},
    fair::BodyKind,
    procedure::CaseSource,
};
use papers::{Block, Field};

use super::{Dossier, PartyView, words::Words};

/// What is in dispute, as the applicant told the mediation body.
pub(super) fn matter(w: &Words, dossier: &Dossier) -> Vec<Block> {
    let application = dossier.told.application.clone().unwrap_or_default();
    if dossier.is_blank() {
        return to_write(w);
    }
    let right = dossier.case.right.map(|right| w.code("right", right.code())).unwrap_or_default();
    let title = application.right_title.unwrap_or_default();
    vec![
        Block::fields([
            (w.t("papers-right"), [right, title].join(" ").trim().to_owned()),
            (w.t("papers-right-number"), application.right_number.unwrap_or_default()),
            (w.t("papers-item"), application.item.unwrap_or_default()),
        ]),
        Block::Heading { level: 2, text: w.t("papers-facts") },
        Block::Paragraph(application.statement),
        Block::Heading { level: 2, text: w.t("papers-requests") },
        requests(w, &application.relief),
    ]
}

/// The same with room to write.
fn to_write(w: &Words) -> Vec<Block> {
    let kinds = RightKind::ALL.iter().map(|right| (false, w.code("right", right.code())));
    let wishes = Relief::ALL.iter().map(|relief| (false, w.code("relief", relief.code())));
    vec![
        Block::Heading { level: 3, text: w.t("papers-right") },
        Block::ticks(kinds),
        Block::fields([(w.t("papers-right-number"), String::new()), (w.t("papers-item"), String::new())]),
        Block::Heading { level: 2, text: w.t("papers-facts") },
        Block::Lines { label: String::new(), count: 7 },
        Block::Heading { level: 2, text: w.t("papers-requests") },
        Block::ticks(wishes),
    ]
}

/// What the applicant asks for. Who names nothing leaves it to the talk: a paper that is served has no empty lines for others to fill.
fn requests(w: &Words, relief: &[Relief]) -> Block {
    if relief.is_empty() {
        return Block::Paragraph(w.t("papers-requests-none"));
    }
    w.numbered(relief.iter().map(|relief| w.code("relief", relief.code())))
}

pub(super) fn application(w: &Words, dossier: &Dossier) -> Vec<Block> {
    let mut blocks: Vec<_> = dossier.named().flat_map(|party| w.filed(dossier, party)).collect();
    // That there are others is told, who they are is not.
    let others = dossier.parties.len() - dossier.named().count();
    if others > 0 {
        blocks.push(Block::Paragraph(w.say("papers-application-others").with("count", others).to_string()));
    }
    blocks.push(Block::Heading { level: 2, text: w.t("papers-dispute") });
    blocks.extend(matter(w, dossier));
    blocks.push(Block::Paragraph(w.t("papers-application-statement")));
    blocks.extend(agreed_by(w, dossier));
    blocks.push(Block::Paragraph(
        w.say("papers-addressed").with("body", dossier.fair.body.name.as_str()).to_string(),
    ));
    // Whoever filed signed it, whoever speaks for them since.
    let as_filed = |party: &PartyView| PartyView {
        speaker: String::new(),
        company: party.filed_as.clone(),
        ..party.clone()
    };
    let applicant = dossier.claimant().map(as_filed);
    let mut places: Vec<_> = applicant.iter().map(|party| w.party_place(dossier, party)).collect();
    for place in places.iter_mut().filter(|_| !dossier.is_blank()) {
        place.dated = w.date(dossier.case.filed_at);
    }
    blocks.push(Block::Signatures(places));
    blocks
}

/// By what means the applicant agreed, where staff wrote it down: whoever cannot read had it read aloud. That is no business of a
/// respondent, whose own copy leaves it out.
fn agreed_by(w: &Words, dossier: &Dossier) -> Option<Block> {
    let reader = dossier.reader.and_then(|reader| dossier.party(reader));
    let means =
        dossier.case.consent.means.filter(|_| reader.is_none_or(|view| view.side == Side::Claimant))?;
    Some(Block::fields([(w.t("papers-application-means"), w.code("means", means.code()))]))
}

pub(super) fn acceptance(w: &Words, dossier: &Dossier) -> Vec<Block> {
    let at = dossier.case.procedure.accepted_at;
    let date = at.map(|at| w.moment(at)).unwrap_or_default();
    let right = dossier.case.right.map(|right| w.code("right", right.code())).unwrap_or_default();
    let mut blocks = vec![
        Block::paragraph(
            w.say("papers-acceptance-opening")
                .with("claimant", dossier.claimant().map_or("", |party| party.called()))
                .with("respondents", w.names(dossier.respondents()))
                .to_string(),
        ),
        Block::fields([
            (w.t("papers-accepted-at"), date),
            (w.t("papers-dispute-type"), w.say("papers-dispute-type-ip").with("right", right).to_string()),
        ]),
        Block::Heading { level: 2, text: w.t("papers-source") },
        Block::ticks(
            CaseSource::ALL.iter().map(|source| {
                (dossier.case.procedure.source == Some(*source), w.code("source", source.code()))
            }),
        ),
    ];
    blocks.extend(matter(w, dossier));
    let mut places: Vec<_> = dossier.parties.iter().map(|party| w.party_place(dossier, party)).collect();
    places.push(w.place(w.t("papers-registrar"), "", false));
    blocks.push(Block::Signatures(places));
    blocks.push(w.seal(dossier, at));
    blocks.push(Block::Fields(vec![Field::from((w.t("papers-remarks"), String::new()))]));
    blocks
}

/// That a fee may be taken, and that nothing is due before they agreed (Commercial Mediation Regulations art 16); nothing of a body
/// that takes none.
pub(super) fn cost(w: &Words, dossier: &Dossier) -> Option<Block> {
    if !w.body.may_charge() {
        return None;
    }
    let mut words = w.t("papers-fee-may");
    if !dossier.tariff.is_empty() {
        words.push_str(if w.is_chinese() { "" } else { " " });
        words += &w.say("papers-fee-where").with("address", dossier.tariff.as_str()).to_string();
    }
    Some(Block::Paragraph(words))
}

/// What the parties may and must do; part of the notice too.
pub(super) fn rights_list(w: &Words) -> Vec<Block> {
    let basis = match w.body {
        BodyKind::People => w.t("papers-rights-basis-people"),
        BodyKind::Commercial | BodyKind::Administrative | BodyKind::Industry | BodyKind::LawyersStudio => {
            w.t("papers-rights-basis-other")
        }
    };
    vec![
        Block::Paragraph(basis),
        Block::Heading { level: 2, text: w.t("papers-rights-heading") },
        w.numbered([
            w.t("papers-right-choose"),
            w.t("papers-right-refuse"),
            w.t("papers-right-open"),
            w.t("papers-right-free"),
        ]),
        Block::Heading { level: 2, text: w.t("papers-duties-heading") },
        w.numbered([w.t("papers-duty-truth"), w.t("papers-duty-order"), w.t("papers-duty-respect")]),
    ]
}

pub(super) fn rights(w: &Words, dossier: &Dossier) -> Vec<Block> {
    let nature = match w.body {
        BodyKind::People => w.t("papers-nature-people"),
        BodyKind::Commercial => w.t("papers-nature-commercial"),
        BodyKind::Administrative => w.t("papers-nature-administrative"),
        BodyKind::Industry => w.t("papers-nature-industry"),
        BodyKind::LawyersStudio => w.t("papers-nature-lawyers-studio"),
    };
    let mut blocks = vec![
        Block::Heading { level: 2, text: w.t("papers-nature-heading") },
        Block::Paragraph(nature),
        Block::Heading { level: 2, text: w.t("papers-principles-heading") },
        w.numbered([
            w.t("papers-principle-voluntary"),
            w.t("papers-principle-law"),
            w.t("papers-principle-courts"),
        ]),
    ];
    blocks.extend(rights_list(w));
    blocks.extend(cost(w, dossier));
    blocks.push(Block::Heading { level: 2, text: w.t("papers-effect-heading") });
    let effect = match w.body {
        BodyKind::People => w.numbered([w.t("papers-effect-binding"), w.t("papers-effect-confirmation")]),
        BodyKind::Commercial | BodyKind::Administrative | BodyKind::Industry | BodyKind::LawyersStudio => {
            w.numbered([w.t("papers-effect-contract"), w.t("papers-effect-confirmation-other")])
        }
    };
    blocks.push(effect);
    blocks.push(Block::Heading { level: 2, text: w.t("papers-confidence-heading") });
    blocks.push(Block::Paragraph(w.t("papers-confidence")));
    blocks.push(Block::Paragraph(w.t("papers-sham")));
    blocks.push(Block::Paragraph(w.t("papers-rights-read")));
    let places = dossier.named().map(|party| w.party_place(dossier, party)).collect();
    blocks.push(Block::Signatures(places));
    blocks
}

pub(super) fn attorney(w: &Words, _: &Dossier) -> Vec<Block> {
    let empty = String::new;
    vec![
        Block::Heading { level: 2, text: w.t("papers-principal") },
        Block::fields([
            (w.t("papers-attorney-name"), empty()),
            (w.t("papers-legal-representative"), empty()),
            (w.t("papers-address-phone"), empty()),
        ]),
        Block::Heading { level: 2, text: w.t("papers-agent") },
        Block::fields([
            (w.t("papers-sign-name"), empty()),
            (w.t("papers-agent-employer"), empty()),
            (w.t("papers-id-number"), empty()),
            (w.t("papers-address-phone"), empty()),
        ]),
        Block::Paragraph(w.t("papers-attorney-text")),
        Block::Heading { level: 2, text: w.t("papers-attorney-scope") },
        Block::ticks([(false, w.t("papers-attorney-general")), (false, w.t("papers-attorney-special"))]),
        Block::fields([(w.t("papers-attorney-term"), empty())]),
        Block::note(w.t("papers-attorney-note")),
        Block::Signatures(vec![
            w.place(w.t("papers-principal"), "", true),
            w.place(w.t("papers-agent"), "", false),
        ]),
    ]
}
