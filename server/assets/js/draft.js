// Keeps a form on the device until the desk has confirmed it, and sends it once.
//
// `<form method="post" enctype="multipart/form-data" data-draft="name" data-max-bytes="40000000">` with the hidden fields of
// `form_keys`. The answer to our send is one of: `{"location": …}` (confirmed: the draft is cleared and we go there), the page
// again with status 422 (its form replaces ours, errors first), or a problem document (shown above the form).
//
// Rows that repeat: `<div data-rows="respondent" data-max="5">` holding `<div class="row" data-row="0">…`, a
// `<template data-template="respondent">` whose names and ids contain `__i__`, a button `data-add="respondent"`, and in each row a
// button `data-drop`. Give both buttons `name`/`value` and `formnovalidate`, so that the server can do the same without scripts.
// `<fieldset data-sharing>` in a row asks of the booth that the server put there, and only while the row names it; what
// `<input type="hidden" data-given>` says the server filled in as the exhibitor goes with that booth.

import { dropPhoto, dropPhotos, forget, keepPhoto, keptPhotos, read, write } from "./keep.js";
import { make, word } from "./words.js";

const STALL = 60_000;
const NOT_KEPT = new Set(["csrf", "idempotency_key"]);

/** Keeps, restores and sends one form. */
export async function keepDraft(form) {
  const key = `draft:${form.dataset.draft}`;
  const shownAgain = form.querySelector("[data-errors]") !== null;
  const photos = new Photos(form, key);
  const kept = read(key);
  const idempotency = form.elements.idempotency_key ?? form.appendChild(make("input", { type: "hidden", name: "idempotency_key" }));
  if (kept?.key) idempotency.value = kept.key;
  const first = shownAgain ? kept?.first : Object.fromEntries(fields(form).map((field) => [field.name, drawn(field)]));
  if (!idempotency.value) idempotency.value = freshKey();

  rows(form);
  watchLine(form);
  const restored = kept && !shownAgain ? restore(form, kept) : false;
  sharing(form);
  givenNames(form);
  const pictured = await photos.restore();
  if (!shownAgain && (pictured || restored)) tellRestored(form, key);

  const save = () => !form.dataset.done && write(key, { key: idempotency.value, first, ...valuesOf(form) });
  let timer;
  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(save, 250); });
  form.addEventListener("change", save);
  // The camera may be the last thing this page lives to see: keep everything before it opens.
  form.addEventListener("click", (event) => event.target.closest("label, input[type=file]") && save());
  addEventListener("pagehide", save);
  document.addEventListener("visibilitychange", () => document.hidden && save());
  form.addEventListener("submit", (event) => {
    // A button that only changes the form on the server (add a row) does its work without scripts, too.
    event.preventDefault();
    save();
    send(form, key, photos, event.submitter);
  });
}

/** While the device has no connection the form says so at the top of the screen, wherever one is in it. */
function watchLine(form) {
  const bar = make("p", { class: "callout warn offline", role: "status" });
  const look = () => {
    if (!form.isConnected) {
      removeEventListener("online", look);
      removeEventListener("offline", look);
      return;
    }
    bar.textContent = navigator.onLine === false ? `${word("draft-offline")} ${word("draft-offline-now")}` : "";
    bar.hidden = !bar.textContent;
  };
  form.prepend(bar);
  addEventListener("online", look);
  addEventListener("offline", look);
  look();
}

/** 128 random bits, from the one generator that is there on plain HTTP, too. */
function freshKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function fields(form) {
  return [...form.elements].filter((field) => field.name && !NOT_KEPT.has(field.name) && !["file", "password", "submit", "button"].includes(field.type));
}

function valuesOf(form) {
  const values = {};
  for (const field of fields(form)) {
    const list = (values[field.name] ??= []);
    if (!["checkbox", "radio"].includes(field.type)) list.push(field.value);
    else if (field.checked) list.push(field.value);
  }
  const numbers = {};
  form.querySelectorAll("[data-rows]").forEach((box) => {
    numbers[box.dataset.rows] = [...box.querySelectorAll(":scope > [data-row]")].map((row) => row.dataset.row);
  });
  return { values, rows: numbers };
}

/** Puts back what was typed, and nothing that the server had filled in; answers whether anything differed from what it sent. */
function restore(form, kept) {
  for (const [name, numbers] of Object.entries(kept.rows ?? {})) {
    const box = form.querySelector(`[data-rows="${CSS.escape(name)}"]`);
    if (!box) continue;
    for (const number of numbers) {
      if (!box.querySelector(`:scope > [data-row="${CSS.escape(number)}"]`)) addRow(form, box, number);
    }
  }
  let differs = false;
  const used = {};
  for (const field of fields(form)) {
    const list = kept.values[field.name];
    if (!list) continue;
    if (["checkbox", "radio"].includes(field.type)) {
      const checked = list.includes(field.value);
      differs ||= checked !== field.checked;
      field.checked = checked;
    } else {
      const at = (used[field.name] = (used[field.name] ?? -1) + 1);
      if ([undefined, field.value, kept.first?.[field.name]].includes(list[at])) continue;
      differs = true;
      field.value = list[at];
    }
  }
  if (differs) form.dispatchEvent(new CustomEvent("draft-restored", { bubbles: true }));
  return differs;
}

function tellRestored(form, key) {
  const again = make("button", { type: "button", class: "button plain", "data-confirm": word("draft-discard-sure") }, word("draft-discard"));
  again.addEventListener("click", async () => {
    if (!again.dataset.sure) return;
    form.dataset.done = "1";
    forget(key);
    await dropPhotos(key);
    location.reload();
  });
  form.prepend(make("div", { class: "callout note", role: "status" }, make("div", {}, make("p", {}, word("draft-restored")), again)));
}

// Rows that repeat.

function rows(form) {
  form.addEventListener("click", (event) => {
    const add = event.target.closest("[data-add]");
    const drop = event.target.closest("[data-drop]");
    if (!add && !drop) return;
    event.preventDefault();
    if (add) {
      const box = form.querySelector(`[data-rows="${CSS.escape(add.dataset.add)}"]`);
      const numbers = [...box.querySelectorAll(":scope > [data-row]")].map((row) => Number(row.dataset.row));
      const row = addRow(form, box, String(Math.max(-1, ...numbers) + 1));
      row?.querySelector("input, select, textarea")?.focus();
    } else {
      const row = drop.closest("[data-row]");
      const box = row.parentElement;
      row.remove();
      full(form, box);
      (box.lastElementChild ?? form).querySelector("input, button")?.focus();
    }
    form.dispatchEvent(new Event("change"));
  });
}

/** What the server put into a field. */
const drawn = (field) => (field.options ? [...field.options].find((option) => option.defaultSelected)?.value ?? "" : field.defaultValue);

/** A name from the scanned booth is not said of another one: it goes with the booth or hall, unless it was typed over. */
function givenNames(form) {
  form.addEventListener("change", ({ target }) => {
    const row = target.closest("[data-row]");
    const given = row?.querySelector("[data-given]");
    if (!given?.value || !/\.(booth|hall)$/.test(target.name) || target.value.trim() === drawn(target).trim()) return;
    const name = row.querySelector('[data-fill="exhibitor"]');
    if (name.value === given.value) name.value = "";
    given.value = "";
  });
}

function sharing(form) {
  const look = () => form.querySelectorAll("[data-sharing]").forEach((group) => {
    const place = group.closest("[data-row]").querySelectorAll('[name$=".booth"], [name$=".hall"]');
    group.hidden = group.disabled = [...place].some((field) => field.value.trim() !== drawn(field).trim());
  });
  form.addEventListener("input", look);
  form.addEventListener("change", look);
  look();
}

function addRow(form, box, number) {
  const template = form.querySelector(`template[data-template="${CSS.escape(box.dataset.rows)}"]`);
  if (!template || !/^\d+$/.test(number)) return null;
  // The template is the server's own markup; only the number, digits alone, is put in.
  const holder = make("template");
  holder.innerHTML = template.innerHTML.replaceAll("__i__", number);
  const row = holder.content.firstElementChild;
  box.append(row);
  full(form, box);
  row.querySelectorAll("[data-suggest]").forEach(async (field) => (await import("./suggest.js")).suggest(field));
  return row;
}

function full(form, box) {
  const add = form.querySelector(`[data-add="${CSS.escape(box.dataset.rows)}"]`);
  if (add) add.hidden = box.querySelectorAll(":scope > [data-row]").length >= Number(box.dataset.max ?? 99);
}

// Photos: picked files are kept as they come, shown in a list, and sent from there.

class Photos {
  constructor(form, key) {
    this.key = key;
    this.kept = [];
    this.boxes = [...form.querySelectorAll("[data-photos]")];
  }

  async restore() {
    for (const photo of await keptPhotos(this.key)) {
      const box = this.boxes.find((box) => box.querySelector("input[type=file]").name === photo.field);
      if (box) this.show(box, photo);
    }
    const restored = this.kept.length > 0;
    for (const box of this.boxes) {
      const input = box.querySelector("input[type=file]");
      // Every file goes through the list; required is judged by the server.
      input.required = false;
      box.classList.add("watched");
      input.addEventListener("change", () => this.take(box, input));
      // Picked before this script was there.
      await this.take(box, input);
    }
    return restored;
  }

  async take(box, input) {
    const files = [...input.files];
    input.value = "";
    for (const blob of files) this.show(box, await keepPhoto({ draft: this.key, field: input.name, name: blob.name, blob }));
  }

  show(box, photo) {
    this.kept.push(photo);
    const picture = make("img", { src: URL.createObjectURL(photo.blob), alt: "" });
    picture.addEventListener("load", () => URL.revokeObjectURL(picture.src));
    const size = word("size-megabytes", { size: (photo.blob.size / 1e6).toFixed(1) });
    const label = word("draft-photo-remove", { name: photo.name });
    const remove = make("button", { type: "button", class: "button plain", "aria-label": label, title: label }, "×");
    const row = make("li", {}, picture, make("span", {}, word("draft-photo-kept", { name: photo.name, size })), remove);
    remove.addEventListener("click", async () => {
      this.kept = this.kept.filter((other) => other !== photo);
      row.remove();
      box.querySelector("input[type=file]").focus();
      await dropPhoto(photo);
    });
    box.querySelector("[data-kept]").append(row);
  }

  size() {
    return this.kept.reduce((sum, photo) => sum + photo.blob.size, 0);
  }
}

// Sending.

function send(form, key, photos, submitter) {
  if (form.dataset.sending) return;
  const limit = Number(form.dataset.maxBytes ?? 0);
  if (limit && photos.size() > limit) return tell(form, "warn", word("draft-too-big"));
  const content = new FormData(form);
  if (submitter?.name) content.append(submitter.name, submitter.value);
  for (const box of photos.boxes) content.delete(box.querySelector("input[type=file]").name);
  for (const photo of photos.kept) content.append(photo.field, photo.blob, photo.name);

  const request = new XMLHttpRequest();
  const progress = new Progress(form);
  let stall;
  const alive = () => { clearTimeout(stall); stall = setTimeout(() => request.abort(), STALL); };
  const end = () => {
    clearTimeout(stall);
    delete form.dataset.sending;
    buttons(form, false);
    progress.end();
  };
  form.dataset.sending = "1";
  buttons(form, true);
  request.open("POST", submitter?.getAttribute("formaction") ?? form.getAttribute("action") ?? location.href);
  request.setRequestHeader("x-fairdesk-send", "1");
  request.setRequestHeader("accept", "application/json, application/problem+json, text/html");
  request.upload.addEventListener("progress", (event) => { alive(); progress.show(event); });
  request.addEventListener("progress", alive);
  request.addEventListener("error", () => { end(); failed(form, key, photos, submitter); });
  request.addEventListener("abort", () => { end(); failed(form, key, photos, submitter); });
  request.addEventListener("load", async () => {
    end();
    const kind = request.getResponseHeader("content-type") ?? "";
    const answer = kind.includes("json") ? parse(request.responseText) : null;
    if (request.status < 300 && answer?.location) {
      // Only now, with the desk's word for it, is the draft no longer needed.
      form.dataset.done = "1";
      forget(key);
      await dropPhotos(key);
      location.assign(answer.location);
    } else if (kind.includes("html") && [200, 422].includes(request.status)) {
      showAgain(form, request.responseText);
    } else if (answer?.title) {
      const again = request.status >= 500 || [408, 429].includes(request.status);
      tell(form, "bad", answer.detail ?? "", answer.title, again && (() => send(form, key, photos, submitter)));
    } else {
      failed(form, key, photos, submitter);
    }
  });
  alive();
  request.send(content);
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function buttons(form, off) {
  form.querySelectorAll("button[type=submit]").forEach((button) => button.toggleAttribute("aria-disabled", off));
  form.setAttribute("aria-busy", String(off));
}

function failed(form, key, photos, submitter) {
  const text = navigator.onLine === false ? `${word("draft-offline")} ${word("draft-failed")}` : word("draft-failed");
  tell(form, "bad", text, "", () => send(form, key, photos, submitter));
}

/** A message before the buttons, where the thumb is; an earlier one goes. */
function tell(form, tone, text, title = "", again = null) {
  form.querySelector("[data-told]")?.remove();
  const inner = make("div", {}, ...(title ? [make("h2", {}, title)] : []), make("p", {}, text));
  if (again) {
    const retry = make("button", { type: "button", class: "button primary" }, word("draft-retry"));
    retry.addEventListener("click", () => { form.querySelector("[data-told]")?.remove(); again(); });
    inner.append(retry);
  }
  const box = make("div", { class: `callout ${tone}`, role: "alert", "data-told": true }, inner);
  place(form, box);
  box.scrollIntoView({ block: "center" });
}

/** Before the form's last block of buttons. */
function place(form, element) {
  const last = [...form.querySelectorAll("button[type=submit]")].pop();
  const block = last?.closest(".actions") ?? last;
  if (block) block.before(element);
  else form.append(element);
}

/** The server's page with its errors takes the place of the form; photos and key stay on the device. */
function showAgain(form, html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const next = page.querySelector(`form[data-draft="${CSS.escape(form.dataset.draft)}"]`);
  if (!next) return location.reload();
  form.dataset.done = "1";
  const fresh = document.importNode(next, true);
  form.replaceWith(fresh);
  keepDraft(fresh);
  fresh.querySelectorAll("[data-suggest]").forEach(async (field) => (await import("./suggest.js")).suggest(field));
  (fresh.querySelector("[data-errors]") ?? fresh).focus();
}

class Progress {
  constructor(form) {
    form.querySelector("[data-told]")?.remove();
    this.bar = make("progress", { max: "100", value: "0" });
    this.text = make("p", { class: "quiet", role: "status" });
    this.bar.setAttribute("aria-label", word("draft-sending", { percent: 0 }));
    this.box = make("div", { class: "sending" }, this.text, this.bar);
    this.said = -1;
    place(form, this.box);
    this.show({ loaded: 0, total: 1 });
  }

  show({ loaded, total }) {
    const percent = total ? Math.floor((100 * loaded) / total) : 0;
    this.bar.value = percent;
    // Screen readers hear every quarter, not every packet.
    const text = percent < 100 ? word("draft-sending", { percent }) : word("draft-waiting");
    if (percent === 100 || percent >= this.said + 25 || this.said < 0) {
      this.text.textContent = text;
      this.said = percent;
    }
  }

  end() {
    this.box.remove();
  }
}
