// Loaded by every page: loads the modules its markup asks for. Only comfort: each page works without.

import { make, word } from "./words.js";

const each = (selector, act, root = document) => root.querySelectorAll(selector).forEach(act);

each("[data-follow]", async (element) => (await import("./live.js")).follow(element));
each("form[data-draft]", async (form) => (await import("./draft.js")).keepDraft(form));
each("[data-suggest]", async (field) => (await import("./suggest.js")).suggest(field));

// What waits for another machine looks again by itself.
each("[data-again]", () => setTimeout(() => location.reload(), 2000));

// The kiosk that led a phone here shows how far its form is.
each("form[data-progress]", (form) => {
  let told = -1;
  form.addEventListener("change", () => {
    const asked = [...form.elements].filter((field) => field.name && !["hidden", "submit", "button", "file"].includes(field.type));
    const filled = (field) => (["checkbox", "radio"].includes(field.type) ? field.checked : field.value.trim() !== "");
    const groups = new Map();
    for (const field of asked) groups.set(field.name, groups.get(field.name) || filled(field));
    const progress = Math.round((100 * [...groups.values()].filter(Boolean).length) / Math.max(groups.size, 1));
    if (progress === told) return;
    told = progress;
    const body = new URLSearchParams({ csrf: form.elements.csrf.value, progress });
    // Only a word for the kiosk's screen: when it does not get through, the next one does.
    fetch(`${new URL(form.action).pathname}/progress`, { method: "POST", body }).catch(() => {});
  });
});

// A text field takes only so much, and what is pasted beyond is cut: it says so in time.
document.addEventListener("input", ({ target }) => {
  if (!target.matches?.("textarea[maxlength]")) return;
  const [most, left] = [target.maxLength, target.maxLength - target.value.length];
  const known = target.parentElement.querySelector("[data-left]");
  if (left > most / 10) return known?.remove();
  const note = known ?? make("p", { class: "hint", role: "status", "data-left": true });
  note.textContent = left > 0 ? word("field-left", { left, most }) : word("field-full", { most });
  if (!known) target.after(note);
});

// Time that is left until a moment.
each("[data-until]", (place) => {
  const timer = place.querySelector("[role=timer]");
  const tick = () => {
    const left = Math.max(0, Math.round((Date.parse(place.dataset.until) - Date.now()) / 1000));
    timer.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    if (left > 0) setTimeout(tick, 1000);
  };
  place.hidden = false;
  tick();
});

// Buttons that need scripts are hidden without them.
each("[data-print]", (button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});

// On a problem page one most often wants to go back to what was typed.
each("[data-back]", (home) => {
  if (history.length < 2) return;
  const back = make("button", { type: "button", class: "button primary" }, home.dataset.back);
  back.addEventListener("click", () => history.back());
  home.classList.replace("primary", "secondary");
  home.before(back);
});

// A form shown again begins at its list of errors.
document.querySelector("[data-errors]")?.focus();

// "Are you sure?": a dialogue in the page's own words, before the button does its work.
document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-confirm]");
  if (!button || button.dataset.sure) return;
  event.preventDefault();
  const go = () => {
    button.dataset.sure = "1";
    button.click();
    delete button.dataset.sure;
  };
  if (!window.HTMLDialogElement) {
    if (window.confirm(button.dataset.confirm)) go();
    return;
  }
  const yes = make("button", { type: "button", class: "button primary" }, button.textContent.trim() || word("continue"));
  const no = make("button", { type: "button", class: "button" }, word("cancel"));
  const question = make("p", { id: "sure-question" }, button.dataset.confirm || word("confirm-sure"));
  const dialog = make("dialog", { class: "sure", "aria-labelledby": "sure-question" }, question, make("p", { class: "actions" }, yes, no));
  no.addEventListener("click", () => dialog.close());
  yes.addEventListener("click", () => { dialog.close(); go(); });
  dialog.addEventListener("close", () => { dialog.remove(); button.focus(); });
  document.body.append(dialog);
  dialog.showModal();
});

// A double tap sends a plain form once. Forms with a draft guard themselves.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.dataset.draft !== undefined) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  setTimeout(() => delete form.dataset.sent, 8000);
});
addEventListener("pageshow", () => each("form[data-sent]", (form) => delete form.dataset.sent));

// What was done is said once: an address that is asked for again, or kept, does not say it again.
const here = new URL(location.href);
if (here.searchParams.has("done")) {
  here.searchParams.delete("done");
  history.replaceState(history.state, "", here);
}
