// What the reader or the embedder chooses beside the figures: the digits, the
// accent colour, and the scenarios that are kept.
const root = document.documentElement
const wishes = new URLSearchParams(location.search)

// Storage may be forbidden, as in some frames; then things last as long as the page.
// What an embed shows is its article's matter, so it recalls nothing.
const memory = new Map()
function recall(key) {
  try {
    return memory.get(key) ?? ('embed' in root.dataset ? null : localStorage.getItem(`runway.${key}`))
  } catch {
    return null
  }
}
function remember(key, text) {
  try {
    localStorage.setItem(`runway.${key}`, text)
    memory.delete(key)
  } catch {
    memory.set(key, text)
  }
}

// What is chosen on the page: its digits and its theme. A choice is remembered and
// stands in the address, so that links carry it.
const chosen = {}
for (const name of ['digits', 'theme']) chosen[name] = wishes.get(name) ?? recall(name)

// language is the tag of the page's language with the digits that are chosen.
export const language = () => root.lang + (chosen.digits === 'latn' ? '-u-nu-latn' : '')

// choose makes a choice, or takes it back where it was made already; digits are
// always some.
export function choose(name, value) {
  chosen[name] = value === chosen[name] && name !== 'digits' ? '' : value
  remember(name, chosen[name])
  const address = new URL(location.href)
  if (chosen[name]) address.searchParams.set(name, chosen[name])
  else address.searchParams.delete(name)
  history.replaceState(null, '', address)
  showChoices()
}

function showChoices() {
  const { theme } = chosen
  const digits = chosen.digits === 'latn' ? 'latn' : 'arab'
  for (const button of document.querySelectorAll('[data-digits], [data-theme]')) {
    button.setAttribute('aria-pressed', button.dataset.digits === digits || button.dataset.theme === theme)
  }
  root.style.colorScheme = ['light', 'dark'].includes(theme) ? theme : ''
  for (const link of document.querySelectorAll('header a:not([href^="#"])')) link.search = location.search
}

// The shelf: [{ name, link, compared }, …].
const limit = 50 // scenarios
let kept = []
function readShelf() {
  try {
    kept = JSON.parse(recall('kept') ?? '[]').filter(one => typeof one?.name === 'string' && typeof one.link === 'string')
      .map(one => ({ ...one, name: printable(one.name), link: one.link.toWellFormed() })).filter(({ name }) => name).slice(-limit)
  } catch {
    kept = []
  }
}

// printable is a name without what cannot be shown, as calc.Printable has it, and no
// longer than a name can be typed.
const printable = name => name.slice(0, 200).toWellFormed().replace(/[\p{Cc}\u2028-\u202e\u2066-\u2069\ufffd-\uffff]/gu, '').trim()

// shelf is what is kept, as the calculator takes it: see view/shelf.go.
export const shelf = () => kept.map(({ name, link, compared }) =>
  `${encodeURIComponent((compared ? '=' : '-') + name)}=${encodeURIComponent(link)}`).join('&')

// keepers change the shelf.
const keepers = {
  add: (name, link) => {
    kept = [...kept.filter(other => other.name !== name), { name, link, compared: true }].slice(-limit)
    keepers.compare(name)
  },
  // One that is brought in takes no other's place.
  bring: (name, link) => {
    let free = name
    for (let n = 2; kept.some(other => other.name === free && other.link !== link); n++) free = `${name} ${n}`
    keepers.add(free, link)
  },
  compare: name => kept.forEach(one => one.compared = one.name === name),
  apart: () => kept.forEach(one => one.compared = false),
  remove: name => kept = kept.filter(other => other.name !== name),
}

// keep makes a change of the shelf and remembers it.
export function keep(kind, name, link) {
  readShelf() // another tab may have changed it
  name = printable(name)
  if (name) keepers[kind](name, link)
  remember('kept', JSON.stringify(kept))
  root.toggleAttribute('data-unkept', memory.has('kept'))
}

// links are the kept scenarios as lines of a name and an address.
export const links = () => kept.map(({ name, link }) => `${name} ${location.href.split('#')[0]}#${link}`).join('\n')

// readLinks are the names and links in such lines. A link without a name is
// called by its place.
export const readLinks = text => text.replaceAll('&#38;', '&').split('\n').flatMap((line, i) => {
  const at = line.lastIndexOf('#')
  const link = line.slice(at + 1).trim()
  const words = line.slice(0, at).trim().split(' ')
  if (/^[a-z]+:\/\//.test(words.at(-1))) words.pop()
  return at >= 0 && link ? [{ name: words.join(' ').trim() || String(i + 1), link }] : []
})

// The accent colour of the embedder: ?accent=RRGGBB, or two with a comma between,
// for light and for dark. It holds where it can be read (WCAG 2.2, 1.4.3).
const channel = part => {
  const v = parseInt(part, 16) / 255
  return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4
}
const luminance = colour => [0.2126, 0.7152, 0.0722].reduce((sum, weight, i) => sum + weight * channel(colour.slice(2 * i, 2 * i + 2)), 0)
const contrast = (a, b) => {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (high + 0.05) / (low + 0.05)
}
function accent(wish) {
  const colours = wish.split(',').map(colour => colour.replace('#', ''))
  if (!colours.every(colour => /^[0-9a-f]{6}$/i.test(colour))) return console.warn(`accent: ${wish} is not RRGGBB`)
  // Its text stands on the paper and on the fields of either theme.
  for (const [theme, grounds, colour] of [['light', ['ffffff', 'f5f6f7'], colours[0]], ['dark', ['16181b', '212429'], colours[1] ?? colours[0]]]) {
    const least = Math.min(...grounds.map(ground => contrast(colour, ground)))
    if (least >= 4.5) root.style.setProperty(`--accent-${theme}`, `#${colour}`)
    else console.warn(`accent: ${colour} has a contrast of ${least.toFixed(2)} in the ${theme} theme, below 4.5, so it is not used there`)
  }
}

readShelf()
showChoices()
if (wishes.has('accent')) accent(wishes.get('accent'))
