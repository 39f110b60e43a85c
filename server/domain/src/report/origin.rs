//! Where somebody comes from, as far as a report needs it: from the fair's own country or from elsewhere.

use crate::case::codes;

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

/// Time zones, and what lists call the country they lie in. Hong Kong, Macao and Taiwan are customs territories of their own, and
/// are counted so at a fair on the mainland (境外).
const HOMES: &[(&[&str], &[&str])] = &[
    (
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
    (&["asia/hong_kong", "hongkong"], &["hongkong", "hk", "hkg", "hongkongsar", "香港", "中国香港"]),
    (&["asia/macau", "asia/macao"], &["macau", "macao", "mo", "mac", "澳门", "中国澳门"]),
    (&["asia/taipei"], &["taiwan", "tw", "twn", "台湾", "中国台湾", "臺灣"]),
    (&["asia/singapore", "singapore"], &["singapore", "sg", "sgp", "新加坡"]),
    (&["asia/tokyo", "japan"], &["japan", "jp", "jpn", "日本"]),
    (&["asia/seoul", "rok"], &["korea", "southkorea", "republicofkorea", "kr", "kor", "韩国", "대한민국"]),
    (&["europe/berlin", "europe/busingen"], &["germany", "deutschland", "de", "deu", "ger", "德国"]),
    (&["europe/paris"], &["france", "fr", "fra", "法国"]),
    (&["europe/madrid"], &["spain", "españa", "es", "esp", "西班牙"]),
    (&["europe/rome"], &["italy", "italia", "it", "ita", "意大利"]),
    (&["europe/zurich"], &["switzerland", "schweiz", "suisse", "ch", "che", "瑞士"]),
    (&["europe/london", "gb"], &["unitedkingdom", "uk", "gb", "gbr", "greatbritain", "england", "英国"]),
    (
        &["america/new_york", "america/chicago", "america/los_angeles", "america/denver"],
        &["unitedstates", "unitedstatesofamerica", "usa", "us", "美国"],
    ),
];

impl Origin {
    /// Where somebody from `country`, as a list has it, comes from at a fair in this time zone; unknown where either says nothing.
    pub fn of(country: &str, zone: &str) -> Self {
        let zone = zone.to_ascii_lowercase();
        let Some((_, names)) = HOMES.iter().find(|(zones, _)| zones.contains(&zone.as_str())) else {
            return Self::Unknown;
        };
        let plain: String = country.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
        match plain.as_str() {
            "" => Self::Unknown,
            name if names.contains(&name) => Self::Domestic,
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
    use super::Origin;

    #[test]
    fn a_country_is_known_however_a_list_writes_it() {
        for name in ["China", " P.R. China", "中国", "CN", "People's Republic of China"] {
            assert_eq!(Origin::of(name, "Asia/Shanghai"), Origin::Domestic, "{name}");
        }
        assert_eq!(Origin::of("中国香港", "Asia/Shanghai"), Origin::Foreign);
        assert_eq!(Origin::of("Germany", "Asia/Shanghai"), Origin::Foreign);
        assert_eq!(Origin::of("Germany", "Europe/Berlin"), Origin::Domestic);
        assert_eq!(Origin::of(" - ", "Asia/Shanghai"), Origin::Unknown);
        assert_eq!(Origin::of("China", "Antarctica/Troll"), Origin::Unknown);
    }

    #[test]
    fn one_party_from_elsewhere_makes_a_case_foreign_and_one_unknown_leaves_it_open() {
        use Origin::{Domestic, Foreign, Unknown};
        assert_eq!(Origin::together([Domestic, Unknown, Foreign]), Foreign);
        assert_eq!(Origin::together([Domestic, Unknown]), Unknown);
        assert_eq!(Origin::together([Domestic, Domestic]), Domestic);
    }
}
