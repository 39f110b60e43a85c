//! Referrals through their pages, with scripts off: to an authority and back, from a court, together with a centre.

use axum::http::StatusCode;
use domain::{
    Actor, Command, ReferralId,
    body::Content,
    case::{Ask, CaseState},
    disclosure::{DisclosureTerms, Given, Sort},
    fair::Language,
    procedure::{Action, ConsentTo, Means, Purpose, RecordPart},
    referral::{Counterpart, Lead, ReferralAction, ReferralBody, ReferralResult, ReferralState},
    retention::FourEyes,
    testing::{TestFair, plan},
    ticket::TicketState,
};

use crate::{
    app::App,
    testing::{Answer, Browser, TestDesk},
    web::{consents, counter::session::tests::Talk, disclosure::files_of},
};

/// Everybody at the table agrees to something.
async fn agree(talk: &Talk, to: ConsentTo) {
    for party in talk.parties.iter().copied() {
        talk.desk.step(talk.case, consents::given(party, to, Means::Spoken)).await;
    }
}

/// Presses a button of the page of referrals.
async fn press(talk: &Talk, browser: &mut Browser<'_>, verb: &str, form: &str) -> Answer {
    talk.press(browser, "referrals", verb, form).await
}

/// How the forms name what may go along to such a body.
async fn offered(talk: &Talk, browser: &mut Browser<'_>, to: &str) -> Vec<String> {
    let page = browser.get(&format!("{}/new?to={to}", talk.page("referrals"))).await.text;
    let values = page.split("name=\"given\" value=\"").skip(1);
    values.map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

fn only(talk: &Talk) -> domain::referral::Referral {
    talk.now().referrals.last().unwrap().clone()
}

#[tokio::test]
async fn a_case_goes_to_an_authority_with_a_letter_and_comes_back_to_the_desk() {
    let talk = Talk::new().await;
    let mut mei = Browser::of(&talk.desk, "mei").await;
    assert!(mei.get(&talk.page("referrals")).await.text.contains("with nobody else"));
    let asked = mei.get(&format!("{}/new?to=authority", talk.page("referrals"))).await.text;
    assert!(asked.contains("Somebody has not agreed yet"), "{asked}");
    let party = talk.parties[0].to_string();
    let page = mei.get(&talk.page("referrals")).await.text;
    assert!(
        page.contains("<dd lang=\"en\">I agree that the mediation body passes the file of this case on"),
        "{page}"
    );
    let by_phone =
        press(&talk, &mut mei, "consent", &format!("party={party}&to=transfer&means=device")).await;
    assert_eq!(by_phone.status, StatusCode::UNPROCESSABLE_ENTITY, "a phone speaks for itself");
    let first = press(&talk, &mut mei, "consent", &format!("party={party}&to=transfer&means=spoken")).await;
    assert!(first.location().ends_with("done=recorded"), "{}", first.text);
    agree(&talk, ConsentTo::Transfer).await;

    let given = offered(&talk, &mut mei, "authority").await;
    assert!(given.iter().any(|value| value.starts_with("application.application")), "{given:?}");
    assert!(!given.iter().any(|value| value.starts_with("record.") || value.starts_with("agreement.")));
    let chosen = format!("&given={}", given.join("&given="));
    let other = "to=authority&language=en&body=City+office+XOFFICEX&matter=Shown+all+the+same+XMATTERX";
    let nothing = press(&talk, &mut mei, "draw-up", other).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", nothing.text);
    let drawn = press(&talk, &mut mei, "draw-up", &format!("{other}{chosen}")).await;
    assert!(drawn.location().ends_with("done=referral-drawn-up"), "{}", drawn.text);
    let letter = format!("/counter/cases/{}/papers/referral?version=1&language=en", talk.case);
    let letter = mei.get(&letter).await.text;
    assert!(letter.contains("refers case ") && !letter.contains("case no."), "{letter}");
    for said in ["Referral of a case", "XOFFICEX", "XMATTERX", "Receipt", "SHA-256"] {
        assert!(letter.contains(said), "{said}: {letter}");
    }
    let (id, seq) = (only(&talk).id, only(&talk).seq);
    let sealed = talk.desk.app.engine.entry(seq).unwrap().unwrap().body.content();
    let Some(Content::Referral(sealed)) = sealed else { panic!("it is sealed") };
    assert!(sealed.upto.is_some_and(|upto| upto < seq), "{:?}", sealed.upto);
    let zip = mei.get(&format!("{}/{id}/bundle.zip", talk.page("referrals"))).await;
    assert_eq!(zip.status, StatusCode::OK, "{}", zip.text);

    let send = format!("referral={id}&on=2026-03-10");
    let not_theirs = press(&talk, &mut mei, "send", &send).await;
    assert_eq!(not_theirs.status, StatusCode::FORBIDDEN, "{}", not_theirs.text);
    let mut head = talk.head().await;
    press(&talk, &mut head, "send", &send).await;
    assert_eq!(only(&talk).state(), ReferralState::Sent);
    let lead = talk.now().claimant().ticket.unwrap();
    assert_eq!(talk.desk.app.now().desk.ticket(lead).unwrap().state, TicketState::Parked);
    let case = mei.get(&format!("/counter/cases/{}", talk.case)).await.text;
    assert!(case.contains("Another body has this case"), "{case}");
    let way = mei.get(&talk.page("way")).await.text;
    assert!(way.contains("Another body has this case: Administrative authority"), "{way}");
    assert!(way.contains("/referrals#referral-1") && !way.contains("Talks are open"), "{way}");
    let list = mei.get("/counter/aftercare").await.text;
    assert!(list.contains("The other body’s receipt") && !list.contains("XOFFICEX"), "{list}");
    let number = "on=2026-03-10&number=2026-31+XRECEIPTX&by=Officer+Chen";
    press(&talk, &mut mei, "receipt", &format!("referral={id}&{number}")).await;
    let page = mei.get(&talk.page("referrals")).await.text;
    assert!(page.contains("XRECEIPTX") && page.contains("Under way"), "{page}");

    let back = format!("referral={id}&on=2026-03-10&result=returned&remark=For+you+XBACKX");
    press(&talk, &mut mei, "end", &back).await;
    assert_eq!(only(&talk).ended.unwrap().0, ReferralResult::Returned);
    assert_eq!(talk.desk.app.now().desk.ticket(lead).unwrap().state, TicketState::Waiting);
    assert_eq!(talk.now().state, CaseState::Agreed, "it goes on where it was");
}

#[tokio::test]
async fn a_case_is_not_sent_while_its_talk_is_on_and_the_page_says_what_comes_first() {
    let talk = Talk::new().await;
    talk.start().await;
    agree(&talk, ConsentTo::Transfer).await;
    let mut mei = Browser::of(&talk.desk, "mei").await;
    let given = offered(&talk, &mut mei, "authority").await;
    let form = format!("to=authority&language=en&body=XOFFICEX&matter=XMATTERX&given={}", given[0]);
    press(&talk, &mut mei, "draw-up", &form).await;
    let mut head = talk.head().await;
    let send = format!("referral={}&on=2026-03-10", only(&talk).id);
    let refused = press(&talk, &mut head, "send", &send).await;
    assert!(refused.text.contains("End or interrupt the talk first"), "{}", refused.text);
    assert_eq!(only(&talk).state(), ReferralState::DrawnUp);
}

/// The talk begins while the files are made: the course that goes along does not know of it, today or later.
#[tokio::test]
async fn what_goes_along_stays_what_it_was_where_the_case_went_on_meanwhile() {
    let talk = Talk::new().await;
    agree(&talk, ConsentTo::Transfer).await;
    let (to, language, given) = (Counterpart::Authority, Language::En, vec![Given::of(Sort::History)]);
    let (part, basis, on) = (Ask::Mediation, to.basis(), plan().first_day);
    let terms = DisclosureTerms { part, basis, on, language, told: true, given: given.clone() };
    let known = talk.now();
    let body = ReferralBody {
        body: "City office".to_owned(),
        matter: "Shown all the same.".to_owned(),
        files: files_of(&talk.desk.app, &known, &terms),
        upto: known.steps.last().map(|step| step.seq),
        ..ReferralBody::default()
    };
    talk.start().await;
    let (referral, draw_up) = (ReferralId([1; 16]), ReferralAction::DrawUp { to, given, language, body });
    talk.mei(Command::MoveReferral { case: talk.case, referral, action: Box::new(draw_up) }).await;
    let mut mei = Browser::of(&talk.desk, "mei").await;
    let zip = mei.get(&format!("{}/{referral}/bundle.zip", talk.page("referrals"))).await;
    assert_eq!(zip.status, StatusCode::OK, "{}", zip.text);
}

#[tokio::test]
async fn what_was_said_in_the_talks_is_offered_to_nobody() {
    let talk = Talk::new().await;
    talk.start().await;
    let body = domain::body::RecordBody { text: "XSAIDX".to_owned(), ..domain::body::RecordBody::default() };
    let part = RecordPart::Mediation;
    talk.desk.step(talk.case, Action::WriteRecord { part, base: 0, body }).await;
    for party in talk.parties.iter().copied() {
        let confirm = Action::ConfirmRecord { party, part, version: 1, means: Means::Spoken };
        talk.desk.step(talk.case, confirm).await;
    }
    agree(&talk, ConsentTo::Transfer).await;
    let inquiry = talk.photo(Purpose::Inquiry).await;
    let mut mei = Browser::of(&talk.desk, "mei").await;
    for to in domain::referral::Counterpart::ALL {
        let given = offered(&talk, &mut mei, to.code()).await;
        assert!(!given.is_empty(), "{}", to.code());
        for value in given {
            assert!(!value.starts_with("record."), "{}: {value}", to.code());
            assert!(!value.contains(&inquiry.to_string()), "{}: {value}", to.code());
        }
    }
}

#[tokio::test]
async fn a_court_entrusts_a_case_and_a_centre_joins_and_each_says_what_it_did() {
    let talk = Talk::new().await;
    let mut mei = Browser::of(&talk.desk, "mei").await;
    let came =
        "from=court&stage=before-filing&on=2026-03-10&body=District+court&matter=Please+mediate&reference=17";
    press(&talk, &mut mei, "take-in", came).await;
    let page = mei.get(&talk.page("referrals")).await.text;
    assert!(page.contains("Entrusted before a suit was filed") && page.contains("9 Apr 2026"), "{page}");
    let join = "linkage=joint&with=rights-centre&lead=theirs&on=2026-03-10&body=Centre+XCENTREX&matter=Help";
    let asked = press(&talk, &mut mei, "join", join).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY, "nobody agreed: {}", asked.text);
    agree(&talk, ConsentTo::CoMediator).await;
    press(&talk, &mut mei, "join", join).await;
    let id = only(&talk).id;
    assert_eq!(only(&talk).lead, Lead::Theirs);
    for (by, text) in [("ours", "XOURSX"), ("theirs", "XTHEIRSX")] {
        press(&talk, &mut mei, "part", &format!("referral={id}&by={by}&on=2026-03-10&text={text}")).await;
    }
    let paper = format!("/counter/cases/{}/papers/referral?version=2&language=en", talk.case);
    let paper = mei.get(&paper).await.text;
    for said in ["Record of joint mediation", "XCENTREX", "XOURSX", "XTHEIRSX", "Leads"] {
        assert!(paper.contains(said), "{said}: {paper}");
    }
    let first = format!("/counter/cases/{}/papers/referral?version=1&language=en", talk.case);
    assert!(mei.get(&first).await.text.contains("Register of a case that came in"));
}

#[tokio::test]
async fn a_referral_that_cannot_be_drawn_up_keeps_what_was_typed() {
    let talk = Talk::new().await;
    let mut mei = Browser::of(&talk.desk, "mei").await;
    let form = "form=new&to=police&body=&person=Wang&matter=XMATTERX&language=en";
    let refused = press(&talk, &mut mei, "draw-up", form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text);
    for typed in ["value=\"Wang\"", "XMATTERX", "name=\"to\" value=\"police\""] {
        assert!(refused.text.contains(typed), "{typed}: {}", refused.text);
    }
    assert!(talk.now().referrals.is_empty());
}

#[tokio::test]
async fn where_two_are_asked_for_a_referral_waits_for_another_who_may_read_the_case() {
    let talk = Talk::new().await;
    agree(&talk, ConsentTo::Transfer).await;
    talk.desk.four_eyes(FourEyes::Always).await;
    let mut mei = Browser::of(&talk.desk, "mei").await;
    let given = offered(&talk, &mut mei, "authority").await;
    let form = format!("to=authority&language=en&body=XOFFICEX&matter=XMATTERX&given={}", given[0]);
    press(&talk, &mut mei, "draw-up", &form).await;
    let letter = format!("/counter/cases/{}/papers/referral?version=1&language=en", talk.case);
    let draft = "Draft, to be confirmed by a second person";
    assert!(mei.get(&letter).await.text.contains(draft), "what may not leave yet says so");
    let mut head = talk.head().await;
    let bundle = format!("{}/{}/bundle.zip", talk.page("referrals"), only(&talk).id);
    let drawn = head.get(&talk.page("referrals")).await.text;
    assert!(drawn.contains("Who can confirm: mei<") && drawn.contains("referrals/send"), "{drawn}");
    assert!(drawn.contains("Propose to send it: Administrative authority"), "{drawn}");
    assert!(!drawn.contains("It was sent"), "nothing was: {drawn}");
    let send = format!("referral={}&on=2026-03-10", only(&talk).id);
    for reader in [&mut head, &mut mei] {
        held(reader, &talk.page("referrals"), &bundle).await;
    }
    let asked = press(&talk, &mut head, "send", &send).await;
    assert_eq!(asked.location(), "/office/proposals?done=proposed", "{}", asked.text);
    assert_eq!(only(&talk).state(), ReferralState::DrawnUp);
    let page = head.get(&talk.page("referrals")).await.text;
    assert!(page.contains("It waits for a second person") && !page.contains("/referrals/send"), "{page}");
    assert!(page.contains("Who can confirm: mei<"), "{page}");
    for reader in [&mut head, &mut mei] {
        held(reader, &talk.page("referrals"), &bundle).await;
    }
    for (rule, what) in [(FourEyes::Never, "what was proposed waits all the same"), (FourEyes::Always, "")] {
        talk.desk.four_eyes(rule).await;
        assert_eq!(head.get(&bundle).await.status, StatusCode::CONFLICT, "{what}");
        let past = press(&talk, &mut head, "send", &send).await;
        assert!(past.text.contains("A second person has to confirm this first"), "{what}: {}", past.text);
        assert_eq!(only(&talk).state(), ReferralState::DrawnUp, "{what}");
    }
    let tom = Browser::of(&talk.desk, "tom").await.get("/office/proposals").await.text;
    assert!(!tom.contains("it may then be handed over"), "he may not read it: {tom}");
    let shown = mei.get("/office/proposals").await.text;
    for said in ["Send a case to another body", "it may then be handed over"] {
        assert!(shown.contains(said), "{said}: {shown}");
    }
    assert!(!shown.contains("XOFFICEX") && !shown.contains("XMATTERX"), "{shown}");
    let entry = talk.desk.app.now().desk.proposals().next().unwrap().seq;
    let confirm = format!("/office/proposals/{entry}/confirm");
    let done = mei.post("/office/proposals", &confirm, "").await;
    assert_eq!(done.location(), "/office/proposals?done=cleared", "{}", done.text);
    assert_eq!(only(&talk).state(), ReferralState::DrawnUp, "what may leave has not left");
    assert!(!mei.get(&letter).await.text.contains(draft));
    for reader in [&mut head, &mut mei] {
        assert!(reader.get(&talk.page("referrals")).await.text.contains("bundle.zip"));
        assert_eq!(reader.get(&bundle).await.status, StatusCode::OK);
    }
    talk.desk.clock.advance(std::time::Duration::from_hours(24));
    let mut head = Browser::of(&talk.desk, "head").await;
    let handed = press(&talk, &mut head, "send", &send).await;
    assert_eq!(only(&talk).state(), ReferralState::Sent, "recorded a day later: {}", handed.text);
    assert_eq!(only(&talk).sent.unwrap().to_string(), "2026-03-10");
}

#[tokio::test]
async fn the_head_is_told_of_a_referral_until_it_is_sent_and_opens_it_without_saying_why_again() {
    let talk = Talk::new().await;
    agree(&talk, ConsentTo::Transfer).await;
    talk.desk.four_eyes(FourEyes::Always).await;
    let mut mei = Browser::of(&talk.desk, "mei").await;
    let given = offered(&talk, &mut mei, "authority").await;
    let form = format!("to=authority&language=en&body=XOFFICEX&matter=XMATTERX&given={}", given[0]);
    let mut head = talk.head().await;
    assert!(!head.get("/counter").await.text.contains("Under way ("));
    press(&talk, &mut mei, "draw-up", &form).await;
    let page = format!("/counter/cases/{}/referrals#referral-1", talk.case);
    let told = async |head: &mut Browser<'_>, said: &str| {
        let counter = head.get("/counter").await.text;
        assert!(counter.contains("Under way (1)") && counter.contains(&page), "{said}: {counter}");
        assert!(counter.contains(said) && !counter.contains("XOFFICEX"), "{said}: {counter}");
    };
    told(&mut head, "Referral drawn up: to be proposed to a second person").await;
    let send = format!("referral={}&on=2026-03-10", only(&talk).id);
    press(&talk, &mut head, "send", &send).await;
    told(&mut head, "Referral proposed: it waits for a second person").await;
    assert!(!mei.get("/counter").await.text.contains("Under way ("), "she has it to confirm");

    // The reason they gave holds for an hour; that they proposed it holds until it is sent.
    talk.desk.clock.advance(std::time::Duration::from_hours(2));
    let mut head = Browser::of(&talk.desk, "head").await;
    let opened = head.get(&talk.page("referrals")).await.text;
    assert!(opened.contains("XOFFICEX"), "{opened}");
    let entry = talk.desk.app.now().desk.proposals().next().unwrap().seq;
    let mut mei = Browser::of(&talk.desk, "mei").await;
    mei.post("/office/proposals", &format!("/office/proposals/{entry}/confirm"), "").await;
    told(&mut head, "Referral confirmed: hand it over and record when it was sent").await;
    let verdict = "Confirmed by mei";
    let shown = head.get("/office/proposals").await.text;
    assert!(shown.contains(&page) && !shown.contains(verdict), "it is not settled: {shown}");
    let cleared = head.get(&talk.page("referrals")).await.text;
    assert!(
        cleared.contains("A second person has confirmed") && cleared.contains("It was sent"),
        "{cleared}"
    );
    press(&talk, &mut head, "send", &send).await;
    assert_eq!(only(&talk).state(), ReferralState::Sent);
    assert!(!head.get("/counter").await.text.contains("Under way ("));
    assert!(head.get("/office/proposals").await.text.contains(verdict), "now it is");
    talk.desk.clock.advance(std::time::Duration::from_hours(2));
    let mut head = Browser::of(&talk.desk, "head").await;
    let closed = head.get(&talk.page("referrals")).await.text;
    assert!(!closed.contains("XOFFICEX"), "it is sent, and they say why again: {closed}");
}

#[tokio::test]
async fn a_case_that_nobody_took_is_taken_before_its_referral_can_be_confirmed() {
    let (desk, mut ids) = (TestDesk::new().await, TestFair::new());
    let mut new = ids.dispute(&[Ask::Mediation]);
    new.ticket = App::new_ticket();
    let case = new.case;
    desk.ask(Actor::Public, Command::FileCase(Box::new(new))).await.unwrap();
    desk.four_eyes(FourEyes::Always).await;
    let talk = Talk { parties: desk.parties(case), desk, case };
    let (page, mut head) = (talk.page("referrals"), talk.head().await);
    let given = offered(&talk, &mut head, "police").await;
    let form = format!("to=police&language=en&body=XOFFICEX&matter=XMATTERX&given={}", given[0]);
    press(&talk, &mut head, "draw-up", &form).await;
    let said = "Nobody can confirm this yet";
    let take = format!("<a href=\"/counter/cases/{case}\">The case, where a mediator takes it</a>");
    let before = head.get(&page).await.text;
    assert!(before.contains(said) && before.contains(&take), "{before}");
    press(&talk, &mut head, "send", &format!("referral={}&on=2026-03-10", only(&talk).id)).await;
    let proposed = head.get(&page).await.text;
    assert!(proposed.contains(said) && proposed.contains("It waits for a second person"), "{proposed}");
    let mut mei = Browser::of(&talk.desk, "mei").await;
    let entry = talk.desk.app.now().desk.proposals().next().unwrap().seq;
    let confirm = format!("/office/proposals/{entry}/confirm");
    mei.post("/office/proposals", &confirm, "").await;
    assert_eq!(only(&talk).state(), ReferralState::DrawnUp, "she may not read it");
    let ticket = talk.now().claimant().ticket.unwrap();
    talk.mei(Command::ClaimTicket { ticket }).await;
    let taken = head.get(&page).await.text;
    assert!(!taken.contains(said) && taken.contains("Who can confirm: mei<"), "{taken}");
    mei.post("/office/proposals", &confirm, "").await;
    press(&talk, &mut head, "send", &format!("referral={}&on=2026-03-10", only(&talk).id)).await;
    assert_eq!(only(&talk).state(), ReferralState::Sent);
}

/// Whoever may fetch the bundle of a referral may not once a consent was taken back or it was called back, with one person or two; what
/// was sent before that they go on reading.
#[tokio::test]
async fn what_was_drawn_up_is_not_handed_out_after_a_consent_was_taken_back() {
    for eyes in [FourEyes::Never, FourEyes::Always] {
        let talk = Talk::new().await;
        agree(&talk, ConsentTo::Transfer).await;
        talk.desk.four_eyes(eyes).await;
        let (mut head, mut mei) = (talk.head().await, Browser::of(&talk.desk, "mei").await);
        let given = offered(&talk, &mut mei, "authority").await;
        let form = format!("to=authority&language=en&body=XOFFICEX&matter=XMATTERX&given={}", given[0]);
        press(&talk, &mut mei, "draw-up", &form).await;
        let send = format!("referral={}&on=2026-03-10", only(&talk).id);
        if eyes == FourEyes::Always {
            press(&talk, &mut head, "send", &send).await;
            let entry = talk.desk.app.now().desk.proposals().next().unwrap().seq;
            mei.post("/office/proposals", &format!("/office/proposals/{entry}/confirm"), "").await;
        }
        let (page, bundle) =
            (talk.page("referrals"), format!("{}/{}/bundle.zip", talk.page("referrals"), only(&talk).id));
        let revoke = Action::RevokeConsent { party: talk.parties[1], to: ConsentTo::Transfer };
        let stands = "A consent was taken back. Nothing is sent, and the bundle is not handed out";
        for agreed in [true, false, true] {
            if agreed {
                agree(&talk, ConsentTo::Transfer).await;
            } else {
                talk.desk.step(talk.case, revoke.clone()).await;
            }
            for (role, reader) in [("head", &mut head), ("mei", &mut mei)] {
                let shown = reader.get(&page).await.text;
                assert_eq!(shown.contains("bundle.zip"), agreed, "{eyes:?}, {role}: {shown}");
                assert_eq!(shown.contains(stands), !agreed, "{eyes:?}, {role}: {shown}");
                let answer = reader.get(&bundle).await;
                let expected = if agreed { StatusCode::OK } else { StatusCode::CONFLICT };
                assert_eq!(answer.status, expected, "{eyes:?}, {role}");
                let why = "Somebody does not agree any more";
                assert_eq!(answer.text.contains(why), !agreed, "{eyes:?}, {role}");
            }
        }
        press(&talk, &mut head, "send", &send).await;
        assert_eq!(only(&talk).state(), ReferralState::Sent, "{eyes:?}");
        talk.desk.step(talk.case, revoke).await;
        for (role, reader) in [("head", &mut head), ("mei", &mut mei)] {
            assert!(reader.get(&page).await.text.contains("bundle.zip"), "{eyes:?}, {role}");
            assert_eq!(reader.get(&bundle).await.status, StatusCode::OK, "{eyes:?}, {role}: it has left");
        }
    }
}

#[tokio::test]
async fn what_was_called_back_is_not_handed_out() {
    let talk = Talk::new().await;
    agree(&talk, ConsentTo::Transfer).await;
    let (mut head, mut mei) = (talk.head().await, Browser::of(&talk.desk, "mei").await);
    let given = offered(&talk, &mut mei, "authority").await;
    let form = format!("to=authority&language=en&body=XOFFICEX&matter=XMATTERX&given={}", given[0]);
    press(&talk, &mut mei, "draw-up", &form).await;
    let id = only(&talk).id;
    press(&talk, &mut mei, "end", &format!("referral={id}&on=2026-03-10&result=withdrawn")).await;
    assert_eq!(only(&talk).state(), ReferralState::Ended);
    for reader in [&mut head, &mut mei] {
        assert!(!reader.get(&talk.page("referrals")).await.text.contains("bundle.zip"));
        let refused = reader.get(&format!("{}/{id}/bundle.zip", talk.page("referrals"))).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        assert!(refused.text.contains("This referral was called back"), "{}", refused.text);
    }
}

/// What goes along is listed, and not handed out before somebody has confirmed.
async fn held(reader: &mut Browser<'_>, page: &str, bundle: &str) {
    let shown = reader.get(page).await.text;
    assert!(!shown.contains("bundle.zip") && shown.contains("The bundle can be fetched once"), "{shown}");
    assert!(shown.contains("class=\"digest\""), "what goes along may be read: {shown}");
    let refused = reader.get(bundle).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.text.contains("A second person has to confirm first"), "{}", refused.text);
}
