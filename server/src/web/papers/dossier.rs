//! Opening what a paper may speak of: one side of a case, never both, and no private note. Called only after the reading was
//! recorded, or for a party that reads what is its own.

mod spoken;

use std::{collections::HashMap, sync::Arc};

use domain::{
    Case, Fact,
    body::Content,
    case::{Party, Side},
    fair::{FairPlan, Language, MediationBody},
    ids::{PartyId, StaffId},
    procedure::{Proceeding, RecordPart, Signatory},
};

use papers::Picture;

use crate::{
    app::App,
    documents::{
        Dossier, Kind, PartyView, Printing, Told,
        linkage::{Exhibit, is_exhibit},
    },
    engine::{Published, ReadError},
    evidence::Kept,
    locale::Texts,
    web::{
        company,
        fee::text_of,
        halls,
        origin::Origin,
        problem::{Fault, Problem},
        submit::known_as,
        tariff,
    },
};

use self::spoken::Checks;

/// Opens what a paper in a language may speak of: one side, never both. Without a paper, what the whole file of the mediation does, as
/// the case stands. For whose own copy it is, where it is one.
pub(super) fn gather(
    app: &App,
    (case, reader): (&Arc<Case>, Option<PartyId>),
    origin: &Origin,
    paper: Option<(Kind, Option<PartyId>)>,
    language: Language,
) -> Result<Dossier, Problem> {
    let published = app.now();
    let organiser = paper.is_some_and(|(kind, _)| kind.is_organisers());
    let fair = published.desk.fair().ok_or_else(|| Problem::of(Fault::NotFound))?;
    let lead = case.claimant().ticket.and_then(|number| published.desk.ticket(number));
    // Who receives does not mediate: until a mediator has the case, papers name none.
    let mediates = |by: &StaffId| published.desk.staff_member(*by).is_none_or(|staff| !staff.only_receives());
    let has = lead.and_then(|lead| lead.mediator);
    let room = lead.and_then(|lead| lead.room.as_ref()).map(ToString::to_string).unwrap_or_default();
    let kind = paper.map(|(kind, _)| kind);
    let drawn_up = paper.and_then(|(kind, party)| kind.drawn_up(case, party));
    let mediator = kind.map_or(has, |kind| kind.mediator(case, drawn_up, has)).filter(mediates);
    let mediator = mediator.map(|by| known_as(by, &published)).unwrap_or_default();
    let handed = case.respondents().iter().any(|party| Some(party.place.id) == reader);
    let mut opener = Reader { app, case, origin, kind, drawn_up, handed, checks: Checks::default() };
    opener.checks = opener.checks()?;
    let views = |language| opener.parties(&published, &published.texts(language));
    let other = Language::ALL.into_iter().find(|other| *other != language);
    let mut parties = views(language)?;
    let mut translated = other.map(views).transpose()?.unwrap_or_default();
    let mut told = if organiser { opener.complaint(&published)? } else { opener.mediation()? };
    if !organiser {
        let by = case.aftercare.visits.last().and_then(|visit| visit.by);
        told.visitor = by.map(|by| known_as(by, &published)).unwrap_or_default();
        told.referral_held = case.referrals.last().is_some_and(|known| published.desk.holds_back(known));
        let desk = &published.desk;
        let rule = |party: &Party| desk.rules_of(party.notice.as_ref()).reply.clone();
        told.times = case.respondents().iter().map(|party| (party.place.id, rule(party))).collect();
        let called = |party: &Party| Some((party.place.id, desk.last_call(party)?));
        told.called = case.respondents().iter().filter_map(called).collect();
        let fee = case.procedure.fee();
        let tariff = fee.and_then(|fee| published.desk.body_of(case)?.tariff_of(fee));
        told.tariff = tariff.cloned();
    }
    for party in parties.iter_mut().chain(&mut translated) {
        (party.speaker, party.represented) = opener.spoke_for(party.id, &told)?;
    }
    // Its papers are those of the body it belongs to.
    let mut plan = fair.plan.clone();
    if let Some(body) = published.desk.body_of(case) {
        plan.body = MediationBody { name: body.terms.name.clone(), kind: body.terms.kind };
    }
    Ok(Dossier {
        fair: plan,
        parties,
        translated,
        mediator: if organiser { String::new() } else { mediator },
        room: if organiser { String::new() } else { room },
        desk_place: desk_place(&fair.plan),
        tariff: origin.0.join(tariff::PATH),
        told,
        case: Arc::clone(case),
        printing: Printing::Now,
        reader,
    })
}

/// Where the desk is, as visitors are told; else its first room.
fn desk_place(plan: &FairPlan) -> String {
    let room = || plan.rooms.first().map(|room| room.id.to_string()).unwrap_or_default();
    if plan.desk.is_empty() { room() } else { plan.desk.clone() }
}

/// Opens the sealed contents of a case.
struct Reader<'a> {
    app: &'a App,
    case: &'a Case,
    origin: &'a Origin,
    /// The paper it is for; `None` for what stands around a whole file.
    kind: Option<Kind>,
    /// The entry with which that was drawn up.
    drawn_up: Option<u64>,
    /// It is the own copy of a respondent.
    handed: bool,
    /// Whose papers were looked at, as far as it knows.
    checks: Checks,
}

impl Reader<'_> {
    fn content(&self, seq: u64) -> Result<Option<Content>, ReadError> {
        Ok(self.app.engine.entry(seq)?.and_then(|entry| entry.body.content()))
    }

    /// Who they are, and of those at a shared booth who they were said to be when the paper was drawn up. A respondent's own copy names none
    /// of those who were said to be it before: that is for whoever filed, and for the desk.
    fn parties(&self, published: &Published, texts: &Texts) -> Result<Vec<PartyView>, ReadError> {
        let mut views = Vec::new();
        let mut counted = HashMap::new();
        for party in &self.case.parties {
            let body = match self.content(party.entered_seq)? {
                Some(Content::Party(body)) => body,
                Some(_) | None => domain::body::PartyBody::default(),
            };
            let now = self.handed && party.standing.len() > 1;
            let drawn_up = self.drawn_up.filter(|_| !now);
            let exhibitor = drawn_up.map_or(party.place.exhibitor, |seq| party.exhibitor_at(seq));
            let listed = exhibitor.and_then(|id| published.names.exhibitor(id)).map(Arc::as_ref);
            let unlisted = party.is_unlisted_at(drawn_up.unwrap_or(u64::MAX));
            let booth = party.place.booth.and_then(|id| published.desk.booth(id));
            let stand = |hall: &str, number: &str| halls::booth_in(texts, "papers-stand", hall, number);
            let booth = booth.map(|booth| stand(booth.hall.as_str(), &booth.number));
            // A number that is not on the list is no address by itself; what has no digit is a name that was written there.
            let typed = body.booth.map(|typed| match &party.place.hall {
                _ if !typed.bytes().any(|byte| byte.is_ascii_digit()) => typed,
                Some(hall) => stand(hall.as_str(), &typed),
                None => texts.t1("place-booth", "booth", typed),
            });
            let typed_as = company::on_paper(texts, body.company, listed);
            let named = match listed {
                // Of those at a shared booth one was named since; what was typed before was a guess.
                Some(_) if party.place.side == Side::Respondent => company::on_paper(texts, None, listed),
                None if unlisted && company::is_of_booth(published, party, &typed_as) => String::new(),
                Some(_) | None => typed_as.clone(),
            };
            let filed_as = if now { named.clone() } else { typed_as };
            let company = match self.told(published, party)? {
                Some(told) if told.is_empty() => told,
                Some(told) => company::on_paper(texts, Some(told), listed),
                None => named,
            };
            let ordinal = counted.entry(party.place.side == Side::Claimant).or_insert(0);
            *ordinal += 1;
            views.push(PartyView {
                id: party.place.id,
                side: party.place.side,
                ordinal: *ordinal,
                company,
                filed_as,
                name: body.name,
                speaker: String::new(),
                represented: false,
                booth: booth.or(typed).or(body.described).unwrap_or_default(),
                capacity: body.capacity,
                language: party.place.language,
            });
        }
        Ok(views)
    }

    fn notice(&self, seq: u64) -> Result<Option<String>, ReadError> {
        Ok(match self.content(seq)? {
            Some(Content::Notice(secret)) => Some(self.origin.0.join(&format!("/n/{}", secret.key))),
            Some(_) | None => None,
        })
    }

    fn mediation(&self) -> Result<Told, ReadError> {
        let procedure = &self.case.procedure;
        let mut told = Told::default();
        if let Some(Content::Application(body)) = self.content(self.case.application_seq)? {
            told.application = Some(body);
        }
        for record in &procedure.record {
            if let Some(Content::Record(body)) = self.content(record.seq)? {
                told.records.push((record.part, body));
            }
        }
        if let Some(agreement) = &procedure.agreement {
            if let Some(Content::Agreement(body)) = self.content(agreement.draft.seq)? {
                told.agreement = Some(body);
            }
            for signature in agreement.signatures.iter().filter(|signature| signature.by != Signatory::Seal) {
                if let Some(Content::Person(body)) = self.content(signature.seq)? {
                    told.signed.insert(signature.by, body);
                }
                if let Signatory::Party(party) = signature.by
                    && let Some(seq) = signature.ratification.and_then(|known| known.seq)
                    && let Some(Content::Person(body)) = self.content(seq)?
                {
                    told.ratified.insert(party, body);
                }
            }
        }
        if let Some(fee) = procedure.fee() {
            told.quote = text_of(self.content(fee.seq)?);
        }
        told.identities = self.checks.standing();
        if let Some(visit) = self.case.aftercare.visits.last()
            && let Some(Content::Visit(body)) = self.content(visit.seq)?
        {
            told.visit = Some(body);
        }
        if let Some(asked) = self.case.aftercare.confirmations.last()
            && let Some(Content::Court(body)) = self.content(asked.seq)?
        {
            told.court = Some(body);
        }
        self.linkage(&mut told)?;
        for guest in &procedure.guests {
            if let Some(Content::Person(body)) = self.content(guest.seq)? {
                told.guests.push((guest.role, body.name));
            }
        }
        for party in self.case.respondents() {
            if let Some(served) = &party.served
                && let Some(Content::Person(body)) = self.content(served.seq)?
            {
                told.served.insert(party.place.id, body);
            }
            if let Some(notice) = &party.notice
                && let Some(address) = self.notice(notice.seq)?
            {
                told.notices.insert(party.place.id, address);
            }
        }
        Ok(told)
    }

    /// What has to do with other bodies and with the handling of a major case.
    fn linkage(&self, told: &mut Told) -> Result<(), ReadError> {
        let major = &self.case.major;
        if let Some(known) = self.case.referrals.last() {
            if let Some(Content::Referral(body)) = self.content(known.seq)? {
                told.referral = Some(body);
            }
            if let Some((_, seq)) = known.received
                && let Some(Content::Receipt(body)) = self.content(seq)?
            {
                told.receipt = Some(body);
            }
        }
        if let Some(panel) = major.panels.last()
            && let Some(Content::Panel(body)) = self.content(panel.seq)?
        {
            told.panel = Some(body);
        }
        if let Some(asked) = major.consultations.last()
            && let Some(Content::Consultation(body)) = self.content(asked.seq)?
        {
            told.consultation = Some(body);
        }
        let parts = self.case.referrals.last().into_iter().flat_map(|known| &known.parts);
        let ended = self.case.referrals.last().and_then(|known| known.ended);
        let said = parts.map(|part| part.seq).chain(ended.map(|(.., seq)| seq));
        for seq in said.chain(major.course.map(|decided| decided.seq)) {
            if let Some(Content::Remark { text }) = self.content(seq)? {
                told.remarks.insert(seq, text);
            }
        }
        Ok(())
    }

    /// The organiser's side: the complaint, the words of the last order, and who decided.
    fn complaint(&self, published: &Published) -> Result<Told, ReadError> {
        let mut told = Told::default();
        if let Some(seq) = self.case.complaint_seq
            && let Some(Content::Complaint(body)) = self.content(seq)?
        {
            told.complaint = Some(body);
        }
        for measure in &self.case.measures {
            let rules = published.desk.rules_of(measure.notice.as_ref());
            told.times.insert(measure.party, rules.response.clone());
            if let Some(notice) = &measure.notice
                && let Some(address) = self.notice(notice.seq)?
            {
                told.notices.insert(measure.party, address);
            }
            if let Some(order) = measure.order()
                && let Some(Content::Measure(body)) = self.content(order.seq)?
            {
                told.orders.insert(measure.party, body);
            }
            if let Some(seq) = measure.clause_seq
                && let Some(Content::Measure(body)) = self.content(seq)?
            {
                told.clauses.insert(measure.party, body);
            }
            let decided = measure.last("MeasureOrdered").max(measure.last("ComplaintCleared"));
            let step = decided.and_then(|(seq, _)| self.case.steps.iter().find(|step| step.seq == seq));
            if let Some(by) = step.and_then(|step| step.by) {
                told.officers.insert(measure.party, known_as(by, published));
            }
        }
        Ok(told)
    }
}

/// The case as it stood with an earlier version of a text, until another took its place: who took part, confirmed or signed it by then. So
/// it says for ever what it said. `None` when there was no such version.
pub(super) fn before(app: &App, case: &Case, kind: Kind, version: u32) -> Result<Option<Case>, ReadError> {
    let (mut told, mut there) = (Vec::new(), false);
    for step in &case.steps {
        let Some(entry) = app.engine.entry(step.seq)? else { continue };
        match wrote(&entry.fact, kind) {
            Some(_) if there => break,
            Some(written) => there = written == version,
            None => {}
        }
        told.push(entry);
    }
    Ok(there.then(|| case.as_told(told.iter().map(|entry| (&entry.stamp, &entry.fact)))))
}

/// The version of a text that an entry wrote. What was agreed by word of mouth takes the place of a draft, and is none.
fn wrote(fact: &Fact, kind: Kind) -> Option<u32> {
    let Fact::CaseProceeded { with, .. } = fact else { return None };
    match (kind.record_part(), with) {
        (Some(part), Proceeding::RecordWritten { part: of, version }) if part == *of => Some(*version),
        (None, Proceeding::AgreementDrafted { version, .. }) => Some(*version),
        (None, Proceeding::OralAgreementRegistered { .. }) => Some(0),
        (Some(_) | None, _) => None,
    }
}

/// The photos of the file with the digests of their copies. Blocks.
pub(super) fn exhibits(app: &App, case: &Case) -> Result<Vec<Exhibit>, Problem> {
    let mut found = Vec::new();
    for photo in case.evidence.iter().filter(|photo| is_exhibit(photo)) {
        let content = app.engine.entry(photo.seq)?.and_then(|entry| entry.body.content());
        if let Some(Content::Evidence(body)) = content {
            let caption = body.caption.unwrap_or_default();
            found.push(Exhibit { photo: photo.clone(), caption, sha256: body.copy.sha256 });
        }
    }
    Ok(found)
}

/// The pictures an investigation record names, as they are shown: the clean copies. Blocks.
pub(super) fn photos(app: &App, dossier: &Dossier) -> Result<Vec<Picture>, Problem> {
    let case = &dossier.case;
    let record = dossier.told.records.iter().find(|(part, _)| *part == RecordPart::Investigation);
    let named = record.and_then(|(_, body)| body.inquiry.as_ref()).map(|inquiry| inquiry.photos.as_slice());
    let mut pictures = Vec::new();
    for id in named.unwrap_or_default() {
        let Some(photo) = case.evidence.iter().find(|photo| photo.id == *id) else { continue };
        let Some(Content::Evidence(body)) =
            app.engine.entry(photo.seq)?.and_then(|entry| entry.body.content())
        else {
            continue;
        };
        let kept = Kept::try_from(body.copy).map_err(|error| Problem::internal(&error))?;
        let bytes = app.evidence.vault().open(&kept.name, &kept.key);
        pictures.push(Picture {
            bytes: Arc::new(bytes.map_err(|error| Problem::internal(&error))?),
            address: Some(format!("/counter/cases/{}/photos/{id}/copy", case.id)),
            description: String::new(),
            caption: String::new(),
        });
    }
    Ok(pictures)
}
