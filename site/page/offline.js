// Registers the service worker, which keeps the site for times without a network. Embeds and
// files from a disk do not.
import { root } from './elements.js'
import { isLeaving, trusted } from './wasm.js'

const { worker } = root.dataset

export function keepOffline() {
  if (worker && parent === window) setTimeout(register, 2000, worker) // once the reader reads
}

function register(worker) {
  try {
    navigator.serviceWorker?.register(trusted(new URL(worker, location.href).href)).catch(error => isLeaving || console.warn(error))
  } catch (error) {
    console.warn(error)
  }
}
