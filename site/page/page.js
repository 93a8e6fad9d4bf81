// The page: form fields → link → calculator → page. It computes nothing and
// holds no words; what its marks in the form mean stands in view/form.go.
import { evaluate } from './calculator.js'
import { openDialog } from './embed-dialog.js'
import { wanted } from './embed.js'
import { keepOffline } from './offline.js'
import { patch } from './patch.js'
import { pointAgain, saveAs } from './picture.js'
import { left } from './wasm.js'
import { showCode } from './qr.js'
import { choose, keep, language, links, readLinks, shelf } from './settings.js'

const root = document.documentElement
const main = document.getElementById('main')
const status = document.querySelector('[role=status]')

const isOwn = () => query === root.dataset.query
const fragment = () => location.hash.slice(1)
// address is the link to the figures on a page of their own, which an embed names
// at its end.
const address = () => (document.querySelector('footer a[data-follow]') ?? location).href.split('#')[0] + (isOwn() ? '' : `#${query}`)

// The link of the answer on the page, and the texts it refused, by key.
let query = fragment() || root.dataset.query
let refused = new Map()

let waiting = [] // changes that wait for their turn
let working // while changes are answered, or the first answer waits
let patching = false
let session // where typing in a figure or a drag began: { of, query, refused }

const isReady = () => 'ready' in root.dataset // the calculator has answered

// What is on the page is of another link until then.
root.toggleAttribute('data-waiting', !isOwn())

const keyOf = pair => decode(pair.split('=')[0])
const nameOf = key => key.slice(key.indexOf('.') + 1)
// A line's amount, growth and the like go by its name; a payment stands alone.
const ofLine = /^(in|out|grow|units|hire|credit)\./
const belongs = (key, line) => key === line || ofLine.test(key) && ofLine.test(line) && nameOf(key) === nameOf(line)
const isLine = key => /^(in|out|once|raise)\./.test(key)
const pairOf = (key, text) => `${encodeURIComponent(key)}=${encodeURIComponent(text)}`

function decode(text) {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text // a lone %
  }
}

// ask asks the calculator. The page says so if it never came or has stopped for good.
async function ask(...texts) {
  try {
    return await evaluate(...texts)
  } catch (error) {
    if (error.stopped || !isReady()) fail(error.reason ?? (isReady() ? 'stopped' : 'start'))
    throw error
  }
}

// answer shows the link after a change. A change is an edit, a pair to append; or
// an act of the calculator: [what, key, text], whose key is asked for when its turn
// comes, since its line may have a new name by then; or a whole link. While the reader is
// `typing` in a figure its fields keep what they show, but for the one that the page
// has written. A change that makes the link too long is not made.
async function answer({ edit, act = [], link, drag, field, typing } = {}) {
  const [what, , text] = act
  const acted = act[1]?.()
  const key = edit ? keyOf(edit) : acted
  const of = drag ?? ((edit || what === 'set') && key)
  // A text that is refused leaves the figure as it was before typing began, not
  // as the last text on the way that happened to be a figure; a drag always goes
  // from where it began.
  const from = link ? { query: link, refused: new Map() } : of && session?.of === of ? session : { query, refused }
  let pairs = from.query.split('&')
  let others = [...from.refused]
  if (edit && isLine(key)) {
    // A line that goes takes all its keys along; one that is put back comes with
    // all it had, so its removal goes.
    const gone = edit.endsWith('=')
    const own = other => gone && belongs(other.replace(/^(note|src)\./, ''), key)
    pairs = pairs.filter(pair => !own(keyOf(pair)) && !(keyOf(pair) === key && pair.endsWith('=')))
    others = others.filter(([other]) => !own(other))
  }
  for (const [other, text] of others) if (other !== key?.replace(/^@/, '')) pairs.push(pairOf(other, text))
  if (edit) pairs.push(edit)
  const page = await ask(pairs.filter(Boolean).join('&'), language(), shelf(), what ?? '', acted ?? '', text ?? '')
  const full = document.querySelector('[data-fault=full]')
  if (key && page.errors.some(({ key, problem }) => !key && problem === 'too-long')) {
    await answer()
    full.hidden = false
    return
  }
  session = (typing || drag) && { ...from, of }
  const renamed = what === 'rename' && !page.errors.some(error => error.key === key) ? key : undefined
  // A name is sent when it is whole, so until then it is of no change.
  const name = what !== 'rename' && document.activeElement?.matches('[data-rename]') && { figure: document.activeElement }
  show(page, [typing && field, name, ...waiting.map(({ field }) => field)].filter(Boolean), renamed && [renamed, renamed.replace(/\..*/s, '.') + text.trim()])
  query = page.query || 'cash=0' // an empty address would be the page's own example
  // What has no field on the page is told once and not kept.
  refused = new Map(page.errors.filter(({ key, kept }) => !kept && key !== (what === 'rename' && acted) && figureOf(key)).map(({ key, text }) => [key, text]))
  full.hidden = true
  delete root.dataset.refused
  // The other languages open with the same figures.
  for (const link of document.querySelectorAll('a[data-follow]')) link.hash = isOwn() ? '' : query
  const preset = new URLSearchParams(query).get('preset') ?? ''
  for (const link of document.querySelectorAll('a[data-preset]')) {
    if (link.dataset.preset === preset) link.setAttribute('aria-current', 'page')
    else link.removeAttribute('aria-current')
  }
}

let offered // the links offered to take along
const figureOf = key => main.querySelector(`[data-key="${CSS.escape(key)}"]`)

// show brings the page to an answer. A renamed line is still the same line, and
// focus stays where it is, even in a line that moves. Fields that are typed in keep
// what they show.
function show(page, typing, renamed) {
  const focused = document.activeElement
  const selection = focused?.selectionStart != null && [focused.selectionStart, focused.selectionEnd]
  document.title = page.title
  document.querySelector('meta[name=description]').content = page.description
  patching = true
  try {
    if (renamed) for (const line of main.querySelectorAll(`[data-line="${CSS.escape(renamed[0])}"]`)) line.setAttribute('data-line', renamed[1])
    patch(main, page.main, typing)
  } finally {
    patching = false
  }
  if (focused !== document.activeElement && focused.isConnected && main.contains(focused)) {
    focused.focus({ preventScroll: true })
    if (selection) focused.setSelectionRange(...selection)
  }
  pointAgain()
  const shown = document.getElementById('keep-links')
  if (shown && [offered, ''].includes(shown.value)) shown.value = offered = links()
  root.dataset.ready = ''
  delete root.dataset.waiting
}

// change has a change answered after those before it, and promises that all have been.
// Of what is typed into a figure, and of where it is dragged, the last holds; steps add
// up.
function change(what = {}) {
  if (root.dataset.error) return new Promise(() => {})
  const { act: [kind, key, text] = [], drag } = what
  const last = waiting.at(-1)
  const isSame = ({ act = [] } = {}) => act[0] === kind && act[1]?.() === key()
  if (kind === 'step' && isSame(last)) {
    last.act = [kind, key, String(Number(last.act[2]) + Number(text))]
  } else {
    waiting = waiting.filter(other => !(drag ? other.drag === drag : kind === 'set' && isSame(other)))
    waiting.push(what)
  }
  return working ??= work()
}

async function work() {
  while (waiting.length) {
    root.toggleAttribute('data-busy', isReady())
    try {
      await answer(waiting.shift())
    } catch (error) {
      if (!left) console.error(error)
    }
  }
  root.toggleAttribute('data-busy', false)
  working = undefined
}

function fail(reason) {
  if (left) return
  waiting = []
  root.dataset.error = reason
  document.querySelector(`[data-fault=${reason}]`).hidden = false
  for (const field of main.querySelectorAll('input, select, button, textarea')) field.disabled = true
}

// follow follows a change of figures by the reader: calmly in the address and,
// once it is quiet, in words for a screen reader.
let writing, saying
function follow() {
  clearTimeout(writing)
  writing = setTimeout(() => {
    if (working) working.then(follow)
    else history.replaceState(null, '', isOwn() ? location.pathname + location.search : `#${query}`)
  }, 300)
  clearTimeout(saying)
  saying = setTimeout(() => {
    status.textContent = [...main.querySelectorAll('.lead, .delta > span, .answer > p:first-of-type')].map(p => p.textContent).join(' ')
  }, 600)
}

// textOf is the value that the fields of a figure spell together: a figure, and
// behind | the unit chosen beside it. A figure that is needed is sent as a blank
// if it is empty, which the calculator refuses.
function textOf(figure) {
  const [first, ...others] = figure.querySelectorAll('input:not([type=range]), select')
  const text = first.value.trim()
  const needed = 'need' in figure.dataset
  if (!text && !needed) return ''
  return text + others.map(field => (field.dataset.before ?? '|') + field.value.trim()).join('') || ' '
}

// slide writes what a figure's sliders say into its field. Of two, the one that
// moves pushes the other.
function slide(figure, slider) {
  const sliders = [...figure.querySelectorAll('[type=range]')]
  // Browsers round to the step, so one that has not moved says what it was set to.
  const ends = sliders.map(one => one === slider ? one.value : one.getAttribute('value'))
  if (Number(ends[0]) > Number(ends[1])) ends.fill(slider.value)
  figure.querySelector('input').value = ends.join('..')
}

// onField answers a field. A field that is taken off the page while it is in use
// says so once more; what it held has been answered by then.
function onField(event) {
  if (patching) return
  const field = event.target
  const figure = field.closest('.figure')
  if (figure) {
    const isSlider = field.type === 'range'
    if (isSlider) slide(figure, field)
    const text = textOf(figure).slice(0, 1000) // longer than any figure
    // The reader moves the sliders, or types; what a slider says, its field shows.
    const written = isSlider && figure.querySelector('input')
    change({ act: ['set', () => figure.dataset.key, text], field: { figure, written }, typing: event.type === 'input' || !text }).then(follow)
  } else if (field.dataset.rename && event.type === 'change' && (working || field.value.trim() !== field.defaultValue)) {
    change({ act: ['rename', () => field.dataset.rename, field.value], field: { figure: field } }).then(follow)
  }
}

// stepKey is the key by which the calculator steps what a field shows.
const stepKey = field => (field.dataset.before ?? '') + field.closest('.figure').dataset.key

// onKey steps a figure with the keys up and down, ten times as far with those for
// pages.
const steps = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 }
function onKey(event) {
  const n = steps[event.key]
  if (!n || event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return
  if (!event.target.matches('.figure:not([data-key=title], [data-key=cur]) input:not([type=range])')) return
  event.preventDefault()
  change({ act: ['step', () => stepKey(event.target), String(n * (event.shiftKey ? 10 : 1))] }).then(() => {
    follow()
    if (event.target === document.activeElement) event.target.select()
  })
}

// A figure in a sentence is dragged sideways, a step each few pixels, always from
// where it was when the drag began. A press that does not move is a click.
let drag
function onPress(event) {
  const field = event.target
  if (!isReady() || event.button !== 0 || field === document.activeElement || !field.matches?.('.told input')) return
  drag = { key: () => stepKey(field), field, pointer: event.pointerId, x: event.clientX, n: 0 }
}
function onDrag(event) {
  if (drag?.pointer !== event.pointerId) return
  if (!event.buttons) return onRelease(event)
  const right = (event.clientX - drag.x) / 6
  const n = Math.trunc(getComputedStyle(root).direction === 'rtl' ? -right : right)
  if (n === drag.n) return
  if (!drag.moved) {
    drag.moved = true
    drag.field.setPointerCapture(event.pointerId)
    root.toggleAttribute('data-dragging', true)
  }
  drag.n = n
  if (drag.frame) return
  drag.frame = requestAnimationFrame(move)
}
function move() {
  drag.frame = undefined
  change({ act: ['drag', drag.key, String(drag.n)], drag }).then(follow)
}
function onRelease(event) {
  if (drag?.pointer !== event.pointerId) return
  if (drag.frame) {
    cancelAnimationFrame(drag.frame)
    move()
  }
  if (!drag.moved && event.type === 'pointerup') {
    drag.field.focus()
    drag.field.select()
  }
  root.toggleAttribute('data-dragging', false)
  drag = undefined
}

// onClick carries out a button, on the figures as they will stand.
async function onClick(event) {
  const button = event.target.closest('button')
  if (!button) return
  const { edit, link, file, share, done, keep: kind, name } = button.dataset
  const figure = button.closest('.figure')
  const section = button.closest('fieldset')
  // Before the first answer the link alone can be passed on. What waits may make the
  // button another one's.
  if (isReady() || file || kind) await working
  if (edit !== undefined) {
    await change({ edit })
    follow()
    // Focus goes where the reader will go on: to the figure that has changed, the
    // line that has come, or the section it has left.
    const line = main.querySelector(`.line[data-line="${CSS.escape(keyOf(edit))}"]`)
    const stays = figure?.isConnected ? figure : line
    const next = stays?.querySelector('input, select') ?? section?.querySelector('.add') ?? main.querySelector('.told input')
    next.focus()
    next.select?.() // a new name is there to be typed over
  } else if (link) {
    await change({ link })
    follow()
    main.querySelector('.told input').focus()
  } else if (file) {
    const { file: text } = await ask(query, language(), shelf(), file === 'png' ? 'svg' : file, '', address())
    await saveAs(file, text, new URLSearchParams(query).get('preset') ?? 'runway')
  } else if (share === 'embed') {
    openDialog(query, isOwn())
  } else if (share === 'qr') {
    await showCode(address())
  } else if (share) {
    await onShare(share, done)
  } else if (kind) {
    await onKeep(kind, name)
  }
}

// onShare passes the link on. Where the browser refuses, the page says so and shows
// the link, selected, to copy by hand.
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
    const link = document.getElementById('share-link')
    link.value = address()
    link.select()
  }
}

async function onKeep(kind, name) {
  if (kind === 'import') {
    const found = readLinks(document.getElementById('keep-links').value)
    for (const { name, link } of found) {
      const { query } = await ask(link, language(), '', 'open') // mended
      keep('bring', name, query)
    }
  } else {
    const chosen = name ?? document.getElementById('keep-name').value.trim()
    if (chosen) keep(kind, chosen, query)
  }
  await change()
  const field = document.getElementById('keep-name')
  field.value = field.getAttribute('value') // a name for the next
  const stays = name && main.querySelector(`[data-name="${CSS.escape(name)}"]`)
  ;(stays || field).focus()
}

main.addEventListener('input', onField)
main.addEventListener('change', onField)
main.addEventListener('click', onClick)
main.addEventListener('keydown', onKey)
main.addEventListener('pointerdown', onPress)
main.addEventListener('pointermove', onDrag)
for (const type of ['pointerup', 'pointercancel']) addEventListener(type, onRelease)
// A press must neither focus nor select before it is known to be no drag.
main.addEventListener('mousedown', event => drag && event.preventDefault())
main.addEventListener('submit', event => event.preventDefault())
document.querySelector('header')?.addEventListener('click', event => {
  const { digits, theme } = event.target.dataset
  if (theme) choose('theme', theme)
  if (digits) {
    choose('digits', digits)
    change()
  }
})
addEventListener('blur', () => drag && onRelease({ pointerId: drag.pointer }))
addEventListener('beforeprint', () => document.querySelector('.address').textContent = address())
addEventListener('hashchange', () => {
  if (root.dataset.error === 'stopped') return location.reload() // another link may do
  clearTimeout(writing)
  open()
})

// A page from a disk has no link for others; a frame may not be allowed to copy one.
const canCopy = navigator.clipboard && document.featurePolicy?.allowsFeature('clipboard-write') !== false
root.dataset.can = (location.protocol === 'file:' ? [] : [canCopy && 'copy', navigator.share && 'system', root.dataset.worker && 'qr embed']).filter(Boolean).join(' ')

window.runway = { evaluate: query => evaluate(String(query)) }

// open opens the link in the address. What was done to another is over.
function open() {
  waiting = []
  return change({ link: fragment() || root.dataset.query, act: ['open'] })
}

working = wanted(!isOwn()).then(work)
open().then(() => isReady() && keepOffline())
