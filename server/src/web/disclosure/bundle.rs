//! The bundle: the files of what is given, made from the journal and the vault, and packed with a list and their digests.
//!
//! The desk keeps no second copy of what it gave. It keeps the list and the digests, makes the same files again when the bundle is
//! fetched, and refuses to call them the same when one is another.

use std::{collections::HashMap, sync::Arc};

use axum::{
    extract::{Path, State},
    response::Response,
};
use data_encoding::HEXLOWER;
use domain::{
    Case, Fact,
    body::{Content, GivenFile, MeasureBody},
    case::{Ask, Step},
    disclosure::{DisclosureTerms, Given, Sort},
};
use papers::Paper;
use sha2::{Digest, Sha256};

use crate::{
    app::App,
    daylog::history,
    documents::{self, Kind, disclosure as papers_of},
    evidence::Kept,
    locale::Texts,
    web::{
        archive, company,
        defences::Whose,
        guard::{Signed, Who},
        origin::Origin,
        papers::Wanted,
        pdf,
        problem::{Fault, Problem},
        visit::Visit,
    },
};

use super::{Door, body_of, find, number_of, offer, one, reason_of};

/// A file of the bundle.
#[derive(Clone)]
pub(in crate::web) struct Piece {
    pub(in crate::web) file: GivenFile,
    pub(in crate::web) bytes: Arc<Vec<u8>>,
}

/// Makes files. Blocks; only after the reading was recorded.
pub(in crate::web) struct Press {
    pub(in crate::web) app: App,
    pub(in crate::web) case: Arc<Case>,
    pub(in crate::web) origin: Origin,
    /// The course of the case goes up to before this entry: what was given does not grow with the case.
    pub(in crate::web) before: u64,
}

impl Press {
    /// The file of each thing that is given, in the same order; texts of the organiser's track share one.
    ///
    /// # Errors
    /// When something cannot be read or set.
    pub(in crate::web) fn pieces(&self, terms: &DisclosureTerms) -> Result<Vec<Piece>, Problem> {
        let mut made: HashMap<String, Piece> = HashMap::new();
        let mut pieces = Vec::new();
        for (at, given) in terms.given.iter().enumerate() {
            let name = Self::name(at, given, terms);
            let piece = if let Some(piece) = made.get(&name) {
                piece.clone()
            } else {
                let bytes = self.bytes(given, terms)?;
                let sha256 = HEXLOWER.encode(&Sha256::digest(&bytes));
                let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
                let file = GivenFile { name: name.clone(), sha256, bytes: length };
                Piece { file, bytes: Arc::new(bytes) }
            };
            made.insert(name, piece.clone());
            pieces.push(piece);
        }
        Ok(pieces)
    }

    fn name(at: usize, given: &Given, terms: &DisclosureTerms) -> String {
        // Numbered by the first thing that stands in it.
        let first = terms.given.iter().position(|other| other.sort == given.sort);
        let at = if given.sort == Sort::Entry { first.unwrap_or(at) } else { at } + 1;
        let ending = match given.sort {
            Sort::Evidence => "photo.jpg",
            Sort::Entry => "texts.pdf",
            Sort::History => "course.pdf",
            Sort::Defence => "lodged.pdf",
            Sort::Outcome
            | Sort::Application
            | Sort::Service
            | Sort::Record
            | Sort::Agreement
            | Sort::Measure => {
                return format!("{at:02}-{}.pdf", given.paper.as_deref().unwrap_or("paper"));
            }
        };
        format!("{at:02}-{ending}")
    }

    fn bytes(&self, given: &Given, terms: &DisclosureTerms) -> Result<Vec<u8>, Problem> {
        match given.sort {
            Sort::History => Ok(pdf::set(&self.course(terms)?)?.pdf),
            Sort::Entry => Ok(pdf::set(&self.texts(terms)?)?.pdf),
            Sort::Evidence => self.photo(given),
            Sort::Defence => Ok(pdf::set(&self.lodged(given, terms)?)?.pdf),
            Sort::Outcome
            | Sort::Application
            | Sort::Service
            | Sort::Record
            | Sort::Agreement
            | Sort::Measure => {
                let gone = || Problem::of(Fault::NotFound).coded("given-unknown");
                let kind = given.paper.as_deref().and_then(Kind::from_code).ok_or_else(gone)?;
                let wanted = Wanted::fixed(&self.case, kind, given.party, given.version, terms.language);
                wanted.pdf(&self.app, &self.case, &self.origin)
            }
        }
    }

    /// The clean copy; the original with what the camera wrote into it stays sealed.
    fn photo(&self, given: &Given) -> Result<Vec<u8>, Problem> {
        let photo = self.case.evidence.iter().find(|photo| Some(photo.id) == given.evidence);
        let photo = photo.ok_or_else(|| Problem::of(Fault::NotFound).coded("given-unknown"))?;
        let content = self.app.engine.entry(photo.seq)?.and_then(|entry| entry.body.content());
        let Some(Content::Evidence(body)) = content else { return Err(Problem::of(Fault::Erased)) };
        let kept = Kept::try_from(body.copy).map_err(|error| Problem::internal(&error))?;
        let bytes = self.app.evidence.vault().open(&kept.name, &kept.key);
        bytes.map_err(|error| Problem::internal(&error))
    }

    fn course(&self, terms: &DisclosureTerms) -> Result<Paper, Problem> {
        let (sender, t) = self.sender(terms)?;
        let mut rows = Vec::new();
        for step in self.case.steps.iter().filter(|step| step.seq < self.before) {
            let Some(words) = words_of(&self.case, terms.part, step) else { continue };
            let named = company::named_by_step(&self.app, &t, &self.case, step.seq)?;
            let said = named.unwrap_or_else(|| t.t(words).into_owned());
            rows.push((t.moment(self.case.came_about(step)), said));
        }
        Ok(papers_of::course(&sender, rows, &t))
    }

    fn texts(&self, terms: &DisclosureTerms) -> Result<Paper, Problem> {
        let (sender, t) = self.sender(terms)?;
        let mut entries = Vec::new();
        for given in terms.given.iter().filter(|given| given.sort == Sort::Entry) {
            let Some(step) = self.case.steps.iter().find(|step| Some(step.seq) == given.entry) else {
                continue;
            };
            let content = self.app.engine.entry(step.seq)?.and_then(|entry| entry.body.content());
            let (who, words) = match content {
                Some(Content::Complaint(body)) => (String::new(), body.statement),
                Some(Content::Reply(body)) => (body.person.name, body.statement.unwrap_or_default()),
                Some(Content::Measure(body)) => (String::new(), measured(&body, &t)),
                _ => return Err(Problem::of(Fault::Erased)),
            };
            let what = offer::title(&self.case, given, &t);
            entries.push(papers_of::Said { at: step.at, what, who, words });
        }
        Ok(papers_of::texts(&sender, &entries, &t))
    }

    /// What was lodged in advance, and by whom.
    fn lodged(&self, given: &Given, terms: &DisclosureTerms) -> Result<Paper, Problem> {
        let gone = || Problem::of(Fault::NotFound).coded("given-unknown");
        let (at, (sender, t)) = (self.app.now(), self.sender(terms)?);
        let entry = self.app.engine.entry(given.entry.ok_or_else(gone)?)?.ok_or_else(gone)?;
        let Fact::DefenceLodged { defence, .. } = &entry.fact else { return Err(gone()) };
        let known = at.desk.defence(*defence).ok_or_else(gone)?;
        let Some(Content::Defence(body)) = entry.body.content() else {
            return Err(Problem::of(Fault::Erased));
        };
        let who = company::lodged_by(&self.app, &t, known)?;
        // At a booth that several share it may be of another than the one named: its reader sees no page that says so.
        let mark = Whose::of(&self.case, known.exhibitor, self.before).mark();
        let who = [Some(who).filter(|who| !who.is_empty()), mark.map(|key| t.t(key).into_owned())];
        let who = who.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        let taken_back = known.taken_back.filter(|gone| gone.seq < self.before).map(|gone| gone.at);
        let (right, at) = (known.right, known.at);
        Ok(papers_of::lodged(&sender, &papers_of::Lodged { who, right, at, taken_back, body }, &t))
    }

    fn sender(&self, terms: &DisclosureTerms) -> Result<(papers_of::Sender, Texts), Problem> {
        let published = self.app.now();
        let fair = published.desk.fair().ok_or_else(|| Problem::of(Fault::NotFound))?;
        let t = Texts::of(Some(&fair.plan), terms.language);
        let number = number_of(&self.case, terms.part);
        Ok((papers_of::Sender { fair: fair.plan.clone(), part: terms.part, number }, t))
    }
}

/// What a step is called in the course of a part; none where it belongs to the other part alone, as a photo does that was handed in
/// for it, and of what was done with the record: a disclosure of which nobody may be told would stand in the next one.
fn words_of(case: &Case, part: Ask, step: &Step) -> Option<&'static str> {
    let photo = case.evidence.iter().find(|photo| photo.seq == step.seq);
    let belongs = match (step.kind, part, photo) {
        ("EvidenceAdded", Ask::Mediation, Some(photo)) => photo.audience.mediation(),
        ("EvidenceAdded", Ask::Measure, Some(photo)) => photo.audience.measure(),
        _ => step.of_course,
    };
    let words = match part {
        Ask::Mediation => history::of_step(step),
        Ask::Measure => history::of_track(case, step.kind),
    };
    words.filter(|_| belongs && !history::is_told_already(case, step))
}

/// The bundle of what was given, when the files are still the ones that were given.
pub(super) async fn download(
    State(app): State<App>,
    visit: Visit,
    who: Who,
    person: Signed,
    origin: Origin,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let at = app.now();
    let (case, known) = find(&at, &person, &id)?;
    let erased = || Problem::of(Fault::Erased);
    if case.erased_at.is_some() {
        return Err(erased());
    }
    let body = body_of(&app, &known)?.ok_or_else(erased)?;
    let reason = reason_of(&body, &visit.texts);
    Door::of(known.terms.part).record_reading(&app, &who, &person, &case, reason).await?;
    let name = format!("disclosure-{}.zip", number_of(&case, known.terms.part));
    let before = body.upto.map_or(known.body_seq, |upto| upto.saturating_add(1));
    let handing = one::handing(&app, &at, &case, &known, body, known.terms.language)?;
    let made = tokio::task::spawn_blocking(move || {
        let press = Press { app, case, origin, before };
        let pieces = press.pieces(&known.terms)?;
        if !pieces.iter().map(|piece| &piece.file).eq(&handing.body.files) {
            return Err(Problem::of(Fault::Conflict).coded("bundle-changed"));
        }
        let (_, t) = press.sender(&known.terms)?;
        pack(&papers_of::contents(&handing, &t), &pieces)
    });
    let bytes = made.await.map_err(|gone| Problem::internal(&gone))??;
    archive::answer(bytes, &name)
}

/// What the organiser wrote, or the clause that was handed over; an order on a clause may have been written nothing beside it.
fn measured(body: &MeasureBody, t: &Texts) -> String {
    match documents::clause_words(body, None, t, &|day| t.date(day)) {
        nothing if nothing.is_empty() => t.t("disclosure-entry-as-clause").into_owned(),
        words => words,
    }
}

/// The files in one, with the list as a paper and as text, and the digests as the usual tools check them.
fn pack(contents: &Paper, pieces: &[Piece]) -> Result<Vec<u8>, Problem> {
    let mut files: Vec<(&str, Vec<u8>)> = vec![
        ("contents.pdf", pdf::set(contents)?.pdf),
        ("contents.txt", documents::plain(contents).into_bytes()),
    ];
    let mut once: Vec<&Piece> = Vec::new();
    for piece in pieces {
        if !once.iter().any(|known| known.file.name == piece.file.name) {
            once.push(piece);
        }
    }
    files.extend(once.iter().map(|piece| (piece.file.name.as_str(), piece.bytes.as_ref().clone())));
    let sums = once.iter().map(|piece| format!("{}  {}\n", piece.file.sha256, piece.file.name));
    let sums: String = sums.collect();
    files.push(("SHA256SUMS", sums.into_bytes()));
    let files = files.into_iter().map(|(name, bytes)| (name.to_owned(), bytes)).collect::<Vec<_>>();
    archive::pack(&files)
}

#[cfg(test)]
mod tests {
    use domain::{
        Actor, Command, EvidenceId,
        body::ExhibitorBody,
        case::{Audience, CaseKind, Outcome, Reason},
        disclosure::LegalBasis,
        fair::Language,
        procedure::Purpose,
        testing::{HEAD, MEI, ORGANISER, TestFair, person, photo, plan},
    };

    use super::*;
    use crate::{testing::TestDesk, web::disclosure::tests::lodged_by_three};

    #[tokio::test]
    async fn a_course_tells_which_exhibitor_was_named_as_they_were_called_then() {
        let (desk, mut ids) = (TestDesk::new().await, TestFair::new());
        let booth = desk.shared_booth().await;
        let mut new = ids.dispute(&[Ask::Measure]);
        new.ticket = App::new_ticket();
        new.respondents[0].place.booth = Some(booth.id);
        let (case, party, exhibitor) = (new.case, new.respondents[0].place.id, booth.exhibitors[0]);
        desk.ask(Actor::Public, Command::FileCase(Box::new(new))).await.unwrap();
        let body = ExhibitorBody { name: "Cinder and Sons".to_owned(), ..ExhibitorBody::default() };
        for command in [
            Command::NameExhibitor { case, party, exhibitor: Some(exhibitor) },
            Command::EnrolExhibitor { exhibitor, booths: Vec::new(), undertaking: None, body },
        ] {
            desk.ask(Actor::Staff(ORGANISER), command).await.unwrap();
        }
        let case = desk.app.now().desk.case(case).cloned().unwrap();
        let origin = Origin("https://desk.example".parse().unwrap());
        let press = Press { app: desk.app.clone(), case, origin, before: u64::MAX };
        let Ok(course) = press.course(&ids.new_disclosure(Ask::Measure).terms) else {
            panic!("there is no course");
        };
        // Its lines may break anywhere.
        let told = documents::plain(&course).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(told.contains("Cinder Glass") && !told.contains("Cinder and Sons"), "{told}");
    }

    /// Both by what they were called when they lodged it, in the order of the language.
    #[tokio::test]
    async fn a_statement_is_offered_under_the_name_that_its_paper_bears() {
        let desk = TestDesk::new().await;
        let case = lodged_by_three(&desk).await;
        let at = desk.app.now();
        let case = at.desk.case(case).cloned().unwrap();
        let origin = Origin("https://desk.example".parse().unwrap());
        let press = Press { app: desk.app.clone(), case: Arc::clone(&case), origin, before: u64::MAX };
        let mut terms = TestFair::new().new_disclosure(Ask::Measure).terms;
        for (language, aurora) in
            [(Language::En, "Aurora Lighting (极光照明)"), (Language::ZhCn, "极光照明（Aurora Lighting）")]
        {
            terms.language = language;
            let t = at.texts(language);
            let all = offer::all(&at.desk, &case, Ask::Measure, &t, Some(&desk.app)).unwrap();
            let offers: Vec<_> = all.iter().filter(|offer| offer.given.sort == Sort::Defence).collect();
            assert_eq!(offers.len(), 3);
            for (offer, name) in offers.into_iter().zip(["Dune Lighting", "Cinder Glass", aurora]) {
                assert!(offer.title.contains(name), "{name}: {}", offer.title);
                let Ok(paper) = press.lodged(&offer.given, &terms) else { panic!("there is no paper") };
                let told = joined(&documents::plain(&paper));
                assert!(told.contains(&joined(name)), "{name}: {told}");
            }
        }
    }

    /// An authority has no page that says so. What was given before somebody was named stays what it was.
    #[tokio::test]
    async fn the_paper_of_a_statement_says_where_it_is_of_another_at_the_booth_than_the_one_named() {
        let desk = TestDesk::new().await;
        let id = lodged_by_three(&desk).await;
        let at = desk.app.now();
        let (party, before) = (at.desk.case(id).unwrap().respondents()[0].place.id, at.desk.seq() + 1);
        let booth = at.desk.booths().find(|booth| booth.number == "C3").unwrap();
        let name = Command::NameExhibitor { case: id, party, exhibitor: Some(booth.exhibitors[0]) };
        desk.ask(Actor::Staff(ORGANISER), name).await.unwrap();
        let at = desk.app.now();
        let case = at.desk.case(id).cloned().unwrap();
        let mut terms = TestFair::new().new_disclosure(Ask::Measure).terms;
        for (language, shared, other) in [
            (Language::En, "at this shared booth", "of another exhibitor at this booth"),
            (Language::ZhCn, "在该共用展位", "属于该展位的另一家参展商"),
        ] {
            terms.language = language;
            let all = offer::all(&at.desk, &case, Ask::Measure, &at.texts(language), None).unwrap();
            let offers: Vec<_> = all.iter().filter(|offer| offer.given.sort == Sort::Defence).collect();
            for (before, marks) in [(before, [Some(shared); 3]), (u64::MAX, [Some(other), None, Some(other)])]
            {
                let origin = Origin("https://desk.example".parse().unwrap());
                let press = Press { app: desk.app.clone(), case: Arc::clone(&case), origin, before };
                for (offer, mark) in offers.iter().zip(marks) {
                    let Ok(paper) = press.lodged(&offer.given, &terms) else { panic!("there is no paper") };
                    let told = joined(&documents::plain(&paper));
                    for said in [shared, other] {
                        assert_eq!(told.contains(&joined(said)), mark == Some(said), "{said}: {told}");
                    }
                }
            }
        }
    }

    /// A text without what parts it: lines may break anywhere.
    fn joined(text: &str) -> String {
        text.split_whitespace().collect()
    }

    #[test]
    fn the_course_of_a_complaint_tells_nothing_of_the_mediation_beside_it_nor_the_other_way() {
        let mut fair = TestFair::new();
        let new = fair.dispute(&[Ask::Mediation, Ask::Measure]);
        let (case, ticket) = fair.file_this(new).unwrap();
        for (evidence, audience) in [(1, Audience::Mediation), (2, Audience::Measure)] {
            let party = fair.desk.case(case).unwrap().claimant().place.id;
            let (evidence, purpose) = (EvidenceId([evidence; 16]), Purpose::Exhibit);
            let add = Command::AddEvidence { case, party, evidence, audience, purpose, body: photo() };
            fair.ask(Actor::Party(ticket), add).unwrap();
        }
        fair.receive(MEI, ticket).unwrap();
        fair.agree_to_talk(MEI, case).unwrap();
        fair.gather(MEI, case).unwrap();
        fair.disclosed(case).unwrap();
        let case = fair.desk.case(case).unwrap();
        let course =
            |part| -> Vec<&str> { case.steps.iter().filter_map(|step| words_of(case, part, step)).collect() };
        let told = ["history-filed", "history-complaint", "history-photo"];
        assert_eq!(course(Ask::Measure), told);
        let talks = course(Ask::Mediation);
        assert!(talks.contains(&"history-talks") && talks.contains(&"history-started"), "{talks:?}");
        assert_eq!(talks.iter().filter(|words| **words == "history-photo").count(), 1, "{talks:?}");
    }

    /// An authority would read of an open complaint that it is over.
    #[test]
    fn a_complaint_ends_in_its_course_when_it_was_decided_and_not_with_the_mediation_beside_it() {
        let course = |fair: &TestFair, case, part| -> Vec<&str> {
            let case = fair.desk.case(case).unwrap();
            case.steps.iter().filter_map(|step| words_of(case, part, step)).collect()
        };
        for asks in [&[Ask::Mediation, Ask::Measure][..], &[Ask::Measure]] {
            for withdraws in [false, true] {
                let mut fair = TestFair::new();
                let new = fair.dispute(asks);
                let (case, ticket) = fair.file_this(new).unwrap();
                let end = if withdraws {
                    fair.withdraw(ticket).unwrap();
                    "history-withdrawn"
                } else {
                    fair.claim(MEI, ticket).unwrap();
                    fair.conclude(MEI, case, Outcome::NotAccepted, Reason::Other).unwrap();
                    "history-concluded"
                };
                let told = course(&fair, case, Ask::Measure);
                assert!(told.contains(&"history-complaint") && !told.contains(&end), "{asks:?}: {told:?}");
                fair.clear(case).unwrap();
                let told = course(&fair, case, Ask::Measure);
                assert!(told.ends_with(&["history-track-cleared"]) && !told.contains(&end), "{told:?}");
                let talks = course(&fair, case, Ask::Mediation);
                assert!(talks.contains(&end) && !talks.contains(&"history-track-cleared"), "{talks:?}");
            }
        }
    }

    /// A complaint in which nobody is named has no track, and nothing else tells that it is over.
    #[test]
    fn a_complaint_against_nobody_ends_with_its_case() {
        let mut fair = TestFair::new();
        let mut new = fair.dispute(&[Ask::Measure]);
        new.kind = CaseKind::Report;
        new.respondents.clear();
        let (case, ticket) = fair.file_this(new).unwrap();
        fair.claim(MEI, ticket).unwrap();
        fair.conclude(MEI, case, Outcome::AdviceGiven, Reason::Other).unwrap();
        let case = fair.desk.case(case).unwrap();
        let told: Vec<_> = case.steps.iter().filter_map(|step| words_of(case, Ask::Measure, step)).collect();
        assert!(told.ends_with(&["history-concluded"]), "{told:?}");
    }

    /// Whom the police told to say nothing is not told of by the next thing that leaves.
    #[test]
    fn no_course_tells_what_was_done_with_the_record_of_the_case() {
        let mut fair = TestFair::new();
        let new = fair.dispute(&[Ask::Mediation, Ask::Measure]);
        let (case, ticket) = fair.file_this(new).unwrap();
        let court = fair.disclosed(case).unwrap();
        let signed = |disclosure| Command::ReceiveDisclosure {
            case,
            disclosure,
            on: plan().first_day,
            body: person("Officer Chen"),
        };
        fair.by(ORGANISER, signed(court)).unwrap();
        let read =
            Command::ReadCase { case, part: Ask::Mediation, reason: Some("the police ask".to_owned()) };
        fair.by(HEAD, read).unwrap();
        let mut secret = fair.new_disclosure(Ask::Mediation);
        (secret.terms.basis, secret.terms.told) = (LegalBasis::Crime, false);
        let police = secret.id;
        fair.by(HEAD, Command::DiscloseCase { case, disclosure: Box::new(secret) }).unwrap();
        fair.by(HEAD, signed(police)).unwrap();
        let party = fair.desk.case(case).unwrap().claimant().place.id;
        fair.ask(Actor::Party(ticket), Command::GiveAccess { case, party, body: None }).unwrap();
        fair.claim(MEI, ticket).unwrap();
        fair.conclude(MEI, case, Outcome::NotAccepted, Reason::Other).unwrap();

        let case = fair.desk.case(case).unwrap();
        let done = ["history-disclosed", "history-disclosure-received", "history-access"];
        for part in [Ask::Mediation, Ask::Measure] {
            let told: Vec<_> = case.steps.iter().filter_map(|step| words_of(case, part, step)).collect();
            assert!(told.contains(&"history-filed"), "{part:?}: {told:?}");
            assert!(!told.iter().any(|words| done.contains(words)), "{part:?}: {told:?}");
        }
    }
}
