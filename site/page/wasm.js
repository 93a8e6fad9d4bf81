// Starts a compiled program in a worker and asks it.
import { isNamed } from './named.js'
import { openFile, startThread } from './node.js'

/** @import { CalculatorWorker, Call, ToWorker } from './messages' */

// trusted marks the address of a script. The page's policy (Trusted Types) allows no other.
const policy = (IS_MODULE ? globalThis : window).trustedTypes?.createPolicy('runway', { createScriptURL: address => address })
export const trusted = address => policy ? policy.createScriptURL(address) : address

// isLeaving is true while the reader leaves the page. Its fetches are then broken off, which
// WebKit reports as failures.
export let isLeaving = false
if (!IS_MODULE || 'addEventListener' in globalThis) {
  addEventListener('beforeunload', () => isLeaving = true)
  addEventListener('pageshow', () => isLeaving = false)
}

// load reads a file of the site. Its error has the reason load if the file does not come,
// breaks off, is garbled, or is a page that the host sends instead; all else is the browser's.
async function load(address, cache, read) {
  try {
    const response = await (IS_MODULE && openFile(address) || fetch(address, { cache }))
    const type = response.headers.get('Content-Type')
    if (!response.ok || type?.startsWith('text/html')) throw new TypeError(`${response.status} ${type}`)
    return await read(response)
  } catch (error) {
    throw error instanceof TypeError || error instanceof DOMException ? Object.assign(error, { reason: 'load' }) : error
  }
}

/**
 * pastCache tries to load something, and once more past the browser's cache if what came is not
 * what should have come: a browser keeps files with a hash in their names for a year.
 * @template Loaded
 * @param {(cache: RequestCache) => Promise<Loaded>} attempt
 */
async function pastCache(attempt) {
  try {
    return await attempt('default')
  } catch (error) {
    if (isLeaving || error.reason !== 'load') throw error
    return attempt('reload')
  }
}

// check throws if a file is not what its address names.
async function check(address, file) {
  if (!await isNamed(address, file)) throw new TypeError(`${address} holds another`)
}

// wholeText returns the text of a response that is what its address names. The last line tells that
// none is missing, where no hash does.
async function wholeText(address, response, lastLine) {
  const file = await response.blob()
  await check(address, file)
  const text = await file.text()
  if (!text.endsWith('\n' + lastLine)) throw new TypeError(`${address} is cut`)
  return text
}

// loadText loads words or a case.
export const loadText = address => pastCache(cache => load(address, cache, response => wholeText(address, response, '# end\n')))

// loadWorker loads the worker's script. It is a file of its own, which comes with the program, so
// that readers who never need the calculator do not load it; a page in one file holds it.
function loadWorker(program, cache) {
  if (IS_MODULE || IN_ONE_FILE) return CALCULATOR_WORKER
  const address = program.replace(/[^/]*$/, CALCULATOR_WORKER)
  return load(address, cache, response => wholeText(address, response, '// end\n'))
}

/**
 * program takes the address of the calculator, or its bytes, and returns the function that
 * starts it, as often as it is needed. Each start resolves to a function that sends a request
 * to the calculator and resolves to its answer. The error has `stopped` set if the calculator
 * does not start, has ended, or does not answer.
 * @param {string | Uint8Array<ArrayBuffer>} source
 * @returns {() => Promise<Call>}
 */
export function program(source) {
  let module // once it is compiled
  let script // once it is loaded
  return () => pastCache(async cache => {
    const loaded = Promise.resolve(script ?? loadWorker(source, cache))
    const starting = loaded.then(startWorker)
    const running = starting.then(worker => worker.ask({ module }))
    const loading = !module && (typeof source === 'string'
      ? load(source, cache, async ({ body }) => {
        const worker = await starting.catch(() => undefined) // running tells why
        if (worker) await send(body, worker, source)
      })
      : starting.then(worker => send(new Blob([source]).stream(), worker)))
    try {
      [module, , script] = await Promise.all([running, loading, loaded])
    } catch (error) {
      starting.then(worker => worker.end('not loaded'), () => {})
      throw error
    }
    const worker = await starting
    return request => worker.ask({ request })
  })
}

// send passes the program on to the worker as it comes, so that it is compiled meanwhile, and
// lets it run if it is what its address names.
async function send(body, worker, address) {
  const reader = body.getReader()
  const parts = []
  for (let part; { value: part } = await reader.read(), part;) {
    parts.push(part)
    worker.send({ part })
  }
  await check(address, new Blob(parts))
  worker.send({ whole: true })
}

// A worker that owes an answer for so long hangs. The largest scenario that a link can hold
// takes up to 12 seconds on a slow machine, and 25 where ten other programs want its two
// cores. The time is counted in ticks of a second, of which each counts for two at most: where
// the machine slept, or the browser held the page's timers back, the worker may have stood
// still too.
const patience = 60_000 // ms
const tick = 1000 // ms

// startWorker starts a worker and returns functions that send it a message, ask it and end it. It
// takes the text of the worker's script, because a sandboxed frame, or a page from a disk, may start
// none that stands at an address.
function startWorker(script) {
  const address = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }))
  /** @type {CalculatorWorker} */
  const worker = IS_MODULE && startThread(script) || new Worker(trusted(address))
  const waiting = []
  let isRunning = false
  let ended
  let watching
  function end(text, why) {
    worker.terminate()
    clearInterval(watching)
    ended = Object.assign(new Error(text), why)
    for (const { fail } of waiting.splice(0)) fail(ended)
  }
  // watch ends the worker if the next answer does not come.
  function watch() {
    clearInterval(watching)
    if (!waiting.length) return
    let waited = 0
    let last = performance.now()
    watching = setInterval(() => {
      const now = performance.now()
      waited += Math.min(now - last, 2 * tick)
      last = now
      if (waited > patience) end('it does not answer', { stopped: true })
    }, tick)
  }
  worker.onmessage = ({ data: { answer, failed, garbled } }) => {
    if (!isRunning) URL.revokeObjectURL(address)
    isRunning = true
    if (failed) return end(failed, garbled ? { reason: 'load' } : { stopped: true })
    waiting.shift().done(answer)
    watch()
  }
  worker.onerror = ({ message }) => end(message, { stopped: true })
  /** @param {ToWorker} message */
  function send(message) {
    worker.postMessage(message)
    // A program may be as long on its way as it likes.
    if (waiting.length === 1 && (message.whole || message.module || message.request)) watch()
  }
  /** @type {(message: ToWorker) => Promise<any>} */
  const ask = message => new Promise((done, fail) => {
    if (ended) return fail(ended)
    waiting.push({ done, fail })
    send(message)
  })
  return { send, ask, end }
}
