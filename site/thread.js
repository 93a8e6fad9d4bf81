// Runs a compiled program in a worker, so that the page never waits for it. It is sent the
// program and the name of the function that the program leaves behind, and then texts to
// call that with. It answers each message, in their order.
import 'wasm_exec.js'

let name

async function start({ module, leaves }) {
  name = leaves
  const go = new Go()
  go.env.GOGC = '400' // some megabytes more, for fewer pauses while a reader types
  go.run(await WebAssembly.instantiate(module, go.importObject)).then(() => delete globalThis[name])
  return name in globalThis
}

onmessage = async ({ data }) => {
  try {
    const answer = Array.isArray(data) ? globalThis[name](...data) : await start(data)
    if (!answer) throw new Error('the program has ended')
    postMessage({ answer })
  } catch (error) {
    postMessage({ failed: String(error) }) // or the browser broke it off: it cannot go on
  }
}
