//! Who sees what of one case, on every surface at once: pages, fragments, streams, JSON, exports and photos.
//!
//! Every text of the case carries a mark that says for whom it is. Everybody opens every surface, and what they saw is held
//! against the table: a surface that a reader has no row for shows them none of the marks. A new kind of record adds its mark to
//! [`MARKS`], its text to [`Scene::set`], its surfaces to [`SURFACES`] and rows to [`TABLE`].

use std::collections::BTreeMap;

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use domain::{
    Actor, Command, DisclosureId, EvidenceId, ExhibitorId, StaffId,
    case::{Ask, Audience, Urgency},
    procedure::{Action, CaseSource},
    testing::{AUDITOR, DUTY_MANAGER, HEAD, MEI, ORGANISER, RECEPTION, SUPERVISOR, TOM, TestFair},
    ticket::ReleaseReason,
};
use http_body_util::BodyExt;
use tower::ServiceExt;

mod surfaces;
mod told;

use surfaces::SURFACES;
use told::{complained, complained_before, disclosed, lodge, quoted, register};

use super::ticket::tests::{Filed, Hall};

/// What each text says, by the letter that stands for it in the table.
const MARKS: &[(char, &str)] = &[
    // Said for mediation, in the application.
    ('a', "XAPPLICATIONX"),
    // Said to the organiser.
    ('c', "XCOMPLAINTX"),
    // Who filed, and how to reach them.
    ('n', "XNAMEX"),
    ('f', "XPHONEX"),
    // A remark of the mediation body.
    ('r', "XREMARKX"),
    // Words that came with a photo for mediation, and with one for the organiser.
    ('m', "XCAPTIONFORMEDIATIONX"),
    ('o', "XCAPTIONFORTHEORGANISERX"),
    // Why the head read the case.
    ('g', "XGROUNDX"),
    // What the respondent told the organiser, and the organiser's words of the measure.
    ('s', "XSTATEMENTX"),
    ('w', "XORDERX"),
    // What the register of rights holds of the number that was typed.
    ('e', "XREGISTEREDX"),
    // What the respondent lodged in advance for both, and for the organiser's officer alone.
    ('d', "XDEFENCEX"),
    ('k', "XDEFENCEFOROFFICEX"),
    // What was quoted for it.
    ('q', "XQUOTEX"),
    // Which authority the organiser gave something to.
    ('u', "XAUTHORITYX"),
    // That somebody complained of the respondent before, or about the same right.
    ('h', "id=\"earlier-complaints\""),
];

/// A photo that is handed out shows as this letter.
const PHOTO: char = 'P';

/// How somebody is told that a photo is not for them.
const REFUSED: [StatusCode; 3] = [StatusCode::UNAUTHORIZED, StatusCode::FORBIDDEN, StatusCode::NOT_FOUND];

/// How the case stands while everybody looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stands {
    /// Nobody has taken it.
    Unclaimed,
    /// Mei has it.
    WithMei,
    /// Mei gave it back for a conflict of interest.
    Recused,
    /// Mei gave it back and Tom has it.
    WithTom,
    /// Mei has it; the head read it on a reason.
    ReadByHead,
    /// Mei accepted it, declared to have no conflict of interest and gave it back; Tom has it and did not declare.
    Undeclared,
}

/// Who looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Reader {
    PasserBy,
    /// The phone that filed.
    Filer,
    /// Another phone, with the address of the ticket.
    OtherPhone,
    /// A program with the token of this ticket, and with that of another case.
    Holder,
    OtherHolder,
    /// One with the token of the respondent's ticket.
    Respondent,
    Mei,
    Tom,
    Head,
    Organiser,
    Supervisor,
    /// Who receives, of the same body.
    Receives,
    DutyManager,
    Auditor,
    /// Mei after her session was ended.
    Ended,
}

use Reader::{
    Auditor, DutyManager, Ended, Filer, Head, Holder, Mei, Organiser, OtherHolder, OtherPhone, PasserBy,
    Receives, Respondent, Supervisor, Tom,
};

const READERS: &[Reader] = &[
    PasserBy,
    Filer,
    OtherPhone,
    Holder,
    OtherHolder,
    Respondent,
    Mei,
    Tom,
    Head,
    Organiser,
    Supervisor,
    Receives,
    DutyManager,
    Auditor,
    Ended,
];

/// What a reader sees on a surface. What is not here is nothing.
type Row = (Reader, &'static str, &'static str);

/// The same however the case stands.
const ALWAYS: &[Row] = &[
    // Who filed sees what they said, by the phone or by the token.
    (Filer, "/t/{key}", "acnfq"),
    // A paper names who filed, and never how to reach them.
    (Filer, "/t/{key}/papers/application", "an"),
    (Holder, "/t/{key}/papers/application", "an"),
    (Filer, "/t/{key}/papers/fee-quote", "nq"),
    (Holder, "/t/{key}/papers/fee-quote", "nq"),
    (Filer, "/t/{key}/photos/{for-mediation}/thumbnail", "P"),
    (Filer, "/t/{key}/photos/{for-organiser}/thumbnail", "P"),
    (Holder, "/t/{key}", "acnfq"),
    (Holder, "/t/{key}/photos/{for-mediation}/thumbnail", "P"),
    (Holder, "/t/{key}/photos/{for-organiser}/thumbnail", "P"),
    // The organiser sees the complaint, who complained, the photos that came with it, and that somebody complained before.
    (Organiser, "/office/cases/{case}", "cnoswedkuh"),
    // What the respondent registered, beside the complaints against them.
    (Organiser, "/office/exhibitors/{exhibitor}", "e"),
    // What they gave an authority; the list of contents in the bundle says to which.
    (Organiser, "/office/disclosures", "u"),
    (Organiser, "/office/disclosures/{disclosure}", "u"),
    (Organiser, "/office/disclosures/{disclosure}/receipt", "u"),
    (Organiser, "/office/disclosures/{disclosure}/bundle.zip", "u"),
    (Organiser, "/office/cases/{case}/photos/{for-organiser}/copy", "P"),
    (Organiser, "/office/cases/{case}/papers/complaint-notice", "cn"),
    (Organiser, "/office/cases/{case}/papers/measure-order", "w"),
    (Organiser, "/office/cases/{case}/papers/complaint-certificate", "n"),
    // So does whoever leads the track for them; what authorities were given is the organiser's own.
    (DutyManager, "/office/cases/{case}", "cnoswedkh"),
    (DutyManager, "/office/exhibitors/{exhibitor}", "e"),
    (DutyManager, "/office/cases/{case}/photos/{for-organiser}/copy", "P"),
    (DutyManager, "/office/cases/{case}/papers/complaint-notice", "cn"),
    (DutyManager, "/office/cases/{case}/papers/measure-order", "w"),
    (DutyManager, "/office/cases/{case}/papers/complaint-certificate", "n"),
    // The respondent sees what they said and what was decided; whoever has the notice in hand reads nothing once it was answered.
    (Respondent, "/t/{respondent}", "sw"),
    (Respondent, "/n/{notice}", "cnsw"),
    // Who receives sees what was filed, what the register says of the right, and that somebody complained before, by which
    // they accept; nothing beside it.
    (Receives, "/counter/cases/{case}", "anfrmeh"),
    (Receives, "/counter/cases/{case}/way", "ne"),
    (Receives, "/counter/cases/{case}/papers/application", "an"),
    (Receives, "/counter/cases/{case}/photos/{for-mediation}/copy", "P"),
    (Receives, "/counter/cases/{case}/photos/{for-mediation}/thumbnail", "P"),
];

/// What comes to that for those who see the whole of what was said for mediation.
const WHOLE: &[(&str, &str)] = &[
    ("/counter/cases/{case}", "anfrmed"),
    ("/counter/cases/{case}/way", "ne"),
    ("/counter/cases/{case}/held", "n"),
    // Not accepted yet, so that there is no talk to prepare.
    ("/counter/cases/{case}/session", ""),
    ("/counter/cases/{case}/investigation", "n"),
    ("/counter/cases/{case}/fee", "nq"),
    ("/counter/cases/{case}/papers/fee-quote", "nq"),
    ("/counter/cases/{case}/referrals", "n"),
    ("/counter/cases/{case}/papers/photo-list", "m"),
    ("/counter/cases/{case}/papers/application", "an"),
    ("/counter/cases/{case}/papers/record", "n"),
    ("/counter/cases/{case}/papers/investigation", "n"),
    ("/counter/cases/{case}/photos/{for-mediation}/copy", "P"),
    ("/counter/cases/{case}/photos/{for-mediation}/thumbnail", "P"),
];

/// And to whoever took the case over and did not declare: what reception sees of it, but for what was complained of before.
const UNDECLARED: &[(&str, &str)] = &[
    ("/counter/cases/{case}", "anfrme"),
    ("/counter/cases/{case}/way", "n"),
    ("/counter/cases/{case}/papers/application", "an"),
    ("/counter/cases/{case}/photos/{for-mediation}/copy", "P"),
    ("/counter/cases/{case}/photos/{for-mediation}/thumbnail", "P"),
];

impl Stands {
    const ALL: [Self; 6] =
        [Self::Unclaimed, Self::WithMei, Self::Recused, Self::WithTom, Self::ReadByHead, Self::Undeclared];

    /// Who sees the whole of what was said for mediation, and whether reasons of the head are among it.
    fn sees_whole(self) -> Vec<Reader> {
        match self {
            Self::Unclaimed | Self::Recused | Self::Undeclared => Vec::new(),
            Self::WithMei => vec![Mei],
            Self::WithTom => vec![Tom],
            Self::ReadByHead => vec![Mei, Head],
        }
    }

    fn expected(self) -> BTreeMap<(Reader, &'static str), String> {
        let mut all: BTreeMap<_, _> =
            ALWAYS.iter().map(|(who, path, marks)| ((*who, *path), (*marks).to_owned())).collect();
        for who in self.sees_whole() {
            for (path, marks) in WHOLE {
                // Nothing is written yet, and only who has the case has the form.
                if who == Head && *path == "/counter/cases/{case}/investigation" {
                    continue;
                }
                let mut marks = (*marks).to_owned();
                if who == Head && *path == "/counter/cases/{case}" {
                    marks = "anfrmged".to_owned();
                }
                all.insert((who, *path), marks);
            }
        }
        if self == Self::Undeclared {
            all.extend(UNDECLARED.iter().map(|(path, marks)| ((Tom, *path), (*marks).to_owned())));
            // What the register says is looked at while the case is not accepted yet.
            all.insert((Receives, "/counter/cases/{case}/way"), "n".to_owned());
        }
        // Why they read it, which nobody else is told who reads what was done at the desk.
        if self == Self::ReadByHead {
            all.insert((Head, "/office/acts"), "g".to_owned());
        }
        all
    }
}

/// A case at a desk, with a mark in every text.
struct Scene {
    hall: Hall,
    filed: Filed,
    other: Filed,
    respondent: Filed,
    notice: String,
    disclosure: DisclosureId,
    exhibitor: ExhibitorId,
    photos: [EvidenceId; 2],
    tokens: BTreeMap<Reader, String>,
}

impl Scene {
    async fn set(stands: Stands) -> Self {
        let mut hall = Hall::new().await;
        hall.desk.charges().await;
        let mut pen = TestFair::new();
        let mut new = pen.dispute(&[Ask::Mediation, Ask::Measure]);
        // Two pens give the same ids; this case has its own.
        new.case = domain::CaseId([0xC1; 16]);
        new.claimant.place.id = domain::PartyId([0xC2; 16]);
        new.respondents[0].place.id = domain::PartyId([0xC3; 16]);
        let says = |letter: char| mark(letter).to_owned();
        let exhibitor = register(&hall, says('e')).await;
        new.respondents[0].place.exhibitor = Some(exhibitor);
        for (audience, letter) in [(Audience::Both, 'd'), (Audience::Measure, 'k')] {
            lodge(&hall, exhibitor, audience, says(letter)).await;
        }
        new.application.as_mut().unwrap().statement = says('a');
        new.application.as_mut().unwrap().item = Some(says('a'));
        new.complaint.as_mut().unwrap().statement = says('c');
        new.application.as_mut().unwrap().right_number = Some(NUMBER.to_owned());
        new.complaint.as_mut().unwrap().right_number = Some(NUMBER.to_owned());
        new.claimant.body.name = says('n');
        new.claimant.body.phone = Some(says('f'));
        new.claimant.body.email = Some(says('f'));
        complained_before(&mut hall, exhibitor).await;
        let filed = hall.file_this(new).await;
        let other = hall.file().await;
        let photos = [EvidenceId([1; 16]), EvidenceId([2; 16])];
        for (evidence, audience, letter) in
            [(photos[0], Audience::Mediation, 'm'), (photos[1], Audience::Measure, 'o')]
        {
            let party = hall.desk.app.now().desk.ticket(filed.number).unwrap().party;
            let mut body = domain::testing::photo();
            body.caption = Some(says(letter));
            let purpose = domain::procedure::Purpose::Exhibit;
            let add = Command::AddEvidence { case: filed.case, party, evidence, audience, purpose, body };
            hall.desk.ask(Actor::Party(filed.number), add).await.unwrap();
        }
        let hurry =
            Command::RecordUrgency { case: filed.case, urgency: Urgency::Deadline, remark: Some(says('r')) };
        hall.ask(HEAD, hurry).await;
        let (respondent, notice) = complained(&hall, &filed).await;
        let disclosure = disclosed(&hall, &filed).await;
        quoted(&hall, &filed).await;
        let tokens = BTreeMap::new();
        let mut scene =
            Self { hall, filed, other, respondent, notice, disclosure, exhibitor, photos, tokens };
        scene.stand(stands).await;
        for (reader, staff) in [
            (Mei, MEI),
            (Tom, TOM),
            (Head, HEAD),
            (Organiser, ORGANISER),
            (Supervisor, SUPERVISOR),
            (Receives, RECEPTION),
            (DutyManager, DUTY_MANAGER),
            (Auditor, AUDITOR),
        ] {
            scene.tokens.insert(reader, scene.hall.desk.sign_in(staff).await);
        }
        let ended = scene.hall.desk.sign_in(MEI).await;
        let id = ended.parse::<crate::access::secrets::SessionToken>().unwrap().hash();
        scene.hall.desk.app.sessions.end(&id).await;
        scene.tokens.insert(Ended, ended);
        scene
    }

    async fn stand(&self, stands: Stands) {
        let (case, ticket) = (self.filed.case, self.filed.number);
        let release = |reason| Command::ReleaseTicket { ticket, reason, remark: None };
        let claim = || Command::ClaimTicket { ticket };
        let step = |action| Command::Proceed { case, action: Box::new(action) };
        let said = Some(mark('g').to_owned());
        let done: Vec<(StaffId, Command)> = match stands {
            Stands::Unclaimed => Vec::new(),
            Stands::WithMei => vec![(MEI, claim())],
            Stands::Recused => vec![(MEI, claim()), (MEI, release(ReleaseReason::Conflict))],
            Stands::WithTom => vec![(MEI, claim()), (MEI, release(ReleaseReason::OffDuty)), (TOM, claim())],
            Stands::ReadByHead => {
                vec![(MEI, claim()), (HEAD, Command::ReadCase { case, part: Ask::Mediation, reason: said })]
            }
            Stands::Undeclared => vec![
                (MEI, claim()),
                (MEI, step(Action::Accept { source: CaseSource::Application })),
                (MEI, step(Action::DeclareImpartiality)),
                (MEI, release(ReleaseReason::OffDuty)),
                (TOM, claim()),
            ],
        };
        for (who, command) in done {
            self.hall.ask(who, command).await;
        }
    }

    fn path(&self, surface: &str) -> String {
        surface
            .replace("{case}", &self.filed.case.to_string())
            .replace("{key}", &self.filed.key)
            .replace("{respondent}", &self.respondent.key)
            .replace("{notice}", &self.notice)
            .replace("{disclosure}", &self.disclosure.to_string())
            .replace("{exhibitor}", &self.exhibitor.to_string())
            .replace("{for-mediation}", &self.photos[0].to_string())
            .replace("{for-organiser}", &self.photos[1].to_string())
    }

    /// What a reader sees on a surface, as letters.
    async fn seen(&self, reader: Reader, surface: &str) -> String {
        let program = surface.starts_with("/api/");
        let mut request = Request::get(self.path(surface));
        if !program {
            request = request.header(header::ACCEPT, "text/html");
        }
        let token = self.tokens.get(&reader);
        request = match (reader, token) {
            (Filer, _) => request.header(header::COOKIE, &self.hall.phone),
            (OtherPhone, _) => request.header(header::COOKIE, self.hall.stranger()),
            (Holder, _) => bearer(request, &self.filed.holder),
            (OtherHolder, _) => bearer(request, &self.other.holder),
            (Respondent, _) => bearer(request, &self.respondent.holder),
            (_, Some(token)) if program => bearer(request, token),
            (_, Some(token)) => request.header(header::COOKIE, format!("desk-session={token}")),
            (_, None) => request,
        };
        let response = self.hall.desk.service.clone().oneshot(request.body(Body::empty()).unwrap()).await;
        let (parts, mut body) = response.unwrap().into_parts();
        // The photo's file is not there at this desk: whoever would be given it hears that something is wrong with it.
        let photo = surface.contains("/photos/");
        if photo && !parts.status.is_redirection() && !REFUSED.contains(&parts.status) {
            return PHOTO.to_string();
        }
        assert!(!parts.status.is_server_error(), "{reader:?} {surface}: {}", parts.status);
        let text = if surface.ends_with("/events") && parts.status == StatusCode::OK {
            // A stream begins with the present state.
            body.frame().await.unwrap().unwrap().into_data().unwrap()
        } else {
            body.collect().await.unwrap().to_bytes()
        };
        let text = String::from_utf8_lossy(&text);
        MARKS.iter().filter(|(_, mark)| text.contains(mark)).map(|(letter, _)| *letter).collect()
    }
}

/// The number that was typed and is registered.
const NUMBER: &str = "ZL 2023 3 0123456.7";

fn bearer(request: axum::http::request::Builder, token: &str) -> axum::http::request::Builder {
    request.header(header::AUTHORIZATION, format!("Bearer {token}"))
}

fn mark(letter: char) -> &'static str {
    MARKS.iter().find(|(known, _)| *known == letter).map(|(_, text)| *text).unwrap()
}

#[tokio::test]
async fn everybody_sees_of_a_case_what_is_theirs_and_nothing_else() {
    let mut wrong = Vec::new();
    for stands in Stands::ALL {
        let scene = Scene::set(stands).await;
        let expected = stands.expected();
        for reader in READERS {
            for surface in SURFACES {
                let meant = expected.get(&(*reader, *surface)).map(String::as_str).unwrap_or_default();
                let seen = scene.seen(*reader, surface).await;
                if seen != meant {
                    wrong.push(format!("{stands:?}: {reader:?} {surface}: sees {seen:?}, not {meant:?}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_row_names_a_surface() {
    let seen = WHOLE.iter().chain(UNDECLARED).map(|(path, _)| path);
    let rows = ALWAYS.iter().map(|(_, path, _)| path).chain(seen);
    for path in rows {
        assert!(SURFACES.contains(path), "{path}");
    }
}
