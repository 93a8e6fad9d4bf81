// The service worker: keeps the pages of one build and all they load, and nothing
// else. Pages come from the network while it answers, so that a new build is seen
// at once; what has a hash in its name comes from here. Both are of one build
// always, because a page names what it loads. BUILD and FILES are filled in.
const { scope } = registration
const ours = `runway ${scope} `
const files = FILES.map(file => scope + file)
const patience = 3000 // ms for the network, where a page is kept

addEventListener('install', event => {
  skipWaiting()
  event.waitUntil(keep())
})

async function keep() {
  const cache = await caches.open(ours + BUILD)
  await Promise.all(files.map(async file => {
    const response = await fetch(file, isPage(file) ? { cache: 'no-cache' } : {})
    if (!response.ok) throw new Error(`${file}: ${response.status}`)
    // While a site is being replaced, a page of another build may come.
    if (isPage(file) && !(await response.clone().text()).includes(`data-build="${BUILD}"`)) throw new Error(`${file}: of another build`)
    // Where a host sends a page on to its name without .html, as Cloudflare Pages
    // does, what is kept must not tell of it: no page may open with such an answer.
    await cache.put(file, response.redirected ? new Response(response.body, response) : response)
  }))
}

const isPage = file => !file.startsWith(`${scope}assets/`)

addEventListener('activate', event => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.startsWith(ours) && name !== ours + BUILD) await caches.delete(name)
  await clients.claim()
})()))

addEventListener('fetch', event => {
  const { request } = event
  const [asked] = request.url.split(/[?#]/)
  const address = [asked, `${asked}.html`].find(one => files.includes(one))
  if (request.method !== 'GET' || !address) return
  event.respondWith(request.mode === 'navigate' ? page(request, address) : kept(address).then(response => response ?? fetch(request)))
})

// An earlier worker may still ask when its cache is gone, and must not make it anew.
const kept = address => caches.match(address, { cacheName: ours + BUILD })

// page is what the network sends, or what is kept where it sends nothing good in
// time.
async function page(request, address) {
  const coming = fetch(request).catch(() => undefined)
  const late = new Promise(done => setTimeout(done, patience))
  const response = await Promise.race([coming, late])
  if (response && response.status < 500) return response
  return await kept(address) ?? await coming ?? Response.error()
}
