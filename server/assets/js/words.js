// The texts of the catalogue that scripts show, from the page's <script type="application/json" id="words">.

const block = document.getElementById("words");
// A board speaks several languages at once.
const tongues = block ? [JSON.parse(block.textContent)].flat() : [{}];

/** The texts of keys, with `{$name}` filled in; a value may be a function of the texts. */
export function word(keys, values = {}) {
  const said = tongues.map((texts) => [keys].flat().map((key) => fill(texts, key, values)).join(" "));
  return [...new Set(said)].join("\u00a0· ");
}

function fill(texts, key, values) {
  return (texts[key] ?? key).replace(/\{\$([\w-]+)\}/g, (_, name) => {
    const value = values[name] ?? "";
    return typeof value === "function" ? value(texts) : value;
  });
}

/** A length of time as a value for a text: seconds under two minutes, then minutes. */
export function age(seconds) {
  const [key, count] = seconds < 120 ? ["live-seconds", seconds] : ["live-minutes", Math.floor(seconds / 60)];
  return (texts) => fill(texts, key, { count });
}

/** The time of day in the fair's zone, to the second. */
export function clock(date) {
  const style = { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" };
  const zone = document.documentElement.dataset.zone;
  try {
    return new Intl.DateTimeFormat("en-GB", zone ? { ...style, timeZone: zone } : style).format(date);
  } catch {
    return date.toTimeString().slice(0, 8);
  }
}

/** An element from a tag, attributes and children; no HTML strings, so no escaping to forget. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}
