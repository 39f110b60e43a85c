//! The mediation bodies of a fair. Most have one, which stands in the plan; a fair may host several, and a case belongs to one.
//!
//! A body has its own people, its own count of cases and its own letter in their numbers. Nobody has to do with the cases of a body
//! they do not work for, the heads neither. A body is never removed: it is closed to new cases.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{
    case::Case,
    desk::Desk,
    fair::{BodyKind, MediationBody},
    fee::Edition,
    ids::{BodyId, StaffId},
    procedure::Before,
    staff::{Role, SignIn, Staff},
};

/// How long the heads of a body are told that one of them was given a sign-in or a PIN.
const HEADS_TOLD: SignedDuration = SignedDuration::from_hours(7 * 24);

/// The particulars of a body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BodyTerms {
    /// Its registered name.
    pub name: String,
    /// What kind of body it is.
    pub kind: BodyKind,
    /// The number under which it is registered, or of its licence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registration: Option<String>,
    /// It takes no new cases.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub closed: bool,
}

impl BodyTerms {
    /// The first body as a plan has it.
    pub(crate) fn of_plan(body: &MediationBody) -> Self {
        Self { name: body.name.clone(), kind: body.kind, registration: None, closed: false }
    }
}

/// A body that works at the fair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostedBody {
    /// Which.
    pub id: BodyId,
    /// Its particulars.
    pub terms: BodyTerms,
    /// Cases accepted so far, by year.
    pub accepted: BTreeMap<i16, u32>,
    /// Every tariff it published, oldest first.
    pub editions: Vec<Edition>,
}

impl HostedBody {
    pub(crate) fn new(id: BodyId, terms: BodyTerms) -> Self {
        Self { id, terms, accepted: BTreeMap::new(), editions: Vec::new() }
    }

    /// Whether a case of it ever got a number. Its kind is settled from then on: papers stand on it.
    pub fn has_accepted(&self) -> bool {
        self.accepted.values().any(|count| *count > 0)
    }
}

impl Desk {
    /// Who else heads this person's mediation body and was lately given a sign-in or another PIN, the last first: whoever gave it could
    /// sign in as a head, and a head opens every file of the body. Not told to who gave it, nor to who came later. It is told as long
    /// where the sign-in was taken away meanwhile, else whoever made it could make it unknown.
    pub fn heads_given(&self, reader: &Staff, now: Timestamp) -> Vec<(SignIn, StaffId)> {
        if !reader.is(Role::Head) {
            return Vec::new();
        }
        let beside = |other: &Staff| {
            other.roles.contains(&Role::Head)
                && other.id != reader.id
                && other.profile.body == reader.profile.body
        };
        let mut told = Vec::new();
        for head in self.staff().filter(|other| beside(other)) {
            let lately = head.sign_ins().filter(|given| {
                given.seq > reader.made.seq
                    && given.by != Some(reader.id)
                    && now.duration_since(given.at) < HEADS_TOLD
                    && !self.came_with_set_up(*given, head)
            });
            told.extend(lately.map(|given| (given, head.id)));
        }
        told.sort_by_key(|(given, _)| std::cmp::Reverse(given.seq));
        told
    }

    /// The mediation bodies, the one of the plan first.
    pub fn bodies(&self) -> impl Iterator<Item = &HostedBody> {
        self.bodies.values().map(std::convert::AsRef::as_ref)
    }

    /// One of them.
    pub fn body(&self, id: BodyId) -> Option<&HostedBody> {
        self.bodies.get(&id).map(std::convert::AsRef::as_ref)
    }

    /// The one that is called so: by its name, or by its letter in the numbers of cases, of which the first has A.
    pub fn body_called(&self, text: &str) -> Option<&HostedBody> {
        let text = text.trim();
        let lettered = |body: &&HostedBody| text.eq_ignore_ascii_case(&body.id.mark().to_string());
        self.bodies().find(|body| body.terms.name.trim() == text).or_else(|| self.bodies().find(lettered))
    }

    /// The body a case belongs to.
    pub fn body_of(&self, case: &Case) -> Option<&HostedBody> {
        self.body(case.body)
    }

    /// The body somebody works for.
    pub(crate) fn body_of_staff(&self, id: StaffId) -> BodyId {
        self.staff_member(id).map_or(BodyId::FIRST, |staff| staff.profile.body)
    }

    /// What kind of body a case belongs to.
    pub fn kind_of(&self, case: &Case) -> BodyKind {
        self.body_of(case).map_or(BodyKind::People, |body| body.terms.kind)
    }

    /// Before which kind of body a case's agreement is drawn up, and over which right.
    pub fn drawn_up_before(&self, case: &Case) -> Before {
        Before { body: self.kind_of(case), right: case.right }
    }

    /// Whether the fair hosts several, so that a page has to say which.
    pub fn has_several_bodies(&self) -> bool {
        self.bodies.len() > 1
    }

    /// The body with which a case is filed: the first that takes new ones.
    pub fn receiving_body(&self) -> BodyId {
        self.bodies().find(|body| !body.terms.closed).map_or(BodyId::FIRST, |body| body.id)
    }

    /// The names of all that the fair hosts, the one of the plan first.
    pub fn body_names(&self) -> Vec<String> {
        self.bodies().map(|body| body.terms.name.clone()).collect()
    }

    /// How many cases a body has accepted in a year.
    pub fn accepted_in(&self, body: BodyId, year: i16) -> u32 {
        self.body(body).and_then(|body| body.accepted.get(&year).copied()).unwrap_or(0)
    }
}
