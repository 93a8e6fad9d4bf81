// The dialog that shows a link as a QR code.
import { root } from './elements.js'
import { fetchScript } from './fetch-script.js'

const dialog = document.getElementById('qr')
const margin = 4 // modules, which the standard (ISO 18004) wants around a code

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
    const { size, path } = (await fetchScript(root.dataset.qr)).draw(text)
    picture.setAttribute('viewBox', [-margin, -margin, size + 2 * margin, size + 2 * margin].join(' '))
    dialog.querySelector('path').setAttribute('d', path)
    picture.removeAttribute('hidden')
    status.textContent = ''
  } catch (error) {
    if (error instanceof RangeError) {
      status.textContent = long
    } else {
      console.warn(error)
      status.textContent = failed
    }
  }
}
