//! Slips as they are at a fair: short and long, in one language and two.

use crate::model::{
    Code, DeskCopy, Edition, NoticeSlip, Phrase, Row, SealSlip, Slip, Standing, Steps, TicketSlip, Typed,
};

const ADDRESS: &str = "http://fairdesk.example:8080/t/7F3K9QW2M5XTB8HRCN4JVD6GAY";

fn pair(text: &str, also: &str) -> Phrase {
    Phrase::pair(text, also)
}

fn steps(title: Phrase, steps: &[(&str, &str)]) -> Steps {
    Steps { title, steps: steps.iter().map(|(text, also)| pair(text, also)).collect() }
}

/// A ticket in English.
pub fn ticket() -> Slip {
    Slip::Ticket(english())
}

/// A ticket in English that the desk has not confirmed, with a copy for the desk and every line in Chinese too.
pub fn ticket_in_two_languages() -> Slip {
    Slip::Ticket(TicketSlip {
        fair: pair("Canton Autumn Trade Fair", "广州秋季交易会"),
        body: pair("Intellectual property mediation desk", "知识产权纠纷调解处"),
        number: "AB-1234".parse().expect("a number"),
        typed: Typed { caption: pair("To type in", "手工输入"), text: "AB-1234-7".into() },
        kind: pair("Dispute", "纠纷"),
        hall: Row::new(pair("Hall", "展馆"), pair("Hall 3.1", "3.1 号馆")),
        desk: Row::new(
            pair("Desk", "调解处"),
            pair("North entrance, beside booth 3.1 A01", "北门，3.1 馆 A01 展位旁"),
        ),
        issued: Row::new(pair("Issued", "取号时间"), "24 Nov 2026, 14:05"),
        code: Code::Scan {
            text: ADDRESS.into(),
            caption: pair("Scan to see where you stand", "扫码查看排队情况"),
        },
        next: steps(
            pair("What happens next", "接下来"),
            &[
                (
                    "We call your number on the boards in the hall. You can walk around until then.",
                    "馆内屏幕会叫号，等候期间可以自由走动。",
                ),
                ("Come to the desk within 10 minutes of the call.", "叫号后请在 10 分钟内到调解处。"),
                ("Mediation is voluntary: you may stop at any time.", "调解自愿，您可以随时退出。"),
            ],
        ),
        bring: Some(steps(
            pair("Please bring", "请携带"),
            &[("This slip", "本小票"), ("Your certificate of the right, and your badge", "权利证书和参展证")],
        )),
        standing: Standing::Queued(pair(
            "Queued, not yet confirmed. Keep this slip: your place counts from the time on it.",
            "已排队，尚未确认。请保留本小票，您的位置从小票上的时间算起。",
        )),
        edition: Edition { copy: 2, words: pair("Copy {copy}", "第 {copy} 份") },
        desk_copy: Some(DeskCopy {
            title: pair("For the desk", "调解处留存"),
            rows: vec![
                Row::new(pair("Issued", "取号时间"), "24 Nov 2026, 14:05"),
                Row::new(pair("Matter", "事项"), pair("Dispute", "纠纷")),
                Row::new(pair("Hall", "展馆"), "3.1"),
            ],
            sign: vec![],
        }),
    })
}

/// A ticket in Chinese.
pub fn ticket_in_chinese() -> Slip {
    Slip::Ticket(TicketSlip {
        fair: "广州秋季交易会".into(),
        body: "知识产权纠纷调解处".into(),
        number: "C-128".parse().expect("a number"),
        typed: Typed { caption: "手工输入时请用".into(), text: "C-128-3".into() },
        kind: "纠纷".into(),
        hall: Row::new("展馆", "3.1 号馆"),
        desk: Row::new("调解处", "北门入口，3.1A01 展位旁"),
        issued: Row::new("取号时间", "2026年11月24日 14:05"),
        code: Code::Scan { text: ADDRESS.into(), caption: "扫码随时查看排队情况".into() },
        next: steps(
            "接下来".into(),
            &[
                ("我们会叫您的号码，请留意馆内屏幕。等候期间可以自由走动。", ""),
                ("叫号后请在 10 分钟内到调解处。", ""),
                ("调解自愿进行，您可以随时退出。", ""),
            ],
        ),
        bring: Some(steps("请携带".into(), &[("本小票", ""), ("权利证书原件和参展证", "")])),
        standing: Standing::Confirmed,
        edition: Edition::first("第 {copy} 份"),
        desk_copy: None,
    })
}

/// A ticket with names that are too long, in several scripts, one of them without letters in our fonts; its key is gone.
pub fn ticket_with_long_names() -> Slip {
    Slip::Ticket(TicketSlip {
        fair: "Internationale Fachausstellung für Werkzeugmaschinenpräzisionsbearbeitungszentren Düsseldorf"
            .into(),
        body: "Схід-Захід Медіація · Nguyễn Thị Ánh · 深圳市龍騰國際貿易有限公司 · ελληνικά · مركز الوساطة 12 · לשכת הגישור".into(),
        number: "ZZ-123456789".parse().expect("a number"),
        typed: Typed { caption: "To type in".into(), text: "ZZ-123456789-0".into() },
        desk: Row::new(
            "Mediationsschalter",
            "Zwischengeschoss_Ost_hinter_der_Anmeldung_rechts 中华人民共和国国家知识产权局 ქართული",
        ),
        code: Code::Gone { instead: "For a code to scan, please ask at the desk with this number.".into() },
        ..english()
    })
}

fn english() -> TicketSlip {
    let phrase = |text: &str| Phrase::new(text);
    TicketSlip {
        fair: phrase("Canton Autumn Trade Fair"),
        body: phrase("Intellectual property mediation desk"),
        number: "A-007".parse().expect("a number"),
        typed: Typed { caption: phrase("To type in"), text: "A-007-4".into() },
        kind: phrase("Dispute"),
        hall: Row::new(phrase("Hall"), phrase("3.1")),
        desk: Row::new(phrase("Desk"), phrase("North entrance, beside booth 3.1 A01")),
        issued: Row::new(phrase("Issued"), phrase("24 Nov 2026, 14:05")),
        code: Code::Scan { text: ADDRESS.into(), caption: phrase("Scan to see where you stand") },
        next: Steps {
            title: phrase("What happens next"),
            steps: vec![
                phrase("We call your number on the boards in the hall. You can walk around until then."),
                phrase("Come to the desk within 10 minutes of the call."),
                phrase("Mediation is voluntary: you may stop at any time."),
            ],
        },
        bring: None,
        standing: Standing::Confirmed,
        edition: Edition::first(phrase("Copy {copy}")),
        desk_copy: None,
    }
}

/// What a respondent is handed.
pub fn notice() -> Slip {
    Slip::Notice(NoticeSlip {
        fair: pair("Canton Autumn Trade Fair", "广州秋季交易会"),
        body: pair("Intellectual property mediation desk", "知识产权纠纷调解处"),
        title: pair("Invitation to mediation", "调解邀请"),
        to: Row::new(pair("For", "致"), "3.1 B22 深圳市龙腾国际贸易有限公司"),
        matter: vec![
            Row::new(pair("From", "申请方"), "Maschinenfabrik Müller GmbH & Co. KG"),
            Row::new(pair("Right", "权利"), "Design 外观设计 ZL 2024 3 0123456.7"),
        ],
        number: "A-008".parse().expect("a number"),
        typed: Typed { caption: pair("Your number", "您的号码"), text: "A-008-1".into() },
        code: Code::Scan {
            text: "http://fairdesk.example:8080/n/7F3K9QW2M5XTB8HRCN4JVD6GAY".into(),
            caption: pair("Scan to read the notice and to reply", "扫码阅读通知并答复"),
        },
        reply_by: Row::new(pair("Reply by", "答复期限"), "24 Nov 2026, 17:00"),
        desk: Row::new(
            pair("Desk", "调解处"),
            pair("North entrance, beside booth 3.1 A01", "北门，3.1 馆 A01 展位旁"),
        ),
        rights: steps(
            pair("Your rights", "您的权利"),
            &[
                (
                    "Taking part is voluntary. Declining affects no right.",
                    "是否参加由您决定，不参加不影响任何权利。",
                ),
                ("You may bring somebody who advises you.", "您可以带人提供意见。"),
                ("What is said in mediation stays there.", "调解中的内容保密。"),
            ],
        ),
        next: steps(
            pair("What happens next", "接下来"),
            &[(
                "Reply with the code above, or come to the desk with this slip.",
                "请用上面的二维码答复，或持本小票到调解处。",
            )],
        ),
        issued: Row::new(pair("Issued", "发出时间"), "24 Nov 2026, 14:31"),
        edition: Edition::first(pair("Copy {copy}", "第 {copy} 份")),
        desk_copy: Some(DeskCopy {
            title: pair("Received", "签收"),
            rows: vec![Row::new(pair("Booth", "展位"), "3.1 B22")],
            sign: vec![pair("Name and signature", "姓名和签字"), pair("Time", "时间")],
        }),
    })
}

/// A day's seal.
pub fn seal() -> Slip {
    let hash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    let statement = format!(
        "fairdesk day seal 1\nfair 0198c2f0a1b27c3d8e4f5a6b7c8d9e0f\nday 2026-11-24\nupto 1234\nhash {hash}\n{}\n",
        hash.repeat(2)
    );
    Slip::Seal(SealSlip {
        fair: pair("Canton Autumn Trade Fair", "广州秋季交易会"),
        body: pair("Organiser's office", "主办方办公室"),
        title: pair("Seal of the day", "当日封存"),
        day: Row::new(pair("Day", "日期"), "24 Nov 2026"),
        figures: vec![
            Row::new(pair("Filed", "受理"), "42"),
            Row::new(pair("Concluded", "办结"), "31"),
            Row::new(pair("Carried over", "结转"), "11"),
        ],
        upto: Row::new(pair("Up to entry", "截至记录"), "1234"),
        hash: Row::new(pair("Hash of that entry", "该条记录的哈希值"), hash),
        key: Row::new(pair("Key of the fair", "本展会公钥"), &hash[..32]),
        code: Code::Scan { text: statement, caption: pair("The signed statement", "签名声明") },
        sealed: vec![
            Row::new(pair("Sealed", "封存时间"), "24 Nov 2026, 18:12"),
            Row::new(pair("By", "封存人"), "Zhang Wei 张伟"),
        ],
        check: pair(
            "Keep this slip apart from the desk: it proves that the log of this day was not changed afterwards.",
            "请将本小票与调解处分开保管：它可证明当日日志此后未被改动。",
        ),
        sign: vec![pair("Witness", "见证人")],
        edition: Edition::first(pair("Copy {copy}", "第 {copy} 份")),
    })
}

/// Every slip, each with a name for its file.
pub fn all() -> Vec<(&'static str, Slip)> {
    vec![
        ("ticket", ticket()),
        ("ticket-chinese", ticket_in_chinese()),
        ("ticket-two-languages", ticket_in_two_languages()),
        ("ticket-long-names", ticket_with_long_names()),
        ("notice", notice()),
        ("seal", seal()),
    ]
}
