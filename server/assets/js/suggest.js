// Suggestions for a booth or an exhibitor while one types: the combobox pattern of WAI-ARIA, list only, free text allowed.
//
// `<div data-suggest="/api/v1/booths" data-token="…"><div class="combo"><input …></div></div>`. The token of the scanned code goes
// along as a header, never in the address. Choosing fills the field with the booth, and, in the same row or form, fields with
// `data-fill="hall"` and `data-fill="exhibitor"`, and takes back what `data-sharing` was told. Letters being composed (pinyin) are left
// alone until they are characters.

import { make, word } from "./words.js";

const PAUSE = 180;

let count = 0;

/** Makes a field suggest. */
export function suggest(field) {
  const input = field.querySelector("input");
  if (!input || input.getAttribute("role") === "combobox") return;
  const combo = input.closest(".combo");
  const id = `suggestions-${(count += 1)}`;
  const list = make("ul", { role: "listbox", id, hidden: true, "aria-label": field.querySelector("label")?.textContent.trim() });
  const status = make("p", { class: "unseen", role: "status" });
  combo.append(list, status);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id })) {
    input.setAttribute(name, value);
  }
  let items = [];
  let active = -1;
  let timer;
  let asking;
  let composing = false;

  function close() {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function mark(at) {
    active = at;
    [...list.children].forEach((option, index) => option.setAttribute("aria-selected", String(index === at)));
    if (at < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", `${id}-${at}`);
    list.children[at].scrollIntoView({ block: "nearest" });
  }

  function choose(at) {
    const item = items[at];
    const scope = field.closest("[data-row]") ?? input.form ?? field;
    scope.querySelectorAll("[data-sharing] :checked").forEach((radio) => (radio.checked = false));
    fill(input, item.booth);
    fill(scope.querySelector('[data-fill="hall"]'), item.hall);
    fill(scope.querySelector('[data-fill="exhibitor"]'), item.exhibitors.join());
    close();
    clearTimeout(timer);
  }

  function show(found) {
    items = found;
    list.replaceChildren(
      ...found.map((item, at) =>
        make("li", { role: "option", id: `${id}-${at}`, "aria-selected": "false" },
          make("b", {}, `${item.hall} ${item.booth}`.trim()), make("span", {}, item.exhibitors.join()))));
    list.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(found.length > 0));
    mark(-1);
    status.textContent = found.length ? word("suggest-count", { count: found.length }) : word("suggest-none");
  }

  async function ask() {
    const text = input.value.trim();
    asking?.abort();
    if (!text) return close();
    asking = new AbortController();
    try {
      const address = `${field.dataset.suggest}?by=exhibitor&q=${encodeURIComponent(text)}`;
      const headers = { accept: "application/json", ...(field.dataset.token && { "x-fairdesk-token": field.dataset.token }) };
      const answer = await fetch(address, { signal: asking.signal, headers });
      if (!answer.ok) throw new Error(answer.status);
      const { items: found } = await answer.json();
      if (document.activeElement === input) show(found);
    } catch (error) {
      if (error.name === "AbortError") return;
      close();
      status.textContent = word("suggest-failed");
    }
  }

  const later = () => { clearTimeout(timer); timer = setTimeout(ask, PAUSE); };
  input.addEventListener("compositionstart", () => (composing = true));
  input.addEventListener("compositionend", () => { composing = false; later(); });
  input.addEventListener("input", (event) => !composing && event.isTrusted && later());
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || composing) return;
    const last = items.length - 1;
    if (event.key === "ArrowDown" && list.hidden) ask();
    else if (event.key === "ArrowDown") mark(active < last ? active + 1 : 0);
    else if (event.key === "ArrowUp" && !list.hidden) mark(active > 0 ? active - 1 : last);
    else if (event.key === "Enter" && !list.hidden && active >= 0) choose(active);
    else if (event.key === "Escape" && !list.hidden) close();
    else return;
    event.preventDefault();
  });
  input.addEventListener("blur", () => { asking?.abort(); close(); });
  // Pressing must not take the focus from the field, or the list closes before the choice is made.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) choose([...list.children].indexOf(option));
  });
}

function fill(input, value) {
  if (!input || !value) return;
  input.value = value;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.dispatchEvent(new Event("change", { bubbles: true }));
}
