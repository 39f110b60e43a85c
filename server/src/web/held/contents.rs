//! What is held about one party, gathered from the journal: who it is, what it said, what was recorded of it, who read it, what
//! authorities were given. Texts of the other side, names of staff and private notes are never looked up.

use domain::{
    Case, Fact, PartyId,
    body::{Content, PersonBody},
    case::{Ask, Party, Side},
    defence::Defence,
    disclosure::{Given, Sort},
    procedure::{Answer, Means},
    staff::Role,
};

use crate::{
    app::App,
    documents::{
        disclosure::ground,
        held::{Held, Section},
    },
    engine::{Published, ReadError},
    locale::Texts,
    web::{
        bodies, company, disclosure,
        problem::{Fault, Problem},
        signed,
        ticket::own,
    },
};

use self::steps::Steps;

mod after;
mod steps;

type Rows = Vec<(String, String)>;

/// For whom it is opened: a party that reads its own has all of it, staff of the mediation body give what theirs holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Before {
    Party,
    Staff,
}

pub(super) fn read(app: &App, case: &Case, id: PartyId, before: Before, t: &Texts) -> Result<Held, Problem> {
    let at = app.now();
    let fair = at.desk.fair().ok_or_else(|| Problem::of(Fault::NotFound))?;
    let party = case.party(id).ok_or_else(|| Problem::of(Fault::NotFound))?;
    let reader = Reader { app, at: &at, case, party, before, t };
    let mut sections = Vec::new();
    let mut add = |key: &str, rows: Rows| {
        let rows: Rows = rows.into_iter().filter(|(_, value)| !value.trim().is_empty()).collect();
        if !rows.is_empty() {
            sections.push(Section { title: t.t(key).into_owned(), rows });
        }
    };
    add("held-who", reader.who()?);
    add("held-listed", reader.listed());
    add("held-ticket", reader.ticket());
    add("held-said", reader.said()?);
    add("held-photos", reader.photos()?);
    let Steps { mut people, consents, answers, names } = reader.steps()?;
    add("held-consents", [reader.consents(), consents].concat());
    people.extend(reader.shared());
    add("held-recorded", people);
    add("held-answers", answers);
    add("held-after", reader.after(names)?);
    add("held-measures", reader.measures());
    add("held-readings", reader.readings());
    add("held-authorities", reader.authorities()?);
    add("held-accesses", reader.accesses()?);
    let tracked = || case.respondents().iter().any(|party| case.measure(party.place.id).is_some());
    if before == Before::Staff && (case.complaint_seq.is_some() || tracked()) {
        add("held-organiser", vec![reader.row("held-organiser-where", t.t("held-organiser-hint"))]);
    }
    Ok(Held {
        fair: fair.plan.name.clone(),
        body: bodies::of_case(&at, case),
        ticket: party.ticket.map(|number| number.to_string()).unwrap_or_default(),
        case: case.procedure.number.map(|number| number.to_string()).unwrap_or_default(),
        made_at: app.clock.now(),
        sections,
    })
}

struct Reader<'a> {
    app: &'a App,
    at: &'a Published,
    case: &'a Case,
    party: &'a Party,
    before: Before,
    t: &'a Texts,
}

impl Reader<'_> {
    fn content(&self, seq: u64) -> Result<Option<Content>, ReadError> {
        Ok(self.app.engine.entry(seq)?.and_then(|entry| entry.body.content()))
    }

    fn row(&self, key: &str, value: impl Into<String>) -> (String, String) {
        (self.t.t(key).into_owned(), value.into())
    }

    fn id(&self) -> PartyId {
        self.party.place.id
    }

    /// Whether what the organiser holds is opened, too. Staff of the mediation body never read it.
    fn organisers(&self) -> bool {
        self.before == Before::Party
    }

    fn is_claimant(&self) -> bool {
        self.party.place.side == Side::Claimant
    }

    fn who(&self) -> Result<Rows, ReadError> {
        let Some(Content::Party(body)) = self.content(self.party.entered_seq)? else { return Ok(Vec::new()) };
        let [_, booth] = own::listed(self.t, self.at, &self.party.place);
        let capacity = body.capacity.map(|capacity| self.t.code("capacity", capacity.code()).into_owned());
        Ok(vec![
            self.row("held-side", self.t.code("side", self.party.place.side.code())),
            self.row("papers-sign-name", body.name),
            self.row("case-company", body.company.unwrap_or_default()),
            self.row("case-booth", booth.or(body.booth).unwrap_or_default()),
            self.row("case-described", body.described.unwrap_or_default()),
            self.row("case-phone", body.phone.unwrap_or_default()),
            self.row("case-email", body.email.unwrap_or_default()),
            self.row("case-capacity", capacity.unwrap_or_default()),
            self.row("held-language", self.t.language_name(self.party.place.language)),
        ])
    }

    /// What the organiser's list says of its company.
    fn listed(&self) -> Rows {
        let listed = self.party.place.exhibitor.and_then(|id| self.at.names.exhibitor(id));
        let Some(body) = listed.filter(|_| self.organisers()) else { return Vec::new() };
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        // Who they were held for before is somebody else.
        let named = self.party.namings.last().map(|naming| self.t.moment(naming.at));
        vec![
            self.row("case-company", body.name.clone()),
            self.row(
                "history-exhibitor-named",
                named.map(|moment| format!("{} · {moment}", body.name)).unwrap_or_default(),
            ),
            self.row("held-other-name", text(&body.other_name)),
            self.row("held-country", text(&body.country)),
            self.row("held-website", text(&body.website)),
            self.row("held-credit-code", text(&body.credit_code)),
            self.row("held-contact", text(&body.contact)),
            self.row("case-phone", text(&body.phone)),
            self.row("case-email", text(&body.email)),
            self.row("held-products", text(&body.products)),
        ]
    }

    /// The mediation body that has the case, where the fair hosts several.
    fn body(&self) -> Option<String> {
        let mediated = self.case.asks_for(Ask::Mediation);
        mediated.then(|| bodies::among_several(self.at, self.case.body)).flatten()
    }

    fn ticket(&self) -> Rows {
        let ticket = self.party.ticket.and_then(|number| self.at.desk.ticket(number));
        let Some(ticket) = ticket else { return Vec::new() };
        vec![
            self.row("files-ticket", ticket.number.to_string()),
            self.row("ticket-own-body", self.body().unwrap_or_default()),
            self.row("held-issued", self.t.moment(ticket.issued_at)),
            self.row("held-state", self.t.code("state", ticket.state.code())),
            self.row("held-devices", self.t.number(ticket.devices.len())),
        ]
    }

    /// The own words, for the mediation body and for the organiser.
    fn said(&self) -> Result<Rows, ReadError> {
        let mut told = Vec::new();
        let mut rows = Rows::new();
        if self.is_claimant() {
            rows.extend(self.against()?);
            if let Some(Content::Application(body)) = self.content(self.case.application_seq)? {
                told.push(own::application(self.t, self.case.right, body));
            }
            if let Some(seq) = self.case.complaint_seq.filter(|_| self.organisers())
                && let Some(Content::Complaint(body)) = self.content(seq)?
            {
                told.push(own::complaint(self.t, self.case.right, body));
            }
        }
        for told in told {
            rows.extend(told.facts.into_iter().map(|(name, value)| (name.into_owned(), value)));
            rows.push((told.heading.into_owned(), told.statement));
        }
        if let Some(answered) = &self.party.answered {
            let means = self.t.code("means", answered.means.code()).into_owned();
            let said = [own::answer_of(self.t, answered).into_owned(), self.t.moment(answered.at), means];
            rows.push(self.row("ticket-own-answered", said.join(" · ")));
            if let Some(Content::Reply(reply)) = self.content(answered.seq)? {
                rows.push(self.row("ticket-own-by", person(&reply.person)));
                rows.push(self.row("case-company", reply.person.particulars.company.unwrap_or_default()));
                rows.push(self.row("held-statement", reply.statement.unwrap_or_default()));
            }
        }
        let track = self.case.measure(self.id()).filter(|_| self.organisers());
        for statement in track.into_iter().flat_map(|track| &track.statements) {
            if let Some(Content::Reply(reply)) = self.content(statement.seq)? {
                let words = [person(&reply.person), reply.statement.unwrap_or_default()].join("\n");
                rows.push(self.row("held-to-organiser", format!("{}\n{words}", self.t.moment(statement.at))));
            }
        }
        Ok(rows)
    }

    /// Whom it named as the other side, as it was given with the form: company and booth, and no person. Who stands at a shared booth
    /// was perhaps found out later, and is not among it.
    fn against(&self) -> Result<Rows, ReadError> {
        let mut rows = Rows::new();
        for party in self.case.respondents() {
            let Some(entry) = self.app.engine.entry(party.entered_seq)? else { continue };
            let Fact::PartyEntered { party: place, .. } = entry.fact else { continue };
            let Some(Content::Party(named)) = entry.body.content() else { continue };
            let company = company::listed(self.t, self.at, &place).or(named.company);
            let booth = own::spot_of(self.t, self.at, &place, named.booth.as_ref());
            let parts = [company, Some(booth), named.described].into_iter().flatten();
            let parts: Vec<_> = parts.filter(|part| !part.is_empty()).collect();
            rows.push(self.row("ticket-own-against", parts.join(" · ")));
        }
        Ok(rows)
    }

    fn photos(&self) -> Result<Rows, ReadError> {
        let mut rows = Rows::new();
        let open = |photo: &&domain::case::Evidence| self.organisers() || photo.audience.mediation();
        for photo in own::own_photos(self.case, self.id()).filter(open) {
            let Some(Content::Evidence(body)) = self.content(photo.seq)? else { continue };
            let size = self.t.size(body.original.bytes);
            let caption = body.caption.unwrap_or_default();
            rows.push((
                self.t.moment(photo.at),
                [caption, size].join(" · ").trim_matches([' ', '·']).to_owned(),
            ));
        }
        Ok(rows)
    }

    /// Those that were given with the form and with the answer to the notice; every other is a step of its own.
    fn consents(&self) -> Rows {
        let mut rows = Rows::new();
        if self.is_claimant() {
            let consent = &self.case.consent;
            let given = [
                ("held-consent-privacy", Some(&consent.privacy)),
                ("held-consent-mediation", consent.mediation.as_ref()),
                ("held-consent-organiser", consent.organiser.as_ref()),
            ];
            let means = consent.means.unwrap_or(Means::Device);
            let means = self.t.code("means", means.code());
            // They are given with the form, all at once.
            let at = self.t.moment(self.case.filed_at);
            let given = given.into_iter().filter_map(|(key, text)| Some((key, text?)));
            let known = given.filter(|(_, text)| !text.is_empty());
            rows.extend(known.map(|(key, text)| self.row(key, format!("{text} · {at} · {means}"))));
        }
        let answered = self.party.answered.as_ref();
        rows.extend(answered.filter(|said| said.answer == Answer::Accept).map(|said| {
            let means = self.t.code("means", said.means.code()).into_owned();
            self.row("held-consent-mediation", [said.text.clone(), self.t.moment(said.at), means].join(" · "))
        }));
        rows
    }

    /// That what both sides share stands elsewhere.
    fn shared(&self) -> Rows {
        let procedure = &self.case.procedure;
        // Who declined has no part in what others said and agreed.
        let shared = procedure.agreement.is_some() || !procedure.record.is_empty();
        let own = shared && self.case.attended(self.party);
        own.then(|| self.row("held-shared", self.t.t("held-shared-hint"))).into_iter().collect()
    }

    fn measures(&self) -> Rows {
        let orders = self
            .case
            .measure(self.id())
            .filter(|_| self.organisers())
            .into_iter()
            .flat_map(|track| &track.orders);
        let order = |order: &domain::measure::Order| {
            let kind = self.t.code("measure", order.kind.code());
            (self.t.moment(order.at), format!("{kind} · {}", self.t.code("basis", order.basis.code())))
        };
        orders.map(order).collect()
    }

    /// When somebody read what was told, and in which role; no name of staff.
    fn readings(&self) -> Rows {
        let role = |by| {
            let staff = self.at.desk.staff_member(by);
            let roles = [Role::Head, Role::Mediator, Role::Reception, Role::Organiser, Role::DutyManager];
            let held = roles.into_iter().find(|role| staff.is_some_and(|staff| staff.roles.contains(role)));
            held.map(|role| self.t.code("role", signed::code(role)).into_owned()).unwrap_or_default()
        };
        // A complaint is the claimant's; of what a respondent told the organiser the same entry speaks.
        let tracked = self.is_claimant() || self.case.measure(self.id()).is_some();
        let tracked = tracked && self.organisers();
        let own = self.case.readings.iter().filter(|reading| reading.part == Ask::Mediation || tracked);
        own.map(|reading| (self.t.moment(reading.at), role(reading.by))).collect()
    }

    fn authorities(&self) -> Result<Rows, ReadError> {
        let mut rows = Rows::new();
        for known in self.case.disclosures.iter().filter(|known| known.terms.told) {
            if known.terms.part == Ask::Measure && !self.organisers() {
                continue;
            }
            let Some(Content::Disclosure(body)) = self.content(known.body_seq)? else { continue };
            let basis = ground(self.t, known.terms.basis);
            let given = known.terms.given.iter().filter(|given| self.may_hear_of(known.terms.part, given));
            let given: Vec<_> = given.map(|given| disclosure::title(self.case, given, self.t)).collect();
            if !given.is_empty() {
                let given = given.join(&self.t.t("list-comma"));
                rows.push((self.t.moment(known.at), format!("{} · {basis}\n{given}", body.authority)));
            }
        }
        Ok(rows)
    }

    /// Whether a party may know that something is there to be given: of what was lodged in advance only who lodged it, as far as it is
    /// known that this is who they are.
    fn may_hear_of(&self, part: Ask, given: &Given) -> bool {
        let desk = &self.at.desk;
        let own = |(party, defence): &(PartyId, &Defence)| {
            *party == self.id()
                && Some(defence.seq) == given.entry
                && self.party.may_be() == [defence.exhibitor]
        };
        given.sort != Sort::Defence || desk.defences_in(self.case, part).iter().any(own)
    }

    /// When this was given before, and to whom at the desk.
    fn accesses(&self) -> Result<Rows, ReadError> {
        let mut rows = Rows::new();
        for given in self.case.accesses.iter().filter(|given| given.party == self.id()) {
            let key = if given.by.is_some() { "held-by-staff" } else { "held-by-ticket" };
            let mut said = self.t.t(key).into_owned();
            if let Some(Content::Person(body)) = self.content(given.seq)? {
                said = format!("{said} · {}", person(&body));
            }
            rows.push((self.t.moment(given.at), said));
        }
        Ok(rows)
    }
}

/// Somebody who acted for the party. In Chinese type the dots that hide a number look as those between the parts do.
fn person(body: &PersonBody) -> String {
    let number = body.paper_number.as_ref().map(|number| number.replace('•', "*"));
    let parts = [Some(body.name.clone()), body.position.clone(), number];
    let known: Vec<_> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    known.join(" · ")
}
