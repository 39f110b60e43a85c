//! What somebody typed into a form that could not be taken: it stands in the same fields again, so that nothing is lost.

use std::sync::Arc;

use super::{form::Entries, frame::Errors};

/// The field that tells which form of a page was sent.
pub const FORM: &str = "form";

/// The id of a field on a page with several forms.
pub fn field_id(form: impl AsRef<str>, field: impl AsRef<str>) -> String {
    format!("{}-{}", form.as_ref(), field.as_ref())
}

/// The form that came back; none on a page that is shown for the first time. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Kept(Option<Arc<Sent>>);

#[derive(Debug)]
struct Sent {
    entries: Entries,
    errors: Errors,
}

impl Kept {
    /// The fields of a form that was sent. Files have to be chosen again: no page can fill that field in.
    pub fn of(sent: &Entries) -> Self {
        Self::marked(sent, Errors::default())
    }

    /// The same with what is wrong, by field.
    pub fn marked(sent: &Entries, errors: Errors) -> Self {
        let entries = Entries::from_fields(sent.fields().to_vec());
        Self(Some(Arc::new(Sent { entries, errors })))
    }

    fn sent(&self, form: &str) -> Option<&Sent> {
        self.0.as_deref().filter(|sent| sent.entries.text(FORM) == form)
    }

    fn form(&self, form: &str) -> Option<&Entries> {
        self.sent(form).map(|sent| &sent.entries)
    }

    /// What is wrong with a field of a form that came back; empty where it is fine.
    pub fn wrong(&self, form: impl AsRef<str>, field: &str) -> String {
        self.sent(form.as_ref()).map_or("", |sent| sent.errors.of(field)).to_owned()
    }

    /// Whether it is this form that came back.
    pub fn is(&self, form: impl AsRef<str>) -> bool {
        self.form(form.as_ref()).is_some()
    }

    /// What a field of a form holds: what was typed if it came back, else `usual`.
    pub fn text(&self, form: impl AsRef<str>, field: &str, usual: impl AsRef<str>) -> String {
        let sent = self.form(form.as_ref());
        sent.map_or(usual.as_ref(), |sent| sent.text(field)).to_owned()
    }

    /// Whether a choice of a form is made: as it was sent if it came back, else `usual`.
    pub fn chose(&self, form: impl AsRef<str>, field: &str, value: impl AsRef<str>, usual: bool) -> bool {
        let sent = self.form(form.as_ref());
        sent.map_or(usual, |sent| sent.all(field).any(|chosen| chosen == value.as_ref()))
    }

    /// Whether a choice of a list stands: as it was sent if the form came back, else as it is on record.
    pub fn stands(
        &self,
        form: impl AsRef<str>,
        field: &str,
        value: impl AsRef<str>,
        recorded: impl AsRef<str>,
    ) -> bool {
        let usual = value.as_ref() == recorded.as_ref();
        self.chose(form, field, value, usual)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_that_came_back_holds_what_was_typed_and_the_others_what_they_always_do() {
        let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let sent = Entries::from_fields(vec![
            field(FORM, "panel"),
            field("opinion", "To be settled"),
            field("reason", "foreign"),
            field("reason", "technical"),
        ]);
        let kept = Kept::of(&sent);
        assert!(kept.is("panel") && !kept.is("expert"));
        assert_eq!(kept.text("panel", "opinion", "usual"), "To be settled");
        assert_eq!(kept.text("panel", "present", "Mei"), "", "what was emptied stays empty");
        assert_eq!(kept.text("expert", "opinion", "usual"), "usual");
        assert!(kept.chose("panel", "reason", "technical", false));
        assert!(!kept.chose("panel", "reason", "amount", true));
        assert!(kept.chose("expert", "reason", "amount", true));
        assert_eq!(Kept::default().text("panel", "opinion", "usual"), "usual");
        let mut errors = Errors::default();
        errors.add("present", "Please fill this in.");
        let marked = Kept::marked(&sent, errors);
        assert_eq!(marked.wrong("panel", "present"), "Please fill this in.");
        assert!(marked.wrong("panel", "opinion").is_empty() && marked.wrong("expert", "present").is_empty());
    }
}
