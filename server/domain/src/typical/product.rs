//! How a text in Latin letters calls a right or a product that has a Chinese name: the 浮月 of 台灯（浮月） is "Fuyue" and "Fu Yue". A title
//! describes as well, so each run of signs is spelled by itself, whole and without the words that everybody has for such a thing.

use super::{
    common::{is_common_zh, is_generic, is_made_of_things, things_zh, trades_zh},
    fold::{fold, is_ideograph},
    known::Form,
    parts::{described, signs, without},
    romanised::spelled,
    writing::Written,
};

/// Most signs of what is spelled: what is longer describes the thing and calls it nothing.
const LONGEST: usize = 8;

/// The runs of a title in Latin letters.
pub(super) fn forms(title: &str) -> Vec<Form> {
    let runs = title.split(|c: char| !is_ideograph(c)).map(fold).chain([signs(title)]);
    let mut called: Vec<String> = runs.flat_map(|run| [bare(&run).to_owned(), run]).collect();
    called.retain(|run| says(run));
    called.sort();
    called.dedup();
    called.iter().flat_map(|run| letters(run)).collect()
}

/// A run without the words that everybody has for the thing, in front and behind.
fn bare(run: &str) -> &str {
    let things: Vec<&str> = things_zh().chain(trades_zh()).collect();
    without(without(described(run), &things, false), &things, true)
}

/// Whether a run of signs calls a thing by a name of its own.
fn says(run: &str) -> bool {
    let several = (2..=LONGEST).contains(&run.chars().count());
    several && !is_generic(run) && !is_made_of_things(run) && !is_common_zh(run)
}

fn letters(run: &str) -> impl Iterator<Item = Form> {
    let signs: Vec<char> = run.chars().collect();
    spelled(&signs).into_iter().map(|known| Form::of(&known.text, Written::Spelled(known.ends)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(title: &str) -> Vec<String> {
        forms(title).into_iter().map(|form| form.chars.into_iter().collect()).collect()
    }

    #[test]
    fn a_chinese_product_is_known_by_its_name_in_latin_letters() {
        for (title, called) in [
            ("台灯（浮月）", "fuyue"),
            ("台灯（浮月）", "taidengfuyue"),
            ("浮月", "fuyue"),
            ("浮月台灯", "fuyue"),
            ("浮月台灯", "fuyuetaideng"),
            ("一款浮月吊灯", "fuyue"),
            ("灯具 浮月 LX-200", "fuyue"),
            ("吊燈（綠島）", "ludao"),
        ] {
            let known = texts(title);
            assert!(known.contains(&called.to_owned()), "{called} of {title}: {known:?}");
        }
    }

    #[test]
    fn what_everybody_calls_a_thing_is_not_spelled() {
        for (title, word) in [
            ("台灯（浮月）", "taideng"),
            ("台灯", "taideng"),
            ("照明", "zhaoming"),
            ("月", "yue"),
            ("Moon lamp", "moon"),
        ] {
            assert!(!texts(title).contains(&word.to_owned()), "{word} of {title}");
        }
        assert!(texts("一种可以折叠并且带有开关的支架").is_empty(), "that describes");
    }
}
