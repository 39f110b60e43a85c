// A reader of slips types like a keyboard, and ends with the enter key. Where a field waits for it, it types there; on every page that
// asks for nothing, what it types is a slip all the same.
const SECOND = 1000

const scan = document.querySelector('[data-scan] input')
if (scan) {
  scan.focus()
  addEventListener('keydown', event => {
    if (event.key.length === 1 && document.activeElement !== scan && !event.ctrlKey && !event.altKey) scan.focus()
  })
}

const reader = document.querySelector('form[data-reader]')
if (reader) {
  // No slip says less.
  const LEAST = 4
  let read = ''
  let last = 0
  addEventListener('keydown', event => {
    if (event.ctrlKey || event.altKey || event.metaKey) return
    const now = performance.now()
    // Whoever leaned on a key is no slip.
    if (now - last > SECOND) read = ''
    last = now
    if (event.key.length === 1) read += event.key
    if (event.key !== 'Enter' || read.length < LEAST) return
    // It presses no button that happens to have the focus.
    event.preventDefault()
    reader.elements.ticket.value = read
    read = ''
    reader.requestSubmit()
  }, { capture: true })
}
