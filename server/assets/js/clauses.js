// The agreement: says what may be wrong while one types, and lets somebody sign on the screen. The page works without either.

const PAUSE_MS = 700;

/** Asks the desk what may be wrong with what stands in the form, a moment after the last key. */
function watchClauses(form) {
  const list = form.querySelector("[data-flaws]");
  let timer = 0;
  let turn = 0;
  const check = async () => {
    const mine = ++turn;
    try {
      const body = new URLSearchParams(new FormData(form));
      const answer = await fetch(form.dataset.clauses, { method: "POST", body, headers: { accept: "text/html" } });
      // The answer is the desk's own markup; a late one is of no use.
      if (answer.ok && mine === turn) list.innerHTML = await answer.text();
    } catch {
      // The warnings come when the version is saved.
    }
  };
  // The organiser carries out what a respondent has to do, so the mark comes and goes with who has to.
  const offerMark = (field) => {
    const mark = field.name.endsWith("-debtor") && field.closest("fieldset").querySelector("[data-mark]");
    if (!mark) return;
    mark.hidden = field.value === form.dataset.claimant;
    if (mark.hidden) mark.querySelector("input").checked = false;
  };
  form.addEventListener("input", ({ target }) => {
    // Who owes a payment is about to type how much.
    if (target.value === "pay") target.closest("fieldset")?.querySelector("[data-money]")?.setAttribute("open", "");
    offerMark(target);
    clearTimeout(timer);
    timer = setTimeout(check, PAUSE_MS);
  });
}

/** Offers a field to sign in; what is drawn becomes the picture that the form sends, and an empty field is sent by no accident. */
function offerDrawing(form) {
  const board = form.querySelector("[data-board]");
  const canvas = board?.querySelector("canvas");
  const file = form.querySelector("input[type=file]");
  const pen = canvas?.getContext("2d");
  if (!pen || !window.DataTransfer) return;
  const empty = board.querySelector("[data-empty]");
  const draws = () => form.elements.means.value === "device";
  let drawn = false;
  form.querySelector("[data-drawn]").hidden = false;
  const clear = () => {
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.lineWidth = 5;
    pen.lineCap = pen.lineJoin = "round";
    file.value = "";
    drawn = false;
  };
  const keep = () => {
    const bytes = atob(canvas.toDataURL("image/png").split(",")[1]);
    const files = new DataTransfer();
    files.items.add(new File([Uint8Array.from(bytes, (c) => c.charCodeAt(0))], "signature.png", { type: "image/png" }));
    file.files = files.files;
    drawn = true;
    empty.hidden = true;
  };
  const at = (event) => {
    const box = canvas.getBoundingClientRect();
    return [(event.clientX - box.left) * canvas.width / box.width, (event.clientY - box.top) * canvas.height / box.height];
  };
  form.addEventListener("change", (event) => {
    if (event.target.name !== "means") return;
    board.hidden = !draws();
    file.closest(".field").hidden = draws();
    clear();
  });
  form.addEventListener("submit", (event) => {
    if (!draws() || drawn) return;
    event.preventDefault();
    empty.hidden = false;
  });
  board.querySelector("[data-clear]").addEventListener("click", clear);
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    pen.beginPath();
    pen.moveTo(...at(event));
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!canvas.hasPointerCapture(event.pointerId)) return;
    pen.lineTo(...at(event));
    pen.stroke();
  });
  canvas.addEventListener("pointerup", keep);
}

document.querySelectorAll("form[data-clauses]").forEach(watchClauses);
document.querySelectorAll("form[data-signing]").forEach(offerDrawing);
