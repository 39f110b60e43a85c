//! The plan as people type it, right and wrong.

use super::*;

fn t() -> Texts {
    Texts::new(Language::En, TimeZone::UTC)
}

fn good() -> PlanForm {
    PlanForm {
        name: "Lumen Asia".into(),
        first_day: "2026-03-10".into(),
        last_day: "2026-03-12".into(),
        zone: "Asia/Shanghai".into(),
        country: "CN".into(),
        rooms: "Room 1\nRoom 2 = Hall 5.1".into(),
        body_name: "Committee".into(),
        ..PlanForm::new(Venue::Fair, Language::En)
    }
}

fn faults(change: impl FnOnce(&mut PlanForm)) -> Vec<String> {
    let mut form = good();
    change(&mut form);
    let mut errors = Errors::default();
    let halls = BTreeSet::from([HallId("5.1".into())]);
    let plan = form.plan(&halls, &t(), &mut errors);
    assert_eq!(plan.is_some(), errors.is_empty());
    errors.list().iter().map(|(field, _)| field.clone()).collect()
}

#[test]
fn a_plan_survives_its_form() {
    let mut errors = Errors::default();
    let halls = BTreeSet::from([HallId("5.1".into())]);
    let plan = good().plan(&halls, &t(), &mut errors).unwrap();
    assert_eq!(plan.rooms[1].hall, Some(HallId("5.1".into())));
    assert_eq!(PlanForm::of(&plan).plan(&halls, &t(), &mut errors).unwrap(), plan);
}

fn hours(day: &str, opens: &str, closes: &str) -> TypedHours {
    TypedHours { day: day.into(), opens: opens.into(), closes: closes.into() }
}

#[test]
fn days_with_hours_of_their_own_survive_the_form_and_the_others_have_the_usual_ones() {
    let form = PlanForm {
        other_hours: vec![
            hours("2026-03-10", "", ""),
            hours("2026-03-11", "09:00", "18:00"),
            hours("2026-03-12", "09:00", "14:00"),
        ],
        ..good()
    };
    let mut errors = Errors::default();
    let halls = BTreeSet::from([HallId("5.1".into())]);
    let plan = form.plan(&halls, &t(), &mut errors).unwrap();
    let last = Date::constant(2026, 3, 12);
    assert_eq!(plan.other_hours.dates.keys().collect::<Vec<_>>(), [&last]);
    assert_eq!(plan.hours_of(last).closes, jiff::civil::time(14, 0, 0, 0));
    let again = PlanForm::of(&plan);
    assert_eq!(again.hours_rows().len(), 3, "a row for each day");
    assert_eq!(again.hours_rows()[2], hours("2026-03-12", "09:00", "14:00"));
    assert_eq!(again.plan(&halls, &t(), &mut errors).unwrap(), plan);
    for (opens, closes, field) in [
        ("09:00", "", "closes"),
        ("14:00", "09:00", "closes"),
        ("x", "14:00", "opens"),
        ("", "14:00", "opens"),
    ] {
        let wrong = faults(|form| form.other_hours = vec![hours("2026-03-12", opens, closes)]);
        assert_eq!(wrong, [format!("{field}-2026-03-12")], "{opens} to {closes}");
    }
    let moved = faults(|form| form.other_hours = vec![hours("2026-04-01", "x", "")]);
    assert!(moved.is_empty(), "a day that is no longer one of the fair's says nothing");
}

#[test]
fn no_row_of_hours_is_lost_while_the_first_or_the_last_day_is_wrong() {
    let typed = || vec![hours("2026-03-11", "", ""), hours("2026-03-12", "09:00", "14:00")];
    for last_day in ["", "soon", "2026-03-09"] {
        let form = PlanForm { last_day: last_day.into(), other_hours: typed(), ..good() };
        assert_eq!(form.hours_rows(), typed(), "{last_day}");
    }
    let shorter = PlanForm { last_day: "2026-03-10".into(), other_hours: typed(), ..good() };
    let rows = shorter.hours_rows();
    assert_eq!(rows, [hours("2026-03-10", "", ""), hours("2026-03-12", "09:00", "14:00")]);
    let plan = shorter.plan(&BTreeSet::from([HallId("5.1".into())]), &t(), &mut Errors::default()).unwrap();
    assert!(plan.other_hours.dates.is_empty(), "of a day that is no day of the fair nothing is laid down");
}

#[test]
fn a_standing_desk_has_its_hours_by_the_day_of_the_week() {
    let form = PlanForm {
        venue: Venue::Market,
        closed: [Weekday::Sunday].into(),
        rooms: "Room 1".into(),
        other_hours: vec![hours("saturday", "10:00", "14:00")],
        ..good()
    };
    let mut errors = Errors::default();
    let plan = form.plan(&BTreeSet::new(), &t(), &mut errors).unwrap();
    assert_eq!(plan.other_hours.weekdays.len(), 1);
    let rows = PlanForm::of(&plan).hours_rows();
    assert_eq!((rows.len(), rows[5].named(&t())), (6, "Saturday".to_owned()));
}

#[test]
fn a_country_is_one_of_the_list_or_left_to_the_zone() {
    assert_eq!(faults(|form| form.country = "XX".into()), ["country"]);
    assert!(faults(|form| form.country = String::new()).is_empty());
}

#[test]
fn a_standing_desk_has_no_last_day_and_its_closed_days() {
    let market = || PlanForm {
        last_day: "2026-03-12".into(),
        closed: [Weekday::Saturday, Weekday::Sunday].into(),
        rooms: "Room 1".into(),
        venue: Venue::Market,
        ..good()
    };
    let mut errors = Errors::default();
    let plan = market().plan(&BTreeSet::new(), &t(), &mut errors).unwrap();
    assert_eq!(
        (plan.last_day, plan.closed.len()),
        (None, 2),
        "a last day that was typed before goes nowhere"
    );
    assert_eq!(PlanForm::of(&plan).plan(&BTreeSet::new(), &t(), &mut errors).unwrap(), plan);
    let never = PlanForm { closed: Weekday::ALL.iter().copied().collect(), ..market() };
    assert!(never.plan(&BTreeSet::new(), &t(), &mut errors).is_none());
    assert_eq!(errors.list().iter().map(|(field, _)| field.as_str()).collect::<Vec<_>>(), ["closed"]);
}

#[test]
fn every_bad_entry_is_marked_at_its_field() {
    assert!(faults(|_| {}).is_empty());
    assert_eq!(faults(|f| f.name = " \u{200b} ".into()), ["name"]);
    assert_eq!(faults(|f| f.name = "x".repeat(121)), ["name"]);
    assert_eq!(faults(|f| f.first_day = "10.3.2026".into()), ["first_day"]);
    assert_eq!(faults(|f| f.last_day = "2026-03-09".into()), ["last_day"]);
    assert_eq!(faults(|f| f.last_day = "2027-03-11".into()), ["last_day"]);
    assert_eq!(faults(|f| f.opens = "noon".into()), ["opens"]);
    assert_eq!(faults(|f| f.closes = "09:00".into()), ["closes"]);
    assert_eq!(faults(|f| f.zone = "Asia/Nowhere".into()), ["zone"]);
    assert_eq!(faults(|f| f.rooms = " \n".into()), ["rooms"]);
    assert_eq!(faults(|f| f.rooms = "A\nA".into()), ["rooms"]);
    assert_eq!(faults(|f| f.rooms = "A = 9".into()), ["rooms"]);
    assert_eq!(faults(|f| f.body_name.clear()), ["body_name"]);
    assert_eq!(faults(|f| f.body_kind = "club".into()), ["body_kind"]);
    assert_eq!(faults(|f| f.languages.clear()), ["languages"]);
    assert_eq!(faults(|f| f.languages = vec!["zh-CN".into()]), ["first_language"]);
    assert_eq!(faults(|f| *f = PlanForm::default()).len(), 9);
}

#[test]
fn halls_have_one_name_however_they_are_written() {
    let form = PlanForm { halls: "Hall 5.1 = b\n5.2馆\n\n序厅＝AA".into(), ..good() };
    let mut errors = Errors::default();
    let halls = form.halls(&t(), &mut errors);
    assert!(errors.is_empty());
    let shown: Vec<_> =
        halls.iter().map(|(hall, series)| (hall.as_str(), series.map(|s| s.to_string()))).collect();
    assert_eq!(shown, [("5.1", Some("B".into())), ("5.2", None), ("序厅", Some("AA".into()))]);
    for bad in ["1 = I", "1 = ao", "1 = 7", "1 = ABC", "1\nHall 1", "1 = A\n2 = a", &"9".repeat(41)] {
        let mut errors = Errors::default();
        PlanForm { halls: bad.into(), ..good() }.halls(&t(), &mut errors);
        assert!(!errors.is_empty(), "{bad}");
    }
}

#[test]
fn zones_are_grouped_and_hold_the_present_one() {
    let zones = zones("Asia/Shanghai");
    let asia = zones.iter().find(|(region, _)| region == "Asia").unwrap();
    assert!(asia.1.iter().any(|name| name == "Asia/Shanghai"));
    assert!(zones.iter().any(|(region, _)| region == "UTC"));
}
