// Starts a compiled program in a worker and asks it.

/** @import { CalculatorWorker, Call, ToWorker } from './messages' */

// trusted marks the address of a script. The page's policy (Trusted Types) allows no other.
const policy = window.trustedTypes?.createPolicy('runway', { createScriptURL: address => address })
export const trusted = address => policy ? policy.createScriptURL(address) : address

// isLeaving is true while the reader leaves the page. Its fetches are then broken off, which
// WebKit reports as failures.
export let isLeaving = false
addEventListener('beforeunload', () => isLeaving = true)
addEventListener('pageshow', () => isLeaving = false)

// load reads a file of the site. Its error has the reason load if the file does not come,
// breaks off, is garbled, or is a page that the host sends instead; all else is the browser's.
export async function load(address, read) {
  try {
    const response = await fetch(address)
    const type = response.headers.get('Content-Type')
    if (!response.ok || type?.startsWith('text/html')) throw new TypeError(`${response.status} ${type}`)
    return await read(response)
  } catch (error) {
    throw error instanceof TypeError || error instanceof DOMException ? Object.assign(error, { reason: 'load' }) : error
  }
}

/**
 * program takes the address of the calculator, or its bytes, and returns the function that
 * starts it, as often as it is needed. Each start resolves to a function that sends a request
 * to the calculator and resolves to its answer. The error has `stopped` set if the calculator
 * does not start or has ended.
 * @param {string | Uint8Array<ArrayBuffer>} source
 * @returns {() => Promise<Call>}
 */
export function program(source) {
  let module // once it is compiled
  return async function start() {
    const { worker, ask } = open()
    try {
      const loading = !module && (typeof source === 'string' ? load(source, ({ body }) => send(body, worker)) : send(new Blob([source]).stream(), worker))
      ;[module] = await Promise.all([ask({ module }), loading])
    } catch (error) {
      worker.terminate()
      throw error
    }
    return request => ask({ request })
  }
}

/**
 * send passes the program on to the worker as it comes, so that it is compiled meanwhile.
 * @param {ReadableStream<Uint8Array>} body
 * @param {CalculatorWorker} worker
 */
async function send(body, worker) {
  const reader = body.getReader()
  for (let part; { value: part } = await reader.read(), part;) worker.postMessage({ part })
  worker.postMessage({ whole: true })
}

// open starts a worker and returns it with a function that asks it. The build fills in the
// worker's script (CALCULATOR_WORKER), because a sandboxed frame, or a page from a disk,
// can load no other.
function open() {
  const address = URL.createObjectURL(new Blob([CALCULATOR_WORKER], { type: 'text/javascript' }))
  /** @type {CalculatorWorker} */
  const worker = new Worker(trusted(address))
  const waiting = []
  let ended
  function end(text, why) {
    worker.terminate()
    ended = Object.assign(new Error(text), why)
    for (const { fail } of waiting.splice(0)) fail(ended)
  }
  worker.onmessage = ({ data: { answer, failed, garbled } }) => {
    URL.revokeObjectURL(address)
    if (failed) end(failed, garbled ? { reason: 'load' } : { stopped: true })
    else waiting.shift().done(answer)
  }
  worker.onerror = ({ message }) => end(message, { stopped: true })
  /** @type {(message: ToWorker) => Promise<any>} */
  const ask = message => new Promise((done, fail) => {
    if (ended) return fail(ended)
    waiting.push({ done, fail })
    worker.postMessage(message)
  })
  return { worker, ask }
}
