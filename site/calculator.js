// The compiled calculator: loading it, calling it, and starting it anew from the
// module at hand if it has stopped. wasm/main.go describes what it takes and
// returns.
import 'wasm_exec.js'

const root = document.documentElement
const name = 'runwayEvaluate' // which the program leaves behind
let module, words

// fetched reads what is at an address. What does not come, breaks off, is garbled or is
// a page that the host sends instead did not load; all else is the browser's.
async function fetched(address, read) {
  try {
    const response = await fetch(address)
    const type = response.headers.get('Content-Type')
    if (!response.ok || type?.startsWith('text/html')) throw new TypeError(`${response.status} ${type}`)
    return await read(response)
  } catch (error) {
    throw error instanceof TypeError || error instanceof DOMException ? Object.assign(error, { reason: 'load' }) : error
  }
}

// inside is a text that a page which is one file holds.
const inside = id => document.getElementById(id).content.textContent

// compiled compiles a program on its way. Programs are kept gzipped, so that they
// travel small from hosts that do not compress.
const compiled = async body => WebAssembly.compileStreaming(new Response(body.pipeThrough(new DecompressionStream('gzip')),
  { headers: { 'Content-Type': 'application/wasm' } }))

// program fetches and compiles a program.
export const program = address => fetched(address, response => compiled(response.body))

// run runs a program until it waits for calls of the function it leaves behind.
export async function run(module, name) {
  delete globalThis[name]
  const go = new Go()
  go.env.GOGC = '400' // some megabytes more, for fewer pauses while a reader types
  go.run(await WebAssembly.instantiate(module, go.importObject)).then(() => delete globalThis[name])
  if (!globalThis[name]) throw new Error(`${name} did not start`)
}

// load brings the calculator and the words of the page's language, and starts it.
export async function load() {
  const { calculator, words: ofWords } = root.dataset
  if (calculator) {
    [module, words] = await Promise.all([program(calculator), fetched(ofWords, response => response.text())])
  } else {
    const bytes = Uint8Array.from(atob(inside('calculator')), sign => sign.charCodeAt(0))
    module = await compiled(new Blob([bytes]).stream())
    words = inside('words')
  }
  await start()
}

// start runs the calculator and gives it its words.
export async function start() {
  await run(module, name)
  evaluate('', root.lang, '', 'words', '', words)
}

// evaluate calls the calculator. It throws if the calculator refuses or has
// stopped; the error's stopped is then true and start brings it back.
export function evaluate(...texts) {
  let answer
  try {
    answer = globalThis[name]?.(...texts)
  } catch (error) {
    console.warn(error) // the browser broke it off, and it cannot go on
  }
  if (!answer) throw Object.assign(new Error('the calculator has stopped'), { stopped: true })
  if (answer.error) throw new Error(answer.error)
  return answer
}
