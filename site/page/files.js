// Hands files to the reader, and reads lines of links. It comes when one of them is asked for.
import { root } from './elements.js'
import { fetchScript } from './fetch-script.js'
import { hasFigures } from './link.js'

// types lists the types of texts. The byte order mark tells spreadsheets that a table is UTF-8.
const types = { csv: ['text/csv', '\ufeff'], tsv: ['text/tab-separated-values', '\ufeff'], txt: ['text/plain'], svg: ['image/svg+xml'] }

/**
 * saveAs hands over a text as a file of a kind, of which what stands behind a hyphen is left out of
 * its name; png is the picture of an svg's text, xlsx a spreadsheet that is packed.
 * @param {string} kind
 * @param {string} text
 * @param {string} name of the file, without its ending
 */
export async function saveAs(kind, text, name) {
  const [ending] = kind.split('-')
  name += `.${ending}`
  if (ending === 'png') return save(await drawn(text), name)
  if (ending === 'xlsx') return save((await fetchScript(root.dataset.spreadsheet)).pack(text), name)
  const [type, mark = ''] = types[ending]
  return save(new Blob([mark, text], { type }), name)
}

// drawn draws an svg's text, twice as large.
async function drawn(text) {
  const image = new Image()
  image.src = `data:image/svg+xml,${encodeURIComponent(text)}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = image.width * 2
  canvas.height = image.height * 2
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Promise((done, fail) => canvas.toBlob(blob => blob ? done(blob) : fail(new Error('no picture'))))
}

// Browsers inside of apps often save no files, and nothing but their names tells: on Android they
// have to say wv (Compatibility Definition, 3.4.1), on iOS they leave out Safari unless the app
// adds it, and some apps name themselves.
const isInApp = /; wv\)|\(iP(?!.*Safari)|FBA[NV]|Instagram|LinkedInApp|MicroMessenger/.test(navigator.userAgent)

/**
 * save saves a file or, inside of an app, shows it.
 * @param {Blob} blob
 * @param {string} name
 */
async function save(blob, name) {
  const template = document.getElementById('held')
  if (isInApp && template) return hold(template, blob, name)
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

/**
 * hold shows a file until the reader closes it: to be shared where it can be, and else a picture to
 * be held, or a text to be copied.
 * @param {HTMLTemplateElement} template
 * @param {Blob} blob
 * @param {string} name
 */
async function hold(template, blob, name) {
  const dialog = /** @type {HTMLDialogElement} */ (document.importNode(template.content, true).firstElementChild)
  const [kind] = blob.type.split('/')
  for (const part of dialog.querySelectorAll('[data-of]')) if (part.getAttribute('data-of') !== kind) part.remove()
  const image = dialog.querySelector('img')
  const text = dialog.querySelector('textarea')
  // Apps save what an address of data shows, and not always what one of a blob does.
  if (image) image.src = await dataOf(blob)
  if (text) {
    text.value = await blob.text()
    text.addEventListener('focus', () => text.select())
  }
  const file = new File([blob], name, { type: blob.type })
  const [share, close] = dialog.querySelectorAll('button')
  share.hidden = !navigator.canShare?.({ files: [file] })
  // Sharing needs a press of its own: the one that asked for the file may be too long ago. Who
  // thinks better of it can choose again.
  share.addEventListener('click', () => navigator.share({ files: [file] }).then(() => dialog.close(), () => {}))
  close.addEventListener('click', () => dialog.close())
  dialog.addEventListener('close', () => dialog.remove())
  document.body.append(dialog)
  dialog.showModal()
}

/**
 * dataOf returns an address that holds the bytes themselves.
 * @param {Blob} blob
 * @returns {Promise<string>}
 */
function dataOf(blob) {
  return new Promise((done, fail) => {
    const reader = new FileReader()
    reader.onload = () => done(String(reader.result))
    reader.onerror = () => fail(reader.error)
    reader.readAsDataURL(blob)
  })
}

// readLinks returns the names and links in lines as linesOf writes them. A link without a name is
// called by its place.
export const readLinks = text => text.replaceAll('&#38;', '&').split('\n').flatMap((line, i) => {
  const parts = line.split('#')
  const hash = parts.findIndex((part, n) => n && hasFigures(part))
  const words = parts.slice(0, hash).join('#').trim().split(' ')
  if (/^[a-z]+:\/\//.test(words.at(-1))) words.pop()
  return hash > 0 ? [{ name: words.join(' ').trim() || String(i + 1), link: parts.slice(hash).join('#').trim() }] : []
})
