//! The page of an agreement, from the first clause to its effect, with scripts off.

mod handing;

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use domain::{
    case::{CaseState, Outcome, Reason},
    procedure::{Action, AgreementBody, ClauseBody, ClauseKind, NewAgreement},
    testing::ORGANISER,
};
use jiff::civil::date;

use crate::{
    locale::Language,
    testing::Browser,
    web::{
        counter::session::tests::Talk,
        ticket::tests::holder::{BOUND, hidden, multipart, picture},
    },
};

/// The fields of a draft with one clause of the respondent.
fn draft(talk: &Talk, base: u32, act: &str) -> String {
    let debtor = talk.parties[1];
    format!(
        "base={base}&rows=2&facts=XFACTX&disputes=A+lamp&prevailing=en&do=save\
         &c0-kind=cover&c0-debtor={debtor}&c0-act={act}&c0-from=2026-03-10&c0-until=2026-03-12&c0-organiser=1\
         &c1-kind=remove&c1-debtor={debtor}&c1-act="
    )
}

#[tokio::test]
async fn a_written_agreement_goes_all_the_way_by_forms_alone() {
    let talk = Talk::new().await;
    talk.start().await;
    let mut mei = Browser::of(&talk.desk, "mei").await;
    let page = mei.get(&talk.page("agreement")).await.text;
    assert!(page.contains("Write what both sides agree to"), "{page}");
    assert!(page.contains("Papers name the mediator as mei"), "before anything is printed: {page}");
    let saved = talk.press(&mut mei, "agreement", "draft", &draft(&talk, 0, "Covers+the+lamp+XACTX")).await;
    assert_eq!(saved.location(), format!("{}?done=drafted", talk.page("agreement")));
    let page = mei.get(saved.location()).await;
    assert!(page.text.contains("XACTX") && page.text.contains("Both sides accept version 1"));
    let agreed = talk.press(&mut mei, "agreement", "agree", "version=1").await;
    assert!(agreed.location().ends_with("?done=agreed"));
    let case = mei.get(&format!("/counter/cases/{}", talk.case)).await.text;
    let earlier = case.contains("These steps happened earlier");
    assert!(
        !earlier && !case.contains("Begin the talk"),
        "during a talk no step of the line is left: {case}"
    );
    let page = mei.get(agreed.location()).await;
    for missing in ["Still missing:", "Li Hua", "Seal of the mediation body"] {
        assert!(page.text.contains(missing), "{missing}");
    }
    for party in &talk.parties {
        let fields = format!("by={party}&version=1&name=Li+Hua&position=Director&authority=own&means=paper");
        talk.press(&mut mei, "agreement", "sign", &fields).await;
    }
    talk.press(&mut mei, "agreement", "sign", "by=mediator&version=1").await;
    assert!(talk.now().procedure.in_effect().is_none());
    let sealed = talk.press(&mut mei, "agreement", "sign", "by=seal&version=1").await;
    assert!(sealed.location().ends_with("?done=in-effect"), "{}", sealed.location());
    let page = mei.get(sealed.location()).await;
    assert!(page.text.contains("In effect since") && page.text.contains("End the case: "));
    assert!(!page.text.contains("Papers name the mediator"), "what is signed stands: {}", page.text);

    let ending = format!("/counter/cases/{}/conclude", talk.case);
    mei.post(&talk.page("agreement"), &ending, "outcome=settled&reason=agreement").await;
    let ended = CaseState::Concluded { outcome: Outcome::Settled, reason: Reason::Agreement };
    assert_eq!(talk.now().state, ended);
    let page = mei.get(&talk.page("agreement")).await;
    assert!(page.text.contains("agreement/hand-over"), "a clause goes over when the case has ended, too");
    let handed = talk.press(&mut mei, "agreement", "hand-over", &format!("party={}", talk.parties[1])).await;
    assert!(handed.location().ends_with("?done=handed-over"), "{}", handed.text);
    let told = mei.get(&format!("/counter/cases/{}", talk.case)).await.text;
    assert!(told.contains("Clause of an agreement handed over"), "what happened names it: {told}");
    let seq = talk.now().measure(talk.parties[1]).unwrap().clause_seq.unwrap();
    let body = format!("{:?}", talk.desk.app.engine.entry(seq).unwrap().unwrap().body);
    assert!(
        body.contains("Covers the lamp XACTX") && !body.contains("XFACTX"),
        "that clause and nothing else"
    );
    assert_eq!(body.matches("XACTX").count(), 1, "told once: {body}");
    let mut organiser = Browser::of(&talk.desk, "organiser").await;
    let page = organiser.get(&format!("/office/cases/{}", talk.case)).await.text;
    assert!(page.contains("Covers the lamp XACTX") && page.contains("Nobody complained"), "{page}");
    assert!(page.contains("from Tue 10 Mar 2026 until Thu 12 Mar 2026"), "{page}");
    assert!(page.contains("Clause of an agreement, ") && !page.contains("<h1>Complaint"), "{page}");
    assert!(page.contains("<option value=\"cover\""), "{page}");
    for beyond in ["take-down", "seal", "badge-withdrawn", "participation-cancelled"] {
        assert!(!page.contains(&format!("<option value=\"{beyond}\"")), "{beyond}: {page}");
    }
    let path = format!("/office/cases/{}", talk.case);
    let chinese = talk.desk.open(&path, &format!("{}; lang=zh-CN", organiser.cookies)).await.text;
    assert!(chinese.contains("Covers the lamp XACTX") && chinese.contains("2026年3月10日"), "{chinese}");
    assert!(!chinese.contains("10 Mar"), "days are said in the reader's language: {chinese}");
    assert!(!page.contains("XFACTX") && !page.contains("They show our lamp."), "{page}");
    assert!(organiser.get("/office").await.text.contains("Carry out the clause"));
}

#[tokio::test]
async fn an_order_on_a_clause_prints_the_clause_and_stands_no_longer_than_it() {
    let talk = Talk::new().await;
    talk.start().await;
    let mut mei = Browser::of(&talk.desk, "mei").await;
    let party = talk.parties[1];
    let oral = draft(&talk, 0, "Covers+the+lamp+XACTX").replace("do=save", "do=oral&told=word");
    let oral = oral.replace("until=2026-03-12", "until=2026-03-11");
    talk.press(&mut mei, "agreement", "draft", &oral).await;
    talk.press(&mut mei, "agreement", "hand-over", &format!("party={party}")).await;
    let mut organiser = Browser::of(&talk.desk, "organiser").await;
    let page = format!("/office/cases/{}", talk.case);
    let form = organiser.get(&page).await.text;
    let written = form.split("name=\"text\"").nth(1).unwrap_or_default();
    let written = written.split("</textarea>").next().unwrap_or_default();
    assert!(!written.contains("XACTX"), "nobody writes the clause again: {form}");
    assert!(form.contains("name=\"until_day\" value=\"2026-03-11\""), "{form}");

    let order = |fields: &str| format!("party={party}&kind=cover&basis=agreement&{fields}");
    let does = format!("{page}/order");
    let longer = organiser.post(&page, &does, &order("until_day=2026-03-12&text=XREMARKX")).await;
    assert_eq!(longer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", longer.text);
    assert!(longer.text.contains("holds until Wed 11 Mar 2026") && longer.text.contains("XREMARKX"));
    let done = organiser.post(&page, &does, &order("until_day=2026-03-11&text=With+a+cloth+XREMARKX")).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);

    let mut paper = async |language: &str| {
        let path = format!("{page}/papers/measure-order?party={party}&language={language}");
        organiser.get(&path).await.text
    };
    // What is held about the party at the desk says where the rest is.
    let (held, party_held) = (talk.page("held"), format!("party={party}&name=Wu+Min&checked=yes"));
    let given = mei.post(&held, &held, &party_held).await;
    let shown = mei.get(given.location()).await.text;
    assert!(
        shown.contains("read it, and what of it authorities were given is with the organiser"),
        "{shown}"
    );
    let english = paper("en").await;
    let ends = "It ends when the time of the clause is over.";
    for said in
        ["Covers the lamp XACTX", "Remark of the officer", "XREMARKX", "Party that undertook this", ends]
    {
        assert!(english.contains(said), "{said}: {english}");
    }
    assert!(!english.contains("You may object") && !english.contains("Respondent"), "{english}");
    let chinese = paper("zh-CN").await;
    assert!(chinese.contains("承诺方") && chinese.contains("Covers the lamp XACTX"), "{chinese}");
    assert!(!chinese.contains("被投诉人") && !chinese.contains("提出异议"), "{chinese}");
}

#[tokio::test]
async fn a_clause_that_begins_later_says_so_on_its_order_and_is_not_applied_before() {
    let talk = Talk::new().await;
    talk.start().await;
    let mut mei = Browser::of(&talk.desk, "mei").await;
    let party = talk.parties[1];
    let oral = draft(&talk, 0, "Covers+the+lamp").replace("do=save", "do=oral&told=word");
    let oral = oral.replace("from=2026-03-10", "from=2026-03-11");
    talk.press(&mut mei, "agreement", "draft", &oral).await;
    talk.press(&mut mei, "agreement", "hand-over", &format!("party={party}")).await;
    let mut organiser = Browser::of(&talk.desk, "organiser").await;
    let page = format!("/office/cases/{}", talk.case);
    let order = format!("party={party}&kind=cover&basis=agreement&text=");
    let done = organiser.post(&page, &format!("{page}/order"), &order).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    let paper = format!("{page}/papers/measure-order?party={party}&language=en");
    for path in [&page, &paper] {
        let told = organiser.get(path).await.text;
        assert!(told.contains("Not before"), "{told}");
    }
    let apply = format!("party={party}&text=XCOVEREDX");
    let early = organiser.post(&page, &format!("{page}/apply"), &apply).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", early.text);
    for said in ["from Wed 11 Mar 2026 on", "XCOVEREDX"] {
        assert!(early.text.contains(said), "{said}: {}", early.text);
    }
}

/// The network was down: everything was agreed, signed and sealed on paper, and is entered an hour later.
#[tokio::test]
async fn what_was_signed_and_sealed_on_paper_is_in_effect_since_then() {
    let talk = Talk::new().await;
    talk.start().await;
    let mut mei = Browser::of(&talk.desk, "mei").await;
    let signed = talk.desk.app.clock.now();
    talk.press(&mut mei, "agreement", "draft", &draft(&talk, 0, "Covers+it")).await;
    talk.desk.clock.set(signed + jiff::SignedDuration::from_hours(1));
    let then = "version=1&happened_day=2026-03-10&happened_time=10:00";
    let field = |of: &str| format!("id=\"{of}-happened-day-");
    assert!(mei.get(&talk.page("agreement")).await.text.contains(&field("agree")));
    talk.press(&mut mei, "agreement", "agree", then).await;
    for party in &talk.parties {
        let fields = format!("{then}&by={party}&name=Li+Hua&authority=own&means=paper");
        talk.press(&mut mei, "agreement", "sign", &fields).await;
    }
    for by in ["mediator", "seal"] {
        let page = mei.get(&talk.page("agreement")).await.text;
        assert!(page.contains(&format!("{}{by}\"", field("sign"))), "{by}: {page}");
        talk.press(&mut mei, "agreement", "sign", &format!("{then}&by={by}")).await;
    }
    let known = talk.now().procedure.agreement.clone().unwrap();
    assert_eq!((known.agreed_at, known.effective_at), (Some(signed), Some(signed)));
    assert!(known.signatures.iter().all(|signature| signature.at == signed), "{:?}", known.signatures);
}

/// What is entered last was not the last that was given: the history tells of the same moment as the page of the agreement.
#[tokio::test]
async fn an_agreement_whose_signature_comes_later_from_paper_has_one_time_of_effect_everywhere() {
    let talk = Talk::new().await;
    talk.start().await;
    let mut mei = Browser::of(&talk.desk, "mei").await;
    let began = talk.desk.app.clock.now();
    talk.press(&mut mei, "agreement", "draft", &draft(&talk, 0, "Covers+it")).await;
    talk.press(&mut mei, "agreement", "agree", "version=1").await;
    talk.desk.clock.set(began + jiff::SignedDuration::from_mins(30));
    let sealed = talk.desk.app.clock.now();
    for by in ["mediator", "seal"] {
        talk.press(&mut mei, "agreement", "sign", &format!("version=1&by={by}")).await;
    }
    talk.desk.clock.set(began + jiff::SignedDuration::from_mins(60));
    for party in &talk.parties {
        let then = "version=1&happened_day=2026-03-10&happened_time=10:15";
        let fields = format!("{then}&by={party}&name=Li+Hua&authority=own&means=paper");
        talk.press(&mut mei, "agreement", "sign", &fields).await;
    }
    assert_eq!(talk.now().procedure.in_effect(), Some(sealed));
    assert!(mei.get(&talk.page("agreement")).await.text.contains("In effect since 10 Mar, 10:30"));
    let page = mei.get(&format!("/counter/cases/{}", talk.case)).await.text;
    let told = page.split("<li><time>").find(|step| step.contains("Agreement took effect")).unwrap();
    assert!(told.starts_with("10 Mar, 10:30"), "{told}");
    assert!(told.contains("Entered later, 10 Mar, 11:00"), "{told}");
}

#[tokio::test]
async fn an_older_base_is_refused_and_both_texts_are_shown() {
    let talk = Talk::new().await;
    talk.start().await;
    let mut mei = Browser::of(&talk.desk, "mei").await;
    talk.press(&mut mei, "agreement", "draft", &draft(&talk, 0, "XFIRSTX")).await;
    talk.press(&mut mei, "agreement", "draft", &draft(&talk, 1, "XSECONDX")).await;
    let clash = talk.press(&mut mei, "agreement", "draft", &draft(&talk, 1, "XTHIRDX")).await;
    assert_eq!(clash.status, StatusCode::CONFLICT);
    for shown in ["XSECONDX", "XTHIRDX", "name=\"base\" value=\"2\"", "nothing of yours is lost"] {
        assert!(clash.text.contains(shown), "{shown}");
    }
    assert_eq!(talk.now().procedure.agreement.as_ref().unwrap().draft.version, 2);
    let agreed = talk.press(&mut mei, "agreement", "agree", "version=1").await;
    assert_eq!(agreed.status, StatusCode::CONFLICT, "nobody accepts what they did not read");
}

/// Another clause, or a word that is missing, draws the page anew; by that nobody passes over what somebody else saved meanwhile.
#[tokio::test]
async fn whoever_was_overtaken_while_typing_is_told_at_the_first_redraw() {
    let talk = Talk::new().await;
    talk.start().await;
    let mut mei = Browser::of(&talk.desk, "mei").await;
    talk.press(&mut mei, "agreement", "draft", &draft(&talk, 0, "XFIRSTX")).await;
    talk.press(&mut mei, "agreement", "draft", &draft(&talk, 1, "XSECONDX")).await;
    let late = draft(&talk, 1, "XTHIRDX");
    let more = late.replace("do=save", "do=more");
    let nobody = late.replace(&format!("c0-debtor={}", talk.parties[1]), "c0-debtor=");
    for (what, fields) in [("another clause", more), ("nobody has to do it", nobody)] {
        let shown = talk.press(&mut mei, "agreement", "draft", &fields).await;
        assert_eq!(shown.status, StatusCode::CONFLICT, "{what}");
        for said in
            ["XSECONDX", "XTHIRDX", "Somebody wrote a newer version meanwhile", "nothing of yours is lost"]
        {
            assert!(shown.text.contains(said), "{what}: {said}: {}", shown.text);
        }
        assert_eq!(hidden(&shown.text, "base"), "2", "{what}: they have seen it now");
    }
    assert_eq!(talk.now().procedure.agreement.as_ref().unwrap().draft.version, 2, "nothing was overwritten");
    let own = draft(&talk, 2, "XTHIRDX").replace("do=save", "do=more");
    let shown = talk.press(&mut mei, "agreement", "draft", &own).await;
    assert_eq!(shown.status, StatusCode::OK);
    assert!(!shown.text.contains("Somebody wrote a newer version meanwhile"), "{}", shown.text);
}

#[tokio::test]
async fn what_may_be_wrong_is_said_with_its_article_on_saving_and_while_typing() {
    let talk = Talk::new().await;
    talk.start().await;
    let mut mei = Browser::of(&talk.desk, "mei").await;
    let fields = draft(&talk, 0, "The+patent+belongs+to+Li+Hua");
    let typing = talk.press(&mut mei, "agreement", "check", &fields).await;
    assert!(typing.text.contains("art 355(5)") && typing.text.contains("Clause 1"), "{}", typing.text);
    assert!(talk.now().procedure.agreement.is_none(), "nothing typed is kept");
    let saved = talk.press(&mut mei, "agreement", "draft", &fields).await;
    assert!(mei.get(saved.location()).await.text.contains("art 355(5)"));
}

#[tokio::test]
async fn before_a_commercial_body_what_is_unsaid_is_pointed_out_and_blocks_nothing() {
    let talk = Talk::before(domain::fair::BodyKind::Commercial).await;
    talk.desk.step(talk.case, domain::procedure::Action::QuoteNoFee { base: 0 }).await;
    talk.start().await;
    let mut mei = Browser::of(&talk.desk, "mei").await;
    let fields = draft(&talk, 0, "The+lamp+is+covered");
    let typing = talk.press(&mut mei, "agreement", "check", &fields).await.text;
    for said in ["Commercial Mediation Regulations art 22", "Say how and by when the agreement is performed"]
    {
        assert!(typing.contains(said), "{said}: {typing}");
    }
    let saved = talk.press(&mut mei, "agreement", "draft", &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
    let agreed = talk.press(&mut mei, "agreement", "agree", "version=1").await;
    assert_eq!(agreed.status, StatusCode::SEE_OTHER, "it is advice: {}", agreed.text);
}

/// It is in effect at once: what the law asks it to say is pointed out while it can still be written.
#[tokio::test]
async fn what_is_unsaid_is_pointed_out_before_an_oral_agreement_is_in_effect() {
    let talk = Talk::before(domain::fair::BodyKind::Commercial).await;
    talk.desk.step(talk.case, domain::procedure::Action::QuoteNoFee { base: 0 }).await;
    talk.start().await;
    let mut mei = Browser::of(&talk.desk, "mei").await;
    let oral = draft(&talk, 0, "Covers+the+lamp+XACTX").replace("do=save", "do=oral");
    let asked = talk.press(&mut mei, "agreement", "draft", &oral).await;
    assert_eq!(asked.status, StatusCode::OK);
    for said in
        ["Nothing is registered yet", "Say how and by when the agreement is performed", "art 22", "XACTX"]
    {
        assert!(asked.text.contains(said), "{said}: {}", asked.text);
    }
    let flaw = "Say how and by when the agreement is performed";
    assert_eq!(asked.text.matches(flaw).count(), 1, "pointed out once: {}", asked.text);
    assert!(talk.now().procedure.agreement.is_none());
    // Something else is wrong with it by then: it is asked again.
    let told = hidden(&asked.text, "told").replace(' ', "+");
    let less = oral.replace("facts=XFACTX", "facts=");
    let asked = talk.press(&mut mei, "agreement", "draft", &format!("{less}&told={told}")).await;
    assert!(asked.text.contains("Nothing is registered yet") && talk.now().procedure.agreement.is_none());
    let done = talk.press(&mut mei, "agreement", "draft", &format!("{oral}&told={told}")).await;
    assert!(done.location().ends_with("?done=oral"), "{}", done.text);
    assert!(talk.now().procedure.in_effect().is_some(), "it is advice");
}

#[tokio::test]
async fn before_an_office_a_clause_beyond_damages_names_the_patent_law() {
    let talk = Talk::before(domain::fair::BodyKind::Administrative).await;
    talk.start().await;
    let mut mei = Browser::of(&talk.desk, "mei").await;
    let fields = draft(&talk, 0, "The+lamp+is+covered");
    let typing = talk.press(&mut mei, "agreement", "check", &fields).await.text;
    assert!(typing.contains("Patent Law art 65") && typing.contains("Clause 1"), "{typing}");
    talk.press(&mut mei, "agreement", "draft", &fields).await;
    let paper =
        talk.desk.open(&format!("{}?language=zh-CN", talk.page("papers/agreement")), &mei.cookies).await;
    assert!(paper.text.contains("行政调解协议书"), "{}", paper.text);
}

#[tokio::test]
async fn nothing_typed_is_lost_to_a_mistake_or_another_row() {
    let talk = Talk::new().await;
    talk.start().await;
    let mut mei = Browser::of(&talk.desk, "mei").await;
    let wrong = draft(&talk, 0, "XKEPTX").replace("c0-until=2026-03-12", "c0-until=2026-03-01");
    let shown = talk.press(&mut mei, "agreement", "draft", &wrong).await;
    assert_eq!(shown.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(shown.text.contains("XKEPTX") && shown.text.contains("The last day is before the first"));
    let more = draft(&talk, 0, "XKEPTX").replace("do=save", "do=more");
    let shown = talk.press(&mut mei, "agreement", "draft", &more).await;
    assert!(shown.text.contains("XKEPTX") && shown.text.contains("name=\"c2-act\""));
    assert!(talk.now().procedure.agreement.is_none());
}

#[tokio::test]
async fn what_was_typed_is_not_lost_when_a_party_ends_the_mediation_meanwhile() {
    let talk = Talk::new().await;
    talk.start().await;
    let mut mei = Browser::of(&talk.desk, "mei").await;
    let means = domain::procedure::Means::Spoken;
    let stop = domain::procedure::Action::WithdrawConsent { party: talk.parties[1], means };
    talk.desk.step(talk.case, stop).await;
    let said = talk.press(&mut mei, "agreement", "draft", &draft(&talk, 0, "Covers+the+lamp+XACTX")).await;
    assert!(said.status.is_client_error());
    assert!(said.text.contains("Covers the lamp XACTX") && said.text.contains("moved on"), "{}", said.text);
    assert!(talk.now().procedure.agreement.is_none());
}

#[tokio::test]
async fn nothing_at_all_and_an_amount_that_is_none_are_told_beside_their_field() {
    let talk = Talk::new().await;
    talk.start().await;
    let mut mei = Browser::of(&talk.desk, "mei").await;
    let nothing = "base=0&rows=1&prevailing=&do=save&c0-kind=cover&c0-debtor=&c0-act=";
    let empty = talk.press(&mut mei, "agreement", "draft", nothing).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.text.contains("id=\"c0-act-error\"") && empty.text.contains("Nothing is written yet."));
    let lots = draft(&talk, 0, "Pays+XKEPTX").replace("&c0-from", "&c0-amount=lots&c0-currency=CNY&c0-from");
    mei.cookies = format!("lang=zh-CN; {}", mei.cookies);
    let shown = talk.press(&mut mei, "agreement", "draft", &lots).await;
    assert_eq!(shown.status, StatusCode::UNPROCESSABLE_ENTITY);
    for kept in ["id=\"c0-amount-error\"", "金额须为大于零的数字", "value=\"lots\"", "XKEPTX"] {
        assert!(shown.text.contains(kept), "{kept}: {}", shown.text);
    }
    let bare = lots.replace("lots", "5%2C000").replace("CNY", "");
    let shown = talk.press(&mut mei, "agreement", "draft", &bare).await;
    assert!(shown.text.contains("id=\"c0-currency-error\""), "{}", shown.text);
    assert!(talk.now().procedure.agreement.is_none());
    // What parts no thousands may be one amount or another.
    let shown = talk.press(&mut mei, "agreement", "draft", &lots.replace("lots", "12%2C00%2C0")).await;
    assert!(shown.text.contains("id=\"c0-amount-error\""), "{}", shown.text);
    talk.press(&mut mei, "agreement", "draft", &lots.replace("lots", "1.200%2C50")).await;
    assert_eq!(talk.now().procedure.agreement.as_ref().unwrap().draft.version, 1);
    let page = mei.get(&talk.page("agreement")).await.text;
    assert!(page.contains("人民币1,200.50元"), "it stands in one way, however it was typed: {page}");
}

/// Both sides of this talk read English.
#[tokio::test]
async fn the_text_is_held_against_the_languages_that_are_read_and_prevails_as_typed() {
    let talk = Talk::new().await;
    talk.start().await;
    let mut mei = Browser::of(&talk.desk, "mei").await;
    let missing = "The translation is missing";
    let page = mei.get(&talk.page("agreement")).await.text;
    assert!(page.contains("<option value=\"\">The language the clauses are typed in</option>"), "{page}");
    let english = draft(&talk, 0, "Covers+the+lamp").replace("prevailing=en", "prevailing=");
    let saved = talk.press(&mut mei, "agreement", "draft", &english).await;
    assert!(!mei.get(saved.location()).await.text.contains(missing));
    let chinese = english.replace("base=0", "base=1").replace("Covers+the+lamp", "%E9%81%AE%E7%9B%96%E7%81%AF%E5%85%B7%EF%BC%8C%E7%9B%B4%E8%87%B3%E9%97%AD%E5%B9%95%EF%BC%8C%E4%B8%8D%E5%86%8D%E5%B1%95%E5%87%BA");
    let saved = talk.press(&mut mei, "agreement", "draft", &chinese).await;
    let page = mei.get(saved.location()).await.text;
    assert!(page.contains(missing), "{page}");
    assert!(!page.contains("this one prevails"), "there is one language: {page}");
    let both = chinese.replace("base=1", "base=2").replace("&c0-from", "&c0-translation=Covers+it.&c0-from");
    let saved = talk.press(&mut mei, "agreement", "draft", &both).await;
    let page = mei.get(saved.location()).await.text;
    assert!(page.contains("this one prevails: Chinese"), "{page}");
    assert!(page.contains(missing), "facts and dispute are in one language: {page}");
    let paid = both.replace("base=2", "base=3").replace(
        "facts=XFACTX&disputes=A+lamp",
        "facts=&disputes=&translator=Wang&performance=%E8%BD%AC%E8%B4%A6%E6%94%AF%E4%BB%98",
    );
    let saved = talk.press(&mut mei, "agreement", "draft", &paid).await;
    assert!(mei.get(saved.location()).await.text.contains(missing), "how it is performed is in one language");
    let told = format!("{}&performance_translation=By+transfer+XSECONDX", paid.replace("base=3", "base=4"));
    let saved = talk.press(&mut mei, "agreement", "draft", &told).await;
    let page = mei.get(saved.location()).await.text;
    assert!(!page.contains(missing), "{page}");
    assert_eq!(page.matches("By transfer XSECONDX").count(), 2, "in the text and in the editor: {page}");
}

#[tokio::test]
async fn only_what_a_respondent_owes_is_marked_for_the_organiser() {
    let talk = Talk::new().await;
    talk.start().await;
    let mut mei = Browser::of(&talk.desk, "mei").await;
    let [claimant, respondent] = [talk.parties[0], talk.parties[1]].map(|party| party.to_string());
    let theirs = draft(&talk, 0, "Pays+for+the+stand").replace(&respondent, &claimant);
    for (typed, wrong) in [
        (theirs.clone(), "carries out only what a respondent has to do"),
        (theirs.replace("do=save", "do=oral&told=word"), "carries out only what a respondent has to do"),
        (draft(&talk, 0, ""), "is to carry out."),
    ] {
        let refused = talk.press(&mut mei, "agreement", "draft", &typed).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text);
        for kept in [wrong, "XFACTX", "name=\"c0-organiser\" value=\"1\" checked"] {
            assert!(refused.text.contains(kept), "{kept}: {}", refused.text);
        }
    }
    assert!(talk.now().procedure.agreement.is_none());
    let unmarked = theirs.replace("&c0-organiser=1", "");
    let saved = talk.press(&mut mei, "agreement", "draft", &unmarked).await;
    let page = mei.get(saved.location()).await.text;
    let mark = |at: usize| {
        let before = page.split(&format!("id=\"c{at}-organiser\"")).next().unwrap_or_default();
        before.rsplit("<div ").next().unwrap_or_default().to_owned()
    };
    assert!(mark(0).contains("data-mark hidden"), "the claimant owes it: {}", mark(0));
    assert!(mark(1).contains("data-mark") && !mark(1).contains("hidden"), "{}", mark(1));
}

#[tokio::test]
async fn clauses_as_long_as_an_agreement_has_room_for_are_handed_over() {
    let talk = Talk::new().await;
    talk.start().await;
    let clause = |at: usize| ClauseBody {
        kind: ClauseKind::Cover,
        debtor: talk.parties[1],
        act: format!("{at}{}", "遮".repeat(1_999)),
        translation: None,
        place: None,
        from: Some(date(2026, 3, 10)),
        until: Some(date(2026, 3, 12)),
        money: None,
        organiser: true,
    };
    let (facts, disputes) = ("A lamp is shown.".to_owned(), "Whether it is a copy.".to_owned());
    let clauses = (0..9).map(clause).collect();
    let body = AgreementBody { facts, disputes, clauses, ..AgreementBody::default() };
    let draft = NewAgreement { body, prevailing: Language::ZhCn };
    talk.desk.step(talk.case, Action::RegisterOral { draft }).await;
    let mut mei = Browser::of(&talk.desk, "mei").await;
    let handed = talk.press(&mut mei, "agreement", "hand-over", &format!("party={}", talk.parties[1])).await;
    assert!(handed.location().ends_with("?done=handed-over"), "{}", handed.text);
    let mut organiser = Browser::of(&talk.desk, "organiser").await;
    let page = organiser.get(&format!("/office/cases/{}", talk.case)).await.text;
    for at in 0..9 {
        assert!(page.contains(&format!("{at}遮遮")), "clause {at}");
    }
    assert!(page.contains("from Tue 10 Mar 2026 until Thu 12 Mar 2026"), "days as everywhere");
}

#[tokio::test]
async fn an_agents_signature_waits_and_terms_can_be_opened_again() {
    let talk = Talk::new().await;
    talk.start().await;
    let mut mei = Browser::of(&talk.desk, "mei").await;
    talk.press(&mut mei, "agreement", "draft", &draft(&talk, 0, "Covers+it")).await;
    talk.press(&mut mei, "agreement", "agree", "version=1").await;
    let party = talk.parties[1];
    let desk = "form=mediator&by=mediator&version=1&happened_time=09:32";
    let half = talk.press(&mut mei, "agreement", "sign", desk).await;
    assert_eq!(half.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(half.text.contains("value=\"09:32\""), "{}", half.text);
    let agent = format!("by={party}&version=1&name=Agent&authority=may-not-settle&means=paper");
    let checked = format!("party={party}&paper=passport&name=agent&authority=may-not-settle");
    talk.press(&mut mei, "session", "identity", &checked).await;
    let another = agent.replace("name=Agent", "name=XAGENTX");
    let unseen = talk.press(&mut mei, "agreement", "sign", &format!("{another}&ratify_by=2026-03-20")).await;
    assert_eq!(unseen.status, StatusCode::CONFLICT, "nobody saw their papers: {}", unseen.text);
    let undated = talk.press(&mut mei, "agreement", "sign", &another).await;
    assert_eq!(undated.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(undated.text.contains("XAGENTX") && undated.text.contains("Say by which day the party approves"));
    let timed = format!("form={party}&{agent}&happened_day=2026-03-10&happened_time=09:30");
    let timed = talk.press(&mut mei, "agreement", "sign", &timed).await;
    assert_eq!(timed.status, StatusCode::UNPROCESSABLE_ENTITY);
    for kept in
        ["Say by which day the party approves", "value=\"2026-03-10\"", "value=\"09:30\"", "value=\"Agent\""]
    {
        assert!(timed.text.contains(kept), "the time on the paper stays: {kept}: {}", timed.text);
    }
    let nothing_drawn = agent.replace("means=paper", "means=device&ratify_by=2026-03-20");
    let refused = talk.press(&mut mei, "agreement", "sign", &nothing_drawn).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "drawn on a screen, and nothing is");
    let before = format!("{agent}&position=XDEPUTYX&ratify_by=2026-03-09");
    let refused = talk.press(&mut mei, "agreement", "sign", &before).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "nobody ratifies before the signature");
    assert!(refused.text.contains("not before the day of the signature"), "{}", refused.text);
    assert!(refused.text.contains("XDEPUTYX"), "{}", refused.text);
    let half = format!("form={party}&{agent}&position=XDEPUTYX&ratify_by=2026-03-20&happened_day=2026-03-10");
    let half = talk.press(&mut mei, "agreement", "sign", &half).await;
    assert_eq!(half.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", half.text);
    for kept in ["value=\"Agent\"", "XDEPUTYX", "value=\"2026-03-20\"", "value=\"2026-03-10\""] {
        assert!(half.text.contains(kept), "{kept}: {}", half.text);
    }
    assert!(half.text.contains("value=\"may-not-settle\" checked"), "{}", half.text);
    let refused = talk.press(&mut mei, "agreement", "sign", &agent).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    talk.press(&mut mei, "agreement", "sign", &format!("{agent}&ratify_by=2026-03-20")).await;
    let page = mei.get(&talk.page("agreement")).await;
    assert!(page.text.contains("Waits for the party"));
    // Who signed may bring the power that was missing; nobody else, and for no other company.
    let power = |who: &str| format!("party={party}&paper=power-of-attorney&authority=may-not-settle&{who}");
    for other in ["name=Another", "name=Agent&company=XOTHERX"] {
        let refused = talk.press(&mut mei, "session", "identity", &power(other)).await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "{other}: {}", refused.text);
        assert!(refused.text.contains("This party has signed already"), "{other}: {}", refused.text);
    }
    let checks = format!("<input type=\"hidden\" name=\"party\" value=\"{party}\">");
    let awaited = mei.get(&talk.page("session")).await.text;
    assert!(awaited.contains(&checks), "the power is awaited");
    let choice = |code: &str| format!("id=\"{party}-{code}\" name=\"authority\"");
    assert!(awaited.contains(&choice("may-settle")) && !awaited.contains(&choice("own")), "{awaited}");
    assert!(!awaited.contains(&format!("{} value=\"may-not-settle\" checked", choice("may-not-settle"))));
    let brought = talk.press(&mut mei, "session", "identity", &power("name=agent")).await;
    assert!(brought.location().ends_with("?done=recorded"), "{}", brought.text);
    assert!(!mei.get(&talk.page("session")).await.text.contains(&checks), "nothing is missing any more");
    let ratified = format!("form=ratify-{party}&party={party}");
    let nameless = talk.press(&mut mei, "agreement", "ratify", &ratified).await;
    assert_eq!(nameless.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nameless.text.contains("Say who approved for the party"), "{}", nameless.text);
    let half = format!("{ratified}&name=XBOSSX&happened_day=2026-03-10");
    let half = talk.press(&mut mei, "agreement", "ratify", &half).await;
    for kept in ["value=\"XBOSSX\"", "type=\"date\" value=\"2026-03-10\"", "Waits for the party"] {
        assert!(half.text.contains(kept), "{kept}: {}", half.text);
    }
    let told = format!("{ratified}&name=Zhao+Lin&position=Director");
    let done = talk.press(&mut mei, "agreement", "ratify", &told).await;
    assert!(done.location().ends_with("?done=recorded"), "{}", done.text);
    let page = mei.get(&talk.page("agreement")).await.text;
    assert!(page.contains("Ratified on Tue 10 Mar 2026 by Zhao Lin · Director"), "{page}");
    assert!(!page.contains("Waits for the party"), "{page}");
    assert!(!page.contains("Agent · An agent who may not settle"), "the party itself is bound: {page}");
    talk.press(&mut mei, "agreement", "reopen", "").await;
    assert_eq!(talk.now().state, CaseState::Adjourned);
    assert!(talk.now().procedure.agreement.as_ref().unwrap().signatures.is_empty());
}

/// The check of the table binds the form, and whoever signs instead shows their papers first.
#[tokio::test]
async fn nobody_signs_as_the_party_while_its_agent_was_the_last_whose_papers_were_seen() {
    let talk = Talk::new().await;
    talk.start().await;
    let mut mei = Browser::of(&talk.desk, "mei").await;
    let party = talk.parties[1];
    let seen = |who: &str| format!("party={party}&paper=passport&{who}");
    talk.press(&mut mei, "session", "identity", &seen("name=XAGENTX&authority=may-settle")).await;
    talk.press(&mut mei, "agreement", "draft", &draft(&talk, 0, "Covers+it")).await;
    talk.press(&mut mei, "agreement", "agree", "version=1").await;
    let offered =
        |page: &str, code: &str| page.contains(&format!("id=\"{party}-{code}\" name=\"authority\""));
    let page = mei.get(&talk.page("agreement")).await.text;
    let found = ["own", "may-settle", "may-not-settle"].map(|code| offered(&page, code));
    assert_eq!(found, [false, false, true], "{page}");
    assert!(page.contains("an agent was here for this party"), "{page}");
    let own = format!("form={party}&by={party}&version=1&name=XBOSSX&authority=own&means=paper");
    let refused = talk.press(&mut mei, "agreement", "sign", &own).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.text);
    for said in ["First check the identity of whoever signs", "XBOSSX"] {
        assert!(refused.text.contains(said), "{said}: {}", refused.text);
    }
    assert!(talk.now().procedure.agreement.as_ref().unwrap().signatures.is_empty());

    talk.press(&mut mei, "session", "identity", &seen("name=XBOSSX&authority=own")).await;
    let page = mei.get(&talk.page("agreement")).await.text;
    assert!(offered(&page, "own") && !page.contains("an agent was here for this party"), "{page}");
    assert!(page.contains("this party itself was here") && !offered(&page, "may-not-settle"), "{page}");
    let another = own.replace("XBOSSX", "XOTHERX");
    let refused = talk.press(&mut mei, "agreement", "sign", &another).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "nobody saw their papers: {}", refused.text);
    let done = talk.press(&mut mei, "agreement", "sign", &own).await;
    assert!(done.location().ends_with("?done=recorded"), "{}", done.text);
    let paper = mei.get(&format!("{}?language=en", talk.page("papers/agreement"))).await.text;
    assert!(paper.contains("XBOSSX") && !paper.contains("XAGENTX"), "{paper}");
    assert!(!paper.contains("was not shown"), "{paper}");
}

/// The last thing that is missing is the word of the party itself, on paper.
#[tokio::test]
async fn a_ratification_is_filed_with_its_paper_and_the_page_says_whose_it_is() {
    let talk = Talk::new().await;
    talk.start().await;
    let mut mei = Browser::of(&talk.desk, "mei").await;
    talk.press(&mut mei, "agreement", "draft", &draft(&talk, 0, "Covers+it")).await;
    talk.press(&mut mei, "agreement", "agree", "version=1").await;
    let [claimant, party] = [talk.parties[0], talk.parties[1]];
    let checked = format!("party={party}&paper=passport&name=Agent&authority=may-not-settle");
    talk.press(&mut mei, "session", "identity", &checked).await;
    for by in [
        format!("by={claimant}&name=Li+Hua&authority=own&means=paper"),
        format!("by={party}&name=Agent&authority=may-not-settle&means=paper&ratify_by=2026-03-20"),
        "by=mediator".to_owned(),
        "by=seal".to_owned(),
    ] {
        talk.press(&mut mei, "agreement", "sign", &format!("version=1&{by}")).await;
    }
    let waiting = mei.get(&talk.page("agreement")).await.text;
    assert!(waiting.contains("takes effect when the ratification below is recorded"), "{waiting}");
    let (csrf, party) = (hidden(&waiting, "csrf"), party.to_string());
    let form = format!("ratify-{party}");
    let fields = [
        ("csrf", csrf.as_str()),
        ("idempotency_key", "one"),
        ("form", form.as_str()),
        ("party", party.as_str()),
        ("name", "Zhao Lin"),
    ];
    let body = multipart(&fields, &[("a.png", &picture(90))]);
    let request = Request::post(format!("{}/ratify", talk.page("agreement")))
        .header(header::COOKIE, &mei.cookies)
        .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={BOUND}"));
    let done = talk.desk.send(request.body(Body::from(body)).unwrap()).await;
    assert!(done.location().ends_with("?done=in-effect"), "{}", done.text);
    let paper = format!("/photos/{}/copy", talk.now().evidence[0].id);
    let page = mei.get(&talk.page("agreement")).await.text;
    for said in [
        "Signed by both sides and the mediator, sealed, and ratified.",
        "Ratified on Tue 10 Mar 2026 by Zhao Lin",
        &*paper,
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(!page.contains("may not settle"), "{page}");
    let list = mei.get(&format!("{}?language=en", talk.page("papers/photo-list"))).await.text;
    assert!(list.contains("Ratification") && !list.contains("Signed paper"), "{list}");
    let chinese = mei.get(&format!("{}?language=zh-CN", talk.page("papers/photo-list"))).await.text;
    assert!(chinese.contains("追认书") && !chinese.contains("签字文本"), "{chinese}");
    let printed = mei.get(&format!("{}?language=en", talk.page("papers/photo-list.pdf"))).await;
    if let Some(words) = words_of(&printed.bytes) {
        assert!(words.iter().any(|word| word == "Respondent"), "in one line: {words:?}");
    }
}

/// The words of a PDF as they stand on it, where a program that reads them is installed.
fn words_of(pdf: &[u8]) -> Option<Vec<String>> {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), pdf).unwrap();
    let read = std::process::Command::new("pdftotext").arg(file.path()).arg("-").output().ok()?;
    Some(String::from_utf8_lossy(&read.stdout).split_whitespace().map(str::to_owned).collect())
}

#[tokio::test]
async fn an_agreement_by_word_of_mouth_is_registered_and_a_refusal_ends_the_mediation() {
    let talk = Talk::new().await;
    talk.start().await;
    let mut mei = Browser::of(&talk.desk, "mei").await;
    let first = talk.parties[1].to_string();
    let oral = draft(&talk, 0, "Takes+it+away+now").replace("do=save", "do=oral&told=word");
    let asked = talk.press(&mut mei, "agreement", "draft", &oral.replace("&told=word", "")).await.text;
    assert!(asked.contains("Do both sides want that?") && asked.contains("Both sides want it"), "{asked}");
    assert!(talk.now().procedure.agreement.is_none() && !asked.contains("Fill in below what"), "{asked}");
    assert_eq!(hidden(&asked, "told"), "word", "everything is asked at once");
    let done = talk.press(&mut mei, "agreement", "draft", &oral).await;
    assert!(done.location().ends_with("?done=oral"), "{}", done.text);
    assert!(mei.get(done.location()).await.text.contains("Agreed by word of mouth"));

    // Agreed on paper while the network was down, and entered an hour later.
    let talk = Talk::new().await;
    talk.start().await;
    let mut mei = Browser::of(&talk.desk, "mei").await;
    let agreed = talk.desk.app.clock.now();
    talk.desk.clock.set(agreed + jiff::SignedDuration::from_hours(1));
    let half = format!("{oral}&happened_day=2026-03-10").replace(&first, &talk.parties[1].to_string());
    let refused = talk.press(&mut mei, "agreement", "draft", &half).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for kept in ["Takes it away now", "value=\"2026-03-10\" aria-describedby=\"agreement-happened"] {
        assert!(refused.text.contains(kept), "{kept}");
    }
    talk.press(&mut mei, "agreement", "draft", &format!("{half}&happened_time=10:00")).await;
    assert_eq!(talk.now().procedure.in_effect(), Some(agreed), "in effect since it was agreed");

    let talk = Talk::new().await;
    talk.start().await;
    let mut mei = Browser::of(&talk.desk, "mei").await;
    talk.press(&mut mei, "agreement", "draft", &draft(&talk, 0, "Covers+it")).await;
    talk.press(&mut mei, "agreement", "agree", "version=1").await;
    talk.press(&mut mei, "agreement", "refuse", &format!("party={}", talk.parties[1])).await;
    let ended = CaseState::Concluded { outcome: Outcome::NoAgreement, reason: Reason::RefusedToSign };
    assert_eq!(talk.now().state, ended);
}

#[tokio::test]
async fn the_organiser_and_others_see_nothing_of_an_agreement() {
    let talk = Talk::new().await;
    talk.start().await;
    let mut mei = Browser::of(&talk.desk, "mei").await;
    talk.press(&mut mei, "agreement", "draft", &draft(&talk, 0, "XACTX")).await;
    let token = talk.desk.sign_in(ORGANISER).await;
    let as_organiser = talk.desk.call(axum::http::Method::GET, &talk.page("agreement"), &token, None).await;
    assert_eq!(as_organiser.status, StatusCode::FORBIDDEN);
    for name in ["tom", "head"] {
        let mut other = Browser::of(&talk.desk, name).await;
        let page = other.get(&talk.page("agreement")).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(!page.text.contains("XACTX") && !page.text.contains("XFACTX"), "{name}");
        let hand_over = format!("party={}", talk.parties[1]);
        assert!(talk.press(&mut other, "agreement", "hand-over", &hand_over).await.status.is_client_error());
    }
}

#[tokio::test]
async fn the_page_speaks_both_languages_at_every_stage() {
    let talk = Talk::new().await;
    talk.start().await;
    let mut mei = Browser::of(&talk.desk, "mei").await;
    let mut shot = async |stage: &str| {
        for language in crate::locale::Language::ALL {
            mei.cookies = format!("lang={}; {}", language.tag(), mei.cookies);
            let page = mei.get(&talk.page("agreement")).await;
            assert_eq!(page.status, StatusCode::OK, "{stage}");
            crate::web::samples::write(&format!("counter-agreement-{stage}"), language, &page.text);
        }
    };
    shot("empty").await;
    let mut tess = Browser::of(&talk.desk, "mei").await;
    let fields = draft(&talk, 0, "Covers+the+lamp.")
        .replace("&c0-from", "&c0-translation=%E9%81%AE%E7%9B%96%E7%81%AF%E5%85%B7%E3%80%82&c0-from");
    talk.press(&mut tess, "agreement", "draft", &fields).await;
    shot("drafted").await;
    talk.press(&mut tess, "agreement", "agree", "version=1").await;
    shot("signing").await;
}

#[tokio::test]
async fn a_time_on_paper_without_its_day_comes_back_beside_the_terms() {
    let talk = Talk::new().await;
    talk.start().await;
    let mut mei = Browser::of(&talk.desk, "mei").await;
    talk.press(&mut mei, "agreement", "draft", &draft(&talk, 0, "Covers+it")).await;
    let half = "form=agree&version=1&happened_time=09:33";
    let half = talk.press(&mut mei, "agreement", "agree", half).await;
    assert_eq!(half.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(half.text.contains("value=\"09:33\""), "{}", half.text);
    assert!(talk.now().procedure.agreement.as_ref().unwrap().agreed_at.is_none());
}
