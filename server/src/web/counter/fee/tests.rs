//! The page of a fee, as mediators use it with scripts off: looked at before it is quoted, agreed to, or nothing is taken.

use axum::http::StatusCode;
use domain::{
    Actor, BodyId, Command,
    procedure::{Answer, Means},
    testing::{ORGANISER, TestFair},
};

use crate::{
    locale::Language,
    testing::Browser,
    web::{counter::session::tests::Talk, samples},
};

/// What the form sends, with who bears how much.
fn form(talk: &Talk, base: u32, shares: [&str; 2], more: &str) -> String {
    let [first, second] = [talk.parties[0], talk.parties[1]];
    format!(
        "base={base}&title=Registration&price=500&quantity=1&title=Mediation&price=800.50&quantity=2\
         &title=&price=&quantity=&share-{first}={}&share-{second}={}&remark=Due+on+the+day.{more}",
        shares[0], shares[1]
    )
}

#[tokio::test]
async fn a_fee_is_looked_at_quoted_and_agreed_to_before_the_talk_begins() {
    let talk = Talk::charging().await;
    talk.desk.prepared(talk.case).await;
    let (page, case) = (talk.page("fee"), format!("/counter/cases/{}", talk.case));
    let mut mei = Browser::of(&talk.desk, "mei").await;
    let next = mei.get(&case).await.text;
    assert!(next.contains("Settle what it costs") && next.contains(&format!("href=\"{page}\"")), "{next}");
    assert!(mei.get(&talk.page("session")).await.text.contains("Settle what it costs"));
    let refused = mei.post(&case, &format!("{case}/start"), "").await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.text.contains("First agree what it costs"), "{}", refused.text);
    for other in ["way", "session", "agreement", "investigation", "aftercare", "referrals", "major"] {
        let shown = mei.get(&talk.page(other)).await.text;
        assert!(shown.contains(&format!("href=\"{page}\"")), "{other} leads to the fee: {shown}");
    }
    let empty = mei.get(&page).await.text;
    assert!(empty.contains("value=\"Registration\"") && empty.contains("value=\"800.50\""), "{empty}");
    // Nobody said who bears how much: it is divided, shown, and not quoted yet.
    let looked = talk.press(&mut mei, "fee", "quote", &form(&talk, 0, ["", ""], "&quote=1")).await;
    assert_eq!(looked.status, StatusCode::OK);
    for said in ["CNY 2,101", "value=\"1050.50\"", "Due on the day."] {
        assert!(looked.text.contains(said), "{said}: {}", looked.text);
    }
    assert!(talk.now().procedure.fee().is_none(), "nothing is quoted by looking");
    let quoted = talk.press(&mut mei, "fee", "quote", &form(&talk, 0, ["2001", "100"], "&quote=1")).await;
    assert_eq!(quoted.location(), format!("{page}?done=fee-quoted"), "{}", quoted.text);
    for party in &talk.parties {
        let fields = format!("party={party}&version=1&means=spoken&answer=accept");
        let done = talk.press(&mut mei, "fee", "answer", &fields).await;
        assert_eq!(done.location(), format!("{page}?done=recorded"), "{}", done.text);
    }
    let fee = talk.now().procedure.fee().cloned().unwrap();
    let said: Vec<_> = fee.answers.iter().map(|said| (said.answer, said.means)).collect();
    assert_eq!((fee.edition, said), (Some(1), vec![(Answer::Accept, Means::Spoken); 2]));
    for language in Language::ALL {
        let shown = talk.desk.open(&page, &format!("{}; lang={}", mei.cookies, language.tag())).await.text;
        let said = match language {
            Language::En => ["CNY 2,001", "Registration<br>"],
            Language::ZhCn => ["人民币2,001元", "登记费<br>"],
        };
        assert!(said.iter().all(|said| shown.contains(said)) && !shown.contains(">fee-"), "{shown}");
        samples::write("counter-fee", language, &shown);
    }
    let started = mei.post(&case, &format!("{case}/start"), "").await;
    assert_eq!(started.status, StatusCode::SEE_OTHER, "{}", started.text);
}

#[tokio::test]
async fn what_does_not_add_up_is_shown_again_and_nobody_overwrites_another() {
    let talk = Talk::charging().await;
    let mut mei = Browser::of(&talk.desk, "mei").await;
    let short = talk.press(&mut mei, "fee", "quote", &form(&talk, 0, ["2000", "100"], "&quote=1")).await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(short.text.contains("The parts come to CNY 2,100, the whole to CNY 2,101."), "{}", short.text);
    let words = form(&talk, 0, ["", ""], "").replace("800.50", "much");
    let wrong = talk.press(&mut mei, "fee", "quote", &words).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("value=\"much\"") && wrong.text.contains("Write an amount in figures"));
    let right = form(&talk, 0, ["2101", "0"], "&quote=1");
    talk.press(&mut mei, "fee", "quote", &right).await;
    let clash = talk.press(&mut mei, "fee", "quote", &right).await;
    assert_eq!(clash.status, StatusCode::CONFLICT);
    assert!(clash.text.contains("Somebody quoted this case meanwhile"), "{}", clash.text);
    // Looking is a redraw, too: whoever was overtaken hears of it there, and passes over nobody by the next press.
    for (shares, what) in [(["2101", "0"], "looked at"), (["2000", "100"], "does not add up")] {
        let looked = talk.press(&mut mei, "fee", "quote", &form(&talk, 0, shares, "")).await;
        assert_eq!(looked.status, StatusCode::CONFLICT, "{what}");
        assert!(looked.text.contains("Somebody quoted this case meanwhile"), "{what}: {}", looked.text);
    }
    let own = talk.press(&mut mei, "fee", "quote", &form(&talk, 1, ["2101", "0"], "")).await;
    assert_eq!(own.status, StatusCode::OK);
    assert!(!own.text.contains("Somebody quoted this case meanwhile"), "{}", own.text);
    let no = format!("party={}&version=1&means=paper&answer=decline", talk.parties[1]);
    talk.press(&mut mei, "fee", "answer", &no).await;
    assert!(mei.get(&talk.page("fee")).await.text.contains("Does not agree"));
    // Where there is no form to come back to, the way leads to what the other one quoted.
    let overtaken = talk.press(&mut mei, "fee", "waive", "base=0").await;
    assert_eq!(overtaken.status, StatusCode::CONFLICT);
    let way = format!("href=\"{}\"><span>Open the page as it is now", talk.page("fee"));
    assert!(overtaken.text.contains(&way), "{}", overtaken.text);
    let waived = talk.press(&mut mei, "fee", "waive", "base=1").await;
    assert_eq!(waived.location(), format!("{}?done=fee-waived", talk.page("fee")), "{}", waived.text);
    let after = mei.get(&talk.page("fee")).await.text;
    assert!(
        after.contains("Nothing is taken for this case") && after.contains("Quote, version 1"),
        "{after}"
    );
    let earlier = format!("{}?version=1", talk.page("papers/fee-quote"));
    assert!(after.contains(&format!("href=\"{earlier}\"")), "{after}");
    assert!(mei.get(&talk.page("papers")).await.text.contains("fee-quote?language=en&#38;version=1"));
    let paper = mei.get(&format!("{earlier}&language=en")).await.text;
    for said in ["CNY 2,101", "Superseded", "Did not agree (On paper"] {
        assert!(paper.contains(said), "{said}: {paper}");
    }
    assert!(!paper.contains("Nothing is taken"), "{paper}");
    let unknown = mei.get(&format!("{}?version=7", talk.page("papers/fee-quote"))).await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    talk.start().await;
}

/// A comma before one or two digits is a decimal mark, wherever an amount or a quantity is typed: nobody is quoted ten times as much.
#[tokio::test]
async fn a_decimal_comma_is_read_as_one_and_a_stray_one_is_refused() {
    let talk = Talk::charging().await;
    let mut mei = Browser::of(&talk.desk, "mei").await;
    let typed = |price: &str, shares: [&str; 2], more: &str| {
        form(&talk, 0, shares, more)
            .replace("price=500&quantity=1", &format!("price={price}&quantity=1,5"))
            .replace("price=800.50&quantity=2", "price=&quantity=")
    };
    for (price, shares, field) in
        [("12,00,0", ["", ""], "price-0-error"), ("1200,50", ["1800,7,5", "0"], "share-0-error")]
    {
        let wrong = talk.press(&mut mei, "fee", "quote", &typed(price, shares, "&quote=1")).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{price}");
        assert!(wrong.text.contains(field), "{field}: {}", wrong.text);
    }
    let quoted =
        talk.press(&mut mei, "fee", "quote", &typed("1200,50", ["1.799,25", "1,5"], "&quote=1")).await;
    assert_eq!(quoted.status, StatusCode::SEE_OTHER, "{}", quoted.text);
    let page = mei.get(&talk.page("fee")).await.text;
    for said in ["CNY 1,200.50", "CNY 1,800.75", "CNY 1,799.25", "CNY 1.50"] {
        assert!(page.contains(said), "{said}: {page}");
    }
}

/// It is quoted by a second press: the time on paper, typed before the first, is that of the quote.
#[tokio::test]
async fn the_time_on_paper_is_kept_while_a_quote_is_looked_at_and_where_it_is_refused() {
    let talk = Talk::charging().await;
    let mut mei = Browser::of(&talk.desk, "mei").await;
    let paper = "&happened_day=2026-03-10&happened_time=09:58";
    let looked = talk.press(&mut mei, "fee", "quote", &form(&talk, 0, ["2101", "0"], paper)).await;
    assert_eq!(looked.status, StatusCode::OK, "{}", looked.text);
    for kept in ["value=\"2026-03-10\"", "value=\"09:58\""] {
        assert!(looked.text.contains(kept), "{kept}: {}", looked.text);
    }
    let half = form(&talk, 0, ["2101", "0"], "&quote=1&happened_day=2026-03-10");
    let half = talk.press(&mut mei, "fee", "quote", &half).await;
    assert_eq!(half.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", half.text);
    for kept in
        ["Day and time belong together", "value=\"2026-03-10\"", "value=\"800.50\"", "Due on the day."]
    {
        assert!(half.text.contains(kept), "{kept}: {}", half.text);
    }
    assert!(talk.now().procedure.fee().is_none(), "nothing is quoted");
}

#[tokio::test]
async fn a_quote_is_read_in_the_words_of_the_edition_it_stands_on() {
    let talk = Talk::charging().await;
    let mut mei = Browser::of(&talk.desk, "mei").await;
    talk.press(&mut mei, "fee", "quote", &form(&talk, 0, ["2001", "100"], "&quote=1")).await;
    let mut tariff = TestFair::tariff();
    tariff.entries[0].title.insert(Language::ZhCn, "新登记费".to_owned());
    let publish = Command::PublishTariff { body: BodyId::FIRST, tariff };
    talk.desk.ask(Actor::Staff(ORGANISER), publish).await.unwrap();
    assert!(talk.desk.open("/tariff", "lang=zh-CN").await.text.contains("新登记费"));
    let page = talk.desk.open(&talk.page("fee"), &format!("{}; lang=zh-CN", mei.cookies)).await.text;
    assert!(page.contains("登记费<br>") && !page.contains("新登记费<br>"), "{page}");
    let paper = mei.get(&format!("{}?language=zh-CN", talk.page("papers/fee-quote"))).await.text;
    assert!(paper.contains("登记费") && !paper.contains("新登记费"), "{paper}");
}

/// A quote names the edition on which it stands; a line that is none of it is not to be taken for a part of it.
#[tokio::test]
async fn a_line_beside_the_tariff_is_told_to_whoever_quotes_and_to_whoever_reads_the_quote() {
    let talk = Talk::charging().await;
    let mut mei = Browser::of(&talk.desk, "mei").await;
    let published = form(&talk, 0, ["", ""], "");
    let looked = talk.press(&mut mei, "fee", "quote", &published).await;
    assert!(!looked.text.contains("This is not in the published fees"), "{}", looked.text);
    let beside =
        |more: &str| form(&talk, 0, ["2101", "0"], more).replace("title=Registration", "title=Interpreter");
    let looked = talk.press(&mut mei, "fee", "quote", &beside("")).await;
    assert_eq!(looked.text.matches("This is not in the published fees").count(), 1, "{}", looked.text);
    talk.press(&mut mei, "fee", "quote", &beside("&quote=1")).await;
    let page = mei.get(&talk.page("fee")).await.text;
    assert_eq!(page.matches("· not in the published fees").count(), 1, "{page}");
    let paper = mei.get(&format!("{}?language=en", talk.page("papers/fee-quote"))).await.text;
    assert!(paper.contains("Interpreter (not in the published fees)"), "{paper}");
    assert!(!paper.contains("Mediation (not in"), "{paper}");
    let chinese = mei.get(&format!("{}?language=zh-CN", talk.page("papers/fee-quote"))).await.text;
    assert!(chinese.contains("Interpreter（不在公布的收费标准内）"), "{chinese}");
}

/// The same where the published fee was quoted at another price.
#[tokio::test]
async fn a_price_other_than_the_published_one_is_told_to_whoever_quotes_and_to_whoever_reads_the_quote() {
    let talk = Talk::charging().await;
    let mut mei = Browser::of(&talk.desk, "mei").await;
    let looked = talk.press(&mut mei, "fee", "quote", &form(&talk, 0, ["", ""], "")).await;
    assert!(!looked.text.contains("Published is"), "{}", looked.text);
    let dearer = |more: &str| form(&talk, 0, ["2201", "0"], more).replace("price=500", "price=600");
    let looked = talk.press(&mut mei, "fee", "quote", &dearer("")).await;
    assert_eq!(looked.text.matches("Published is CNY 500.").count(), 1, "{}", looked.text);
    talk.press(&mut mei, "fee", "quote", &dearer("&quote=1")).await;
    let page = mei.get(&talk.page("fee")).await.text;
    assert_eq!(page.matches("· other than published: CNY 500").count(), 1, "{page}");
    let paper = mei.get(&format!("{}?language=en", talk.page("papers/fee-quote"))).await.text;
    assert!(paper.contains("Registration (other than published: CNY 500)"), "{paper}");
    assert!(!paper.contains("Mediation (other"), "{paper}");
    let chinese = mei.get(&format!("{}?language=zh-CN", talk.page("papers/fee-quote"))).await.text;
    assert!(chinese.contains("登记费（与公布的标准不同，公布为人民币500元）"), "{chinese}");
}

#[tokio::test]
async fn amounts_are_read_by_whoever_has_the_case_and_a_free_body_quotes_nothing() {
    let talk = Talk::charging().await;
    let mut mei = Browser::of(&talk.desk, "mei").await;
    talk.press(&mut mei, "fee", "quote", &form(&talk, 0, ["2001", "100"], "&quote=1")).await;
    let page = talk.page("fee");
    let tom = Browser::of(&talk.desk, "tom").await.get(&page).await.text;
    assert!(!tom.contains("2,001"), "{tom}");
    assert!(talk.head().await.get(&page).await.text.contains("CNY 2,001"));
    let paper = mei.get(&format!("{}?language=en", talk.page("papers/fee-quote"))).await;
    for said in ["Quote of the Mediation Fee", "CNY 2,001", "edition 1", "Not said yet"] {
        assert!(paper.text.contains(said), "{said}: {}", paper.text);
    }
    let chinese = mei.get(&format!("{}?language=zh-CN", talk.page("papers/fee-quote"))).await.text;
    assert!(
        chinese.contains("调解费报价单")
            && chinese.contains("人民币2,101元（大写：贰仟壹佰零壹元整）")
            && chinese.matches("合计").count() == 1,
        "{chinese}"
    );
    assert!(chinese.contains("登记费") && !chinese.contains("CNY"), "it speaks one language: {chinese}");
    let organiser = Browser::of(&talk.desk, "organiser").await.get(&talk.page("papers/fee-quote")).await;
    assert_eq!(organiser.status, StatusCode::FORBIDDEN);

    let free = Talk::new().await;
    let mut mei = Browser::of(&free.desk, "mei").await;
    let shown = mei.get(&free.page("fee")).await.text;
    assert!(shown.contains("Mediation is free") && !shown.contains("name=\"price\""), "{shown}");
    let session = mei.get(&free.page("session")).await.text;
    assert!(!session.contains(&format!("href=\"{}\"", free.page("fee"))), "{session}");
    let refused = free.press(&mut mei, "fee", "waive", "base=0").await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
}
