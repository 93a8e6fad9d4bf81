// Compiled programs: fetching one, and running it in a worker of its own.

// The page's policy (Trusted Types) allows scripts that come by these addresses alone.
const policy = window.trustedTypes?.createPolicy('runway', { createScriptURL: address => address })
export const trusted = address => policy ? policy.createScriptURL(address) : address

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

// compiled compiles a program on its way. Programs are kept gzipped, so that they
// travel small from hosts that do not compress.
export const compiled = async body => WebAssembly.compileStreaming(new Response(body.pipeThrough(new DecompressionStream('gzip')),
  { headers: { 'Content-Type': 'application/wasm' } }))

// program fetches and compiles a program.
export const program = address => fetched(address, response => compiled(response.body))

// run starts a program that leaves a function behind, and gives what calls it with texts
// and promises its answer. Where the program does not start or has ended, it throws an
// error whose `stopped` is true. The worker's script comes with the page's (THREAD is
// filled in), because a frame that is sandboxed, or a page from a disk, can load no other.
export async function run(module, leaves) {
  const address = URL.createObjectURL(new Blob([THREAD], { type: 'text/javascript' }))
  const worker = new Worker(trusted(address))
  const waiting = []
  const ask = message => new Promise((done, fail) => {
    waiting.push({ done, fail })
    worker.postMessage(message)
  })
  function stop(reason) {
    worker.terminate()
    for (const { fail } of waiting.splice(0)) fail(Object.assign(new Error(reason), { stopped: true }))
    worker.postMessage = () => stop(reason)
  }
  worker.onmessage = ({ data: { answer, failed } }) => failed ? stop(failed) : waiting.shift().done(answer)
  worker.onerror = ({ message }) => stop(message)
  await ask({ module, leaves }).finally(() => URL.revokeObjectURL(address))
  return (...texts) => ask(texts)
}
