// Runs the calculator in a worker, so that the page never waits for it. The first message
// is { module }, the compiled program; then each message is { request }. The worker answers
// in the order of the messages. Where there is no module yet, the program follows in parts,
// gzipped as the site keeps it.
import 'wasm_exec.js'

/** @import { FromWorker, ToWorker } from './messages' */

const name = 'runwayEvaluate' // the function that the program leaves behind
let arriving
const parts = new ReadableStream({ start: controller => arriving = controller })

// compile compiles the program as it arrives. Its error tells if what came is no program.
async function compile() {
  const program = parts.pipeThrough(new DecompressionStream('gzip'))
  try {
    return await WebAssembly.compileStreaming(new Response(program, { headers: { 'Content-Type': 'application/wasm' } }))
  } catch (error) {
    throw Object.assign(error, { garbled: error instanceof TypeError || error instanceof DOMException })
  }
}

/**
 * start runs the program, and resolves to it compiled once it answers.
 * @param {ToWorker} message
 */
async function start({ module }) {
  module ??= await compile()
  const go = new Go()
  go.env.GOGC = '400' // some megabytes more, for fewer pauses while a reader types
  go.run(await WebAssembly.instantiate(module, go.importObject)).then(() => delete globalThis[name])
  return name in globalThis && module
}

/** @param {{ data: ToWorker }} event */
onmessage = async ({ data }) => {
  if (data.part) return arriving.enqueue(data.part)
  if (data.whole) return arriving.close()
  /** @type {FromWorker} */
  let reply
  try {
    const answer = data.request ? globalThis[name]?.(data.request) : await start(data)
    if (!answer) throw new Error('the program has ended')
    reply = { answer }
  } catch (error) {
    reply = { failed: String(error), garbled: error.garbled } // or the browser broke it off: it cannot go on
  }
  postMessage(reply)
}
