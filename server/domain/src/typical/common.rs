//! Words that many names share: legal forms, places, trades, and words of everyday use. Folded, as [`super::fold::fold`] leaves them.
//! What stands in none of the lists is taken for a name, so a word that is missing here costs a question and never a name.

/// Words of a list.
fn has(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|known| known == word)
}

/// A legal form, or an abbreviation that stands in the names of firms.
pub(super) fn is_legal(word: &str) -> bool {
    has(LEGAL, word)
}

/// A place that many firms carry in front.
pub(super) fn is_place(word: &str) -> bool {
    has(PLACES, word)
}

/// What a firm makes or does.
pub(super) fn is_trade(word: &str) -> bool {
    has(TRADES, word)
}

/// A small word that every text has.
pub(super) fn is_joint(word: &str) -> bool {
    has(JOINTS, word)
}

/// Whether a word says nothing by itself of whose name it is part of: it is not even proposed.
pub(super) fn is_common(word: &str) -> bool {
    is_legal(word) || is_place(word) || is_trade(word) || is_joint(word)
}

/// Whether a word, though part of a name, stands in texts that mean nobody by it: it is proposed and can be declined.
pub(super) fn is_everyday(word: &str) -> bool {
    let counts = word.len() <= 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    counts
        || is_trade(word)
        || is_place(word)
        || is_joint(word)
        || has(EVERYDAY, word)
        || has(EVERYDAY_ZH, word)
        || is_ordinary(word)
}

/// Whether a word is part of the names of so many firms, or of what is put down beside them, that by itself it calls none of them:
/// "office", "ordinary"; in Chinese also several of them together.
pub(super) fn is_ordinary(text: &str) -> bool {
    has(ORDINARY, text) || (!text.is_empty() && is_made_of_ordinary(text))
}

fn is_made_of_ordinary(text: &str) -> bool {
    let mut words = ORDINARY_ZH.split_ascii_whitespace();
    text.is_empty() || words.any(|word| text.strip_prefix(word).is_some_and(is_made_of_ordinary))
}

/// Whether a part of a name is no more than words that the desk itself proposes, or once proposed, for what it leaves out: put in a
/// place they name nobody, whatever the case is about. "某展位" stays right where a title speaks of a "展位".
pub(super) fn is_said(part: &str) -> bool {
    let within = |phrase: &str| {
        let words: Vec<&str> = phrase.split(' ').collect();
        let run = |from: usize| (from + 1..=words.len()).any(|until| words[from..until].concat() == part);
        (0..words.len()).any(run)
    };
    let mut letters = LETTERS.chars();
    SAID.lines().any(|phrase| within(phrase.trim()))
        || SAID_ZH.split_ascii_whitespace().any(|phrase| phrase.contains(part))
        || letters.any(|letter| {
            within(&format!("company {letter} s representative")) || within(&format!("person {letter}"))
        })
        || LETTERS_ZH
            .chars()
            .any(|letter| format!("{letter}公司代表").contains(part) || format!("某{letter}").contains(part))
}

/// Whether a part of a name is what everybody calls such a thing, as "展位" and "lamp".
pub(super) fn is_generic(word: &str) -> bool {
    has(GENERIC, word) || has(GENERIC_ZH, word)
}

/// Whether a part of a title is made of such words, also where it begins or ends within one: "位上的" of "展位上的吊灯".
pub(super) fn is_made_of_things(text: &str) -> bool {
    let mut things = GENERIC_ZH.split_ascii_whitespace().chain(THINGS_ZH.split_ascii_whitespace());
    text.is_empty() || things.any(|thing| text.strip_prefix(thing).is_some_and(is_made_of_things))
}

/// What everybody calls such a thing, in Chinese.
pub(super) fn things_zh() -> impl Iterator<Item = &'static str> {
    GENERIC_ZH.split_ascii_whitespace()
}

/// A place or a trade in Chinese.
pub(super) fn is_common_zh(word: &str) -> bool {
    has(PLACES_ZH, word) || has(TRADES_ZH, word) || has(LEGAL_ZH, word)
}

/// Whether a Chinese name says only where a firm is or what it makes: "照明电器" stands in every text of a fair for lamps.
pub(super) fn is_shared_zh(name: &str) -> bool {
    is_common_zh(name) || is_made_of_trades(name)
}

fn is_made_of_trades(text: &str) -> bool {
    text.is_empty() || trades_zh().any(|trade| text.strip_prefix(trade).is_some_and(is_made_of_trades))
}

/// Whether a trade is that of a firm and no thing either: "Lumen Technology" is who makes it, a "Lumen Lamp" is what they make.
pub(super) fn is_firms_trade(word: &str) -> bool {
    (is_trade(word) && !is_joint(word) && word.len() > 2 && !has(TRADED, word)) || has(FIRMS_ZH, word)
}

/// Legal forms at the end of a Chinese name.
pub(super) fn legal_zh() -> impl Iterator<Item = &'static str> {
    LEGAL_ZH.split_ascii_whitespace()
}

/// Places in front of one.
pub(super) fn places_zh() -> impl Iterator<Item = &'static str> {
    PLACES_ZH.split_ascii_whitespace()
}

/// A text without what says that somebody has a licence, as it stands behind a firm's name: "普通许可".
pub(super) fn without_licence(text: &str) -> impl Iterator<Item = &str> {
    let last = text.split(LICENCE_ZH).count() - 1;
    text.split(LICENCE_ZH).enumerate().map(move |(at, piece)| {
        let mut kinds = LICENCES_ZH.split_ascii_whitespace();
        let bare = kinds.find_map(|kind| piece.strip_suffix(kind)).filter(|_| at < last);
        bare.unwrap_or(piece)
    })
}

/// Trades at the end of one.
pub(super) fn trades_zh() -> impl Iterator<Item = &'static str> {
    TRADES_ZH.split_ascii_whitespace()
}

const LEGAL: &str = "
    co ltd limited inc incorporated llc gmbh mbh ug ag kg kgaa ohg gbr ek ev se corp corporation company sarl srl spa sas sa snc
    bv nv vof cv bvba sprl plc pte pty pvt pt llp lp oy oyj ab as aps sl slu lda ltda eurl eirl sro kft doo dooel zoo oo sp spzoo
    uab sia est fze fzco jsc ooo ооо оао зао пао ао ип kk gk sdn bhd tbk group holding holdings grup grubu anonim sirketi sirket
    sti san tic sanayi sanayii ticaret ticareti as soc unipersonale";
const PLACES: &str = "
    guangdong guangzhou shenzhen shanghai beijing zhongshan foshan dongguan zhejiang ningbo hangzhou jiangsu fujian xiamen
    quanzhou yiwu wenzhou huizhou zhuhai jiangmen suzhou changzhou tianjin chongqing chengdu wuhan qingdao shandong nanjing wuxi
    taizhou jinhua shaoxing hunan hubei hebei henan anhui jiangxi sichuan china hong kong hongkong taiwan macau deutschland germany
    europe istanbul turkey turkiye italy italia espana france";
const TRADES: &str = "
    lighting lightings lights light lamps lamp licht leuchten luce illuminazione iluminacion aydinlatma led electric electrics
    electrical electronic electronics elektrik elektronik elektro elektrotechnik technology technologies technologie technik tech
    teknoloji industrial industry industries international trading trade import export science optoelectronics design product
    products appliance appliances furniture furnishing furnishings mobilya mobel mobili mobiliario meubles manufacturing
    manufacturer manufacturers factory engineering equipment machinery hardware plastics plastic textile textiles tekstil toys
    toy gifts gift outdoor garments garment clothing packaging printing vertriebs vertrieb handels gesellschaft ithalat ihracat ith
    ihr ins insaat nak hird or ur dis ic paz tuk mal mob teks dayanikli dekorasyon koltuk imalat pazarlama medical software solutions";
/// Of the trades those that are things.
const TRADED: &str = "
    lights light lamps lamp licht leuchten led product products appliance appliances furniture furnishing furnishings mobili meubles
    equipment machinery hardware plastic textile textiles toys toy gifts gift garments garment clothing outdoor software solutions";
const JOINTS: &str = "
    and und et e y i a o ve the of for by de da do dos das di del della du des la le les el los las der die den dem van von zu zum
    zur ter ten op in im am an at on to og och with mit or is it we us he me my no so up as be am if go was were are has had have
    but not you our all any can who how why its his her she him they them their this that these those from per than then there
    here when what which also into onto over under after before until while will would could should must may might been being";
const EVERYDAY: &str = "
    smart home homes house star stars sun moon sky cloud blue red green white black gold golden silver new old best first one two
    three king queen royal world global universal union united general standard national central city east west north south great
    grand big little small long short good bright clear pure simple easy fast fine art arts style styles studio garden living life
    power energy future vision idea ideas concept creative creation quality classic modern premium plus pro max master expert
    partner partners service services solution system systems control connect network digital data line lines point center centre
    space room table chair bed sofa kitchen office desk lantern shade wood wooden metal steel glass stone water air fire earth
    nature natural open free play game sport sports fashion shop store market brand focus active dream happy family love heart hand
    eye day night time tree flower rose lion eagle tiger bear fox bird horse mountain river sea ocean island rainbow spring summer
    autumn winter key lock door window wall floor color colour picture paper book box bag ring crown diamond crystal pearl angel
    magic wonder victory success trust hope peace unity arrow bridge gate tower castle square circle cross core edge apex summit
    peak top prime alpha beta delta omega mega super ultra micro mini nano side sides party parties case right rights patent mark
    team material materials automation optics controls networks copy copies model sample account letter agreement talk stand booth hall fair visitor visitors photo photos sale sales price
    sold sell made make makes show shown shows showed asked said settled early late together both other another same like";
/// Words that no firm is called by where it has another one.
const ORDINARY: &str = "
    office offices ordinary exclusive nonexclusive sole licence licences license licenses licensed licensee licensees home homes house
    new old best first city world general national standard service services solution solutions system systems quality modern
    shop store market team living room table chair bed kitchen desk studio garden material materials sale sales price model models
    center centre good";
const ORDINARY_ZH: &str = "生活 现代 品质 创新 时尚 专业 办公 家居 家具";
const LICENCE_ZH: &str = "许可";
const LICENCES_ZH: &str = "普通实施 独占实施 排他实施 普通 独占 排他 独家 被";
const LEGAL_ZH: &str = "
    股份有限公司 有限责任公司 有限公司 集团公司 集团 公司 制造厂 工厂 厂 商行 经营部 工作室 株式会社 有限会社";
const PLACES_ZH: &str = "
    中国 广东 广州 深圳 上海 北京 中山 佛山 东莞 浙江 宁波 杭州 江苏 福建 厦门 泉州 义乌 温州 惠州 珠海 江门 苏州 常州 天津 重庆
    成都 武汉 青岛 山东 香港 台湾 澳门 南京 无锡 台州 金华 绍兴 嘉兴 湖州 湖南 湖北 河北 河南 安徽 江西 四川 陕西 西安 云南 广西
    海南 辽宁 大连 沈阳 吉林 黑龙江 山西 贵州 内蒙古 新疆 西藏 宁夏 青海 甘肃 合肥 长沙 郑州 福州 南昌 昆明 南宁 汕头 潮州 揭阳
    肇庆 顺德 省 市 区 县 镇";
const TRADES_ZH: &str = "
    照明 灯饰 灯具 灯业 光电 光源 科技 电子 电器 电气 电工 电源 家电 实业 贸易 商贸 技术 工业 国际 进出口 制造 家居 家具 家私 办公
    用品 户外 智能 发展 五金 塑料 塑胶 塑业 制品 工艺品 工艺 礼品 玩具 服装 服饰 纺织 皮具 箱包 鞋业 食品 机械 设备 仪器 自动化 软件
    信息 网络 通信 通讯 半导体 新能源 能源 新材料 材料 建材 装饰 装潢 设计 文化 传媒 创意 卫浴 厨具 厨卫 窗帘 地毯 木业 金属 玻璃
    陶瓷 包装 印刷 化工 汽车 配件 零部件 电池 医疗 器械 健康 生物 美容 化妆品 宠物 园艺 商务 投资 控股 管理 咨询 服务 工程 产品
    系列 商店 用品店 店 行";
/// Of the trades those that are no things.
const FIRMS_ZH: &str = "
    照明 灯饰 灯业 光电 科技 电子 电器 电气 电工 实业 贸易 商贸 工业 国际 进出口 家居 塑业 鞋业 木业 传媒 股份有限公司 有限责任公司 有限公司
    集团公司 集团 公司 制造厂 工厂 商行 经营部 工作室";
const EVERYDAY_ZH: &str = "
    光明 东方 西方 中华 世纪 环球 世界 太阳 月亮 明星 金星 阳光 星光 长城 长江 黄河 华夏 时代 未来 创新 生活 家园 艺术 经典 现代 品质
    天下 大地 海洋 自然 绿色 健康 幸福 和平 友好 双方 当事人 调解 纠纷 展会 展位 现场 专利 商标 外观 相似 侵权 证书 申请 权利";
const GENERIC: &str = "
    booth booths stand stands stall stalls exhibit exhibits product products lamp lamps lantern lanterns sample samples goods
    tablelamp desklamp floorlamp walllamp";
const GENERIC_ZH: &str = "
    展位 展台 展品 展会 展商 摊位 产品 商品 样品 新品 物品 灯具 灯饰 灯笼 灯泡 台灯 吊灯 壁灯 落地灯 吸顶灯 射灯 筒灯 路灯 夜灯 顶灯 外观 设计";
/// What is left of them, and what joins them.
const THINGS_ZH: &str = "展 位 台 产 灯 的 上";
/// What the catalogues propose (`typical-as-…`, at every kind of place), a phrase a line. `web/counter/typical/view.rs` holds the two
/// together.
const SAID: &str = "another company
    one of those present
    contact left out
    number left out
    a booth
    a stall
    a unit
    a place of business
    the product
    during the fair
    at that time
    a contact
    a number
    one day of the fair
    one day
    that month
    that year
    a sum of money
    one of the halls
    one of the sections
    one of the buildings
    one of the counters";
const SAID_ZH: &str = "
    某公司 某在场人员 联系方式略 编号略 某展位 某摊位 某单元 某经营场所 涉案产品 展会期间 某日 一定金额 某展馆 某区域 某楼栋 某窗口
    一个联系方式 一个号码 一个展位 一个摊位 一个单元 一个经营场所 一个展馆 一个区域 一个楼栋 一个窗口 当月 当年";
/// By which the sides are told apart.
const LETTERS: &str = "abcdefgh";
const LETTERS_ZH: &str = "甲乙丙丁戊己庚辛";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typical::fold::fold;

    #[test]
    fn what_the_desk_says_itself_is_known_by_whole_words_of_one_phrase() {
        for said in [
            "booth",
            "abooth",
            "companyb",
            "representative",
            "personb",
            "展位",
            "某展位",
            "甲公司",
            "丙公司代表",
            "某乙",
        ] {
            assert!(is_said(said), "{said}");
        }
        for name in ["oo", "ark", "unitbooth", "companyx", "lumen", "bad", "明灯", "展位公司"] {
            assert!(!is_said(name), "{name}");
        }
    }

    #[test]
    fn the_lists_are_written_as_names_are_compared() {
        for list in [
            LEGAL,
            PLACES,
            TRADES,
            TRADED,
            JOINTS,
            EVERYDAY,
            ORDINARY,
            GENERIC,
            SAID,
            LEGAL_ZH,
            PLACES_ZH,
            TRADES_ZH,
            FIRMS_ZH,
            EVERYDAY_ZH,
            ORDINARY_ZH,
            LICENCE_ZH,
            LICENCES_ZH,
            GENERIC_ZH,
            THINGS_ZH,
            SAID_ZH,
        ] {
            for word in list.split_ascii_whitespace() {
                assert_eq!(fold(word), word);
            }
        }
    }
}
