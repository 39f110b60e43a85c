//! Two who answer one notice at the same time: the first counts, and the second loses nothing of what they wrote.

use std::io;

use axum::{
    body::{Body, Bytes},
    http::{Request, header},
};
use domain::{
    body::ReplyBody,
    procedure::{Answer as Said, Authority, Means},
};
use futures_util::stream;

use super::*;
use crate::app::{From, Once};

/// Mei writes down what the respondent said to her.
fn spoken(party: PartyId) -> Action {
    let person = PersonBody { name: "Noor".to_owned(), ..PersonBody::default() };
    Action::Answer {
        party,
        answer: Said::Accept,
        text: "v1".to_owned(),
        means: Means::Spoken,
        authority: Authority::Own,
        body: ReplyBody { person, statement: None, language: None },
        language: None,
    }
}

/// The notice was open when the phone began to send; while its form is on the way the mediator is first.
#[tokio::test]
async fn what_was_written_while_somebody_else_answered_is_shown_to_who_wrote_it() {
    let matter = Matter::new(1).await;
    let path = matter.serve(0).await;
    let mut phone = matter.phone().await;
    let page = phone.get(&path).await.text;
    let token = page.split("name=\"csrf\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let form = format!("csrf={token}&{ACCEPT}");
    let (app, case, party) = (matter.hall.desk.app.clone(), matter.case, matter.parties[0]);
    let on_the_way = async move {
        let first = Command::Proceed { case, action: Box::new(spoken(party)) };
        let mei = From { actor: Actor::Staff(MEI), device: None };
        app.submit(mei, Once::Fresh, first).await.map_err(|error| io::Error::other(format!("{error:?}")))?;
        Ok::<_, io::Error>(Bytes::from(form))
    };
    let request = Request::post(&path)
        .header(header::ACCEPT, "text/html")
        .header(header::COOKIE, &phone.cookies)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let request = request.body(Body::from_stream(stream::once(on_the_way))).unwrap();
    let second = matter.hall.desk.send(request).await;
    assert_eq!((second.status, matter.way(0)), (StatusCode::CONFLICT, Way::Accepted), "{}", second.text);
    assert!(second.text.contains("Your answer was not taken"), "{}", second.text);
    assert!(second.text.contains("It is our own lamp."), "{}", second.text);
}
