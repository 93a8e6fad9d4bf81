// Compiled programs, each in a worker of its own.

// The page's policy (Trusted Types) allows scripts that come by these addresses alone.
const policy = window.trustedTypes?.createPolicy('runway', { createScriptURL: address => address })
export const trusted = address => policy ? policy.createScriptURL(address) : address

// A page that is left stops what it fetches, and in WebKit is told so: no failure.
export let left = false
addEventListener('beforeunload', () => left = true)
addEventListener('pageshow', () => left = false)

// fetched reads what is at an address. What does not come, breaks off, is garbled or is
// a page that the host sends instead did not load; all else is the browser's.
export async function fetched(address, read) {
  try {
    const response = await fetch(address)
    const type = response.headers.get('Content-Type')
    if (!response.ok || type?.startsWith('text/html')) throw new TypeError(`${response.status} ${type}`)
    return await read(response)
  } catch (error) {
    throw error instanceof TypeError || error instanceof DOMException ? Object.assign(error, { reason: 'load' }) : error
  }
}

// program gives what starts a program that leaves a function behind, as often as it is
// needed. Started, it gives what calls the function with texts and promises its answer.
// Where the program does not start or has ended, that throws an error whose `stopped` is
// true. The program is at an address, or here: bytes.
export function program(leaves, { address, bytes }) {
  let module // once it is compiled
  return async function start() {
    const { worker, ask } = open()
    try {
      const coming = !module && (address ? fetched(address, ({ body }) => send(body, worker)) : send(new Blob([bytes]).stream(), worker))
      ;[module] = await Promise.all([ask({ leaves, module }), coming])
    } catch (error) {
      worker.terminate()
      throw error
    }
    return (...texts) => ask(texts)
  }
}

// send sends a program on as it comes, so that it is compiled meanwhile.
async function send(body, worker) {
  const reader = body.getReader()
  for (let part; { value: part } = await reader.read(), part;) worker.postMessage({ part })
  worker.postMessage({ whole: true })
}

// open makes a worker and what asks it, one question after the other. The worker's script
// comes with the page's (CALCULATOR_WORKER is filled in), because a frame that is sandboxed, or a
// page from a disk, can load no other.
function open() {
  const address = URL.createObjectURL(new Blob([CALCULATOR_WORKER], { type: 'text/javascript' }))
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
  const ask = message => new Promise((done, fail) => {
    if (ended) return fail(ended)
    waiting.push({ done, fail })
    worker.postMessage(message)
  })
  return { worker, ask }
}
