//! Parts of the page of a complaint that are templates of their own. A template becomes one function, and each form in it once more
//! wherever it stands: in one with the page, the compiler would take longer over that function than over the rest of the office.

use std::ops::Deref;

use askama::Template;

use super::{Page, Track};

/// What is to be done next with one respondent.
#[derive(Template)]
#[template(path = "complaint_next.html")]
pub(super) struct Next<'a> {
    page: &'a Page,
    track: &'a Track,
}

/// What else may be done with one respondent.
#[derive(Template)]
#[template(path = "complaint_other.html")]
pub(super) struct Other<'a> {
    page: &'a Page,
    track: &'a Track,
}

/// The forms of an order against one respondent.
#[derive(Template)]
#[template(path = "complaint_order.html")]
pub(super) struct Order<'a> {
    page: &'a Page,
    track: &'a Track,
}

// A part says what the page knows as the page itself does.

impl Deref for Next<'_> {
    type Target = Page;

    fn deref(&self) -> &Page {
        self.page
    }
}

impl Deref for Other<'_> {
    type Target = Page;

    fn deref(&self) -> &Page {
        self.page
    }
}

impl Deref for Order<'_> {
    type Target = Page;

    fn deref(&self) -> &Page {
        self.page
    }
}

impl Page {
    pub(super) fn next<'a>(&'a self, one: &'a Track) -> Next<'a> {
        Next { page: self, track: one }
    }

    pub(super) fn other<'a>(&'a self, one: &'a Track) -> Other<'a> {
        Other { page: self, track: one }
    }

    pub(super) fn order<'a>(&'a self, one: &'a Track) -> Order<'a> {
        Order { page: self, track: one }
    }
}
