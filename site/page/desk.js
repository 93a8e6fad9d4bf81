// The tools of the desk: dialogs that read a text, show what they make of it, and replace the case
// by it. Only the script of the desk's page holds them.
import { morph } from './morph.js'

/** @import { Request } from './protocol' */

/**
 * startTools has the tools ask the calculator and change the case.
 * @param {object} page
 * @param {(request: Request & { act: 'tool' }) => Promise<{ shown: string }>} page.ask
 * @param {(link: () => string | undefined) => void} page.replace
 * @param {() => string} page.draft
 */
export function startTools({ ask, replace, draft }) {
  document.addEventListener('click', event => {
    const button = event.target instanceof Element && event.target.closest('[data-open], [data-link]')
    if (!(button instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault() // a kept case is a link, too
    const { open, link } = button.dataset
    if (open) {
      document.querySelector(`form[data-tool=${open}]`)?.closest('dialog')?.showModal()
      shows.get(open)?.()
    }
    if (link === undefined) return
    button.closest('dialog')?.close()
    replace(() => button.dataset.link)
  })
  const shows = new Map([...document.querySelectorAll('form[data-tool]')].map(form => [form.dataset.tool, onTool(form, ask, draft)]))
}

/**
 * onTool shows what a tool makes of its text and choices whenever one of them changes. Of answers
 * the last counts. It returns what shows it again, as the case may be another by then.
 * @param {HTMLFormElement} form
 */
function onTool(form, ask, draft) {
  const output = form.querySelector('output')
  const problem = form.querySelector('p[role=alert]')
  const text = form.querySelector('textarea')
  let asked = 0
  async function show() {
    const turn = ++asked
    const chosen = new FormData(form)
    chosen.delete('text')
    const choices = new URLSearchParams([...chosen].flatMap(([name, value]) => typeof value === 'string' ? [[name, value]] : [])).toString()
    try {
      const { shown } = await ask({ act: 'tool', draft: draft(), kind: form.dataset.tool, text: text.value, address: choices })
      const used = [document.activeElement].flatMap(figure => figure && output.contains(figure) ? [{ figure }] : [])
      if (turn === asked) morph(output, `<output aria-live="polite">${shown}</output>`, used)
      problem.hidden = true
    } catch (error) {
      console.error(error)
      problem.hidden = false
    }
  }
  let waiting
  const files = form.querySelector('[type=file]')
  form.addEventListener('input', ({ target }) => {
    if (target === files) return
    clearTimeout(waiting)
    waiting = setTimeout(show, target === text ? 300 : 100)
  })
  files.addEventListener('change', async () => {
    const file = files.files?.[0]
    if (!file) return
    text.value = decode(await file.arrayBuffer())
    show()
  })
  form.addEventListener('submit', event => event.preventDefault())
  return show
}

// handOver keeps a manuscript for the other pages of this tab. A link has no room for all of it.
export function handOver(manuscript) {
  try {
    sessionStorage.setItem('runway.manuscript', manuscript)
  } catch {} // forbidden: then the link is all there is
}

/**
 * takeOver returns the manuscript that was written in this tab last, if a link is its.
 * @param {string} hash
 */
export function takeOver(hash) {
  try {
    const manuscript = sessionStorage.getItem('runway.manuscript') ?? ''
    return new URL(`#${manuscript.split('\n')[0]}`, location.href).hash === hash && manuscript
  } catch {}
}

// decode reads a file's text: UTF-8, or else what older spreadsheets write.
function decode(bytes) {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder(new Uint8Array(bytes)[0] === 0xff ? 'utf-16le' : 'windows-1252').decode(bytes)
  }
}
