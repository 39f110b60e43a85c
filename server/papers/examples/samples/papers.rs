//! Sample documents of the kinds a desk issues, for looking at, for measuring and for the tests.

use papers::{Block, Check, Field, Pair, Paper, Sheet, SideBySide, SignaturePlace, Status, Table};

const ADDRESS: &str = "https://desk.example/v/SH-2026-0117/2/9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08/\
    MEUCIQDf4r2bq0n3m8bq7Qm1oZtq0o3Qv1cJb1l8l5g1n2k9XwIgYxv2m";

fn words(list: &[&str]) -> Vec<String> {
    list.iter().map(|word| (*word).to_owned()).collect()
}

fn base(titles: &[&str], number: &str, status: &str, draft: bool) -> Paper {
    Paper {
        language: "zh-CN".into(),
        masthead: words(&[
            "2026 上海国际家居展览会 · Shanghai Home Fair 2026",
            "上海市会展知识产权纠纷人民调解委员会",
        ]),
        titles: words(titles),
        number: number.into(),
        version: "第 2 版 Version 2".into(),
        issued: Some(jiff::Timestamp::UNIX_EPOCH + jiff::SignedDuration::from_hours(24 * 20_524)),
        status: Some(Status { words: status.into(), draft }),
        footer: words(&["国家会展中心 4.1 号馆服务台 · Service desk, hall 4.1 · 021-6700 0000"]),
        paging: "第 {page} 页，共 {pages} 页 · Page {page} of {pages}".into(),
        check: Some(Check {
            address: ADDRESS.into(),
            caption: words(&["扫码核验本文书", "Scan to check this paper"]),
        }),
        blocks: Vec::new(),
    }
}

fn place(caption: &str, name: &str, capacity: &str, seal: Option<&str>) -> SignaturePlace {
    SignaturePlace {
        caption: caption.into(),
        fields: vec![Field::from(("姓名 Name", name)), Field::from(("身份 Capacity", capacity))],
        signature: "签名 Signature".into(),
        date: "日期 Date".into(),
        seal: seal.map(str::to_owned),
        ..SignaturePlace::default()
    }
}

/// The notice to a respondent, complete without a phone, with a slip to tear off.
pub fn notice() -> Paper {
    let blocks = vec![
        Block::paragraph("宁波海辰家居用品有限公司（展位 4.1H B032）："),
        Block::paragraph(
            "本委员会已收到申请人深圳市光语设计有限公司就“月影”系列台灯外观设计专利提出的调解申请。调解以双方自愿为前提；您可以接受，也可以不接受，不接受不会对您的权利产生任何不利影响。",
        ),
        Block::paragraph(
            "You have the right to accept or to decline mediation. Declining does not affect any of your rights, and nothing said at the desk may be used against you later.",
        ),
        Block::heading("一、申请事项 The application"),
        Block::fields([
            ("申请人 Applicant", "深圳市光语设计有限公司 Shenzhen Guangyu Design Co., Ltd."),
            ("权利 Right", "外观设计专利 ZL 2023 3 0123456.7（台灯“月影”）"),
            ("涉及展品 Exhibit", "型号 HC-208 台灯，展位 4.1H B032 右侧展架"),
            ("申请请求 Requests", "1. 停止展示；2. 撤下宣传页第 6 页；3. 协商许可使用费。"),
        ]),
        Block::heading("二、您的权利和义务 Your rights and duties"),
        Block::list([
            (
                "1.",
                "选择或者接受人民调解员；接受调解、拒绝调解或者要求终止调解；要求调解公开进行或者不公开进行；自主表达意愿、自愿达成调解协议。",
            ),
            ("2.", "如实陈述纠纷事实；遵守调解现场秩序，尊重人民调解员；尊重对方当事人行使权利。"),
            (
                "3.",
                "Choose or accept a mediator; accept, decline or end mediation at any time; ask for open or closed talks; decide freely.",
            ),
        ]),
        Block::heading("三、时间和地点 Time and place"),
        Block::Table(Table {
            widths: vec![1.2, 1.0, 2.2],
            head: words(&["日期 Date", "时间 Time", "地点 Place"]),
            rows: vec![
                words(&["2026 年 3 月 12 日", "14:30", "4.1 号馆调解室 2（步行约 6 分钟）Room 2, hall 4.1"]),
                words(&["2026 年 3 月 12 日", "16:00 前", "答复期限 Please reply by"]),
            ],
        }),
        Block::Code {
            text: "https://desk.example/r/7h2k-q9vt-c3mx".into(),
            lines: words(&[
                "用手机答复 Reply with a phone",
                "扫描此码，或者填写下面的回执交给任何一位工作人员。",
                "Scan this code, or fill in the slip below and hand it to any member of staff.",
            ]),
        },
        Block::Seal {
            caption: "（印章 Seal）".into(),
            lines: words(&["上海市会展知识产权纠纷人民调解委员会", "2026 年 3 月 12 日"]),
        },
        Block::Cut("沿此线撕下 · Tear off here".into()),
        Block::Heading { level: 2, text: "回执 Reply slip · 沪展人调字〔2026〕第 117 号".into() },
        Block::ticks([
            (false, "接受调解 We accept mediation"),
            (false, "不接受调解 We decline mediation"),
            (true, "需要翻译 We need an interpreter: Türkçe"),
        ]),
        Block::Lines { label: "意见 Statement".into(), count: 2 },
        Block::Signatures(vec![
            place("被申请人 Respondent", "", "", None),
            place("见证人 Witness", "王晓梅", "调解员 Mediator", None),
        ]),
    ];
    Paper {
        blocks,
        ..base(&["调解通知书", "Notice of mediation"], "沪展人调字〔2026〕第 117 号", "正本 Original", false)
    }
}

/// An agreement in two languages side by side, some three pages long.
pub fn agreement() -> Paper {
    let mut rows = vec![Pair::heading("一、主要事实和争议事项", "1. Main facts and matters in dispute")];
    rows.push(Pair::clause(
        "申请人系外观设计专利 ZL 2023 3 0123456.7 的专利权人。2026 年 3 月 11 日，申请人在 4.1 号馆 B032 展位发现被申请人展示的 HC-208 型台灯与该外观设计相近。被申请人表示该展品由供应商提供，并不知悉该专利。双方对于下列事实没有争议。",
        "The applicant holds design patent ZL 2023 3 0123456.7. On 11 March 2026 it found at booth B032, hall 4.1, the table lamp HC-208 shown by the respondent, close to that design. The respondent states that the exhibit came from a supplier and that it did not know of the patent. The following facts are not in dispute.",
    ));
    rows.push(Pair::heading("二、协议内容", "2. What is agreed"));
    let clauses = [
        (
            "被申请人应于 2026 年 3 月 12 日 17:00 前从 4.1 号馆 B032 展位撤下 HC-208 型台灯三件，并在本届展会期间不再展示。",
            "The respondent removes three HC-208 table lamps from booth B032, hall 4.1, by 17:00 on 12 March 2026 and does not show them again during this fair.",
        ),
        (
            "被申请人应于同一时间遮盖宣传册第 6 页，并从其网站 www.example.com 撤下相应页面，期限至 2026 年 12 月 31 日。",
            "At the same time the respondent covers page 6 of its brochure and takes the page concerned off its website www.example.com until 31 December 2026.",
        ),
        (
            "被申请人向申请人支付人民币 38,000 元（大写：叁万捌仟元整），于 2026 年 4 月 15 日前汇入申请人指定账户。",
            "The respondent pays the applicant CNY 38,000 (thirty-eight thousand yuan) into the account named by the applicant by 15 April 2026.",
        ),
        (
            "申请人收到前项款项后，不再就本次展会期间的展示行为主张其他权利。",
            "Once that sum has arrived, the applicant raises no further claims for the showing during this fair.",
        ),
        (
            "双方应对调解过程中知悉的商业秘密和个人信息保密，法律另有规定的除外。",
            "Both parties keep confidential the trade secrets and personal data learnt in mediation, except where the law provides otherwise.",
        ),
    ];
    for round in 0..2 {
        for (at, (left, right)) in clauses.iter().enumerate() {
            let number = round * clauses.len() + at + 1;
            rows.push(Pair::clause(format!("第{}条　{left}", ordinal(number)), format!("{number}. {right}")));
        }
    }
    rows.push(Pair::heading("三、履行方式和期限", "3. Performance"));
    rows.push(Pair::clause(
        "以上各项应当在约定期限内自行履行。双方可以自本协议生效之日起三十日内共同向有管辖权的人民法院申请司法确认。",
        "Each obligation is performed by its date. Within thirty days of the day this agreement takes effect the parties may jointly apply to the competent court for judicial confirmation.",
    ));
    let mut mediator = place("人民调解员 Mediator", "王晓梅", "调解员证号 310-2024-0087", None);
    mediator.dated = "2026 年 3 月 12 日".into();
    let blocks = vec![
        Block::fields([
            (
                "申请人（甲方）\nApplicant (A)",
                "深圳市光语设计有限公司 Shenzhen Guangyu Design Co., Ltd.\n统一社会信用代码 91440300MA5EXAMPLE · 法定代表人 陈喆",
            ),
            (
                "被申请人（乙方）\nRespondent (B)",
                "Işık Aydınlatma Sanayi ve Ticaret A.Ş., Çağlayan Mah., İstanbul\n授权代表 Yetkili: Gülşen Öztürk",
            ),
            ("调解员 Mediator", "王晓梅"),
        ]),
        Block::paragraph("双方当事人在平等、自愿的基础上，经本委员会主持调解，达成协议如下："),
        Block::SideBySide(SideBySide {
            languages: ["zh-CN".into(), "en".into()],
            heads: ["中文（以中文为准）".into(), "English (the Chinese text prevails)".into()],
            rows,
        }),
        Block::note(
            "译文由 Zhang Wei 提供。Translated by Zhang Wei. 本协议一式三份，双方各执一份，调解委员会存档一份；自双方签名盖章、调解员签名并加盖调解委员会印章之日起生效。",
        ),
        Block::heading("签署 Signatures"),
        Block::Signatures(vec![
            place(
                "申请人（甲方） Applicant (A)",
                "陈喆 Chen Zhe",
                "法定代表人 Legal representative",
                Some("公司印章\nCompany seal"),
            ),
            place(
                "被申请人（乙方） Respondent (B)",
                "Gülşen Öztürk",
                "授权代表 Authorised representative",
                Some("公司印章\nCompany seal"),
            ),
            mediator,
            place("记录人 Recorder", "李明", "书记员 Clerk", None),
        ]),
        Block::Seal {
            caption: "（印章 Seal）".into(),
            lines: words(&["上海市会展知识产权纠纷人民调解委员会", "2026 年 3 月 12 日"]),
        },
    ];
    Paper {
        blocks,
        ..base(&["人民调解协议书", "Mediation agreement"], "沪展人调字〔2026〕第 117 号", "草稿 Draft", true)
    }
}

fn ordinal(number: usize) -> &'static str {
    ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"].get(number).copied().unwrap_or("十")
}

/// The record of a session: questions and answers over some pages.
pub fn record() -> Paper {
    let mut blocks = vec![
        Block::fields([
            ("时间 Time", "2026 年 3 月 12 日 14:36 至 15:20"),
            ("地点 Place", "国家会展中心 4.1 号馆调解室 2"),
            ("当事人 Parties", "深圳市光语设计有限公司；宁波海辰家居用品有限公司"),
            ("参加人 Present", "陈喆、沈翀、Михаил Кузнецов（翻译）"),
            ("调解员 Mediator", "王晓梅"),
        ]),
        Block::heading("调解笔录 Record"),
    ];
    for round in 0..7 {
        blocks.push(Block::list([
            ("问：", "请被申请人说明 HC-208 型台灯的来源，以及是否知道申请人的外观设计专利。"),
            ("答：", "该台灯由供应商提供样品，我们在 2025 年 11 月的订货会上第一次见到。我们在收到通知之前不知道这项专利，愿意先从展架撤下，再与供应商核实。"),
        ]));
        if round == 3 {
            blocks.push(Block::heading("双方确认无争议的事实 Facts not in dispute"));
        }
    }
    blocks.push(Block::heading("调解结果 Result"));
    blocks.push(Block::ticks([
        (true, "达成书面协议 Written agreement"),
        (false, "达成口头协议 Oral agreement"),
        (false, "未达成协议 No agreement"),
    ]));
    blocks.push(Block::Signatures(vec![
        place("申请人 Applicant", "陈喆", "法定代表人", None),
        place("被申请人 Respondent", "沈翀", "展位负责人", None),
        place("人民调解员 Mediator", "王晓梅", "", None),
        place("记录人 Recorder", "李明", "", None),
    ]));
    Paper {
        blocks,
        ..base(&["调解记录", "Record of mediation"], "沪展人调字〔2026〕第 117 号", "有效 Effective", false)
    }
}

/// The certificate of the outcome, of one page.
pub fn certificate() -> Paper {
    let blocks = vec![
        Block::paragraph(
            "兹证明申请人深圳市光语设计有限公司与被申请人宁波海辰家居用品有限公司之间的知识产权纠纷，经本委员会于 2026 年 3 月 12 日主持调解，双方未能达成协议，调解终止。",
        ),
        Block::paragraph(
            "This is to certify that mediation between the applicant and the respondent named above was held at this desk on 12 March 2026 and ended without an agreement.",
        ),
        Block::heading("其他途径 Other ways"),
        Block::list([
            ("一、", "向市场监督管理部门或者知识产权管理部门投诉，或者请求行政裁决；"),
            ("二、", "向有管辖权的人民法院提起诉讼，情况紧急的可以申请行为保全；"),
            ("三、", "有仲裁协议的，向仲裁机构申请仲裁；"),
            ("四、", "申请公证机构保全证据。"),
        ]),
        Block::note(
            "本证明不记载调解中的陈述和意见。This certificate does not record what was said in mediation. 姓名中的罕见字：𪚖（U+2A696）。",
        ),
        Block::Seal {
            caption: "（印章 Seal）".into(),
            lines: words(&["上海市会展知识产权纠纷人民调解委员会", "2026 年 3 月 12 日"]),
        },
    ];
    Paper {
        blocks,
        ..base(
            &["调解结果证明书", "Certificate of outcome"],
            "沪展人调字〔2026〕第 117 号",
            "副本 2 Copy 2",
            false,
        )
    }
}

/// All of them with a name for their file.
pub fn all() -> Vec<(&'static str, Paper)> {
    vec![
        ("notice", notice()),
        ("agreement", agreement()),
        ("record", record()),
        ("certificate", certificate()),
    ]
}

/// Posters for a number of booths.
pub fn booths(count: usize) -> Vec<Sheet> {
    let sheet = |at: usize| Sheet {
        code: format!("https://desk.example/b/7H2KQ9VT{at:06}C3MX"),
        lines: words(&[
            "知识产权纠纷？扫码找调解员",
            "Dispute over a right? Scan and a mediator comes.",
            "免费 · 自愿 · 保密   Free · voluntary · confidential",
        ]),
        hall: "4.1 号馆 Hall 4.1".into(),
        booth: format!("B{at:03}"),
        names: words(&["宁波海辰家居用品有限公司", "Ningbo Haichen Household Goods Co., Ltd."]),
    };
    (1..=count).map(sheet).collect()
}
