//! The organiser's papers. They speak of the complaint, of the time for a statement, of the order and of what came of it, and of
//! nothing else.

use domain::{
    body::MeasureBody,
    fair::WindowRule,
    measure::{Basis, Ending, HandedClause, Measure, MeasureKind, MeasureState, Order},
};
use jiff::{Timestamp, civil::Date};
use papers::{Block, Field, SignaturePlace};

use super::{Dossier, PartyView, Standing, agreement::term, words::Words};
use crate::locale::Texts;

fn times(measure: &Measure, kinds: &[&str]) -> u32 {
    let steps = measure.steps.iter().filter(|(_, _, kind)| kinds.contains(kind));
    u32::try_from(steps.count()).unwrap_or(u32::MAX)
}

/// A later notice takes the place of an earlier one.
pub(super) fn notice_standing(measure: &Measure) -> Option<(u32, Standing)> {
    measure.notice.as_ref()?;
    Some((times(measure, &["ComplaintNoticeIssued"]), Standing::Effective))
}

/// An order stands until it is lifted.
pub(super) fn order_standing(measure: &Measure) -> Option<(u32, Standing)> {
    measure.order()?;
    let lifted = measure.state == MeasureState::Lifted;
    let standing = if lifted { Standing::Superseded } else { Standing::Effective };
    Some((times(measure, &["MeasureOrdered"]), standing))
}

/// What a certificate tells: each makes another version of it.
pub(super) const CERTIFIED: [&str; 4] =
    ["ComplaintCleared", "MeasureOrdered", "MeasureApplied", "MeasureLifted"];

/// A certificate says what came of the complaint so far: once something was decided, and until something else happens.
pub(super) fn certificate_standing(measure: &Measure) -> Option<(u32, Standing)> {
    measure.is_decided().then(|| (times(measure, &CERTIFIED), Standing::Effective))
}

/// The right and the exhibit, as the complaint has them.
fn matter(w: &Words, dossier: &Dossier) -> Vec<(String, String)> {
    let complaint = dossier.told.complaint.clone().unwrap_or_default();
    let right = dossier.case.right.map(|right| w.code("right", right.code())).unwrap_or_default();
    let right = [right, complaint.right_title.unwrap_or_default()].join(" ").trim().to_owned();
    let known = |(_, value): &(String, String)| !value.is_empty();
    [
        (w.t("papers-complainant"), dossier.claimant().map_or("", PartyView::called).to_owned()),
        (w.t("papers-right"), right),
        (w.t("papers-right-number"), complaint.right_number.unwrap_or_default()),
        (w.t("papers-item"), complaint.item.unwrap_or_default()),
    ]
    .into_iter()
    .filter(known)
    .collect()
}

/// A respondent with its booth.
fn named(w: &Words, party: &PartyView) -> String {
    if party.booth.is_empty() || party.called() == party.booth {
        return party.called().to_owned();
    }
    w.say("papers-at-booth").with("name", party.called()).with("booth", party.booth.as_str()).to_string()
}

fn to(w: &Words, party: &PartyView) -> Block {
    Block::Paragraph(w.say("papers-notice-to").with("who", named(w, party)).to_string())
}

fn seal(w: &Words, at: Option<Timestamp>) -> Block {
    let date = at.map_or_else(|| w.t("papers-date-open"), |at| w.date(at));
    Block::Seal { caption: w.t("papers-seal"), lines: vec![w.t("papers-organiser"), date] }
}

/// The respondent's place to sign: it is nobody's applicant here. Neither a statement nor the receipt of an order needs a seal.
pub(super) fn respondent_place(w: &Words, caption: &str, party: &PartyView) -> SignaturePlace {
    let mut place = w.place(w.t(caption), party.person(), false);
    if !party.company.is_empty() {
        place.fields.insert(0, Field::from((w.t("papers-party-company"), party.company.clone())));
    }
    place.fields.push(Field::from((w.t("papers-sign-capacity"), String::new())));
    place
}

/// The time for a statement: how long by the rule, and once it runs until when.
fn time(w: &Words, rule: Option<&WindowRule>, measure: Option<&Measure>) -> Vec<(String, String)> {
    let mut rows = Vec::new();
    if let Some(rule) = rule {
        rows.push((w.t("papers-window-length"), w.length(rule)));
    }
    let window = measure.and_then(|measure| measure.window.as_ref());
    let deadline = window.map_or_else(|| w.t("papers-window-served"), |window| w.moment(window.deadline));
    rows.push((w.t("papers-complaint-deadline"), deadline));
    if let Some(window) = window.filter(|window| window.last_useful < window.deadline) {
        rows.push((w.t("papers-complaint-useful"), w.moment(window.last_useful)));
    }
    rows
}

pub(super) fn complaint_notice(w: &Words, dossier: &Dossier, party: &PartyView) -> Vec<Block> {
    let measure = dossier.case.measure(party.id);
    let mut blocks = vec![to(w, party), Block::Paragraph(w.t("papers-complaint-opening"))];
    blocks.push(Block::fields(matter(w, dossier)));
    blocks.push(Block::Heading { level: 2, text: w.t("papers-complaint-text") });
    blocks.push(Block::Paragraph(dossier.told.complaint.clone().unwrap_or_default().statement));
    blocks.push(Block::heading(w.t("papers-complaint-answer")));
    blocks.push(Block::Paragraph(w.t("papers-complaint-answer-text")));
    let mut rows = time(w, dossier.told.times.get(&party.id), measure);
    let place = match dossier.desk_place.as_str() {
        "" => w.t("papers-complaint-desk"),
        place => w.say("papers-complaint-desk-at").with("place", place).to_string(),
    };
    rows.push((w.t("papers-notice-place"), place));
    blocks.push(Block::fields(rows));
    blocks.push(Block::heading(w.t("papers-complaint-rights")));
    blocks.push(w.numbered([
        w.t("papers-complaint-right-say"),
        w.t("papers-complaint-right-late"),
        w.t("papers-complaint-right-officer"),
        w.t("papers-complaint-right-object"),
    ]));
    blocks.push(Block::Paragraph(w.t("papers-complaint-apart")));
    if let Some(address) = dossier.told.notices.get(&party.id) {
        let lines = vec![w.t("papers-complaint-phone"), w.t("papers-complaint-phone-hint")];
        blocks.push(Block::Code { text: address.clone(), lines });
    }
    blocks.push(seal(w, measure.and_then(|measure| measure.notice.as_ref()).map(|notice| notice.at)));
    blocks.push(Block::Cut(w.t("papers-complaint-cut")));
    let title = w.say("papers-statement-title").with("number", dossier.ticket()).to_string();
    blocks.push(Block::Heading { level: 2, text: title });
    blocks.push(Block::Lines { label: w.t("papers-statement-lines"), count: 6 });
    let theirs = respondent_place(w, "papers-complained-of", party);
    blocks.push(Block::Signatures(vec![theirs, w.place(w.t("papers-server"), "", false)]));
    blocks
}

fn until(w: &Words, until: Option<Timestamp>) -> String {
    until.map_or_else(|| w.t("papers-until-close"), |until| w.moment(until))
}

/// Clauses that went to the organiser, each with its place and its days in the reader's language.
pub fn clauses_text<'a>(
    clauses: impl IntoIterator<Item = &'a HandedClause>,
    t: &Texts,
    day: &dyn Fn(Date) -> String,
) -> String {
    let text = |clause: &HandedClause| {
        let days = term(t, clause.kind, (clause.from, clause.until), day);
        let rest: Vec<String> = clause.place.clone().into_iter().chain(days).collect();
        let rest = (!rest.is_empty()).then(|| rest.join(" · "));
        let parts = [Some(clause.act.clone()), clause.translation.clone(), rest];
        parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
    };
    clauses.into_iter().map(text).collect::<Vec<_>>().join("\n\n")
}

/// The words of what was handed over, or of what of it a measure carries out. One that came as a text alone is told as it came.
pub fn clause_words(
    handed: &MeasureBody,
    measure: Option<MeasureKind>,
    t: &Texts,
    day: &dyn Fn(Date) -> String,
) -> String {
    let carried = |clause: &HandedClause| measure.is_none_or(|measure| clause.is_carried_out_by(measure));
    // An order from before this was looked at may be of another kind than its clause.
    let any = handed.clauses.iter().any(carried);
    let text = clauses_text(handed.clauses.iter().filter(|clause| !any || carried(clause)), t, day);
    if text.is_empty() { handed.text.clone() } else { text }
}

/// The officer's words.
fn written(dossier: &Dossier, party: &PartyView) -> String {
    dossier.told.orders.get(&party.id).map(|order| order.text.clone()).unwrap_or_default()
}

/// What exactly is ordered: the officer's words, or the clause itself, beside which the officer only says how it is carried out.
fn ordered(
    w: &Words,
    dossier: &Dossier,
    party: &PartyView,
    (order, says_clause): (&Order, bool),
) -> Vec<(String, String)> {
    let words = written(dossier, party);
    let clause = dossier.told.clauses.get(&party.id).filter(|_| says_clause);
    let Some(clause) = clause else { return vec![(w.t("papers-order-what"), words)] };
    let agreed = clause_words(clause, Some(order.kind), &w.texts, &|day| w.day(day));
    let mut rows = vec![(w.t("papers-order-clause"), agreed)];
    if !words.trim().is_empty() {
        rows.push((w.t("papers-order-remark"), words));
    }
    rows
}

/// Against a clause that somebody agreed to nobody is heard once more: it is carried out, and ends with its time if it has one.
pub(super) fn order(w: &Words, dossier: &Dossier, party: &PartyView) -> Vec<Block> {
    let Some(measure) = dossier.case.measure(party.id) else { return Vec::new() };
    let Some(order) = measure.order() else { return Vec::new() };
    let says_clause = measure.says_clause(order, !written(dossier, party).trim().is_empty());
    let ends = measure.clause_ends(order.kind).is_some();
    let [opening, nature, caption] = match (says_clause, ends) {
        (true, true) => {
            ["papers-order-clause-opening", "papers-order-clause-nature-ends", "papers-order-undertook"]
        }
        (true, false) => {
            ["papers-order-clause-opening", "papers-order-clause-nature", "papers-order-undertook"]
        }
        (false, _) => ["papers-order-opening", "papers-order-nature", "papers-complained-of"],
    };
    let mut rows = vec![
        (w.t("papers-order-kind"), w.code("measure", order.kind.code())),
        (w.t("papers-order-basis"), w.code("basis", order.basis.code())),
    ];
    rows.extend(measure.begins(order).map(|day| (w.t("papers-order-from"), w.day(day))));
    rows.push((w.t("papers-order-until"), until(w, order.until)));
    rows.extend(ordered(w, dossier, party, (order, says_clause)));
    let mut blocks = vec![
        to(w, party),
        Block::Paragraph(w.t(opening)),
        Block::fields(rows),
        Block::Paragraph(w.t(nature)),
    ];
    if lifted_on_clause(dossier, measure) {
        let lifted = measure.ending() == Some(Ending::Lifted);
        let how = if lifted { "papers-order-clause-lifted" } else { "papers-order-clause-over" };
        blocks.push(Block::Paragraph(w.t(how)));
    }
    blocks.push(Block::Signatures(vec![
        officer(w, dossier, party, order.at),
        respondent_place(w, caption, party),
    ]));
    blocks
}

/// Whether the order was lifted while its clause still bound: it is no leave to do again what was agreed not to be done. Told by the
/// day on which it was lifted, so that a copy says the same whenever it is drawn.
fn lifted_on_clause(dossier: &Dossier, measure: &Measure) -> bool {
    let lifted = measure.last("MeasureLifted").filter(|_| measure.state == MeasureState::Lifted);
    lifted.is_some_and(|(_, at)| measure.binds_without_order(Some(dossier.fair.day_of(at))))
}

/// Who decided, with the organiser's seal beside the name.
fn officer(w: &Words, dossier: &Dossier, party: &PartyView, at: Timestamp) -> SignaturePlace {
    let name = dossier.told.officers.get(&party.id).map_or("", String::as_str);
    let seal = Some(w.t("papers-organiser-seal"));
    SignaturePlace { dated: w.date(at), seal, ..w.place(w.t("papers-officer"), name, false) }
}

/// What came of the complaint, for whoever complained: no word of either side, and none of the mediation.
pub(super) fn certificate(w: &Words, dossier: &Dossier, party: &PartyView) -> Vec<Block> {
    let Some(measure) = dossier.case.measure(party.id) else { return Vec::new() };
    let mut rows = matter(w, dossier);
    rows.insert(1, (w.t("papers-complained-of"), named(w, party)));
    rows.push((w.t("papers-complaint-filed"), w.moment(dossier.case.filed_at)));
    if let Some((_, at)) = measure.last("ComplaintServed") {
        rows.push((w.t("papers-complaint-served"), w.moment(at)));
    }
    if measure.window.is_some() || !measure.statements.is_empty() {
        // Each of them: one that came after an order was no reason for it.
        let mut came: Vec<_> = measure.statements.iter().map(|said| said.at).collect();
        came.sort_unstable();
        let came: Vec<_> = came.into_iter().map(|at| w.moment(at)).collect();
        let heard = if came.is_empty() { w.t("papers-complaint-unanswered") } else { w.in_turn(&came) };
        rows.push((w.t("papers-complaint-heard"), heard));
    }
    let at = result(w, measure, &mut rows);
    vec![
        Block::Paragraph(
            w.say("papers-complaint-certificate").with("fair", dossier.fair.name.as_str()).to_string(),
        ),
        Block::fields(rows),
        Block::Paragraph(w.t("papers-complaint-certificate-scope")),
        Block::Signatures(vec![officer(w, dossier, party, at)]),
    ]
}

/// What is said of an order that is over, where nobody lifted it.
pub(super) fn over(measure: &Measure) -> Option<&'static str> {
    match measure.ending()? {
        Ending::WithFair | Ending::Unapplied => Some("papers-status-ended"),
        Ending::Lifted => None,
    }
}

/// What the day is called on which it was recorded that the last measure ended.
pub fn ended_on(measure: &Measure) -> &'static str {
    match measure.ending() {
        Some(Ending::WithFair) => "papers-complaint-with-fair",
        Some(Ending::Unapplied) => "papers-complaint-closed",
        Some(Ending::Lifted) | None => "papers-complaint-lifted",
    }
}

/// The result, and when it last changed.
fn result(w: &Words, measure: &Measure, rows: &mut Vec<(String, String)>) -> Timestamp {
    let mut last = Timestamp::MIN;
    let mut note = |rows: &mut Vec<(String, String)>, key: &str, kind: &str, after: u64| {
        let Some((_, at)) = measure.last(kind).filter(|(seq, _)| *seq > after) else { return };
        last = last.max(at);
        rows.push((w.t(key), w.moment(at)));
    };
    let cleared = measure.last("ComplaintCleared").map_or(0, |(seq, _)| seq);
    if let Some(order) = measure.order().filter(|order| order.seq > cleared) {
        rows.push((w.t("papers-complaint-result"), w.code("measure", order.kind.code())));
        // That the sides agreed is known from their mediation, of which this paper tells nothing.
        if order.basis != Basis::Agreement {
            rows.push((w.t("papers-order-basis"), w.code("basis", order.basis.code())));
        }
        note(rows, "papers-complaint-ordered", "MeasureOrdered", 0);
        note(rows, "papers-complaint-applied", "MeasureApplied", order.seq);
        if measure.was_never_applied() {
            rows.push((w.t("papers-complaint-applied"), w.t("papers-complaint-unapplied")));
        }
        rows.push((w.t("papers-order-until"), until(w, order.until)));
        note(rows, ended_on(measure), "MeasureLifted", order.seq);
    } else {
        rows.push((w.t("papers-complaint-result"), w.t("papers-complaint-no-measure")));
        note(rows, "papers-complaint-closed", "ComplaintCleared", 0);
    }
    last
}
