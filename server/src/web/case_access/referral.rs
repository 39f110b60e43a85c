//! What goes along with a referral: made by whoever has the case, and a file for nobody else before it has left.

use std::sync::Arc;

use axum::http::StatusCode;
use domain::{
    Command, ReferralId,
    case::Ask,
    disclosure::{DisclosureTerms, Given, Sort},
    fair::Language,
    referral::{Counterpart, ReferralAction, ReferralBody},
    testing::{MEI, plan},
};

use super::{READERS, Reader, Scene, Stands, mark};
use crate::web::disclosure::files_of;

/// What is said of the matter in the letter.
const MATTER: &str = "XMATTERX";

/// Mei draws one up to the police, which hears of a case without anybody's consent: a photo goes along.
async fn drawn_up(scene: &Scene) -> ReferralId {
    let (app, case) = (&scene.hall.desk.app, scene.filed.case);
    let known = Arc::clone(app.now().desk.case(case).unwrap());
    let (to, language) = (Counterpart::Police, Language::En);
    let given = vec![Given { evidence: Some(scene.photos[0]), ..Given::of(Sort::Evidence) }];
    let (part, basis, on) = (Ask::Mediation, to.basis(), plan().first_day);
    let terms = DisclosureTerms { part, basis, on, language, told: true, given: given.clone() };
    let body = ReferralBody {
        body: "District police".to_owned(),
        matter: MATTER.to_owned(),
        files: files_of(app, &known, &terms),
        upto: known.steps.last().map(|step| step.seq),
        ..ReferralBody::default()
    };
    let (referral, action) = (ReferralId([0xC4; 16]), ReferralAction::DrawUp { to, given, language, body });
    scene.hall.ask(MEI, Command::MoveReferral { case, referral, action: Box::new(action) }).await;
    referral
}

#[tokio::test]
async fn what_goes_along_with_a_referral_is_for_whoever_has_the_case_alone() {
    let scene = Scene::set(Stands::WithMei).await;
    let referral = drawn_up(&scene).await;
    let bundle = format!("/counter/cases/{{case}}/referrals/{referral}/bundle.zip");
    for reader in READERS {
        let answer = scene.answered(*reader, &bundle).await;
        let hers = *reader == Reader::Mei;
        assert_eq!(answer.status == StatusCode::OK, hers, "{reader:?}: {}", answer.status);
        let Some(words) = answer.words() else { continue };
        for said in [MATTER, "photo.jpg"] {
            assert_eq!(words.contains(said), hers, "{reader:?}: {said}");
        }
        // Of what was told the organiser nothing goes along.
        for letter in ['c', 'o', 's', 'w', 'k'] {
            assert!(!words.contains(mark(letter)), "{reader:?}: {}", mark(letter));
        }
    }
}
