//! How the facts of preparing a fair change the Desk: plan, halls, booths, exhibitors, staff, duty, sealed days.

use std::{borrow::Cow, sync::Arc};

use jiff::{Timestamp, civil::Date};

use crate::{
    bulletin::Bulletin,
    desk::{Booth, DaySeal, Desk, DutyChange, Exhibitor, Fair, Scan, Undertaking},
    event::{Actor, Fact, Stamp},
    fair::{FairPlan, LineRules, Week},
    figures::{self, DayFigures},
    ids::{BodyId, BoothId, ExhibitorId, HallId, ScanToken, Series, StaffId},
    paper::{Batch, Reserved},
    remark::DayRemark,
    staff::{Conflict, DutyState, SignIn, Staff},
};

fn sign_in(stamp: &Stamp) -> SignIn {
    SignIn { seq: stamp.seq, at: stamp.recorded_at, by: stamp.actor.staff() }
}

impl Desk {
    pub(super) fn apply_preparation(&mut self, stamp: &Stamp, fact: &Fact) -> bool {
        #[expect(
            clippy::wildcard_enum_match_arm,
            reason = "the three parts share out the kinds; `apply` asserts that none is forgotten"
        )]
        match fact {
            Fact::FairFounded { plan, desk_series, demo } => self.found(stamp, plan, *desk_series, *demo),
            Fact::FairAmended { plan } => self.amend(stamp, plan),
            Fact::NumbersReserved { series, first, count } => self.reserve(stamp, *series, *first, *count),
            Fact::RulesSet { rules, file } => self.set_rules(stamp, rules, file.as_deref()),
            Fact::AddressChosen { url } => self.change_fair(|fair| {
                let before = fair.address.replace(url.clone());
                let printed = std::mem::take(&mut fair.address_confirmed);
                if let Some(before) = before.filter(|_| printed) {
                    fair.addresses_before.retain(|known| *known != before);
                    fair.addresses_before.push(before);
                }
            }),
            Fact::AddressConfirmed { url } => self.change_fair(|fair| {
                fair.address_confirmed = fair.address.as_ref() == Some(url);
            }),
            Fact::HallAdded { hall } => {
                self.series.insert(hall.series);
                self.scans.insert(hall.token.clone(), Scan::Hall(hall.id.clone()));
                self.halls.insert(hall.id.clone(), Arc::new(hall.clone()));
            }
            Fact::HallCodeReplaced { hall, token } => {
                if let Some(known) = self.halls.get_mut(hall) {
                    let old = std::mem::replace(&mut Arc::make_mut(known).token, token.clone());
                    self.replace_scan(old, token, Scan::Hall(hall.clone()));
                }
            }
            Fact::HallRemoved { hall } => self.remove_hall(hall),
            Fact::BoothOpened { booth, hall, number, token } => self.open_booth(*booth, hall, number, token),
            Fact::BoothCodeReplaced { booth, token } => {
                if let Some(known) = self.booths.get_mut(booth) {
                    let old = std::mem::replace(&mut Arc::make_mut(known).token, token.clone());
                    self.replace_scan(old, token, Scan::Booth(*booth));
                }
            }
            Fact::ExhibitorEnrolled { exhibitor, booths, undertaking }
            | Fact::ExhibitorAmended { exhibitor, booths, undertaking } => {
                self.place_exhibitor(stamp, *exhibitor, booths, *undertaking);
            }
            Fact::StaffAppointed { staff, roles, profile } => {
                let person = Staff {
                    id: *staff,
                    roles: roles.clone(),
                    profile: profile.clone(),
                    credentials: None,
                    trainings: Vec::new(),
                    struck_trainings: Vec::new(),
                    conflicts: Vec::new(),
                    duty: DutyState::Off,
                    duty_since: stamp.occurred_at,
                    room: None,
                    dismissed_at: None,
                    pin_seq: stamp.seq,
                    made: sign_in(stamp),
                    pins_given: Vec::new(),
                };
                self.staff.insert(*staff, Arc::new(person));
            }
            Fact::PinReset { staff } => self.change_staff(*staff, |person| {
                person.pin_seq = stamp.seq;
                if stamp.actor.staff() != Some(*staff) {
                    person.pins_given.push(sign_in(stamp));
                }
            }),
            Fact::StaffAmended { staff, profile } => {
                self.change_staff(*staff, |person| person.profile = profile.clone());
            }
            Fact::StaffDismissed { staff } => {
                self.unplan(*staff, stamp.occurred_at);
                if self.staff.get(staff).is_some_and(|person| person.duty != DutyState::Off) {
                    self.note_duty(stamp, *staff, DutyState::Off);
                }
                self.change_staff(*staff, |person| {
                    person.dismissed_at = Some(stamp.occurred_at);
                    person.duty = DutyState::Off;
                    person.room = None;
                });
            }
            Fact::ConflictDeclared { staff, conflict } => {
                self.change_staff(*staff, |person| person.conflicts.push(*conflict));
            }
            Fact::DutyTaken { staff, state, room } => {
                self.note_duty(stamp, *staff, *state);
                self.change_staff(*staff, |person| {
                    person.duty = *state;
                    person.duty_since = stamp.occurred_at;
                    person.room.clone_from(room);
                });
            }
            _ => return self.apply_day(stamp, fact),
        }
        true
    }

    /// The logs of the days, and the message to everybody.
    fn apply_day(&mut self, stamp: &Stamp, fact: &Fact) -> bool {
        #[expect(clippy::wildcard_enum_match_arm, reason = "other chapters apply the rest")]
        match fact {
            Fact::DayRemarked { day, kind } => {
                let remark =
                    DayRemark { seq: stamp.seq, at: stamp.occurred_at, by: stamp.actor.staff(), kind: *kind };
                self.remarks.entry(*day).or_default().push_back(remark);
            }
            Fact::SurveyAnswered { mark, answers } => self.survey.take(*mark, *answers),
            Fact::BulletinPosted { until } => {
                let (seq, at, by) = (stamp.seq, stamp.occurred_at, stamp.actor.staff());
                self.bulletin = Some(Arc::new(Bulletin { seq, at, by, until: *until }));
            }
            Fact::BulletinEnded { .. } => self.bulletin = None,
            Fact::DaySealed { day, upto, hash, signature, carried } => {
                let figures = figures::covered(self, *day, *upto);
                let seal = DaySeal {
                    upto: *upto,
                    hash: hash.clone(),
                    signature: signature.clone(),
                    at: stamp.occurred_at,
                    seq: stamp.seq,
                    by: stamp.actor.staff(),
                    carried: *carried,
                    figures: Arc::new(DayFigures { sealed: true, carried_over: Some(*carried), ..figures }),
                };
                self.days.insert(*day, Arc::new(seal));
            }
            _ => return false,
        }
        true
    }

    fn note_duty(&mut self, stamp: &Stamp, staff: StaffId, state: DutyState) {
        if let Some(fair) = &self.fair {
            self.index.happen(fair.plan.day_of(stamp.occurred_at), None, true);
        }
        self.duty.push_back(DutyChange { at: stamp.occurred_at, staff, state, seq: stamp.seq });
    }

    fn set_rules(&mut self, stamp: &Stamp, rules: &LineRules, file: Option<&LineRules>) {
        let before = std::mem::replace(&mut self.rules, rules.clone());
        if stamp.actor == Actor::System {
            self.settled = file.unwrap_or(rules).clone();
        }
        if before.keeping != rules.keeping {
            self.index = self.indexed_anew();
        }
        // Notices that are drawn up go by what is replaced here.
        if before.procedure != rules.procedure {
            self.replaced_rules.push_back((stamp.seq, before.procedure));
        }
    }

    fn found(&mut self, stamp: &Stamp, plan: &FairPlan, desk_series: Series, demo: bool) {
        self.series.insert(desk_series);
        self.fair = Some(Arc::new(Fair {
            plan: plan.clone(),
            founded_at: stamp.occurred_at,
            recorded_at: stamp.recorded_at,
            desk_series,
            demo,
            address: None,
            address_confirmed: false,
            addresses_before: Vec::new(),
        }));
        self.follow_plan();
    }

    fn amend(&mut self, stamp: &Stamp, plan: &FairPlan) {
        let Some(before) = self.fair.as_ref().map(|fair| fair.plan.clone()) else { return };
        let week = Week::of(&before);
        if week != Week::of(plan) {
            self.replaced_weeks.push_back((stamp.recorded_at, week));
        }
        let dated = |plan: &FairPlan| (plan.zone.clone(), plan.last_day);
        let moved = dated(&before) != dated(plan);
        self.change_fair(|fair| fair.plan = plan.clone());
        self.follow_plan();
        if moved {
            self.index = self.indexed_anew();
        }
    }

    /// When the fair closes; never where the desk stands.
    pub fn closes_at(&self) -> Option<Timestamp> {
        self.fair().and_then(|fair| fair.plan.ends_at())
    }

    /// The plan with the week that was in force on a day: whatever of it was changed after the day was over holds for later days. What
    /// names the day itself stands whenever it was said.
    pub fn plan_on(&self, day: Date) -> Option<Cow<'_, FairPlan>> {
        let plan = &self.fair.as_ref()?.plan;
        let replaced = self.replaced_week(plan, day);
        Some(replaced.map_or(Cow::Borrowed(plan), |week| Cow::Owned(plan.in_week(week))))
    }

    /// Whether the desk opened on a day, by the week that was in force on it.
    pub fn opened_on(&self, day: Date) -> bool {
        self.fair.as_ref().is_some_and(|fair| {
            let week = || self.replaced_week(&fair.plan, day);
            fair.plan.spans(day) && week().map_or_else(|| fair.plan.opens_on(day), |week| week.opens_on(day))
        })
    }

    fn replaced_week(&self, plan: &FairPlan, day: Date) -> Option<&Week> {
        let last = self.replaced_weeks.last()?.0;
        let (_, ends) = plan.bounds_of(day);
        if last < ends {
            return None;
        }
        self.replaced_weeks.iter().find(|(at, _)| ends <= *at).map(|(_, week)| week)
    }

    fn reserve(&mut self, stamp: &Stamp, series: Series, first: u32, count: u32) {
        self.series.insert(series);
        let bodies = u8::try_from(self.bodies.len()).unwrap_or(BodyId::MOST);
        let batch = Batch { first, count, at: stamp.occurred_at, by: stamp.actor.staff(), bodies };
        let known = self.reserved.get_or_insert_with(|| Arc::new(Reserved { series, batches: Vec::new() }));
        Arc::make_mut(known).batches.push(batch);
    }

    pub(super) fn change_fair(&mut self, change: impl FnOnce(&mut Fair)) {
        if let Some(fair) = &mut self.fair {
            change(Arc::make_mut(fair));
        }
    }

    pub(super) fn change_staff(&mut self, id: StaffId, change: impl FnOnce(&mut Staff)) {
        if let Some(staff) = self.staff.get_mut(&id) {
            change(Arc::make_mut(staff));
        }
    }

    fn replace_scan(&mut self, old: ScanToken, new: &ScanToken, scan: Scan) {
        self.scans.insert(old, Scan::Revoked);
        self.scans.insert(new.clone(), scan);
    }

    /// Its booths are empty, so they go with it, and so does what people said of them; its letters stay taken.
    fn remove_hall(&mut self, id: &HallId) {
        let Some(hall) = self.halls.remove(id) else { return };
        self.scans.insert(hall.token.clone(), Scan::Gone);
        let booths: Vec<_> = self.booths().filter(|booth| booth.hall == *id).cloned().collect();
        for booth in &booths {
            self.booths.remove(&booth.id);
            self.booth_at.remove(&(id.clone(), booth.number.clone()));
            self.scans.insert(booth.token.clone(), Scan::Gone);
        }
        let gone = |booth: BoothId| booths.iter().any(|known| known.id == booth);
        let people: Vec<_> = self.staff.keys().copied().collect();
        for person in people {
            self.change_staff(person, |person| {
                person.profile.halls.retain(|hall| hall != id);
                person.conflicts.retain(|known| !matches!(known, Conflict::Booth(booth) if gone(*booth)));
            });
        }
    }

    fn open_booth(&mut self, id: BoothId, hall: &HallId, number: &str, token: &ScanToken) {
        let booth = Booth {
            id,
            hall: hall.clone(),
            number: number.to_owned(),
            token: token.clone(),
            exhibitors: Vec::new(),
        };
        self.scans.insert(token.clone(), Scan::Booth(id));
        self.booth_at.insert((hall.clone(), number.to_owned()), id);
        self.booths.insert(id, Arc::new(booth));
    }

    fn place_exhibitor(
        &mut self,
        stamp: &Stamp,
        id: ExhibitorId,
        booths: &[BoothId],
        undertaking: Option<bool>,
    ) {
        let before = self.exhibitors.get(&id).cloned();
        if let Some(known) = &before {
            for booth in known.booths.iter().filter(|booth| !booths.contains(booth)) {
                if let Some(booth) = self.booths.get_mut(booth) {
                    Arc::make_mut(booth).exhibitors.retain(|other| *other != id);
                }
            }
        }
        for booth in booths {
            if let Some(booth) = self.booths.get_mut(booth)
                && !booth.exhibitors.contains(&id)
            {
                Arc::make_mut(booth).exhibitors.push(id);
            }
        }
        // What a list repeats does not make it newer: day and signature stay.
        let known =
            before.and_then(|known| known.undertaking).filter(|known| undertaking == Some(known.signed));
        let (at, by) = (stamp.occurred_at, stamp.actor.staff());
        let said = |signed| Undertaking { signed, on: None, at, by, seq: None };
        let undertaking = known.or_else(|| undertaking.map(said));
        let exhibitor = Exhibitor { id, booths: booths.to_vec(), undertaking, seq: stamp.seq };
        self.exhibitors.insert(id, Arc::new(exhibitor));
    }
}
