//! Which column is what: told from the header in English, Chinese, German and Turkish, or said by hand.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{cell, said::FileFault};

mod words;

/// What a column can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Field {
    /// The exhibitor's name. The only column a list must have.
    Name,
    /// The name in another script or language.
    OtherName,
    /// The hall.
    Hall,
    /// The booth, or several.
    Booth,
    /// Country or region.
    Country,
    /// Website.
    Website,
    /// Product categories.
    Products,
    /// Whom to ask.
    Contact,
    /// Phone.
    Phone,
    /// E-mail.
    Email,
    /// Unified social credit code or another registration number.
    CreditCode,
    /// Whether the undertaking on intellectual property is signed.
    Undertaking,
    /// The day it was signed.
    SignedOn,
    /// Who signed it.
    SignedBy,
}

impl Field {
    /// Every field, in the order a page offers them.
    pub const ALL: [Self; 14] = [
        Self::Name,
        Self::OtherName,
        Self::Hall,
        Self::Booth,
        Self::Country,
        Self::Website,
        Self::Products,
        Self::Contact,
        Self::Phone,
        Self::Email,
        Self::CreditCode,
        Self::Undertaking,
        Self::SignedOn,
        Self::SignedBy,
    ];

    /// The stable key, in forms and on the command line.
    pub fn key(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::OtherName => "other-name",
            Self::Hall => "hall",
            Self::Booth => "booth",
            Self::Country => "country",
            Self::Website => "website",
            Self::Products => "products",
            Self::Contact => "contact",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::CreditCode => "credit-code",
            Self::Undertaking => "undertaking",
            Self::SignedOn => "signed-on",
            Self::SignedBy => "signed-by",
        }
    }

    /// The field of that [`key`](Self::key).
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.key() == key)
    }
}

impl std::fmt::Display for Field {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.key())
    }
}

/// How sure a column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// The header may mean something else; the page should ask.
    Guessed,
    /// The header holds a word for it.
    Likely,
    /// The header is a word for it.
    Certain,
    /// Somebody chose it.
    ByHand,
}

/// A column of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Column {
    /// Counted from 0.
    pub index: usize,
    /// How sure it is.
    pub confidence: Confidence,
}

/// Which column holds which field; each column at most one, each field at most one.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(transparent)]
pub struct Mapping {
    columns: BTreeMap<Field, Column>,
}

impl Mapping {
    /// A mapping said by hand. A later choice takes a column or a field from an earlier one.
    pub fn by_hand(choices: impl IntoIterator<Item = (Field, usize)>) -> Self {
        let mut mapping = Self::default();
        for (field, index) in choices {
            mapping.columns.retain(|_, column| column.index != index);
            mapping.columns.insert(field, Column { index, confidence: Confidence::ByHand });
        }
        mapping
    }

    /// This mapping with one field moved to a column, or to none.
    #[must_use]
    pub fn with(mut self, field: Field, index: Option<usize>) -> Self {
        self.columns.remove(&field);
        if let Some(index) = index {
            self.columns.retain(|_, column| column.index != index);
            self.columns.insert(field, Column { index, confidence: Confidence::ByHand });
        }
        self
    }

    /// The column of a field.
    pub fn column(&self, field: Field) -> Option<Column> {
        self.columns.get(&field).copied()
    }

    /// The field of a column.
    pub fn field_of(&self, index: usize) -> Option<Field> {
        self.columns.iter().find(|(_, column)| column.index == index).map(|(&field, _)| field)
    }

    /// Every field with its column.
    pub fn iter(&self) -> impl Iterator<Item = (Field, Column)> + '_ {
        self.columns.iter().map(|(&field, &column)| (field, column))
    }

    /// Whether the one column a list must have is known.
    pub fn has_name(&self) -> bool {
        self.columns.contains_key(&Field::Name)
    }

    /// Refuses a mapping without a name, or with a column the list has not got, saying which headers there are.
    ///
    /// # Errors
    /// [`FileFault::NoNameColumn`].
    pub fn check(&self, header: &[String]) -> Result<(), FileFault> {
        let fits = self.columns.values().all(|column| column.index < header.len());
        if self.has_name() && fits {
            return Ok(());
        }
        let shown: Vec<&str> =
            header.iter().take(40).map(String::as_str).filter(|text| !text.is_empty()).collect();
        Err(FileFault::NoNameColumn { headers: shown.join(" | ").chars().take(1_000).collect() })
    }
}

/// Tells the columns from the header. The surest pairs are taken first; of two equally sure ones the left one.
pub fn recognise(header: &[String]) -> Mapping {
    let mut pairs: Vec<(u8, usize, Field)> = header
        .iter()
        .enumerate()
        .flat_map(|(index, text)| {
            words::scores(text).into_iter().map(move |(field, score)| (score, index, field))
        })
        .collect();
    pairs.sort_by_key(|&(score, index, field)| (std::cmp::Reverse(score), index, field));
    let mut mapping = Mapping::default();
    for &(score, index, field) in &pairs {
        if mapping.field_of(index).is_none() && !mapping.columns.contains_key(&field) {
            mapping.columns.insert(field, Column { index, confidence: words::confidence(score) });
        }
    }
    name_in_two_scripts(header, &pairs, &mut mapping);
    signatures(&mut mapping);
    mapping
}

/// `Signed on` beside a column of the undertaking is the day of that one. In a list that speaks of none anything may have been signed.
fn signatures(mapping: &mut Mapping) {
    let undertaken = mapping.columns.contains_key(&Field::Undertaking);
    for field in [Field::SignedOn, Field::SignedBy] {
        let guessed = mapping.column(field).filter(|column| column.confidence == Confidence::Guessed);
        if let Some(Column { index, .. }) = guessed {
            mapping.columns.remove(&field);
            if undertaken {
                mapping.columns.insert(field, Column { index, confidence: Confidence::Likely });
            }
        }
    }
}

/// `公司名称` beside `Company name`: both say "name", one of them in Chinese. And a list with only an English name has a name.
fn name_in_two_scripts(header: &[String], pairs: &[(u8, usize, Field)], mapping: &mut Mapping) {
    let han = |index: usize| header.get(index).is_some_and(|text| cell::has_han(text));
    if mapping.has_name() && !mapping.columns.contains_key(&Field::OtherName) {
        let name = mapping.columns[&Field::Name];
        let second = pairs.iter().find(|&&(score, index, field)| {
            field == Field::Name
                && words::confidence(score) == Confidence::Certain
                && mapping.field_of(index).is_none()
                && han(index) != han(name.index)
        });
        if let Some(&(_, index, _)) = second {
            mapping.columns.insert(Field::OtherName, Column { index, confidence: Confidence::Likely });
        }
    } else if !mapping.has_name()
        && let Some(only) = mapping.columns.remove(&Field::OtherName)
    {
        mapping.columns.insert(Field::Name, only);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(header: &[&str]) -> Vec<(&'static str, usize)> {
        let header: Vec<String> = header.iter().map(ToString::to_string).collect();
        recognise(&header).iter().map(|(field, column)| (field.key(), column.index)).collect()
    }

    #[test]
    fn the_headers_of_real_lists() {
        assert_eq!(
            told(&[
                "ShowName",
                "ShowDate",
                "ExhibitorName",
                "BoothNumber",
                "HallLocation",
                "Website",
                "Country",
                "Categories",
                "Brands"
            ]),
            [("name", 2), ("hall", 4), ("booth", 3), ("country", 6), ("website", 5), ("products", 7)]
        );
        assert_eq!(
            told(&[
                "序号",
                "展馆号",
                "展位号",
                "公司名称（中文）",
                "公司名称（英文）",
                "国家/地区",
                "统一社会信用代码",
                "联系人",
                "联系电话",
                "电子邮箱",
                "展品类别",
                "官网",
                "知识产权承诺书"
            ]),
            [
                ("name", 3),
                ("other-name", 4),
                ("hall", 1),
                ("booth", 2),
                ("country", 5),
                ("website", 11),
                ("products", 10),
                ("contact", 7),
                ("phone", 8),
                ("email", 9),
                ("credit-code", 6),
                ("undertaking", 12)
            ]
        );
    }

    #[test]
    fn other_languages_and_two_scripts() {
        assert_eq!(
            told(&["Firma", "Halle", "Stand-Nr.", "Land"]),
            [("name", 0), ("hall", 1), ("booth", 2), ("country", 3)]
        );
        assert_eq!(
            told(&["FİRMA ADI", "SALON", "STANT NO", "ÜLKE"]),
            [("name", 0), ("hall", 1), ("booth", 2), ("country", 3)]
        );
        assert_eq!(told(&["公司名称 Company Name", "展位号 Booth No."]), [("name", 0), ("booth", 1)]);
        assert_eq!(told(&["参展商", "Company", "展位"]), [("name", 0), ("other-name", 1), ("booth", 2)]);
        assert_eq!(told(&["English name", "Stand"]), [("name", 0), ("booth", 1)]);
    }

    #[test]
    fn a_company_goes_before_a_bare_name_and_a_contact_is_no_exhibitor() {
        assert_eq!(told(&["Name", "Company", "Phone"]), [("name", 1), ("phone", 2)]);
        assert_eq!(told(&["Name", "Booth"]), [("name", 0), ("booth", 1)]);
        assert_eq!(told(&["Contact name", "Company e-mail", "Fair name"]), [("contact", 0), ("email", 1)]);
        assert_eq!(told(&["Title", "Date"]), []);
    }

    #[test]
    fn a_signature_is_that_of_the_undertaking_where_the_list_speaks_of_one() {
        assert_eq!(
            told(&["Company", "IP undertaking", "Signed on", "Signed by"]),
            [("name", 0), ("undertaking", 1), ("signed-on", 2), ("signed-by", 3)]
        );
        assert_eq!(
            told(&["公司名称", "知识产权承诺书", "签署日期", "签署人"]),
            [("name", 0), ("undertaking", 1), ("signed-on", 2), ("signed-by", 3)]
        );
        assert_eq!(
            told(&["Company", "IP undertaking signed on", "Undertaking signed by", "Undertaking signed"]),
            [("name", 0), ("undertaking", 3), ("signed-on", 1), ("signed-by", 2)]
        );
        assert_eq!(
            told(&["企业名称", "承诺书签署日期", "承诺书签署人"]),
            [("name", 0), ("signed-on", 1), ("signed-by", 2)]
        );
        assert_eq!(told(&["Company", "Signed on", "Signed by", "Designed by"]), [("name", 0)]);
        let header = ["Company", "Undertaking", "Signed on"].map(ToOwned::to_owned);
        let column = recognise(&header).column(Field::SignedOn);
        assert_eq!(column.map(|column| column.confidence), Some(Confidence::Likely));
    }

    #[test]
    fn by_hand_each_column_and_field_is_used_once() {
        let mapping = Mapping::by_hand([(Field::Name, 0), (Field::Booth, 0), (Field::Name, 1)]);
        assert_eq!(
            (mapping.column(Field::Name).map(|c| c.index), mapping.field_of(0)),
            (Some(1), Some(Field::Booth))
        );
        assert!(mapping.check(&["a".into()]).is_err());
        let header = ["a".to_owned(), "b".to_owned()];
        assert!(mapping.check(&header).is_ok());
        let fault = mapping.with(Field::Name, None).check(&header).unwrap_err();
        assert_eq!(fault.params(), [("headers", "a | b".to_owned())]);
    }
}
