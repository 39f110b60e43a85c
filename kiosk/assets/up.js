// The program behind this page: whether it answers, and whether it is still the run that drew the page. While it does not answer, an
// honest sentence stands in place of everything, and nobody is led to a browser's own page of errors.
const page = document.body
const SECOND = 1000
const cover = document.querySelector('template[data-down]')?.content.firstElementChild
let looking = null
let over = false

// The visit is over: nothing that was typed may stay in the page while the next one comes.
export function leave() {
  over = true
  document.querySelectorAll('input, textarea').forEach(field => { field.value = '' })
  return isUp()
}

async function look() {
  const run = await fetch('/up', { cache: 'no-store', signal: AbortSignal.timeout(3 * SECOND) }).then(answer => answer.text()).catch(() => null)
  if (run === null) {
    if (cover && !cover.isConnected) page.append(cover)
    page.classList.add('down')
    return false
  }
  // What an earlier run was told is gone with it.
  const drawn = page.dataset.run
  if (over || (drawn ? run !== drawn : page.classList.contains('down'))) {
    location.replace('/over')
    return false
  }
  page.classList.remove('down')
  cover?.remove()
  return true
}

// Whether it is there; asked once at a time.
export function isUp() {
  looking ??= look().finally(() => { looking = null })
  return looking
}
setInterval(isUp, 1.5 * SECOND)

addEventListener('click', event => {
  const link = event.target.closest?.('a[href]')
  if (!link || event.defaultPrevented) return
  event.preventDefault()
  isUp().then(up => { if (up) location.assign(link.href) })
})

// A second touch while the first is on its way does nothing.
for (const form of document.querySelectorAll('form')) {
  form.addEventListener('submit', event => {
    if (form.dataset.sent === 'sure') {
      form.dataset.sent = 'yes'
      // In case nothing comes.
      setTimeout(() => delete form.dataset.sent, 5 * SECOND)
      return
    }
    event.preventDefault()
    if (form.dataset.sent) return
    form.dataset.sent = 'asking'
    const { submitter } = event
    isUp().then(up => {
      // A suggestion that was touched may have given way to another.
      const stands = !submitter || submitter.form === form
      if (!up || !stands) return delete form.dataset.sent
      form.dataset.sent = 'sure'
      form.requestSubmit(submitter)
    })
  })
}
