// What the reader or the embedder chooses beside the figures: the digits, the theme and the
// accent colour.
import { root } from './elements.js'
import { recall, remember } from './storage.js'

const wishes = new URLSearchParams(location.search)

// What is chosen on the page: its digits and its theme. A choice is remembered and
// stands in the address, so that links carry it.
const chosen = {}
for (const name of ['digits', 'theme']) chosen[name] = wishes.get(name) ?? recall(name)

// language is the tag of the page's language with the digits that are chosen. Translators
// change the page's lang to their own.
export const language = () => root.dataset.language + (chosen.digits === 'arab' ? '-u-nu-arab' : '')

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
  const digits = chosen.digits === 'arab' ? 'arab' : 'latn'
  for (const button of document.querySelectorAll('[data-digits], [data-theme]')) {
    button.setAttribute('aria-pressed', String(button.dataset.digits === digits || button.dataset.theme === theme))
  }
  root.style.colorScheme = ['light', 'dark'].includes(theme) ? theme : ''
  for (const link of document.querySelectorAll(':is(header, .menu) a:not([href^="#"])')) link.search = location.search
}

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

showChoices()
if (wishes.has('accent')) accent(wishes.get('accent'))
