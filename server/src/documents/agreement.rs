//! The agreement, in one language or two side by side, and the register of an oral one.

use domain::{
    body::PersonBody,
    fair::{BodyKind, Language},
    ids::PartyId,
    procedure::{AgreementBody, Authority, ClauseBody, ClauseKind, Money, Signatory},
};
use jiff::{Timestamp, civil::Date};
use papers::{Block, Pair, SideBySide, SignaturePlace};

use crate::locale::Texts;

use super::{
    Checked, Dossier, PartyView, talks,
    words::{Words, numeral},
};

/// Clauses there is room for on a form.
const CLAUSES: usize = 4;

/// The text in one language.
struct Side<'a> {
    w: &'a Words,
    dossier: &'a Dossier,
    second: bool,
    /// It is in another language than the paper.
    abroad: bool,
}

impl Side<'_> {
    fn label(&self, number: usize) -> String {
        if self.w.is_chinese() { format!("第{}条　", numeral(number)) } else { format!("{number}. ") }
    }

    /// What a party has to do. To whom it pays stands in the words that both sides read and accepted, and nowhere else.
    fn does(&self, clause: &ClauseBody) -> String {
        match paid(clause) {
            Some(money) => self.w.say("papers-clause-pays").with("amount", self.w.amount(money)).to_string(),
            None => self.w.code("clause-does", clause.kind.code()),
        }
    }

    /// Who does what by when; and the rest of the time it has, which stands at its end.
    fn lead(&self, who: String, clause: &ClauseBody) -> (String, Option<String>) {
        let w = self.w;
        let due = clause.until.filter(|_| clause.from.is_none() && !clause.kind.is_lasting());
        if let Some(until) = due {
            let due = w.say("papers-clause-due").with("who", who).with("does", self.does(clause));
            return (due.with("until", w.day(until)).to_string(), None);
        }
        let said = w.say("papers-clause").with("who", who).with("does", self.does(clause));
        (said.to_string(), term(&w.texts, clause.kind, (clause.from, clause.until), &|day| w.day(day)))
    }

    /// Who does what, where, from when until when, for how much.
    fn clause(&self, number: usize, clause: &ClauseBody) -> String {
        let w = self.w;
        let debtor = if self.abroad {
            self.dossier.party_translated(clause.debtor)
        } else {
            self.dossier.party(clause.debtor)
        };
        let who = debtor.map(|debtor| w.full(self.dossier, debtor)).unwrap_or_default();
        let translated = || clause.translation.clone().unwrap_or_else(|| w.t("papers-no-translation"));
        let act = if self.second { translated() } else { clause.act.clone() };
        let mut parts = vec![act.trim().trim_end_matches(['。', '.']).to_owned()];
        if let Some(place) = &clause.place {
            parts.push(w.say("papers-clause-place").with("place", place.as_str()).to_string());
        }
        let (lead, term) = self.lead(who, clause);
        parts.extend(term.map(|term| w.say("papers-clause-term").with("term", term).to_string()));
        if let Some(money) = &clause.money {
            if paid(clause).is_none() {
                parts.push(w.say("papers-clause-money").with("amount", w.amount(money)).to_string());
            }
            if let Some(account) = &money.account {
                parts.push(w.say("papers-clause-account").with("account", account.as_str()).to_string());
            }
        }
        if clause.organiser {
            parts.push(w.t("papers-clause-organiser"));
        }
        let end = if w.is_chinese() { "。" } else { "." };
        format!("{}{lead}{}{end}", self.label(number), w.in_turn(&parts))
    }

    fn facts(&self, body: &AgreementBody) -> String {
        let facts = said(body).collect::<Vec<_>>().join("\n");
        match &body.translation {
            Some(translation) if self.second => translation.clone(),
            None if self.second && !facts.is_empty() => self.w.t("papers-no-translation"),
            Some(_) | None => facts,
        }
    }

    /// How it is performed, where that was typed: nothing stands among the clauses that nobody read and accepted.
    fn closing(&self, number: usize, body: &AgreementBody) -> Option<String> {
        let said = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
        let (typed, translated) = (said(&body.performance), said(&body.performance_translation));
        if typed.is_none() && translated.is_none() {
            return None;
        }
        let text = if self.second { translated } else { typed };
        let text = text.unwrap_or_else(|| self.w.t("papers-no-translation"));
        Some(format!("{}{}", self.label(number), text.trim()))
    }
}

/// What a clause of payment says is paid, once an amount was typed.
fn paid(clause: &ClauseBody) -> Option<&Money> {
    clause.money.as_ref().filter(|money| clause.kind == ClauseKind::Pay && !money.amount.is_empty())
}

/// From when until when a clause holds, or by when it is done: in the same words on papers and pages, each with its own dates.
pub fn term(
    t: &Texts,
    kind: ClauseKind,
    days: (Option<Date>, Option<Date>),
    day: &dyn Fn(Date) -> String,
) -> Option<String> {
    match days {
        (Some(from), Some(until)) => {
            Some(t.t2("papers-term-between", "from", day(from), "until", day(until)))
        }
        (Some(from), None) => Some(t.t1("papers-term-from", "from", day(from))),
        (None, Some(until)) => {
            let key = if kind.is_lasting() { "papers-term-until" } else { "papers-term-by" };
            Some(t.t1(key, "until", day(until)))
        }
        (None, None) => None,
    }
}

/// The facts and what is in dispute, as far as something is typed.
fn said(body: &AgreementBody) -> impl Iterator<Item = &str> {
    [&*body.facts, &*body.disputes].into_iter().filter(|text| !text.trim().is_empty())
}

fn other(language: Language) -> Language {
    match language {
        Language::En => Language::ZhCn,
        Language::ZhCn => Language::En,
    }
}

/// Facts, dispute, clauses, performance. In one language our own words are those of the paper, whatever language was typed; in two
/// each column speaks its own, the paper's first.
fn terms(w: &Words, dossier: &Dossier, body: &AgreementBody) -> Vec<Block> {
    if dossier.is_blank() {
        return to_write(w, dossier);
    }
    if !body.is_translated() {
        let mut blocks = alone(&Side { w, dossier, second: false, abroad: false }, body);
        blocks.extend(prevails_alone(w, dossier));
        return blocks;
    }
    let languages = [w.texts.language(), other(w.texts.language())];
    let typed = body.written_in().unwrap_or(languages[0]);
    let [first, second] = languages.map(|language| w.speaking(dossier, language));
    let side = |w, abroad| Side { w, dossier, second: w.texts.language() != typed, abroad };
    let (one, two) = (side(&first, false), side(&second, true));
    let heading = |key: &str| Pair::heading(first.t(key), second.t(key));
    let mut rows = Vec::new();
    if said(body).next().is_some() || body.translation.is_some() {
        rows.extend([heading("papers-agreement-facts"), Pair::clause(one.facts(body), two.facts(body))]);
    }
    rows.push(heading("papers-agreement-content"));
    for (at, clause) in body.clauses.iter().enumerate() {
        rows.push(Pair::clause(one.clause(at + 1, clause), two.clause(at + 1, clause)));
    }
    let last = body.clauses.len() + 1;
    if let (Some(left), Some(right)) = (one.closing(last, body), two.closing(last, body)) {
        rows.extend([heading("papers-agreement-performance"), Pair::clause(left, right)]);
    }
    let prevailing = dossier.case.procedure.agreement.as_ref().map(|agreement| agreement.draft.prevailing);
    let head = |w: &Words| {
        let name = w.t("language-own-name");
        // Whoever reads one column alone reads there which of the two prevails.
        match prevailing {
            Some(own) if own == w.texts.language() => {
                w.say("papers-prevails").with("language", name).to_string()
            }
            Some(other) => {
                let other = w.texts.language_name(other);
                w.say("papers-prevails-other").with("language", name).with("other", other).to_string()
            }
            None => name,
        }
    };
    let tags = languages.map(|language| language.tag().to_owned());
    let mut blocks =
        vec![Block::SideBySide(SideBySide { languages: tags, heads: [head(&first), head(&second)], rows })];
    let translator = body.translator.clone().unwrap_or_default();
    if !translator.is_empty() {
        blocks.push(Block::note(w.say("papers-translator").with("name", translator).to_string()));
    }
    blocks
}

/// Where the parties' words stand in another language than the paper's own, which of the two prevails.
fn prevails_alone(w: &Words, dossier: &Dossier) -> Option<Block> {
    let agreement = dossier.case.procedure.agreement.as_ref()?;
    let prevailing = agreement.draft.prevailing;
    let name = w.texts.language_name(prevailing);
    // What was agreed by word of mouth, the parties did not write down.
    let key = if agreement.oral { "papers-prevails-oral" } else { "papers-prevails-alone" };
    (prevailing != w.texts.language())
        .then(|| Block::Paragraph(w.say(key).with("language", name).to_string()))
}

/// The same with room to write.
fn to_write(w: &Words, dossier: &Dossier) -> Vec<Block> {
    let side = Side { w, dossier, second: false, abroad: false };
    let mut blocks = vec![
        Block::heading(w.t("papers-agreement-facts")),
        Block::Lines { label: String::new(), count: 4 },
        Block::heading(w.t("papers-agreement-content")),
        Block::note(w.t("papers-blank-clauses")),
    ];
    let clause = |number| Block::Lines { label: side.label(number), count: 2 };
    blocks.extend((1..=CLAUSES).map(clause));
    blocks.push(Block::heading(w.t("papers-agreement-performance")));
    blocks.push(clause(CLAUSES + 1));
    blocks
}

fn alone(side: &Side<'_>, body: &AgreementBody) -> Vec<Block> {
    let w = side.w;
    let mut blocks = Vec::new();
    if said(body).next().is_some() {
        blocks.push(Block::heading(w.t("papers-agreement-facts")));
        blocks.extend(said(body).map(Block::paragraph));
    }
    blocks.push(Block::heading(w.t("papers-agreement-content")));
    let clauses = body.clauses.iter().enumerate();
    blocks.extend(clauses.map(|(at, clause)| Block::Paragraph(side.clause(at + 1, clause))));
    if let Some(closing) = side.closing(body.clauses.len() + 1, body) {
        blocks.push(Block::heading(w.t("papers-agreement-performance")));
        blocks.push(Block::Paragraph(closing));
    }
    blocks
}

/// The place of somebody who may have signed already.
fn signed(w: &Words, dossier: &Dossier, by: Signatory, mut place: SignaturePlace) -> SignaturePlace {
    let agreement = dossier.case.procedure.agreement.as_ref();
    let signature = agreement.and_then(|agreement| agreement.signature(by));
    if let Some(signature) = signature {
        place.dated = w.date(signature.at);
    }
    // Who signs by the roster's name need not say it again.
    let said = dossier.told.signed.get(&by).filter(|said| !said.name.is_empty());
    if let Some(PersonBody { name, position, .. }) = said {
        let (name_label, agent_label) = (w.t("papers-sign-name"), w.t("papers-sign-agent"));
        let capacity_label = w.t("papers-sign-capacity");
        let own = signature.is_none_or(|signature| signature.authority == Authority::Own);
        let is_agent = !own && matches!(by, Signatory::Party(_));
        for field in &mut place.fields {
            if field.label == name_label || field.label == agent_label {
                field.label.clone_from(if is_agent { &agent_label } else { &name_label });
                field.value.clone_from(name);
            } else if field.label == capacity_label {
                field.value = position.clone().unwrap_or_default();
            }
        }
    }
    place
}

/// What the signature for a party waits for.
enum Ratifies {
    /// The party's own word, by a day that is set with the signature.
    Open(Option<Date>),
    /// Nothing more: it came.
    Done(Timestamp),
}

/// Whether a party still has to ratify: as it was signed, and before that as the counter proposes it, by what was shown at the table.
fn ratifies(dossier: &Dossier, party: PartyId) -> Option<Ratifies> {
    let known = &dossier.case.procedure;
    let agreement = known.agreement.as_ref().filter(|agreement| !agreement.oral)?;
    let Some(signature) = agreement.signature(Signatory::Party(party)) else {
        let checked = dossier.told.identities.get(&party);
        let found = checked.filter(|found| found.identity.shown() == Authority::MayNotSettle);
        return found.map(|_| Ratifies::Open(None));
    };
    signature.ratification.map(|known| match known.at {
        Some(at) => Ratifies::Done(at),
        None => Ratifies::Open(Some(known.by)),
    })
}

/// When a party ratified what somebody signed for it; none where it had not to, or has not yet.
pub(super) fn ratified(dossier: &Dossier, party: PartyId) -> Option<Timestamp> {
    match ratifies(dossier, party)? {
        Ratifies::Done(at) => Some(at),
        Ratifies::Open(_) => None,
    }
}

/// By what right somebody speaks for a party: as far as it was shown at the table, or when it was signed; and what of it waits for the
/// party, in the same cases as the line where it ratifies.
fn authority(w: &Words, dossier: &Dossier, party: PartyId) -> String {
    let known = &dossier.case.procedure;
    let Some(Checked { identity: checked, .. }) = dossier.told.identities.get(&party) else {
        return String::new();
    };
    let own = || w.code("authority", checked.authority.code());
    if checked.authority == Authority::Own {
        return own();
    }
    let signature = known.agreement.as_ref().and_then(|known| known.signature(Signatory::Party(party)));
    let proved = signature.is_some_and(|signature| signature.authority == Authority::MaySettle);
    let right = if checked.lacks_power() && !proved { w.t("papers-authority-unshown") } else { own() };
    let (key, day) = match ratifies(dossier, party) {
        None => return right,
        Some(Ratifies::Open(None)) => ("papers-authority-ratify", String::new()),
        Some(Ratifies::Open(Some(by))) => ("papers-authority-ratify-by", w.day(by)),
        Some(Ratifies::Done(at)) => ("papers-authority-ratified", w.date(at)),
    };
    w.say(key).with("authority", right).with("day", day).to_string()
}

/// Who the parties are, and who speaks for each.
fn particulars(w: &Words, dossier: &Dossier) -> Vec<Block> {
    let of = |party: &PartyView| w.particulars(dossier, party, authority(w, dossier, party.id));
    dossier.attendees().flat_map(of).collect()
}

/// Who ratified for a party, with the position, where that was told.
fn ratifier(w: &Words, dossier: &Dossier, party: PartyId) -> Option<String> {
    let person = dossier.told.ratified.get(&party).filter(|person| !person.name.is_empty())?;
    let name = person.name.as_str();
    Some(match person.position.as_deref().filter(|position| !position.is_empty()) {
        Some(position) if w.is_chinese() => format!("{name}（{position}）"),
        Some(position) => format!("{name} ({position})"),
        None => name.to_owned(),
    })
}

/// Where somebody signs, or was found at the table to sign, who may not settle: what that signature waits for, and a line for it.
fn ratifications(w: &Words, dossier: &Dossier) -> Vec<Block> {
    let line = |party: &PartyView| {
        let person = ratifier(w, dossier, party.id);
        let (key, day) = match ratifies(dossier, party.id)? {
            Ratifies::Done(at) if person.is_some() => ("papers-ratified-line-by", w.date(at)),
            Ratifies::Done(at) => ("papers-ratified-line", w.date(at)),
            Ratifies::Open(Some(by)) => ("papers-ratify-line", w.day(by)),
            Ratifies::Open(None) => ("papers-ratify-line", w.t("papers-ratify-day")),
        };
        let said = w.say(key).with("who", w.full(dossier, party)).with("day", day);
        Some(Block::Paragraph(said.with("by", person.unwrap_or_default()).to_string()))
    };
    let lines: Vec<_> = dossier.attendees().filter_map(line).collect();
    let why = (!lines.is_empty()).then(|| Block::Paragraph(w.t("papers-agreement-ratify")));
    why.into_iter().chain(lines).collect()
}

pub(super) fn written(w: &Words, dossier: &Dossier) -> Vec<Block> {
    let body = dossier.told.agreement.clone().unwrap_or_default();
    let mut blocks = particulars(w, dossier);
    blocks.push(Block::Paragraph(w.t("papers-agreement-opening")));
    blocks.extend(terms(w, dossier, &body));
    let copies = dossier.attendees().count() + 1;
    // What the law says of every agreement is no clause of this one.
    blocks.push(Block::note(w.say("papers-agreement-copies").with("count", copies).to_string()));
    blocks.push(Block::note(match w.body {
        BodyKind::People => w.t("papers-agreement-effect-people"),
        BodyKind::Commercial | BodyKind::Administrative | BodyKind::Industry | BodyKind::LawyersStudio => {
            w.t("papers-agreement-effect-other")
        }
    }));
    let mut places: Vec<_> = dossier
        .attendees()
        .map(|party| signed(w, dossier, Signatory::Party(party.id), w.party_place(dossier, party)))
        .collect();
    let [mediator, recorder] = <[SignaturePlace; 2]>::try_from(w.our_places(dossier))
        .unwrap_or_else(|_| [SignaturePlace::default(), SignaturePlace::default()]);
    places.push(signed(w, dossier, Signatory::Mediator, mediator));
    places.push(recorder);
    blocks.push(Block::heading(w.t("papers-signatures")));
    blocks.extend(ratifications(w, dossier));
    blocks.push(Block::Signatures(places));
    let agreement = dossier.case.procedure.agreement.as_ref();
    let sealed = agreement.and_then(|agreement| agreement.signature(Signatory::Seal)).map(|seal| seal.at);
    blocks.push(w.seal(dossier, sealed));
    blocks
}

pub(super) fn oral(w: &Words, dossier: &Dossier) -> Vec<Block> {
    let body = dossier.told.agreement.clone().unwrap_or_default();
    let agreement = dossier.case.procedure.agreement.as_ref();
    let at = agreement.and_then(|agreement| agreement.effective_at);
    let mut blocks = particulars(w, dossier);
    blocks.push(Block::fields([
        (w.t("papers-matter"), talks::matter(w, dossier)),
        (w.t("papers-oral-at"), at.map(|at| w.moment(at)).unwrap_or_default()),
    ]));
    blocks.extend(terms(w, dossier, &body));
    blocks.push(Block::note(match w.body {
        BodyKind::People => w.t("papers-oral-effect-people"),
        BodyKind::Commercial | BodyKind::Administrative | BodyKind::Industry | BodyKind::LawyersStudio => {
            w.t("papers-oral-effect-other")
        }
    }));
    blocks.push(Block::Signatures(w.our_places(dossier)));
    blocks.push(w.seal(dossier, at));
    blocks
}
