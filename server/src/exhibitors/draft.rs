//! From rows to exhibitors: which rows can be used, and which of them are the same company.
//!
//! Two rows are one exhibitor when they have the same credit code, or the same folded name and no two different credit codes.
//! Its booths are those of all its rows; of any other field the first row that says something is believed, and a later row
//! that says something else is noted. This looks at the file alone, so that importing a file twice groups it alike.

use std::collections::HashMap;

use jiff::civil::Date;

use super::{
    BOOTHS_EACH, Field, KnownHalls, Listing, Mapping, PLACE_CHARS, PRODUCTS_CHARS, Planned, Row, SHORT_CHARS,
    SIGNER_CHARS, Table, cell, place,
    said::{LeftOut, Note, Reason, beginning},
    usable::usable,
};

mod undertaking;

/// The exhibitors of a file.
#[derive(Default)]
pub(super) struct Drafts {
    /// In the order in which the file first names them.
    pub(super) exhibitors: Vec<Planned>,
    /// Rows that could not be used.
    pub(super) left_out: Vec<LeftOut>,
    /// What should be known.
    pub(super) notes: Vec<Note>,
    by_code: HashMap<String, usize>,
    by_name: HashMap<String, Namesakes>,
}

/// The exhibitors of one folded name.
#[derive(Clone, Copy)]
struct Namesakes {
    /// The first of them; rows without a credit code are its rows.
    first: usize,
    /// The one without a credit code so far: there is at most one, and a row with a new code is its row.
    without_code: Option<usize>,
}

/// Reads every row of the table.
pub(super) fn draft(table: &Table, mapping: &Mapping, halls: &KnownHalls, today: Option<Date>) -> Drafts {
    let mut drafts =
        Drafts { left_out: table.problems.clone(), notes: table.notes.clone(), ..Drafts::default() };
    drafts.notes.extend(unused(table, mapping));
    let mut hall_from_booth = Vec::new();
    for row in &table.rows {
        let mut reading = Reading { row, mapping, table, today, notes: &mut drafts.notes };
        match reading.listing(halls) {
            Ok((listing, from_booth)) => {
                if from_booth {
                    hall_from_booth.push(row.line);
                }
                drafts.take(row.line, listing);
            }
            Err(reason) => drafts.left_out.push(LeftOut::of_row(row, reason)),
        }
    }
    if let Some(&first_line) = hall_from_booth.first() {
        drafts.notes.push(Note::HallFromBooth { rows: hall_from_booth.len(), first_line });
    }
    drafts.left_out.sort_by_key(|left| left.line);
    drafts
}

/// Names the columns from which nothing is taken. One without a header counts where something stands in it.
fn unused(table: &Table, mapping: &Mapping) -> Option<Note> {
    let filled =
        |index: usize| table.rows.iter().any(|row| row.cells.get(index).is_some_and(|cell| !cell.is_empty()));
    let columns = table.header.iter().enumerate().filter(|(index, _)| mapping.field_of(*index).is_none());
    let named = columns.filter_map(|(index, header)| {
        if header.is_empty() {
            filled(index).then(|| format!("#{}", index + 1))
        } else {
            Some(beginning(header, PLACE_CHARS))
        }
    });
    let headers: Vec<String> = named.collect();
    (!headers.is_empty()).then(|| Note::ColumnsUnused { headers: headers.join(" | ") })
}

/// Whether two listings may be one exhibitor as far as their credit codes go.
pub(super) fn codes_agree(a: &Listing, b: &Listing) -> bool {
    match (&a.credit_code, &b.credit_code) {
        (Some(a), Some(b)) => a == b,
        (None, _) | (_, None) => true,
    }
}

impl Drafts {
    fn take(&mut self, line: u32, listing: Listing) {
        let name = cell::fold(&listing.name);
        let known = listing.credit_code.as_ref().and_then(|code| self.by_code.get(code).copied());
        let namesakes = self.by_name.get(&name).copied();
        let by_name = namesakes
            .and_then(|n| if listing.credit_code.is_some() { n.without_code } else { Some(n.first) });
        let at = if let Some(at) = known.or(by_name) {
            self.merge(at, line, listing);
            at
        } else {
            if namesakes.is_some() {
                self.notes.push(Note::NameTwice { line, name: listing.name.clone() });
            }
            let at = self.exhibitors.len();
            let first = namesakes.map_or(at, |namesakes| namesakes.first);
            self.by_name.insert(name, Namesakes { first, without_code: Some(at) });
            self.exhibitors.push(Planned { listing, lines: vec![line] });
            at
        };
        let Planned { listing, .. } = &self.exhibitors[at];
        if let Some(code) = &listing.credit_code {
            self.by_code.entry(code.clone()).or_insert(at);
            // Under its own name, which is that of its first row.
            if let Some(namesakes) = self.by_name.get_mut(&cell::fold(&listing.name)) {
                namesakes.without_code.take_if(|other| *other == at);
            }
        }
    }

    /// Adds a later row to an exhibitor: its booths, and whatever the earlier rows did not say.
    fn merge(&mut self, at: usize, line: u32, row: Listing) {
        let Planned { listing, lines } = &mut self.exhibitors[at];
        self.notes.push(Note::SameExhibitor { line, first_line: lines[0] });
        lines.push(line);
        let mut differ = |field, value: String| self.notes.push(Note::LinesDiffer { line, field, value });
        let mut other_name = row.other_name;
        if cell::fold(&row.name) != cell::fold(&listing.name) {
            // The same credit code under a Chinese and an English name is one company with two names.
            let second =
                listing.other_name.as_deref().is_none_or(|other| cell::fold(other) == cell::fold(&row.name));
            if second && other_name.is_none() && cell::has_han(&row.name) != cell::has_han(&listing.name) {
                other_name = Some(row.name);
            } else {
                differ(Field::Name, row.name);
            }
        }
        match (listing.undertaking, row.undertaking) {
            (Some(first), Some(value)) if first != value => differ(Field::Undertaking, value.to_string()),
            (None, value) => listing.undertaking = value,
            (Some(_), _) => {}
        }
        // Of what is not signed there is no day, and nobody who signed.
        let signed = listing.undertaking == Some(true);
        match (listing.signed_on, row.signed_on.filter(|_| signed)) {
            (Some(first), Some(day)) if first != day => differ(Field::SignedOn, day.to_string()),
            (None, day) => listing.signed_on = day,
            (Some(_), _) => {}
        }
        let fields = [
            (Field::SignedBy, &mut listing.signed_by, row.signed_by.filter(|_| signed)),
            (Field::OtherName, &mut listing.other_name, other_name),
            (Field::CreditCode, &mut listing.credit_code, row.credit_code),
            (Field::Country, &mut listing.country, row.country),
            (Field::Website, &mut listing.website, row.website),
            (Field::Products, &mut listing.products, row.products),
            (Field::Contact, &mut listing.contact, row.contact),
            (Field::Phone, &mut listing.phone, row.phone),
            (Field::Email, &mut listing.email, row.email),
        ];
        for (field, kept, value) in fields {
            match (&kept, value) {
                (Some(first), Some(value)) if *first != value => differ(field, value),
                (None, value) => *kept = value,
                (Some(_), _) => {}
            }
        }
        for place in row.booths {
            if listing.booths.contains(&place) {
                continue;
            }
            if listing.booths.len() < BOOTHS_EACH {
                listing.booths.push(place);
            } else {
                self.notes.push(Note::TooManyBooths { line, limit: BOOTHS_EACH });
                break;
            }
        }
    }
}

/// One row being read.
struct Reading<'r> {
    row: &'r Row,
    mapping: &'r Mapping,
    table: &'r Table,
    today: Option<Date>,
    notes: &'r mut Vec<Note>,
}

impl Reading<'_> {
    /// What the row says, and whether a hall was read from its booth.
    fn listing(&mut self, halls: &KnownHalls) -> Result<(Listing, bool), Reason> {
        let name = self.raw(Field::Name);
        if cell::fold(name).is_empty() {
            return Err(Reason::NoName {});
        }
        self.refuse_long(Field::Name, SHORT_CHARS)?;
        self.refuse_long(Field::Hall, SHORT_CHARS)?;
        self.refuse_long(Field::Booth, PRODUCTS_CHARS)?;
        let name = name.to_owned();
        let places = place::read(self.row.line, self.raw(Field::Hall), self.raw(Field::Booth), halls);
        self.notes.extend(places.notes);
        let other_name =
            self.particular(Field::OtherName).filter(|other| cell::fold(other) != cell::fold(&name));
        let signed = self.signed();
        let listing = Listing {
            other_name,
            credit_code: self.particular(Field::CreditCode),
            country: self.particular(Field::Country),
            website: self.particular(Field::Website),
            products: self.particular(Field::Products),
            contact: self.particular(Field::Contact),
            phone: self.particular(Field::Phone),
            email: self.particular(Field::Email),
            undertaking: signed.undertaking,
            signed_on: signed.on,
            signed_by: signed.by,
            booths: places.named,
            name,
        };
        Ok((listing, places.hall_from_booth))
    }

    fn raw(&self, field: Field) -> &str {
        let column = self.mapping.column(field).and_then(|column| self.row.cells.get(column.index));
        column.map_or("", String::as_str)
    }

    fn refuse_long(&self, field: Field, limit: usize) -> Result<(), Reason> {
        let chars = self.raw(field).chars().count();
        if chars <= limit {
            return Ok(());
        }
        let column = self.mapping.column(field).and_then(|column| self.table.header.get(column.index));
        let column = column.map_or("", String::as_str).chars().take(SHORT_CHARS).collect();
        Err(Reason::CellTooLong { column, chars, limit })
    }

    /// A particular the exhibitor can also be taken without.
    fn particular(&mut self, field: Field) -> Option<String> {
        self.value(field, |text| usable(field, text))
    }

    fn value(&mut self, field: Field, read: impl Fn(&str) -> Option<String>) -> Option<String> {
        let text = self.raw(field).to_owned();
        if cell::is_blank(&text) {
            return None;
        }
        let line = self.row.line;
        let limit = if field == Field::Products {
            PRODUCTS_CHARS
        } else if field == Field::SignedBy {
            SIGNER_CHARS
        } else {
            SHORT_CHARS
        };
        let chars = text.chars().count();
        if chars > limit {
            self.notes.push(Note::ValueTooLong { line, field, chars, limit });
            return None;
        }
        let read = read(&text);
        if read.is_none() {
            self.notes.push(Note::ValueUnusable { line, field, value: text });
        }
        read
    }
}
