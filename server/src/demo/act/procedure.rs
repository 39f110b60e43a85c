//! What happens in the procedure of a case, and on the organiser's track: each verb of the script as the commands of a real desk.

use anyhow::Context;
use domain::{
    Actor, Case, CaseId, Command, PartyId, RoomId,
    body::{MeasureBody, NoticeSecret, PersonBody, RecordBody, ReplyBody},
    case::{Party, Side},
    fair::Language,
    measure::MeasureAction,
    procedure::{
        Action, AgreementBody, Answer, Authority, CaseSource, ClauseBody, ClauseKind, ConsentTo,
        IdentityPaper, Means, NewAgreement, NewNotice, RecordPart, Service, ServiceMethod, Signatory,
        TRANSFER_TEXT, Way,
    },
};
use jiff::{SignedDuration, Timestamp, ToSpan};

use crate::demo::{
    script::{Deed, Signs, Story, Track, Who},
    second,
};

use super::{
    Player,
    file::{TEXTS, new_ticket},
};

/// For how many days a clause is owed at a desk that has no last day.
const OWED: i64 = 90;

/// Who speaks for the companies of the sample fair, by language. Invented, like everybody here.
const SPEAKERS: [[&str; 3]; 2] = [["Noor Haddad", "Marta Silva", "Jonas Weil"], ["陈晓", "林雨桐", "周立"]];

/// One step of a story, at its moment.
pub(super) struct Scene<'a> {
    pub(super) case: CaseId,
    pub(super) story: &'a Story,
    pub(super) remark: Option<String>,
    pub(super) at: Timestamp,
}

impl Player<'_> {
    /// Plays a step of the procedure.
    pub(super) async fn proceed(&self, scene: &Scene<'_>, deed: &Deed, by: Actor) -> anyhow::Result<()> {
        for action in self.actions(scene, deed)? {
            let command = Command::Proceed { case: scene.case, action: Box::new(action) };
            self.submit(scene.at, by, command).await?;
        }
        Ok(())
    }

    /// Opens the talks, after whatever of the way to them has not happened.
    pub(super) async fn open_talks(&self, scene: &Scene<'_>, by: Actor) -> anyhow::Result<()> {
        if self.known(scene)?.procedure.number.is_none() {
            for deed in [
                Deed::Accept,
                Deed::Notice(Who::All),
                Deed::Serve { whom: Who::All, refused: false },
                Deed::Answer(Who::All, Answer::Accept),
            ] {
                self.proceed(scene, &deed, by).await?;
            }
        }
        self.submit(scene.at, by, Command::OpenTalks { case: scene.case }).await
    }

    /// Begins the talk, after whatever must come before it and has not happened.
    pub(super) async fn start(&self, scene: &Scene<'_>, by: Actor) -> anyhow::Result<()> {
        if self.app.now().desk.before_talks(&*self.known(scene)?).is_some() {
            self.proceed(scene, &Deed::Identity, by).await?;
            self.proceed(scene, &Deed::Rights, by).await?;
        }
        self.submit(scene.at, by, Command::StartSession { case: scene.case }).await
    }

    pub(super) fn known(&self, scene: &Scene<'_>) -> anyhow::Result<std::sync::Arc<Case>> {
        self.app.now().desk.case(scene.case).map(std::sync::Arc::clone).context("the case was filed")
    }

    fn actions(&self, scene: &Scene<'_>, deed: &Deed) -> anyhow::Result<Vec<Action>> {
        let case = self.known(scene)?;
        let text = || scene.remark.clone().context("the step says nothing");
        let of = |whom: &Who, one: &dyn Fn(&Party) -> Action| -> Vec<Action> {
            chosen(&case, *whom).map(one).collect()
        };
        Ok(match deed {
            Deed::Accept => {
                vec![Action::Accept { source: CaseSource::Application }, Action::DeclareImpartiality]
            }
            Deed::Notice(whom) => of(&whom.respondents(), &|party| Action::IssueNotice {
                party: party.place.id,
                notice: new_notice(),
            }),
            Deed::Serve { whom, refused } => of(&whom.respondents(), &|party| served(party, *refused)),
            Deed::Answer(whom, answer) => {
                of(&whom.respondents(), &|party| answered(party, *answer, scene.remark.clone()))
            }
            Deed::Appoint(minutes, room) => {
                let from = scene.at.checked_add(SignedDuration::from_mins(*minutes))?;
                let until = from.checked_add(SignedDuration::from_mins(60))?;
                let room = room.as_deref().map(crate::demo::room);
                vec![Action::MakeAppointment { from, until, room }]
            }
            Deed::Confirm(whom) => {
                let from = case.procedure.appointment.as_ref().context("there is an appointment")?.from;
                of(whom, &|party| Action::ConfirmAppointment { party: party.place.id, from })
            }
            Deed::Identity => of(&Who::All, &|party| identified(scene.story, party)),
            Deed::Rights => vec![Action::ExplainRights { text: TEXTS.to_owned() }],
            Deed::Record(part) => vec![self.recorded(&case, *part, text()?)],
            Deed::ConfirmRecord(part, whom) => {
                let version = case.procedure.record(*part).context("the part is written")?.version;
                let (part, means) = (*part, Means::ReadAloud);
                of(whom, &|party| Action::ConfirmRecord { party: party.place.id, part, version, means })
            }
            Deed::Note => vec![Action::WriteNote { text: text()? }],
            Deed::Draft { kind, organiser } => {
                let base = version(&case);
                vec![Action::DraftAgreement {
                    base,
                    draft: self.draft(scene, &case, *kind, *organiser, text()?)?,
                }]
            }
            Deed::Agree => vec![Action::AgreeTerms { version: version(&case) }],
            Deed::Sign(Signs::Mediator) => vec![self.signed(scene, &case, Signatory::Mediator)],
            Deed::Sign(Signs::Seal) => vec![self.signed(scene, &case, Signatory::Seal)],
            Deed::Sign(Signs::Parties(whom)) => {
                of(whom, &|party| self.signed(scene, &case, Signatory::Party(party.place.id)))
            }
            Deed::Oral(kind) => {
                vec![Action::RegisterOral { draft: self.draft(scene, &case, *kind, false, text()?)? }]
            }
            Deed::Give => vec![Action::ChangeBody { body: second::id()?, means: Means::Spoken }],
            Deed::Quote => {
                let base = case.procedure.fees.last().map_or(0, |fee| fee.version);
                let quote = second::quote(&case, scene.story.language, scene.remark.clone());
                vec![Action::QuoteFee { base, quote }]
            }
            Deed::AgreeFee(whom) => {
                let version = case.procedure.fee().context("it was quoted")?.version;
                let (answer, means) = (Answer::Accept, Means::Spoken);
                of(whom, &|party| Action::AnswerFee { party: party.place.id, version, answer, means })
            }
            Deed::Consent(to) => {
                // That a file goes on counts in the present words alone.
                let words = if *to == ConsentTo::Transfer { TRANSFER_TEXT } else { TEXTS };
                of(&Who::All, &|party| Action::Consent {
                    party: party.place.id,
                    to: *to,
                    text: words.to_owned(),
                    means: Means::Spoken,
                })
            }
        })
    }

    fn recorded(&self, case: &Case, part: RecordPart, text: String) -> Action {
        let base = case.procedure.record(part).map_or(0, |record| record.version);
        let lead = case.claimant().ticket.and_then(|number| self.app.now().desk.ticket(number).cloned());
        let place = lead.and_then(|lead| lead.room.clone()).map(|RoomId(room)| room);
        Action::WriteRecord { part, base, body: RecordBody { text, place, ..RecordBody::default() } }
    }

    /// One clause of the first respondent who takes part, from today to the last day, or for so long where there is none.
    fn draft(
        &self,
        scene: &Scene<'_>,
        case: &Case,
        kind: ClauseKind,
        organiser: bool,
        act: String,
    ) -> anyhow::Result<NewAgreement> {
        let respondent = case.accepted().next().context("somebody takes part")?;
        let published = self.app.now();
        let plan = published.desk.fair().map(|fair| &fair.plan).context("there is a fair")?;
        let booth = respondent.place.booth.and_then(|id| published.desk.booth(id));
        let from = plan.day_of(scene.at);
        let until = plan.last_day.or(Some(from.checked_add(OWED.days())?));
        let clause = ClauseBody {
            kind,
            debtor: respondent.place.id,
            act,
            translation: None,
            place: booth.map(|booth| format!("{}/{}", booth.hall, booth.number)),
            from: Some(from),
            until,
            money: None,
            organiser,
        };
        let told = |text: &Option<String>| text.clone().unwrap_or_default();
        let body = AgreementBody {
            facts: told(&scene.story.statement),
            disputes: told(&scene.story.item),
            clauses: vec![clause],
            ..AgreementBody::default()
        };
        Ok(NewAgreement { body, prevailing: scene.story.language })
    }

    fn signed(&self, scene: &Scene<'_>, case: &Case, by: Signatory) -> Action {
        let party = if let Signatory::Party(id) = by { case.party(id) } else { None };
        let name = party.map_or_else(|| self.holder(case), |party| speaker(scene.story, party));
        Action::Sign {
            version: version(case),
            by,
            means: Means::Paper,
            authority: Authority::Own,
            evidence: None,
            ratify_by: None,
            body: PersonBody { name, ..PersonBody::default() },
        }
    }

    /// The name of the mediator who has the case.
    fn holder(&self, case: &Case) -> String {
        let published = self.app.now();
        let lead = case.claimant().ticket.and_then(|number| published.desk.ticket(number));
        let name = lead.and_then(|lead| lead.mediator).and_then(|id| published.names.called(id));
        name.map(str::to_owned).unwrap_or_default()
    }

    /// A step of the organiser's track with the first respondent.
    pub(super) async fn track(&self, scene: &Scene<'_>, track: Track) -> anyhow::Result<()> {
        let case = self.known(scene)?;
        let party = case.respondents().first().context("there is a respondent")?;
        let body = || -> anyhow::Result<MeasureBody> {
            let text = scene.remark.clone().context("the organiser says why")?;
            Ok(MeasureBody { text, ..MeasureBody::default() })
        };
        let mut actor = self.staff("organiser")?;
        let action = match track {
            Track::Notice => MeasureAction::IssueNotice { notice: new_notice() },
            Track::Serve => {
                MeasureAction::RecordService { service: in_person(false), body: booth_staff(party) }
            }
            Track::Answer { admits } => {
                actor = Actor::Party(party.ticket.context("a ticket came with the notice")?);
                let person = PersonBody { name: representative(party).to_owned(), ..PersonBody::default() };
                let body = ReplyBody { person, statement: scene.remark.clone(), language: None };
                MeasureAction::Answer { means: Means::Paper, admits, body }
            }
            Track::Clear => MeasureAction::Clear { body: body()? },
            Track::Order(kind, basis) => MeasureAction::Order { kind, basis, until: None, body: body()? },
            Track::Apply => MeasureAction::Apply { evidence: None, body: body()? },
            Track::Lift => MeasureAction::Lift { body: body()? },
        };
        let (case, party) = (scene.case, party.place.id);
        self.submit(scene.at, actor, Command::MoveMeasure { case, party, action: Box::new(action) }).await
    }
}

impl Who {
    /// Of a step that only respondents can take.
    fn respondents(self) -> Self {
        if self == Self::All { Self::Respondents } else { self }
    }
}

/// The parties that are meant; all are all who take part.
fn chosen(case: &Case, whom: Who) -> impl Iterator<Item = &Party> {
    case.parties
        .iter()
        .enumerate()
        .filter(move |(at, party)| match whom {
            Who::All => party.place.side == Side::Claimant || party.way() == Way::Accepted,
            Who::Claimant => *at == 0,
            Who::Respondents => *at > 0,
            Who::Respondent(number) => *at == number,
        })
        .map(|(_, party)| party)
}

fn version(case: &Case) -> u32 {
    case.procedure.agreement.as_ref().map_or(0, |agreement| agreement.draft.version)
}

fn new_notice() -> NewNotice {
    let (own, ticket) = (new_ticket(), new_ticket());
    NewNotice { key: own.key, secret: NoticeSecret { key: own.secret.key }, ticket }
}

fn in_person(refused: bool) -> Service {
    let method = if refused { ServiceMethod::LeftBehind } else { ServiceMethod::InPerson };
    Service { method, refused, evidence: None }
}

fn served(party: &Party, refused: bool) -> Action {
    let body = PersonBody { witness: refused.then(|| "Wu Min".to_owned()), ..booth_staff(party) };
    Action::RecordService { party: party.place.id, service: in_person(refused), body }
}

fn answered(party: &Party, answer: Answer, statement: Option<String>) -> Action {
    let person = PersonBody { name: representative(party).to_owned(), ..PersonBody::default() };
    Action::Answer {
        party: party.place.id,
        answer,
        text: TEXTS.to_owned(),
        means: Means::Spoken,
        authority: Authority::Own,
        body: ReplyBody { person, statement, language: None },
        language: None,
    }
}

fn identified(story: &Story, party: &Party) -> Action {
    Action::CheckIdentity {
        party: party.place.id,
        paper: IdentityPaper::Passport,
        authority: Authority::Own,
        body: PersonBody {
            name: speaker(story, party),
            paper_number: Some("••••0000".to_owned()),
            ..PersonBody::default()
        },
    }
}

/// Who filed speaks for themselves; for a respondent somebody of the company does.
fn speaker(story: &Story, party: &Party) -> String {
    match party.place.side {
        Side::Claimant => story.name.clone(),
        Side::Respondent => representative(party).to_owned(),
    }
}

/// Somebody of the company; the same whenever it is asked.
fn representative(party: &Party) -> &'static str {
    let PartyId(id) = party.place.id;
    let names = SPEAKERS[usize::from(party.place.language == Language::ZhCn)];
    names[usize::from(id[15]) % names.len()]
}

fn booth_staff(party: &Party) -> PersonBody {
    let chinese = party.place.language == Language::ZhCn;
    let position = if chinese { "展位工作人员" } else { "Booth staff" };
    PersonBody {
        name: representative(party).to_owned(),
        position: Some(position.to_owned()),
        ..PersonBody::default()
    }
}
