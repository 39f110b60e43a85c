//! A kiosk for tests: joined to a desk whose key is known, on a folder of its own, with a clock that is moved by hand.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use clock::ManualClock;
use domain::{
    DeviceId,
    case::CaseKind,
    device::DeviceRole,
    fair::{Language, Venue},
};
use durable::LocalDisk;
use jiff::{Timestamp, civil};
use link::{Agreed, Consents, DeskSecret, Filer, Filing, Particulars, Standing};

use crate::{
    clock::DeskClock,
    mint::{Content, Order},
    store::{Fact, Known, Membership, Store, StoreError},
};

/// Morning of the first day.
pub fn morning() -> Timestamp {
    "2026-11-20T02:00:00Z".parse().unwrap()
}

/// The desk's keys.
pub fn desk_secret() -> DeskSecret {
    DeskSecret::from_bytes(&[7; 32])
}

/// A fair of four days.
pub fn particulars() -> Particulars {
    Particulars {
        fair: "Light & Sound 2026".into(),
        demo: false,
        zone: "Asia/Shanghai".into(),
        first_day: civil::date(2026, 11, 20),
        venue: Venue::Fair,
        last_day: Some(civil::date(2026, 11, 23)),
        closed: BTreeSet::new(),
        opens: civil::time(9, 0, 0, 0),
        closes: civil::time(18, 0, 0, 0),
        open: true,
        halls: ["1", "2"].map(|hall| domain::HallId(hall.into())).into(),
        hall: Some(domain::HallId("2".into())),
        languages: vec![Language::En, Language::ZhCn],
        address: Some("http://desk.test:8080".into()),
        desk: "Hall 2, entrance B".into(),
        body: "Harbour Mediation".into(),
        consent: "v1".into(),
        daily_limit: None,
        directory: 0,
    }
}

/// What the desk said last.
pub fn known() -> Known {
    Known { standing: Standing::Open, series: "K".parse().unwrap(), particulars: particulars() }
}

/// The store in a folder.
pub fn open(folder: &Path) -> Result<Store, StoreError> {
    Store::open(folder, morning(), Arc::new(LocalDisk))
}

/// A store in a folder, joined.
pub fn joined(folder: &Path) -> Store {
    let store = open(folder).unwrap();
    let membership = Membership {
        device: DeviceId([1; 16]),
        token: "token".into(),
        role: DeviceRole::Kiosk,
        series: "K".parse().unwrap(),
        desk_key: desk_secret().key(),
        server: "http://desk.test:8080".into(),
        joined_at: morning(),
    };
    store.record(&Fact::Joined(Box::new(membership))).unwrap();
    store.record(&Fact::Greeted(Box::new(known()))).unwrap();
    store
}

/// A clock that shows morning, and was measured.
pub fn desk_clock() -> (Arc<ManualClock>, Arc<DeskClock>) {
    let hands = Arc::new(ManualClock::at(morning()));
    let clock = DeskClock::new(hands.clone(), Some(0));
    (hands, Arc::new(clock))
}

/// What somebody may have typed.
pub fn filing() -> Filing {
    let agreed = || Agreed::Version(Some("v1".into()));
    Filing {
        kind: "enquiry".into(),
        claimant: Filer { name: "Iris Mendes".into(), phone: Some("13800000000".into()), ..Filer::default() },
        statement: "May they show my lamp?".into(),
        consent: Consents { privacy: agreed(), ..Consents::default() },
        ..Filing::default()
    }
}

/// An order for a ticket.
pub fn order() -> Order {
    Order { kind: CaseKind::Enquiry, language: Language::En, content: Content::Typed(Box::new(filing())) }
}

/// A kiosk whose desk cannot be reached, and its touch page.
pub fn page(folder: &Path) -> (Arc<ManualClock>, crate::page::Page) {
    use crate::{
        booths::Directory, desk::DeskCalls, kiosk::Kiosk, page::Page, printing::Printing, sender, slips,
    };
    let store = Arc::new(joined(folder));
    let (hands, clock) = desk_clock();
    let printer = format!("file://{}", folder.join("paper").display()).parse().unwrap();
    let setting = slip::Setting::default();
    let printing = Printing::open(Arc::clone(&store), printer, setting, slips::gone(Language::En)).unwrap();
    let kiosk = Kiosk {
        store,
        clock,
        // Nothing listens there.
        desk: DeskCalls::at("http://127.0.0.1:9").unwrap(),
        wire: tokio::sync::watch::channel(sender::Wire::default()).1,
        bell: sender::Bell::default(),
        put_aside: 0,
        printing,
        directory: Directory::open(folder),
        folder: folder.to_owned(),
        tasks: tokio_util::task::TaskTracker::new(),
        minting: tokio::sync::Mutex::default(),
        changes: tokio::sync::watch::channel(0).0,
    };
    let page = Page {
        kiosk: Arc::new(kiosk),
        visits: Arc::default(),
        idle: std::time::Duration::from_mins(1),
        run: crate::page::fresh_run(),
    };
    (hands, page)
}
