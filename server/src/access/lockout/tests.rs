//! Delays after wrong tries, told by those who try: the mistyped, the strangers, the mediator in between.

use super::*;
use crate::access::{caller::Device, stamp::Stamper};

const START: Duration = Duration::from_secs(1000);

fn device_at(address: [u8; 4]) -> Caller {
    Caller { device: Some(Device::issue(&Stamper::random()).0), address: address.into() }
}

fn device() -> Caller {
    device_at([10, 0, 0, 1])
}

fn fail(lockout: &Lockout, name: &str, caller: &Caller, now: Duration) -> Result<(), Duration> {
    match lockout.attempt(name, caller, now) {
        Ok(attempt) => {
            drop(attempt);
            Ok(())
        }
        Err(locked) => Err(locked.retry_after),
    }
}

fn seconds(n: u64) -> Duration {
    Duration::from_secs(n)
}

#[test]
fn the_delay_doubles_up_to_a_quarter_of_an_hour() {
    let (lockout, tablet) = (Lockout::new(LockoutRules::default()), device());
    let mut now = START;
    for _ in 0..5 {
        assert_eq!(fail(&lockout, "li", &tablet, now), Ok(()));
    }
    for wait in [30, 60, 120, 240, 480, 900, 900] {
        assert_eq!(fail(&lockout, "li", &tablet, now), Err(seconds(wait)));
        for same in [" LI ", "Ｌｉ"] {
            assert_eq!(fail(&lockout, same, &tablet, now), Err(seconds(wait)), "the same name");
        }
        now += seconds(wait);
        assert_eq!(fail(&lockout, "li", &tablet, now), Ok(()), "one more try after the wait");
    }
}

#[test]
fn the_right_pin_clears_the_count() {
    let (lockout, tablet) = (Lockout::new(LockoutRules::default()), device());
    for _ in 0..4 {
        assert_eq!(fail(&lockout, "li", &tablet, START), Ok(()));
    }
    let attempt = lockout.attempt("li", &tablet, START).unwrap();
    lockout.note_success(&attempt);
    for _ in 0..5 {
        assert_eq!(fail(&lockout, "li", &tablet, START), Ok(()));
    }
}

#[test]
fn attempts_sent_at_once_do_not_slip_through() {
    let (lockout, tablet) = (Lockout::new(LockoutRules::default()), device());
    let under_way: Vec<_> = (0..100).filter_map(|_| lockout.attempt("li", &tablet, START).ok()).collect();
    assert_eq!(under_way.len(), 5);
}

#[test]
fn an_attempt_that_was_never_tried_does_not_count() {
    let (lockout, tablet) = (Lockout::new(LockoutRules::default()), device());
    for _ in 0..100 {
        let attempt = lockout.attempt("li", &tablet, START).unwrap();
        lockout.not_tried(attempt);
    }
}

#[test]
fn one_device_trying_many_names_is_stopped() {
    let (lockout, tablet) = (Lockout::new(LockoutRules::default()), device());
    let tried = (0..100).take_while(|n| fail(&lockout, &format!("m{n}"), &tablet, START).is_ok()).count();
    assert_eq!(tried, 15);
    assert_eq!(fail(&lockout, "m0", &device(), START), Ok(()), "other devices are not");
}

#[test]
fn an_account_of_ones_own_does_not_wipe_out_failures_under_other_names() {
    let (lockout, tablet) = (Lockout::new(LockoutRules::default()), device());
    let tried = (0..100)
        .take_while(|n| {
            if let Ok(own) = lockout.attempt("own", &tablet, START) {
                lockout.note_success(&own);
            }
            fail(&lockout, &format!("m{n}"), &tablet, START).is_ok()
        })
        .count();
    assert_eq!(tried, 15);
}

/// Signs somebody in, with the right PIN.
fn pass(lockout: &Lockout, name: &str, caller: &Caller, now: Duration) -> Result<(), Duration> {
    let attempt = lockout.attempt(name, caller, now).map_err(|locked| locked.retry_after)?;
    lockout.note_success(&attempt);
    Ok(())
}

/// What strangers with ever new devices at one address manage to try in this time, one name after the other.
fn siege(lockout: &Lockout, names: &[&str], address: [u8; 4], from: Duration, lasts: u64) -> usize {
    let tries = (0..lasts).zip(names.iter().cycle());
    tries.filter(|(s, name)| fail(lockout, name, &device_at(address), from + seconds(*s)).is_ok()).count()
}

#[test]
fn strangers_with_ever_new_devices_are_slowed_down_but_not_the_mediators_own_tablet() {
    let (lockout, tablet) = (Lockout::new(LockoutRules::default()), device());
    assert_eq!(pass(&lockout, "li", &tablet, START), Ok(()));
    let tried = siege(&lockout, &["li"], [10, 0, 0, 9], START, 24 * 3600);
    assert!(tried < 30 + 24 * 12 + 10, "{tried} tries in a day");
    let now = START + seconds(24 * 3600);
    assert_eq!(pass(&lockout, "li", &tablet, now), Ok(()), "whatever strangers do");
}

#[test]
fn strangers_elsewhere_do_not_keep_a_mediator_with_a_new_tablet_away_from_the_desk() {
    let lockout = Lockout::new(LockoutRules::default());
    assert_eq!(pass(&lockout, "li", &device(), START), Ok(()));
    siege(&lockout, &["li"], [10, 0, 0, 9], START, 3600);
    let now = START + seconds(3600);
    assert_eq!(pass(&lockout, "li", &device(), now), Ok(()), "the desk's address is li's home");
    let machine = Caller { device: None, address: [127, 0, 0, 1].into() };
    assert_eq!(pass(&lockout, "wang", &machine, now), Ok(()), "and this machine everybody's");
    let wait = fail(&lockout, "li", &device_at([10, 0, 0, 8]), now).unwrap_err();
    assert!(wait <= Duration::from_mins(5), "the longest wait is short");
}

#[test]
fn one_pin_tried_on_every_name_from_ever_new_devices_is_slowed_down() {
    let (lockout, tablet) = (Lockout::new(LockoutRules::default()), device_at([10, 0, 0, 9]));
    assert_eq!(pass(&lockout, "n0", &tablet, START), Ok(()));
    let names: Vec<String> = (0..50).map(|n| format!("n{n}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let tried = siege(&lockout, &names, [10, 0, 0, 9], START, 3600);
    assert!(tried < 60 + 60 + 10, "{tried} tries in an hour");
    let now = START + seconds(3600);
    assert_eq!(pass(&lockout, "n0", &tablet, now), Ok(()), "a tablet of the same hall signs in");
    assert_eq!(fail(&lockout, "n1", &device(), now), Ok(()), "and so does who sits elsewhere");
}

#[test]
fn tries_at_a_tickets_code_do_not_count_against_those_who_sign_in() {
    let lockout = Lockout::new(LockoutRules::default());
    for n in 0..100 {
        assert_eq!(fail(&lockout, &format!("{NO_NAME}ticket/{n}"), &device(), START), Ok(()));
    }
    assert_eq!(pass(&lockout, "li", &device(), START), Ok(()));
}

#[tokio::test]
async fn a_restart_makes_no_stranger_of_a_known_tablet_and_a_reset_does() {
    let (folder, stamper, tablet) = (tempfile::tempdir().unwrap(), Stamper::random(), device());
    let file = folder.path().join("devices.json");
    let open = || Lockout::open(LockoutRules::default(), &stamper, file.clone());
    let before = open();
    let attempt = before.attempt("Li", &tablet, START).unwrap();
    before.succeeded(attempt).await;
    let kept = fs::read_to_string(&file).unwrap();
    assert!(!kept.contains(&KeyHash::of(b"li").to_string()), "names are not to be guessed from it");
    let after = open();
    siege(&after, &["li"], [10, 0, 0, 1], START, 3600);
    let now = START + seconds(3600);
    assert!(fail(&after, "li", &device(), now).is_err());
    assert_eq!(pass(&after, "li", &tablet, now), Ok(()));
    after.start_over("li").await;
    let after = open();
    siege(&after, &["li"], [10, 0, 0, 1], now, 3600);
    assert!(pass(&after, "li", &tablet, now + seconds(3600)).is_err());

    fs::write(&file, "[[").unwrap();
    assert_eq!(pass(&open(), "li", &tablet, START), Ok(()), "a damaged file turns nobody away");
}

#[tokio::test]
async fn failures_are_forgotten_in_time_and_at_a_reset() {
    let (lockout, tablet) = (Lockout::new(LockoutRules::default()), device());
    for _ in 0..5 {
        assert_eq!(fail(&lockout, "li", &tablet, START), Ok(()));
    }
    assert!(fail(&lockout, "li", &tablet, START).is_err());
    lockout.start_over("Li").await;
    assert_eq!(fail(&lockout, "li", &tablet, START), Ok(()));

    let later = START + Duration::from_hours(3);
    for _ in 0..5 {
        assert_eq!(fail(&lockout, "li", &tablet, later), Ok(()));
    }
}

#[test]
fn a_flood_of_names_neither_fills_memory_nor_frees_the_locked() {
    let rules = LockoutRules { capacity: 200, ..LockoutRules::default() };
    let (lockout, tablet) = (Lockout::new(rules), device());
    for _ in 0..5 {
        assert_eq!(fail(&lockout, "li", &tablet, START), Ok(()));
    }
    for n in 0..5_000_u16 {
        let [high, low] = n.to_be_bytes();
        let stranger = device_at([10, 1, high, low]);
        assert_eq!(fail(&lockout, &format!("{n}").repeat(1000), &stranger, START), Ok(()));
    }
    assert!(lockout.tables().counts.len() <= 200);
    assert!(fail(&lockout, "li", &tablet, START).is_err());
}
