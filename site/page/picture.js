// A month's values at the picture, and files to take away.
import { main } from './elements.js'

// point shows what is left at the end of a month, at its line.
let pointed
function point(month) {
  const slider = document.getElementById('pointer')
  const text = slider.dataset.months?.split('|')[month]
  pointed = text && month
  if (!text) return
  const cursor = main.querySelector('.cursor')
  cursor.children[0].textContent = text
  cursor.style.setProperty('--at', `${(month + 1) / (Number(slider.max) + 1) * 100}%`)
  slider.value = month
  slider.setAttribute('aria-valuetext', text)
}

// pointAgain brings the values at the picture to new figures.
export function pointAgain() {
  if (pointed !== undefined) point(pointed)
}

// onPointer points at the month under a mouse, pen or finger.
function onPointer(event) {
  if (!event.target.closest?.('.picture')) return
  const { left, width } = main.querySelector('.cursor').getBoundingClientRect()
  const months = Number(document.getElementById('pointer').max) + 1
  point(Math.max(0, Math.min(months - 1, Math.ceil((event.clientX - left) / width * months) - 1)))
}

main.addEventListener('input', ({ target }) => {
  const slider = document.getElementById('pointer')
  if (target === slider) point(Number(slider.value))
})
for (const type of ['pointermove', 'pointerdown']) main.addEventListener(type, onPointer)

// save hands a file to the reader.
function save(blob, name) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

/**
 * saveAs saves a text as a file of a kind; png is the picture of an svg's text.
 * @param {'csv' | 'svg' | 'png'} kind
 * @param {string} text
 * @param {string} name of the file, without its ending
 */
export async function saveAs(kind, text, name) {
  if (kind !== 'png') {
    // The byte order mark tells spreadsheets that a table is UTF-8.
    const [mark, type] = kind === 'csv' ? ['\ufeff', 'text/csv'] : ['', 'image/svg+xml']
    return save(new Blob([mark, text], { type }), `${name}.${kind}`)
  }
  const image = new Image()
  image.src = `data:image/svg+xml,${encodeURIComponent(text)}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = image.width * 2
  canvas.height = image.height * 2
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  save(await new Promise(done => canvas.toBlob(done)), `${name}.png`) // which throws without a picture
}
