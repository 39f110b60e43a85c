//! The two scripts of Chinese: a company from Hong Kong is written in the other one in a list, and is the same company. Of each sign
//! that names of firms and people often have, the simplified one; where two became one they count as one, which costs a question.

use std::{collections::HashMap, sync::LazyLock};

/// A sign as the simplified script has it.
pub(super) fn simplified(sign: char) -> char {
    SIMPLIFIED.get(&sign).copied().unwrap_or(sign)
}

static SIMPLIFIED: LazyLock<HashMap<char, char>> =
    LazyLock::new(|| PAIRS.split_ascii_whitespace().filter_map(pair).collect());

fn pair(signs: &str) -> Option<(char, char)> {
    let mut signs = signs.chars();
    Some((signs.next()?, signs.next()?))
}

/// The traditional sign, then the simplified one.
const PAIRS: &str = "
    燈灯 業业 電电 國国 際际 東东 華华 廣广 環环 聯联 創创 達达 遠远 順顺 興兴 豐丰 寶宝 龍龙 鳳凤 麗丽 雲云 陽阳 陰阴 飛飞 馬马 魚鱼 鳥鸟 風风 億亿 萬万 與与 專专
    義义 樂乐 書书 買买 賣卖 產产 親亲 從从 倉仓 儀仪 價价 優优 傳传 偉伟 備备 兒儿 兩两 軍军 農农 凱凯 劉刘 劃划 動动 勝胜 勞劳 務务 勵励 匯汇 區区 醫医 協协 單单
    廠厂 廳厅 歷历 壓压 縣县 參参 雙双 發发 變变 葉叶 號号 園园 圖图 圓圆 團团 場场 塊块 聖圣 壽寿 處处 復复 夢梦 奧奥 婦妇 學学 寧宁 實实 審审 寬宽 對对 尋寻 導导
    將将 爾尔 層层 島岛 嶺岭 崗岗 嵐岚 幣币 帥帅 師师 帶带 幫帮 慶庆 庫库 應应 開开 張张 強强 彈弹 歸归 當当 錄录 後后 徑径 愛爱 憶忆 戲戏 戶户 擴扩 擇择 護护 報报
    擁拥 採采 換换 據据 攝摄 數数 無无 時时 曉晓 暉晖 暢畅 曄晔 會会 術术 機机 權权 條条 來来 楊杨 極极 構构 標标 樓楼 樹树 橋桥 檢检 櫥橱 歐欧 殼壳 氣气 漢汉 湯汤
    溝沟 澤泽 潔洁 滿满 漁渔 濟济 灣湾 濱滨 瀋沈 燦灿 爐炉 點点 煉炼 熱热 熒荧 瑩莹 營营 瑪玛 瑤瑶 現现 璽玺 瓊琼 畫画 療疗 盧卢 監监 蓋盖 盤盘 礦矿 碼码 禮礼 種种
    積积 穩稳 窩窝 簾帘 競竞 筆笔 節节 範范 築筑 簡简 類类 糧粮 紅红 紀纪 純纯 紙纸 紗纱 納纳 紡纺 細细 織织 終终 組组 經经 綠绿 維维 網网 綜综 綺绮 線线 緣缘 縱纵
    總总 績绩 繡绣 續续 羅罗 聲声 聰聪 職职 腦脑 膠胶 臺台 艙舱 艦舰 藝艺 蘇苏 蘭兰 藍蓝 藥药 莊庄 蓮莲 蕭萧 薩萨 虛虚 蠟蜡 衛卫 補补 裝装 裡里 裏里 製制 複复 見见
    規规 視视 覺觉 覽览 觀观 訊讯 計计 訂订 設设 許许 論论 證证 詩诗 誠诚 話话 語语 說说 調调 諾诺 謝谢 識识 譽誉 讀读 貝贝 負负 財财 貢贡 貨货 質质 貴贵 貿贸 費费
    資资 賓宾 賴赖 賽赛 贊赞 贏赢 趙赵 躍跃 車车 軒轩 軟软 軸轴 輕轻 載载 輝辉 輪轮 輸输 轉转 辦办 進进 運运 過过 連连 邁迈 選选 遞递 郵邮 鄉乡 鄧邓 鄭郑 釀酿 針针
    釘钉 鈞钧 鉅钜 鈴铃 鉑铂 銀银 銅铜 銘铭 鋁铝 鋒锋 鋼钢 錦锦 錢钱 鍵键 鎂镁 鎮镇 鏡镜 鐘钟 鍾钟 鐵铁 鑄铸 鑽钻 長长 門门 閃闪 間间 閩闽 閣阁 關关 隊队 階阶 陳陈
    陸陆 隨随 難难 霧雾 靈灵 靜静 頂顶 項项 預预 領领 頭头 題题 顏颜 顯显 飾饰 飯饭 飲饮 館馆 養养 駿骏 騰腾 驅驱 驗验 驕骄 鬆松 鮮鲜 鴻鸿 鵬鹏 鷹鹰 麥麦 黃黄 齊齐
    齒齿 體体 僑侨 傢家 衆众 眾众 夥伙 妝妆 嬌娇 孫孙 寫写 屬属 峽峡 彙汇 懷怀 戰战 掃扫 揚扬 損损 摯挚 敵敌 斷断 曆历 朧胧 檔档 櫃柜 決决 淨净 淺浅 測测 渦涡 潛潜
    潤润 濕湿 爭争 牆墙 獅狮 獎奖 獨独 獲获 瑋玮 瓏珑 異异 確确 磚砖 祿禄 禪禅 稅税 穎颖 窯窑 籃篮 籌筹 絲丝 給给 統统 綱纲 緊紧 緯纬 繪绘 習习 聞闻 聽听 肅肃 膚肤
    臨临 舉举 舊旧 艷艳 豔艳 荊荆 蒼苍 蔣蒋 薈荟 蘆芦 虧亏 褲裤 記记 評评 該该 詳详 諮咨 講讲 販贩 責责 賀贺 賢贤 購购 賞赏 贈赠 趨趋 跡迹 軌轨 較较 輔辅 辭辞 遊游
    違违 適适 還还 邊边 鄒邹 鉛铅 銷销 鋪铺 鋰锂 錫锡 鎖锁 鎢钨 鏈链 鑒鉴 鑑鉴 閱阅 闊阔 隱隐 雜杂 雞鸡 離离 韓韩 韻韵 響响 頁页 頻频 額额 願愿 顧顾 馮冯 駕驾 驛驿
    魯鲁 鶴鹤 鹽盐 龐庞 龜龟 倫伦 侖仑 嗎吗 峯峰 晉晋 湧涌 滙汇 為为 爲为 眞真 祕秘 綫线 羣群 腳脚 蓆席 裊袅 託托 詢询 諧谐 讓让 豬猪 賬账 贛赣 遙遥 鄰邻 鈉钠 鈦钛
    鋅锌 銳锐 鋭锐 錶表 鎳镍 鐳镭 閘闸 闖闯 陝陕 霽霁 鞏巩 頌颂 颱台 飄飘 餘余 饋馈 騎骑 鯨鲸 鷗鸥 鸞鸾 齡龄 徠徕 徵征 恆恒 悅悦 戀恋 禦御 稱称 縮缩 翹翘 薦荐 訪访
    誼谊 諦谛 謙谦 議议 鑰钥 墊垫 執执 壘垒 塗涂 壇坛 獻献 瑣琐 攜携 擊击 懇恳 憲宪 幾几 幹干 乾干 塵尘 奪夺 姍姗 嫻娴 廚厨 廟庙 彥彦 貓猫 棗枣 榮荣 槍枪 樺桦 檸柠
    櫻樱 溫温 滬沪 滌涤 漿浆 瀾澜 燭烛 燁烨 爍烁 狹狭 盞盏 盡尽 硯砚 礎础 禎祯 筍笋 紋纹 綵彩 緻致 編编 纖纤 纜缆 罈坛 聳耸 膽胆 臘腊 莖茎 萊莱 蔥葱 蟬蝉 蠶蚕 訓训
    誌志 諸诸 謀谋 謹谨 譯译 贖赎 輯辑 輛辆 轎轿 逕迳 鑲镶 釋释 鏢镖 鐲镯 闢辟 陣阵 雋隽 韋韦 飼饲 駱骆 駝驼 麼么 黨党 鼕冬";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sign_stands_there_once_and_ends_where_it_leads() {
        let all: Vec<&str> = PAIRS.split_ascii_whitespace().collect();
        assert_eq!(all.len(), SIMPLIFIED.len(), "none stands there twice");
        for signs in all {
            let (traditional, plain) = pair(signs).unwrap();
            assert!(signs.chars().count() == 2 && traditional != plain, "{signs}");
            assert_eq!((simplified(traditional), simplified(plain)), (plain, plain), "{signs}");
        }
    }
}
