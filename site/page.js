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
let patching = false
let session // where typing in a field began: { key, query, refused }

const keyOf = pair => decode(pair.split('=')[0])
const pairOf = (key, text) => `${encodeURIComponent(key)}=${encodeURIComponent(text)}`

function decode(text) {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text // a lone %
  }
}

// answer shows the link with an edit: pairs to append, or a line to rename.
function answer({ edit = [], rename = [], typing } = {}) {
  const edited = new Set(edit.map(keyOf))
  // A text that is refused leaves the figure as it was before typing began, not
  // as the last text on the way that happened to be a figure.
  if (edited.has(session?.key)) ({ query, refused } = session)
  else session = typing && { key: keyOf(edit[0]), query, refused }
  if (!typing) session = undefined
  for (const pair of edit) {
    if (!pair.endsWith('=')) continue
    const line = keyOf(pair).replace(/^(in|out)\./, '.')
    refused = new Map([...refused].filter(([key]) => !key.endsWith(line)))
  }
  // A line that is put back comes with all it had: its removal goes.
  const kept = query.split('&').filter(pair => !(/^(in|out|once|raise)\..*=$/.test(pair) && edited.has(keyOf(pair))))
  const retried = [...refused].filter(([key]) => !edited.has(key)).map(([key, text]) => pairOf(key, text))
  query = [...kept, ...retried, ...edit].filter(Boolean).join('&')
  if (!ready) return
  const page = evaluate(query, root.lang, ...rename)
  query = page.query
  if (!rename.length) refused = new Map(page.errors.map(({ key, text }) => [key, text]))
  document.title = page.title
  patching = true
  try {
    patch(main, JSON.parse(page.main), typing)
  } finally {
    patching = false
  }
  root.dataset.ready = ''
}

// tryAnswer is answer, with the calculator started anew if it has stopped. A
// change that it cannot answer is undone.
async function tryAnswer(change) {
  const before = query
  try {
    answer(change)
  } catch (error) {
    query = before
    if (!error.stopped) return console.error(error)
    try {
      await start()
      answer(change)
    } catch (error) {
      query = before
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

// afterChange follows a change of figures by the reader: in the address, in the
// links to the other languages and, once it is quiet, in words for a screen reader.
let writing, saying
function afterChange() {
  clearTimeout(writing)
  writing = setTimeout(() => {
    const own = query === root.dataset.query
    history.replaceState(null, '', own ? location.pathname + location.search : `#${query}`)
    keepLinks()
  }, 300)
  clearTimeout(saying)
  saying = setTimeout(() => {
    status.textContent = [...main.querySelectorAll('.lead, .answer > p:first-of-type')].map(p => p.textContent).join(' ')
  }, 600)
}

function keepLinks() {
  for (const link of document.querySelectorAll('a[data-keep]')) link.hash = fragment()
}

// textOf is the value that the fields of a figure spell together. A period that
// is typed goes before the one that is chosen, and a figure that is needed is
// sent as a blank if it is empty, which the calculator refuses.
function textOf(figure) {
  let text = ''
  for (const field of figure.querySelectorAll('input, select')) {
    const part = field.value.trim()
    if (!text && !part) return 'need' in figure.dataset ? ' ' : ''
    if (text.includes('/') && !field.dataset.before) continue
    text += (field.dataset.before ?? '') + part
  }
  return text
}

// onField answers a field. A field that is taken off the page while it is in use
// says so once more; what it held has been answered by then.
function onField(event) {
  if (patching) return
  const figure = event.target.closest('.figure')
  const name = event.target.dataset.rename
  if (figure) {
    const typing = event.type === 'input' ? event.target : undefined
    tryAnswer({ edit: [pairOf(figure.dataset.key, textOf(figure))], typing }).then(afterChange)
  } else if (name && event.type === 'change') {
    tryAnswer({ rename: [name, event.target.value] }).then(afterChange)
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
  tryAnswer({ edit: [edit] }).then(() => {
    afterChange()
    const line = main.querySelector(`[data-line="${CSS.escape(keyOf(edit))}"]`)
    const next = (figure ?? line)?.querySelector('input, select') ?? section.querySelector('.add')
    next.focus()
    next.select?.() // a new name is there to be typed over
  })
}

main.addEventListener('input', onField)
main.addEventListener('change', onField)
main.addEventListener('click', onClick)
main.addEventListener('submit', event => event.preventDefault())
addEventListener('hashchange', () => {
  query = fragment() || root.dataset.query
  refused = new Map()
  tryAnswer().then(keepLinks)
})

window.runway = { evaluate: query => evaluate(String(query)) }

try {
  await load(root.dataset.calculator)
  ready = true
  await tryAnswer()
  keepLinks()
} catch (error) {
  fail(error.reason ?? 'start', error)
}
