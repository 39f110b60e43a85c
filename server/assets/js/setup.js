// The first-start page: holds the desk's clock against this device's, and proposes this device's time zone.

import { read } from "./keep.js";

/** Asks the desk how far its clock is from ours, and shows its answer. */
async function compareClocks(box) {
  try {
    const answer = await fetch(`${box.dataset.compareClocks}?at=${Date.now()}`, { cache: "no-store" });
    // The answer is the desk's own markup.
    if (answer.ok) box.innerHTML = await answer.text();
  } catch {
    // The page already shows the desk's time and asks to compare by eye.
  }
}

/** Chooses this device's zone in a form nobody has touched yet. */
function proposeZone(form) {
  const field = form.elements[form.dataset.zoneField];
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const touched = form.querySelector("[data-errors]") || read(`draft:${form.dataset.draft}`);
  if (!touched && zone && [...field.options].some((option) => option.value === zone)) field.value = zone;
}

document.querySelectorAll("[data-compare-clocks]").forEach(compareClocks);
document.querySelectorAll("[data-zone-field]").forEach(proposeZone);
