// What a touch page does by itself: counts down before it forgets, follows slip and desk, follows a phone, and suggests
// booths; `up.js` looks after the program behind it, `reader.js` after readers of slips. Without it every page still works. Nothing is ever written to the browser's storage.
import { keyboard } from './keys.js'
import { leave } from './up.js'
import './reader.js'

const page = document.body
const SECOND = 1000

// The idle count-down.
const dialog = document.querySelector('dialog.idle')
if (dialog) {
  const idle = Number(page.dataset.idle) * SECOND
  const countDown = Number(page.dataset.countDown)
  const shown = dialog.querySelector('[data-left]')
  let last = performance.now()
  let told = last
  const touched = event => {
    // On the question itself only its own buttons count: one keeps the visit, the other ends it.
    if (dialog.open && event?.target !== dialog && dialog.contains(event?.target)) return
    const now = performance.now()
    last = now
    if (dialog.open) dialog.close()
    // The kiosk forgets a visit that it hears nothing of, and somebody may type for long on one page.
    if (now - told > 15 * SECOND) {
      told = now
      fetch('/alive', { method: 'POST' }).then(answer => { if (answer.redirected) leave() }).catch(() => {})
    }
  }
  for (const event of ['pointerdown', 'keydown', 'input']) addEventListener(event, touched, { capture: true, passive: true })
  dialog.addEventListener('cancel', event => { event.preventDefault(); touched() })
  dialog.querySelector('[data-stay]').addEventListener('click', () => touched())
  page.addEventListener('kiosk-busy', () => touched())
  setInterval(() => {
    const left = Math.ceil((last + idle - performance.now()) / SECOND) + countDown
    if (left <= 0) return leave()
    if (left <= countDown && !dialog.open) dialog.showModal()
    if (dialog.open) shown.textContent = String(left)
  }, SECOND / 4)
}
// A page that the browser had put away is asked for anew: it may belong to somebody else's visit.
addEventListener('pageshow', event => { if (event.persisted) location.reload() })
// No menu, no dragging of links and pictures out of the page.
addEventListener('contextmenu', event => event.preventDefault())
addEventListener('dragstart', event => event.preventDefault())

// The ticket follows slip and desk.
const live = document.querySelector('[data-live]')
if (live) {
  const again = document.querySelector('[data-again]')
  const follow = async () => {
    const answer = await fetch('/live').catch(() => null)
    if (!answer?.ok || answer.redirected) return
    const { ticket } = await answer.json()
    if (ticket && ticket !== live.dataset.html) {
      live.dataset.html = ticket
      live.innerHTML = ticket
      again.hidden = !live.querySelector('[data-printed]')
    }
  }
  setInterval(follow, SECOND)
  follow()
}

// The screen follows the phone.
const phone = document.querySelector('[data-phone-state]')
if (phone) {
  const progress = document.querySelector('[data-phone-progress]')
  const follow = async () => {
    const answer = await fetch('/phone/state').catch(() => null)
    if (!answer?.ok) return
    const said = await answer.json()
    if (said.there) return location.replace(said.there)
    // Nobody need scan a code that leads nowhere.
    phone.closest('[data-phone]').classList.toggle('cut', said.state === 'unreachable')
    if (said.busy) page.dispatchEvent(new Event('kiosk-busy'))
    const words = phone.dataset[said.state]
    const shown = phone.querySelector('span')
    if (words && shown.textContent !== words) shown.textContent = words
    progress.value = said.progress
  }
  setInterval(follow, 1.5 * SECOND)
  follow()
}

// Booths, while somebody types.
const search = document.querySelector('[data-suggest]')
if (search) {
  const found = document.querySelector('[data-found]')
  let asked = 0
  search.addEventListener('input', async () => {
    const turn = ++asked
    const answer = await fetch(`${search.dataset.suggest}?q=${encodeURIComponent(search.value)}`).catch(() => null)
    if (!answer?.ok || answer.redirected || turn !== asked) return
    found.innerHTML = await answer.text()
  })
}

// What was wrong is being mended.
const mended = () => document.querySelector('.ask .flaw')?.remove()
for (const form of document.querySelectorAll('.ask')) form.addEventListener('input', mended, { once: true })

const place = document.querySelector('[data-keyboard]')
if (place) keyboard(place)
