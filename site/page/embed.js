// When a page brings its calculator, and what one inside an article does besides: it
// says its height to the hosts that newsrooms run.
const root = document.documentElement
const isEmbed = 'embed' in root.dataset
const wishes = new URLSearchParams(location.search)

// wanted waits until the calculator is needed. What is read until then is prerendered,
// so on a page of its own that is once it is painted; in an article when the reader
// reaches for it, or can see it and the browser is idle. A link's own figures are not
// there before, and wait for nothing.
export const wanted = async hasOwnFigures => hasOwnFigures || new Promise(isEmbed ? reached : painted)

function painted(done) {
  new PerformanceObserver(done).observe({ type: 'paint', buffered: true })
  setTimeout(done, 1000) // a page in the background is not painted
}

function reached(done) {
  for (const type of ['pointerover', 'pointerdown', 'focusin', 'keydown', 'hashchange']) addEventListener(type, done, { once: true, passive: true })
  new IntersectionObserver((entries, observer) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return
    observer.disconnect()
    if (window.requestIdleCallback) requestIdleCallback(done, { timeout: 5000 })
    else setTimeout(done, 500)
  }).observe(document.querySelector('main'))
}

// What hosts listen for, by their scripts: AMP and @newswire/frames; Datawrapper;
// pym.js, which names its child in the address; Medium and its like, which compare
// the address; open-iframe-resizer. Only a height is ever said.
const own = { datawrapper: `runway-${Math.random().toString(36).slice(2)}`, pym: wishes.get('childId'), src: location.href.split('#')[0] }
let said
function say(height) {
  const messages = [
    { sentinel: 'amp', type: 'embed-size', height },
    { 'datawrapper-height': { [own.datawrapper]: height } },
    JSON.stringify({ sender: 'Flourish', context: 'iframe.resize', method: 'resize', src: own.src, height }),
    { type: 'iframe-resized', width: root.clientWidth, height },
  ]
  if (own.pym) messages.push(`pymxPYMx${own.pym}xPYMxheightxPYMx${height}`)
  for (const message of messages) parent.postMessage(message, '*')
}

// measure says the height of what the page holds, when it has changed. In a hidden
// frame there is none to say, or one as if nothing had any width.
function measure(again) {
  const height = Math.ceil(document.body.getBoundingClientRect().height)
  if (!height || !root.clientWidth || height === said && again !== true) return
  said = height
  say(height)
}

// asks are the messages that hosts ask for a height with. open-iframe-resizer adds
// its settings, set or not; none of them changes what is said.
const asks = [{ sentinel: 'amp', type: 'frames-init' }, { type: 'iframe-child-init' }, { type: 'iframe-get-child-dimensions' }]
const settings = ['targetElementSelector', 'bodyPadding', 'bodyMargin']
function isAsk(data) {
  if (data === null || typeof data !== 'object') return false
  const keys = Object.keys(data).filter(key => !settings.includes(key))
  return asks.some(ask => keys.length === Object.keys(ask).length && keys.every(key => data[key] === ask[key]))
}

if (isEmbed && parent !== window) {
  new ResizeObserver(() => measure()).observe(document.body)
  addEventListener('load', () => measure())
  document.fonts.ready.then(() => measure())
  addEventListener('message', ({ source, data }) => {
    if (source === parent && isAsk(data)) measure(true)
  })
}
if (isEmbed && wishes.has('parts')) root.dataset.parts = wishes.get('parts').replaceAll(',', ' ')
