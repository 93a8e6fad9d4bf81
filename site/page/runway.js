// The calculator for other people's pages and for Node: evaluate, and elements that put the
// figures, results and picture of a case into the sentences of an article.
import { loadText, program } from './wasm.js'

/**
 * @import { Call } from './messages'
 * @import { Answer, Edit, Inline, Request } from './protocol'
 */

const addressOf = path => new URL(path, import.meta.url).href
const launch = program(addressOf(CALCULATOR))

/**
 * The running calculator, and for each language that it has words of, the promise of it.
 * @typedef {{ call: Promise<Call>, languages: Record<string, Promise<void>> }} Running
 * @type {Running | undefined}
 */
let running

/**
 * answerTo returns the answer to a request. It throws if the calculator refuses.
 * @template {Request['act']} Act
 * @param {Request & { act: Act }} request
 * @param {Running} running
 * @returns {Promise<Answer<Act>>}
 */
async function answerTo(request, { call, languages }) {
  const send = await call
  const { language, words } = request
  if (language && !words) {
    const known = language.slice(0, 2)
    await (languages[known] ??= loadText(addressOf(WORDS[known])).then(text => answerTo({ act: 'words', language: known, words: text }, { call, languages })).then(() => {}))
  }
  const answer = await send(request)
  if (answer.error) throw new Error(answer.error)
  if (!answer.missing) return answer
  const text = await loadText(addressOf(`cases/${answer.missing}.txt`)).catch(() => '')
  await answerTo({ act: 'preset', preset: answer.missing, text }, { call, languages })
  return answerTo(request, { call, languages })
}

/**
 * ask asks the calculator, which starts at the first question, and again where it has not come or
 * has stopped.
 * @template {Request['act']} Act
 * @param {Request & { act: Act }} request
 * @returns {Promise<Answer<Act>>}
 */
async function ask(request) {
  for (let again = false; ; again = true) {
    const mine = running ??= { call: launch(), languages: {} }
    try {
      return await answerTo(request, mine)
    } catch (error) {
      if (running === mine && (error.stopped || error.reason)) running = undefined
      if (again || !error.stopped) throw error
    }
  }
}

/**
 * evaluate resolves to what follows from a link: its results, months and errors.
 * @param {string} query
 */
export const evaluate = query => ask({ act: 'numbers', draft: String(query).replace(/^#/, '') })

// A Story is an element of an article that names a case, with the elements of ours inside it.
class Story {
  parts = new Set()
  working = Promise.resolve()
  /** @type {Promise<Inline> | undefined} */
  published
  /** @type {Inline | undefined} */
  known // the last answer

  /** @param {HTMLElement} root */
  constructor(root) {
    const named = (root.dataset.runway ?? '').replace(/^#/, '')
    this.draft = named && !named.includes('=') ? `preset=${named}` : named
    const [language] = (root.closest('[lang]')?.getAttribute('lang') ?? '').toLowerCase().split('-')
    this.language = language in WORDS ? language : Object.keys(WORDS)[0]
    if (root.closest('[data-digits]')?.getAttribute('data-digits') === 'arab') this.language += '-u-nu-arab'
  }

  /**
   * @param {Edit} [edit]
   * @returns {Promise<Inline>}
   */
  answer(edit) {
    return ask({ act: 'inline', draft: this.draft, language: this.language, edit })
  }

  // wake has the calculator come, before the reader changes anything.
  wake() {
    this.published ??= this.answer()
    this.published.catch(() => this.published = undefined)
    return this.published
  }

  /**
   * change makes an edit, one after the other, and shows what follows.
   * @param {(known: Inline) => Edit} editOf returns the edit, of what is known until then
   */
  change(editOf) {
    this.working = this.working.then(async () => {
      const published = await this.wake()
      const answer = await this.answer(editOf(this.known ?? published))
      this.known = answer
      this.draft = answer.draft
      for (const part of this.parts) part.show(answer, answer.draft === published.draft)
    }).catch(error => {
      console.error(error)
      for (const part of this.parts) part.fail()
    })
  }
}

/** @type {WeakMap<Element, Story>} */
const stories = new WeakMap()

// storyOf returns the story that an element is in, if any.
function storyOf(element) {
  const root = element.closest('[data-runway]')
  const story = root && (stories.get(root) ?? new Story(root))
  if (story) stories.set(root, story)
  return story
}

const plain = 'font: inherit; color: inherit; letter-spacing: inherit; background: none; border: 0; margin: 0; padding: 0;'

function define() {
  // A Part is an element of ours. Until the reader changes a figure, and again once all figures
  // are as published, it shows what the article has written into it.
  class Part extends HTMLElement {
    /** @type {Story | undefined} */
    story
    key = this.getAttribute('key') ?? ''
    written = [...this.childNodes]

    connectedCallback() {
      const isNew = !this.story
      this.story ??= storyOf(this)
      this.story?.parts.add(this)
      if (isNew && this.story) this.prepare()
    }

    disconnectedCallback() { this.story?.parts.delete(this) }

    prepare() {}

    fail() {}
  }

  // A figure that readers can change: <runway-input key="cash">5 billion</runway-input>.
  customElements.define('runway-input', class extends Part {
    field = document.createElement('input')
    back = document.createElement('button')
    problem = document.createElement('span')
    text = (this.textContent ?? '').trim()

    prepare() {
      Object.assign(this.field, { value: this.text, spellcheck: false, autocomplete: 'off', dir: 'auto' })
      Object.assign(this.back, { type: 'button', hidden: true, textContent: this.text })
      this.field.style.cssText = `${plain} border-bottom: 2px dotted; max-width: 100%; field-sizing: content`
      this.back.style.cssText = `${plain} font-size: .8em; padding: 0 .4em; min-height: 24px; min-width: 24px; text-decoration: line-through; cursor: pointer`
      this.problem.style.fontSize = '.8em'
      this.problem.setAttribute('role', 'alert')
      this.call(this.key.replace(/^\w+\./, ''))
      this.fit()
      this.replaceChildren(this.field, this.back, this.problem)
      for (const type of ['pointerover', 'focusin']) this.addEventListener(type, () => this.story?.wake(), { once: true })
      this.field.addEventListener('input', () => {
        this.fit()
        this.change({ act: 'set' })
      })
      this.field.addEventListener('keydown', event => {
        const steps = { ArrowUp: 1, ArrowDown: -1 }[event.key]
        if (!steps || event.altKey || event.ctrlKey || event.metaKey) return
        event.preventDefault()
        this.change({ act: 'step', steps: event.shiftKey ? 10 * steps : steps })
      })
      this.back.addEventListener('click', () => {
        this.field.focus()
        this.change({ act: 'back' })
      })
    }

    // call names the field, unless the article does.
    call(name) { this.field.setAttribute('aria-label', this.getAttribute('aria-label') ?? name) }

    // fit makes the field as wide as its text, where the browser does not.
    fit() { this.field.size = Math.max(1, this.field.value.length) }

    // change asks for what follows, of what has been typed by the time that it is asked.
    change(edit) {
      this.isTyped = edit.act === 'set'
      this.story?.change(({ inputs: { [this.key]: figure } }) => ({ key: this.key, required: true, text: this.field.value, unit: figure?.unit, month: figure?.month, ...edit }))
    }

    show({ inputs }, isPublished) {
      const figure = inputs[this.key]
      if (!figure) return
      // What the reader is typing stays.
      if (!this.isTyped || document.activeElement !== this.field) this.field.value = isPublished || !figure.back ? this.text : figure.text
      this.fit()
      this.call(figure.name)
      this.field.setAttribute('aria-invalid', String(!!figure.problem))
      this.problem.textContent = figure.problem && ` (${figure.problem})`
      this.back.hidden = !figure.back
      this.back.setAttribute('aria-label', figure.back)
    }

    // fail takes back what was typed where no calculator comes to answer it.
    fail() {
      if (this.isTyped) this.field.value = this.text
      this.fit()
    }
  })

  // A result: <runway-value key="runway">13 months</runway-value>.
  customElements.define('runway-value', class extends Part {
    prepare() { this.setAttribute('aria-live', 'polite') }

    show({ values }, isPublished) {
      const text = values[this.key]
      this.replaceChildren(...isPublished || text === undefined ? this.written : [text])
    }
  })

  // The picture, over the one that the article has inside. Its style does not leave it.
  customElements.define('runway-picture', class extends Part {
    shade = this.attachShadow({ mode: 'open' })

    prepare() { this.show({ picture: '' }, true) }

    show({ picture }, isPublished) {
      this.shade.innerHTML = `<style>:host { display: block } .picture { display: block; width: 100%; height: 18rem; font-size: .8125rem }</style>${isPublished ? '<slot></slot>' : picture}`
    }
  })
}

if (globalThis.customElements && !customElements.get('runway-input')) {
  // What is inside elements that the browser is still reading is not there yet.
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', define)
  else define()
}
