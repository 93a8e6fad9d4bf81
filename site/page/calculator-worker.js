// Runs a compiled program in a worker, so that the page never waits for it. It is sent
// { leaves, module }, the name of the function that the program leaves behind and the
// program, and then texts to call the function with; it answers each, in their order. A
// program that is not there yet follows in parts, gzipped as it is kept.
import 'wasm_exec.js'

let name
let arriving
const parts = new ReadableStream({ start: controller => arriving = controller })

// compile compiles a program on its way. What is garbled is no fault of the program's.
async function compile() {
  const program = parts.pipeThrough(new DecompressionStream('gzip'))
  try {
    return await WebAssembly.compileStreaming(new Response(program, { headers: { 'Content-Type': 'application/wasm' } }))
  } catch (error) {
    throw Object.assign(error, { garbled: error instanceof TypeError || error instanceof DOMException })
  }
}

async function start({ leaves, module }) {
  name = leaves
  module ??= await compile()
  const go = new Go()
  go.env.GOGC = '400' // some megabytes more, for fewer pauses while a reader types
  go.run(await WebAssembly.instantiate(module, go.importObject)).then(() => delete globalThis[name])
  return name in globalThis && module
}

onmessage = async ({ data }) => {
  if (data.part) return arriving.enqueue(data.part)
  if (data.whole) return arriving.close()
  try {
    const answer = Array.isArray(data) ? globalThis[name](...data) : await start(data)
    if (!answer) throw new Error('the program has ended')
    postMessage({ answer })
  } catch (error) {
    postMessage({ failed: String(error), garbled: error.garbled }) // or the browser broke it off: it cannot go on
  }
}
