//! Classes of products: proposed from the exhibitor list, named by the organiser, noted on a case, counted in the report and in lists
//! for authorities of the edition that has them.

use axum::http::StatusCode;
use domain::{ExhibitorId, body::ExhibitorBody};

use super::*;

const NAMES: &str = "/office/products";

async fn enrolled(story: &Story, products: &str) {
    let exhibitor = ExhibitorId(story.desk.app.fresh_id());
    let body = ExhibitorBody {
        name: "Lumen".to_owned(),
        products: Some(products.to_owned()),
        ..ExhibitorBody::default()
    };
    let enrol = Command::EnrolExhibitor { exhibitor, booths: Vec::new(), undertaking: None, body };
    story.desk.ask(Actor::Staff(ORGANISER), enrol).await.unwrap();
}

#[tokio::test]
async fn a_class_is_named_noted_and_counted() {
    let story = Story::new().await;
    for products in ["Technical lighting | Switches", "Switches; Technical lighting", "One of a kind"] {
        enrolled(&story, products).await;
    }
    let mut organiser = Browser::of(&story.desk, "organiser").await;
    let page = organiser.get(NAMES).await.text;
    assert!(
        page.contains("Switches\nTechnical lighting</textarea>"),
        "what several show is proposed: {page}"
    );
    assert!(story.desk.app.now().desk.product_classes().is_empty(), "nothing is named by looking");

    let twice = organiser.post(NAMES, NAMES, "classes=Lamps%0ALamps&idempotency_key=a").await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(twice.text.contains("Lamps\nLamps</textarea>"), "what was typed stands: {}", twice.text);
    let named = organiser.post(NAMES, NAMES, "classes=+Lamps+%0A%0A%3D2%2B2&idempotency_key=b").await;
    assert_eq!(named.location(), format!("{NAMES}?saved=1"), "{}", named.text);

    let case = story.desk.app.now().desk.cases().find(|case| case.state.is_open()).unwrap().id;
    let way = format!("/counter/cases/{case}/way");
    let mut head = Browser::of(&story.desk, "head").await;
    let unknown = head.post(&way, &format!("{way}/product"), "class=Boats&idempotency_key=c").await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    assert!(unknown.text.contains("no such class"), "{}", unknown.text);
    head.post(&way, &format!("{way}/product"), "class=%3D2%2B2&idempotency_key=d").await;
    let page = head.get(&way).await.text;
    assert!(page.contains("value=\"=2+2\" selected"), "{page}");

    let report = head.get("/office/report/report.csv").await.text;
    assert!(report.contains("\nproduct,\"'=2+2\",") && report.contains("\nproduct,none,"), "{report}");
    let report = organiser.get("/office/report/report.csv").await.text;
    let hidden = report.lines().find(|line| line.starts_with("product,\"'=2+2\"")).unwrap();
    assert!(hidden.ends_with(",yes,"), "one case of a class is not passed on: {hidden}");
    let page = organiser.get(NAMES).await.text;
    assert!(page.contains("=2+2</bdi></dt><dd>not shown</dd>"), "nor where classes are named: {page}");
}

#[tokio::test]
async fn a_list_recorded_under_an_earlier_edition_keeps_its_columns() {
    assert_eq!(cases::columns(1).last(), Some(&"erased"));
    assert_eq!(cases::columns(2).last(), Some(&"product_class"));
    assert_eq!(cases::columns(3), cases::columns(2));
    let first = String::from_utf8(cases::head(1).unwrap()).unwrap();
    assert!(first.starts_with("ticket,") && first.ends_with(",erased\r\n"), "{first}");
    let story = Story::new().await;
    let at = story.desk.app.now();
    let origin = |_| domain::report::Origin::Unknown;
    let plan = &at.desk.fair().unwrap().plan;
    let (from, until) = (plan.first_day, plan.last_day.unwrap());
    for edition in [1, 2, 3] {
        let list =
            cases::Cases { desk: &at.desk, origin: &origin, from, until, body: None, edition, whole: true };
        let rows: Vec<_> = list.of().map(|case| list.row(case).len()).collect();
        assert_eq!(rows, vec![cases::columns(edition).len(); 8]);
    }
}
