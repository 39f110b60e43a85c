//! The exhibitors of a sample, taken in by the same rules as any organiser's list.

use anyhow::Context;
use domain::{BoothId, Command, ExhibitorId, HallId, body::ExhibitorBody, command::NewBooth};
use futures_util::future::try_join_all;
use jiff::Timestamp;

use crate::{
    app::{App, From, Once},
    exhibitors::{self, Known, KnownHalls, Limits, Listing},
};

/// Those of the sample fair.
pub(super) const FAIR: &[u8] = include_bytes!("../../assets/demo/exhibitors.csv");
/// The merchants of the sample market.
pub(super) const MARKET: &[u8] = include_bytes!("../../assets/demo/market.csv");

pub(super) async fn enrol(app: &App, list: &[u8], begin: Timestamp, halls: &[HallId]) -> anyhow::Result<()> {
    let table = exhibitors::read(list, None, &Limits::default()).context("the list of the sample fair")?;
    let mapping = exhibitors::recognise(&table.header);
    let known: &[Known<ExhibitorId>] = &[];
    let known_halls = KnownHalls::new(halls.iter().map(|HallId(hall)| hall));
    let plan = exhibitors::plan(&table, &mapping, known, &known_halls, None)?;
    // All at once: they share a few writes to the disk.
    let enrolled = plan.new.into_iter().map(|planned| {
        let command = command(app, planned.listing);
        app.submit_at(From::SYSTEM, Once::Fresh, Some(begin), command)
    });
    try_join_all(enrolled).await?;
    Ok(())
}

fn command(app: &App, listing: Listing) -> Command {
    let booths = listing.booths.iter().map(|place| NewBooth {
        id: BoothId(app.fresh_id()),
        hall: HallId(place.hall.clone()),
        number: place.booth.clone(),
        token: super::new_token(),
    });
    Command::EnrolExhibitor {
        exhibitor: ExhibitorId(app.fresh_id()),
        booths: booths.collect(),
        undertaking: listing.undertaking,
        body: ExhibitorBody {
            name: listing.name,
            other_name: listing.other_name,
            country: listing.country,
            website: listing.website,
            credit_code: listing.credit_code,
            contact: listing.contact,
            phone: listing.phone,
            email: listing.email,
            products: listing.products,
        },
    }
}
