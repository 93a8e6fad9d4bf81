// The page: a reader's changes go to the calculator as edits, and its answers to the page.
// It computes nothing, holds no words, and knows nothing of links but where they stand.
import { evaluate } from './calculator.js'
import { main, root } from './elements.js'
import { openDialog } from './embed-dialog.js'
import { wanted } from './embed.js'
import { isMonthField, onDrags, onSwipes, sliderValuesOf, stepsOf, valuesOf } from './fields.js'
import { hasFigures } from './link.js'
import { morph } from './morph.js'
import { keepOffline } from './offline.js'
import { pointAgain, saveAs } from './picture.js'
import { showCode } from './qr.js'
import { keep, links, readLinks, shelf } from './shelf.js'
import { choose, language } from './theme.js'
import { isLeaving } from './wasm.js'

/**
 * @import { Field } from './morph.js'
 * @import { Answer, Edit, Page, Request } from './protocol'
 */

/**
 * A change of the page: an edit whose key is asked for when its turn comes, since its line
 * may have another name by then. Without an act the page is answered anew.
 * @typedef {object} Change
 * @property {Edit['act']} [act]
 * @property {() => string} key
 * @property {Partial<Edit>} values
 * @property {object} [drag] the drag it belongs to
 * @property {Field} [field] what the reader uses
 * @property {boolean} [typing] whether the reader goes on typing
 * @property {string} [answered] the key that its figure or line has once it is answered
 */

const status = document.querySelector('[role=status]')
/**
 * tell shows the notice of a fault, or hides it.
 * @param {string} fault
 * @param {boolean} isSo
 */
const tell = (fault, isSo) => document.querySelector(`[data-fault=${fault}]`).hidden = !isSo

const fragment = () => location.hash.slice(1)
const isOwn = () => link === root.dataset.query
// address returns the link to the figures on a page of their own, which an embed names at
// its end.
const address = () => (document.querySelector('footer a[data-follow]') ?? location).href.split('#')[0] + (isOwn() ? '' : `#${link}`)

let link = hasFigures(fragment()) ? fragment() : root.dataset.query // of the answer on the page
let draft = link // what the next edit is made to
let { preset } = root.dataset

/** @type {Change} */
const refresh = { key: () => '', values: {} } // a change without an edit
/** @type {Change[]} */
let waiting = [] // changes that wait for their turn
/** @type {Change[]} */
let unanswered = [] // changes without an answer, which is asked for again with the next change
let working // while changes are answered, or the first answer waits
let isMorphing = false
let session // the draft at which typing in a figure, or a drag, began: { draft, subject }

const isReady = () => 'ready' in root.dataset // the calculator has answered

// What is on the page is of another link until then.
root.toggleAttribute('data-waiting', !isOwn())

/**
 * ask has the calculator answer for the page's language and shelf. The page says so if it
 * never came, does not start, or has stopped for good.
 * @template {Request['act']} Act
 * @param {Request & { act: Act }} request
 * @returns {Promise<Answer<Act>>}
 */
async function ask(request) {
  try {
    return await evaluate({ language: language(), shelf: shelf(), ...request })
  } catch (error) {
    if (isReady() ? error.reason || error.stopped : error.reason) fail(isReady() ? 'stopped' : error.reason)
    throw error
  }
}

/**
 * answer makes a change and shows what follows. A change that makes the link too long is not
 * made. While the reader is typing in a figure its fields keep what they show.
 * @param {Change} change
 */
async function answer(change) {
  const { act, values, drag, field, typing } = change
  const key = change.key()
  // A text that is refused leaves the figure as it was before typing began, not as the last
  // text on the way that happened to be a figure; a drag always starts from where it began.
  const subject = drag ?? (act === 'set' && key)
  const before = act === 'open' ? root.dataset.query : draft // where a foreign fragment leads to
  const from = subject && session?.subject === subject ? session.draft : before
  const page = await ask({ act: 'page', draft: from, edit: act && { act, key, ...values } })
  if (page.isFull) {
    await answer(refresh)
    tell('full', true)
    return
  }
  session = (typing || drag) && { draft: from, subject }
  change.answered = page.key
  // A name is sent when it is whole, so until then it is of no change.
  const name = act !== 'rename' && document.activeElement?.matches('[data-rename]') && { figure: document.activeElement }
  const renamed = act === 'rename' && key !== page.key && { key, name: page.key }
  const inUse = [typing && field, name, ...[...unanswered, ...waiting].map(({ field }) => field)].filter(one => !!one)
  show(page, inUse, renamed)
  ;({ link, draft, preset } = page)
  tell('full', false)
  delete root.dataset.refused
  // The other languages open with the same figures.
  for (const other of document.querySelectorAll('a[data-follow]')) other.hash = isOwn() ? '' : link
  for (const example of document.querySelectorAll('a[data-preset]')) {
    if (example.dataset.preset === preset) example.setAttribute('aria-current', 'page')
    else example.removeAttribute('aria-current')
  }
}

let offered // the links offered to take along

/**
 * show brings the page to an answer. A renamed line is still the same line, and focus stays
 * where it is, even in a line that moves. Fields that are typed in keep what they show.
 * @param {Page} page
 * @param {Field[]} typing what the reader types in
 * @param {{ key: string, name: string } | false} renamed the line's key before, and now
 */
function show(page, typing, renamed) {
  const focused = /** @type {HTMLInputElement} */ (document.activeElement)
  const { selectionStart, selectionEnd } = focused
  isMorphing = true
  try {
    if (renamed) for (const line of main.querySelectorAll(`[data-line="${CSS.escape(renamed.key)}"]`)) line.setAttribute('data-line', renamed.name)
    morph(main, page.main, typing)
  } finally {
    isMorphing = false
  }
  if (focused !== document.activeElement && focused.isConnected && main.contains(focused)) {
    focused.focus({ preventScroll: true })
    if (selectionStart != null) focused.setSelectionRange(selectionStart, selectionEnd)
  }
  document.title = page.title
  document.querySelector('meta[name=description]').content = page.description
  pointAgain()
  const shown = document.getElementById('keep-links')
  if (shown && [offered, ''].includes(shown.value)) shown.value = offered = links()
  root.dataset.ready = ''
  root.toggleAttribute('data-waiting', false)
}

/**
 * enqueue has a change answered after those before it, and resolves when all have been. Of
 * what is typed into a figure, and of where it is dragged, the last holds; steps add up.
 * @param {Change} [change]
 */
function enqueue(change = refresh) {
  if (root.dataset.error) return new Promise(() => {})
  const { act, key, values, drag } = change
  const last = waiting.at(-1)
  const isSame = other => other.act === act && other.key() === key() && other.values.ofMonth === values.ofMonth
  if (act === 'step' && last && isSame(last)) {
    last.values.steps = (last.values.steps ?? 0) + (values.steps ?? 0)
  } else {
    waiting = waiting.filter(other => !(drag ? other.drag === drag : act === 'set' && isSame(other)))
    waiting.push(change)
  }
  return working ??= work()
}

async function work() {
  for (let change; change = waiting.shift();) {
    root.toggleAttribute('data-busy', isReady())
    try {
      await answer(change)
    } catch (error) {
      unanswered.push(change)
      if (!isLeaving) console.error(error)
    }
  }
  const isAnswered = !unanswered.length || isLeaving || 'error' in root.dataset
  tell('answer', !isAnswered)
  root.toggleAttribute('data-unanswered', !isAnswered)
  waiting = unanswered.filter(({ act }) => act)
  unanswered = []
  root.toggleAttribute('data-busy', false)
  working = undefined
}

function fail(reason) {
  if (isLeaving) return
  waiting = []
  root.dataset.error = reason
  tell(reason, true)
  for (const field of main.querySelectorAll('input, select, button, textarea')) field.disabled = true
}

// follow follows a change of figures by the reader: calmly in the address and, once it is
// quiet, in words for a screen reader.
let writing, saying
function follow() {
  clearTimeout(writing)
  writing = setTimeout(() => {
    if (working) working.then(follow)
    else history.replaceState(null, '', isOwn() ? location.pathname + location.search : `#${link}`)
  }, 300)
  clearTimeout(saying)
  saying = setTimeout(() => {
    status.textContent = [...main.querySelectorAll('[data-spoken]')].map(part => part.textContent).join(' ')
  }, 600)
}

// onField answers a field. A field that is taken off the page while it is in use says so once
// more; what it held has been answered by then.
function onField(event) {
  if (isMorphing) return
  const field = event.target
  const figure = field.closest('.figure')
  if (figure) {
    const isSlider = field.type === 'range'
    const values = isSlider ? sliderValuesOf(figure, field) : valuesOf(figure)
    // The reader moves the sliders, or types; what a slider says, its field shows.
    const written = isSlider && figure.querySelector('input')
    enqueue({ act: 'set', key: () => figure.dataset.key, values, field: { figure, written }, typing: event.type === 'input' || !values.text }).then(follow)
  } else if (field.dataset.rename && event.type === 'change' && (working || field.value.trim() !== field.defaultValue)) {
    enqueue({ act: 'rename', key: () => field.dataset.rename, values: { text: field.value }, field: { figure: field } }).then(follow)
  }
}

// keyOf returns what asks for the key of a field's figure.
const keyOf = field => () => field.closest('.figure').dataset.key

function onKey(event) {
  const steps = stepsOf(event)
  if (!steps) return
  const field = event.target
  event.preventDefault()
  enqueue({ act: 'step', key: keyOf(field), values: { steps, ofMonth: isMonthField(field) } }).then(() => {
    follow()
    if (field === document.activeElement) field.select()
  })
}

// onClick carries out a button. The page says so if that fails.
async function onClick(event) {
  const button = event.target.closest('button')
  if (!button) return
  tell('action', false)
  try {
    await carryOut(button)
  } catch (error) {
    if (isLeaving) return
    console.error(error)
    tell('action', !root.dataset.error)
  }
}

// carryOut carries out a button, on the figures as they will stand.
async function carryOut(button) {
  const { act, target, text, unit, month, file, share, done, keep: kind, name } = button.dataset
  // Before the first answer the link alone can be passed on. What waits may make the button
  // another one's.
  if (isReady() || file || kind) await working
  if (act) {
    await onAct(button, { act, key: () => target, values: { text, unit, month } })
  } else if (file) {
    const { file: content } = await ask({ act: 'file', draft, kind: file === 'png' ? 'svg' : file, address: address() })
    if (content) await saveAs(file, content, preset || 'runway')
  } else if (share === 'embed') {
    openDialog(preset || root.dataset.preset, isOwn() ? '' : link)
  } else if (share === 'qr') {
    await showCode(address())
  } else if (share) {
    await onShare(share, done)
  } else if (kind) {
    await onKeep(kind, name)
  }
}

// onAct makes the edit of a button. Focus goes where the reader will go on: to the figure
// that has changed, the line that has come, or the section it has left.
async function onAct(button, change) {
  const figure = button.closest('.figure')
  const section = button.closest('fieldset')
  await enqueue(change)
  follow()
  const line = main.querySelector(`.line[data-line="${CSS.escape(change.answered)}"]`) // none has an empty key
  const stays = figure?.isConnected ? figure : line
  const next = stays?.querySelector('input, select') ?? section?.querySelector('.add') ?? main.querySelector('.inline input')
  next?.focus()
  if (change.act !== 'back' || change.key()) next?.select?.() // a new name is there to be typed over
}

// onShare passes the link on. Where the browser refuses, the page says so and shows the link,
// selected, to copy by hand.
async function onShare(share, done) {
  try {
    if (share === 'copy') await navigator.clipboard.writeText(address())
    else await navigator.share({ title: document.title, url: address() })
    status.textContent = done
    root.dataset.done = share
    delete root.dataset.refused
    setTimeout(() => delete root.dataset.done, 2000)
  } catch (error) {
    if (error.name === 'AbortError') return // by the reader
    root.dataset.refused = share
    const field = document.getElementById('share-link')
    field.value = address()
    field.select()
  }
}

async function onKeep(kind, name) {
  if (kind === 'import') {
    const found = readLinks(document.getElementById('keep-links').value)
    for (const { name, link: text } of found) {
      const { link } = await ask({ act: 'page', edit: { act: 'open', text } }) // mended
      keep('import', name, link)
    }
  } else {
    const chosen = name ?? document.getElementById('keep-name').value.trim()
    if (chosen) keep(kind, chosen, link)
  }
  await enqueue()
  const field = document.getElementById('keep-name')
  field.value = field.defaultValue // a name for the next
  const stays = name && main.querySelector(`[data-name="${CSS.escape(name)}"]`)
  ;(stays || field).focus()
}

// onChoice carries out a button of the header.
function onChoice(event) {
  const { digits, theme } = event.target.dataset
  if (theme) choose('theme', theme)
  if (digits) {
    choose('digits', digits)
    enqueue()
  }
}

onSwipes(main) // before anything else hears of a slider
main.addEventListener('input', onField)
main.addEventListener('change', onField)
main.addEventListener('click', onClick)
main.addEventListener('keydown', onKey)
onDrags(main, isReady, drag => enqueue({ act: 'drag', key: keyOf(drag.field), values: { steps: drag.steps, ofMonth: isMonthField(drag.field) }, drag }).then(follow))
main.addEventListener('submit', event => event.preventDefault())
document.querySelector('header')?.addEventListener('click', onChoice)
addEventListener('beforeprint', () => document.querySelector('.address').textContent = address())
addEventListener('hashchange', () => {
  if (root.dataset.error === 'stopped') return location.reload() // another link may do
  clearTimeout(writing)
  open()
})

// A page from a disk has no link for others; a frame may not be allowed to copy one.
const canCopy = navigator.clipboard && document.featurePolicy?.allowsFeature('clipboard-write') !== false
root.dataset.can = (location.protocol === 'file:' ? [] : [canCopy && 'copy', !!navigator.share && 'system', root.dataset.worker && 'qr embed']).filter(Boolean).join(' ')

window.runway = { evaluate: query => evaluate({ act: 'numbers', draft: String(query) }) }

// open opens the link in the address. What was done to another is over.
function open() {
  waiting = []
  unanswered = []
  session = undefined
  return enqueue({ ...refresh, act: 'open', values: { text: fragment() } })
}

working = wanted(!isOwn()).then(work)
open().then(() => isReady() && keepOffline())

// Until here nothing answered; page.html says so.
root.dataset.live = ''
tell('script', false)
