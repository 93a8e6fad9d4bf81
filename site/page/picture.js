// A month's values at the picture, and files to take away.
import { main } from './elements.js'

// point shows a month's values, as the month table has them, at the picture.
let pointed
function point(month) {
  const slider = document.getElementById('pointer')
  const table = main.querySelector('.months table')
  const row = table?.tBodies[0].rows[month]
  pointed = row && month
  if (!row) return
  const names = [...table.rows[0].cells].map(cell => cell.textContent)
  const [name, ...values] = [...row.cells].map(cell => cell.textContent)
  const text = `${name}: ${values.map((value, i) => `${names[i + 1]} ${value}`).join(' · ')}`
  main.querySelector('.readout').textContent = text
  slider.value = month
  slider.setAttribute('aria-valuetext', text)
  const cursor = main.querySelector('.cursor')
  for (const x of ['x1', 'x2']) cursor.setAttribute(x, `${(month + 1) / (Number(slider.max) + 1) * 100}%`)
  cursor.setAttribute('visibility', 'visible')
}

// pointAgain brings the values at the picture to new figures.
export function pointAgain() {
  if (pointed !== undefined) point(pointed)
}

// onPointer points at the month under a mouse, pen or finger.
function onPointer(event) {
  const picture = event.target.closest?.('.picture')
  if (!picture) return
  const { left, width } = picture.getBoundingClientRect()
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
