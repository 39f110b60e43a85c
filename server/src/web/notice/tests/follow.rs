//! An open notice follows its own matter, and no longer than its paper counts.

use axum::{body::Body, http::Request};
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

use super::*;

impl Matter {
    async fn draws_up(&self, complaint: bool) -> String {
        if !complaint {
            return self.issue(0).await;
        }
        let (notice, path) = notice();
        self.measure(MeasureAction::IssueNotice { notice }).await;
        path
    }

    async fn gives(&self, complaint: bool) {
        if !complaint {
            return self.hand_over(0).await;
        }
        let (service, body) = by_hand();
        self.measure(MeasureAction::RecordService { service, body }).await;
    }

    /// What comes next on a stream; nothing once it has ended.
    async fn next(stream: &mut Body) -> Option<String> {
        let frame = stream.frame().await?.unwrap();
        Some(String::from_utf8(frame.into_data().unwrap().to_vec()).unwrap())
    }

    async fn follows(&self, notice: &str) -> Body {
        let request = Request::get(format!("{notice}/events")).body(Body::empty()).unwrap();
        self.hall.desk.service.clone().oneshot(request).await.unwrap().into_body()
    }
}

/// The paper that was replaced may be anywhere: who had it open is not told that the new one was handed over, or answered.
#[tokio::test]
async fn who_follows_a_notice_that_was_replaced_hears_nothing_of_the_new_one() {
    for complaint in [false, true] {
        let matter = Matter::new(1).await;
        let lost = matter.draws_up(complaint).await;
        let mut old = matter.follows(&lost).await;
        let first = Matter::next(&mut old).await.unwrap();
        assert!(first.contains("unserved"), "{first}");
        let path = matter.draws_up(complaint).await;
        let mut new = matter.follows(&path).await;
        assert!(Matter::next(&mut new).await.unwrap().contains("unserved"));
        matter.gives(complaint).await;
        let told = Matter::next(&mut new).await.unwrap();
        assert!(told.contains("data-stands=\"open"), "{told}");
        assert_eq!(Matter::next(&mut old).await, None, "complaint: {complaint}");
    }
}
