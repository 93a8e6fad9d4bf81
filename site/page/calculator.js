// The calculator: brought and started when it is first asked, and started anew if it has
// stopped. protocol.d.ts describes what it takes and returns.
import { fetched, program } from './wasm.js'

const root = document.documentElement
const { calculator, words } = root.dataset

// inside is a text that a page which is one file holds.
const inside = id => document.getElementById(id).content.textContent
const ofFile = () => ({ bytes: Uint8Array.from(atob(inside('calculator')), sign => sign.charCodeAt(0)) })

let open, coming // what starts the calculator, and the words of the page's language
let started // the calculator, or its start

async function start() {
  open ??= program(calculator ? { address: calculator } : ofFile())
  coming ??= words ? fetched(words, response => response.text()) : inside('words')
  const [call, text] = await Promise.all([open(), coming])
  await call({ act: 'words', language: root.lang, words: text })
  return call
}

/**
 * evaluate asks the calculator. It throws if the calculator refuses, cannot be brought,
 * or has stopped and cannot be started anew; the error's `reason` is then load, or its
 * `stopped` true.
 * @param {import('./protocol').Request} request
 */
export async function evaluate(request) {
  for (let again = false; ; again = true) {
    const mine = started ??= start()
    const call = await mine
    try {
      const answer = await call(request)
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
