//! Halls in the order people count them, wherever a page lists them: `2.0` before `11.0`.

use domain::HallId;

use crate::{engine::Published, exhibitors::natural};

/// The fair's halls in that order.
pub(super) fn in_order(published: &Published) -> Vec<HallId> {
    let mut halls: Vec<HallId> = published.desk.halls().map(|hall| hall.id.clone()).collect();
    halls.sort_by(|a, b| natural(a.as_str(), b.as_str()));
    halls
}
