//! Two small pictures for people who would rather look than read: bars in a row, and columns over the day. Both are
//! inline SVG without styles, so that the content policy holds, and both carry their figures as text.

use askama::Template;

/// One bar or column.
#[derive(Clone, Debug)]
pub struct Bar {
    /// What it stands for.
    pub label: String,
    /// How much.
    pub value: u64,
    /// The value in words, where the number alone is not clear; else empty.
    pub shown: String,
    /// The colour's name: `accent`, `second`, or a ticket state.
    pub tone: &'static str,
    /// The list behind the number; empty when there is none.
    pub href: String,
    /// What is usual, in tenths, and the same in words.
    pub usual: Option<(u64, String)>,
}

impl Bar {
    /// A bar in the first accent colour.
    pub fn new(label: impl Into<String>, value: u64) -> Bar {
        Bar {
            label: label.into(),
            value,
            shown: value.to_string(),
            tone: "accent",
            href: String::new(),
            usual: None,
        }
    }

    /// The same bar in another tone.
    #[must_use]
    pub fn toned(mut self, tone: &'static str) -> Bar {
        self.tone = tone;
        self
    }

    /// The same bar with a line where it usually ends, in tenths, and that in words.
    #[must_use]
    pub fn against(mut self, tenths: u64, words: String) -> Bar {
        self.usual = Some((tenths, words));
        self
    }

    /// The same bar, leading to the list behind its number.
    #[must_use]
    pub fn leading(mut self, href: impl Into<String>) -> Bar {
        self.href = href.into();
        self
    }
}

/// Bars with label and value in text: the waiting line, counts by kind. Render with `{{ chart|safe }}`.
#[derive(Clone, Debug, Template)]
#[template(path = "chart_bars.html")]
pub struct Bars {
    /// What the picture shows.
    pub caption: String,
    /// The bars, top to bottom.
    pub bars: Vec<Bar>,
}

impl Bars {
    /// The length of a bar in thousandths of the longest.
    fn length(&self, bar: &Bar) -> u64 {
        let most = self.bars.iter().map(|bar| bar.value).max().unwrap_or(0).max(1);
        bar.value.saturating_mul(1000) / most
    }
}

/// Columns over a scale such as the hours of the day: today's load. Render with `{{ chart|safe }}`.
#[derive(Clone, Debug, Template)]
#[template(path = "chart_columns.html")]
pub struct Columns {
    /// What the picture shows.
    pub caption: String,
    /// The columns, left to right.
    pub bars: Vec<Bar>,
}

/// A picture of which there is nothing to draw yet, and that in words: a heading with nothing below it looks broken. Render with
/// `{{ chart|safe }}`.
#[derive(Clone, Debug, Template)]
#[template(path = "chart_none.html")]
pub struct Nothing {
    /// What the picture will show.
    pub caption: String,
    /// That there is nothing yet.
    pub said: String,
}

/// The drawing's size in its own units.
const WIDTH: u64 = 640;
const FLOOR: u64 = 170;
const CEILING: u64 = 26;
/// How far the line of what is usual stands out of its column.
const OUTSTANDING: u64 = 5;
/// What a letter below a column takes at the largest size of the style sheets, a Chinese one, and the gap to the next label.
const LETTER: u64 = 12;
const WIDE_LETTER: u64 = 20;
const GAP: u64 = 8;

/// A column as drawn.
struct Drawn<'b> {
    bar: &'b Bar,
    x: u64,
    width: u64,
    y: u64,
    height: u64,
    middle: u64,
    /// Its label stands below it: of many columns every second or third alone, so that none runs into the next.
    ticked: bool,
    /// The line of what is usual: its height, where it begins and where it ends.
    usual: Option<(u64, u64, u64)>,
}

impl Columns {
    /// Whether a column leads anywhere: what can be followed is no mere picture.
    fn leads(&self) -> bool {
        self.bars.iter().any(|bar| !bar.href.is_empty())
    }

    fn drawn(&self) -> Vec<Drawn<'_>> {
        let count = u64::try_from(self.bars.len()).unwrap_or(1).max(1);
        let usual =
            self.bars.iter().filter_map(|bar| bar.usual.as_ref()).map(|(tenths, _)| tenths.div_ceil(10));
        let most = self.bars.iter().map(|bar| bar.value).chain(usual).max().unwrap_or(0).max(1);
        let slot = WIDTH / count;
        let each = self.widest().div_ceil(slot.max(1)).max(1);
        self.bars
            .iter()
            .zip(0_u64..)
            .map(|(bar, at)| {
                let height = bar.value.saturating_mul(FLOOR - CEILING) / most;
                let width = slot.saturating_sub(slot / 4).clamp(1, 56);
                let middle = at * slot + slot / 2;
                let line = |tenths: u64| FLOOR - tenths.saturating_mul(FLOOR - CEILING) / (most * 10);
                let x = middle - width / 2;
                // It stands out of its column on both sides, but not of the drawing: a column of many is near the edge.
                let (from, to) = (x.saturating_sub(OUTSTANDING), (x + width + OUTSTANDING).min(WIDTH));
                let usual = bar.usual.as_ref().filter(|(tenths, _)| *tenths > 0);
                let usual = usual.map(|(tenths, _)| (line(*tenths), from, to));
                let ticked = at.is_multiple_of(each);
                Drawn { bar, x, width, y: FLOOR - height, height, middle, ticked, usual }
            })
            .collect()
    }

    /// What the longest label takes, about, with the gap to the next.
    fn widest(&self) -> u64 {
        let letter = |letter: char| if letter.is_ascii() { LETTER } else { WIDE_LETTER };
        let label = |bar: &Bar| bar.label.chars().map(letter).sum::<u64>() + GAP;
        self.bars.iter().map(label).max().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_bar_fills_the_row_and_nothing_divides_by_zero() {
        let bars = Bars { caption: "x".into(), bars: vec![Bar::new("a", 2), Bar::new("b", 8)] };
        assert_eq!((bars.length(&bars.bars[1]), bars.length(&bars.bars[0])), (1000, 250));
        assert_eq!(Bars { caption: String::new(), bars: Vec::new() }.length(&Bar::new("none", 0)), 0);
        assert!(Columns { caption: String::new(), bars: Vec::new() }.drawn().is_empty());
    }

    #[test]
    fn a_column_leads_to_the_list_behind_it() {
        let bars = vec![Bar::new("9", 2).leading("/list?hour=9#list"), Bar::new("10", 0)];
        let columns = Columns { caption: "c".into(), bars }.render().unwrap();
        assert_eq!(columns.matches("<a href=").count(), 1, "{columns}");
        assert!(columns.contains("/list?hour=9#list") && columns.contains("role=\"group\""), "{columns}");
        let still = Columns { caption: "c".into(), bars: vec![Bar::new("9", 2)] }.render().unwrap();
        assert!(!still.contains("<a ") && still.contains("role=\"img\""), "{still}");
    }

    #[test]
    fn what_is_usual_is_drawn_to_the_same_scale() {
        let bars = vec![Bar::new("9", 2).against(40, "usually 4".into()), Bar::new("10", 1)];
        let columns = Columns { caption: "c".into(), bars };
        let drawn = columns.drawn();
        assert_eq!(
            (drawn[0].usual, drawn[0].y, drawn[1].usual),
            (Some((CEILING, 127, 193)), u64::midpoint(FLOOR, CEILING), None)
        );
        assert!(columns.render().unwrap().contains("9: 2, usually 4"));
    }

    #[test]
    fn a_line_of_what_is_usual_stays_in_the_drawing_however_many_columns_there_are() {
        for count in 1..=800 {
            let bars = (0..count).map(|_| Bar::new("h", 1).against(20, "usually 2".into())).collect();
            let columns = Columns { caption: "c".into(), bars };
            for drawn in columns.drawn() {
                let (_, from, to) = drawn.usual.unwrap();
                assert!(
                    from <= drawn.x && drawn.x + drawn.width <= to && to <= WIDTH,
                    "{count}: {from} to {to}"
                );
            }
        }
    }

    #[test]
    fn the_first_hour_of_a_whole_day_has_its_line_too() {
        let bars =
            (0..24).map(|hour| Bar::new(format!("{hour}"), 1).against(10, "usually 1".into())).collect();
        let svg = Columns { caption: "c".into(), bars }.render().unwrap();
        assert!(svg.contains(r#"<line class="usual" x1="0""#), "{svg}");
    }

    #[test]
    fn labels_of_many_columns_do_not_run_into_each_other() {
        let ticks = |labels: Vec<String>| {
            let bars = labels.into_iter().map(|label| Bar::new(label, 1)).collect();
            let columns = Columns { caption: "c".into(), bars };
            let drawn = columns.drawn();
            drawn
                .iter()
                .filter(|column| column.ticked)
                .map(|column| column.bar.label.clone())
                .collect::<Vec<_>>()
        };
        let hours = |hours: std::ops::Range<u64>| hours.map(|hour| hour.to_string()).collect::<Vec<_>>();
        assert_eq!(ticks(hours(9..18)), hours(9..18), "the hours of a fair have room");
        assert_eq!(ticks(hours(0..24)).len(), 12, "of a whole day every second is named");
        let days = (1..=31).map(|day| format!("1月{day}日")).collect();
        assert_eq!(ticks(days)[..2], ["1月1日", "1月6日"]);
    }

    #[test]
    fn labels_are_escaped() {
        let html = Bars { caption: "c".into(), bars: vec![Bar::new("<b>", 1)] }.render().unwrap();
        assert!(html.contains("&#60;b&#62;"));
    }
}
