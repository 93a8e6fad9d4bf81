// The page: a reader's changes go to the calculator as edits, and its answers to the page.
// It computes nothing, holds no words, and knows nothing of links but where they stand.
import { evaluate } from './calculator.js'
import { handOver, startTools, takeOver } from './desk.js'
import { main, root } from './elements.js'
import { wanted } from './embed.js'
import { fetchScript } from './fetch-script.js'
import { isMonthField, offerCurrencies, onDrags, onSwipes, sliderValuesOf, stepsOf, valuesOf } from './fields.js'
import { forget, go, nextStep, note, pause, runOf, wayOf } from './history.js'
import { hasFigures } from './link.js'
import { late, morph } from './morph.js'
import { keepOffline } from './offline.js'
import { pointAgain } from './picture.js'
import { showCode } from './qr.js'
import { keep, linesOf, links, shelf } from './shelf.js'
import { choose, language } from './theme.js'
import { isLeaving } from './wasm.js'

/**
 * @import { Field } from './morph.js'
 * @import { Answer, Edit, Page, Request } from './protocol'
 */

/**
 * A change of the page: an edit whose key is asked for when its turn comes, since its line
 * may have another name by then, or a way over the changes that were made, or a draft to go
 * on with. Without any the page is answered anew.
 * @typedef {object} Change
 * @property {Edit['act']} [act]
 * @property {() => string} key
 * @property {Partial<Edit>} values
 * @property {'back' | 'forth'} [way]
 * @property {string} [draft]
 * @property {{ field: Element }} [drag] the drag it belongs to
 * @property {string} [run] what it has in common with changes that are one step with it
 * @property {boolean} [isInline] whether it was made in the story
 * @property {Field} [field] what the reader uses
 * @property {boolean} [typing] whether the reader goes on typing
 * @property {string} [answered] the key that its figure or line has once it is answered
 * @property {ReturnType<typeof nextStep>} [taken] the step that it was, on a way
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
// its end, and the desk at its head.
const shown = () => IS_DESK ? document.querySelector('.views a') : document.querySelector('footer > p a[data-follow]')
const address = () => (shown() ?? location).href.split('#')[0] + (isOwn() ? '' : `#${link}`)

let link = hasFigures(fragment()) ? fragment() : root.dataset.query // of the answer on the page
let draft = link // what the next edit is made to
let preset // once there is an answer

/** @type {Change} */
const refresh = { key: () => '', values: {} } // a change without an edit
/** @type {Change[]} */
let waiting = [] // changes that wait for their turn
/** @type {Change[]} */
let unanswered = [] // changes without an answer, which is asked for again with the next change
let working // while changes are answered, or the first answer waits
let finishing // while parts are brought up to date that the last answer left out
let areAnswered = true // whether each of the last changes has an answer
let asked // what is being answered: { draft, edit }
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
  const { act, values, drag, field, typing, way } = change
  const key = change.key()
  const taken = change.taken = way && nextStep(way)
  if (way && !taken) return
  // A text that is refused leaves the figure as it was before typing began, not as the last
  // text on the way that happened to be a figure; a drag always starts from where it began.
  const subject = drag ?? (act === 'set' && key)
  const before = act === 'open' ? root.dataset.query : draft // where a foreign fragment leads to
  const from = taken?.draft ?? change.draft ?? (subject && session?.subject === subject ? session.draft : before)
  asked = { draft: from, edits: act ? [{ act, key, values }] : [] }
  // Under a finger the answer comes first, and what takes longer when nothing newer waits.
  const isWhole = !isReady() || !change.run
  const rows = main.querySelector('[data-later=rows]')
  const page = await ask({ act: isWhole ? 'page' : 'answer', kind: rows && isShown(rows) ? 'rows' : '', draft: from, edit: act && { act, key, ...values } })
  if (page.isFull) {
    await answer(refresh)
    tell('full', true)
    return
  }
  session = (typing || drag) && { draft: from, subject }
  change.answered = page.key
  // A name is sent when it is whole, so until then it is of no change.
  const name = act !== 'rename' && nameInUse()
  const renamed = act === 'rename' && key !== page.key && { key, name: page.key }
  if (way) go(way)
  else if (act === 'open' || change.draft) forget()
  else if (act) note({ before: from, after: page.draft, keys: [key, page.key], run: change.run, isInline: !!change.isInline, isName: act === 'rename' }, from !== draft)
  inUse = [typing && field, name, ...[...unanswered, ...waiting].map(({ field }) => field)].filter(one => !!one)
  show(page, renamed)
  ;({ link, draft, preset } = page)
  tell('full', false)
  delete root.dataset.unshared
  // The other languages open with the same figures.
  for (const other of document.querySelectorAll('a[data-follow]')) other.hash = isOwn() ? other.dataset.follow : link
  for (const example of document.querySelectorAll('a[data-preset]')) {
    if (example.dataset.preset === preset) example.setAttribute('aria-current', 'page')
    else example.removeAttribute('aria-current')
  }
}

/** @type {Field[]} */
let inUse = [] // what the reader types in
let isQuiet = false // so that folded parts can be brought up to date, too
let resting

// nameInUse returns the field of a name that the reader is in.
function nameInUse() {
  const field = document.activeElement
  return field?.matches('[data-rename]') && { figure: field }
}

// isShown reports whether a part that can be folded is open. An embed shows some of them, unfolded.
const isShown = part => IS_EMBED ? root.dataset.parts?.split(' ').includes(part.dataset.later) : part.firstElementChild?.open !== false

// isFoldable reports whether a part can be folded.
const isFoldable = part => part.localName === 'section'

// isWanted reports whether a part is in sight, or has nothing yet that could be opened.
const isWanted = part => !isFoldable(part) || isShown(part) || isQuiet

const namesOf = parts => parts.map(part => part.dataset.later).join(' ')

let most = 1 // how many parts that can be folded are brought up to date at once

// catchUp brings parts up to date until all in sight are, or a newer change waits: first those that
// cannot be folded, together, for most of them need the likelihood, and then as many as take no longer
// than half a frame.
async function catchUp() {
  while (!working && !root.dataset.error) {
    const wanted = [...late].filter(isWanted)
    const unfolded = wanted.filter(part => !isFoldable(part))
    const next = unfolded.length ? unfolded : wanted.slice(0, most)
    if (!next.length) return
    root.dataset.busy = 'parts'
    const start = performance.now()
    const { parts } = await ask({ act: 'parts', draft, kind: namesOf(next) })
    if (next !== unfolded) most = performance.now() - start < 8 ? 2 * most : 1
    if (working) return
    const name = nameInUse()
    for (const part of next) bring(part, parts[part.dataset.later ?? ''], name ? [...inUse, name] : inUse)
    pointAgain()
  }
}

// finish brings the parts in sight up to date, and says whether all is answered. It resolves when that
// is done, or when a newer change waits.
function finish() {
  return finishing ??= catchUp().then(() => areAnswered, error => {
    if (!isLeaving) console.error(error)
    return false
  }).then(isAnswered => {
    finishing = undefined
    if (working) return
    isAnswered ||= isLeaving || 'error' in root.dataset
    tellAnswered(isAnswered)
    root.toggleAttribute('data-busy', false)
    clearTimeout(resting)
    // Folded parts can be searched and printed, and a browser waits for neither.
    if (late.size && isAnswered && !isQuiet && !IS_EMBED) resting = setTimeout(settle, 300)
  })
}

// settle brings the whole page up to date, with what is folded away.
function settle() {
  isQuiet = true
  return finishing ? finishing.then(finish) : finish()
}

// tellAnswered says whether all is answered, or what is shown is of other figures.
function tellAnswered(isSo) {
  tell('answer', !isSo)
  root.toggleAttribute('data-unanswered', !isSo)
}

function bring(element, html, typing) {
  isMorphing = true
  try {
    morph(element, html, typing)
  } finally {
    isMorphing = false
  }
}

let offered // the links offered to take along

/**
 * show brings the page to an answer. A renamed line is still the same line, and focus stays
 * where it is, even in a line that moves. Fields that are typed in keep what they show.
 * @param {Page} page
 * @param {{ key: string, name: string } | false} renamed the line's key before, and now
 */
function show(page, renamed) {
  const focused = /** @type {HTMLInputElement} */ (document.activeElement)
  const { selectionStart, selectionEnd } = focused
  if (renamed) for (const line of main.querySelectorAll(`[data-line="${CSS.escape(renamed.key)}"]`)) line.setAttribute('data-line', renamed.name)
  bring(main, page.main, inUse)
  if (focused !== document.activeElement && focused.isConnected && main.contains(focused)) {
    focused.focus({ preventScroll: true })
    if (selectionStart != null) focused.setSelectionRange(selectionStart, selectionEnd)
  }
  document.title = page.title
  document.querySelector('meta[name=description]').content = page.description
  pointAgain()
  for (const button of main.querySelectorAll('[data-go]')) button.setAttribute('aria-disabled', String(!nextStep(button.dataset.go)))
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
  change.run = runOf(act, key(), values.ofMonth)
  change.isInline = Boolean((drag?.field ?? document.activeElement)?.closest('.inline'))
  const last = waiting.at(-1)
  const isSame = other => other.act === act && other.key() === key() && other.values.ofMonth === values.ofMonth
  if (act === 'step' && last && isSame(last)) {
    last.values.steps = (last.values.steps ?? 0) + (values.steps ?? 0)
  } else {
    waiting = waiting.filter(other => !(drag ? other.drag === drag : act === 'set' && isSame(other)))
    waiting.push(change)
  }
  if (isReady()) root.dataset.busy = 'answer'
  return working ??= work()
}

// work answers the changes that wait. The parts that the answers left out follow.
async function work() {
  clearTimeout(resting)
  isQuiet = false
  // The calculator does one thing at a time. Until it is free, what is typed replaces what was typed in
  // the same figure.
  if (finishing) await finishing
  for (let change; change = waiting.shift();) {
    if (isReady()) root.dataset.busy = 'answer' // the first answer may have come
    try {
      await answer(change)
    } catch (error) {
      unanswered.push(change)
      if (!isLeaving) console.error(error)
    }
    asked = undefined
  }
  areAnswered = !unanswered.length
  if (areAnswered) tellAnswered(true)
  waiting = unanswered.filter(({ act }) => act)
  unanswered = []
  working = undefined
  finish()
}

function fail(reason) {
  if (isLeaving) return
  waiting = []
  root.dataset.error = reason
  tell(reason, true)
  for (const field of main.querySelectorAll('input, select, button, textarea')) field.disabled = true
}

// follow follows a change of figures by the reader: calmly in the address and, once it is
// quiet, in words for a screen reader, after what was done.
let writing, saying
function follow(done = '') {
  isChanged = true
  clearTimeout(writing)
  writing = setTimeout(() => working ? working.then(() => follow(done)) : save(), 300)
  clearTimeout(saying)
  saying = setTimeout(() => {
    status.textContent = [done, ...[...main.querySelectorAll('[data-spoken]')].map(part => part.textContent)].join(' ').trim()
  }, 600)
}

let isChanged = false // since the link was opened
let saved // the last of what was saved, as text
let followed // the fragment that was opened or written last
let writings = [] // when it was, lately

// save writes the figures into the address, and beside it what the address cannot hold:
// refused texts, changes without an answer yet, and a name that is being typed. WebKit allows
// a hundred writings in ten seconds. A fragment that is still to be opened stays.
function save() {
  clearTimeout(writing)
  if (location.hash !== followed) return
  const changes = waiting.filter(({ act }) => act).map(({ act, key, values }) => ({ act, key: key?.(), values }))
  const name = document.activeElement
  if (name instanceof HTMLInputElement && name.dataset.rename && name.value.trim() !== name.defaultValue) changes.push({ act: 'rename', key: name.dataset.rename, values: { text: name.value } })
  const edits = [...asked?.edits ?? [], ...changes]
  if (!isChanged && !edits.some(({ act }) => act !== 'open')) return
  const state = { draft: asked?.draft ?? draft, edits }
  const address = isOwn() ? location.pathname + location.search : `#${link}`
  if (saved === JSON.stringify([state, address])) return
  writings = writings.filter(at => at > Date.now() - 1e4)
  if (writings.push(Date.now()) > 90) return
  saved = JSON.stringify([state, address])
  history.replaceState(state, '', address)
  followed = location.hash
}

const leftAs = `runway.left${location.pathname}` // frames of the same site leave beside their page

// leave saves what there is as the page is left or hidden. A reload in Chromium no longer sees
// what is written into the address by then, so it stands in the tab's storage, too.
function leave() {
  if (IS_DESK) handOver(draft)
  const addresses = [location.href]
  save()
  addresses.push(location.href)
  try {
    sessionStorage.setItem(leftAs, JSON.stringify({ addresses, ...history.state }))
  } catch {} // forbidden, as in some frames
}

// comeBack returns what was saved as the page was left, where the reader comes back to it.
function comeBack() {
  try {
    const saved = JSON.parse(sessionStorage.getItem(leftAs) ?? 'null')
    sessionStorage.removeItem(leftAs)
    const [navigation] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType('navigation'))
    // A tab that reloads has left this page last; its address may not have followed by then.
    return (navigation.type === 'reload' || navigation.type !== 'navigate' && saved.addresses.includes(location.href)) && saved
  } catch {}
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
    // A field that is left empty may be on its way to another text: it is not filled again.
    enqueue({ act: 'set', key: () => figure.dataset.key, values, field: { figure, written }, typing: event.type === 'input' || !values.text }).then(() => follow())
  } else if (field.dataset.rename && event.type === 'change' && (working || field.value.trim() !== field.defaultValue)) {
    enqueue({ act: 'rename', key: () => field.dataset.rename, values: { text: field.value }, field: { figure: field } }).then(() => follow())
  } else if (field.id === 'keep-name') {
    root.dataset.shelf = '' // what was asked is of the name before
  }
}

// keyOf returns what asks for the key of a field's figure.
const keyOf = field => () => field.closest('.figure').dataset.key

function onKey(event) {
  const way = !document.querySelector('dialog[open]') && wayOf(event)
  if (way) {
    event.preventDefault()
    return onWay(way)
  }
  const steps = stepsOf(event)
  if (!steps) return
  const field = event.target
  event.preventDefault()
  enqueue({ act: 'step', key: keyOf(field), values: { steps, ofMonth: isMonthField(field) } }).then(() => {
    follow()
    if (field === document.activeElement) field.select()
  })
}

// onWay undoes or redoes a change. Focus goes to the figure that has changed; a finger, which
// would be met by a keyboard, only sees it.
async function onWay(way, isTouched) {
  /** @type {Change} */
  const change = { ...refresh, way }
  await enqueue(change)
  const { taken } = change
  if (!taken) return
  follow(main.querySelector(`[data-go=${way}]`).dataset.done)
  const [before, after] = way === 'back' ? taken.keys.toReversed() : taken.keys
  const figure = figureOf(after, taken.isInline)
  const field = taken.isName && main.querySelector(`[data-rename="${CSS.escape(after)}"]`)
  const next = field || (figure ? figure.querySelector('input, select') : [...main.querySelectorAll('.add')].find(button => before?.startsWith(button.dataset.target + '.')))
  if (isTouched) next?.scrollIntoView({ block: 'nearest' })
  else if (next?.checkVisibility()) focusOn(next)
}

// figureOf returns the figure with a key that is shown: in the form, in the story or else as a lever.
function figureOf(key, isInline) {
  const all = [...main.querySelectorAll(`.figure[data-key="${CSS.escape(key ?? '')}"]`)].filter(figure => figure.closest('.levers, .story, section')?.checkVisibility()).reverse()
  const figure = all.find(figure => figure.matches('.inline') === isInline) ?? all[0]
  if (figure) reveal(figure)
  return figure
}

// reveal opens what a figure is folded away in: parts of the page, and the rest of its line.
function reveal(figure) {
  for (let folded = figure.closest('details'); folded; folded = folded.parentElement?.closest('details')) folded.open = true
  const more = figure.closest('.line')?.querySelector('.more')
  if (more && !figure.querySelector('input, select').checkVisibility()) more.open = true
}

function focusOn(field) {
  field.focus()
  field.select?.()
}

// onClick carries out a button. The page says so if that fails.
async function onClick(event) {
  const button = event.target.closest('button')
  if (!button) return
  tell('action', false)
  try {
    await carryOut(button, event.pointerType === 'touch')
  } catch (error) {
    if (isLeaving) return
    console.error(error)
    tell('action', !root.dataset.error)
  }
}

// carryOut carries out a button, on the figures as they will stand.
async function carryOut(button, isTouched) {
  const { act, target, text, unit, month, file, share, done, keep: kind, name, go: way, to } = button.dataset
  if (way) return onWay(way, isTouched)
  // Before the first answer the link alone can be passed on. What waits may make the button
  // another one's.
  if (isReady() || file || kind) await working
  if (to) {
    await settle()
    return focusOn(main.querySelector(`[data-rename="${CSS.escape(to)}"][aria-invalid]`) ?? figureOf(to, false).querySelector('input, select'))
  }
  if (act) {
    const values = { text, unit, month }
    if (act === 'add') values.month = thisMonth()
    if (button.matches('.this-month')) values.text = thisMonth()
    await onAct(button, { act, key: () => target, values })
  } else if (file) {
    const { file: content } = await ask({ act: 'file', draft, kind: file === 'png' ? 'svg' : file, address: address() })
    if (content) await (await files()).saveAs(file, content, preset || 'runway')
  } else if (!IS_EMBED && share === 'embed') {
    const { file: published } = isReady() ? await ask({ act: 'file', draft, kind: 'embed' }) : {}
    ;(await fetchScript(root.dataset.dialog)).openDialog(preset, published || link)
  } else if (!IS_EMBED && share === 'qr') {
    await showCode(address())
  } else if (share) {
    await onShare(share, done)
  } else if (!IS_EMBED && kind) {
    await onKeep(kind, name)
  }
}

// files resolves to the script that hands over files and reads links.
const files = () => IN_ONE_FILE ? import('./files.js') : fetchScript(root.dataset.files)

// thisMonth returns the month that it is where the reader is, as links have it.
function thisMonth() {
  const now = new Date()
  return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}`
}

// onAct makes the edit of a button. Focus goes where the reader will go on: to the figure
// that has changed, the line that has come, or the section it has left.
async function onAct(button, change) {
  const figure = button.closest('.figure')
  const section = button.closest('fieldset')
  await enqueue(change)
  follow()
  const line = main.querySelector(`.line[data-line="${CSS.escape(change.answered ?? '')}"]`) // none has an empty key
  const stays = figure?.isConnected ? figure : line
  const next = stays?.querySelector('input, select') ?? section?.querySelector('.add') ?? (button.isConnected ? button : main.querySelector('.inline input'))
  if (stays) reveal(stays)
  next?.focus()
  if (change.act !== 'back' || change.key()) next?.select?.() // a new name is there to be typed over
}

// replace replaces the case by a link, as it is once what is under way has been answered.
async function replace(link) {
  await working
  await enqueue({ act: 'replace', key: () => '', values: { text: link() } })
  follow()
}

// onShare passes the link on. Where the browser refuses, the page says so and shows the link,
// selected, to copy by hand.
async function onShare(share, done) {
  try {
    if (share === 'copy') await navigator.clipboard.writeText(address())
    else await navigator.share({ title: document.title, url: address() })
    status.textContent = done
    root.dataset.done = share
    delete root.dataset.unshared
    setTimeout(() => delete root.dataset.done, 2000)
  } catch (error) {
    if (error.name === 'AbortError') return // by the reader
    root.dataset.unshared = share
    const field = document.getElementById('share-link')
    field.value = address()
    field.select()
  }
}

// onKeep changes the shelf. Links for which it has no room stay in their field.
async function onKeep(kind, name) {
  const field = document.getElementById('keep-name')
  let refusal
  if (kind === 'import') {
    const lines = document.getElementById('keep-links')
    const found = (await files()).readLinks(lines.value)
    for (const [i, { name, link: text }] of found.entries()) {
      const { link } = await ask({ act: 'page', edit: { act: 'open', text } }) // mended
      refusal = keep('both', name, link)
      if (refusal) {
        lines.value = linesOf(found.slice(i))
        break
      }
    }
  } else {
    const chosen = name ?? field.value.trim()
    if (chosen) refusal = keep(kind, chosen, IS_DESK ? draft : link)
  }
  if (refusal && kind !== 'import') return refusal === 'taken' && main.querySelector('[data-keep=replace]').focus()
  await enqueue()
  field.value = field.defaultValue // a name for the next
  const stays = name && main.querySelector(`[data-name="${CSS.escape(name)}"]`)
  ;(stays || field).focus()
}

// onChoice carries out a button of the menu.
function onChoice(event) {
  const { digits, theme } = event.target.dataset
  if (!digits && !theme) return
  saved = undefined // what is chosen is written into the address alone
  if (theme) choose('theme', theme)
  if (digits) {
    choose('digits', digits)
    enqueue()
  }
  save()
}

onSwipes(main) // before anything else hears of a slider
main.addEventListener('input', onField)
main.addEventListener('change', onField)
main.addEventListener('focusin', offerCurrencies)
main.addEventListener('click', onClick)
addEventListener('keydown', onKey)
main.addEventListener('focusout', () => isMorphing || pause())
main.addEventListener('pointerdown', ({ target }) => {
  if (target !== document.activeElement || target instanceof HTMLInputElement && target.type === 'range') pause()
})
onDrags(main, isReady, drag => enqueue({ act: 'drag', key: keyOf(drag.field), values: { steps: drag.steps, ofMonth: isMonthField(drag.field) }, drag }).then(() => follow()))
main.addEventListener('submit', event => event.preventDefault())
main.addEventListener('toggle', ({ target }) => target instanceof Element && late.size && isReady() && finish(), true)
document.querySelector('.menu')?.addEventListener('click', onChoice)
addEventListener('beforeprint', () => {
  document.querySelector('.address').textContent = address()
  main.querySelector('.sources')?.toggleAttribute('open', true) // not every browser prints what is closed
})
addEventListener('hashchange', () => {
  if (root.dataset.error === 'stopped') return location.reload() // another link may do
  clearTimeout(writing)
  open()
})
// Nothing is lost where the reader leaves, hides or reloads the page, or follows a link.
// A page that goes is hidden after it has gone, when its address is no longer the one it has
// when it comes back.
let isGone = false
addEventListener('pagehide', () => {
  leave()
  isGone = true
})
addEventListener('pageshow', () => isGone = false)
addEventListener('visibilitychange', () => isGone || leave())
addEventListener('click', ({ target }) => target instanceof Element && target.closest('a') && save(), true)

for (const button of document.querySelectorAll('dialog [data-close]')) {
  button.addEventListener('click', () => button.closest('dialog')?.close())
}

// A page from a disk has no link for others; a frame may not be allowed to copy one.
const canCopy = navigator.clipboard && document.featurePolicy?.allowsFeature('clipboard-write') !== false
root.dataset.can = (location.protocol === 'file:' ? [] : [canCopy && 'copy', !!navigator.share && 'system', root.dataset.worker && 'qr embed']).filter(Boolean).join(' ')

window.runway = { evaluate: query => evaluate({ act: 'numbers', draft: `${query}` }) }

// open opens the link in the address, with what was saved of it. What was done to another is
// over.
function open(cameBack) {
  waiting = []
  unanswered = []
  session = undefined
  isChanged = false
  saved = undefined
  followed = location.hash
  const { draft, edits } = cameBack || history.state || {}
  const written = IS_DESK && !draft && takeOver(location.hash)
  if (written) return enqueue({ ...refresh, draft: written })
  if (!draft || !edits) return enqueue({ ...refresh, act: 'open', values: { text: fragment() } })
  enqueue({ ...refresh, draft })
  for (const { key, ...edit } of edits) enqueue({ ...edit, key: () => key })
  if (cameBack || edits.length) working.then(() => follow())
  return working
}

// The link only queues until the calculator is wanted.
working = wanted(!isOwn()).then(work)
open(comeBack()).then(() => !IS_EMBED && isReady() && keepOffline())

if (IS_DESK) startTools({ ask, draft: () => draft, replace })

// Until here nothing answered; page.html says so.
root.dataset.live = ''
tell('script', false)
