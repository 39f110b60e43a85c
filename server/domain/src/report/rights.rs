//! Which rights the organiser's report tells (procedure E.2: of what was said the organiser knows the complaints alone).

use super::{
    Chapter, NONE,
    codes::listed_with,
    shown::{Counts, Shower, coded},
};
use crate::figures::{Shown, add_all, gives_away, hidden_among};

impl Shower<'_> {
    /// Who is not told every reason knows of what was said the complaints alone. Of the other cases a right stands among them where not few
    /// were about it, and of the day that runs none: whoever looked before and after somebody filed would read it from the difference.
    pub(super) fn rights(&mut self) {
        let (mut own, mut others, mut filed) = (Counts::new(), Counts::new(), 0);
        for day in &self.report.days {
            add_all(&mut own, &coded(&day.complained_by_right, |right| right.code()));
            *own.entry(NONE.to_owned()).or_default() += day.complained_without_right();
            if self.kept.is_none() || day.day != self.report.running {
                let (count, rights) = day.others();
                filed += count;
                add_all(&mut others, &coded(&rights, |right| right.code()));
            }
        }
        others.insert(NONE.to_owned(), filed.saturating_sub(others.values().sum()));
        let also = others.keys().filter(|key| self.is_told(Chapter::Right, key)).cloned().collect();
        let mut shown = hidden_among(&others, &also);
        let few = |key: &String| shown.get(key) == Some(&Shown::Few);
        let hidden: Vec<_> = others.iter().filter(|(key, _)| few(key)).map(|(_, count)| *count).collect();
        let nothing = if hidden.is_empty() { Shown::Exact(0) } else { Shown::Few };
        for key in listed_with(Chapter::Right, &self.report.own_lines, own.keys().chain(others.keys())) {
            let shown = shown.entry(key).or_insert(nothing);
            // Nothing is left to hide the small ones behind.
            if gives_away(&hidden) {
                *shown = Shown::Few;
            } else if !hidden.is_empty() {
                shown.hide_none();
            }
        }
        for (key, shown) in shown {
            let own = own.get(&key).copied().unwrap_or(0);
            match shown {
                Shown::Exact(0) if own == 0 => {}
                Shown::Exact(count) => self.put_shown(Chapter::Right, key, Shown::Exact(count + own)),
                Shown::Few => self.put_shown(Chapter::Right, key, Shown::Few),
            }
        }
    }
}
