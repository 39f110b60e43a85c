//! The second mediation body of the sample fair: a commercial centre that publishes what it takes, with people of its own. A case
//! comes to it only as whoever filed agreed (`assets/demo/others.toml`).

use anyhow::Context;
use domain::{
    Actor, BodyId, Case, Command,
    bodies::BodyTerms,
    bulletin::Words,
    case::RightKind,
    command::NewStaff,
    fair::{BodyKind, Language},
    fee::{FeeUnit, QuoteBody, QuoteLine, QuoteShare, Tariff, TariffEntry},
    procedure::cents,
    staff::{Profile, Role},
};
use jiff::Timestamp;

use crate::{
    access::pin::Pin,
    app::{App, From, Once},
};

/// Who heads it.
const HEAD: &str = "centre-head";
/// Who mediates there.
const MEDIATOR: &str = "centre-mediator";

/// Which of the fair's bodies it is.
///
/// # Errors
/// Never, while a fair may host two.
pub(super) fn id() -> anyhow::Result<BodyId> {
    BodyId::FIRST.next().context("a fair may host a second body")
}

/// The body, its head, its mediator, its tariff: each by whoever answers for it.
pub(super) async fn found(app: &App, begin: Timestamp) -> anyhow::Result<()> {
    let pin = app.pins.hash(Pin::of_the_demo()).await?;
    let body = id()?;
    let organiser = app.now().names.staff_named("organiser").next().context("the fair has an organiser")?;
    let profile = Profile { body, ..Profile::default() };
    let head = super::named(super::person(app, HEAD, Role::Head, &pin), "罗文杰 Luo Wenjie");
    let head = NewStaff { profile, ..head };
    let profile = Profile {
        fields: vec![RightKind::Trademark, RightKind::Design, RightKind::UnfairCompetition],
        languages: ["zh-CN", "en"].map(str::to_owned).to_vec(),
        body,
        ..Profile::default()
    };
    let mediator = NewStaff { profile, ..super::person(app, MEDIATOR, Role::Mediator, &pin) };
    let leads = head.id;
    for (by, command) in [
        (organiser, Command::RecordBody { body, terms: terms() }),
        (organiser, Command::AppointStaff { staff: head }),
        (leads, Command::AppointStaff { staff: mediator }),
        (leads, Command::PublishTariff { body, tariff: tariff() }),
    ] {
        let from = From { actor: Actor::Staff(by), device: None };
        app.submit_at(from, Once::Fresh, Some(begin), command).await?;
    }
    Ok(())
}

fn terms() -> BodyTerms {
    BodyTerms {
        name: "Lumen Trade Mediation Centre".to_owned(),
        kind: BodyKind::Commercial,
        registration: Some("CM-0031".to_owned()),
        closed: false,
    }
}

fn words(english: &str, chinese: &str) -> Words {
    [(Language::En, english.to_owned()), (Language::ZhCn, chinese.to_owned())].into()
}

fn tariff() -> Tariff {
    let entry = |title, unit, amount: &str| TariffEntry { title, unit, amount: amount.to_owned() };
    Tariff {
        entries: vec![
            entry(words("Registration", "案件受理费"), FeeUnit::Case, "500"),
            entry(words("Mediation", "调解费"), FeeUnit::Hour, "1200"),
            entry(
                words("Where more than a million is in dispute", "争议金额超过一百万元的部分"),
                FeeUnit::Share,
                "0.5 %",
            ),
        ],
        currency: "CNY".to_owned(),
        notes: words(
            "The parties bear it in equal parts unless they agree otherwise.",
            "除另有约定外，由各方当事人平均分担。",
        ),
    }
}

/// What two hours come to, in equal parts; who filed bears what cannot be divided.
pub(super) fn quote(case: &Case, language: Language, remark: Option<String>) -> QuoteBody {
    let tariff = tariff();
    let lines = tariff.entries.iter().filter_map(|entry| {
        let quantity = match entry.unit {
            FeeUnit::Case => 100,
            FeeUnit::Hour => 200,
            FeeUnit::Party | FeeUnit::Share => return None,
        };
        let (title, price) = (entry.title.get(&language)?.clone(), cents(&entry.amount)?);
        Some(QuoteLine { title, price, quantity })
    });
    let mut quote =
        QuoteBody { lines: lines.collect(), currency: tariff.currency.clone(), shares: Vec::new(), remark };
    let total = quote.total().unwrap_or(0);
    let count = u64::try_from(case.participants().count()).unwrap_or(1).max(1);
    let shares = case.participants().enumerate().map(|(at, party)| QuoteShare {
        party: party.place.id,
        amount: total / count + if at == 0 { total % count } else { 0 },
    });
    quote.shares = shares.collect();
    quote
}
