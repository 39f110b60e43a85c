//! Where somebody comes from, as far as a report needs it: from the fair's own country or from elsewhere.

use crate::{case::codes, fair::FairPlan};

codes!(
    /// Where the parties of a case come from.
    Origin {
        /// All of them from the fair's own country.
        Domestic = "domestic",
        /// One at least from elsewhere.
        Foreign = "foreign",
        /// Not known of all.
        Unknown = "unknown",
    }
);

/// A country that a fair can be in: its zones, and what lists call it. Hong Kong, Macao and Taiwan are customs territories of their
/// own, and are counted so at a fair on the mainland (境外).
#[derive(Debug, PartialEq, Eq)]
pub struct Home {
    /// ISO 3166, two letters: `CN`.
    pub code: &'static str,
    /// Time zones that lie in it, in small letters.
    zones: &'static [&'static str],
    /// What lists call it, in small letters and without spaces.
    names: &'static [&'static str],
}

const fn home(code: &'static str, zones: &'static [&'static str], names: &'static [&'static str]) -> Home {
    Home { code, zones, names }
}

static HOMES: [Home; 26] = [
    home(
        "CN",
        &["asia/shanghai", "asia/urumqi", "asia/chongqing", "asia/harbin", "asia/kashgar", "prc"],
        &[
            "china",
            "cn",
            "chn",
            "prc",
            "prchina",
            "peoplesrepublicofchina",
            "mainlandchina",
            "chinamainland",
            "chinesemainland",
            "中国",
            "中国大陆",
            "中国内地",
            "中华人民共和国",
        ],
    ),
    home(
        "HK",
        &["asia/hong_kong", "hongkong"],
        &["hongkong", "hk", "hkg", "hongkongsar", "香港", "中国香港"],
    ),
    home("MO", &["asia/macau", "asia/macao"], &["macau", "macao", "mo", "mac", "澳门", "中国澳门"]),
    home("TW", &["asia/taipei"], &["taiwan", "tw", "twn", "台湾", "中国台湾", "臺灣"]),
    home("SG", &["asia/singapore", "singapore"], &["singapore", "sg", "sgp", "新加坡"]),
    home("JP", &["asia/tokyo", "japan"], &["japan", "jp", "jpn", "日本"]),
    home(
        "KR",
        &["asia/seoul", "rok"],
        &["korea", "southkorea", "republicofkorea", "kr", "kor", "韩国", "대한민국"],
    ),
    home(
        "DE",
        &["europe/berlin", "europe/busingen"],
        &["germany", "deutschland", "de", "deu", "ger", "德国"],
    ),
    home("FR", &["europe/paris"], &["france", "fr", "fra", "法国"]),
    home("ES", &["europe/madrid"], &["spain", "españa", "es", "esp", "西班牙"]),
    home("IT", &["europe/rome"], &["italy", "italia", "it", "ita", "意大利"]),
    home("CH", &["europe/zurich"], &["switzerland", "schweiz", "suisse", "ch", "che", "瑞士"]),
    home(
        "GB",
        &["europe/london", "gb"],
        &["unitedkingdom", "uk", "gb", "gbr", "greatbritain", "england", "英国"],
    ),
    home(
        "US",
        &["america/new_york", "america/chicago", "america/los_angeles", "america/denver"],
        &["unitedstates", "unitedstatesofamerica", "usa", "us", "美国"],
    ),
    home("AE", &["asia/dubai"], &["unitedarabemirates", "uae", "ae", "are", "阿联酋", "阿拉伯联合酋长国"]),
    home("AT", &["europe/vienna"], &["austria", "österreich", "at", "aut", "奥地利"]),
    home("BR", &["america/sao_paulo"], &["brazil", "brasil", "br", "bra", "巴西"]),
    home("ID", &["asia/jakarta"], &["indonesia", "id", "idn", "印度尼西亚", "印尼"]),
    home("IN", &["asia/kolkata", "asia/calcutta"], &["india", "in", "ind", "印度"]),
    home("MX", &["america/mexico_city"], &["mexico", "méxico", "mx", "mex", "墨西哥"]),
    home("MY", &["asia/kuala_lumpur"], &["malaysia", "my", "mys", "马来西亚"]),
    home("NL", &["europe/amsterdam"], &["netherlands", "thenetherlands", "holland", "nl", "nld", "荷兰"]),
    home("PL", &["europe/warsaw", "poland"], &["poland", "polska", "pl", "pol", "波兰"]),
    home("TH", &["asia/bangkok"], &["thailand", "th", "tha", "泰国"]),
    home("TR", &["europe/istanbul", "turkey"], &["turkey", "türkiye", "turkiye", "tr", "tur", "土耳其"]),
    home("VN", &["asia/ho_chi_minh", "asia/saigon"], &["vietnam", "vn", "vnm", "越南"]),
];

impl Home {
    /// Every one that can be chosen.
    pub fn all() -> &'static [Self] {
        &HOMES
    }

    /// The one with this code.
    pub fn of_code(code: &str) -> Option<&'static Self> {
        HOMES.iter().find(|home| home.code == code)
    }

    /// The country of a fair: what was laid down, else what its time zone tells.
    pub fn of(plan: &FairPlan) -> Option<&'static Self> {
        if !plan.country.is_empty() {
            return Self::of_code(&plan.country);
        }
        let zone = plan.zone.to_ascii_lowercase();
        HOMES.iter().find(|home| home.zones.contains(&zone.as_str()))
    }
}

impl Origin {
    /// Where somebody from `country`, as a list has it, comes from at a fair in this one; unknown where either says nothing.
    pub fn of(country: &str, home: Option<&Home>) -> Self {
        let Some(home) = home else { return Self::Unknown };
        let plain: String = country.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
        match plain.as_str() {
            "" => Self::Unknown,
            name if home.names.contains(&name) => Self::Domestic,
            _ => Self::Foreign,
        }
    }

    /// Of several parties together.
    pub fn together(parties: impl IntoIterator<Item = Self>) -> Self {
        let mut all = Self::Domestic;
        for one in parties {
            match one {
                Self::Foreign => return Self::Foreign,
                Self::Unknown => all = Self::Unknown,
                Self::Domestic => {}
            }
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Home, Origin};
    use crate::{fair::FairPlan, testing::plan};

    fn of(country: &str, zone: &str) -> Origin {
        Origin::of(country, Home::of(&FairPlan { zone: zone.to_owned(), ..plan() }))
    }

    #[test]
    fn a_country_is_known_however_a_list_writes_it() {
        for name in ["China", " P.R. China", "中国", "CN", "People's Republic of China"] {
            assert_eq!(of(name, "Asia/Shanghai"), Origin::Domestic, "{name}");
        }
        assert_eq!(of("中国香港", "Asia/Shanghai"), Origin::Foreign);
        assert_eq!(of("Germany", "Asia/Shanghai"), Origin::Foreign);
        assert_eq!(of("Germany", "Europe/Berlin"), Origin::Domestic);
        assert_eq!(of(" - ", "Asia/Shanghai"), Origin::Unknown);
        assert_eq!(of("China", "Antarctica/Troll"), Origin::Unknown);
    }

    #[test]
    fn what_was_laid_down_goes_before_the_zone() {
        let plan = FairPlan { zone: "Etc/UTC".to_owned(), country: "CN".to_owned(), ..plan() };
        assert_eq!(Origin::of("China", Home::of(&plan)), Origin::Domestic);
        assert_eq!(Origin::of("Germany", Home::of(&plan)), Origin::Foreign);
        let abroad = FairPlan { zone: "Asia/Shanghai".to_owned(), country: "DE".to_owned(), ..plan };
        assert_eq!(Origin::of("Germany", Home::of(&abroad)), Origin::Domestic);
    }

    #[test]
    fn no_name_and_no_zone_stands_for_two_countries() {
        let names: Vec<_> = Home::all().iter().flat_map(|home| home.names.iter().chain(home.zones)).collect();
        let mut seen = BTreeSet::new();
        let twice: Vec<_> = names.into_iter().filter(|name| !seen.insert(*name)).collect();
        // A zone may be called as its country is: `singapore`, `japan`.
        assert!(
            twice
                .iter()
                .all(|name| ["hongkong", "singapore", "japan", "prc", "gb", "poland", "turkey"]
                    .contains(*name)),
            "{twice:?}"
        );
        assert!(Home::all().iter().all(|home| home.names.contains(&home.code.to_lowercase().as_str())));
    }

    #[test]
    fn one_party_from_elsewhere_makes_a_case_foreign_and_one_unknown_leaves_it_open() {
        use Origin::{Domestic, Foreign, Unknown};
        assert_eq!(Origin::together([Domestic, Unknown, Foreign]), Foreign);
        assert_eq!(Origin::together([Domestic, Unknown]), Unknown);
        assert_eq!(Origin::together([Domestic, Domestic]), Domestic);
    }
}
