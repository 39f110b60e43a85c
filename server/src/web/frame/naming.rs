//! The errors above a form name their fields: "Please fill this in." alone does not say where. What a field is called stands in its label
//! or legend on the same page, and is looked up there once the page is drawn.

/// Where the list of errors begins, and each line of it.
const LIST: &str = " data-errors>";
const LINE: &str = "<li><a href=\"#";
/// Longest name that is said again, in characters: whole sentences stand beside a box to tick.
const LONGEST: usize = 60;
/// After these a name needs no colon.
const CLOSING: [char; 7] = ['?', '？', '.', '。', ':', '：', '…'];

/// The page with the names of the fields in its list of errors; `None` for a page without one.
pub(super) fn with_names(page: &str) -> Option<String> {
    let (before, rest) = page.split_once(LIST)?;
    let (list, after) = rest.split_once("</ul>")?;
    let mut lines = list.split(LINE);
    let mut named = lines.next()?.to_owned();
    for line in lines {
        named.push_str(LINE);
        let Some((field, text)) = line.split_once("\">") else {
            named.push_str(line);
            continue;
        };
        named.extend([field, "\">"]);
        if let Some(name) = name_of(after, field).filter(|name| !text.starts_with(name)) {
            named.extend([name, mark_after(name)]);
        }
        named.push_str(text);
    }
    Some([before, LIST, &named, "</ul>", after].concat())
}

/// What a field is called, by its label or the legend of its group.
fn name_of<'p>(page: &'p str, field: &str) -> Option<&'p str> {
    let behind = |mark: String| page.split_once(mark.as_str()).map(|(_, rest)| rest);
    let legend = || behind(format!("<fieldset id=\"{field}\""))?.split_once("<legend>").map(|(_, rest)| rest);
    let words = behind(format!("<label for=\"{field}\">")).or_else(legend)?;
    let name = words.split('<').next()?.trim();
    (1..=LONGEST).contains(&name.chars().count()).then_some(name)
}

fn mark_after(name: &str) -> &'static str {
    if name.ends_with(CLOSING) {
        " "
    } else if name.chars().any(|sign| matches!(sign, '\u{4e00}'..='\u{9fff}')) {
        "："
    } else {
        ": "
    }
}

#[cfg(test)]
mod tests {
    use super::with_names;

    fn page(lines: &str, form: &str) -> String {
        format!("<div role=\"alert\" data-errors><ul>{lines}</ul></div><form>{form}</form>")
    }

    fn line(field: &str, text: &str) -> String {
        format!("<li><a href=\"#{field}\">{text}</a></li>")
    }

    #[test]
    fn each_line_names_its_field_by_label_or_legend() {
        let form = "<label for=\"owner\">Owner <span class=\"optional\">(optional)</span></label>\
            <label for=\"title\">标题</label>\
            <fieldset id=\"which\" class=\"field\"><legend>What do they say?</legend></fieldset>";
        let fields = ["owner", "title", "which", "elsewhere"];
        let lines: String = fields.iter().map(|field| line(field, "Please.")).collect();
        let named: String = [
            line("owner", "Owner: Please."),
            line("title", "标题：Please."),
            line("which", "What do they say? Please."),
            line("elsewhere", "Please."),
        ]
        .concat();
        assert_eq!(with_names(&page(&lines, form)), Some(page(&named, form)));
    }

    #[test]
    fn a_sentence_is_not_said_again_and_a_page_without_errors_stays() {
        let form = format!("<label for=\"sure\">{}</label>", "I agree. ".repeat(10));
        let lines = line("sure", "Please tick this.");
        assert_eq!(with_names(&page(&lines, &form)), Some(page(&lines, &form)));
        assert_eq!(with_names("<form></form>"), None);
    }
}
