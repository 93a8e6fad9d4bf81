// Runs the calculator in a worker, so that the page never waits for it. The first message
// is { module }, the compiled program; then each message is { request }. The worker answers
// in the order of the messages. Where there is no module yet, the program follows in parts,
// packed as the site keeps it.
import 'wasm_exec.js'
import { unpacker } from './unpack.js'

/** @import { FromWorker, ToWorker } from './messages' */

const name = 'runwayEvaluate' // the function that the program leaves behind
const { unpack, isWhole } = unpacker()
let arriving
const program = new ReadableStream({ start: controller => arriving = controller })
let end
const ended = new Promise(resolve => end = resolve)

// receive unpacks the next part of the program, or what is left after the last.
function receive(part) {
  try {
    arriving.enqueue(unpack(part))
    if (!part) arriving[isWhole() ? 'close' : 'error']()
  } catch {
    arriving.error() // it cannot be unpacked, or compiling it has failed already
  }
  if (!part) end()
}

// compile compiles the program as it arrives. Its error is marked as garbled if what came is not
// what was packed.
async function compile() {
  try {
    return await WebAssembly.compileStreaming(new Response(program, { headers: { 'Content-Type': 'application/wasm' } }))
  } catch (error) {
    await ended
    throw Object.assign(error ?? new TypeError, { garbled: !isWhole() })
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
  if (data.part || data.whole) return receive(data.part)
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
