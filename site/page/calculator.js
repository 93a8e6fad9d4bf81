// The calculator. It is fetched and started at the first question, and started again if it
// has stopped. protocol.d.ts describes what it takes and returns.
import { root } from './elements.js'
import { loadText, program } from './wasm.js'

/**
 * @import { Call } from './messages'
 * @import { Answer, Request } from './protocol'
 */

const { calculator, language, words: wordsAddress, case: caseAddress, preset } = root.dataset

/**
 * embeddedText returns the text of a template, in which a page in a single file carries it.
 * @param {HTMLTemplateElement} template
 */
const embeddedText = template => template.content.textContent ?? ''
const embeddedProgram = () => Uint8Array.from(atob(embeddedText(document.getElementById('calculator'))), sign => sign.charCodeAt(0))

/** @type {(() => Promise<Call>) | undefined} */
let launch // starts the calculator
let words // promises the words of the page's language
let ownCase // promises the case file of the page's preset
/** @type {Promise<Call> | undefined} */
let started // promises the running calculator

async function start() {
  try {
    launch ??= program(calculator || embeddedProgram())
    words ??= wordsAddress ? loadText(wordsAddress) : embeddedText(document.getElementById('words'))
    ownCase ??= caseAddress && loadText(caseAddress)
    const [call, all, text] = await Promise.all([launch(), words, ownCase])
    await answerTo({ act: 'words', language, words: all, preset, text }, call)
    return call
  } catch (error) {
    throw Object.assign(error, { reason: error.reason ?? 'start' })
  }
}

// provide hands a preset to the calculator, or tells it that there is none of this name.
async function provide(preset, call) {
  /** @type {HTMLTemplateElement | null} */
  const carried = document.querySelector(`template[data-preset="${preset}"]`)
  const text = carried ? embeddedText(carried) : await loadText(`${root.dataset.root}cases/${preset}.txt`).catch(() => '')
  await answerTo({ act: 'preset', preset, text }, call)
}

const page = { link: '', draft: '', preset: '', key: '', isFull: false, errors: [], title: '', description: '', main: '' }

// What an answer to an act holds, by values of the same types.
/** @type {Record<string, object>} */
const forms = { numbers: { query: '', errors: [] }, page, answer: page, parts: { parts: {} } }

/**
 * answerTo returns the answer to a request. It throws if the calculator refuses, or if what it
 * says is no answer.
 * @template {Request['act']} Act
 * @param {Request & { act: Act }} request
 * @param {Call} call
 * @returns {Promise<Answer<Act>>}
 */
async function answerTo(request, call) {
  const answer = await call(request)
  if (answer.error) throw new Error(answer.error)
  if (answer.missing) {
    await provide(answer.missing, call)
    return answerTo(request, call)
  }
  for (const [name, like] of Object.entries(forms[request.act] ?? {})) {
    if (typeof answer[name] !== typeof like) throw new TypeError(`${request.act} has no ${name}`)
  }
  return answer
}

/**
 * evaluate asks the calculator. It throws if there is no answer; the error's reason is load if
 * the calculator does not come and start if it does not start, and stopped is true if it has
 * stopped, or does not answer, twice.
 * @template {Request['act']} Act
 * @param {Request & { act: Act }} request
 * @returns {Promise<Answer<Act>>}
 */
export async function evaluate(request) {
  for (let again = false; ; again = true) {
    const mine = started ??= start()
    const call = await mine
    try {
      return await answerTo(request, call)
    } catch (error) {
      if (!error.stopped) throw error
      if (started === mine) started = undefined
      if (again) throw error
      console.warn(error)
    }
  }
}
