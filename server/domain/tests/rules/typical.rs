//! Typical cases: given a case that is over, when its account is written and put forward, then nobody's name leaves with it, a
//! second person says so too, and what stood by consent goes with it.

use domain::{
    Actor, CaseId, Command, Event, Fact, PartyId, Refusal, StaffId, TypicalId,
    body::{Content, Scope},
    case::{Ask, Outcome, Reason},
    fair::{Language, LineRules},
    procedure::{Action, ConsentTo, Means, Proceeding},
    proposal::Overtaken,
    retention::{FourEyes, KeepingRules},
    testing::{HEAD, MEI, ORGANISER, SUPERVISOR, TOM, TestFair, account},
    typical::{
        Awaited, Ground, Identifier, Mask, NewTypical, Retraction, Trace, Treatment, TypicalBody, findings,
        masked, names_somebody, untreated,
    },
};
use proptest::prelude::*;

const LUMEN: &str = "Zhongshan Lumen Lighting Co., Ltd.";

pub(super) fn over(fair: &mut TestFair) -> CaseId {
    let (case, ticket) = fair.file().unwrap();
    fair.receive(MEI, ticket).unwrap();
    fair.conclude(MEI, case, Outcome::NotAccepted, Reason::Other).unwrap();
    read(fair, HEAD, case);
    case
}

fn read(fair: &mut TestFair, who: StaffId, case: CaseId) {
    let reason = Some("to tell it as an example".to_owned());
    fair.by(who, Command::ReadCase { case, part: Ask::Mediation, reason }).unwrap();
}

pub(super) fn known(trace: Trace, text: &str) -> Identifier {
    Identifier { trace, text: text.to_owned(), party: None }
}

/// An account in English whose dispute reads so.
pub(super) fn telling(dispute: &str) -> TypicalBody {
    TypicalBody { accounts: vec![account(Language::En, dispute)], masks: Vec::new() }
}

pub(super) fn with(mut body: TypicalBody, found: &str, treatment: Treatment) -> TypicalBody {
    body.masks.push(Mask { language: Language::En, found: found.to_owned(), treatment });
    body
}

pub(super) fn replaced(words: &str) -> Treatment {
    Treatment::Replaced(words.to_owned())
}

fn kept() -> Treatment {
    Treatment::Kept("a word of everyday use".to_owned())
}

/// Drafts an account and puts it forward.
pub(super) fn publish(
    fair: &mut TestFair,
    case: CaseId,
    draft: TypicalBody,
    ground: Ground,
    known: Vec<Identifier>,
) -> Result<Vec<Event>, Refusal> {
    write(fair, case, &draft)?;
    put(fair, case, draft, ground, known)
}

fn version(fair: &TestFair, case: CaseId) -> u32 {
    fair.desk.case(case).unwrap().typical_draft.map_or(0, |draft| draft.version)
}

fn write(fair: &mut TestFair, case: CaseId, draft: &TypicalBody) -> Result<Vec<Event>, Refusal> {
    let base = version(fair, case);
    fair.by(HEAD, Command::DraftTypicalCase { case, base, body: Box::new(draft.clone()) })
}

/// Puts the draft that stands forward.
fn put(
    fair: &mut TestFair,
    case: CaseId,
    draft: TypicalBody,
    ground: Ground,
    known: Vec<Identifier>,
) -> Result<Vec<Event>, Refusal> {
    let (id, version) = (TypicalId(fair.fresh()), version(fair, case));
    let new = NewTypical { id, version, ground, draft, known };
    fair.by(HEAD, Command::PublishTypicalCase { case, typical: Box::new(new) })
}

/// Drafts "They settled.", to which everybody agrees, and puts it forward.
fn publish_by_consent(fair: &mut TestFair, case: CaseId) -> Result<Vec<Event>, Refusal> {
    let draft = telling("They settled.");
    write(fair, case, &draft)?;
    for party in parties(fair, case) {
        consent(fair, case, party);
    }
    put(fair, case, draft, Ground::Consent, Vec::new())
}

/// Confirms what an entry proposed; an account with its draft and its text, and with what is known now.
pub(super) fn confirming(fair: &TestFair, proposal: u64, known: Vec<Identifier>) -> Command {
    let text = |entry: u64| {
        let event = fair.entries.iter().find(|(stamp, _)| stamp.seq == entry).map(|(_, event)| event);
        match event.and_then(|event| event.body.as_ref()).map(|body| &body.content) {
            Some(Content::Typical(body)) => Some(body.clone()),
            Some(_) | None => None,
        }
    };
    let waits = fair.desk.proposal(proposal);
    let case = waits.and_then(|waits| fair.desk.case(*waits.deed.cases().first()?));
    let draft = case.and_then(|case| text(case.typical_draft?.seq));
    let account = text(proposal).zip(draft);
    let account = account.map(|(told, draft)| Box::new(Awaited { draft, told: told.accounts, known }));
    Command::ConfirmProposal { proposal, account }
}

fn agreeing(party: PartyId, version: u32) -> Action {
    Action::AgreeAsExample { party, version, text: "2026-03".to_owned(), means: Means::Spoken }
}

/// To the account as it stands.
fn consent(fair: &mut TestFair, case: CaseId, party: PartyId) {
    let version = version(fair, case);
    fair.proceed(HEAD, case, agreeing(party, version)).unwrap();
}

fn parties(fair: &TestFair, case: CaseId) -> Vec<PartyId> {
    fair.desk.case(case).unwrap().parties.iter().map(|party| party.place.id).collect()
}

pub(super) fn public(fair: &TestFair, case: CaseId) -> bool {
    fair.desk.case(case).unwrap().public_account().is_some()
}

fn four_eyes(fair: &mut TestFair) {
    let keeping = KeepingRules { four_eyes: FourEyes::Always, ..KeepingRules::default() };
    let rules = LineRules { keeping, ..LineRules::default() };
    fair.ask(Actor::System, Command::SetRules { rules }).unwrap();
}

#[test]
fn a_known_name_that_nobody_spoke_of_goes_no_further() {
    let mut fair = TestFair::new();
    let case = over(&mut fair);
    let names = || vec![known(Trace::Company, LUMEN), known(Trace::Booth, "B12")];
    for text in
        ["We asked LUMEN.", "At Ｂ－１２ stood a lamp.", "lumen-lighting showed it.", "In b12, Lumen."]
    {
        let answer = publish(&mut fair, case, telling(text), Ground::Anonymised, names());
        assert!(matches!(answer, Err(Refusal::Unmasked { .. })), "{text}: {answer:?}");
    }
    assert!(!public(&fair, case));
    let draft = with(telling("We asked Lumen."), "lumen", replaced("Company A"));
    let events = publish(&mut fair, case, draft, Ground::Anonymised, names()).unwrap();
    let body = events[0].body.clone().unwrap();
    let Content::Typical(told) = &body.content else { panic!("{body:?}") };
    assert_eq!(told.accounts[0].dispute, "We asked Company A.");
    assert!(told.masks.is_empty(), "what was replaced is not told");
    assert!(public(&fair, case));
}

#[test]
fn both_scripts_are_found_and_a_name_within_another_word_is_not() {
    let names = [known(Trace::Company, "中山市明灯照明科技有限公司"), known(Trace::Person, "李伟明")];
    let mut body = telling("x");
    body.accounts = vec![account(Language::ZhCn, "明灯公司的李先生说：明 灯 照明科技没有侵权。")];
    let found: Vec<_> = findings(&body, &names).into_iter().map(|finding| finding.found).collect();
    assert_eq!(found, ["明灯公司", "李先生", "明 灯 照明科技"]);
    let wide = telling("The ＬＵＭＥＮ lamp, a luminous one; two lumens.");
    let found = findings(&wide, &[known(Trace::Company, LUMEN)]);
    assert_eq!(found.len(), 2, "{found:?}");
    assert_eq!((found[1].found.as_str(), found[1].trace), ("lumens", Trace::Word), "asked about, as a word");
    assert_eq!((found[0].found.as_str(), found[0].key.as_str(), found[0].times), ("ＬＵＭＥＮ", "lumen", 1));
}

#[test]
fn a_chinese_name_is_found_in_the_other_script() {
    for (name, text) in [
        ("中山市明灯照明科技有限公司", "明燈的展位上有一盞燈。"),
        ("廣東明燈燈飾有限公司", "明灯的展位上有一盏灯。"),
    ] {
        let mut body = telling("x");
        body.accounts = vec![account(Language::ZhCn, text)];
        let found = findings(&body, &[known(Trace::Company, name)]);
        assert_eq!(found.len(), 1, "{name}: {found:?}");
        assert_eq!((found[0].key.as_str(), found[0].trace), ("明灯", Trace::Company), "{name}");
        let (language, found) = (Language::ZhCn, found[0].key.clone());
        body.masks.push(Mask { language, found, treatment: replaced("甲公司") });
        let told = masked(&body, &[known(Trace::Company, name)]);
        assert!(told[0].dispute.starts_with("甲公司的展位"), "{name}: {told:?}");
    }
}

#[test]
fn a_chinese_product_is_found_in_latin_letters() {
    let names = [known(Trace::Title, "台灯（浮月）")];
    let draft = telling("They showed the Fuyue table lamp, also called Fu Yue. It was a FUYUE copy.");
    let found = findings(&draft, &names);
    let all: Vec<_> = found.iter().map(|one| (one.found.as_str(), one.trace, one.times)).collect();
    assert_eq!(all, [("Fuyue", Trace::Title, 3)]);
    assert_eq!(untreated(&draft, &names, Ground::Anonymised).len(), 1);
    let told = masked(&with(draft, "fuyue", replaced("the product")), &names);
    assert_eq!(
        told[0].dispute,
        "They showed the product table lamp, also called the product. It was a product copy."
    );
    assert!(findings(&telling("They showed a table lamp in full view."), &names).is_empty());
}

#[test]
fn contacts_and_numbers_are_found_however_they_are_written() {
    let names = [
        known(Trace::Contact, "+86 138 0013 8000"),
        known(Trace::Contact, "mei@lumen.example"),
        known(Trace::Number, "ZL 2023 3 0123456.7"),
        known(Trace::Reference, "A-001"),
        known(Trace::Booth, "12"),
    ];
    for (text, count) in [
        ("Call 138-0013-8000 or (0086)13800138000.", 2),
        ("Write to Mei@Lumen.Example, see lumen.example.", 2),
        ("Patent 202330123456.7 and ZL202330123456", 2),
        ("Ticket a-001, not A-0012.", 1),
        ("Booth 12 had 12 lamps; 12号展位也是。", 2),
    ] {
        let found: Vec<_> =
            findings(&telling(text), &names).into_iter().filter(|f| f.trace.names()).collect();
        assert_eq!(found.iter().map(|finding| finding.times).sum::<usize>(), count, "{text}: {found:?}");
    }
}

#[test]
fn the_end_of_a_phone_and_the_name_in_an_address_are_found() {
    let names = [known(Trace::Contact, "+39 02 555 0187"), known(Trace::Contact, "Anna.Rossi@gmail.com")];
    for (text, expected) in [
        ("They left 555 0187 at the booth.", Some("555 0187")),
        ("They left 55-01-87.", Some("55-01-87")),
        ("致电5550187。", Some("5550187")),
        ("They left 02 555 0187.", Some("02 555 0187")),
        ("Lot 9550187, lot 5501879 and 50187 lamps.", None),
        ("Ask anna.rossi there.", Some("anna.rossi")),
        ("Write by gmail.", None),
    ] {
        let found = findings(&telling(text), &names);
        let contacts = found.iter().filter(|finding| finding.trace == Trace::Contact);
        let contacts: Vec<_> = contacts.map(|finding| finding.found.as_str()).collect();
        assert_eq!(contacts, Vec::from_iter(expected), "{text}");
    }
    let draft = with(telling("They left 555 0187."), "5550187", replaced("a phone number"));
    assert_eq!(masked(&draft, &names)[0].dispute, "They left a phone number.");
}

#[test]
fn a_number_from_abroad_goes_with_its_sign() {
    let names = [known(Trace::Contact, "+86 138 0013 8000")];
    let found = findings(&telling("Call +86 138 0013 8000."), &names);
    assert_eq!(found[0].found, "+86 138 0013 8000");
    let draft = with(telling("Call +86 138 0013 8000."), &found[0].key, replaced("them"));
    assert_eq!(masked(&draft, &names)[0].dispute, "Call them.");
}

/// What a party says in a reply stands in no field of the case.
#[test]
fn what_looks_like_a_phone_or_an_address_is_asked_about_though_nobody_knows_it() {
    let mut fair = TestFair::new();
    let case = over(&mut fair);
    for (text, found) in [
        ("Zhang said to call 13911112222.", "13911112222"),
        ("They left 021-5555 1234 at the booth.", "021-5555 1234"),
        ("She wrote from zhang@qq.com then.", "zhang@qq.com"),
        ("他说电话是１３９ １１１１ ２２２２。", "１３９ １１１１ ２２２２"),
        ("其身份证号44010619900101123X。", "44010619900101123X"),
        ("He showed passport no. E12345678 there.", "E12345678"),
        ("She held Reg. No. 1234567 there.", "1234567"),
        ("It was EP1234567B1 then.", "EP1234567B1"),
        ("商标为第1234567号。", "第1234567号"),
        ("Write to name at example dot com, they said.", "name at example dot com"),
        ("Call (020) 7946 0958, they said.", "(020) 7946 0958"),
        ("他的电话是一三八零零一三八零零零。", "一三八零零一三八零零零"),
    ] {
        let seen: Vec<_> = findings(&telling(text), &[]).into_iter().map(|one| one.found).collect();
        assert_eq!(seen, [found], "{text}");
        let answer = publish(&mut fair, case, telling(text), Ground::Anonymised, Vec::new());
        assert!(matches!(answer, Err(Refusal::Unmasked { found: 1 })), "{text}: {answer:?}");
    }
    assert!(names_somebody("call 13911112222", &[]), "nor does one stand in a place");
    let put_back = with(telling("Call 13911112222."), "13911112222", replaced("021-5555 1234"));
    assert_eq!(untreated(&put_back, &[], Ground::Anonymised).len(), 1);
    let hotline = with(telling("They called 400-820-8820."), "4008208820", kept());
    assert!(untreated(&hotline, &[], Ground::Anonymised).is_empty(), "a person said that it stays");
    let law = telling("Under article 122 of 法释〔2020〕19号 a rate of 13.5% was named.");
    let found = findings(&law, &[]);
    assert!(found.iter().all(|one| one.trace == Trace::Date), "{found:?}");
}

#[test]
fn an_address_with_a_name_in_it_goes_whole_and_may_not_stay() {
    let names = [known(Trace::Company, LUMEN)];
    let draft = telling("They wrote from sales@lumen.com at noon.");
    let found: Vec<_> = findings(&draft, &names);
    assert_eq!((found.len(), found[0].found.as_str()), (1, "sales@lumen.com"), "{found:?}");
    assert_eq!(found[0].trace, Trace::Contact);
    let stays = with(draft.clone(), "saleslumencom", kept());
    assert_eq!(untreated(&stays, &names, Ground::Anonymised).len(), 1);
    let gone = with(draft, "saleslumencom", replaced("their office"));
    assert_eq!(masked(&gone, &names)[0].dispute, "They wrote from their office at noon.");
    assert!(untreated(&gone, &names, Ground::Anonymised).is_empty());
}

#[test]
fn a_mask_that_names_somebody_itself_is_no_mask() {
    let names = [known(Trace::Company, LUMEN), known(Trace::Company, "Acme GmbH")];
    let draft = with(telling("Lumen paid."), "lumen", replaced("a rival of Acme"));
    assert_eq!(masked(&draft, &names)[0].dispute, "A rival of Acme paid.");
    let left = untreated(&draft, &names, Ground::Consent);
    assert_eq!(left.iter().map(|finding| finding.key.as_str()).collect::<Vec<_>>(), ["acme"]);
    let itself = with(telling("Lumen paid."), "lumen", replaced("LUMEN"));
    assert_eq!(untreated(&itself, &names, Ground::Consent).len(), 1, "put back in its own place");
}

/// What a right or an exhibit is called may have the words by which the desk calls what it leaves out.
#[test]
fn words_that_the_desk_proposes_stand_in_a_place_whatever_the_case_is_about() {
    let names = [
        known(Trace::Title, "C05展位上的吊灯"),
        known(Trace::Title, "Lamp at the booth"),
        known(Trace::Company, "C05展位"),
        known(Trace::Booth, "C05"),
    ];
    for words in ["某展位", "a booth"] {
        assert!(!names_somebody(words, &names), "{words}");
    }
    for words in ["C05展位", "booth C05"] {
        assert!(names_somebody(words, &names), "{words}");
    }
    assert!(!names_somebody("吊灯", &names), "everybody calls it so");
    let mut draft = telling("x");
    draft.accounts = vec![account(Language::ZhCn, "申请人到C05展位。")];
    let found = findings(&draft, &names);
    assert_eq!(found.len(), 1, "{found:?}");
    let (found, treatment) = (found[0].key.clone(), replaced("某展位"));
    draft.masks.push(Mask { language: Language::ZhCn, found, treatment });
    assert!(untreated(&draft, &names, Ground::Consent).is_empty(), "and the account goes on with them");
}

#[test]
fn a_part_of_a_companys_name_goes_no_further_than_the_whole() {
    let mut fair = TestFair::new();
    let case = over(&mut fair);
    let names = || {
        vec![
            known(Trace::Company, "Linxi Langyao Office Furniture Co., Ltd."),
            known(Trace::Company, "Lundedale Furnishings Inc."),
            known(Trace::Company, "临汐琅遥办公家具有限公司"),
            known(Trace::Contact, "https://www.quillveen.example/lamps"),
            known(Trace::Title, "Novaluna Aurora"),
        ]
    };
    for text in [
        "We asked Linxi Langyao.",
        "We asked LANGYAO.",
        "Ｌｕｎｄｅｄａｌｅ paid.",
        "Two Lundedales stood there.",
        "The LLOF lamp.",
        "临汐琅遥公司付了款。",
        "琅遥付了款。",
        "It was in the Quillveen catalogue.",
        "They showed a Novaluna.",
    ] {
        let answer = publish(&mut fair, case, telling(text), Ground::Anonymised, names());
        assert!(matches!(answer, Err(Refusal::Unmasked { found: 1 })), "{text}: {answer:?}");
    }
    let draft =
        with(telling("Linxi Langyao and Lundedale settled."), "linxilangyao", replaced("another company"));
    let answer = publish(&mut fair, case, draft.clone(), Ground::Anonymised, names());
    assert_eq!(answer, Err(Refusal::Unmasked { found: 1 }), "the other one still stands there");
    let draft = with(draft, "lundedale", replaced("Company B"));
    assert_eq!(masked(&draft, &names())[0].dispute, "Another company and Company B settled.");
    publish(&mut fair, case, draft, Ground::Anonymised, names()).unwrap();
}

#[test]
fn a_part_that_is_a_word_too_can_be_declined_and_the_name_around_it_cannot() {
    let names = [known(Trace::Company, "Apex Novaluna Lighting Ltd"), known(Trace::Title, "Novaluna lamp")];
    let count = |draft: &TypicalBody| untreated(draft, &names, Ground::Anonymised).len();
    let word = telling("At the apex of the talk they settled.");
    assert_eq!((findings(&word, &names)[0].trace, count(&word)), (Trace::Word, 1));
    assert_eq!(count(&with(word, "apex", kept())), 0);
    for (text, key) in
        [("Apex Novaluna settled.", "apexnovaluna"), ("The Novaluna lamp was covered.", "novaluna")]
    {
        assert_eq!(count(&with(telling(text), key, kept())), 1, "{text}");
    }
}

#[test]
fn a_short_name_is_found_with_an_ending_and_with_another_word_behind_it() {
    let names = [known(Trace::Company, "Osram GmbH"), known(Trace::Company, LUMEN)];
    for (text, found) in [
        ("Two Osrams stood there.", "Osrams"),
        ("The LumenPro was covered.", "LumenPro"),
        ("An OSRAM-Lampe was covered.", "OSRAM"),
        ("An OSRAMlampe was covered.", "OSRAMlampe"),
        ("An OSRAMLampe was covered.", "OSRAMLampe"),
    ] {
        let draft = telling(text);
        let all = findings(&draft, &names);
        assert_eq!(all.len(), 1, "{text}: {all:?}");
        assert_eq!((all[0].found.as_str(), all[0].trace), (found, Trace::Company), "{text}");
        let kept = with(draft, &all[0].key, kept());
        assert_eq!(untreated(&kept, &names, Ground::Anonymised).len(), 1, "{text}: a name");
    }
    let draft = with(telling("The LumenPro was covered."), "lumenpro", replaced("product"));
    assert_eq!(masked(&draft, &names)[0].dispute, "The product was covered.", "the word goes as a whole");
    let word = telling("It has 800 lumens.");
    assert_eq!(untreated(&word, &names, Ground::Anonymised).len(), 1, "asked about");
    assert!(untreated(&with(word, "lumens", kept()), &names, Ground::Anonymised).is_empty());
}

#[test]
fn another_word_that_begins_like_a_short_name_is_none() {
    let names =
        [known(Trace::Company, "Glas GmbH"), known(Trace::Company, LUMEN), known(Trace::Person, "Chen")];
    for text in ["Glass and steel.", "A luminous one.", "The lumenous one.", "Cheng came."] {
        let found = findings(&telling(text), &names);
        assert!(found.is_empty(), "{text}: {found:?}");
    }
}

#[test]
fn what_stands_in_a_names_place_reads_as_a_sentence() {
    let names = [known(Trace::Title, "Aurora"), known(Trace::Person, "Iris Mendes")];
    let draft = telling("She brought an Aurora. Iris Mendes answered; the Aurora was covered.");
    let draft = with(draft, "aurora", replaced("the product"));
    let draft = with(draft, "irismendes", replaced("one of those present"));
    assert_eq!(
        masked(&draft, &names)[0].dispute,
        "She brought a product. One of those present answered; the product was covered."
    );
    let draft = telling("Ms. Iris Mendes answered. They asked Ms Iris Mendes, and Mendes left.");
    let draft = with(draft, "irismendes", replaced("Person A"));
    let draft = with(draft, "mendes", replaced("Person A"));
    assert_eq!(
        masked(&draft, &names)[0].dispute,
        "Person A answered. They asked Person A, and Person A left.",
        "a title goes with the name"
    );
}

/// A company's name in the shapes of real lists, with the words by which people call it.
fn companies() -> impl Strategy<Value = (String, Vec<String>)> {
    let own = proptest::collection::vec("[b-df-hj-np-tv-z][aeiou][b-df-hj-np-tv-z][aeiou]x[aeiou]", 1..4);
    let around = prop_oneof![
        Just(("Zhongshan ", " Lighting Co., Ltd.")),
        Just(("", " GmbH & Co. KG")),
        Just(("", " S.r.l.")),
        Just(("", " MOBİLYA SAN. VE TİC. LTD. ŞTİ.")),
        Just(("Shenzhen ", " Office Furniture Technology")),
    ];
    (own, around).prop_map(|(own, (front, behind))| (format!("{front}{}{behind}", own.join(" ")), own))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_part_of_a_name_is_ever_published((name, own) in companies(), loud in any::<bool>(), upto in 1usize..4) {
        let names = [known(Trace::Company, &name)];
        let called = own[..upto.min(own.len())].join(" ");
        let last = own.last().cloned().unwrap_or_default();
        let called = if loud { called.to_uppercase() } else { called };
        let draft = telling(&format!("We asked {called}. The {last} lamp, {name} and {called}’s lamp were shown."));
        prop_assert!(!untreated(&draft, &names, Ground::Anonymised).is_empty());
        let found = findings(&draft, &names);
        let draft = found.iter().fold(draft, |draft, found| with(draft, &found.key, replaced("the company")));
        prop_assert!(untreated(&draft, &names, Ground::Anonymised).is_empty());
        let told = masked(&draft, &names)[0].dispute.to_lowercase();
        for word in &own {
            prop_assert!(!told.contains(word.as_str()), "{} of {} in {}", word, name, told);
        }
    }
}

#[test]
fn no_name_is_kept_and_without_consent_dates_amounts_and_halls_are_spoken_of() {
    let names = [known(Trace::Company, LUMEN), known(Trace::Title, "Aurora")];
    let count = |draft: &TypicalBody, ground| untreated(draft, &names, ground).len();
    let draft = with(telling("Lumen showed it."), "lumen", kept());
    assert_eq!((count(&draft, Ground::Consent), count(&draft, Ground::Anonymised)), (1, 1));
    let draft = telling("On 10 March 2026 they paid 5,000 yuan in Hall 5.1.");
    assert_eq!((count(&draft, Ground::Consent), count(&draft, Ground::Anonymised)), (0, 3));
    let draft = with(draft, "10march2026", replaced("in spring 2026"));
    let draft = with(with(draft, "5000yuan", kept()), "hall51", replaced("in a hall"));
    assert_eq!(count(&draft, Ground::Anonymised), 0, "coarser, or confirmed by hand");
    let draft = with(telling("The aurora over the lake."), "aurora", kept());
    assert_eq!(count(&draft, Ground::Anonymised), 0, "a title may be a word");
}

#[test]
fn who_writes_has_read_and_the_case_is_over() {
    let mut fair = TestFair::new();
    let (case, ticket) = fair.file().unwrap();
    let draft = || Command::DraftTypicalCase { case, base: 0, body: Box::new(telling("They settled.")) };
    read(&mut fair, HEAD, case);
    assert!(matches!(fair.by(HEAD, draft()), Err(Refusal::CaseIs(_))), "it goes on");
    fair.receive(MEI, ticket).unwrap();
    fair.conclude(MEI, case, Outcome::NotAccepted, Reason::Other).unwrap();
    assert_eq!(fair.by(MEI, draft()), Err(Refusal::StepMissing("reading")));
    assert!(matches!(fair.by(TOM, draft()), Err(Refusal::NotYours { .. })));
    for who in [ORGANISER, SUPERVISOR] {
        assert_eq!(fair.by(who, draft()), Err(Refusal::NotAllowed));
    }
    read(&mut fair, MEI, case);
    let events = fair.by(MEI, draft()).unwrap();
    assert_eq!(events[0].body.as_ref().unwrap().scope, Scope::Case(case), "a draft is part of the case");
    assert_eq!(fair.by(HEAD, draft()), Err(Refusal::Changed), "written from an older one");
    let mut empty = telling("They settled.");
    empty.accounts[0].lesson = " ".to_owned();
    let empty = Command::DraftTypicalCase { case, base: 1, body: Box::new(empty) };
    assert_eq!(fair.by(HEAD, empty), Err(Refusal::Incomplete("lesson")));
}

#[test]
fn where_four_eyes_are_asked_for_another_person_of_the_body_confirms() {
    let mut fair = TestFair::new();
    four_eyes(&mut fair);
    let case = over(&mut fair);
    let events = publish(&mut fair, case, telling("They settled."), Ground::Anonymised, Vec::new()).unwrap();
    assert!(matches!(events[0].fact, Fact::DeedProposed { .. }) && !public(&fair, case));
    let confirm = confirming(&fair, fair.desk.seq(), Vec::new());
    assert_eq!(fair.by(HEAD, confirm.clone()), Err(Refusal::SamePerson));
    assert_eq!(fair.by(ORGANISER, confirm.clone()), Err(Refusal::NotAllowed));
    fair.by(TOM, confirm).unwrap();
    let told = fair.desk.case(case).unwrap().public_account().cloned().unwrap();
    assert_eq!((told.by, told.seq), (Some(HEAD), fair.desk.proposals().next().unwrap().seq));
}

/// The list of exhibitors changes at any time, and whoever changes it knows nothing of what waits.
#[test]
fn a_name_that_becomes_known_before_the_second_person_comes_stops_it_as_it_would_anew() {
    for ground in [Ground::Consent, Ground::Anonymised] {
        let mut fair = TestFair::new();
        four_eyes(&mut fair);
        let case = over(&mut fair);
        let draft = telling("Novaluna and Lumen settled on 10 March 2026.");
        let draft = with(draft, "lumen", replaced("Company A"));
        let draft = with(draft, "10march2026", replaced("in spring 2026"));
        write(&mut fair, case, &draft).unwrap();
        for party in parties(&fair, case) {
            consent(&mut fair, case, party);
        }
        let before = || vec![known(Trace::Company, LUMEN)];
        let since = || vec![known(Trace::Company, LUMEN), known(Trace::Company, "Novaluna")];
        put(&mut fair, case, draft.clone(), ground, before()).unwrap();
        let proposal = fair.desk.seq();
        let unsearched = Command::ConfirmProposal { proposal, account: None };
        assert_eq!(fair.by(TOM, unsearched), Err(Refusal::Incomplete("account")), "nobody looked for names");
        let confirm = confirming(&fair, proposal, since());
        assert_eq!(fair.by(TOM, confirm), Err(Refusal::Unmasked { found: 1 }), "{ground:?}");
        assert!(!public(&fair, case));
        let waits = fair.desk.proposal(proposal).unwrap();
        assert!(fair.desk.still_waits(waits), "it is turned down, or proposed anew");

        let mut as_before = fair.clone();
        let confirm = confirming(&as_before, proposal, before());
        as_before.by(TOM, confirm).unwrap();
        assert!(public(&as_before, case), "what was said of everything else stands");

        fair.by(TOM, Command::WithdrawProposal { proposal }).unwrap();
        let anew = put(&mut fair, case, draft, ground, since());
        assert_eq!(anew, Err(Refusal::Unmasked { found: 1 }), "it is refused as it would be anew");
    }
}

/// What a mask of the draft would replace by now still stands in the words that were sealed when nothing was known of it.
#[test]
fn a_mask_for_a_name_that_was_not_known_hides_nothing_in_what_was_proposed() {
    let mut fair = TestFair::new();
    four_eyes(&mut fair);
    let case = over(&mut fair);
    let draft = with(telling("Novaluna settled."), "novaluna", replaced("Company A"));
    publish(&mut fair, case, draft.clone(), Ground::Anonymised, Vec::new()).unwrap();
    let proposal = fair.desk.seq();
    let since = || vec![known(Trace::Company, "Novaluna")];
    let confirm = confirming(&fair, proposal, since());
    assert_eq!(fair.by(TOM, confirm), Err(Refusal::Unmasked { found: 1 }));
    fair.by(HEAD, Command::WithdrawProposal { proposal }).unwrap();
    put(&mut fair, case, draft, Ground::Anonymised, since()).unwrap();
    let confirm = confirming(&fair, fair.desk.seq(), since());
    fair.by(TOM, confirm).unwrap();
    assert!(public(&fair, case));
}

#[test]
fn by_consent_everybody_agrees_and_who_takes_it_back_has_it_withdrawn_at_once() {
    let mut fair = TestFair::new();
    let case = over(&mut fair);
    let [claimant, respondent] = parties(&fair, case)[..] else { panic!("two") };
    let draft = telling("They settled.");
    let go = |fair: &mut TestFair| put(fair, case, draft.clone(), Ground::Consent, Vec::new());
    write(&mut fair, case, &draft).unwrap();
    consent(&mut fair, case, claimant);
    assert_eq!(go(&mut fair), Err(Refusal::ConsentMissing("typical-case")));
    consent(&mut fair, case, respondent);
    go(&mut fair).unwrap();
    assert!(public(&fair, case));
    assert_eq!(go(&mut fair), Err(Refusal::Taken("typical")), "one at a time");
    let ticket = fair.desk.case(case).unwrap().claimant().ticket.unwrap();
    let revoke = Action::RevokeConsent { party: claimant, to: ConsentTo::TypicalCase };
    let revoke = Command::Proceed { case, action: Box::new(revoke) };
    let events = fair.ask(Actor::Party(ticket), revoke).unwrap();
    let why = events.iter().find_map(|event| {
        if let Fact::TypicalCaseWithdrawn { why, .. } = event.fact { Some(why) } else { None }
    });
    assert_eq!(why, Some(Retraction::ConsentRevoked));
    assert!(!public(&fair, case));
}

#[test]
fn a_consent_taken_back_before_the_second_person_came_stops_it() {
    let mut fair = TestFair::new();
    four_eyes(&mut fair);
    let case = over(&mut fair);
    publish_by_consent(&mut fair, case).unwrap();
    let confirm = Command::ConfirmProposal { proposal: fair.desk.seq(), account: None };
    let party = parties(&fair, case)[1];
    fair.proceed(HEAD, case, Action::RevokeConsent { party, to: ConsentTo::TypicalCase }).unwrap();
    assert_eq!(fair.by(MEI, confirm), Err(Refusal::Overtaken(Overtaken::Consent)));
    let may = fair.desk.may_confirm(
        fair.desk.staff_member(MEI).unwrap(),
        fair.desk.proposals().next().unwrap(),
        fair.now,
    );
    assert!(!may && !public(&fair, case));
}

/// Whoever agrees again does so to what is proposed anew.
#[test]
fn a_consent_given_again_revives_nothing_that_it_overtook() {
    let mut fair = TestFair::new();
    four_eyes(&mut fair);
    let case = over(&mut fair);
    publish_by_consent(&mut fair, case).unwrap();
    let proposal = fair.desk.seq();
    let party = parties(&fair, case)[1];
    fair.proceed(HEAD, case, Action::RevokeConsent { party, to: ConsentTo::TypicalCase }).unwrap();
    consent(&mut fair, case, party);
    let known = fair.desk.proposal(proposal).unwrap();
    assert!(known.waits() && !fair.desk.still_waits(known), "nobody has to settle it");
    let confirm = fair.by(TOM, Command::ConfirmProposal { proposal, account: None });
    assert_eq!(confirm, Err(Refusal::Overtaken(Overtaken::Consent)));
    put(&mut fair, case, telling("They settled."), Ground::Consent, Vec::new()).unwrap();
    let confirm = confirming(&fair, fair.desk.seq(), Vec::new());
    fair.by(TOM, confirm).unwrap();
    assert!(public(&fair, case));
}

/// Who agreed did so to words that they read: in others nothing is published by it.
#[test]
fn a_consent_is_to_one_version_of_the_account_and_lapses_with_the_next() {
    let mut fair = TestFair::new();
    let case = over(&mut fair);
    let [claimant, respondent] = parties(&fair, case)[..] else { panic!("two") };
    let other = telling("Something else altogether.");
    assert_eq!(fair.proceed(HEAD, case, agreeing(claimant, 1)), Err(Refusal::Changed), "nothing is written");
    write(&mut fair, case, &telling("They settled.")).unwrap();
    for party in [claimant, respondent] {
        consent(&mut fair, case, party);
    }
    write(&mut fair, case, &other).unwrap();
    assert_eq!(fair.proceed(HEAD, case, agreeing(claimant, 1)), Err(Refusal::Changed));
    let by_consent = |fair: &mut TestFair| put(fair, case, other.clone(), Ground::Consent, Vec::new());
    let missing = Err(Refusal::ConsentMissing("typical-case"));
    assert_eq!(by_consent(&mut fair), missing);
    consent(&mut fair, case, claimant);
    assert_eq!(by_consent(&mut fair), missing, "one of them agreed to the version before");
    consent(&mut fair, case, respondent);
    by_consent(&mut fair).unwrap();
    assert_eq!(fair.desk.case(case).unwrap().public_account().unwrap().version, Some(2));
    // What is written afterwards changes nothing of what stands before everybody.
    write(&mut fair, case, &telling("A third one.")).unwrap();
    assert!(public(&fair, case) && !fair.desk.case(case).unwrap().agrees_as_example(claimant));
    // Without a version there is nothing that was read.
    let (to, text) = (ConsentTo::TypicalCase, "2026-03".to_owned());
    let unread = Action::Consent { party: claimant, to, text, means: Means::Spoken };
    assert_eq!(fair.proceed(HEAD, case, unread), Err(Refusal::Incomplete("version")));
}

/// What the second person would confirm is not the account any more: of either ground, whoever agrees to the new one.
#[test]
fn what_waits_for_a_second_person_is_overtaken_by_a_newer_account() {
    for ground in [Ground::Consent, Ground::Anonymised] {
        let mut fair = TestFair::new();
        four_eyes(&mut fair);
        let case = over(&mut fair);
        if ground == Ground::Consent {
            publish_by_consent(&mut fair, case).unwrap();
        } else {
            publish(&mut fair, case, telling("They settled."), ground, Vec::new()).unwrap();
        }
        let proposal = fair.desk.seq();
        let newer = telling("Something else altogether.");
        write(&mut fair, case, &newer).unwrap();
        for party in parties(&fair, case) {
            consent(&mut fair, case, party);
        }
        let overtaken = Err(Refusal::Overtaken(Overtaken::Account));
        assert_eq!(fair.by(TOM, Command::ConfirmProposal { proposal, account: None }), overtaken);
        fair.by(TOM, Command::WithdrawProposal { proposal }).unwrap();
        put(&mut fair, case, newer, ground, Vec::new()).unwrap();
        let confirm = confirming(&fair, fair.desk.seq(), Vec::new());
        fair.by(TOM, confirm).unwrap();
        assert_eq!(fair.desk.case(case).unwrap().public_account().unwrap().version, Some(2));
    }
}

/// In an old journal no version is said: it is the one that stood.
#[test]
fn an_old_consent_was_given_for_the_version_that_stood() {
    let mut fair = TestFair::new();
    let case = over(&mut fair);
    write(&mut fair, case, &telling("They settled.")).unwrap();
    let (to, means) = (ConsentTo::TypicalCase, Means::Spoken);
    for party in parties(&fair, case) {
        let with = Proceeding::ConsentGiven { party, to, text: "2026-03".to_owned(), means, version: None };
        fair.happened(HEAD, vec![Fact::CaseProceeded { case, with }]);
    }
    let mut changed = fair.clone();
    put(&mut fair, case, telling("They settled."), Ground::Consent, Vec::new()).unwrap();
    let other = publish(&mut changed, case, telling("Another."), Ground::Consent, Vec::new());
    assert_eq!(other, Err(Refusal::ConsentMissing("typical-case")));
}

#[test]
fn a_word_that_stays_goes_with_its_reason_to_the_second_person() {
    let mut fair = TestFair::new();
    four_eyes(&mut fair);
    let case = over(&mut fair);
    let names = || vec![known(Trace::Company, "Apex Novaluna Lighting Ltd")];
    let draft = with(telling("At the apex of the talk Novaluna paid."), "apex", kept());
    let draft = with(draft, "novaluna", replaced("Company A"));
    let events = publish(&mut fair, case, draft, Ground::Anonymised, names()).unwrap();
    let body = events[0].body.clone().unwrap();
    let Content::Typical(told) = &body.content else { panic!("{body:?}") };
    let [stays] = &told.masks[..] else { panic!("{told:?}") };
    assert_eq!((stays.found.as_str(), &stays.treatment), ("apex", &kept()));
}

#[test]
fn the_head_withdraws_with_a_reason() {
    let mut fair = TestFair::new();
    let case = over(&mut fair);
    publish(&mut fair, case, telling("They settled."), Ground::Anonymised, Vec::new()).unwrap();
    let typical = fair.desk.case(case).unwrap().typical[0].id;
    let withdraw = |reason: &str| Command::WithdrawTypicalCase { case, typical, reason: reason.to_owned() };
    assert_eq!(fair.by(MEI, withdraw("no")), Err(Refusal::NotAllowed));
    assert_eq!(fair.by(HEAD, withdraw(" ")), Err(Refusal::Incomplete("reason")));
    fair.by(HEAD, withdraw("it was recognised")).unwrap();
    assert!(!public(&fair, case));
    assert_eq!(fair.by(HEAD, withdraw("again")), Err(Refusal::Withdrawn));
}

#[test]
fn erasing_the_case_takes_its_drafts_and_leaves_what_is_about_nobody() {
    let mut fair = TestFair::new();
    let case = over(&mut fair);
    publish(&mut fair, case, telling("They settled."), Ground::Anonymised, Vec::new()).unwrap();
    let typical = fair.desk.case(case).unwrap().typical[0].id;
    fair.by(HEAD, Command::EraseCase { case }).unwrap();
    let gone = Scope::all_of(fair.desk.case(case).unwrap());
    assert!(gone.contains(&Scope::Case(case)) && !gone.contains(&Scope::Typical(typical)));
    assert!(public(&fair, case));

    let case = over(&mut fair);
    publish_by_consent(&mut fair, case).unwrap();
    assert_eq!(fair.by(HEAD, Command::EraseCase { case }), Err(Refusal::StillPublished));
    let typical = fair.desk.case(case).unwrap().typical[0].id;
    let reason = "the file goes".to_owned();
    fair.by(HEAD, Command::WithdrawTypicalCase { case, typical, reason }).unwrap();
    fair.by(HEAD, Command::EraseCase { case }).unwrap();
    assert!(Scope::all_of(fair.desk.case(case).unwrap()).contains(&Scope::Typical(typical)));

    four_eyes(&mut fair);
    let case = over(&mut fair);
    publish(&mut fair, case, telling("They settled."), Ground::Anonymised, Vec::new()).unwrap();
    let (typical, confirm) = (
        fair.desk.case(case).unwrap().typical[0].id,
        Command::ConfirmProposal { proposal: fair.desk.seq(), account: None },
    );
    fair.by(HEAD, Command::EraseCase { case }).unwrap();
    fair.by(TOM, Command::ConfirmProposal { proposal: fair.desk.seq(), account: None }).unwrap();
    assert!(Scope::all_of(fair.desk.case(case).unwrap()).contains(&Scope::Typical(typical)));
    assert_eq!(fair.by(TOM, confirm), Err(Refusal::Overtaken(Overtaken::Erased)));
}

/// It was withdrawn because somebody was recognised: then it is about somebody.
#[test]
fn what_was_withdrawn_goes_with_its_case_and_so_does_the_reason() {
    let mut fair = TestFair::new();
    let case = over(&mut fair);
    publish(&mut fair, case, telling("They settled."), Ground::Anonymised, Vec::new()).unwrap();
    let typical = fair.desk.case(case).unwrap().typical[0].id;
    let reason = "somebody was recognised".to_owned();
    let events = fair.by(HEAD, Command::WithdrawTypicalCase { case, typical, reason }).unwrap();
    assert_eq!(events[0].body.as_ref().map(|body| body.scope), Some(Scope::Typical(typical)));
    assert_eq!(Scope::gone(fair.desk.case(case).unwrap()), [], "as long as its file stands");
    fair.by(HEAD, Command::EraseCase { case }).unwrap();
    assert!(Scope::gone(fair.desk.case(case).unwrap()).contains(&Scope::Typical(typical)));
}

#[test]
fn what_outlived_its_case_goes_when_it_is_withdrawn_and_no_reason_is_left_behind() {
    let mut fair = TestFair::new();
    let case = over(&mut fair);
    publish(&mut fair, case, telling("They settled."), Ground::Anonymised, Vec::new()).unwrap();
    let typical = fair.desk.case(case).unwrap().typical[0].id;
    fair.by(HEAD, Command::EraseCase { case }).unwrap();
    assert!(!Scope::gone(fair.desk.case(case).unwrap()).contains(&Scope::Typical(typical)));
    let withdraw = |reason: &str| Command::WithdrawTypicalCase { case, typical, reason: reason.to_owned() };
    let typed = fair.by(HEAD, withdraw("Li Hua was recognised"));
    assert_eq!(typed, Err(Refusal::Erased), "it would be kept nowhere");
    assert!(public(&fair, case));
    let events = fair.by(HEAD, withdraw(" ")).unwrap();
    let why = Retraction::Decided;
    assert_eq!(events, [Event::from(Fact::TypicalCaseWithdrawn { case, typical, why })], "nothing is sealed");
    assert!(!public(&fair, case));
    assert!(Scope::gone(fair.desk.case(case).unwrap()).contains(&Scope::Typical(typical)));
    assert_eq!(fair.by(HEAD, withdraw("")), Err(Refusal::Withdrawn));
}
