//! The mediation bodies as pages speak of them: whose a case is, and which there are to choose from.

use domain::{Case, bodies::HostedBody, ids::BodyId};
use jiff::Timestamp;

use crate::{engine::Published, locale::Texts};

use super::ticket::view::Hours;

/// The name of the body a case belongs to.
pub(super) fn of_case(at: &Published, case: &Case) -> String {
    at.desk.body_of(case).map(|body| body.terms.name.clone()).unwrap_or_default()
}

/// The name of the body with which cases are filed.
pub(super) fn receiving(at: &Published) -> String {
    named(at, at.desk.receiving_body())
}

/// The name of a body.
pub(super) fn named(at: &Published, id: BodyId) -> String {
    at.desk.body(id).map(|body| body.terms.name.clone()).unwrap_or_default()
}

/// The same where it has to be said: nothing at a fair of one body.
pub(super) fn among_several(at: &Published, id: BodyId) -> Option<String> {
    at.desk.has_several_bodies().then(|| named(at, id))
}

/// Those of a fair as one list, for what speaks of all of them.
pub(super) fn all(t: &Texts, names: &[String]) -> String {
    names.join(&t.t("list-comma"))
}

/// What a page says, by the text with this key, once the desk has closed for the last time: it names the body to which somebody turns
/// with what is new, for nobody in the hall calls anybody any more. Nothing before.
pub(super) fn after_close(at: &Published, t: &Texts, key: &str, now: Timestamp) -> Option<String> {
    Hours::are_over(&at.desk, now).then(|| t.t1(key, "body", receiving(at)))
}

/// Name and kind of a body, as in a list to choose from.
pub(super) fn choice(t: &Texts, body: &HostedBody) -> (String, String) {
    let kind = t.code("body", body.terms.kind.code());
    (body.id.to_string(), format!("{} · {kind}", body.terms.name))
}

#[cfg(test)]
mod tests;
