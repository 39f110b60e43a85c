//! Chinese names in Latin letters, as a card, a passport or a text in English has them. A sign that is read in more than one way is
//! looked for in each: 单 is Shan to those who are called so and Dan to everybody else. Names that are words of English as well are
//! told apart by how they are written, see [`super::writing`].

use pinyin::{Pinyin, ToPinyinMulti};

use super::fold::fold;

/// Most ways to spell one name. Three signs that are read in four ways each have as many.
const MOST: usize = 64;

/// A name in small Latin letters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Spelled {
    /// All its syllables.
    pub(super) text: String,
    /// After how many letters each of them ends.
    pub(super) ends: Vec<usize>,
}

impl Spelled {
    /// With a syllable more.
    pub(super) fn with(&self, syllable: &str) -> Self {
        let text = format!("{}{syllable}", self.text);
        let ends = self.ends.iter().copied().chain([text.len()]).collect();
        Self { text, ends }
    }
    /// With another name behind it.
    pub(super) fn and(&self, other: &Self) -> Self {
        let further = other.ends.iter().map(|end| self.text.len() + end);
        let ends = self.ends.iter().copied().chain(further).collect();
        Self { text: format!("{}{}", self.text, other.text), ends }
    }
}

/// Every way to spell signs; none where one of them has no reading.
pub(super) fn spelled(signs: &[char]) -> Vec<Spelled> {
    let mut all = vec![Spelled::default()];
    for sign in signs {
        let syllables = syllables(*sign);
        // The readings of the first signs stay where there are too many: a surname is the first.
        let longer = syllables.iter().flat_map(|syllable| all.iter().map(move |begun| begun.with(syllable)));
        all = longer.take(MOST).collect();
    }
    all
}

/// How a sign is read, the usual way first, without its tones.
fn syllables(sign: char) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for reading in sign.to_pinyin_multi().into_iter().flatten() {
        for way in ways(reading) {
            if !all.contains(&way) {
                all.push(way);
            }
        }
    }
    all
}

/// "Lü" is "Lu" without its dots, "Lv" where it is typed and "Lyu" in a passport.
fn ways(reading: Pinyin) -> Vec<String> {
    let plain = reading.plain();
    let mut ways = vec![fold(plain)];
    if let Some((head, tail)) = plain.split_once('ü') {
        ways.extend(["v", "yu"].map(|letters| format!("{head}{letters}{tail}")));
    }
    ways
}

/// Whether a syllable is a word of a European language as well: a row of such words says nothing unless each has a capital.
pub(super) fn is_word(syllable: &str) -> bool {
    WORDS.split_ascii_whitespace().any(|word| word == syllable)
}

/// Whether a name spelled in one word is one that every text has.
pub(super) fn is_homograph(word: &str) -> bool {
    HOMOGRAPHS.split_ascii_whitespace().any(|known| known == word)
}

const WORDS: &str = "
    a ai an ban bang be bei bin bing can cha chi chin da dan dang de den di die ding dong du dun e en er fan fang fen gang gong gun
    ha hang hat he hen hui hung ka kai ken la lan lang le lei lie lin ling long lung ma man mang me mei men mi min mo mu na nan ne
    pa pan pang pei pen pi pie pin ping po pun qi ran rang ren run sa san sang se sha she shi shin shun song su sun sung ta tan tang
    te tie tong tu tun wan we wo ya yang yen yin you yu za zen";
const HOMOGRAPHS: &str = "
    bane banger bike bile bite cake case change danger dare fare female gale game gauge gene hanger hare huge human lake lane late
    like liken linen linger longer make male mange mare maze menu mile mine minute more name page pale pile pine pure race rage
    range ranger rate rule sage sake sale same sane shale shape shine site take tale tame tile title wage wake woman women";

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(name: &str) -> Vec<String> {
        let signs: Vec<char> = name.chars().collect();
        spelled(&signs).into_iter().map(|known| known.text).collect()
    }

    #[test]
    fn every_reading_of_a_sign_is_known() {
        let read: &[(&str, &[&str])] = &[
            ("单", &["dan", "shan"]),
            ("曾", &["zeng", "ceng"]),
            ("解", &["jie", "xie"]),
            ("区", &["qu", "ou"]),
            ("吕", &["lu", "lv", "lyu"]),
            ("思远", &["siyuan"]),
        ];
        for (name, ways) in read {
            let known = texts(name);
            for way in *ways {
                assert!(known.contains(&(*way).to_owned()), "{way}: {known:?}");
            }
        }
        assert!(texts("思a").is_empty(), "what has no reading has no spelling");
        assert!(texts("单解乐长").len() <= MOST);
    }

    #[test]
    fn a_name_knows_where_its_syllables_end() {
        let signs: Vec<char> = "思远".chars().collect();
        let given = spelled(&signs).into_iter().find(|known| known.text == "siyuan").unwrap();
        assert_eq!(given.ends, [2, 6]);
        let surname = spelled(&['陈']).remove(0);
        assert_eq!(surname.and(&given), Spelled { text: "chensiyuan".to_owned(), ends: vec![4, 6, 10] });
    }
}
