//! What an import would change, laid out to be looked at before anything happens.

use askama::Template;
use domain::ExhibitorId;

use super::{Look, SAMPLE, SHOWN};
use crate::{
    app::App,
    exhibitors::{self, Confidence, Encoding, Field, Format, Listing, Mapping, Plan},
    intake::{waiting::Import, words},
    locale::Texts,
    web::{
        frame::Frame,
        guard::Who,
        office::{self, joined},
        visit::Visit,
    },
};

/// A column to be chosen for a field.
struct FieldChoice {
    key: &'static str,
    label: String,
    column: Option<usize>,
    unsure: bool,
}

impl FieldChoice {
    fn holds(&self, heading: &Heading) -> bool {
        self.column == Some(heading.index)
    }
}

/// A column of the list.
struct Heading {
    index: usize,
    text: String,
}

/// A row of the list that is not taken, or something to know.
pub(super) struct Remark {
    pub(super) line: u32,
    pub(super) text: String,
    pub(super) excerpt: String,
}

/// An exhibitor as the list was understood.
struct Shown {
    name: String,
    other_name: String,
    booths: String,
    country: String,
    lines: String,
    /// Field, before, after.
    changes: Vec<(String, String, String)>,
}

/// What would change, in figures and rows.
struct Outlook {
    digest: String,
    rows: usize,
    new: usize,
    updated: usize,
    unchanged: usize,
    booths: usize,
    left_out: Vec<Remark>,
    left_out_more: usize,
    notes: Vec<String>,
    /// Name, booths, exhibitors.
    new_halls: Vec<(String, usize, usize)>,
    sample: Vec<Shown>,
    updates: Vec<Shown>,
    updates_more: usize,
}

#[derive(Template)]
#[template(path = "office_import_look.html")]
pub(super) struct LookPage {
    pub(super) frame: Frame,
    t: Texts,
    file_name: String,
    format: String,
    delimited: bool,
    encoding: &'static str,
    fields: Vec<FieldChoice>,
    header: Vec<Heading>,
    halls: Vec<String>,
    default_hall: String,
    fault: String,
    outlook: Option<Outlook>,
}

pub(super) fn preview(app: &App, visit: &Visit, who: &Who, import: &Import, look: &Look) -> LookPage {
    let frame = office::frame(app, visit, who, "import-look-title");
    let t = frame.t();
    let (format, encoding) = match &look.table.format {
        Format::Delimited { encoding, separator } => {
            let mark = match separator {
                '\t' => t.t("import-tab").into_owned(),
                other => other.to_string(),
            };
            (t.t2("import-format-text", "encoding", encoding.name(), "separator", mark), Some(*encoding))
        }
        Format::Workbook { sheet } => (t.t1("import-format-sheet", "sheet", sheet), None),
    };
    let (outlook, fault) = match &look.plan {
        Ok(plan) => (Some(outlook(&t, plan, look.digest.clone())), String::new()),
        Err(fault) => (None, words::fault(&t, fault)),
    };
    let named = |(index, header): (usize, &String)| {
        let text =
            if header.is_empty() { t.t1("import-column", "number", index + 1) } else { header.clone() };
        Heading { index, text }
    };
    LookPage {
        file_name: import.file_name.clone(),
        format,
        delimited: encoding.is_some(),
        encoding: encoding.map_or("", Encoding::name),
        fields: Field::ALL.iter().map(|field| choice(&t, *field, &look.mapping)).collect(),
        header: look.table.header.iter().enumerate().map(named).collect(),
        halls: office::halls(app).into_iter().map(|hall| hall.0).collect(),
        default_hall: look.choices.default_hall.clone(),
        fault,
        outlook,
        t,
        frame,
    }
}

fn choice(t: &Texts, field: Field, mapping: &Mapping) -> FieldChoice {
    let column = mapping.column(field);
    FieldChoice {
        key: field.key(),
        label: t.code("field", field.key()).into_owned(),
        column: column.map(|column| column.index),
        unsure: column.is_some_and(|column| column.confidence == Confidence::Guessed),
    }
}

fn outlook(t: &Texts, plan: &Plan<ExhibitorId>, digest: String) -> Outlook {
    let new = plan.new.iter().map(|planned| shown(t, &planned.listing, &planned.lines));
    let updates: Vec<Shown> = plan
        .updated
        .iter()
        .take(SHOWN)
        .map(|update| Shown {
            changes: update.changes.iter().map(|change| changed(t, change)).collect(),
            ..shown(t, &update.planned.listing, &update.planned.lines)
        })
        .collect();
    Outlook {
        digest,
        rows: plan.rows,
        new: plan.new.len(),
        updated: plan.updated.len(),
        unchanged: plan.unchanged,
        booths: plan.booths.len(),
        left_out: left_out(t, &plan.left_out),
        left_out_more: plan.left_out.len().saturating_sub(SHOWN),
        notes: plan.notes.iter().take(SHOWN).map(|note| words::note(t, note)).collect(),
        new_halls: plan
            .new_halls
            .iter()
            .map(|hall| (hall.hall.clone(), hall.booths, hall.exhibitors))
            .collect(),
        sample: new.take(SAMPLE).collect(),
        updates,
        updates_more: plan.updated.len().saturating_sub(SHOWN),
    }
}

pub(super) fn left_out(t: &Texts, left: &[exhibitors::LeftOut]) -> Vec<Remark> {
    left.iter()
        .take(SHOWN)
        .map(|left| Remark { line: left.line, text: words::left_out(t, left), excerpt: left.excerpt.clone() })
        .collect()
}

fn changed(t: &Texts, change: &exhibitors::Change) -> (String, String, String) {
    let label = t.code("field", change.field.key());
    let value = |text: &str| match (change.field, text) {
        (Field::Undertaking, "true") => t.t("office-yes").into_owned(),
        (Field::Undertaking, "false") => t.t("office-no").into_owned(),
        _ => text.to_owned(),
    };
    let before = change.before.as_deref().map(value).unwrap_or_default();
    (label.into_owned(), before, value(&change.after))
}

fn shown(t: &Texts, listing: &Listing, lines: &[u32]) -> Shown {
    let booths: Vec<String> = listing.booths.iter().map(ToString::to_string).collect();
    let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
    Shown {
        name: listing.name.clone(),
        other_name: listing.other_name.clone().unwrap_or_default(),
        booths: joined(t, &booths),
        country: listing.country.clone().unwrap_or_default(),
        lines: joined(t, &lines),
        changes: Vec::new(),
    }
}
