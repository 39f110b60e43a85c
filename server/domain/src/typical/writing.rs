//! How a form has to be written in a text to name somebody. "Chen" behind a title is a surname, "He" behind the end of a sentence is
//! not; "Ran Long" is called so, "ran long" is what talks do; the 何工 in 任何工作 is nobody at all. No name goes on behind the end of a
//! sentence.

use super::{
    common::{is_everyday, is_joint, is_legal, is_trade},
    fold::{Unit, breaks, is_ideograph},
    romanised::{is_homograph, is_word},
};

/// How a form has to stand there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Written {
    /// As a word of its own.
    Anyhow,
    /// A name right behind a title of so many letters.
    Titled(usize),
    /// A Chinese name in Latin letters; its syllables end there. They may stand apart.
    Spelled(Vec<usize>),
    /// A few Chinese signs that other words may have beside each other. Whether a word may begin with the last of them.
    Signs { open: bool },
    /// The beginning of a number.
    Beginning,
    /// The end of a number.
    End,
    /// The last digits of a phone, behind a word that says so.
    Told,
    /// The beginning of a phone.
    Begun,
    /// A word that is part of many names of firms, or a short name as well: it may mean one where it is written as names are.
    Ordinary,
    /// A surname or a short name alone in Latin letters.
    Surname,
    /// The first letter of one name before the other, whose syllables end there.
    Initial(Vec<usize>),
}

/// What a form means where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sense {
    /// Nothing: it is part of other words.
    Nobody,
    /// Perhaps a word: it is asked about.
    Word,
    /// Somebody.
    Name,
}

/// Titles behind which a point ends no sentence, and which are no words themselves.
const SHORT: &[&str] = &["mr", "mrs", "ms", "dr", "prof"];
/// What ends a sentence or a part of one, whatever follows.
const ENDS: &[char] = &['\n', '。', '；', ';', '！', '？'];
/// What ends a sentence where a space and a capital follow.
const POINTS: &[char] = &['.', '!', '?'];
/// What a part of a sentence begins behind.
const COLONS: &[char] = &[':', '：'];
/// Letters of which a word with a point behind it is shortened: "St. Gallen".
const SHORTENED: usize = 2;
/// The same of a trade: "San. Tic.".
const SHORTENED_TRADE: usize = 3;
/// What may stand between the syllables of a name.
const BETWEEN: &[char] = &['-', '‐', '‑', '–', '\'', '’', '·', ','];

impl Written {
    /// What a form means that stands at `first` and ends at `last`.
    pub(super) fn sense(&self, text: &str, units: &[Unit], first: usize, last: usize) -> Sense {
        let here = &units[first..=last];
        match self {
            Self::Anyhow | Self::Beginning | Self::End | Self::Told | Self::Begun => Sense::Name,
            Self::Ordinary => ordinary(text, units, first, last),
            // "Chen" may be anybody.
            Self::Surname if here.first().is_some_and(|unit| is_capital(text, *unit)) => Sense::Word,
            Self::Surname => Sense::Nobody,
            Self::Initial(ends) => initial(text, here, ends),
            Self::Titled(title) => titled(text, here, *title),
            Self::Spelled(ends) => spelled(text, here, ends),
            Self::Signs { open } => {
                let before = first.checked_sub(1).map(|at| [units[at], units[first]]);
                let after = units.get(last + 1).filter(|_| *open).map(|next| [units[last], *next]);
                let within = |pair: Option<[Unit; 2]>| pair.is_some_and(is_within_word);
                match (within(before), within(after)) {
                    (true, true) => Sense::Nobody,
                    (false, false) => Sense::Name,
                    (true, false) | (false, true) => Sense::Word,
                }
            }
        }
    }
}

fn gap(text: &str, before: Unit, after: Unit) -> &str {
    // A letter that was taken apart is two units of the same bytes.
    text.get(before.to..after.from).unwrap_or_default()
}

fn is_capital(text: &str, unit: Unit) -> bool {
    text[unit.from..unit.to].chars().all(char::is_uppercase)
}

fn letters(units: &[Unit]) -> String {
    units.iter().map(|unit| unit.c).collect()
}

fn titled(text: &str, here: &[Unit], title: usize) -> Sense {
    let (title, name) = here.split_at(title.min(here.len()));
    let (Some(end), Some(begin)) = (title.last(), name.first()) else { return Sense::Nobody };
    if title.windows(2).any(|pair| breaks(pair[0], pair[1])) {
        return Sense::Nobody;
    }
    let short = SHORT.contains(&letters(title).as_str());
    let between = gap(text, *end, *begin).trim();
    let follows = between.is_empty() || (short && between == ".");
    let word = letters(name);
    // "They miss you", "the director he met".
    let plain = is_word(&word) || is_joint(&word) || is_everyday(&word);
    if follows && (short || is_capital(text, *begin) || !plain) { Sense::Name } else { Sense::Nobody }
}

/// Whether a sentence ends within what stands there, so that it is no name: "They asked Zhiye. Office hours ended."
pub(super) fn is_torn(text: &str, here: &[Unit]) -> bool {
    here.windows(2).enumerate().any(|(at, pair)| {
        let between = gap(text, pair[0], pair[1]);
        let point = between.find(POINTS).is_some_and(|at| between[at..].contains(char::is_whitespace));
        let begins = is_capital(text, pair[1]) || is_ideograph(pair[1].c);
        between.contains(ENDS) || (point && begins && !is_shortened(&here[..=at]))
    })
}

/// Whether a point behind the last word there ends no sentence: "Co., Ltd.", "A. T. D.", "Prof. Chen".
fn is_shortened(here: &[Unit]) -> bool {
    let begins = (1..here.len()).rev().find(|at| breaks(here[at - 1], here[*at])).unwrap_or_default();
    let word = letters(&here[begins..]);
    let most = if is_trade(&word) { SHORTENED_TRADE } else { SHORTENED };
    word.chars().count() <= most || is_legal(&word) || SHORT.contains(&word.as_str())
}

/// A word like "office" means a firm, and one like "an" a person, at most with a capital: within a sentence, or before another word that has one.
fn ordinary(text: &str, units: &[Unit], first: usize, last: usize) -> Sense {
    if !is_capital(text, units[first]) {
        return Sense::Nobody;
    }
    let before = first.checked_sub(1).map(|at| gap(text, units[at], units[first]));
    let begins =
        before.is_none_or(|before| [ENDS, POINTS, COLONS].iter().any(|signs| before.contains(*signs)));
    let goes_on = units.get(last + 1).is_some_and(|next| {
        let between = gap(text, units[last], *next);
        is_capital(text, *next) && between.chars().all(|c| matches!(c, ' ' | '-' | '&' | '＆'))
    });
    if begins && !goes_on { Sense::Nobody } else { Sense::Word }
}

/// "C. Siyuan", "C Siyuan"; "csiyuan" is nobody.
fn initial(text: &str, here: &[Unit], ends: &[usize]) -> Sense {
    let Some((letter, name)) = here.split_first() else { return Sense::Nobody };
    let Some(begin) = name.first() else { return Sense::Nobody };
    let between = gap(text, *letter, *begin);
    let apart = !between.is_empty() && matches!(between.trim_end(), "" | ".");
    let capitals = is_capital(text, *letter) && is_capital(text, *begin);
    if apart && capitals && spelled(text, name, ends) != Sense::Nobody { Sense::Name } else { Sense::Nobody }
}

fn spelled(text: &str, here: &[Unit], ends: &[usize]) -> Sense {
    let mut capitals = here.first().is_some_and(|unit| is_capital(text, *unit));
    let mut apart = false;
    for (at, pair) in here.windows(2).enumerate().filter(|(_, pair)| breaks(pair[0], pair[1])) {
        let between = gap(text, pair[0], pair[1]);
        let joins = between.chars().all(|c| c.is_whitespace() || BETWEEN.contains(&c));
        if !joins || !ends.contains(&(at + 1)) {
            return Sense::Nobody;
        }
        apart = true;
        // "Si-yuan" and "Chang’an" are written with one capital.
        let hyphen = !between.is_empty() && between.chars().all(|c| BETWEEN.contains(&c) && c != ',');
        capitals &= hyphen || is_capital(text, pair[1]);
    }
    let begins = std::iter::once(0).chain(ends.iter().copied());
    let words = begins.zip(ends).all(|(from, to)| is_word(&letters(&here[from..*to])));
    // Three syllables beside each other are no accident.
    let long = ends.len() > 2;
    match (apart, capitals) {
        (false, true) if is_homograph(&letters(here)) => Sense::Word,
        (false, false) if is_homograph(&letters(here)) => Sense::Nobody,
        (true, false) if words => Sense::Nobody,
        (_, capitals) if capitals || long => Sense::Name,
        (_, _) => Sense::Word,
    }
}

/// Whether two signs that follow each other are a word that every text has.
fn is_within_word([before, after]: [Unit; 2]) -> bool {
    let beside = before.to == after.from && is_ideograph(before.c) && is_ideograph(after.c);
    let is_pair = |word: &str| word.chars().eq([before.c, after.c]);
    beside && WORDS_ZH.split_ascii_whitespace().any(is_pair)
}

/// Words of two signs that end with a surname or with what is put before one, and words that begin with a title or a surname.
const WORDS_ZH: &str = "
    任何 如何 为何 何时 何种 何人 何处 位于 对于 关于 由于 至于 属于 处于 用于 大于 小于 等于 终于 基于 鉴于 便于 在于 于是 双方 对方 甲方
    乙方 我方 各方 多方 一方 官方 地方 东方 西方 方面 方案 方法 方式 方便 主张 一张 两张 几张 张贴 紧张 提高 最高 较高 更高 高低 高度 当时
    及时 同时 按时 随时 小时 临时 平时 时间 时候 完成 达成 造成 构成 形成 成本 成交 成立 和平 和解 和谐 平安 公安 保安 安全 安排 安装 责任
    担任 主任 信任 现任 曾任 曾经 未曾 不曾 明白 空白 白色 黄色 黄金 资金 现金 奖金 定金 押金 金额 金属 包装 包括 单位 单独 单价 订单 清单
    商品 商标 厂商 展商 区域 区别 展区 地区 计算 计划 设计 统计 家具 家电 大家 专家 路灯 道路 车间 汽车 周期 周围 周年 全部 全体 陈列 陈述
    陈旧 陈设 陈醋 马上 年度 年份 今年 去年 每年 工作 工业 工程 工艺 工厂 工具 工人 工商 工期 工资 工会 工地 工序 工整 总结 总价 总是 总之
    总额 总体 总数 总部 总计 总共 总会 总量 总和 总裁 总监 总统 大小 最小 较小 缩小 减小 微小 细小 狭小 中小 从小 古老 年老 敬老 长老 产品
    商务 业务 部门 销售 项目 说明 证明 声明 表明 永远 中国 全国 各国 外国 法律 水平 平台 平方 展台 一些 江苏 浙江 河北 河南 石材 石灰 钱款
    付钱 许可 允许 也许 或许 谢谢 感谢 代表 文件 文字 中文 英文 条文 温度 常温 程度 程序 流程 过程 全程 习惯 学习 万元 千万 项链 事项 款项";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typical::fold::units;

    fn sense(written: &Written, text: &str, form: &str) -> Sense {
        let all = units(text);
        let letters: String = all.iter().map(|unit| unit.c).collect();
        let first = letters[..letters.find(form).unwrap()].chars().count();
        written.sense(text, &all, first, first + form.chars().count() - 1)
    }

    #[test]
    fn a_surname_stands_right_behind_its_title() {
        for (text, form, title, expected) in [
            ("Mr He came", "mrhe", 2, Sense::Name),
            ("Mr. He came", "mrhe", 2, Sense::Name),
            ("mr he came", "mrhe", 2, Sense::Name),
            ("Director He came", "directorhe", 8, Sense::Name),
            ("manager chen came", "managerchen", 7, Sense::Name),
            ("the director he met", "directorhe", 8, Sense::Nobody),
            ("to the director. He left", "directorhe", 8, Sense::Nobody),
            ("they miss you", "missyou", 4, Sense::Nobody),
            ("the manager: He left", "managerhe", 7, Sense::Nobody),
        ] {
            assert_eq!(sense(&Written::Titled(title), text, form), expected, "{text}");
        }
    }

    #[test]
    fn a_spelled_name_is_told_from_words_by_its_capitals_and_its_syllables() {
        for (text, form, ends, expected) in [
            ("Siyuan came", "siyuan", vec![2, 6], Sense::Name),
            ("SI-YUAN came", "siyuan", vec![2, 6], Sense::Name),
            ("Si-yuan came", "siyuan", vec![2, 6], Sense::Name),
            ("Si Yuan came", "siyuan", vec![2, 6], Sense::Name),
            ("siyuan came", "siyuan", vec![2, 6], Sense::Word),
            ("Siy Uan came", "siyuan", vec![2, 6], Sense::Nobody),
            ("Ran Long came", "ranlong", vec![3, 7], Sense::Name),
            ("it ran long", "ranlong", vec![3, 7], Sense::Nobody),
            ("they ran. Long ago", "ranlong", vec![3, 7], Sense::Nobody),
            ("chen siyuan came", "chensiyuan", vec![4, 6, 10], Sense::Name),
            ("one like it", "like", vec![2, 4], Sense::Nobody),
            ("Like it", "like", vec![2, 4], Sense::Word),
        ] {
            assert_eq!(sense(&Written::Spelled(ends), text, form), expected, "{text}");
        }
    }

    #[test]
    fn signs_within_other_words_are_asked_about_or_nobody() {
        for (text, form, expected) in [
            ("请何工到场", "何工", Sense::Name),
            ("任何工作人员", "何工", Sense::Nobody),
            ("何工作为证人", "何工", Sense::Word),
            ("如何总结", "何总", Sense::Nobody),
            ("小陈到场", "小陈", Sense::Name),
            ("小陈列柜", "小陈", Sense::Word),
        ] {
            assert_eq!(sense(&Written::Signs { open: true }, text, form), expected, "{text}");
        }
    }
}
