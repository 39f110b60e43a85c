// Keys on the screen: Latin letters, digits and punctuation. They type into the field that was touched last, and leave what a
// system's own input method does alone.

const LETTERS = ['1234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm.-']
const MARKS = ['1234567890', '@#%&*()/+=', '-_:;!?"\'', ',.<>[]{}']
const DIGITS = ['123', '456', '789', '+0-']

export function keyboard(place) {
  let field = null
  let shift = false
  let layer = 'letters'

  const key = (text, act, className = '') => {
    const button = document.createElement('button')
    button.type = 'button'
    button.textContent = text
    if (className) button.className = className
    // The field keeps the caret.
    button.addEventListener('pointerdown', event => event.preventDefault())
    button.addEventListener('click', act)
    return button
  }
  const row = keys => {
    const line = document.createElement('div')
    line.append(...keys)
    return line
  }

  // Names begin with capitals.
  const begins = () => field?.dataset.keys === 'name' && /(^|\s)$/.test(field.value.slice(0, field.selectionStart))
  const follow = () => {
    if (shift === begins()) return
    shift = !shift
    draw()
  }

  const type = text => {
    if (!field) return
    const room = field.maxLength > 0 ? field.maxLength - field.value.length + (field.selectionEnd - field.selectionStart) : 1
    if (room < text.length) return
    field.focus()
    field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end')
    field.dispatchEvent(new InputEvent('input', { bubbles: true, data: text, inputType: 'insertText' }))
    follow()
  }
  const erase = () => {
    if (!field) return
    field.focus()
    let start = field.selectionStart
    // A letter of two units goes whole.
    if (start === field.selectionEnd && start > 0) start -= [...field.value.slice(0, start)].at(-1).length
    field.setRangeText('', start, field.selectionEnd, 'end')
    field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'deleteContentBackward' }))
    follow()
  }

  function draw() {
    const words = place.dataset
    const rows = { letters: LETTERS, marks: MARKS, digits: DIGITS }[layer]
    const letters = rows.map(line => row([...line].map(letter => {
      const shown = shift ? letter.toUpperCase() : letter
      return key(shown, () => type(shown))
    })))
    const shifts = key(words.shift, () => { shift = !shift; draw() }, 'wide')
    shifts.setAttribute('aria-pressed', String(shift))
    const marks = key(layer === 'letters' ? '@#?' : 'abc', () => { layer = layer === 'letters' ? 'marks' : 'letters'; shift = false; draw() }, 'wide')
    const space = key(words.space, () => type(' '), 'space')
    const erases = key(words.erase, erase, 'wide')
    const line = field?.tagName === 'TEXTAREA' ? [key(words.line, () => type('\n'), 'wide')] : []
    place.replaceChildren(...letters, row([...(layer === 'letters' ? [shifts] : []), marks, space, ...line, erases]))
  }

  const take = target => {
    if (!target.matches?.('[data-keys]')) return
    field = target
    layer = target.dataset.keys === 'digits' ? 'digits' : 'letters'
    shift = begins()
    place.hidden = false
    draw()
    // The keys take room: what is typed stays in view.
    field.scrollIntoView({ block: 'nearest' })
  }
  addEventListener('focusin', event => take(event.target))
  const first = document.querySelector('main [data-keys]')
  if (first && !first.closest('details:not([open])')) first.focus()
  if (document.activeElement) take(document.activeElement)
}
