// The calculator: brought once, started when it is first asked, and anew if it has
// stopped. wasm/main.go describes what it takes and returns.
import { compiled, fetched, program, run } from './program.js'

const root = document.documentElement

// inside is a text that a page which is one file holds.
const inside = id => document.getElementById(id).content.textContent

// bring gets the program and the words of the page's language.
function bring() {
  const { calculator, words } = root.dataset
  if (calculator) return Promise.all([program(calculator), fetched(words, response => response.text())])
  const bytes = Uint8Array.from(atob(inside('calculator')), sign => sign.charCodeAt(0))
  return Promise.all([compiled(new Blob([bytes]).stream()), inside('words')])
}

async function start() {
  const [module, words] = await (brought ??= bring())
  const call = await run(module, 'runwayEvaluate')
  await call('', root.lang, '', 'words', '', words)
  return call
}

let brought, started

// evaluate asks the calculator. It throws if the calculator refuses, cannot be brought,
// or has stopped and cannot be started anew; the error's `reason` is then load, or its
// `stopped` true.
export async function evaluate(...texts) {
  for (let again = false; ; again = true) {
    const mine = started ??= start()
    try {
      const answer = await (await mine)(...texts)
      if (answer.error) throw new Error(answer.error)
      return answer
    } catch (error) {
      if (!error.stopped) throw error
      if (started === mine) started = undefined
      if (again) throw error
      console.warn(error)
    }
  }
}
