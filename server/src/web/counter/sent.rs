//! A form sent from one of the pages of a case's talk: its case, its fields as the domain wants them, and one step taken with it.

use std::sync::Arc;

use axum::{
    extract::{FromRequest, FromRequestParts, Path, Request},
    response::Response,
};
use domain::{
    Case, Command, PartyId,
    body::PersonBody,
    number,
    procedure::Action,
    text::{self, TextFault},
};
use jiff::civil::Date;

use crate::{
    app::{App, Once},
    engine::Accepted,
    locale::Texts,
    web::{
        form::Entries,
        guard::{Signed, Who},
        problem::{Fault, Problem},
        visit::Visit,
    },
};

use super::{
    Done,
    actions::unknown,
    contents, happened,
    table::{CasePage, Looker},
};

/// Longest name, position or place, characters.
pub(in crate::web) const LINE: usize = 200;

/// A form of one case.
pub(super) struct Sent {
    pub(super) app: App,
    pub(super) visit: Visit,
    pub(super) who: Who,
    pub(super) person: Signed,
    pub(super) form: Entries,
    pub(super) case: Arc<Case>,
}

impl FromRequest<App> for Sent {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let (mut parts, body) = request.into_parts();
        let Ok(visit) = Visit::from_request_parts(&mut parts, app).await;
        let who = Who::from_request_parts(&mut parts, app).await?;
        let person = Signed::from_request_parts(&mut parts, app).await?;
        let id = Path::<String>::from_request_parts(&mut parts, app).await;
        let Path(id) = id.map_err(|_| Problem::of(Fault::NotFound))?;
        let form = Entries::from_request(Request::from_parts(parts, body), app).await?;
        let case = contents::find(&app.now(), &id)?;
        Ok(Self { app: app.clone(), visit, who, person, form, case })
    }
}

impl Sent {
    /// Who sent it, to be shown a page.
    pub(super) fn looker(&self) -> Looker<'_> {
        Looker::new(&self.app, &self.visit, &self.who, &self.person)
    }

    /// Who sent it, to be shown what they typed and what is wrong with it.
    ///
    /// # Errors
    /// The problem itself where the same form filled in otherwise would not help.
    pub(super) fn refused(&self, problem: Problem) -> Result<Looker<'_>, Problem> {
        self.looker().refused(problem, &self.form)
    }

    /// The page of the case from which it came, as [`Sent::refused`] has it.
    ///
    /// # Errors
    /// The problem itself where the same form filled in otherwise would not help.
    pub(super) async fn again<P: CasePage>(&self, problem: Problem) -> Result<Response, Problem> {
        let looker = self.refused(problem)?;
        looker.page::<P>(&self.case.id.to_string(), &Done::default()).await
    }

    /// The party the form names.
    pub(super) fn party(&self) -> Result<PartyId, Problem> {
        let id: PartyId = self.form.text("party").parse().map_err(|_| unknown("party"))?;
        self.case.party(id).map(|party| party.place.id).ok_or_else(|| unknown("party"))
    }

    /// A choice from one of the closed lists.
    pub(super) fn code<T>(&self, field: &'static str, read: fn(&str) -> Option<T>) -> Result<T, Problem> {
        read(self.form.text(field)).ok_or_else(|| unknown(field))
    }

    /// The version a text was read or written from; 0 where there was none.
    pub(super) fn version(&self, field: &str) -> u32 {
        self.form.text(field).parse().unwrap_or(0)
    }

    /// A day.
    pub(super) fn day(&self, field: &'static str) -> Result<Date, Problem> {
        number::plain(self.form.text(field).trim())
            .parse()
            .map_err(|_| Problem::of(Fault::Invalid).field(field, "invalid"))
    }

    /// One line; none when nothing was typed.
    pub(super) fn line(&self, field: &'static str) -> Result<Option<String>, Problem> {
        line(field, self.form.text(field))
    }

    /// Several lines; none when nothing was typed.
    pub(super) fn lines(&self, field: &'static str, max: usize) -> Result<Option<String>, Problem> {
        lines(field, self.form.text(field), max)
    }

    /// Somebody who acts.
    pub(super) fn person(&self) -> Result<PersonBody, Problem> {
        Ok(PersonBody {
            name: self.line("name")?.unwrap_or_default(),
            position: self.line("position")?,
            paper_number: self.line("number")?.map(|number| masked(&number)),
            ..PersonBody::default()
        })
    }

    /// Under which this form counts once.
    pub(super) fn once(&self, verb: &str) -> Once {
        let of = [self.form.text("party"), self.form.text("part"), self.form.text("by")].concat();
        self.form.once(&self.app, &self.who, &format!("counter/{}/{verb}/{of}", self.case.id))
    }

    /// Takes a step of a page, `page/step`, and leaves it to the caller what to answer.
    pub(super) async fn ask(&self, verb: &str, action: Action) -> Result<Accepted, Problem> {
        let command = Command::Proceed { case: self.case.id, action: Box::new(action) };
        let asked = happened::ask(&self.app, &self.who, self.once(verb), &self.form, command).await;
        asked.map_err(|problem| {
            let page = verb.split('/').next().unwrap_or_default();
            problem.overtaken_on(format!("/counter/cases/{}/{page}", self.case.id))
        })
    }

    /// Back to a page of this case, which says what was done.
    pub(super) fn back(&self, page: &str, done: &str) -> Response {
        self.visit.sent(&format!("/counter/cases/{}/{page}?done={done}", self.case.id))
    }
}

/// One line of text; nothing when nothing was typed.
///
/// # Errors
/// When it is too long.
pub(in crate::web) fn line(field: &'static str, typed: &str) -> Result<Option<String>, Problem> {
    optional(text::line(typed, LINE), field)
}

/// Several lines of text; nothing when nothing was typed.
///
/// # Errors
/// When they are too long.
pub(in crate::web) fn lines(field: &'static str, typed: &str, max: usize) -> Result<Option<String>, Problem> {
    optional(text::lines(typed, max), field)
}

fn optional(read: Result<String, TextFault>, field: &'static str) -> Result<Option<String>, Problem> {
    match read {
        Ok(text) => Ok(Some(text)),
        Err(TextFault::Empty) => Ok(None),
        Err(TextFault::TooLong { .. }) => Err(Problem::of(Fault::Invalid).field(field, "too-long")),
    }
}

/// What is wrong with one of these texts, each with its longest in characters, to be said beside it: that it is missing, or too long.
pub(in crate::web) fn wrong_text(
    problem: &Problem,
    t: &Texts,
    texts: &[(&'static str, usize)],
) -> Option<(&'static str, String)> {
    texts.iter().find_map(|(field, longest)| match problem.fault_of(field)? {
        "incomplete" | "missing" => Some((*field, t.t("entry-missing").into_owned())),
        "too-long" => Some((*field, t.t1("entry-too-long", "max", *longest))),
        _ => None,
    })
}

/// Whether somebody else wrote a newer version meanwhile.
pub(super) fn clashed(problem: &Problem) -> bool {
    problem.code() == "changed"
}

/// Whether the case has come to where the step is no longer possible: a party may have stopped meanwhile.
pub(super) fn over(problem: &Problem) -> bool {
    problem.code() == "wrong-case-state"
}

/// A paper's number as it is kept: its last four characters tell papers apart, and the rest is nobody's business.
/// Of a short number less is kept. What was kept before stays as it is when it comes back with a correction.
pub(in crate::web) fn masked(number: &str) -> String {
    let kept: Vec<char> = number.chars().filter(|c| !c.is_whitespace()).collect();
    let nothing = kept.iter().all(|c| *c == '•');
    let shown = if nothing {
        0
    } else if kept.len() > 7 {
        4
    } else {
        kept.len() / 4
    };
    let end: String = kept.iter().skip(kept.len() - shown).collect();
    format!("••••{end}")
}

/// One handler a step: reads the form, takes the step, and goes back to the page. What cannot be taken is shown again on the page
/// that is named, as it was typed.
macro_rules! steps {
    ($page:literal: $($(#[$doc:meta])* $name:ident = $done:literal |$sent:ident| $action:expr;)+) => { $(
        $(#[$doc])*
        async fn $name(
            $sent: crate::web::counter::sent::Sent,
        ) -> Result<axum::response::Response, crate::web::problem::Problem> {
            let action = $action;
            $sent.ask(concat!($page, "/", stringify!($name)), action).await?;
            Ok($sent.back($page, $done))
        }
    )+ };
    ($page:literal on $again:ty:
        $($(#[$doc:meta])* $name:ident = $done:literal |$sent:ident| $action:expr;)+) => { $(
        $(#[$doc])*
        async fn $name(
            $sent: crate::web::counter::sent::Sent,
        ) -> Result<axum::response::Response, crate::web::problem::Problem> {
            let asked = async {
                let action = $action;
                $sent.ask(concat!($page, "/", stringify!($name)), action).await
            };
            match asked.await {
                Ok(_) => Ok($sent.back($page, $done)),
                Err(problem) => $sent.again::<$again>(problem).await,
            }
        }
    )+ };
}
pub(super) use steps;

/// One handler a step that is none of the procedure: reads the form, and leaves it to `take` what becomes of it. What cannot be taken
/// is shown again on the page that is named, as it was typed.
macro_rules! deeds {
    ($take:ident on $again:ty: $($(#[$doc:meta])* $name:ident |$sent:ident| $action:expr;)+) => { $(
        $(#[$doc])*
        async fn $name(
            $sent: crate::web::counter::sent::Sent,
        ) -> Result<axum::response::Response, crate::web::problem::Problem> {
            let asked = async {
                let action = $action;
                $take(&$sent, stringify!($name), action).await
            };
            match asked.await {
                Ok(done) => Ok(done),
                Err(problem) => $sent.again::<$again>(problem).await,
            }
        }
    )+ };
}
pub(super) use deeds;

#[cfg(test)]
mod tests {
    use super::masked;

    #[test]
    fn of_a_number_its_end_is_kept() {
        for (typed, kept) in [
            ("110101199003071234", "••••1234"),
            ("E 1234 5678", "••••5678"),
            ("AB12345", "••••5"),
            ("123", "••••"),
            ("", "••••"),
        ] {
            assert_eq!(masked(typed), kept, "{typed}");
            assert_eq!(masked(kept), kept, "again");
        }
    }
}
