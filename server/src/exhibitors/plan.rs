//! What an import would change, before it changes anything.
//!
//! The exhibitors of the file are matched with those the desk knows, each with at most one, in this order:
//!
//! 1. the same credit code;
//! 2. the same folded name, unless both have credit codes and they differ; of several the one with most booths in common;
//! 3. one's name is the other's second name (a list in Chinese, then one in English), unless their other names contradict.
//!
//! A file speaks only of what it holds: an empty cell erases nothing, an exhibitor it does not name stays, and one it names
//! without a booth keeps its booths. Where it names booths, these are the exhibitor's booths from now on. Applying a plan and
//! planning the same file again therefore changes nothing.

use std::collections::{BTreeSet, HashMap};

use domain::text::natural;
use jiff::civil::Date;
use serde::Serialize;

use super::{
    Field, KnownHalls, Listing, Mapping, Place, Table, cell,
    draft::{self, codes_agree},
    said::{FileFault, LeftOut, Note},
};

/// An exhibitor the desk knows; `id` is the desk's own and only handed back. Pass them in the order they were recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known<K> {
    /// The desk's id.
    pub id: K,
    /// What the desk knows.
    pub listing: Listing,
}

/// An exhibitor as it should be: one fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Planned {
    /// All that is to be recorded.
    pub listing: Listing,
    /// The lines of the file that say so.
    pub lines: Vec<u32>,
}

/// One field that changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Which; [`Field::Booth`] stands for hall and booth.
    pub field: Field,
    /// What is recorded; `None` for nothing yet.
    pub before: Option<String>,
    /// What the file says.
    pub after: String,
}

/// A known exhibitor that changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Update<K> {
    /// The desk's id.
    pub id: K,
    /// The exhibitor after the change, whole.
    pub planned: Planned,
    /// What changes; never empty.
    pub changes: Vec<Change>,
}

/// A hall of the file that the fair has not got.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NewHall {
    /// Its normal form.
    pub hall: String,
    /// As the file writes it.
    pub shown: String,
    /// Its booths in the file.
    pub booths: usize,
    /// How many exhibitors of the file are in them.
    pub exhibitors: usize,
}

/// A booth of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BoothUse {
    /// Which booth.
    pub place: Place,
    /// How many exhibitors of the file are in it.
    pub exhibitors: usize,
}

/// What an import would do. All lists are in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Plan<K> {
    /// Exhibitors to be added.
    pub new: Vec<Planned>,
    /// Exhibitors to be changed.
    pub updated: Vec<Update<K>>,
    /// Exhibitors the file names and that stay as they are.
    pub unchanged: usize,
    /// Exhibitors the file does not name; they stay as they are.
    pub not_in_file: usize,
    /// Rows with content below the header.
    pub rows: usize,
    /// Rows that were taken; the others are in [`left_out`](Self::left_out).
    pub taken: usize,
    /// Rows that were left out, by line.
    pub left_out: Vec<LeftOut>,
    /// What should be known although it stopped nothing.
    pub notes: Vec<Note>,
    /// Halls to be created before the booths in them.
    pub new_halls: Vec<NewHall>,
    /// Every booth the file names, each once.
    pub booths: Vec<BoothUse>,
}

/// One thing to record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "step", rename_all = "kebab-case")]
pub enum Step<K> {
    /// Add an exhibitor.
    New(Planned),
    /// Change one.
    Update(Update<K>),
}

impl<K> Plan<K> {
    /// The plan as single steps, so that it can be recorded in chunks while a page follows the count.
    pub fn into_steps(self) -> Vec<Step<K>> {
        let new = self.new.into_iter().map(Step::New);
        new.chain(self.updated.into_iter().map(Step::Update)).collect()
    }

    /// How many steps there are.
    pub fn len(&self) -> usize {
        self.new.len() + self.updated.len()
    }

    /// Whether the import would change nothing.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Plans the import of a list into what the desk knows. `today` is the day at the fair: the desk records nothing of a later one, so a list
/// that says such a day is told so. Where it is not known every day is taken.
///
/// # Errors
/// [`FileFault::NoNameColumn`] where the mapping lacks the name or points outside the list.
pub fn plan<K: Clone>(
    table: &Table,
    mapping: &Mapping,
    known: &[Known<K>],
    halls: &KnownHalls,
    today: Option<Date>,
) -> Result<Plan<K>, FileFault> {
    mapping.check(&table.header)?;
    let draft::Drafts { exhibitors, left_out, mut notes, .. } = draft::draft(table, mapping, halls, today);
    let matches = Matching::new(known).run(&exhibitors);
    let rows = table.rows.len() + table.problems.len();
    let booths = booth_uses(&exhibitors);
    add_counts(&mut notes, &exhibitors, &booths, known.len() - matches.iter().flatten().count());
    let mut plan = Plan {
        new: Vec::new(),
        updated: Vec::new(),
        unchanged: 0,
        not_in_file: known.len() - matches.iter().flatten().count(),
        rows,
        taken: rows - left_out.len(),
        left_out,
        notes,
        new_halls: new_halls(&booths, &exhibitors, halls),
        booths,
    };
    for (planned, found) in exhibitors.into_iter().zip(matches) {
        let Some(at) = found else {
            plan.new.push(planned);
            continue;
        };
        let (listing, changes) = merged(&known[at].listing, planned.listing);
        if changes.is_empty() {
            plan.unchanged += 1;
        } else {
            let planned = Planned { listing, lines: planned.lines };
            plan.updated.push(Update { id: known[at].id.clone(), planned, changes });
        }
    }
    Ok(plan)
}

fn add_counts(notes: &mut Vec<Note>, exhibitors: &[Planned], booths: &[BoothUse], not_in_file: usize) {
    let shared = booths.iter().filter(|booth| booth.exhibitors > 1).count();
    if shared > 0 {
        notes.push(Note::SharedBooths { booths: shared });
    }
    let without = exhibitors.iter().filter(|planned| planned.listing.booths.is_empty()).count();
    if without > 0 {
        notes.push(Note::WithoutBooth { exhibitors: without });
    }
    if not_in_file > 0 {
        notes.push(Note::NotInFile { exhibitors: not_in_file });
    }
}

fn booth_uses(exhibitors: &[Planned]) -> Vec<BoothUse> {
    let mut uses: Vec<BoothUse> = Vec::new();
    let mut at: HashMap<&Place, usize> = HashMap::new();
    for place in exhibitors.iter().flat_map(|planned| &planned.listing.booths) {
        let index = *at.entry(place).or_insert(uses.len());
        if index == uses.len() {
            uses.push(BoothUse { place: place.clone(), exhibitors: 0 });
        }
        uses[index].exhibitors += 1;
    }
    uses
}

fn new_halls(booths: &[BoothUse], exhibitors: &[Planned], fair: &KnownHalls) -> Vec<NewHall> {
    let is_in = |hall: &str, planned: &Planned| planned.listing.booths.iter().any(|place| place.hall == hall);
    let mut halls: Vec<NewHall> = Vec::new();
    let mut at: HashMap<&str, usize> = HashMap::new();
    for BoothUse { place, .. } in booths.iter().filter(|booth| !fair.has(&booth.place.hall)) {
        let index = *at.entry(&place.hall).or_insert(halls.len());
        if index == halls.len() {
            halls.push(NewHall {
                hall: place.hall.clone(),
                shown: place.hall_shown.clone(),
                booths: 0,
                exhibitors: exhibitors.iter().filter(|planned| is_in(&place.hall, planned)).count(),
            });
        }
        halls[index].booths += 1;
    }
    // Letters for tickets are given out in this order, so they rise with the halls.
    halls.sort_by(|a, b| natural(&a.hall, &b.hall));
    halls
}

/// Finds for each exhibitor of the file the one the desk knows.
struct Matching<'k, K> {
    known: &'k [Known<K>],
    by_code: HashMap<&'k str, Vec<usize>>,
    by_name: HashMap<String, Vec<usize>>,
    by_other: HashMap<String, Vec<usize>>,
    free: Vec<bool>,
}

impl<'k, K> Matching<'k, K> {
    fn new(known: &'k [Known<K>]) -> Self {
        let mut matching = Self {
            known,
            by_code: HashMap::new(),
            by_name: HashMap::new(),
            by_other: HashMap::new(),
            free: vec![true; known.len()],
        };
        for (at, Known { listing, .. }) in known.iter().enumerate() {
            if let Some(code) = &listing.credit_code {
                matching.by_code.entry(code).or_default().push(at);
            }
            matching.by_name.entry(cell::fold(&listing.name)).or_default().push(at);
            if let Some(other) = &listing.other_name {
                matching.by_other.entry(cell::fold(other)).or_default().push(at);
            }
        }
        matching
    }

    fn run(mut self, exhibitors: &[Planned]) -> Vec<Option<usize>> {
        let mut matches = vec![None; exhibitors.len()];
        for rule in [Self::same_code, Self::same_name, Self::name_in_other_script] {
            for (found, planned) in matches.iter_mut().zip(exhibitors).filter(|(found, _)| found.is_none()) {
                *found = rule(&self, &planned.listing);
                if let Some(at) = *found {
                    self.free[at] = false;
                }
            }
        }
        matches
    }

    fn candidates<'s>(&'s self, found: Option<&'s Vec<usize>>) -> impl Iterator<Item = usize> + 's {
        found.into_iter().flatten().copied().filter(|&at| self.free[at])
    }

    fn same_code(&self, listing: &Listing) -> Option<usize> {
        self.candidates(self.by_code.get(listing.credit_code.as_deref()?)).next()
    }

    fn same_name(&self, listing: &Listing) -> Option<usize> {
        let in_common = |at: usize| {
            self.known[at].listing.booths.iter().filter(|place| listing.booths.contains(place)).count()
        };
        self.candidates(self.by_name.get(&cell::fold(&listing.name)))
            .filter(|&at| codes_agree(&self.known[at].listing, listing))
            .max_by_key(|&at| (in_common(at), std::cmp::Reverse(at)))
    }

    fn name_in_other_script(&self, listing: &Listing) -> Option<usize> {
        let name = cell::fold(&listing.name);
        let other = listing.other_name.as_deref().map(cell::fold);
        let agrees = |theirs: Option<&str>, ours: Option<&str>| match (theirs, ours) {
            (Some(theirs), Some(ours)) => cell::fold(theirs) == cell::fold(ours),
            (None, _) | (_, None) => true,
        };
        let theirs_is_ours = self
            .candidates(self.by_other.get(&name))
            .filter(|&at| agrees(Some(&self.known[at].listing.name), listing.other_name.as_deref()));
        let ours_is_theirs = self
            .candidates(other.as_ref().and_then(|other| self.by_name.get(other)))
            .filter(|&at| agrees(self.known[at].listing.other_name.as_deref(), Some(&listing.name)));
        theirs_is_ours.chain(ours_is_theirs).find(|&at| codes_agree(&self.known[at].listing, listing))
    }
}

/// What is known with what the file says laid over it, and where the two differ.
fn merged(known: &Listing, mut file: Listing) -> (Listing, Vec<Change>) {
    let mut listing = known.clone();
    let mut changes = Vec::new();
    let is_second_name =
        known.other_name.as_deref().is_some_and(|other| cell::fold(other) == cell::fold(&file.name))
            && cell::fold(&known.name) != cell::fold(&file.name);
    if is_second_name {
        // The file calls it by its second name: no reason to turn the two round.
        file.other_name = None;
    } else if listing.name != file.name {
        changes.push(Change { field: Field::Name, before: Some(listing.name), after: file.name.clone() });
        listing.name = file.name;
    }
    let fields = [
        (Field::OtherName, &mut listing.other_name, file.other_name),
        (Field::CreditCode, &mut listing.credit_code, file.credit_code),
        (Field::Country, &mut listing.country, file.country),
        (Field::Website, &mut listing.website, file.website),
        (Field::Products, &mut listing.products, file.products),
        (Field::Contact, &mut listing.contact, file.contact),
        (Field::Phone, &mut listing.phone, file.phone),
        (Field::Email, &mut listing.email, file.email),
    ];
    for (field, kept, value) in fields {
        if let Some(value) = value.filter(|value| kept.as_ref() != Some(value)) {
            changes.push(Change { field, before: kept.replace(value.clone()), after: value });
        }
    }
    if let Some(value) = file.undertaking.filter(|value| listing.undertaking != Some(*value)) {
        let before = listing.undertaking.replace(value).map(|before| before.to_string());
        changes.push(Change { field: Field::Undertaking, before, after: value.to_string() });
        (listing.signed_on, listing.signed_by) = (None, None);
    }
    if let Some(day) = file.signed_on.filter(|day| listing.signed_on != Some(*day)) {
        let before = listing.signed_on.replace(day).map(|before| before.to_string());
        changes.push(Change { field: Field::SignedOn, before, after: day.to_string() });
    }
    if let Some(name) = file.signed_by.filter(|name| listing.signed_by.as_ref() != Some(name)) {
        let before = listing.signed_by.replace(name.clone());
        changes.push(Change { field: Field::SignedBy, before, after: name });
    }
    let set = |booths: &[Place]| booths.iter().cloned().collect::<BTreeSet<_>>();
    if !file.booths.is_empty() && set(&file.booths) != set(&listing.booths) {
        let before = Some(written(&listing.booths)).filter(|text| !text.is_empty());
        changes.push(Change { field: Field::Booth, before, after: written(&file.booths) });
        listing.booths = file.booths;
    }
    (listing, changes)
}

fn written(booths: &[Place]) -> String {
    booths.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}
