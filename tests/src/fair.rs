//! A fair, set up the way an organiser does it: on the first-start page, through the real forms.

use anyhow::Context;
use serde_json::json;

use crate::{
    desk::{Desk, Plan},
    visitor::Visitor,
};

/// The PIN of everybody at a fair of ours.
pub const PIN: &str = "271828";

/// A desk with a fair on it, and the people who run it.
#[derive(Debug)]
pub struct Fair {
    /// The desk.
    pub desk: Desk,
    /// The organiser's browser, signed in.
    pub organiser: Visitor,
}

impl Fair {
    /// A fair of two halls and two rooms, with `organiser` and `head`, whose days are long over: its stories go alike at any hour of any day.
    pub async fn found() -> anyhow::Result<Self> {
        Self::found_with(Plan::default()).await
    }

    /// The same, on a desk started otherwise.
    pub async fn found_with(plan: Plan) -> anyhow::Result<Self> {
        Self::found_on(plan, "Asia/Shanghai", ("2020-01-01", "2020-12-30")).await
    }

    /// The same, on other days.
    pub async fn found_on(plan: Plan, zone: &str, (first, last): (&str, &str)) -> anyhow::Result<Self> {
        let mut desk = plan.start().await?;
        let path = desk.wait_for_setup_path().await?;
        let organiser = desk.visitor();
        let form = organiser.open(&path).await?.well().form("organiser_pin");
        let form = form
            .set("name", "Lantern & Lamp Fair")
            .set("first_day", first)
            .set("last_day", last)
            .set("opens", "00:00")
            .set("closes", "23:59")
            .set("zone", zone)
            .set("halls", "1\n2")
            .set("rooms", "Room 1\nRoom 2")
            .set("body_name", "Lantern Mediation Committee")
            .set("organiser", "organiser")
            .set("organiser_pin", PIN)
            .set("organiser_pin_again", PIN)
            .set("head", "head")
            .set("head_pin", PIN)
            .set("head_pin_again", PIN);
        let done = organiser.send(form).await?;
        anyhow::ensure!(!done.url.path().starts_with("/setup"), "not set up: {}", done.words());
        Ok(Self { desk, organiser })
    }

    /// Somebody signed in as a program.
    pub async fn signed_in(&self, name: &str) -> anyhow::Result<Visitor> {
        sign_in(&self.desk, name, PIN).await
    }
}

/// Signs somebody in over JSON.
pub async fn sign_in(desk: &Desk, name: &str, pin: &str) -> anyhow::Result<Visitor> {
    let person = desk.visitor();
    let body = json!({ "name": name, "pin": pin });
    let answer = person.post("/api/v1/sign-in", "sign-in", &body).await?.with_status(200);
    let token = answer.json["token"].as_str().context("a token")?.to_owned();
    Ok(person.bearing(&token))
}
