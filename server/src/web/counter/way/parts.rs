//! Parts of the page of a case's way that are templates of their own. A template becomes one function, and each form in it once more
//! wherever it stands: in one with the page, the compiler would take longer over that function than over the rest of the counter.

use std::ops::Deref;

use askama::Template;

use super::{WayPage, view::PartyWay};

/// Everything on the page: live, or still while something that was typed wrong stands there.
#[derive(Template)]
#[template(path = "counter_way_whole.html")]
pub(super) struct Whole<'a> {
    page: &'a WayPage,
}

/// One respondent.
#[derive(Template)]
#[template(path = "counter_way_respondent.html")]
pub(super) struct Respondent<'a> {
    page: &'a WayPage,
    side: &'a PartyWay,
}

// A part says what the page knows as the page itself does.

impl Deref for Whole<'_> {
    type Target = WayPage;

    fn deref(&self) -> &WayPage {
        self.page
    }
}

impl Deref for Respondent<'_> {
    type Target = WayPage;

    fn deref(&self) -> &WayPage {
        self.page
    }
}

impl WayPage {
    pub(super) fn whole(&self) -> Whole<'_> {
        Whole { page: self }
    }

    pub(super) fn respondent<'a>(&'a self, party: &'a PartyWay) -> Respondent<'a> {
        Respondent { page: self, side: party }
    }
}
