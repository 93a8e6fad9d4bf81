// The calculator. It is fetched and started at the first question, and started again if it
// has stopped. protocol.d.ts describes what it takes and returns.
import { root } from './elements.js'
import { load, program } from './wasm.js'

/**
 * @import { Call } from './messages'
 * @import { Answer, Request } from './protocol'
 */

const { calculator, language, words: wordsAddress } = root.dataset

/**
 * embeddedText returns the text of a template, in which a page in a single file carries it.
 * @param {HTMLTemplateElement} template
 */
const embeddedText = template => template.content.textContent ?? ''
const embeddedProgram = () => Uint8Array.from(atob(embeddedText(document.getElementById('calculator'))), sign => sign.charCodeAt(0))

/** @type {(() => Promise<Call>) | undefined} */
let open // starts the calculator
let words // promises the words of the page's language
/** @type {Promise<Call> | undefined} */
let started // promises the running calculator

async function start() {
  open ??= program(calculator || embeddedProgram())
  words ??= wordsAddress ? load(wordsAddress, response => response.text()) : embeddedText(document.getElementById('words'))
  const [call, text] = await Promise.all([open(), words])
  await call({ act: 'words', language, words: text })
  return call
}

/**
 * evaluate asks the calculator. It throws if the calculator refuses, does not load (the
 * error's reason is load), or has stopped and cannot be started again (stopped is true).
 * @template {Request['act']} Act
 * @param {Request & { act: Act }} request
 * @returns {Promise<Answer<Act>>}
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
