// Keeps a part of a page as it is at the desk.
//
// `<div data-follow="/…/events" data-snapshot="/…"><div data-region>…</div><p data-freshness>…</p></div>`
//
// The server renders one fragment. It stands in the page from the start, the snapshot address answers it again, and the
// event stream sends it after each change: event `fragment` with the HTML as data, and event `beat` at least every 15 s
// (a comment would be invisible here). Inside the region, elements with `data-live="name"` are swapped one by one, and only
// when they changed. `data-say="…"` anywhere in the fragment is read out when it changes: one sentence a change.
// `data-alert="…"` is urgent: while it is not empty it leads the page's title, and when it changes the phone trembles.
//
// With `data-version="…"` in the region the stream sends versions, and another one makes the page ask. A form begun moves over into what
// is new; when it has no place there any more, the page stays as it is and says so.
//
// A hidden page holds no stream, because browsers allow six a host and phones suspend pages anyway. On waking, the snapshot
// is fetched first. A stream that stays silent is replaced by asking every ten seconds. When nothing answers, the page says
// how old it is.

import { age, clock, word } from "./words.js";

const SILENCE = 40_000;
const RETRY = 10_000;
const PATIENCE = 8_000;

/** Follows the desk; `applied` is called with the region after each change. */
export function follow(root, applied = () => {}) {
  const region = root.querySelector("[data-region]");
  const freshness = root.querySelector("[data-freshness] span");
  const spoken = root.querySelector("[data-spoken]");
  let source = null;
  let asking = null;
  let heard = Date.now();
  let nextTry = 0;
  let failing = false;
  let shown = "";
  let waiting = null;
  // Whether something begun holds the page back: in the live part, and below it.
  let held = false;
  let heldBelow = false;
  let alerted = "";
  const title = document.title;

  function good() {
    heard = Date.now();
    failing = false;
  }

  function apply(html) {
    good();
    if (isTyping(region)) {
      waiting = html;
      return;
    }
    waiting = null;
    const { changed, left } = swap(region, html);
    held = left;
    if (left) waiting = html;
    if (changed) {
      const said = region.querySelector("[data-say]")?.dataset.say ?? "";
      if (spoken && said && said !== shown) spoken.textContent = said;
      shown = said;
      alarm();
      applied(region);
      renew();
      past();
    }
  }

  // What stands below the live part is for one reader alone and never in a stream: when the case stands otherwise it is asked for
  // again, unless somebody is writing there. What was begun and the photos that were chosen stay.
  const stands = () => region.querySelector("[data-stands]")?.dataset.stands;
  let stood = stands();
  async function renew() {
    const rest = document.querySelector("[data-rest]");
    const now = stands();
    if (!rest || now === undefined || now === stood || isTyping(rest)) return;
    try {
      const answer = await fetch(location.pathname, { headers: { accept: "text/html" }, cache: "no-store" });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("[data-rest]");
      if (!fresh || isTyping(rest)) return;
      heldBelow = !carry(rest, fresh);
      if (heldBelow) return show();
      const photos = (root) => root.querySelector("#photos");
      if (photos(rest)?.querySelector("form") && photos(fresh)?.querySelector("form")) photos(fresh).replaceWith(photos(rest));
      keeping(rest, fresh);
      unfold(rest, fresh);
      rest.replaceChildren(...fresh.childNodes);
      stood = now;
    } catch {
      // The next change asks again.
    }
  }

  // What the page said of the step just taken is no longer true when things stand otherwise.
  const state = () => stands() ?? region.querySelector("[data-version]")?.dataset.version;
  const said = state();
  function past() {
    if (state() !== said) document.querySelector("[data-flash]")?.remove();
  }

  function alarm() {
    const text = region.querySelector("[data-alert]")?.dataset.alert ?? "";
    document.title = text ? `${text} – ${title}` : title;
    // Phones tremble only for a page that was touched before; where they cannot, the title and the words still change.
    if (text && text !== alerted) navigator.vibrate?.([400, 150, 400, 150, 400]);
    alerted = text;
  }

  async function ask() {
    asking?.abort();
    const mine = (asking = new AbortController());
    const timer = setTimeout(() => mine.abort(), PATIENCE);
    try {
      const answer = await fetch(root.dataset.snapshot, { signal: mine.signal, headers: { accept: "text/html" }, cache: "no-store" });
      if ([401, 403, 404, 410].includes(answer.status) && reloadOnce()) return;
      if (!answer.ok) throw new Error(answer.status);
      const html = await answer.text();
      if (mine === asking) apply(html);
    } catch {
      // An answer overtaken by the stream is no failure.
      if (mine === asking) failing = true;
    } finally {
      clearTimeout(timer);
      if (mine === asking) asking = null;
      show();
    }
  }

  function hang() {
    source?.close();
    source = null;
  }

  function open() {
    hang();
    const mine = (source = new EventSource(root.dataset.follow));
    mine.addEventListener("fragment", (event) => {
      const version = region.querySelector("[data-version]");
      if (version) {
        good();
        if (event.data !== version.dataset.version) ask();
        return show();
      }
      // What the stream says is newer than a snapshot still under way.
      asking?.abort();
      asking = null;
      apply(event.data);
      show();
    });
    mine.addEventListener("beat", () => { good(); show(); });
    mine.addEventListener("error", () => {
      if (mine !== source) return;
      hang();
      nextTry = Math.min(nextTry, Date.now() + 1000);
    });
  }

  function wake() {
    nextTry = 0;
    tick();
  }

  function tick() {
    if (document.hidden) return;
    const now = Date.now();
    if (source && now - heard > SILENCE) hang();
    if (!source && now >= nextTry) {
      nextTry = now + RETRY;
      open();
      ask();
    }
    show();
  }

  function show() {
    const seconds = Math.max(0, Math.round((Date.now() - heard) / 1000));
    const stale = (failing && seconds >= 5) || seconds > 60;
    root.classList.toggle("stale", stale);
    if (!freshness) return;
    const time = clock(new Date(heard));
    let text = word("live-updated", { time });
    if (held || heldBelow) text = word("live-held");
    if (stale) text = word(["live-stale", "live-trying"], { time, age: age(seconds) });
    if (freshness.textContent !== text) freshness.textContent = text;
  }

  shown = region.querySelector("[data-say]")?.dataset.say ?? "";
  alarm();
  region.addEventListener("focusout", () => setTimeout(() => waiting !== null && apply(waiting)));
  document.addEventListener("visibilitychange", () => (document.hidden ? hang() : wake()));
  addEventListener("pagehide", hang);
  addEventListener("pageshow", (event) => event.persisted && wake());
  addEventListener("online", wake);
  setInterval(tick, 1000);
  tick();
}

/** The page is no longer ours to see, so let it say why; but never reload in circles. */
function reloadOnce() {
  const key = `gone:${location.pathname}`;
  try {
    if (Date.now() - Number(sessionStorage.getItem(key) ?? 0) < 60_000) return false;
    sessionStorage.setItem(key, String(Date.now()));
  } catch {
    return false;
  }
  location.reload();
  return true;
}

/** Whether somebody is writing inside: their field must not be taken from under their fingers. */
function isTyping(region) {
  const active = document.activeElement;
  return region.contains(active) && active.matches("input:not([type=checkbox],[type=radio]), textarea, select");
}

/** Whether somebody wrote, ticked or chose something in this form. */
function isBegun(form) {
  return [...form.elements].some((field) => {
    if (field.matches("select")) return [...field.options].some((one) => one.selected !== one.defaultSelected) && !isFirstOf(field);
    if (field.matches("[type=checkbox], [type=radio]")) return field.checked !== field.defaultChecked;
    return field.matches("input, textarea") && field.value !== field.defaultValue;
  });
}

// A list that marks nothing as chosen stands on its first line.
function isFirstOf(field) {
  return field.selectedIndex === 0 && ![...field.options].some((one) => one.defaultSelected);
}

// What makes a form the same one in two answers of the desk: where it goes, and what it is about.
function about(form) {
  const named = [...form.querySelectorAll("input[type=hidden]")].filter((one) => !["csrf", "idempotency_key"].includes(one.name));
  return [form.getAttribute("action"), ...named.map((one) => `${one.name}=${one.value}`)].join("\n");
}

/** Moves the forms that were begun from what stands there to where they stand in what is new. Where one has no place any more
 *  nothing moves, and the answer is false. */
function carry(old, fresh) {
  const places = [...fresh.querySelectorAll("form")];
  const moves = [...old.querySelectorAll("form")].filter(isBegun).map((form) => [form, places.find((place) => about(place) === about(form))]);
  if (moves.some(([, place]) => !place)) return false;
  for (const [form, place] of moves) place.replaceWith(form);
  return true;
}

/** A form that keeps itself on the device goes on doing so: it stands in what is new as it is, where there is a place for it. */
function keeping(old, fresh) {
  for (const form of old.querySelectorAll("form[data-draft]")) {
    [...fresh.querySelectorAll("form")].find((place) => about(place) === about(form))?.replaceWith(form);
  }
}

/** Takes new HTML into the region; answers whether anything changed, and whether something begun kept its part as it was.
 *  Focus stays where it was. */
export function swap(region, html) {
  const page = new DOMParser().parseFromString(html, "text/html").body;
  const fresh = page.querySelector("[data-region]") ?? page;
  const parts = (root) => [...root.querySelectorAll("[data-live]")].filter((part) => !part.parentElement.closest("[data-live]"));
  const name = (part) => part.dataset.live;
  const [old, next] = [parts(region), parts(fresh)];
  const focus = remember(region);
  let changed = false;
  let left = false;
  if (next.length > 0 && old.map(name).join("\n") === next.map(name).join("\n")) {
    old.forEach((part, at) => {
      if (part.isEqualNode(next[at])) return;
      if (!carry(part, next[at])) return void (left = true);
      unfold(part, next[at]);
      part.replaceWith(next[at]);
      changed = true;
    });
  } else if (region.innerHTML.trim() !== fresh.innerHTML.trim()) {
    left = !carry(region, fresh);
    if (!left) region.replaceChildren(...fresh.childNodes);
    changed = !left;
  }
  if (changed) focus();
  return { changed, left };
}

// What is open stays open.
function unfold(old, fresh) {
  const title = (one) => one.firstElementChild?.textContent;
  const open = [...old.querySelectorAll("details[open]")].map(title);
  fresh.querySelectorAll("details").forEach((one) => (one.open ||= open.includes(title(one))));
}

/** How to find the focused element again: by id, else by what it does. */
function remember(region) {
  const active = document.activeElement;
  if (!region.contains(active) || active === region) return () => {};
  const quote = (text) => CSS.escape(text);
  let selector = active.id ? `#${quote(active.id)}` : "";
  for (const attribute of ["name", "href", "value"]) {
    if (!selector && active.hasAttribute(attribute)) selector = `${active.localName}[${attribute}="${quote(active.getAttribute(attribute))}"]`;
  }
  return () => {
    if (!region.contains(document.activeElement) && selector) region.querySelector(selector)?.focus({ preventScroll: true });
  };
}
