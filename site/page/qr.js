// The dialog that shows a link as a QR code. What draws it is fetched when it is
// first asked for; wasm/qr/main.go describes what it returns.
import { program } from './wasm.js'

const dialog = document.getElementById('qr')
const margin = 4 // modules, as the standard wants around a code
let drawing

// showCode shows a link and its code.
export async function showCode(text) {
  const [status, link] = dialog.querySelectorAll('p')
  const picture = dialog.querySelector('svg')
  const { waiting, failed, long } = status.dataset
  status.textContent = waiting
  picture.setAttribute('hidden', '')
  link.textContent = text
  dialog.showModal()
  try {
    drawing ??= program('runwayQR', { address: document.documentElement.dataset.qr })()
    const draw = await drawing
    const { size, path, error } = await draw(text)
    status.textContent = error ? long : ''
    if (error) return
    picture.setAttribute('viewBox', [-margin, -margin, size + 2 * margin, size + 2 * margin].join(' '))
    picture.firstElementChild.setAttribute('d', path)
    picture.removeAttribute('hidden')
  } catch (error) {
    console.warn(error)
    drawing = undefined
    status.textContent = failed
  }
}
