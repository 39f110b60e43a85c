//! The forms of the organiser's track: a complaint, a respondent's statement on it, an order. A text and a consent of their own, for
//! what is written for mediation stays there.

use domain::{
    case::RightKind,
    measure::{Basis, MeasureKind},
};
use papers::{Block, SignaturePlace};

use crate::documents::{Dossier, PartyView, measure::respondent_place, words::Words};

use super::{privacy, taken};

/// Who complains of whom about what, that it may be passed on, and who took it.
pub(super) fn complaint(w: &Words, dossier: &Dossier) -> Vec<Block> {
    let empty = |key: &str| (w.t(key), String::new());
    let rights = RightKind::ALL.iter().map(|right| (false, w.code("right", right.code())));
    let mut blocks = vec![
        Block::Paragraph(w.t("papers-blank-complaint-apart")),
        Block::Heading { level: 2, text: w.t("papers-complainant") },
        Block::fields([
            empty("papers-party-company"),
            empty("papers-party-name"),
            empty("papers-sign-capacity"),
            empty("papers-party-booth"),
            empty("papers-address-phone"),
        ]),
        Block::Heading { level: 2, text: w.t("papers-complained-of") },
        Block::fields([empty("papers-party-company"), empty("papers-party-booth")]),
        Block::Heading { level: 3, text: w.t("papers-right") },
        Block::ticks(rights),
        Block::fields([empty("papers-right-number"), empty("papers-item")]),
        Block::Heading { level: 2, text: w.t("papers-complaint-text") },
        Block::Lines { label: String::new(), count: 8 },
    ];
    blocks.extend(privacy(w, dossier));
    blocks.push(Block::ticks(
        ["consent-v1-organiser", "consent-v1-privacy", "papers-blank-read-aloud"]
            .map(|key| (false, w.t(key))),
    ));
    blocks.push(taken(w));
    blocks.push(Block::Signatures(vec![w.place(w.t("papers-complainant"), "", true)]));
    blocks
}

/// What a respondent says to a complaint. To admit it is ticked apart, and what that means stands beside it.
pub(super) fn statement(w: &Words, respondent: &PartyView) -> Vec<Block> {
    vec![
        Block::fields([
            (w.t("papers-party-company"), String::new()),
            (w.t("papers-party-booth"), String::new()),
        ]),
        Block::Paragraph(w.t("papers-complaint-right-say")),
        Block::Heading { level: 2, text: w.t("papers-complaint-answer") },
        Block::Lines { label: w.t("papers-statement-lines"), count: 12 },
        Block::ticks([(false, w.t("notice-admits"))]),
        Block::Note(w.t("notice-admits-hint")),
        Block::ticks([(false, w.t("papers-blank-read-aloud"))]),
        taken(w),
        Block::Signatures(vec![respondent_place(w, "papers-complained-of", respondent)]),
    ]
}

/// A measure that a named officer orders on a stated basis. What both sides agreed on is ordered from the record, in its own words.
pub(super) fn order(w: &Words, respondent: &PartyView) -> Vec<Block> {
    let kinds = MeasureKind::ALL.iter().map(|kind| (false, w.code("measure", kind.code())));
    let bases = Basis::ALL.iter().filter(|basis| **basis != Basis::Agreement);
    let bases = bases.map(|basis| (false, w.code("basis", basis.code())));
    let officer = SignaturePlace {
        seal: Some(w.t("papers-organiser-seal")),
        ..w.place(w.t("papers-officer"), "", false)
    };
    vec![
        Block::Paragraph(w.say("papers-notice-to").with("who", w.gap()).to_string()),
        Block::Paragraph(w.t("papers-order-opening")),
        Block::Heading { level: 3, text: w.t("papers-order-kind") },
        Block::ticks(kinds),
        Block::Heading { level: 3, text: w.t("papers-order-basis") },
        Block::ticks(bases),
        Block::fields([(w.t("papers-order-until"), String::new())]),
        Block::Lines { label: w.t("papers-order-what"), count: 5 },
        Block::Paragraph(w.t("papers-order-nature")),
        Block::Signatures(vec![officer, respondent_place(w, "papers-complained-of", respondent)]),
    ]
}
