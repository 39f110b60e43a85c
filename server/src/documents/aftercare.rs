//! What follows an agreement on paper: the joint application to a court (no. 12) and the record of a return visit (no. 13).

use domain::{
    Case,
    aftercare::{Finding, confirmation_until},
    body::Particulars,
};
use papers::{Block, Field, SignaturePlace};

use super::{
    Dossier, agreement, talks,
    words::{Words, numeral},
};

/// Whether there is something that a court can confirm: a written agreement in effect.
pub(super) fn is_confirmable(case: &Case) -> bool {
    case.procedure.agreement.as_ref().is_some_and(|known| !known.oral && known.effective_at.is_some())
}

/// Both sides ask a court together to confirm what they agreed (CPL art 205; CPL Interpretation arts 353, 354; SPC 2011 art 3).
/// Telephones are for the court alone: they are written by hand, since this paper lies before both sides. The rest is what each told
/// at the table for its papers; the copy that one side has of it bears no number of the other (procedure E.2).
pub(super) fn confirmation(w: &Words, dossier: &Dossier) -> Vec<Block> {
    let court = dossier.told.court.as_ref().map(|court| court.court.clone()).unwrap_or_default();
    let effective = dossier.case.procedure.in_effect();
    let until = effective.map(|at| confirmation_until(dossier.fair.day_of(at)));
    let to = if court.is_empty() {
        w.say("papers-court-to").with("who", w.gap())
    } else {
        w.say("papers-notice-to").with("who", court)
    };
    let mut blocks = vec![Block::Paragraph(to.to_string())];
    // Before the court both sides ask for the same.
    let applicant =
        |at: usize| w.say("papers-court-applicant").with("number", ordinal(w, at + 1)).to_string();
    for (at, party) in dossier.participants().enumerate() {
        let told = dossier.told.identities.get(&party.id).map(|checked| checked.person.particulars.clone());
        let Particulars { company: _, representative, registration, address } = told.unwrap_or_default();
        let own = dossier.shows_numbers(party.id);
        let registration = registration.map(|known| if own { known } else { w.t("papers-court-elsewhere") });
        let fields = [
            (w.t("papers-party-company"), party.company.clone()),
            (w.t("papers-court-representative"), representative.unwrap_or_default()),
            (w.t("papers-court-agent"), party.person().to_owned()),
            (w.t("papers-court-identity"), registration.unwrap_or_default()),
            (w.t("papers-court-address"), address.unwrap_or_default()),
            (w.t("papers-court-phone"), String::new()),
        ];
        blocks.push(Block::Heading { level: 2, text: applicant(at) });
        blocks.push(Block::Fields(fields.into_iter().map(Field::from).collect()));
    }
    blocks.push(Block::heading(w.t("papers-court-request")));
    let request = w
        .say("papers-court-request-text")
        .with("body", dossier.fair.body.name.as_str())
        .with("number", w.number(dossier))
        .with("day", effective.map(|at| w.date(at)).unwrap_or_default());
    blocks.push(Block::Paragraph(request.to_string()));
    blocks.push(Block::heading(w.t("papers-court-grounds")));
    let grounds = w
        .say("papers-court-grounds-text")
        .with("matter", talks::matter(w, dossier))
        .with("body", dossier.fair.body.name.as_str());
    blocks.push(Block::Paragraph(grounds.to_string()));
    blocks.push(Block::heading(w.t("papers-court-promise")));
    blocks.push(w.numbered([
        w.t("papers-court-promise-free"),
        w.t("papers-court-promise-others"),
        w.t("papers-court-promise-harm"),
        w.t("papers-court-promise-once"),
    ]));
    blocks.push(Block::heading(w.t("papers-court-enclosed")));
    blocks.push(enclosed(w, dossier));
    if let Some(until) = until {
        blocks.push(Block::note(w.say("papers-court-until").with("day", w.day(until)).to_string()));
    }
    let places = dossier
        .participants()
        .enumerate()
        .map(|(at, party)| SignaturePlace { caption: applicant(at), ..w.party_place(dossier, party) });
    blocks.push(Block::Signatures(places.collect()));
    blocks
}

/// What goes to the court along with it. Without the word of the party itself its agent's signature would bind nobody.
fn enclosed(w: &Words, dossier: &Dossier) -> Block {
    let ratified = dossier.participants().filter_map(|party| {
        let day = w.date(agreement::ratified(dossier, party.id)?);
        let said = w.say("papers-court-enclosed-ratification").with("who", party.called()).with("day", day);
        Some(said.to_string())
    });
    let others = [
        w.t("papers-court-enclosed-body"),
        w.t("papers-court-enclosed-identity"),
        w.t("papers-court-enclosed-right"),
        w.t("papers-court-enclosed-attorney"),
    ];
    w.numbered(std::iter::once(w.t("papers-court-enclosed-agreement")).chain(ratified).chain(others))
}

/// `一` or `1`.
fn ordinal(w: &Words, number: usize) -> String {
    if w.is_chinese() { numeral(number) } else { number.to_string() }
}

/// The record of the last return visit; without one a form to write on.
pub(super) fn return_visit(w: &Words, dossier: &Dossier) -> Vec<Block> {
    let visit = dossier.case.aftercare.visits.last();
    let body = dossier.told.visit.clone().unwrap_or_default();
    let agreed = dossier.case.procedure.in_effect().map(|at| w.date(at)).unwrap_or_default();
    let rows = [
        (w.t("papers-claimant"), dossier.claimant().map_or("", |party| party.called()).to_owned()),
        (w.t("papers-respondent"), w.names(dossier.opposite().into_iter())),
        (w.t("papers-visit-agreement"), w.number(dossier)),
        (w.t("papers-visit-agreed"), agreed),
        (w.t("papers-visit-on"), visit.map(|visit| w.day(visit.on)).unwrap_or_default()),
        (w.t("papers-visit-asked"), w.typed_names(&body.asked)),
    ];
    let mut blocks = vec![Block::fields(rows)];
    blocks.push(Block::Heading { level: 2, text: w.t("papers-visit-means") });
    blocks.push(Block::ticks(
        domain::aftercare::Reached::ALL
            .iter()
            .map(|means| (visit.is_some_and(|visit| visit.means == *means), w.code("reached", means.code()))),
    ));
    blocks.push(Block::Heading { level: 2, text: w.t("papers-visit-finding") });
    blocks.push(Block::ticks(Finding::ALL.iter().map(|finding| {
        (visit.is_some_and(|visit| visit.finding == *finding), w.code("finding", finding.code()))
    })));
    let written = visit.is_some();
    let mut part = |key: &str, text: Option<String>, count: u16| {
        let text = text.filter(|text| !text.trim().is_empty());
        match text {
            Some(text) => {
                blocks.push(Block::Heading { level: 2, text: w.t(key) });
                blocks.push(Block::paragraph(text.as_str()));
            }
            None if written => {}
            None => {
                blocks.push(Block::Heading { level: 2, text: w.t(key) });
                blocks.push(Block::Lines { label: String::new(), count });
            }
        }
    };
    part("papers-visit-findings", Some(body.findings), 3);
    part("papers-visit-suit", body.suit, 1);
    part("papers-visit-risk", body.risk, 1);
    part("papers-visit-measures", body.measures, 1);
    let visitor = w.place(w.t("papers-visit-by"), &dossier.told.visitor, false);
    blocks.push(Block::Signatures(vec![visitor]));
    blocks.push(w.seal(dossier, None));
    blocks
}
