//! The codes of a whole large fair as PDF, over HTTP: aim under 5 s for each kind of sheet.

use std::time::{Duration, Instant};

use domain::{
    Actor, BoothId, Command, ExhibitorId, HallId, ScanToken, body::ExhibitorBody, command::NewBooth, testing,
};
use fairdesk::{
    access::secrets::BoothToken,
    exhibitors::{self, Limits},
};

use crate::{
    aim, folder,
    inside::{Inside, Kept},
};

/// Longest time for all booths of the fair.
const AIM: Duration = Duration::from_secs(5);
/// Booths of a large fair.
const BOOTHS: usize = 1320;

/// Prints every booth of a large fair as posters, cards and labels, and the halls.
pub async fn whole_fair() -> anyhow::Result<()> {
    let data = folder()?;
    let inside = Inside::found(Kept::InMemory, data.path(), 1).await?;
    let halls = (1..=10).map(|hall| (HallId(format!("{hall}.0")), ScanToken(BoothToken::random().reveal())));
    let organiser = Actor::Staff(testing::ORGANISER);
    inside.ask(organiser, Command::AddHalls { halls: halls.collect() }).await?;
    for (at, name) in names().into_iter().enumerate() {
        let hall = HallId(format!("{}.0", at * 10 / BOOTHS + 1));
        let (token, number) = (ScanToken(BoothToken::random().reveal()), format!("{:03}", at % 132 + 1));
        let enrol = Command::EnrolExhibitor {
            exhibitor: ExhibitorId(inside.app.fresh_id()),
            booths: vec![NewBooth { id: BoothId(inside.app.fresh_id()), hall, number, token }],
            undertaking: None,
            body: ExhibitorBody { name, ..ExhibitorBody::default() },
        };
        inside.ask(Actor::System, enrol).await?;
    }
    let url = "http://desk.fair.example:8080".to_owned();
    inside.ask(organiser, Command::ChooseAddress { url: url.clone() }).await?;
    inside.ask(Actor::Public, Command::ConfirmAddress { url }).await?;
    let served = inside.serve_to(testing::ORGANISER).await?;
    for (what, path) in [
        ("A4 posters", "booths.pdf?kind=poster"),
        ("A5 cards", "booths.pdf?kind=card"),
        ("labels", "booths.pdf?kind=label"),
        ("posters of the halls", "halls.pdf?"),
    ] {
        let begin = Instant::now();
        let bytes = served.fetch(&format!("/office/sheets/{path}")).await?;
        let took = begin.elapsed();
        anyhow::ensure!(bytes.starts_with(b"%PDF-"), "no PDF came");
        let size = bytes.len() / 1000;
        println!("{what} for {BOOTHS} booths over HTTP: {took:.1?}, {size} kB; {}", aim(took < AIM));
    }
    served.close().await?;
    inside.stop().await
}

/// The names of a real list, where one lies beside the source; else names as long as those.
fn names() -> Vec<String> {
    let made_up = |at: usize| format!("Lumen Lighting & Söhne Co., Ltd. 光明灯饰有限公司 {at}");
    let mut names = real_names().unwrap_or_default();
    names.truncate(BOOTHS);
    let found = names.len();
    names.extend((found..BOOTHS).map(made_up));
    names
}

fn real_names() -> Option<Vec<String>> {
    let list = "shared/data/exhibitors-light-building-2022.csv";
    let path =
        tests::program::top().ancestors().map(|folder| folder.join(list)).find(|path| path.exists())?;
    let table = exhibitors::read(&std::fs::read(path).ok()?, None, &Limits::default()).ok()?;
    let column = table.header.iter().position(|head| head == "ExhibitorName")?;
    Some(table.rows.iter().filter_map(|row| row.cells.get(column).cloned()).collect())
}
