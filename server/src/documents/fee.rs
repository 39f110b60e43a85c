//! The quote of a fee (Commercial Mediation Regulations art 16): what is to be paid, by whom, on which edition of the tariff, and who
//! agreed to it. Of a case for which nothing is taken it says just that.

use domain::{
    fee::{QuoteLine, QuoteShare},
    procedure::{Answer, Money},
};
use papers::{Block, Table};

use super::{Dossier, words::Words};

pub(super) fn quote(w: &Words, dossier: &Dossier) -> Vec<Block> {
    let Some(fee) = dossier.case.procedure.fee() else { return Vec::new() };
    let body = dossier.told.quote.clone().unwrap_or_default();
    let mut rows = vec![(w.t("papers-fee-body"), dossier.fair.body.name.clone())];
    rows.push((w.t("papers-claimant"), dossier.claimant().map_or("", |party| party.called()).to_owned()));
    // Each by the side and number under which its part stands below.
    rows.extend(dossier.respondents().map(|party| (w.side(dossier, party), party.called().to_owned())));
    rows.push((w.t("papers-fee-made"), w.moment(fee.at)));
    let Some(edition) = fee.edition else {
        let waived = Block::Paragraph(w.t("papers-fee-waived"));
        return vec![Block::fields(rows), waived, w.seal(dossier, Some(fee.at))];
    };
    rows.push((w.t("papers-fee-tariff"), w.say("papers-fee-edition").with("edition", edition).to_string()));
    let amount = |hundredths: u64| Money::of_cents(hundredths, &body.currency);
    let figures = |hundredths: u64| w.texts.money(&amount(hundredths));
    let tariff = dossier.told.tariff.as_ref();
    // It stands on an edition, and nobody is to take for a part of that what is none.
    let title = |line: &QuoteLine| match line.title_in(tariff, w.texts.language()) {
        typed if line.is_beside(tariff) => w.say("papers-fee-beside").with("title", typed).to_string(),
        published => match line.published_otherwise(tariff) {
            Some(price) => {
                let said = w.say("papers-fee-otherwise").with("title", published);
                said.with("price", figures(price)).to_string()
            }
            None => published.to_owned(),
        },
    };
    let mut blocks = vec![Block::fields(rows), Block::Paragraph(w.t("papers-fee-lead"))];
    let lines = body.lines.iter().map(|line| {
        let many = w.texts.many(line.quantity, line.unit_in(tariff));
        vec![title(line), figures(line.price), many, line.sum().map(figures).unwrap_or_default()]
    });
    let total = body.total().unwrap_or_default();
    // In Chinese the sum stands below the table, with its capital numerals, and not twice.
    let in_words = w.is_chinese() && amount(total).in_words().is_some();
    let sum =
        (!in_words).then(|| vec![w.t("papers-fee-total"), String::new(), String::new(), figures(total)]);
    blocks.push(Block::Table(Table {
        widths: vec![6.0, 3.0, 2.0, 3.0],
        head: vec![
            w.t("papers-fee-what"),
            w.t("papers-fee-price"),
            w.t("papers-fee-quantity"),
            w.t("papers-fee-sum"),
        ],
        rows: lines.chain(sum).collect(),
    }));
    if in_words {
        blocks.push(Block::fields([(w.t("papers-fee-total"), w.amount(&amount(total)))]));
    }
    blocks.push(Block::Heading { level: 2, text: w.t("papers-fee-shares") });
    let share =
        |share: &QuoteShare| Some(vec![w.full(dossier, dossier.party(share.party)?), figures(share.amount)]);
    // Names are long and amounts short; these stand below the sums of the lines.
    let rows = body.shares.iter().filter_map(share).collect();
    blocks.push(Block::Table(Table { widths: vec![11.0, 3.0], head: Vec::new(), rows }));
    if let Some(remark) = &body.remark {
        blocks.push(Block::Heading { level: 2, text: w.t("papers-remarks") });
        blocks.push(Block::paragraph(remark.as_str()));
    }
    blocks.push(Block::Heading { level: 2, text: w.t("papers-fee-said") });
    let said = dossier.participants().map(|party| {
        let words = fee.answer_of(party.id).map(|said| {
            let agrees = said.answer == Answer::Accept;
            let key = if agrees { "papers-fee-agreed" } else { "papers-fee-declined" };
            let means = w.code("means", said.means.code());
            w.say(key).with("means", means).with("moment", w.moment(said.at)).to_string()
        });
        (w.full(dossier, party), words.unwrap_or_else(|| w.t("papers-fee-open")))
    });
    blocks.push(Block::fields(said));
    // Right above those who sign, with whom these words turn the page; the heading stays with what was said.
    blocks.push(Block::Paragraph(w.t("papers-fee-consent")));
    blocks
        .push(Block::Signatures(dossier.participants().map(|party| w.party_place(dossier, party)).collect()));
    blocks.push(w.seal(dossier, Some(fee.at)));
    blocks
}
