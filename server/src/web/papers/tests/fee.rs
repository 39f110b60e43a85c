//! The quote of a fee on paper: everybody whom it concerns stands there.

use axum::http::StatusCode;
use domain::{
    PartyId,
    fee::{QuoteBody, QuoteLine, QuoteShare},
    procedure::Action,
};

use crate::{documents::Kind, testing::Browser};

use super::{RESPONDENT, Story};

const SECOND: &str = "佛山市清禾灯饰有限公司";

#[tokio::test]
async fn of_several_respondents_a_quote_names_each_by_its_number() {
    let story = Story::filed_with(|new| {
        let mut other = new.respondents[0].clone();
        other.place.id = PartyId([0x77; 16]);
        other.body.company = Some(SECOND.to_owned());
        new.respondents.push(other);
    })
    .await;
    story.desk.charges().await;
    story.accepted().await;
    let line = QuoteLine { title: "Registration".to_owned(), price: 50_000, quantity: 100 };
    let share = QuoteShare { party: story.parties()[0], amount: 50_000 };
    let (lines, shares, currency) = (vec![line], vec![share], "CNY".to_owned());
    let quote = QuoteBody { lines, currency, shares, remark: None };
    story.proceed(Action::QuoteFee { base: 0, quote }).await;
    let mut mei = Browser::of(&story.desk, "mei").await;
    for (language, sides) in
        [("en", ["Respondent 1", "Respondent 2"]), ("zh-CN", ["被申请人一", "被申请人二"])]
    {
        let page = mei.get(&story.path(Kind::Quote, "", language)).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        for (side, name) in sides.into_iter().zip([RESPONDENT, SECOND]) {
            let row = page.text.split("<dt").find(|row| row.contains(name)).unwrap_or_default();
            assert!(row.contains(side), "{side}: {}", page.text);
        }
    }
    // Where the page turns, the heading goes with what was said, and the words about it with those who sign.
    let page = mei.get(&story.path(Kind::Quote, "", "en")).await.text;
    let at = |words: &str| page.find(words).unwrap_or_else(|| panic!("{words}: {page}"));
    let order = ["What the parties said", "Not said yet", "Each party agrees or not"].map(at);
    assert!(order.is_sorted(), "{order:?}: {page}");
}
