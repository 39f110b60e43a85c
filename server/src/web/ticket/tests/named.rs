//! At a booth that several share the desk names who is meant: the claimant reads it beside whom they named, and nobody else reads of it
//! on a ticket.

use domain::{
    ExhibitorId,
    testing::{HEAD, ORGANISER},
};

use super::*;

const HANDLED: [(Language, &str); 2] =
    [(Language::En, "The desk now handles it as a case against"), (Language::ZhCn, "调解台现列明的对方")];

fn exhibitor(hall: &Hall, name: &str) -> ExhibitorId {
    let at = hall.desk.app.now();
    *at.names.exhibitors().find(|(_, body)| body.name == name).unwrap().0
}

impl Hall {
    /// A case against a booth that two share, whose claimant named one of them, or nobody.
    async fn at_a_shared_booth(&mut self, asks: &[Ask], named: Option<&str>) -> Filed {
        for (name, other) in [("Cinder Glass", "余烬玻璃"), ("Dune Lighting", "沙丘照明")] {
            self.desk.enrol(name, Some(other), &["1/C3"]).await;
        }
        let booth = self.desk.app.now().desk.booths().find(|booth| booth.number == "C3").unwrap().id;
        let named = named.map(|name| exhibitor(self, name));
        let mut new = self.pen.dispute(asks);
        let place = &mut new.respondents[0].place;
        (place.booth, place.exhibitor) = (Some(booth), named);
        self.file_this(new).await
    }

    /// Somebody at the desk names one of them.
    async fn names(&self, staff: StaffId, filed: &Filed, name: &str) {
        let (case, party) = (filed.case, self.desk.parties(filed.case)[1]);
        self.ask(staff, Command::NameExhibitor { case, party, exhibitor: Some(exhibitor(self, name)) }).await;
    }
}

#[tokio::test]
async fn the_claimant_reads_as_whom_it_is_handled_beside_whom_they_named() {
    for (asks, staff) in [(Ask::Mediation, MEI), (Ask::Measure, ORGANISER)] {
        for named in [Some("Cinder Glass"), None] {
            let mut hall = Hall::new().await;
            let filed = hall.at_a_shared_booth(&[asks], named).await;
            if asks == Ask::Mediation {
                hall.claim(filed.number).await;
            }
            for (language, handled) in HANDLED {
                let page = hall.page(&filed, language).await;
                assert!(!page.contains(handled), "nobody named anybody: {page}");
            }
            let before = hall.stands(&filed).await;
            hall.desk.clock.advance(std::time::Duration::from_mins(7));
            hall.names(staff, &filed, "Dune Lighting").await;
            let after = hall.stands(&filed).await;
            assert_ne!(after, before, "the open page reads itself again");
            let english = "Dune Lighting (沙丘照明), at the same booth, since 10 Mar, 10:07";
            let chinese = "沙丘照明（Dune Lighting），同一展位，自 ";
            for ((language, handled), said) in HANDLED.into_iter().zip([english, chinese]) {
                let page = hall.page(&filed, language).await;
                assert!(page.contains(handled) && page.contains(said), "{said}: {page}");
                samples::write("ticket-named", language, &page);
            }
            let page = hall.page(&filed, Language::En).await;
            assert_eq!(
                page.contains("Cinder Glass (余烬玻璃) · "),
                named.is_some(),
                "whom they named: {page}"
            );
            if named.is_some() {
                hall.names(staff, &filed, "Cinder Glass").await;
                let page = hall.page(&filed, Language::En).await;
                assert!(!page.contains(HANDLED[0].1), "it is whom they named again: {page}");
                assert_ne!(hall.stands(&filed).await, after);
            }
        }
    }
}

#[tokio::test]
async fn nobody_but_the_claimant_is_told_whom_the_desk_named() {
    let mut hall = Hall::new().await;
    let filed = hall.at_a_shared_booth(&[Ask::Mediation], None).await;
    hall.claim(filed.number).await;
    hall.names(MEI, &filed, "Dune Lighting").await;
    let (ticket, key, holder) = secrets();
    hall.desk.agreed(filed.case, ticket).await;
    let number = hall.desk.app.now().desk.case(filed.case).unwrap().respondents()[0].ticket.unwrap();
    let respondent = Filed { case: filed.case, number, key, holder };
    for (language, handled) in HANDLED {
        let page = hall.page(&respondent, language).await;
        assert!(!page.contains(handled), "their ticket goes on as it is: {page}");
        assert!(hall.page(&filed, language).await.contains(handled));
        for path in [filed.path(), format!("{}/live", filed.path())] {
            let slip = hall.open(&path, &hall.stranger(), language).await.text;
            assert!(!slip.contains(handled) && !slip.contains("Dune"), "{path}: {slip}");
        }
    }
    let api = hall.by_holder(&filed, &format!("/api/v1/tickets/{}", filed.key), Language::En).await;
    assert!(!api.text.contains("Dune"), "it names no respondent: {}", api.text);
}

#[tokio::test]
async fn a_respondent_reads_the_application_without_whom_the_claimant_had_named() {
    for now in [Some("Dune Lighting"), None] {
        let mut hall = Hall::new().await;
        let filed = hall.at_a_shared_booth(&[Ask::Mediation], Some("Cinder Glass")).await;
        hall.claim(filed.number).await;
        let (case, party) = (filed.case, hall.desk.parties(filed.case)[1]);
        let named = now.map(|name| exhibitor(&hall, name));
        hall.ask(MEI, Command::NameExhibitor { case, party, exhibitor: named }).await;
        let (ticket, key, holder) = secrets();
        hall.desk.agreed(case, ticket).await;
        let number = hall.desk.app.now().desk.case(case).unwrap().respondents()[0].ticket.unwrap();
        let respondent = Filed { case, number, key, holder };
        for language in Language::ALL {
            let paper = |of: &Filed| format!("{}/papers/application?language={}", of.path(), language.tag());
            let theirs = hall.by_holder(&respondent, &paper(&respondent), language).await.text;
            assert!(theirs.contains("C3") && !theirs.contains("Cinder Glass"), "{theirs}");
            assert_eq!(theirs.contains("Dune Lighting"), now.is_some(), "{theirs}");
            let own = hall.by_holder(&filed, &paper(&filed), language).await.text;
            assert!(
                own.contains("Cinder Glass") && !own.contains("Dune Lighting"),
                "as they filed it: {own}"
            );
        }
    }
}

#[tokio::test]
async fn of_an_erased_case_nobody_reads_whom_the_desk_named() {
    let mut hall = Hall::new().await;
    let filed = hall.at_a_shared_booth(&[Ask::Mediation], Some("Cinder Glass")).await;
    hall.claim(filed.number).await;
    hall.names(MEI, &filed, "Dune Lighting").await;
    hall.desk.ask(Actor::Party(filed.number), Command::WithdrawCase { case: filed.case }).await.unwrap();
    assert!(hall.page(&filed, Language::En).await.contains(HANDLED[0].1), "it is over, and still there");
    hall.ask(HEAD, Command::EraseCase { case: filed.case }).await;
    for (language, handled) in HANDLED {
        let page = hall.page(&filed, language).await;
        assert!(!page.contains(handled) && !page.contains("Dune Lighting"), "{page}");
    }
}

/// The decisions on several respondents of one booth are told apart by the company: whom the claimant named, or as whom the desk handles it.
#[tokio::test]
async fn of_two_firms_of_one_booth_the_claimant_reads_on_which_each_decision_is() {
    use domain::{body::MeasureBody, case::Side, measure::MeasureAction};
    let mut hall = Hall::new().await;
    hall.desk.enrol("Ember Lamps", None, &["1/C3"]).await;
    for (name, other) in [("Cinder Glass", Some("余烬玻璃")), ("Dune Lighting", Some("沙丘照明"))] {
        hall.desk.enrol(name, other, &["1/C3"]).await;
    }
    let booth = hall.desk.app.now().desk.booths().find(|booth| booth.number == "C3").unwrap().id;
    let mut new = hall.pen.dispute(&[Ask::Measure]);
    new.respondents.push(hall.pen.party(Side::Respondent, "Li Si"));
    for (respondent, name) in new.respondents.iter_mut().zip(["Cinder Glass", "Dune Lighting"]) {
        respondent.place.booth = Some(booth);
        respondent.place.exhibitor = Some(exhibitor(&hall, name));
    }
    let filed = hall.file_this(new).await;
    let headings = async |hall: &Hall, language: Language| -> Vec<String> {
        let page = hall.page(&filed, language).await;
        let section = page.split("id=\"measure\"").nth(1).unwrap_or_default();
        let section = section.split("</section>").next().unwrap_or_default();
        let all = section.split("<h3><bdi>").skip(1);
        all.filter_map(|rest| rest.split("</bdi>").next()).map(str::to_owned).collect()
    };
    let all_of = |known: [&str; 2], all: &[String]| {
        assert_eq!(all.len(), 2, "{all:?}");
        for (name, heading) in known.into_iter().zip(all) {
            assert!(heading.starts_with(name) && heading.contains("C3"), "{name}: {all:?}");
        }
    };
    all_of(["Cinder Glass (余烬玻璃)", "Dune Lighting (沙丘照明)"], &headings(&hall, Language::En).await);
    all_of(["余烬玻璃（Cinder Glass）", "沙丘照明（Dune Lighting）"], &headings(&hall, Language::ZhCn).await);

    let (case, second) = (filed.case, hall.desk.parties(filed.case)[2]);
    let ember = Some(exhibitor(&hall, "Ember Lamps"));
    hall.ask(ORGANISER, Command::NameExhibitor { case, party: second, exhibitor: ember }).await;
    all_of(["Cinder Glass (余烬玻璃)", "Ember Lamps"], &headings(&hall, Language::En).await);
    let body = MeasureBody { text: "Nothing was shown.".to_owned(), ..MeasureBody::default() };
    let action = Box::new(MeasureAction::Clear { body });
    hall.ask(ORGANISER, Command::MoveMeasure { case, party: second, action }).await;
    let page = hall.page(&filed, Language::En).await;
    let of_second = page.split("<h3><bdi>Ember Lamps").nth(1).unwrap_or_default();
    assert!(of_second.contains("No measure was taken"), "{page}");
    let of_first = page.split("<h3><bdi>Cinder Glass").nth(1).unwrap_or_default();
    let of_first = of_first.split("<h3>").next().unwrap_or_default();
    assert!(!of_first.contains("No measure was taken"), "{page}");
}
