// The compiled calculator: loading it, calling it, and starting it anew from the
// module at hand if it has stopped. wasm/main.go describes what it takes and
// returns.
import 'wasm_exec.js'

let module, words

async function fetched(address) {
  try {
    const response = await fetch(address)
    if (!response.ok) throw new Error(`${response.status} ${response.statusText}`)
    return response
  } catch (error) {
    throw Object.assign(error, { reason: 'load' })
  }
}

// load fetches and compiles the calculator, and fetches the words of the page's
// language. The calculator is kept gzipped, so that it travels small from hosts
// that do not compress.
export async function load(address, ofWords) {
  const [response, text] = await Promise.all([fetched(address), fetched(ofWords)])
  words = await text.text()
  const body = response.body.pipeThrough(new DecompressionStream('gzip'))
  module = await WebAssembly.compileStreaming(new Response(body, { headers: { 'Content-Type': 'application/wasm' } }))
  await start()
}

// start runs the program until it waits for calls.
export async function start() {
  delete globalThis.runwayEvaluate
  const go = new Go()
  go.run(await WebAssembly.instantiate(module, go.importObject)).then(() => delete globalThis.runwayEvaluate)
  if (!globalThis.runwayEvaluate) throw new Error('the calculator did not start')
  evaluate('', document.documentElement.lang, '', 'words', '', words)
}

// evaluate calls the program. It throws if the program refuses or has stopped;
// the error's stopped is then true and start brings it back.
export function evaluate(...texts) {
  const answer = globalThis.runwayEvaluate?.(...texts)
  if (!answer) throw Object.assign(new Error('the calculator has stopped'), { stopped: true })
  if (answer.error) throw new Error(answer.error)
  return answer
}
