//! The sample fair of `--demo`.

use domain::{
    Command, HallId, RoomId, ScanToken, StaffId,
    body::StaffBody,
    command::NewStaff,
    fair::{BodyKind, FairPlan, Language, MediationBody, Room},
    staff::{Profile, Role},
};
use jiff::ToSpan;

use crate::{
    access::{pin::Pin, secrets::BoothToken},
    app::{App, From, Once},
};

/// Sets up the sample fair in an empty desk; one that is there already is left as it is.
///
/// # Errors
/// When the desk refuses it.
pub async fn fill(app: &App) -> anyhow::Result<()> {
    if app.now().desk.fair().is_some() {
        return Ok(());
    }
    let zone = jiff::tz::TimeZone::system();
    let today = app.clock.now().to_zoned(zone.clone()).date();
    let pin = app.pins.hash(Pin::of_the_demo()).await?;
    let person = |name: &str, roles: &[Role]| NewStaff {
        id: StaffId(app.fresh_id()),
        roles: roles.to_vec(),
        profile: Profile::default(),
        body: StaffBody { name: name.to_owned(), pin: pin.reveal().to_owned() },
    };
    let plan = FairPlan {
        name: "Lumen Asia".to_owned(),
        first_day: today.checked_sub(1.day())?,
        last_day: today.checked_add(3.days())?,
        opens: jiff::civil::time(9, 0, 0, 0),
        closes: jiff::civil::time(18, 0, 0, 0),
        zone: zone.iana_name().unwrap_or("UTC").to_owned(),
        rooms: ["Room 1", "Room 2", "Room 3"]
            .map(|name| Room { id: RoomId(name.to_owned()), hall: None })
            .to_vec(),
        body: MediationBody { name: "Lumen Asia IP Mediation Committee".to_owned(), kind: BodyKind::People },
        languages: Language::ALL.to_vec(),
    };
    let halls = ["1", "2", "3"]
        .map(|hall| (HallId(hall.to_owned()), None, ScanToken(BoothToken::random().reveal())))
        .to_vec();
    let staff = vec![person("organiser", &[Role::Organiser]), person("head", &[Role::Head])];
    let head = staff[1].id;
    app.submit(From::SYSTEM, Once::Fresh, Command::FoundFair { plan, halls, staff, demo: true }).await?;
    let from = From { actor: domain::Actor::Staff(head), device: None };
    for n in 1..=6 {
        let staff = person(&format!("mediator{n}"), &[Role::Mediator]);
        app.submit(from, Once::Fresh, Command::AppointStaff { staff }).await?;
    }
    app.submit(from, Once::Fresh, Command::AppointStaff { staff: person("supervisor", &[Role::Supervisor]) })
        .await?;
    Ok(())
}
