//! What a ticket's holder sees beyond number and place: what they told the desk, and the photos they handed in. Nothing of the
//! other side, and nothing to anybody who only has the slip.

use std::borrow::Cow;

use domain::{
    body::{ApplicationBody, ComplaintBody, Content, PartyBody},
    case::{Ask, Audience, Case, CaseKind, Evidence, Naming, Party, PartyPlace, Relief, RightKind, Side},
    ids::PartyId,
    procedure::{Answer, Answered, Leaving, Purpose, Way},
};

use crate::{
    app::App,
    engine::Published,
    locale::Texts,
    record::Opened,
    web::{company, halls, problem::Problem},
};

use super::Found;

/// Everything the holder's part of the page shows.
pub(super) struct Own {
    /// The mediation body that has the case, where the fair hosts several.
    pub(super) body: Option<String>,
    /// Name and contact, one to a line.
    pub(super) who: Vec<String>,
    /// The number of the accepted case; a respondent learns it with the notice.
    pub(super) case_number: Option<String>,
    /// What was told, each with its heading.
    pub(super) told: Vec<Told>,
    /// The texts were erased.
    pub(super) erased: bool,
    /// Papers can be printed: not once the texts are gone, nor where all papers are the organiser's, who hands them out.
    pub(super) papers: bool,
    /// Own photos.
    pub(super) photos: Vec<Photo>,
    /// For whom a photo may be meant; empty when none can be added any more.
    pub(super) audiences: Vec<Audience>,
    /// The case can be withdrawn by this party.
    pub(super) may_withdraw: bool,
}

/// One text of the holder's own.
pub(in crate::web) struct Told {
    /// Whom it was meant for.
    pub(in crate::web) heading: Cow<'static, str>,
    /// Particulars: name and value.
    pub(in crate::web) facts: Vec<(Cow<'static, str>, String)>,
    /// The words.
    pub(in crate::web) statement: String,
}

/// One photo of the holder's own.
pub(in crate::web) struct Photo {
    /// Which.
    pub(in crate::web) id: String,
    /// When it was handed in, in words.
    pub(in crate::web) at: String,
}

/// For whom this party's photos may be meant, the narrowest first.
pub(in crate::web) fn audiences(case: &Case, party: &Party) -> Vec<Audience> {
    let to_organiser = case.takes_for_organiser(party.place.id);
    // Who takes no part has nothing to say in the mediation.
    let takes_part = party.place.side == Side::Claimant || party.way() != Way::Declined;
    let asked = takes_part && (case.asks_for(Ask::Mediation) || case.kind != CaseKind::Dispute);
    match (asked && case.state.is_open(), to_organiser) {
        (true, true) => vec![Audience::Mediation, Audience::Measure, Audience::Both],
        (false, true) => vec![Audience::Measure],
        (true, false) => vec![Audience::Mediation],
        (false, false) => Vec::new(),
    }
}

/// The stable code of an audience in forms and JSON.
pub(in crate::web) fn audience_code(audience: Audience) -> &'static str {
    match audience {
        Audience::Mediation => "mediation",
        Audience::Measure => "measure",
        Audience::Both => "both",
    }
}

/// Reads the holder's own texts.
///
/// # Errors
/// When the journal cannot be read.
pub(super) async fn read(app: &App, t: &Texts, found: &Found) -> Result<Option<Own>, Problem> {
    let Some(case) = found.published.desk.case(found.ticket.case) else { return Ok(None) };
    let Some(party) = case.party(found.ticket.party) else { return Ok(None) };
    let side = party.place.side;
    let mut entries = vec![party.entered_seq];
    if side == Side::Claimant {
        entries.push(case.application_seq);
        entries.extend(case.complaint_seq);
    }
    let told = side == Side::Claimant || party.served.is_some();
    let mediated = case.asks_for(Ask::Mediation);
    let mut own = Own {
        body: mediated.then(|| crate::web::bodies::among_several(&found.published, case.body)).flatten(),
        who: Vec::new(),
        case_number: case.procedure.number.filter(|_| told).map(|number| number.to_string()),
        told: Vec::new(),
        erased: case.erased_at.is_some(),
        papers: case.erased_at.is_none() && !case.is_for_organiser_alone(),
        photos: photos(t, case, found),
        audiences: audiences(case, party),
        may_withdraw: side == Side::Claimant && case.state.is_open() && case.procedure.in_effect().is_none(),
    };
    let listed = company::of(t, &found.published, party, None);
    let who = |body: PartyBody| {
        let company = company::typed(&found.published, party, body.company.as_ref()).cloned();
        reached(PartyBody { company, ..body }, listed.as_deref())
    };
    for opened in bodies(app, entries).await? {
        own.take(t, case.right, opened, &who);
    }
    if side == Side::Claimant {
        own.against(t, &found.published, case);
    }
    // What was told the organiser stands with the organiser's track.
    if let Some(answered) = &party.answered
        && let Some(opened) = bodies(app, vec![answered.seq]).await?.into_iter().next()
    {
        own.replied(t, answered, opened);
    }
    Ok(Some(own))
}

/// The sealed parts of some entries. Reading blocks, so it happens off the async threads.
///
/// # Errors
/// When the journal cannot be read.
pub(in crate::web) async fn bodies(app: &App, entries: Vec<u64>) -> Result<Vec<Opened>, Problem> {
    let engine = app.engine.clone();
    let read = move || {
        let bodies = entries.into_iter().filter_map(|seq| engine.entry(seq).transpose());
        bodies.map(|entry| entry.map(|entry| entry.body)).collect::<Result<Vec<_>, _>>()
    };
    let read = app.tasks.spawn_blocking(read).await.map_err(|error| Problem::internal(&error))?;
    read.map_err(|error| Problem::internal(&error))
}

fn photos(t: &Texts, case: &Case, found: &Found) -> Vec<Photo> {
    own_photos(case, found.ticket.party)
        .map(|photo| Photo { id: photo.id.to_string(), at: t.moment(photo.at) })
        .collect()
}

/// What this party handed in; not what the desk photographed as proof.
pub(in crate::web) fn own_photos(case: &Case, party: PartyId) -> impl Iterator<Item = &Evidence> {
    let handed_in = |photo: &&Evidence| photo.purpose == Purpose::Exhibit;
    case.evidence.iter().filter(handed_in).filter(move |photo| photo.party == party)
}

/// The exhibitor of a party as it stands in the list, and its booth.
pub(in crate::web) fn listed(t: &Texts, published: &Published, place: &PartyPlace) -> [Option<String>; 2] {
    let name = company::listed(t, published, place);
    let booth = place.booth.and_then(|id| published.desk.booth(id));
    [name, booth.map(|booth| spot(t, booth.hall.as_str(), &booth.number))]
}

/// Who applied: name, company, booth; how to reach them is for the desk alone.
pub(in crate::web) fn applicant(t: &Texts, published: &Published, case: &Case) -> Vec<String> {
    if case.erased_at.is_some() {
        return Vec::new();
    }
    let place = &case.claimant().place;
    let typed = published.names.party(place.id);
    let [listed, booth] = listed(t, published, place);
    let name = typed.map(|typed| typed.name.clone());
    let company = listed.or_else(|| typed.and_then(|typed| typed.company.clone()));
    let booth = booth.or_else(|| typed.and_then(|typed| typed.booth.clone()));
    [name, company, booth].into_iter().flatten().filter(|line| !line.is_empty()).collect()
}

/// Where a booth is, in words: “Hall 5.1 · A12”.
pub(in crate::web) fn spot(t: &Texts, hall: &str, number: &str) -> String {
    if halls::is_own_line(t, hall) {
        return t.t1("place-booth", "booth", number);
    }
    format!("{} · {number}", t.t1("ticket-in-hall", "hall", hall))
}

/// Where a party is: its booth from the list, else as typed.
pub(in crate::web) fn spot_of(
    t: &Texts,
    published: &Published,
    place: &PartyPlace,
    typed: Option<&String>,
) -> String {
    let listed = place.booth.and_then(|id| published.desk.booth(id));
    match (listed, typed, &place.hall) {
        (Some(booth), _, _) => spot(t, booth.hall.as_str(), &booth.number),
        (None, Some(typed), Some(hall)) => spot(t, hall.as_str(), typed),
        (None, Some(typed), None) => typed.clone(),
        (None, None, Some(hall)) => t.t1("ticket-in-hall", "hall", hall.as_str()),
        (None, None, None) => String::new(),
    }
}

impl Own {
    /// Whom the case is about: as the list has them, else as they were typed; and beside it whom the desk named since.
    fn against(&mut self, t: &Texts, published: &Published, case: &Case) {
        let mut facts = Vec::new();
        for party in case.respondents() {
            let line = in_line(told(t, published, party));
            if !line.is_empty() {
                facts.push((t.t("ticket-own-against"), line));
            }
            facts.extend(handled(t, published, case, party));
        }
        if let Some(first) = self.told.first_mut() {
            first.facts.splice(0..0, facts);
        }
    }

    /// The own answer to the notice.
    fn replied(&mut self, t: &Texts, answered: &Answered, opened: Opened) {
        self.erased |= matches!(opened, Opened::Erased);
        let Some(Content::Reply(reply)) = opened.content() else { return };
        let person = reply.person;
        let who = [Some(person.name), person.position, person.particulars.company].into_iter().flatten();
        let who: Vec<_> = who.filter(|part| !part.is_empty()).collect();
        let mut facts = vec![
            (t.t("ticket-own-answered"), answer_of(t, answered).into_owned()),
            (t.t("ticket-own-at"), t.moment(answered.at)),
        ];
        if !who.is_empty() {
            facts.push((t.t("ticket-own-by"), who.join(" · ")));
        }
        let statement = reply.statement.unwrap_or_default();
        self.told.push(Told { heading: t.t("ticket-own-application"), facts, statement });
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "the entries asked for hold these three kinds alone")]
    fn take(
        &mut self,
        t: &Texts,
        right: Option<RightKind>,
        opened: Opened,
        who: &impl Fn(PartyBody) -> Vec<String>,
    ) {
        match opened {
            Opened::Erased => self.erased = true,
            Opened::Nothing => {}
            Opened::Content(content) => match *content {
                Content::Party(body) => self.who = who(body),
                Content::Application(body) => self.told.push(application(t, right, body)),
                Content::Complaint(body) => self.told.push(complaint(t, right, body)),
                _ => {}
            },
        }
    }
}

/// The company and the booth of a respondent as the claimant told them: whom the desk named since is not of it.
fn told(t: &Texts, published: &Published, party: &Party) -> [String; 2] {
    let typed = published.names.party(party.place.id);
    let place = PartyPlace { exhibitor: party.exhibitor_at(party.entered_seq), ..party.place.clone() };
    let listed = company::listed(t, published, &place);
    let name = listed.or_else(|| typed?.company.clone()).unwrap_or_default();
    [name, spot_of(t, published, &party.place, typed.and_then(|typed| typed.booth.as_ref()))]
}

fn in_line(known: [String; 2]) -> String {
    known.into_iter().filter(|known| !known.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// What one respondent of several is called to the claimant: as whom the desk handles it, where it does not as the claimant had said. Once
/// the texts of the case are erased it is the booth alone.
pub(super) fn called_to_claimant(t: &Texts, published: &Published, case: &Case, party: &Party) -> String {
    let [name, booth] = told(t, published, party);
    let name = match renamed(case, party) {
        _ if case.erased_at.is_some() => String::new(),
        Some(_) => handled_as(t, published, party),
        None => name,
    };
    in_line([name, booth])
}

/// When the desk named a respondent as another exhibitor than the claimant had, where it still handles it as that one. `None` once the
/// texts of the case are erased: who was meant is gone with them.
pub(super) fn renamed<'p>(case: &Case, party: &'p Party) -> Option<&'p Naming> {
    let other = party.exhibitor_at(party.entered_seq) != party.place.exhibitor;
    party.namings.last().filter(|_| other && case.erased_at.is_none())
}

/// As which exhibitor of a shared booth the desk handles a respondent, for whoever named another or nobody. Not who at the desk says so: the
/// mediator and the organiser do not tell on each other.
fn handled(
    t: &Texts,
    published: &Published,
    case: &Case,
    party: &Party,
) -> Option<(Cow<'static, str>, String)> {
    let naming = renamed(case, party)?;
    let name = handled_as(t, published, party);
    let said = t.t2("ticket-own-handled-as", "name", name, "moment", t.moment(naming.at));
    Some((t.t("ticket-own-handled"), said))
}

/// The exhibitor that the desk named.
fn handled_as(t: &Texts, published: &Published, party: &Party) -> String {
    let unlisted = || t.t("ticket-own-unlisted").into_owned();
    company::listed(t, published, &party.place).unwrap_or_else(unlisted)
}

/// What a respondent answered for mediation, in short.
pub(in crate::web) fn answer_of(t: &Texts, answered: &Answered) -> Cow<'static, str> {
    t.t(match (answered.answer, answered.leaving()) {
        (Answer::Accept, None) => "notice-given-accept",
        (Answer::Accept, Some(Leaving::Withdrew)) => "notice-given-withdrawn",
        (Answer::Accept, Some(Leaving::Unsigned)) => "notice-given-unsigned",
        (Answer::Accept, Some(Leaving::Unreached)) => "notice-given-unreached",
        (Answer::Decline, _) => "notice-given-decline",
    })
}

/// What is said of a respondent who had agreed and takes part no more.
pub(in crate::web) fn left_of(t: &Texts, party: &Party) -> Cow<'static, str> {
    t.t(match party.answered.as_ref().and_then(Answered::leaving) {
        Some(Leaving::Unreached) => "party-answer-unreached",
        Some(Leaving::Unsigned) => "party-answer-unsigned",
        Some(Leaving::Withdrew) | None => "party-answer-left",
    })
}

/// A company of the list is called as everywhere, whatever name of it came with the form.
fn reached(body: PartyBody, listed: Option<&str>) -> Vec<String> {
    let PartyBody { name, company, booth, described: _, phone, email, capacity: _ } = body;
    let company = listed.map(str::to_owned).or(company);
    [Some(name), company, booth, phone, email].into_iter().flatten().filter(|line| !line.is_empty()).collect()
}

/// An application, as its reader sees it.
pub(in crate::web) fn application(t: &Texts, right: Option<RightKind>, body: ApplicationBody) -> Told {
    let ApplicationBody { right_number, right_title, item, statement, relief } = body;
    let mut facts = particulars(t, right, (right_number, right_title), item);
    if !relief.is_empty() {
        let said = |relief: &Relief| t.code("relief", relief.code()).into_owned();
        let wanted: Vec<_> = relief.iter().map(said).collect();
        facts.push((t.t("ticket-own-relief"), wanted.join(&t.t("list-comma"))));
    }
    Told { heading: t.t("ticket-own-application"), facts, statement }
}

/// A complaint, as its reader sees it.
pub(in crate::web) fn complaint(t: &Texts, right: Option<RightKind>, body: ComplaintBody) -> Told {
    let ComplaintBody { right_number, right_title, item, statement } = body;
    Told {
        heading: t.t("ticket-own-complaint"),
        facts: particulars(t, right, (right_number, right_title), item),
        statement,
    }
}

fn particulars(
    t: &Texts,
    right: Option<RightKind>,
    (number, title): (Option<String>, Option<String>),
    item: Option<String>,
) -> Vec<(Cow<'static, str>, String)> {
    let named = [
        (t.t("ticket-own-right"), right.map(|right| t.code("right", right.code()).into_owned())),
        (t.t("ticket-own-item"), item),
        (t.t("ticket-own-title"), title),
        (t.t("ticket-own-number"), number),
    ];
    named.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}
