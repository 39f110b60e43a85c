//! The form as a phone sends it: filed once, nothing lost, each text to its own reader.

use std::{
    collections::HashSet,
    io,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use axum::{
    body::{Body, Bytes},
    http::{Request, StatusCode, header},
};
use domain::{
    Actor, Command, TicketNumber,
    body::{ApplicationBody, ComplaintBody, Content},
    case::{Ask, Audience, Case, CaseKind, Door, Paper},
    testing,
};
use futures_util::stream;
use image::{DynamicImage, ImageFormat};

use crate::{
    testing::{Answer, TestDesk},
    web::visit::SENDING,
};

/// A browser: keeps its cookies, and sends what its page holds.
pub(crate) struct Phone<'d> {
    desk: &'d TestDesk,
    cookies: String,
    /// With scripts.
    scripted: bool,
}

/// A form on a phone's screen.
pub(crate) struct Form {
    path: String,
    pub(crate) fields: Vec<(String, String)>,
    pub(crate) photos: Vec<(String, Vec<u8>)>,
}

impl Form {
    /// Fills a blank field, or ticks one more box of the name.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.fields.retain(|(field, said)| field != name || !said.is_empty());
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }
    pub(crate) fn without(mut self, name: &str) -> Self {
        self.fields.retain(|(field, _)| field != name);
        self
    }
    pub(crate) fn photo(mut self, name: &str, bytes: Vec<u8>) -> Self {
        self.photos.push((name.to_owned(), bytes));
        self
    }

    fn multipart(&self) -> (String, Vec<u8>) {
        let edge = "fairdesk-test-edge";
        let mut body = Vec::new();
        for (name, value) in &self.fields {
            body.extend(
                format!("--{edge}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
                    .bytes(),
            );
        }
        for (name, bytes) in &self.photos {
            let head = format!(
                "--{edge}\r\ncontent-disposition: form-data; name=\"photo\"; filename=\"{name}\"\r\ncontent-type: image/jpeg\r\n\r\n"
            );
            body.extend(head.bytes());
            body.extend(bytes);
            body.extend(b"\r\n");
        }
        body.extend(format!("--{edge}--\r\n").bytes());
        (format!("multipart/form-data; boundary={edge}"), body)
    }
}

impl<'d> Phone<'d> {
    pub(crate) fn new(desk: &'d TestDesk) -> Self {
        Self { desk, cookies: String::new(), scripted: false }
    }

    pub(crate) async fn get(&mut self, path: &str) -> Answer {
        let answer = self.desk.open(path, &self.cookies).await;
        if self.cookies.is_empty() {
            self.cookies = answer.cookies();
        }
        answer
    }

    /// Opens a form; what the page holds already is in it.
    pub(crate) async fn form(&mut self, path: &str) -> Form {
        let shown = self.get(path).await;
        assert_eq!(shown.status, StatusCode::OK, "{}", shown.text);
        shown_form(&shown.text)
    }

    pub(crate) async fn send(&self, form: &Form) -> Answer {
        let (kind, body) = form.multipart();
        let mut request = Request::post(&form.path)
            .header(header::ACCEPT, "text/html")
            .header(header::COOKIE, &self.cookies)
            .header(header::CONTENT_TYPE, kind);
        if self.scripted {
            request = request.header(SENDING, "1");
        }
        self.desk.send(request.body(Body::from(body)).unwrap()).await
    }

    /// Sends an urlencoded body to where a form goes.
    async fn send_urlencoded(&self, path: &str, body: Body) -> Answer {
        let request = Request::post(path)
            .header(header::ACCEPT, "text/html")
            .header(header::COOKIE, &self.cookies)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.desk.send(request.body(body).unwrap()).await
    }
}

/// A body of four million bytes, and how many of its 64 pieces somebody read.
fn four_million(first: String) -> (Body, Arc<AtomicUsize>) {
    let read = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&read);
    let pieces = (0..64).map(move |_| {
        counted.fetch_add(1, Ordering::Relaxed);
        Bytes::from("a".repeat(65_536))
    });
    let all = std::iter::once(Bytes::from(first)).chain(pieces).map(Ok::<_, io::Error>);
    (Body::from_stream(stream::iter(all)), read)
}

/// The form of a page: where it goes and what its hidden and prefilled fields say.
fn shown_form(html: &str) -> Form {
    let form = html.split("<form method=\"post\" action=\"").nth(1).unwrap();
    let path = unescaped(form.split('"').next().unwrap());
    let form = form.split("</form>").next().unwrap();
    let form = match (form.find("<template"), form.find("</template>")) {
        (Some(from), Some(to)) => format!("{}{}", &form[..from], &form[to..]),
        _ => form.to_owned(),
    };
    let mut fields = Vec::new();
    for tag in form.split("<input ").skip(1) {
        let tag = tag.split('>').next().unwrap();
        let part = |name: &str| {
            tag.split(&format!("{name}=\"")).nth(1).and_then(|rest| rest.split('"').next()).map(unescaped)
        };
        let ticks = matches!(part("type").as_deref(), Some("checkbox" | "radio" | "file"));
        if let (Some(name), Some(value), false) =
            (part("name"), part("value"), ticks && !tag.contains(" checked"))
        {
            fields.push((name, value));
        }
    }
    Form { path, fields, photos: Vec::new() }
}

fn unescaped(text: &str) -> String {
    text.replace("&#38;", "&").replace("&amp;", "&").replace("&#34;", "\"").replace("&#39;", "'")
}

fn set(form: &mut Form, name: &str, value: &str) {
    form.fields.retain(|(field, _)| field != name);
    form.fields.push((name.to_owned(), value.to_owned()));
}

/// A complete dispute that asks for mediation.
fn filled(mut form: Form) -> Form {
    for (name, value) in [
        ("respondents.0.booth", "B7"),
        ("right.kind", "design"),
        ("right.number", "ZL 2023 3 0123456.7"),
        ("item", "Desk lamp L2"),
        ("asks", "mediation"),
        ("statement", "They show our lamp."),
        ("relief", "stop-display"),
        ("papers", "identity"),
        ("claimant.name", "Li Hua"),
        ("claimant.phone", "+86 138 0000 0000"),
        ("claimant.capacity", "owner"),
        ("claimant.language", "zh-CN"),
        ("consent.privacy", "v1"),
        ("consent.mediation", "v1"),
    ] {
        set(&mut form, name, value);
    }
    form
}

/// A fair with two exhibitors in one hall, and the token of the first one's booth.
async fn fair() -> (TestDesk, String) {
    let desk = TestDesk::new().await;
    let token = desk.enrol("Aurora Lighting", Some("极光照明"), &["1/A12"]).await.remove(0);
    desk.enrol("Borealis Lamps", None, &["1/B7"]).await;
    (desk, token)
}

fn photo() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    DynamicImage::new_rgb8(40, 30).write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

fn location(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    answer.headers[header::LOCATION].to_str().unwrap().to_owned()
}

fn only_case(desk: &TestDesk) -> Arc<Case> {
    let published = desk.app.now();
    assert_eq!(published.desk.case_count(), 1);
    Arc::clone(published.desk.cases().next().unwrap())
}

fn application(desk: &TestDesk, case: &Case) -> Option<ApplicationBody> {
    match desk.app.engine.entry(case.application_seq).unwrap().unwrap().body.content() {
        Some(Content::Application(body)) => Some(body),
        _ => None,
    }
}

fn complaint(desk: &TestDesk, case: &Case) -> Option<ComplaintBody> {
    match desk.app.engine.entry(case.complaint_seq?).unwrap().unwrap().body.content() {
        Some(Content::Complaint(body)) => Some(body),
        _ => None,
    }
}

/// The texts of the errors on a page.
fn errors(answer: &Answer) -> Vec<String> {
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.text);
    let list = answer.text.split("data-errors").nth(1).unwrap().split("</ul>").next().unwrap();
    list.split("<a href=\"#").skip(1).map(|item| item.split('"').next().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_dispute_is_filed_with_scripts_off_and_leads_to_its_ticket() {
    let (desk, token) = fair().await;
    let mut phone = Phone::new(&desk);
    let form = filled(phone.form(&format!("/b/{token}/file?as=me&kind=dispute")).await);
    let place = location(&phone.send(&form).await);
    let key: crate::access::secrets::TicketKey = place.strip_prefix("/t/").unwrap().parse().unwrap();
    let published = desk.app.now();
    let ticket = published.desk.ticket_by_key(&key.hash().into()).unwrap();
    assert_eq!(ticket.number, "A-001".parse::<TicketNumber>().unwrap());
    assert_eq!(ticket.devices.len(), 1, "the filing device may read its content");
    let case = only_case(&desk);
    assert!(matches!(case.door, Door::Booth(_)));
    assert_eq!((case.kind, case.asks.as_slice()), (CaseKind::Dispute, [Ask::Mediation].as_slice()));
    assert_eq!(case.missing, [Paper::Title, Paper::LegalStatus, Paper::EvaluationReport, Paper::Evidence]);
    let names =
        |at: usize| published.names.party(case.parties[at].place.id).unwrap().company.clone().unwrap();
    assert_eq!((names(0), names(1)), ("Aurora Lighting".to_owned(), "Borealis Lamps".to_owned()));
    assert!(case.parties.iter().all(|party| party.place.exhibitor.is_some() && party.place.booth.is_some()));
    let text = application(&desk, &case).unwrap();
    assert_eq!(
        (text.statement.as_str(), text.item.as_deref()),
        ("They show our lamp.", Some("Desk lamp L2"))
    );
}

#[tokio::test]
async fn a_second_tap_and_a_retry_make_one_case() {
    let (desk, token) = fair().await;
    let mut phone = Phone::new(&desk);
    let form = filled(phone.form(&format!("/b/{token}/file")).await).photo("lamp.png", photo());
    let (first, second) = tokio::join!(phone.send(&form), phone.send(&form));
    assert_eq!(location(&first), location(&second));
    phone.scripted = true;
    let third = phone.send(&form).await;
    assert_eq!(third.json()["location"], location(&first));
    assert_eq!(only_case(&desk).evidence.len(), 1, "a photo sent three times is one");
}

#[tokio::test]
async fn a_retry_with_other_words_leads_to_the_ticket_and_keeps_them() {
    let (desk, token) = fair().await;
    let mut phone = Phone::new(&desk);
    let mut form = filled(phone.form(&format!("/b/{token}/file")).await);
    let ticket = location(&phone.send(&form).await);
    set(&mut form, "statement", "Something I thought of since.");
    let again = phone.send(&form).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.text.contains(&ticket) && again.text.contains("Something I thought of since."));
    assert_eq!(desk.app.now().desk.case_count(), 1);
}

#[tokio::test]
async fn what_is_meant_for_one_reader_never_reaches_the_other() {
    let (desk, token) = fair().await;
    let mut phone = Phone::new(&desk);
    let form = filled(phone.form(&format!("/b/{token}/file")).await)
        .with("asks", "measure")
        .with("complaint", "Please cover the lamp.")
        .with("consent.organiser", "v1");
    // With a photo, it must be said whom it is for.
    let form = form.photo("lamp.png", photo());
    assert_eq!(errors(&phone.send(&form).await), ["photos_for"]);
    assert!(location(&phone.send(&form.with("photos_for", "measure")).await).starts_with("/t/"));
    let case = only_case(&desk);
    assert_eq!(application(&desk, &case).unwrap().statement, "They show our lamp.");
    assert_eq!(complaint(&desk, &case).unwrap().statement, "Please cover the lamp.");
    assert_eq!(case.evidence[0].audience, Audience::Measure);
}

#[tokio::test]
async fn a_measure_alone_has_no_application() {
    let (desk, token) = fair().await;
    let mut phone = Phone::new(&desk);
    let mut form = filled(phone.form(&format!("/b/{token}/file")).await).without("consent.mediation");
    set(&mut form, "asks", "measure");
    // What stands in the field of a request that was not made is not filed.
    set(&mut form, "statement", "Secret offer");
    let form = form.with("complaint", "Please cover it.").with("consent.organiser", "v1");
    location(&phone.send(&form).await);
    let case = only_case(&desk);
    assert!(application(&desk, &case).is_none());
    assert_eq!(complaint(&desk, &case).unwrap().statement, "Please cover it.");
}

#[tokio::test]
async fn each_fault_is_named_and_nothing_is_lost() {
    let (desk, token) = fair().await;
    let mut phone = Phone::new(&desk);
    let empty = phone.form(&format!("/b/{token}/file")).await;
    let answer = phone.send(&empty).await;
    let all =
        ["respondents", "right.kind", "item", "asks", "claimant.name", "claimant.phone", "consent.privacy"];
    assert_eq!(errors(&answer), all);
    for anchor in all {
        assert!(answer.text.contains(&format!("id=\"{anchor}\"")), "{anchor} can be jumped to");
    }
    let cases: [(&str, String, &str); 9] = [
        ("consent.privacy", String::new(), "consent.privacy"),
        ("consent.mediation", "v0".to_owned(), "consent.mediation"),
        ("statement", "\u{7}\u{200b} \r\n".to_owned(), "statement"),
        ("statement", "灯".repeat(4001), "statement"),
        ("claimant.phone", "call me".to_owned(), "claimant.phone"),
        ("claimant.email", "nobody".to_owned(), "claimant.email"),
        ("right.kind", "moral".to_owned(), "right.kind"),
        ("respondents.0.hall", "9".to_owned(), "respondents.0.hall"),
        ("relief", "revenge".to_owned(), "relief"),
    ];
    for (field, value, wrong) in cases {
        let mut form = filled(phone.form(&format!("/b/{token}/file")).await);
        set(&mut form, field, &value);
        let answer = phone.send(&form).await;
        assert_eq!(errors(&answer), [wrong], "{field}");
        assert!(answer.text.contains("ZL 2023 3 0123456.7"), "{field}: the rest is kept");
        let key = |form: &Form| form.fields.iter().find(|(name, _)| name == "idempotency_key").cloned();
        assert_eq!(key(&shown_form(&answer.text)), key(&form), "the form stays the same form");
    }
    assert_eq!(desk.app.now().desk.case_count(), 0);
}

#[tokio::test]
async fn nobody_files_against_themselves() {
    let (desk, token) = fair().await;
    let mut phone = Phone::new(&desk);
    let mut form = filled(phone.form(&format!("/b/{token}/file?as=me")).await);
    for own in ["a 12", "1馆A12", "A12 1", "极光照明"] {
        set(&mut form, "respondents.0.booth", own);
        assert_eq!(errors(&phone.send(&form).await), ["respondents.0.booth"], "{own}");
    }
}

/// A booth that two share, by a scan of its code and typed at a form.
#[tokio::test]
async fn at_a_shared_booth_the_form_asks_which_exhibitor_is_meant_and_takes_that_nobody_knows() {
    for (chosen, named) in [(Some("Dune Lighting"), Some("Dune Lighting")), (None, None)] {
        let (desk, _) = fair().await;
        let token = desk.enrol("Cinder Glass", None, &["1/C3"]).await.remove(0);
        desk.enrol("Dune Lighting", None, &["1/C3"]).await;
        let id_of = |name: &str| exhibitor(&desk, name);
        let mut phone = Phone::new(&desk);
        let path = format!("/b/{token}/file?as=booth");
        let page = phone.get(&path).await.text;
        assert!(page.contains("Which of them do you mean?") && page.contains("I do not know"), "{page}");
        let mut form = filled(phone.form(&path).await);
        set(&mut form, "respondents.0.booth", "C3");
        assert_eq!(errors(&phone.send(&form).await), ["respondents.0.which"], "it is asked, not guessed");
        set(&mut form, "respondents.0.which", &id_of("Borealis Lamps"));
        assert_eq!(errors(&phone.send(&form).await), ["respondents.0.which"], "nobody else is");
        let which = chosen.map_or("unknown".to_owned(), id_of);
        set(&mut form, "respondents.0.which", &which);
        location(&phone.send(&form).await);
        let case = only_case(&desk);
        let place = &case.respondents()[0].place;
        assert!(place.booth.is_some());
        assert_eq!(place.exhibitor.map(|id| id.to_string()), named.map(id_of));
    }
}

fn exhibitor(desk: &TestDesk, name: &str) -> String {
    let published = desk.app.now();
    published.names.exhibitors().find(|(_, body)| body.name == name).unwrap().0.to_string()
}

/// The code of a booth that several share does not say of which of them whoever files is.
#[tokio::test]
async fn whoever_files_from_a_shared_booth_is_asked_of_which_company_and_may_leave_it_open() {
    for (chosen, typed, company) in [
        ("Dune Lighting", None, Some("Dune Lighting")),
        ("another", Some("Ember Works"), Some("Ember Works")),
        ("", None, None),
    ] {
        let (desk, _) = fair().await;
        let token = desk.shared_booth().await.token.to_string();
        let path = format!("/b/{token}/file?as=me");
        let mut phone = Phone::new(&desk);
        let page = phone.get(&path).await.text;
        for said in ["Which of them are you from?", "Cinder Glass", "Dune Lighting", "Another company"] {
            assert!(page.contains(said), "{said}: {page}");
        }
        let mut form = filled(phone.form(&path).await);
        let which = if chosen == "Dune Lighting" { exhibitor(&desk, chosen) } else { chosen.to_owned() };
        set(&mut form, "claimant.which", &which);
        if let Some(typed) = typed {
            set(&mut form, "claimant.company", typed);
        }
        set(&mut form, "claimant.name", "");
        let again = phone.send(&form).await;
        assert_eq!(errors(&again), ["claimant.name"], "which of them is not insisted on");
        let mut form = filled(shown_form(&again.text));
        let kept = form.fields.iter().find(|(name, _)| name == "claimant.which");
        assert_eq!(kept.map_or("", |(_, value)| value.as_str()), which, "it stays chosen");
        set(&mut form, "claimant.name", "Li Hua");
        location(&phone.send(&form).await);
        let (case, published) = (only_case(&desk), desk.app.now());
        let place = &case.claimant().place;
        assert!(place.booth.is_some());
        let known = published.names.party(place.id).and_then(|known| known.company.clone());
        assert_eq!(known.as_deref(), company);
        let listed = company.filter(|name| *name == "Dune Lighting").map(|name| exhibitor(&desk, name));
        assert_eq!(place.exhibitor.map(|id| id.to_string()), listed);
    }
    let (desk, token) = fair().await;
    let page = Phone::new(&desk).get(&format!("/b/{token}/file?as=me")).await.text;
    assert!(!page.contains("Which of them are you from?"), "of one who has it alone nobody asks: {page}");
}

#[tokio::test]
async fn of_two_who_share_a_booth_one_files_against_the_other_and_not_against_itself() {
    let (desk, _) = fair().await;
    let token = desk.shared_booth().await.token.to_string();
    let [cinder, dune] = ["Cinder Glass", "Dune Lighting"].map(|name| exhibitor(&desk, name));
    let mut phone = Phone::new(&desk);
    let mut form = filled(phone.form(&format!("/b/{token}/file?as=me")).await);
    set(&mut form, "claimant.which", &cinder);
    set(&mut form, "respondents.0.booth", "C3");
    set(&mut form, "respondents.0.which", &cinder);
    assert_eq!(errors(&phone.send(&form).await), ["respondents.0.booth"]);
    set(&mut form, "respondents.0.which", &dune);
    location(&phone.send(&form).await);
    let case = only_case(&desk);
    let sides = case.parties.iter().filter_map(|party| party.place.exhibitor).map(|id| id.to_string());
    assert_eq!(sides.collect::<Vec<_>>(), [cinder, dune]);
}

#[tokio::test]
async fn a_company_is_named_once_at_a_booth() {
    let (desk, token) = fair().await;
    desk.enrol("Ember Works", None, &["1/E1", "2/E2"]).await;
    let mut phone = Phone::new(&desk);
    let mut form = filled(phone.form(&format!("/b/{token}/file")).await);
    let names = |form: &mut Form, rows: [(&str, &str); 2]| {
        for (at, (booth, company)) in rows.into_iter().enumerate() {
            set(form, &format!("respondents.{at}.booth"), booth);
            set(form, &format!("respondents.{at}.exhibitor"), company);
        }
    };
    for rows in [
        [("B7", ""), ("1馆B7", "borealis lamps")],
        [("B7", ""), ("Borealis Lamps", "")],
        [("Z9", "Fern Ltd"), ("z9", "FERN LTD")],
    ] {
        names(&mut form, rows);
        let again = phone.send(&form).await;
        assert_eq!(errors(&again), ["respondents.1.booth"], "{rows:?}");
        assert!(again.text.contains("You have named this company at this booth already."), "{}", again.text);
    }
    let english = phone.cookies.clone();
    phone.cookies.push_str("; lang=zh-CN");
    let again = phone.send(&form).await;
    assert!(again.text.contains("该展位的这家公司已经填写过"), "{}", again.text);
    phone.cookies = english;
    names(&mut form, [("E1", ""), ("E2", "")]);
    location(&phone.send(&form).await);
    assert_eq!(only_case(&desk).respondents().len(), 2, "one company, at each of its booths");
}

/// Whoever scanned a booth may mean another one: what was said of the first is not said of that.
#[tokio::test]
async fn who_is_chosen_at_a_shared_booth_is_not_taken_for_another_one() {
    let (desk, _) = fair().await;
    let token = desk.enrol("Cinder Glass", None, &["1/C3"]).await.remove(0);
    desk.enrol("Dune Lighting", None, &["1/C3"]).await;
    let published = desk.app.now();
    let dune = published.names.exhibitors().find(|(_, body)| body.name == "Dune Lighting").unwrap().0;
    let mut phone = Phone::new(&desk);
    let mut form = filled(phone.form(&format!("/b/{token}/file?as=booth")).await);
    set(&mut form, "respondents.0.booth", "C3");
    set(&mut form, "respondents.0.which", &dune.to_string());
    set(&mut form, "claimant.name", "");
    let again = phone.send(&form).await;
    assert_eq!(errors(&again), ["claimant.name"]);
    assert!(again.text.contains("Which of them do you mean?"), "{}", again.text);
    let elsewhere = || {
        let mut form = filled(shown_form(&again.text));
        set(&mut form, "respondents.0.booth", "Z9");
        form
    };
    let more = phone.send(&elsewhere().with("more", "1")).await;
    assert!(!more.text.contains("Which of them do you mean?"), "{}", more.text);
    location(&phone.send(&elsewhere()).await);
    let case = only_case(&desk);
    let place = &case.respondents()[0].place;
    assert_eq!((place.booth, place.exhibitor), (None, None));
    let told = desk.app.now().names.party(place.id).and_then(|known| known.told.clone());
    assert_eq!(told, None, "nobody of the other booth");
}

/// The name on the form came from the scanned booth; whoever names another place says nothing of that company.
#[tokio::test]
async fn the_company_of_a_scanned_booth_is_not_taken_to_another_one() {
    for (booth, company) in [("B7", Some("Borealis Lamps")), ("Z9", None)] {
        let (desk, token) = fair().await;
        let mut phone = Phone::new(&desk);
        let page = phone.get(&format!("/b/{token}/file?as=booth")).await.text;
        assert!(
            page.contains("name=\"respondents.0.exhibitor\" type=\"text\" value=\"Aurora Lighting\""),
            "{page}"
        );
        let mut form = filled(phone.form(&format!("/b/{token}/file?as=booth")).await);
        set(&mut form, "respondents.0.booth", booth);
        set(&mut form, "claimant.name", "");
        let again = phone.send(&form).await;
        assert_eq!(errors(&again), ["claimant.name"]);
        assert!(!again.text.contains("value=\"Aurora Lighting\""), "{}", again.text);
        set(&mut form, "claimant.name", "Li Hua");
        location(&phone.send(&form).await);
        let case = only_case(&desk);
        let (place, published) = (&case.respondents()[0].place, desk.app.now());
        assert_eq!(place.exhibitor.is_some(), company.is_some());
        let known = published.names.party(place.id).and_then(|known| known.company.clone());
        assert_eq!(known.as_deref(), company);
    }
}

/// Whoever said that they work at the scanned booth, and then names another one as their own, is not of the company of the first;
/// unless they wrote a name themselves.
#[tokio::test]
async fn the_own_company_goes_with_the_own_booth_until_it_is_typed_over() {
    for (booth, typed, company) in [
        ("a 12", None, Some("Aurora Lighting")),
        ("B7", None, Some("Borealis Lamps")),
        ("Z9", None, None),
        ("Z9", Some("Cinder Glass"), Some("Cinder Glass")),
    ] {
        let (desk, token) = fair().await;
        desk.enrol("Dune Lighting", None, &["1/C3"]).await;
        let mut phone = Phone::new(&desk);
        let mut form = filled(phone.form(&format!("/b/{token}/file?as=me")).await);
        let field = |form: &Form, name: &str| {
            form.fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.clone())
        };
        assert_eq!(field(&form, "claimant.company").as_deref(), Some("Aurora Lighting"));
        set(&mut form, "respondents.0.booth", "C3");
        set(&mut form, "claimant.booth", booth);
        set(&mut form, "claimant.name", "");
        if let Some(typed) = typed {
            set(&mut form, "claimant.company", typed);
        }
        let again = phone.send(&form).await;
        assert_eq!(errors(&again), ["claimant.name"]);
        let shown = field(&shown_form(&again.text), "claimant.company").unwrap_or_default();
        assert_eq!(shown == "Aurora Lighting", booth == "a 12", "{booth}: {shown}");
        set(&mut form, "claimant.name", "Li Hua");
        location(&phone.send(&form).await);
        let case = only_case(&desk);
        let (place, published) = (&case.claimant().place, desk.app.now());
        let known = published.names.party(place.id).and_then(|known| known.company.clone());
        assert_eq!(known.as_deref(), company, "{booth}");
    }
}

#[tokio::test]
async fn the_company_of_a_scanned_booth_stays_while_the_booth_does() {
    let (desk, token) = fair().await;
    let mut phone = Phone::new(&desk);
    let mut form = filled(phone.form(&format!("/b/{token}/file?as=booth")).await);
    set(&mut form, "respondents.0.booth", "a 12");
    location(&phone.send(&form).await);
    let case = only_case(&desk);
    let place = &case.respondents()[0].place;
    let published = desk.app.now();
    let exhibitor = place.exhibitor.and_then(|id| published.names.exhibitor(id)).unwrap();
    assert_eq!((exhibitor.name.as_str(), place.booth.is_some()), ("Aurora Lighting", true));
}

/// Typed, and at another booth by the list: the form asks who is meant, and records nobody who is not there.
#[tokio::test]
async fn a_company_that_is_at_another_booth_is_asked_about() {
    let (desk, token) = fair().await;
    let published = desk.app.now();
    let borealis = *published.names.exhibitors().find(|(_, body)| body.name == "Borealis Lamps").unwrap().0;
    let mut phone = Phone::new(&desk);
    let mut form = filled(phone.form(&format!("/b/{token}/file")).await);
    set(&mut form, "respondents.0.exhibitor", "Aurora Lighting");
    let asked = phone.send(&form).await;
    assert_eq!(errors(&asked), ["respondents.0.which"]);
    assert!(asked.text.contains("The company you named is at another booth."), "{}", asked.text);
    assert!(asked.text.contains("value=\"Aurora Lighting\""), "what was typed stays");
    let mut known = shown_form(&asked.text);
    set(&mut known, "respondents.0.which", &borealis.to_string());
    location(&phone.send(&filled(known)).await);
    assert_eq!(only_case(&desk).respondents()[0].place.exhibitor, Some(borealis));
    set(&mut form, "idempotency_key", "another-key-of-the-same-form");
    set(&mut form, "respondents.0.which", "unknown");
    location(&phone.send(&form).await);
    let published = desk.app.now();
    let unknown =
        published.desk.cases().find(|case| case.respondents()[0].place.exhibitor.is_none()).unwrap();
    assert!(unknown.respondents()[0].place.booth.is_some());
}

#[tokio::test]
async fn twenty_respondents_are_taken_and_not_one_more() {
    let (desk, token) = fair().await;
    let mut phone = Phone::new(&desk);
    let mut form = filled(phone.form(&format!("/b/{token}/file")).await);
    for n in 1..=20 {
        form = form.with(&format!("respondents.{n}.booth"), &format!("Z{n}"));
    }
    assert_eq!(errors(&phone.send(&form).await), ["respondents"]);
    location(&phone.send(&form.without("respondents.20.booth")).await);
    assert_eq!(only_case(&desk).respondents().len(), 20);
}

#[tokio::test]
async fn rows_come_and_go_without_scripts() {
    let (desk, token) = fair().await;
    let mut phone = Phone::new(&desk);
    let form = filled(phone.form(&format!("/b/{token}/file?as=booth")).await);
    let more = phone.send(&form.with("more", "1")).await;
    assert_eq!(more.status, StatusCode::OK);
    assert!(more.text.contains("id=\"respondents.1.booth\"") && more.text.contains("Desk lamp L2"));
    let mut form = shown_form(&more.text);
    set(&mut form, "respondents.1.booth", "Second");
    set(&mut form, "drop", "0");
    let fewer = phone.send(&form).await;
    assert!(fewer.text.contains("value=\"Second\"") && !fewer.text.contains("id=\"respondents.1.booth\""));
    assert_eq!(desk.app.now().desk.case_count(), 0);
}

#[tokio::test]
async fn text_in_any_script_stays_and_what_hides_goes() {
    let (desk, token) = fair().await;
    let mut phone = Phone::new(&desk);
    let mut form = filled(phone.form(&format!("/b/{token}/file")).await);
    set(&mut form, "statement", "شركة الإضاءة\u{202e} shows\u{0} our 灯\r\n\r\nSince Monday");
    location(&phone.send(&form).await);
    assert_eq!(
        application(&desk, &only_case(&desk)).unwrap().statement,
        "شركة الإضاءة shows our 灯\n\nSince Monday"
    );
}

#[tokio::test]
async fn a_bad_photo_is_named_and_the_good_ones_come_with_the_next_try() {
    let (desk, token) = fair().await;
    let mut phone = Phone::new(&desk);
    let mut bomb = std::io::Cursor::new(Vec::new());
    DynamicImage::new_luma8(8000, 7000).write_to(&mut bomb, ImageFormat::Png).unwrap();
    let form = filled(phone.form(&format!("/b/{token}/file")).await)
        .photo("good.png", photo())
        .photo("text.jpg", b"hello, I am a text".to_vec())
        .photo("bomb.png", bomb.into_inner());
    let answer = phone.send(&form).await;
    assert_eq!(errors(&answer), ["photo"]);
    assert!(
        answer.text.contains("text.jpg")
            && answer.text.contains("bomb.png")
            && !answer.text.contains("good.png")
    );
    assert!(answer.text.contains("They show our lamp."));
    assert_eq!(desk.app.now().desk.case_count(), 0);
    let mut form = form;
    form.photos.truncate(1);
    location(&phone.send(&form).await);
    let case = only_case(&desk);
    assert_eq!((case.evidence.len(), case.evidence[0].audience), (1, Audience::Mediation));
}

#[tokio::test]
async fn a_bad_photo_costs_nothing_and_leaves_nothing() {
    let (desk, token) = fair().await;
    let mut phone = Phone::new(&desk);
    let form = filled(phone.form(&format!("/b/{token}/file")).await).photo("good.png", photo());
    let mut bad = form;
    bad.photos.push(("text.jpg".to_owned(), b"hello, I am a text".to_vec()));
    for _ in 0..=desk.app.settings.filing.per_device_per_hour {
        assert_eq!(errors(&phone.send(&bad).await), ["photo"]);
    }
    assert!(
        desk.app.evidence.vault().names().unwrap().is_empty(),
        "the good one comes again with the next try"
    );
    bad.photos.truncate(1);
    location(&phone.send(&bad).await);
    assert_eq!(desk.app.evidence.vault().names().unwrap().len(), 3);
}

#[tokio::test]
async fn a_question_has_two_fields() {
    let (desk, _) = fair().await;
    let token = desk.app.now().desk.halls().next().unwrap().token.to_string();
    let mut phone = Phone::new(&desk);
    let form = phone.form(&format!("/h/{token}/file?kind=enquiry")).await;
    assert_eq!(errors(&phone.send(&form).await), ["statement", "claimant.reach", "consent.privacy"]);
    let form = form.with("statement", "May I show this?").with("claimant.reach", "li@example.com");
    location(&phone.send(&form.with("consent.privacy", "v1")).await);
    let case = only_case(&desk);
    assert_eq!((case.kind, case.door, case.respondents().len()), (CaseKind::Enquiry, Door::Hall, 0));
}

#[tokio::test]
async fn a_report_may_go_to_the_organiser_too() {
    let (desk, token) = fair().await;
    let mut phone = Phone::new(&desk);
    let form = phone.form(&format!("/b/{token}/file?as=booth&kind=report")).await;
    let form = form
        .with("statement", "I saw copies.")
        .with("claimant.name", "Passer-by")
        .with("claimant.email", "p@example.com")
        .with("consent.privacy", "v1");
    location(&phone.send(&form).await);
    let case = only_case(&desk);
    assert_eq!((case.kind, case.asks.len(), case.respondents().len()), (CaseKind::Report, 0, 1));
}

#[tokio::test]
async fn too_many_from_one_device_wait_and_staff_do_not() {
    let (desk, token) = fair().await;
    let mut phone = Phone::new(&desk);
    let mut last = None;
    for _ in 0..=desk.app.settings.filing.per_device_per_hour {
        let form = filled(phone.form(&format!("/b/{token}/file")).await);
        let answer = phone.send(&form).await;
        last = Some((form, answer));
    }
    let (form, answer) = last.unwrap();
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(answer.headers.contains_key(header::RETRY_AFTER));
    assert!(answer.text.contains("6 min"), "{}", answer.text);
    desk.clock.advance(std::time::Duration::from_hours(1));
    location(&phone.send(&form).await);
}

#[tokio::test]
async fn a_form_of_somebody_else_is_not_taken() {
    let (desk, token) = fair().await;
    let (mut phone, mut other) = (Phone::new(&desk), Phone::new(&desk));
    let form = filled(phone.form(&format!("/b/{token}/file")).await);
    other.get("/").await;
    assert_eq!(other.send(&form).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn only_files_make_a_form_larger_than_any_other() {
    let (desk, token) = fair().await;
    let mut phone = Phone::new(&desk);
    let form = phone.form(&format!("/b/{token}/file")).await;
    phone.cookies.push_str("; lang=zh-CN");
    let csrf = form.fields.iter().find(|(name, _)| name == "csrf").unwrap().1.clone();
    let (body, read) = four_million(format!("csrf={csrf}&statement="));
    let (many, enough) =
        (format!("csrf={csrf}{}", "&a".repeat(400)), format!("csrf={csrf}{}", "&a".repeat(399)));
    for body in [body, Body::from(many)] {
        let refused = phone.send_urlencoded(&form.path, body).await;
        assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE, "{}", refused.text);
        assert!(refused.text.contains("内容过大"), "{}", refused.text);
    }
    assert!(read.load(Ordering::Relaxed) < 8, "what comes after the limit is left unread");
    let answer = phone.send_urlencoded(&form.path, Body::from(enough)).await;
    assert_eq!(
        answer.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "as many fields are read, and something is missing"
    );
    // With files the texts have as much room as without; it is the photo that goes beyond.
    let form = filled(form).photo("lamp.png", photo());
    let mut long = Form { path: form.path.clone(), fields: form.fields.clone(), photos: Vec::new() };
    long.fields.extend((0..5).map(|n| (format!("extra.{n}"), "a".repeat(60_000))));
    assert_eq!(phone.send(&long).await.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(desk.app.now().desk.case_count(), 0);
    location(&phone.send(&form).await);
    assert_eq!(only_case(&desk).evidence.len(), 1);
}

#[tokio::test]
async fn behind_a_code_that_is_none_nothing_is_read() {
    let (desk, _) = fair().await;
    let mut phone = Phone::new(&desk);
    phone.get("/").await;
    for path in ["/b/AAAAAAAAAAAAAAAAAAAA/file", "/h/AAAAAAAAAAAAAAAAAAAA/file"] {
        let (body, read) = four_million("statement=".to_owned());
        assert_eq!(phone.send_urlencoded(path, body).await.status, StatusCode::NOT_FOUND);
        assert_eq!(read.load(Ordering::Relaxed), 0, "{path}");
    }
}

#[tokio::test]
async fn staff_file_for_a_visitor_and_the_ticket_is_nobodys_device() {
    for who in [testing::MEI, testing::RECEPTION] {
        let (desk, _) = fair().await;
        let session = desk.sign_in(who).await;
        let mut phone = Phone::new(&desk);
        phone.cookies = format!("desk-session={session}");
        let mut form = filled(phone.form("/counter/file?kind=dispute").await).photo("lamp.png", photo());
        set(&mut form, "hall", "2");
        let place = location(&phone.send(&form).await);
        let case = only_case(&desk);
        assert_eq!(place, format!("/counter/cases/{}?done=filed", case.id));
        assert_eq!((case.door, case.hall.as_ref().unwrap().as_str()), (Door::Counter, "2"));
        assert_eq!(case.evidence.len(), 1);
        let published = desk.app.now();
        assert!(published.desk.ticket(case.claimant().ticket.unwrap()).unwrap().devices.is_empty());
        assert_eq!(Phone::new(&desk).get("/counter/file").await.status, StatusCode::SEE_OTHER, "to sign in");
    }
}

/// What one answer prefills is never put over what another does, and of a visitor at the counter nobody reads what a colleague typed.
#[tokio::test]
async fn a_form_is_kept_on_its_device_by_way_in_kind_and_person() {
    let (desk, token) = fair().await;
    let kept = |page: &str| page.split("data-draft=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let mut seen = HashSet::new();
    let mut phone = Phone::new(&desk);
    for kind in ["dispute", "enquiry", "report"] {
        for role in ["me", "booth", "other"] {
            let page = phone.get(&format!("/b/{token}/file?as={role}&kind={kind}")).await;
            assert!(seen.insert(kept(&page.text)), "{kind} as {role}: {seen:?}");
        }
        for who in [testing::MEI, testing::RECEPTION] {
            let mut counter = Phone::new(&desk);
            counter.cookies = format!("desk-session={}", desk.sign_in(who).await);
            let name = kept(&counter.get(&format!("/counter/file?kind={kind}")).await.text);
            assert!(name.starts_with("counter-"), "{name} is not forgotten by the page after signing out");
            assert!(seen.insert(name), "{kind} by {who}: {seen:?}");
        }
    }
}

#[tokio::test]
async fn a_replaced_code_takes_nothing_more() {
    let (desk, token) = fair().await;
    let mut phone = Phone::new(&desk);
    let form = filled(phone.form(&format!("/b/{token}/file")).await);
    let booth = desk.app.now().desk.booths().find(|booth| booth.token.as_str() == token).unwrap().id;
    let fresh = domain::ScanToken(crate::access::secrets::BoothToken::random().reveal());
    desk.ask(Actor::Staff(testing::ORGANISER), Command::ReplaceBoothCode { booth, token: fresh })
        .await
        .unwrap();
    assert_eq!(phone.send(&form).await.status, StatusCode::GONE);
}

#[tokio::test]
async fn who_files_near_the_close_of_the_fair_is_told_of_the_other_ways() {
    let desk = TestDesk::new().await;
    let token = desk.enrol("Lamps", None, &["1/A1"]).await.remove(0);
    let path = format!("/b/{token}/file?kind=dispute");
    assert!(!desk.open(&path, "lang=en").await.text.contains("after the fair closes"));
    // The last day, ten minutes before the desk closes.
    desk.clock.advance(std::time::Duration::from_mins((2 * 24 + 6) * 60 + 50));
    for language in crate::locale::Language::ALL {
        let page = desk.open(&path, &format!("lang={}", language.tag())).await.text;
        crate::web::samples::write("filing-late", language, &page);
    }
    let page = desk.open(&path, "lang=en").await.text;
    assert!(page.contains("after the fair closes (12 Mar, 17:00)"), "{page}");
    for way in ["talks over a distance", "a complaint to the organiser", "an authority or a court"] {
        assert!(page.contains(way), "{way}");
    }
    let question = desk.open(&format!("/b/{token}/file?kind=enquiry"), "lang=en").await.text;
    assert!(!question.contains("after the fair closes"), "a question is answered without talks");
}

/// What is filed then is taken; what becomes of it is said, and nothing that nobody does any more.
#[tokio::test]
async fn who_files_after_the_last_close_is_told_what_becomes_of_it() {
    let (desk, token) = fair().await;
    let path = |kind: &str| format!("/b/{token}/file?kind={kind}");
    let closed = "The desk at this fair has closed";
    let calls = "We call you when it is your turn";
    let before = desk.open(&path("dispute"), "lang=en").await.text;
    assert!(!before.contains(closed) && before.contains(calls) && before.contains("covered."), "{before}");
    desk.clock.set("2026-03-12T09:01:00Z".parse().unwrap());
    for language in crate::locale::Language::ALL {
        let page = desk.open(&path("dispute"), &format!("lang={}", language.tag())).await.text;
        crate::web::samples::write("filing-over", language, &page);
    }
    let dispute = desk.open(&path("dispute"), "lang=en").await.text;
    let report = desk.open(&path("report"), "lang=en").await.text;
    let question = desk.open(&path("enquiry"), "lang=en").await.text;
    let (remote, measure) =
        ("Talks can still be held over a distance", "only have a link or an online shop taken off");
    for said in
        [closed, "the mediation body as well: Test Committee", measure, remote, "An authority or a court"]
    {
        assert!(dispute.contains(said), "{said}: {dispute}");
    }
    assert!(report.contains(closed) && report.contains(measure) && !report.contains(remote), "{report}");
    assert!(question.contains(closed) && !question.contains(measure), "{question}");
    for page in [&dispute, &report, &question] {
        let untrue = ["after the fair closes", calls, "have an exhibit covered", "A mediator answers you"];
        for untrue in untrue.into_iter().chain(["with you or will bring", "Ask at the mediation desk"]) {
            assert!(!page.contains(untrue), "{untrue}: {page}");
        }
        assert!(
            page.contains("take back a consent. Please write or phone the mediation body: Test"),
            "{page}"
        );
    }
    assert!(before.contains("Papers you have with you or will bring"), "{before}");
    assert!(dispute.contains("Papers you will send"), "{dispute}");
    let chinese = desk.open(&path("dispute"), "lang=zh-CN").await.text;
    for said in ["本届展会的调解台已结束服务", "仍受理投诉", "不再叫号"] {
        assert!(chinese.contains(said), "{said}: {chinese}");
    }
    let cookies = format!("desk-session={}; lang=en", desk.sign_in(testing::MEI).await);
    let counter = desk.open("/counter/file?kind=dispute", &cookies).await.text;
    assert!(counter.contains("Tell whoever files how to reach the mediation body"), "{counter}");
    let mut phone = Phone::new(&desk);
    let form = filled(phone.form(&path("dispute")).await);
    assert_eq!(phone.send(&form).await.status, StatusCode::SEE_OTHER, "it is taken");
}
