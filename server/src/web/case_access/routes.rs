//! That no page and no file is forgotten: every address that is read stands among the surfaces at which everybody tries to see the case,
//! or here, with the reason why nothing that was said in a case is there to be seen.

use std::collections::BTreeSet;

use axum::http::Method;

use super::surfaces::SURFACES;

/// What is there instead, and at which addresses.
const ELSEWHERE: &[(&str, &[&str])] = &[
    (
        "what everybody is told of the desk: how it works, who mediates, what it costs, and counts",
        &[
            "/",
            "/privacy",
            "/mediators",
            "/tariff",
            "/figures",
            "/sign-in",
            "/test/{token}",
            "/api/v1/openapi.json",
        ],
    ),
    (
        "an example that names nobody, or to whose words all sides agreed",
        &["/typical-cases/{typical}", "/typical-cases/{typical}/case.pdf"],
    ),
    (
        "what the board tells, or that a page of a case has changed and not what; both are surfaces",
        &["/api/v1/board/events", "/counter/cases/{case}/events"],
    ),
    (
        "a form before there is a case, or what a phone sealed for the kiosk that asked for it",
        &[
            "/b/{token}",
            "/b/{token}/file",
            "/h/{token}",
            "/h/{token}/file",
            "/k/{key}",
            "/counter/file",
            "/counter/advice",
            "/api/v1/devices/hand-offs/{id}",
        ],
    ),
    (
        "whether a sheet in somebody's hand is what it says, by what stands on it",
        &["/v/{key}", "/counter/scan"],
    ),
    (
        "a code to be drawn, which says an address",
        &[
            "/t/{key}/qr.svg",
            "/t/{key}/qr.png",
            "/api/v1/tickets/{key}/qr.svg",
            "/api/v1/tickets/{key}/qr.png",
            "/office/halls/{hall}/qr.svg",
            "/office/halls/{hall}/qr.png",
            "/office/booths/{id}/qr.svg",
            "/office/booths/{id}/qr.png",
        ],
    ),
    (
        "what goes along with a referral, held by a test of its own (`referral.rs`)",
        &["/counter/cases/{case}/referrals/{referral}/bundle.zip"],
    ),
    (
        "what exhibitors entered with the organiser before there was a case, and the list of them",
        &[
            "/api/v1/booths",
            "/api/v1/devices/booths",
            "/office/exhibitors",
            "/office/exhibitors/new",
            "/office/exhibitors/{id}/defences",
            "/office/exhibitors/import",
            "/office/exhibitors/import/{token}",
            "/office/exhibitors/import/{token}/state",
            "/office/exhibitors/import/{token}/events",
            "/office/rights",
            "/office/rights/new",
            "/office/rights/{id}",
            "/office/products",
        ],
    ),
    (
        "the fair and its places, codes to be printed, blank forms, devices",
        &[
            "/office/fair",
            "/office/address",
            "/office/address/state",
            "/office/address/events",
            "/office/halls",
            "/office/halls/{hall}",
            "/office/booths/{id}",
            "/office/sheets",
            "/office/sheets/booths",
            "/office/sheets/booths/{token}",
            "/office/sheets/booths/{token}/state",
            "/office/sheets/booths/{token}/events",
            "/office/sheets/booths.pdf",
            "/office/sheets/halls.pdf",
            "/office/forms",
            "/office/forms/print",
            "/counter/forms",
            "/counter/forms/print",
            "/office/devices",
            "/office/devices/events",
        ],
    ),
    (
        "those who work here: their sign-ins, shifts and conflicts of interest, and the bodies they work for",
        &[
            "/account",
            "/counter/shifts",
            "/counter/conflicts",
            "/office/people",
            "/office/people/new",
            "/office/people/{id}",
            "/office/bodies",
            "/office/bodies/{body}/tariff",
        ],
    ),
    (
        "how the machine does, and the desk before there is a fair",
        &["/healthz", "/readyz", "/metrics", "/setup/{key}", "/setup/{key}/clock"],
    ),
];

/// Whether an address may be one of a route, and how many of its words the route names: of several routes the one that names most is
/// the one that answers.
fn named(route: &str, surface: &str) -> Option<usize> {
    let path = surface.split('?').next().unwrap_or_default();
    let (words, asked): (Vec<&str>, Vec<&str>) = (route.split('/').collect(), path.split('/').collect());
    let fits = words.iter().zip(&asked).all(|(word, asked)| word == asked || word.starts_with('{'));
    (words.len() == asked.len() && fits).then(|| words.iter().filter(|word| !word.starts_with('{')).count())
}

/// The route that answers at a surface.
fn route_of(routes: &BTreeSet<&'static str>, surface: &str) -> Option<&'static str> {
    let fitting = routes.iter().filter_map(|route| Some((named(route, surface)?, *route)));
    fitting.max().map(|(_, route)| route)
}

#[test]
fn every_address_that_is_read_is_a_surface_or_says_why_it_is_none() {
    let all = crate::web::routes();
    let read = all.iter().filter(|route| route.method == Method::GET);
    let routes: BTreeSet<&'static str> = read.map(|route| route.path).collect();
    let gone: Vec<_> = SURFACES.iter().filter(|surface| route_of(&routes, surface).is_none()).collect();
    assert!(
        gone.is_empty(),
        "surfaces at which nothing answers, so that nobody ever sees anything: {gone:#?}"
    );

    let listed: Vec<&str> = ELSEWHERE.iter().flat_map(|(_, paths)| paths.iter().copied()).collect();
    let elsewhere: BTreeSet<&str> = listed.iter().copied().collect();
    assert_eq!(listed.len(), elsewhere.len(), "an address stands twice");
    let unknown: Vec<_> = elsewhere.iter().filter(|path| !routes.contains(**path)).collect();
    assert!(unknown.is_empty(), "no such route: {unknown:#?}");

    let shown: BTreeSet<&str> = SURFACES.iter().filter_map(|surface| route_of(&routes, surface)).collect();
    let both: Vec<_> = shown.intersection(&elsewhere).collect();
    assert!(both.is_empty(), "surfaces that are said to show nothing: {both:#?}");
    let forgotten: Vec<_> =
        routes.iter().filter(|path| !shown.contains(*path) && !elsewhere.contains(*path)).collect();
    assert!(
        forgotten.is_empty(),
        "who sees what there of a case? Say so in SURFACES, or why nobody does: {forgotten:#?}"
    );
}

#[test]
fn an_address_is_held_by_the_route_that_answers_at_it() {
    let routes = BTreeSet::from(["/board/{hall}", "/board/live", "/t/{key}/held/{form}"]);
    for (surface, route) in [
        ("/board/live", Some("/board/live")),
        ("/board/1", Some("/board/{hall}")),
        ("/t/{key}/held/held.pdf?language=en", Some("/t/{key}/held/{form}")),
        ("/t/{key}/held", None),
        ("/board", None),
    ] {
        assert_eq!(route_of(&routes, surface), route, "{surface}");
    }
}
