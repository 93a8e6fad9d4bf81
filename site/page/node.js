// What wasm.js needs under Node, which has no workers of the web and fetches no files.
const builtin = name => globalThis.process?.getBuiltinModule?.(name)

/**
 * openFile opens a file of the disk as fetch would, or returns nothing if the address is of
 * the web.
 * @param {string} address
 * @returns {Promise<Response> | undefined}
 */
export function openFile(address) {
  if (!address.startsWith('file:')) return
  return builtin('node:fs/promises').readFile(new URL(address))
    .then(content => new Response(content), () => new Response(null, { status: 404 }))
}

/**
 * startThread runs a worker's script in a thread; or it returns nothing where there are workers
 * of the web. The thread lets the program end while it owes no answer.
 * @param {string} script
 * @returns {import('./messages').CalculatorWorker | undefined}
 */
export function startThread(script) {
  if (globalThis.Worker) return
  const { Worker: Thread } = builtin('node:worker_threads')
  const thread = new Thread(`const { parentPort } = require('node:worker_threads')
    globalThis.postMessage = message => parentPort.postMessage(message)
    parentPort.on('message', data => onmessage({ data }))
    ${script}`, { eval: true })
  let owed = 0
  /** @type {any} */
  const worker = {
    postMessage(message) {
      if (!message.part && !message.whole && !owed++) thread.ref()
      thread.postMessage(message)
    },
    terminate: () => thread.terminate(),
  }
  thread.unref()
  thread.on('message', data => {
    if (!--owed) thread.unref()
    worker.onmessage({ data })
  })
  thread.on('error', error => worker.onerror(error))
  return worker
}
