// The page: form fields → link → calculator → page. It computes nothing and
// holds no words; what its marks in the form mean stands in view/form.go.
import { evaluate, load, start } from './calculator.js'
import { patch } from './patch.js'

const root = document.documentElement
const main = document.getElementById('main')
const status = document.querySelector('[role=status]')

const fragment = () => location.hash.slice(1)

// The link of the answer on the page, and the texts it refused, by key.
let query = fragment() || root.dataset.query
let refused = new Map()

let ready = false
let early = [] // changes made before the calculator was there
let patching = false
let session // where typing in a field began: { key, query, refused }

// What is on the page is of another link until the calculator has answered.
root.toggleAttribute('data-waiting', query !== root.dataset.query)

const keyOf = pair => decode(pair.split('=')[0])
const nameOf = key => key.slice(key.indexOf('.') + 1)
const isLine = key => /^(in|out|once|raise)\./.test(key)
const pairOf = (key, text) => `${encodeURIComponent(key)}=${encodeURIComponent(text)}`

function decode(text) {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text // a lone %
  }
}

// answer shows the link after a change: a pair to append, or a line to rename.
// The figure in which the reader is typing keeps what its fields show.
function answer({ edit, rename = [], typing } = {}) {
  const key = edit && keyOf(edit)
  // A text that is refused leaves the figure as it was before typing began, not
  // as the last text on the way that happened to be a figure.
  if (edit && session?.key === key) ({ query, refused } = session)
  session = typing && { key, query, refused }
  let pairs = query.split('&')
  if (edit && isLine(key)) {
    // A line that goes takes all its keys along; one that is put back comes with
    // all it had, so its removal goes.
    const gone = edit.endsWith('=')
    const own = other => gone && nameOf(other.replace(/^(note|src)\./, '')) === nameOf(key)
    pairs = pairs.filter(pair => !own(keyOf(pair)) && !(keyOf(pair) === key && pair.endsWith('=')))
    refused = new Map([...refused].filter(([other]) => !own(other)))
  }
  for (const [other, text] of refused) if (other !== key) pairs.push(pairOf(other, text))
  if (edit) pairs.push(edit)
  const page = evaluate(pairs.filter(Boolean).join('&'), root.lang, ...rename)
  const [renamed, name] = rename
  show(page, typing, renamed && [renamed, renamed.replace(/\..*/s, '.') + name.trim()])
  query = page.query
  // What has no field on the page is told once and not kept.
  refused = new Map(page.errors.filter(({ key, kept }) => !kept && key !== renamed && figureOf(key)).map(({ key, text }) => [key, text]))
  document.querySelector('[data-fault=full]').hidden = true
}

const figureOf = key => main.querySelector(`[data-key="${CSS.escape(key)}"]`)

// show brings the page to an answer. A renamed line is still the same line, and
// focus stays where it is, even in a line that moves.
function show(page, typing, renamed) {
  const focused = document.activeElement
  const selection = focused?.selectionStart != null && [focused.selectionStart, focused.selectionEnd]
  document.title = page.title
  patching = true
  try {
    if (renamed) main.querySelector(`[data-line="${CSS.escape(renamed[0])}"]`)?.setAttribute('data-line', renamed[1])
    patch(main, JSON.parse(page.main), typing)
  } finally {
    patching = false
  }
  if (focused !== document.activeElement && focused.isConnected && main.contains(focused)) {
    focused.focus({ preventScroll: true })
    if (selection) focused.setSelectionRange(...selection)
  }
  if (pointed !== undefined) point(pointed)
  root.dataset.ready = ''
  delete root.dataset.waiting
}

// change makes a change, with the calculator started anew if it has stopped. One
// that it cannot answer, or that makes the link too long, is undone.
async function change(what) {
  if (!ready) {
    early.push(what)
    return
  }
  const before = { query, refused }
  const attempt = () => {
    answer(what)
    if (what && !main.querySelector('form')) {
      ({ query, refused } = before)
      answer()
      document.querySelector('[data-fault=full]').hidden = false
    }
  }
  try {
    attempt()
  } catch (error) {
    ({ query, refused } = before)
    if (!error.stopped) return console.error(error)
    try {
      await start()
      attempt()
    } catch (error) {
      ({ query, refused } = before)
      fail('stopped', error)
    }
  }
}

function fail(reason, error) {
  console.warn(error)
  ready = false
  root.dataset.error = reason
  document.querySelector(`[data-fault=${reason}]`).hidden = false
  for (const field of main.querySelectorAll('input, select, button')) field.disabled = true
}

// follow follows a change of figures by the reader: at once in the links to the
// other languages, calmly in the address, and, once it is quiet, in words for a
// screen reader.
let writing, saying
function follow() {
  const own = query === root.dataset.query
  for (const link of document.querySelectorAll('a[data-keep]')) link.hash = own ? '' : query
  clearTimeout(writing)
  writing = setTimeout(() => {
    history.replaceState(null, '', own ? location.pathname + location.search : `#${query}`)
  }, 300)
  clearTimeout(saying)
  saying = setTimeout(() => {
    status.textContent = [...main.querySelectorAll('.lead, .answer > p:first-of-type')].map(p => p.textContent).join(' ')
  }, 600)
}

// textOf is the value that the fields of a figure spell together: a figure, and
// behind | the unit chosen beside it. A figure that is needed is sent as a blank
// if it is empty, which the calculator refuses.
function textOf(figure) {
  const [first, ...others] = figure.querySelectorAll('input, select')
  const text = first.value.trim()
  const needed = 'need' in figure.dataset
  if (!text && !needed) return ''
  return text + others.map(field => (field.dataset.before ?? '|') + field.value.trim()).join('') || ' '
}

// onField answers a field. A field that is taken off the page while it is in use
// says so once more; what it held has been answered by then.
function onField(event) {
  if (patching) return
  const figure = event.target.closest('.figure')
  const name = event.target.dataset.rename
  if (figure) {
    const text = textOf(figure).slice(0, 1000) // longer than any figure
    const typing = event.type === 'input' || !text ? figure : undefined
    change({ edit: pairOf(figure.dataset.key, text), typing }).then(follow)
  } else if (name && event.type === 'change') {
    change({ rename: [name, event.target.value] }).then(follow)
  }
}

// onClick carries out a button's edit. Focus goes where the reader will go on: to
// the figure that has changed, the line that has come, or the section it has left.
function onClick(event) {
  const button = event.target.closest('[data-edit]')
  if (!button) return
  const figure = button.closest('.figure')
  const section = button.closest('fieldset')
  const edit = button.dataset.edit
  change({ edit }).then(() => {
    follow()
    const line = main.querySelector(`[data-line="${CSS.escape(keyOf(edit))}"]`)
    const next = (figure ?? line)?.querySelector('input, select') ?? section.querySelector('.add')
    next.focus()
    next.select?.() // a new name is there to be typed over
  })
}

// point shows a month's values, as the month table has them, at the picture.
let pointed
function point(month) {
  const slider = document.getElementById('pointer')
  const table = main.querySelector('.months table')
  const row = table?.tBodies[0].rows[month]
  pointed = row && month
  if (!row) return
  const names = [...table.tHead.rows[0].cells].map(cell => cell.textContent)
  const [name, ...values] = [...row.cells].map(cell => cell.textContent)
  const text = `${name}: ${values.map((value, i) => `${names[i + 1]} ${value}`).join(' · ')}`
  main.querySelector('.readout').textContent = text
  slider.value = month
  slider.setAttribute('aria-valuetext', text)
  const cursor = main.querySelector('.cursor')
  for (const x of ['x1', 'x2']) cursor.setAttribute(x, `${(month + 1) / (Number(slider.max) + 1) * 100}%`)
  cursor.setAttribute('visibility', 'visible')
}

// onPointer points at the month under a mouse, pen or finger.
function onPointer(event) {
  const picture = event.target.closest?.('.picture')
  if (!picture) return
  const { left, width } = picture.getBoundingClientRect()
  const months = Number(document.getElementById('pointer').max) + 1
  point(Math.max(0, Math.min(months - 1, Math.ceil((event.clientX - left) / width * months) - 1)))
}

main.addEventListener('input', event => {
  if (event.target.id === 'pointer') point(Number(event.target.value))
})
for (const type of ['pointermove', 'pointerdown']) main.addEventListener(type, onPointer)
main.addEventListener('input', onField)
main.addEventListener('change', onField)
main.addEventListener('click', onClick)
main.addEventListener('submit', event => event.preventDefault())
addEventListener('hashchange', () => {
  query = fragment() || root.dataset.query
  refused = new Map()
  session = undefined
  change()
})

window.runway = { evaluate: query => evaluate(String(query)) }

try {
  await load(root.dataset.calculator)
  ready = true
  if (!early.length) await change()
  for (const what of early) await change({ ...what, typing: undefined })
  if (early.length) follow()
} catch (error) {
  fail(error.reason ?? 'start', error)
}
