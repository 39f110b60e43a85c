//! Kiosks: joining, letters, and tickets that a device minted, in whatever order and with whatever clock they come.

use domain::{
    Actor, Command, CommandId, DeviceId, HallId, KeyHash, Mac, Refusal, Series, TicketNumber,
    case::{Ask, Door},
    command::{Minted, NewCase},
    device::{DevicePlan, DeviceState},
    print::SlipOf,
    testing::{HEAD, MEI, ORGANISER, TestFair, kiosk},
    ticket::{Lane, TicketState},
};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

const CODE: Mac = Mac([7; 32]);

fn invite(fair: &mut TestFair, code: Mac) {
    let until = fair.now + SignedDuration::from_mins(10);
    fair.by(ORGANISER, Command::InviteDevice { code, plan: kiosk(), until }).unwrap();
}

fn join(fair: &mut TestFair, code: Mac) -> Result<DeviceId, Refusal> {
    let (device, key) = (DeviceId(fair.fresh()), fair.new_ticket().key);
    fair.ask(Actor::Public, Command::JoinDevice { device, key, code }).map(|_| device)
}

fn joined() -> (TestFair, DeviceId, Series) {
    let mut fair = TestFair::new();
    invite(&mut fair, CODE);
    let device = join(&mut fair, CODE).unwrap();
    let series = fair.desk.device(device).unwrap().series().unwrap();
    (fair, device, series)
}

fn minted(fair: &mut TestFair, number: TicketNumber, unminted_at: Option<Timestamp>) -> NewCase {
    let mut new = fair.dispute(&[Ask::Mediation]);
    new.door = Door::Kiosk;
    new.minted = Some(Minted { number, unminted_at });
    new
}

fn send(
    fair: &mut TestFair,
    device: DeviceId,
    number: TicketNumber,
    issued_at: Timestamp,
) -> Result<(), Refusal> {
    let new = minted(fair, number, None);
    let id = CommandId(fair.fresh());
    fair.ask_at(id, Actor::Device(device), issued_at, Command::FileCase(Box::new(new))).map(|_| ())
}

fn line(fair: &TestFair) -> Vec<String> {
    fair.desk.waiting(Lane::Reception).map(|standing| standing.ticket.to_string()).collect()
}

#[test]
fn a_code_lets_one_device_join_within_its_time() {
    let mut fair = TestFair::new();
    assert_eq!(join(&mut fair, CODE), Err(Refusal::NotInvited));
    invite(&mut fair, CODE);
    let first = join(&mut fair, CODE).unwrap();
    assert_eq!(join(&mut fair, CODE), Err(Refusal::NotInvited), "used");
    let late = Mac([8; 32]);
    invite(&mut fair, late);
    fair.pass(10);
    assert_eq!(join(&mut fair, late), Err(Refusal::NotInvited), "too old");
    let device = fair.desk.device(first).unwrap();
    assert_eq!((device.state, device.plan.clone()), (DeviceState::Open, kiosk()));
    assert_eq!(fair.desk.invitations(fair.now).count(), 0);
}

#[test]
fn letters_are_never_given_twice_whoever_asks_for_them() {
    let (mut fair, first, series) = joined();
    // Halls have A and B, the desk C.
    assert_eq!(series.to_string(), "D");
    invite(&mut fair, CODE);
    let second = join(&mut fair, CODE).unwrap();
    assert_eq!(fair.desk.device(second).unwrap().series().unwrap().to_string(), "E");
    fair.by(ORGANISER, Command::LetterDevice { device: first }).unwrap();
    assert_eq!(fair.desk.device(first).unwrap().series().unwrap().to_string(), "F");
    fair.by(ORGANISER, Command::RevokeDevice { device: second }).unwrap();
    let token = domain::ScanToken("hall-3".to_owned());
    fair.by(ORGANISER, Command::AddHalls { halls: vec![(HallId("3".to_owned()), token)] }).unwrap();
    assert_eq!(fair.desk.hall(&HallId("3".to_owned())).unwrap().series.to_string(), "G");
}

#[test]
fn an_invitation_names_a_hall_of_the_fair_and_a_limit_that_lets_somebody_in() {
    let mut fair = TestFair::new();
    let until = fair.now + SignedDuration::from_mins(10);
    let mut ask = |change: &dyn Fn(&mut DevicePlan)| {
        let mut plan = kiosk();
        change(&mut plan);
        fair.by(ORGANISER, Command::InviteDevice { code: CODE, plan, until })
    };
    assert_eq!(ask(&|plan| plan.hall = Some(HallId("9".into()))), Err(Refusal::Unknown("hall")));
    assert_eq!(ask(&|plan| plan.daily_limit = Some(0)), Err(Refusal::Incomplete("daily-limit")));
    assert!(ask(&|plan| (plan.hall, plan.daily_limit) = (None, Some(200))).is_ok());
}

#[test]
fn a_device_files_its_own_numbers_each_once_and_nobody_else_does() {
    let (mut fair, device, series) = joined();
    let number = TicketNumber { series, count: 3 };
    let now = fair.now;
    assert_eq!(send(&mut fair, device, number, now), Ok(()));
    assert_eq!(send(&mut fair, device, number, now), Err(Refusal::Taken("number")));
    let foreign: TicketNumber = "A-001".parse().unwrap();
    assert_eq!(send(&mut fair, device, foreign, now), Err(Refusal::ForeignSeries));
    assert_eq!(send(&mut fair, DeviceId([9; 16]), number, now), Err(Refusal::Unknown("device")));
    let mut file = |actor: Actor, door: Door, minted_too: bool| {
        let mut new = minted(&mut fair, TicketNumber { series, count: 4 }, None);
        new.door = door;
        if !minted_too {
            new.minted = None;
        }
        fair.clone().ask(actor, Command::FileCase(Box::new(new)))
    };
    let refused = Err(Refusal::NotAllowed);
    assert_eq!(file(Actor::Public, Door::Kiosk, true), refused);
    assert_eq!(file(Actor::Public, Door::Hall, true), refused);
    assert_eq!(file(Actor::Staff(MEI), Door::Kiosk, true), refused);
    assert_eq!(file(Actor::Staff(MEI), Door::Counter, true), refused);
    assert_eq!(file(Actor::Device(device), Door::Hall, true), refused);
    assert_eq!(file(Actor::Device(device), Door::Kiosk, false), Err(Refusal::Incomplete("number")));
}

#[test]
fn a_locked_device_is_heard_and_a_revoked_one_is_not() {
    let (mut fair, device, series) = joined();
    let now = fair.now;
    fair.by(ORGANISER, Command::LockDevice { device, message: "Back at two".to_owned() }).unwrap();
    assert!(matches!(fair.desk.device(device).unwrap().state, DeviceState::Locked { .. }));
    assert_eq!(send(&mut fair, device, TicketNumber { series, count: 1 }, now), Ok(()));
    fair.by(ORGANISER, Command::UnlockDevice { device }).unwrap();
    assert_eq!(fair.desk.device(device).unwrap().state, DeviceState::Open);
    fair.by(ORGANISER, Command::RevokeDevice { device }).unwrap();
    assert_eq!(send(&mut fair, device, TicketNumber { series, count: 2 }, now), Err(Refusal::DeviceRevoked));
    for command in [Command::LetterDevice { device }, Command::UnlockDevice { device }] {
        assert_eq!(fair.by(ORGANISER, command), Err(Refusal::DeviceRevoked));
    }
    let key = fair.desk.device(device).unwrap().key;
    assert_eq!(fair.desk.device_by_key(&key).map(|known| known.id), Some(device));
    assert_eq!(fair.desk.device_by_key(&KeyHash([0; 32])), None);
}

#[test]
fn what_was_minted_under_earlier_letters_is_still_taken() {
    let (mut fair, device, old) = joined();
    let now = fair.now;
    fair.by(ORGANISER, Command::LetterDevice { device }).unwrap();
    let new = fair.desk.device(device).unwrap().series().unwrap();
    assert_ne!(old, new);
    for series in [new, old] {
        assert_eq!(send(&mut fair, device, TicketNumber { series, count: 1 }, now), Ok(()));
    }
}

#[test]
fn a_ticket_from_the_outbox_stands_where_it_was_issued() {
    let (mut fair, device, series) = joined();
    let issued_at = fair.now + SignedDuration::from_mins(1);
    fair.pass(30);
    let (_, later) = fair.file().unwrap();
    fair.pass(10);
    let number = TicketNumber { series, count: 1 };
    send(&mut fair, device, number, issued_at).unwrap();
    assert_eq!(line(&fair), [number.to_string(), later.to_string()]);
    let ticket = fair.desk.ticket(number).unwrap();
    assert_eq!((ticket.issued_at, ticket.since), (issued_at, issued_at));
}

#[test]
fn a_clock_that_is_hours_wrong_overtakes_nobody_who_waited_at_the_last_contact() {
    for wrong in [-9, -2, 3, 15] {
        let (mut fair, device, series) = joined();
        fair.pass(30);
        let (_, waits) = fair.file().unwrap();
        fair.pass(5);
        let contact = fair.now;
        fair.pass(5);
        let (_, after) = fair.file().unwrap();
        fair.pass(1);
        let number = TicketNumber { series, count: 1 };
        let new = minted(&mut fair, number, Some(contact));
        let (id, claimed) = (CommandId(fair.fresh()), fair.now + SignedDuration::from_hours(wrong));
        fair.ask_at(id, Actor::Device(device), claimed, Command::FileCase(Box::new(new))).unwrap();
        let issued_at = fair.desk.ticket(number).unwrap().issued_at;
        assert!((contact..=fair.now).contains(&issued_at), "{wrong}: {issued_at}");
        let (own, other) = (number.to_string(), after.to_string());
        let behind = if wrong < 0 { [own, other] } else { [other, own] };
        assert_eq!(line(&fair), [vec![waits.to_string()], behind.to_vec()].concat(), "{wrong} h");
    }
}

#[test]
fn a_slip_shown_at_a_kiosk_says_that_a_called_party_is_there() {
    let (mut fair, device, _) = joined();
    let (_, ticket) = fair.file().unwrap();
    let arrive = Command::CheckInTicket { ticket };
    let kiosk = Actor::Device(device);
    assert_eq!(fair.ask(kiosk, arrive.clone()), Err(Refusal::TicketIs(TicketState::Waiting)));
    fair.claim(MEI, ticket).unwrap();
    assert_eq!(fair.ask(kiosk, arrive.clone()), Err(Refusal::TicketIs(TicketState::Claimed)));
    fair.by(MEI, Command::CallTicket { ticket, room: None }).unwrap();
    assert_eq!(fair.ask(kiosk, arrive.clone()).map(|events| events.len()), Ok(1));
    assert_eq!(fair.state(ticket), Some(TicketState::Attending));
    assert_eq!(fair.ask(kiosk, arrive.clone()), Ok(Vec::new()));
    assert_eq!(fair.ask(Actor::Public, arrive.clone()), Err(Refusal::NotAllowed));
    fair.by(ORGANISER, Command::RevokeDevice { device }).unwrap();
    assert_eq!(fair.ask(kiosk, arrive), Err(Refusal::DeviceRevoked));
    assert!(fair.by(HEAD, Command::CheckInTicket { ticket }).is_ok());
}

#[test]
fn no_two_slips_of_the_same_bear_the_same_mark() {
    let (mut fair, device, _) = joined();
    let (_, ticket) = fair.file().unwrap();
    let slip = SlipOf::Ticket(ticket);
    let order = |copy: u16| Command::OrderPrint { device, slip, copy };
    let marks = |fair: &TestFair| fair.desk.prints_of(slip).map(|print| print.copy).collect::<Vec<_>>();
    fair.by(MEI, order(1)).unwrap();
    // Somebody else saw the same pages and taps at the same time.
    fair.by(HEAD, order(1)).unwrap();
    // The kiosk told of one that it printed by itself.
    fair.by(MEI, order(5)).unwrap();
    assert_eq!(marks(&fair), [1, 2, 5]);
    let seal = SlipOf::Seal(fair.now.to_zoned(jiff::tz::TimeZone::UTC).date());
    let missing = Command::OrderPrint { device, slip: seal, copy: 1 };
    assert_eq!(fair.by(ORGANISER, missing), Err(Refusal::Unknown("day")), "it is not sealed yet");
    fair.by(ORGANISER, Command::RevokeDevice { device }).unwrap();
    assert_eq!(fair.by(MEI, order(1)), Err(Refusal::DeviceRevoked));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Twelve tickets of a kiosk, sent in any order, some of them again, with a clock that jumps by hours: each is there once, and their
    /// times go with their numbers. `TestFair` also holds every state on the way against what must always be true.
    #[test]
    fn any_order_and_repetition_gives_each_number_once(
        order in Just((1_u32..=12).collect::<Vec<_>>()).prop_shuffle(),
        again in prop::collection::vec(1_u32..=12, 0..20),
        wrong in prop::collection::vec(-15_i64..15, 32),
    ) {
        let (mut fair, device, series) = joined();
        fair.pass(60);
        for (count, wrong) in order.iter().chain(&again).zip(&wrong) {
            let number = TicketNumber { series, count: *count };
            let claimed = fair.now + SignedDuration::from_hours(*wrong);
            let known = fair.desk.ticket(number).is_some();
            let sent = send(&mut fair, device, number, claimed);
            prop_assert_eq!(sent.is_ok(), !known, "{} {:?}", number, sent);
            fair.pass(1);
        }
        let own: Vec<_> = fair.desk.tickets().filter(|ticket| ticket.number.series == series).collect();
        prop_assert_eq!(own.iter().map(|ticket| ticket.number.count).collect::<Vec<_>>(), (1..=12).collect::<Vec<_>>());
        prop_assert!(own.is_sorted_by_key(|ticket| ticket.issued_at));
    }

    /// Whoever was in line when the desk last heard of the kiosk stays before what it mints afterwards.
    #[test]
    fn no_wrong_clock_makes_a_ticket_jump_the_line(wrong in -30_i64..30, before in 1_usize..6, after in 0_usize..6) {
        let (mut fair, device, series) = joined();
        let mut waited = Vec::new();
        for _ in 0..before {
            fair.pass(7);
            waited.push(fair.file().unwrap().1.to_string());
        }
        fair.pass(1);
        let contact = fair.now;
        for _ in 0..after {
            fair.pass(7);
            fair.file().unwrap();
        }
        fair.pass(1);
        let new = minted(&mut fair, TicketNumber { series, count: 1 }, Some(contact));
        let (id, claimed) = (CommandId(fair.fresh()), fair.now + SignedDuration::from_hours(wrong));
        fair.ask_at(id, Actor::Device(device), claimed, Command::FileCase(Box::new(new))).unwrap();
        prop_assert_eq!(&line(&fair)[..before], &waited[..]);
    }
}
