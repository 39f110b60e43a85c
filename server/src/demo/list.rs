//! The exhibitors of the sample fair, taken in by the same rules as any organiser's list.

use anyhow::Context;
use domain::{BoothId, Command, ExhibitorId, HallId, body::ExhibitorBody, command::NewBooth};
use futures_util::future::try_join_all;

use crate::{
    app::{App, From, Once},
    exhibitors::{self, Known, KnownHalls, Limits, Listing},
};

use super::times::Times;

const LIST: &[u8] = include_bytes!("../../assets/demo/exhibitors.csv");

pub(super) async fn enrol(app: &App, times: &Times) -> anyhow::Result<()> {
    let table = exhibitors::read(LIST, None, &Limits::default()).context("the list of the sample fair")?;
    let mapping = exhibitors::recognise(&table.header);
    let known: &[Known<ExhibitorId>] = &[];
    let plan = exhibitors::plan(&table, &mapping, known, &KnownHalls::new(["1", "2", "3"]))?;
    let begin = times.dawn()?;
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
