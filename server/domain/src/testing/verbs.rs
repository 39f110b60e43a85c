//! What people do at a fair, one verb each.

use super::{HEAD, ORGANISER, TestFair};
use crate::{
    Actor, CaseId, Command, DefenceId, DisclosureId, Event, ExhibitorId, PartyId, Refusal, RightId, RoomId,
    StaffId, TicketNumber, TypicalId,
    body::{
        DefenceBody, DisclosureBody, GivenFile, MeasureBody, NoticeSecret, PersonBody, ReplyBody, RightBody,
    },
    bulletin::Words,
    case::{Ask, Audience, Outcome, Reason, RightKind, Urgency},
    disclosure::{DisclosureTerms, Given, LegalBasis, NewDisclosure, Sort},
    fair::Language,
    fee::{FeeUnit, QuoteBody, QuoteLine, QuoteShare, Tariff, TariffEntry},
    measure::MeasureAction,
    procedure::{
        Action, AgreementBody, Answer, Authority, CaseSource, ClauseBody, ClauseKind, ConsentTo,
        IdentityPaper, Means, NewAgreement, NewNotice, Service, ServiceMethod, Signatory, TRANSFER_TEXT,
    },
    register::RightTerms,
    staff::DutyState,
    ticket::{ParkReason, ReleaseReason},
    typical::{Account, Ground, NewTypical, TypicalBody},
};

type Done = Result<Vec<Event>, Refusal>;

/// Somebody with whom a paper was left, before a neighbour.
pub fn left_with(name: &str) -> PersonBody {
    PersonBody { witness: Some("Wu, next booth".to_owned()), ..person(name) }
}

/// Somebody with this name.
pub fn person(name: &str) -> PersonBody {
    PersonBody { name: name.to_owned(), ..PersonBody::default() }
}

/// An account that names nobody, whose dispute reads so.
pub fn account(language: Language, dispute: &str) -> Account {
    Account {
        language,
        title: "A lamp like another".to_owned(),
        dispute: dispute.to_owned(),
        course: "Both sides came to one table.".to_owned(),
        result: "The lamp was covered.".to_owned(),
        lesson: "Ask before the fair opens.".to_owned(),
    }
}

impl TestFair {
    /// Somebody signed in asks for something.
    pub fn by(&mut self, who: StaffId, command: Command) -> Done {
        self.ask(Actor::Staff(who), command)
    }
    /// Registers a design of an exhibitor's, valid until the fair's last day.
    ///
    /// # Errors
    /// What the rules say.
    pub fn register(&mut self, exhibitor: ExhibitorId, number: &str) -> Result<RightId, Refusal> {
        let right = RightId(self.fresh());
        let terms = RightTerms { kind: RightKind::Design, valid_from: None, valid_to: Some(super::LAST_DAY) };
        let (number, title) = (Some(number.to_owned()), "Table lamp".to_owned());
        let body = RightBody { number, title, owner: "Li Hua".to_owned(), ..RightBody::default() };
        self.by(ORGANISER, Command::RegisterRight { right, exhibitor, terms, body })?;
        Ok(right)
    }
    /// Lodges a statement of an exhibitor's in advance.
    ///
    /// # Errors
    /// What the rules say.
    pub fn lodged(&mut self, exhibitor: ExhibitorId, audience: Audience) -> Result<DefenceId, Refusal> {
        self.lodged_over(exhibitor, audience, None)
    }
    /// The same against complaints over one kind of right.
    ///
    /// # Errors
    /// What the rules say.
    pub fn lodged_over(
        &mut self,
        exhibitor: ExhibitorId,
        audience: Audience,
        right: Option<RightKind>,
    ) -> Result<DefenceId, Refusal> {
        let (defence, statement) = (DefenceId(self.fresh()), "We drew it ourselves.".to_owned());
        let body = DefenceBody { item: "Table lamp".to_owned(), statement, ..DefenceBody::default() };
        self.by(ORGANISER, Command::LodgeDefence { defence, exhibitor, right, audience, body })?;
        Ok(defence)
    }
    /// A court asks for the dates of a case: ready to be given, or changed first.
    pub fn new_disclosure(&mut self, part: Ask) -> NewDisclosure {
        let id = DisclosureId(self.fresh());
        let terms = DisclosureTerms {
            part,
            basis: LegalBasis::Court,
            on: super::plan().first_day,
            language: Language::ZhCn,
            told: true,
            given: vec![Given::of(Sort::History)],
        };
        let file = GivenFile { name: "01-history.pdf".to_owned(), sha256: "00".repeat(32), bytes: 1 };
        let body = DisclosureBody {
            authority: "People’s Court".to_owned(),
            officer: "Judge Chen".to_owned(),
            reference: "(2026) 17".to_owned(),
            demand: None,
            language: None,
            files: vec![file],
            upto: None,
        };
        NewDisclosure { id, terms, body }
    }
    /// The organiser reads a complaint and gives a court its dates.
    ///
    /// # Errors
    /// What the rules say.
    pub fn disclosed(&mut self, case: CaseId) -> Result<DisclosureId, Refusal> {
        self.by(ORGANISER, Command::ReadCase { case, part: Ask::Measure, reason: None })?;
        let new = self.new_disclosure(Ask::Measure);
        let id = new.id;
        self.by(ORGANISER, Command::DiscloseCase { case, disclosure: Box::new(new) })?;
        Ok(id)
    }
    /// The first draft of an account that names nobody, put forward without anything known: ready to be published.
    pub fn new_typical(&mut self, ground: Ground) -> NewTypical {
        let draft = TypicalBody { accounts: vec![account(Language::En, "A lamp.")], masks: Vec::new() };
        NewTypical { id: TypicalId(self.fresh()), version: 1, ground, draft, known: Vec::new() }
    }
    /// Reserves numbers for forms on paper.
    pub fn reserve(&mut self, count: u32) -> Done {
        self.by(HEAD, Command::ReserveNumbers { count })
    }
    /// Enters from paper what happened some minutes ago.
    pub fn enter(&mut self, who: StaffId, minutes_ago: i64, command: Command) -> Done {
        let at = self.now - jiff::SignedDuration::from_mins(minutes_ago);
        let id = crate::CommandId(self.fresh());
        self.ask_at(id, Actor::Staff(who), at, Command::EnterFromPaper(Box::new(command)))
    }
    /// Takes a ticket.
    pub fn claim(&mut self, who: StaffId, ticket: TicketNumber) -> Done {
        self.by(who, Command::ClaimTicket { ticket })
    }
    /// Takes the ticket that fits best and says which.
    pub fn claim_next(&mut self, who: StaffId) -> Result<TicketNumber, Refusal> {
        self.by(who, Command::ClaimNext { lane: None })?;
        let held = self.desk.open_claims().filter(|ticket| ticket.mediator == Some(who));
        held.max_by_key(|ticket| ticket.since).map(|ticket| ticket.number).ok_or(Refusal::NobodyWaits)
    }
    /// Calls a ticket to the mediator's own room.
    pub fn call(&mut self, who: StaffId, ticket: TicketNumber) -> Done {
        self.by(who, Command::CallTicket { ticket, room: None })
    }
    /// The party is there.
    pub fn check_in(&mut self, who: StaffId, ticket: TicketNumber) -> Done {
        self.by(who, Command::CheckInTicket { ticket })
    }
    /// The party did not come.
    pub fn miss(&mut self, who: StaffId, ticket: TicketNumber) -> Done {
        self.by(who, Command::MissTicket { ticket })
    }
    /// Waits for papers outside the line.
    pub fn park(&mut self, who: StaffId, ticket: TicketNumber) -> Done {
        self.by(who, Command::ParkTicket { ticket, reason: ParkReason::Papers })
    }
    /// Back into the line.
    pub fn requeue(&mut self, who: StaffId, ticket: TicketNumber) -> Done {
        self.by(who, Command::RequeueTicket { ticket })
    }
    /// Gives a ticket back.
    pub fn release(&mut self, who: StaffId, ticket: TicketNumber) -> Done {
        self.by(who, Command::ReleaseTicket { ticket, reason: ReleaseReason::NotMyField, remark: None })
    }
    /// Those who agreed are to talk.
    pub fn open_talks(&mut self, who: StaffId, case: CaseId) -> Done {
        self.by(who, Command::OpenTalks { case })
    }
    /// Takes a step of a case's procedure.
    pub fn proceed(&mut self, who: StaffId, case: CaseId, action: Action) -> Done {
        self.by(who, Command::Proceed { case, action: Box::new(action) })
    }
    /// A party takes a step of its case's procedure.
    pub fn proceed_as(&mut self, ticket: TicketNumber, action: Action) -> Done {
        let case = self.desk.ticket(ticket).map(|ticket| ticket.case).ok_or(Refusal::Unknown("ticket"))?;
        self.ask(Actor::Party(ticket), Command::Proceed { case, action: Box::new(action) })
    }
    /// Takes a step of the organiser's track with the first respondent.
    pub fn measure(&mut self, who: Actor, case: CaseId, action: MeasureAction) -> Done {
        let party = self.respondent(case)?;
        self.ask(who, Command::MoveMeasure { case, party, action: Box::new(action) })
    }
    /// The organiser ends its track with the first respondent without a measure.
    pub fn clear(&mut self, case: CaseId) -> Done {
        let body = MeasureBody { text: "Nothing was shown.".to_owned(), ..MeasureBody::default() };
        self.measure(Actor::Staff(ORGANISER), case, MeasureAction::Clear { body })
    }
    /// The first respondent of a case.
    pub fn respondent(&self, case: CaseId) -> Result<PartyId, Refusal> {
        let case = self.desk.case(case).ok_or(Refusal::Unknown("case"))?;
        case.respondents().first().map(|party| party.place.id).ok_or(Refusal::Unknown("party"))
    }
    /// Accepts a case and says to have no conflict of interest.
    pub fn accept(&mut self, who: StaffId, case: CaseId) -> Done {
        self.proceed(who, case, Action::Accept { source: CaseSource::Application })?;
        self.declare(who, case)
    }
    /// Says to have no conflict of interest with a case.
    pub fn declare(&mut self, who: StaffId, case: CaseId) -> Done {
        self.proceed(who, case, Action::DeclareImpartiality)
    }
    /// Draws up the notice to a respondent and records that it was handed over.
    pub fn notify(&mut self, who: StaffId, case: CaseId, party: PartyId) -> Done {
        let notice = self.new_notice();
        self.proceed(who, case, Action::IssueNotice { party, notice })?;
        let service = Service { method: ServiceMethod::InPerson, refused: false, evidence: None };
        self.proceed(who, case, Action::RecordService { party, service, body: person("Booth staff") })
    }
    /// A new case that somebody received and accepted, its notice handed to the respondent.
    pub fn notified(&mut self, who: StaffId) -> Result<(CaseId, TicketNumber, PartyId), Refusal> {
        let (case, ticket) = self.file()?;
        self.claim(who, ticket)?;
        self.accept(who, case)?;
        let party = self.respondent(case)?;
        self.notify(who, case, party)?;
        Ok((case, ticket, party))
    }
    /// A respondent says yes or no, by word of mouth.
    pub fn answer(&mut self, who: StaffId, case: CaseId, party: PartyId, answer: Answer) -> Done {
        let action = Action::Answer {
            party,
            answer,
            text: "2026-03".to_owned(),
            means: Means::Spoken,
            authority: Authority::Own,
            body: ReplyBody { person: person("Noor"), statement: None, language: None },
            language: None,
        };
        self.proceed(who, case, action)
    }
    /// Accepts a case, tells every respondent, has them agree, and opens the talks. The mediator has the case.
    pub fn agree_to_talk(&mut self, who: StaffId, case: CaseId) -> Done {
        self.accept(who, case)?;
        let respondents: Vec<_> = self
            .desk
            .case(case)
            .map_or_else(Vec::new, |case| case.respondents().iter().map(|party| party.place.id).collect());
        for party in respondents {
            self.notify(who, case, party)?;
            self.answer(who, case, party, Answer::Accept)?;
        }
        self.open_talks(who, case)
    }
    /// Random values for a notice.
    pub fn new_notice(&mut self) -> NewNotice {
        let (own, ticket) = (self.new_ticket(), self.new_ticket());
        NewNotice { key: own.key, secret: NoticeSecret { key: own.secret.key }, ticket }
    }
    /// A draft in which everybody who takes part promises something; what the respondents do is for the organiser where that is said.
    pub fn draft(&self, case: CaseId, organiser: bool) -> NewAgreement {
        let debtors = self
            .desk
            .case(case)
            .map_or_else(Vec::new, |case| case.participants().map(|party| party.place.id).collect());
        let claimant = self.desk.case(case).map(|case| case.claimant().place.id);
        let clause = |debtor| ClauseBody {
            kind: ClauseKind::Cover,
            debtor,
            act: "The lamp L-20 is covered.".to_owned(),
            translation: None,
            place: None,
            from: Some(jiff::civil::date(2026, 3, 10)),
            until: Some(jiff::civil::date(2026, 3, 12)),
            money: None,
            organiser: organiser && Some(debtor) != claimant,
        };
        let clauses = debtors.into_iter().map(clause).collect();
        NewAgreement {
            body: AgreementBody { clauses, ..AgreementBody::default() },
            prevailing: Language::ZhCn,
        }
    }
    /// Somebody signs on paper.
    pub fn sign(&mut self, who: StaffId, case: CaseId, by: Signatory) -> Done {
        let version = self
            .desk
            .case(case)
            .and_then(|case| case.procedure.agreement.as_ref())
            .map_or(0, |agreement| agreement.draft.version);
        let action = Action::Sign {
            version,
            by,
            means: Means::Paper,
            authority: Authority::Own,
            evidence: None,
            ratify_by: None,
            body: person("Li Hua"),
        };
        self.proceed(who, case, action)
    }
    /// A talk begins.
    pub fn start(&mut self, who: StaffId, case: CaseId) -> Done {
        self.by(who, Command::StartSession { case })
    }
    /// A talk is interrupted.
    pub fn adjourn(&mut self, who: StaffId, case: CaseId) -> Done {
        self.by(who, Command::AdjournSession { case, reason: ParkReason::Expert, remark: None })
    }
    /// The case ends.
    pub fn conclude(&mut self, who: StaffId, case: CaseId, outcome: Outcome, reason: Reason) -> Done {
        self.by(who, Command::ConcludeCase { case, outcome, reason, remark: None })
    }
    /// The head puts a case before others.
    pub fn hurry(&mut self, case: CaseId) -> Done {
        self.by(HEAD, Command::RecordUrgency { case, urgency: Urgency::LeavingSoon, remark: None })
    }
    /// The applicant withdraws.
    pub fn withdraw(&mut self, ticket: TicketNumber) -> Done {
        let case = self.desk.ticket(ticket).map(|ticket| ticket.case).ok_or(Refusal::Unknown("ticket"))?;
        self.ask(Actor::Party(ticket), Command::WithdrawCase { case })
    }
    /// On duty, on a break, off duty.
    pub fn duty(&mut self, who: StaffId, state: DutyState, room: Option<&str>) -> Done {
        self.by(who, Command::TakeDuty { state, room: room.map(|room| RoomId(room.to_owned())) })
    }
    /// Time brings about what it does.
    pub fn sweep(&mut self) -> Done {
        self.ask(Actor::System, Command::Sweep)
    }
    /// The organiser seals a day up to the last entry.
    pub fn seal(&mut self, day: jiff::civil::Date) -> Done {
        let (hash, signature) = ("00".to_owned(), "00".to_owned());
        self.by(ORGANISER, Command::SealDay { day, upto: self.desk.seq(), hash, signature })
    }
    /// Claims, calls and receives one party.
    pub fn receive(&mut self, who: StaffId, ticket: TicketNumber) -> Done {
        self.claim(who, ticket)?;
        self.call(who, ticket)?;
        self.check_in(who, ticket)
    }
    /// Says to have no conflict of interest, looks at everybody's papers and explains their rights.
    pub fn prepare(&mut self, who: StaffId, case: CaseId) -> Done {
        self.declare(who, case)?;
        let parties: Vec<_> = self
            .desk
            .case(case)
            .map_or_else(Vec::new, |case| case.participants().map(|party| party.place.id).collect());
        for party in parties {
            self.identify(who, case, party)?;
        }
        self.proceed(who, case, Action::ExplainRights { text: "2026-03".to_owned() })
    }
    /// Nothing is taken for a case, at a body that might.
    pub fn waive(&mut self, who: StaffId, case: CaseId) -> Done {
        let base = self.fee_version(case);
        self.proceed(who, case, Action::QuoteNoFee { base })
    }
    /// What a body takes: a sum for a case and one by the hour.
    pub fn tariff() -> Tariff {
        let entry = |title: &str, chinese: &str, unit, amount: &str| TariffEntry {
            title: [(Language::En, title.to_owned()), (Language::ZhCn, chinese.to_owned())].into(),
            unit,
            amount: amount.to_owned(),
        };
        let entries = vec![
            entry("Registration", "登记费", FeeUnit::Case, "500"),
            entry("Mediation", "调解服务费", FeeUnit::Hour, "800.50"),
            entry("Large sums", "大额争议", FeeUnit::Share, "1 % of what is above a million"),
        ];
        Tariff { entries, currency: "CNY".to_owned(), notes: Words::new() }
    }
    /// What two hours come to, of which whoever filed bears half and the first respondent the other.
    pub fn quote(&self, case: CaseId) -> QuoteBody {
        let line = |title: &str, price, quantity| QuoteLine { title: title.to_owned(), price, quantity };
        let lines = vec![line("Registration", 50_000, 100), line("Mediation", 80_050, 200)];
        let share = |party| QuoteShare { party, amount: 105_050 };
        let parties = self.desk.case(case).map_or_else(Vec::new, |case| case.parties.clone());
        let shares = parties.iter().take(2).map(|party| share(party.place.id)).collect();
        QuoteBody { lines, currency: "CNY".to_owned(), shares, remark: None }
    }
    /// The version of what was last quoted for a case.
    pub fn fee_version(&self, case: CaseId) -> u32 {
        self.desk.case(case).and_then(|case| case.procedure.fees.last()).map_or(0, |fee| fee.version)
    }
    /// Quotes a fee.
    pub fn quoted(&mut self, who: StaffId, case: CaseId) -> Done {
        let (base, quote) = (self.fee_version(case), self.quote(case));
        self.proceed(who, case, Action::QuoteFee { base, quote })
    }
    /// A party says to staff what it says to the present fee.
    pub fn say_to_fee(&mut self, who: StaffId, case: CaseId, party: PartyId, answer: Answer) -> Done {
        let (version, means) = (self.fee_version(case), Means::Spoken);
        self.proceed(who, case, Action::AnswerFee { party, version, answer, means })
    }
    /// Looks at somebody's papers.
    pub fn identify(&mut self, who: StaffId, case: CaseId, party: PartyId) -> Done {
        let (paper, authority) = (IdentityPaper::Passport, Authority::Own);
        self.proceed(who, case, Action::CheckIdentity { party, paper, authority, body: person("Li Hua") })
    }
    /// Everybody who takes part consents to something beside mediation.
    pub fn choose(&mut self, who: StaffId, case: CaseId, to: ConsentTo) -> Done {
        let parties: Vec<_> = self
            .desk
            .case(case)
            .map_or_else(Vec::new, |case| case.participants().map(|party| party.place.id).collect());
        let words = if to == ConsentTo::Transfer { TRANSFER_TEXT } else { "2026-03" };
        let mut events = Vec::new();
        for party in parties {
            let (text, means) = (words.to_owned(), Means::Spoken);
            events.extend(self.proceed(who, case, Action::Consent { party, to, text, means })?);
        }
        Ok(events)
    }
    /// In a talk both sides agree by word of mouth, and the case ends with it.
    pub fn settle(&mut self, who: StaffId, case: CaseId) -> Done {
        let draft = self.draft(case, false);
        self.proceed(who, case, Action::RegisterOral { draft })?;
        self.conclude(who, case, Outcome::Settled, Reason::Agreement)
    }
    /// Everybody of a case is claimed, called and there; papers and rights are looked to, and the talk begins.
    pub fn gather(&mut self, who: StaffId, case: CaseId) -> Done {
        let tickets = self.tickets(case);
        let lead = *tickets.first().ok_or(Refusal::Unknown("ticket"))?;
        let missing = |fair: &Self| {
            let case = fair.desk.case(case)?;
            fair.desk.before_talks(case)
        };
        self.claim(who, lead)?;
        if missing(self) == Some("impartiality") {
            self.declare(who, case)?;
        }
        self.call(who, lead)?;
        for ticket in tickets {
            self.check_in(who, ticket)?;
        }
        if missing(self).is_some_and(|step| step != "fee") {
            self.prepare(who, case)?;
        }
        if missing(self) == Some("fee") {
            self.waive(who, case)?;
        }
        self.start(who, case)
    }
    /// The tickets of a case, claimant's first.
    pub fn tickets(&self, case: CaseId) -> Vec<TicketNumber> {
        let case = self.desk.case(case);
        case.map_or_else(Vec::new, |case| self.desk.tickets_of(case).map(|ticket| ticket.number).collect())
    }
}
