//! Who sees what of one case, on every surface at once: pages, fragments, streams, JSON, exports and photos.
//!
//! Every text of the case carries a mark that says for whom it is. Everybody opens every surface, and what they saw is held
//! against the table (`table.rs`): a surface that a reader has no row for shows them none of the marks. A new kind of record adds its mark
//! to [`MARKS`], its text to [`Scene::set`], its surfaces to [`SURFACES`] and rows to the table; that no route is left out is held by
//! `routes.rs`. Workbooks, papers and archives are read as whoever opens them reads them.

use std::collections::{BTreeMap, BTreeSet};

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use domain::{
    Command, DisclosureId, EvidenceId, ExhibitorId, PartyId, StaffId,
    case::{Ask, Audience, Urgency},
    procedure::{Action, CaseSource},
    testing::{AUDITOR, DUTY_MANAGER, HEAD, MEI, ORGANISER, RECEPTION, SUPERVISOR, TOM, TestFair},
    ticket::ReleaseReason,
};
use http_body_util::BodyExt;
use tower::ServiceExt;

mod referral;
mod routes;
mod surfaces;
mod table;
mod told;

use surfaces::SURFACES;
use table::{ALWAYS, UNDECLARED, WHOLE};
use told::{
    complained, complained_before, disclosed, given_access, listed, lodge, photographed, quoted, register,
};

use super::ticket::tests::{Filed, Hall};
use crate::testing::Answer;

/// What each text says, by the letter that stands for it in the table. Short where it stands in a column of a paper, so that it is not
/// broken there.
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
    ('m', "XPHOTOX"),
    ('o', "XPICTUREX"),
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

/// Who filed the case.
const CLAIMANT: PartyId = PartyId([0xC2; 16]);

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
                // Nothing is written yet, and only who has the case has the form; nor did the head look at anybody's papers.
                let holders = *path == "/counter/cases/{case}/investigation" || path.contains("/held/");
                if who == Head && holders {
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
    /// A list for an authority.
    list: u64,
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
        new.claimant.place.id = CLAIMANT;
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
            photographed(&hall, &filed, evidence, audience, says(letter)).await;
        }
        let hurry =
            Command::RecordUrgency { case: filed.case, urgency: Urgency::Deadline, remark: Some(says('r')) };
        hall.ask(HEAD, hurry).await;
        let (respondent, notice) = complained(&hall, &filed).await;
        let disclosure = disclosed(&hall, &filed).await;
        quoted(&hall, &filed).await;
        let list = listed(&hall).await;
        given_access(&hall, &filed, None).await;
        let tokens = BTreeMap::new();
        let mut scene =
            Self { hall, filed, other, respondent, notice, disclosure, exhibitor, list, photos, tokens };
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
        // Whoever has the case looks at the papers of who filed it, and may give them what is held.
        match stands {
            Stands::WithMei | Stands::ReadByHead => given_access(&self.hall, &self.filed, Some(MEI)).await,
            Stands::WithTom => given_access(&self.hall, &self.filed, Some(TOM)).await,
            Stands::Unclaimed | Stands::Recused | Stands::Undeclared => {}
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
            .replace("{list}", &self.list.to_string())
            .replace("{party}", &CLAIMANT.to_string())
            .replace("{for-mediation}", &self.photos[0].to_string())
            .replace("{for-organiser}", &self.photos[1].to_string())
    }

    /// As a reader asks for a surface.
    fn request(&self, reader: Reader, surface: &str) -> Request<Body> {
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
        request.body(Body::empty()).unwrap()
    }

    /// What a reader is answered; of what is no stream.
    async fn answered(&self, reader: Reader, surface: &str) -> Answer {
        let answer = self.hall.desk.send(self.request(reader, surface)).await;
        assert!(!answer.status.is_server_error(), "{reader:?} {surface}: {}", answer.status);
        answer
    }

    /// What a stream tells at once: the present state.
    async fn begun(&self, reader: Reader, surface: &str) -> String {
        let response = self.hall.desk.service.clone().oneshot(self.request(reader, surface)).await.unwrap();
        let (parts, mut body) = response.into_parts();
        assert!(!parts.status.is_server_error(), "{reader:?} {surface}: {}", parts.status);
        let text = if parts.status == StatusCode::OK {
            body.frame().await.unwrap().unwrap().into_data().unwrap()
        } else {
            body.collect().await.unwrap().to_bytes()
        };
        String::from_utf8_lossy(&text).into_owned()
    }

    /// What a reader sees on a surface, as letters, and whether they were let in. No letters where a program is missing that reads it.
    async fn seen(&self, reader: Reader, surface: &str) -> (Option<String>, bool) {
        if surface.ends_with("/events") {
            return (Some(letters(&self.begun(reader, surface).await)), true);
        }
        let answer = self.answered(reader, surface).await;
        let open = answer.status == StatusCode::OK;
        if surface.contains("/photos/")
            && !answer.status.is_redirection()
            && !REFUSED.contains(&answer.status)
        {
            return (Some(PHOTO.to_string()), open);
        }
        (answer.words().map(|words| letters(&words)), open)
    }
}

/// The marks that stand in a text.
fn letters(text: &str) -> String {
    MARKS.iter().filter(|(_, mark)| text.contains(mark)).map(|(letter, _)| *letter).collect()
}

/// Whether a surface is a file to be kept.
fn is_file(surface: &str) -> bool {
    surface.rsplit('/').next().is_some_and(|name| name.contains('.'))
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
    let (mut wrong, mut opened) = (Vec::new(), BTreeSet::new());
    for stands in Stands::ALL {
        let scene = Scene::set(stands).await;
        let expected = stands.expected();
        for reader in READERS {
            for surface in SURFACES {
                let meant = expected.get(&(*reader, *surface)).map(String::as_str).unwrap_or_default();
                let (seen, open) = scene.seen(*reader, surface).await;
                if open {
                    opened.insert(*surface);
                }
                if let Some(seen) = seen.filter(|seen| seen != meant) {
                    wrong.push(format!("{stands:?}: {reader:?} {surface}: sees {seen:?}, not {meant:?}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    // Of a file that nobody is given nothing is held.
    let shut: Vec<_> =
        SURFACES.iter().filter(|surface| is_file(surface) && !opened.contains(**surface)).collect();
    assert!(shut.is_empty(), "files that nobody was given: {shut:#?}");
}

#[test]
fn every_row_names_a_surface() {
    let seen = WHOLE.iter().chain(UNDECLARED).map(|(path, _)| path);
    let rows = ALWAYS.iter().map(|(_, path, _)| path).chain(seen);
    for path in rows {
        assert!(SURFACES.contains(path), "{path}");
    }
}
