// Decides when a page fetches its calculator, and tells an embed's height to the scripts
// that newsrooms run.
import { root } from './elements.js'

const wishes = new URLSearchParams(location.search)

// wanted resolves when the calculator is needed. The prerendered answer can be read until
// then, so a page waits for its first paint, and an embed until the reader reaches for it: most
// readers of an article never do. Only the calculator can show a link's own figures, so those
// do not wait. The network may have been asked for it already: see first.js.
export const wanted = async hasOwnFigures => hasOwnFigures || new Promise(IS_EMBED ? reached : painted)

function painted(done) {
  new PerformanceObserver(done).observe({ type: 'paint', buffered: true })
  setTimeout(done, 1000) // a page in the background is not painted
}

function reached(done) {
  for (const type of ['pointerover', 'focusin', 'hashchange']) addEventListener(type, done, { once: true })
}

// The messages that hosts' scripts listen for, in order: AMP and @newswire/frames;
// Datawrapper; Medium and its like, which compare the address; open-iframe-resizer; pym.js,
// which names its child in the address, if the name cannot end its part of the message.
// They carry a height and nothing else.
const frame = { datawrapper: `runway-${Math.random().toString(36).slice(2)}`, pym: /^(?!.*xPYMx)[\w-]+$/.exec(wishes.get('childId') ?? '')?.[0], src: location.href.split('#')[0] }
let lastHeight
function post(height) {
  const messages = [
    { sentinel: 'amp', type: 'embed-size', height },
    { 'datawrapper-height': { [frame.datawrapper]: height } },
    JSON.stringify({ sender: 'Flourish', context: 'iframe.resize', method: 'resize', src: frame.src, height }),
    { type: 'iframe-resized', width: root.clientWidth, height },
  ]
  if (frame.pym) messages.push(`pymxPYMx${frame.pym}xPYMxheightxPYMx${height}`)
  for (const message of messages) parent.postMessage(message, '*')
}

// measure tells the height of the page's content if it has changed. A hidden frame has no
// height, or that of content without any width, and what is still computed has none yet.
function measure(again) {
  const height = Math.ceil(document.body.getBoundingClientRect().height)
  if (!height || !root.clientWidth || root.matches('[data-waiting]:not([data-error])') || height === lastHeight && again !== true) return
  lastHeight = height
  post(height)
}

// Hosts ask for a height by these messages. open-iframe-resizer adds its settings, which do
// not change the answer.
const requests = [{ sentinel: 'amp', type: 'frames-init' }, { type: 'iframe-child-init' }, { type: 'iframe-get-child-dimensions' }]
const settings = ['targetElementSelector', 'bodyPadding', 'bodyMargin']
function isRequest(data) {
  if (data === null || typeof data !== 'object') return false
  const keys = Object.keys(data).filter(key => !settings.includes(key))
  return requests.some(request => keys.length === Object.keys(request).length && keys.every(key => data[key] === request[key]))
}

if (IS_EMBED && parent !== window) {
  new ResizeObserver(() => measure()).observe(document.body)
  // A browser may not draw a frame that is out of sight, and then observes no size.
  new MutationObserver(() => measure()).observe(root, { attributeFilter: ['data-live', 'data-waiting', 'data-error'] })
  addEventListener('message', ({ source, data }) => {
    if (source === parent && isRequest(data)) measure(true)
  })
}
