// The texts of the catalogue that scripts show, from the page's <script type="application/json" id="words">.

const block = document.getElementById("words");
const words = block ? JSON.parse(block.textContent) : {};

/** The text of a key, with its `{$name}` places filled in. */
export function word(key, values = {}) {
  return (words[key] ?? key).replace(/\{\$([\w-]+)\}/g, (_, name) => values[name] ?? "");
}

/** A length of time in the reader's words: seconds under two minutes, then minutes. */
export function age(seconds) {
  return seconds < 120 ? word("live-seconds", { count: seconds }) : word("live-minutes", { count: Math.floor(seconds / 60) });
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
