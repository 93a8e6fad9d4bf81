// Has the service worker keep the site for times without a network. Only a page on
// its own asks for it, no embed and no file from a disk.
const { worker } = document.documentElement.dataset

export function keepOffline() {
  if (worker && parent === window) setTimeout(register, 2000) // once the reader reads
}

function register() {
  try {
    const address = new URL(worker, location.href).href
    const policy = window.trustedTypes?.createPolicy('runway', { createScriptURL: () => address })
    navigator.serviceWorker?.register(policy ? policy.createScriptURL('') : address).catch(error => console.warn(error))
  } catch (error) {
    console.warn(error)
  }
}
