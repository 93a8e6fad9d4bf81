// The service worker keeps the pages of one build and all they load. Pages, and cases that
// links name, come from the network while it answers, so that a new build is seen at once;
// files with a hash in their name come from the cache. Both are always of one build, because
// a page names what it loads. The site's build fills in BUILD and FILES.
import { isNamed } from './named.js'

const { scope } = registration
const prefix = `runway ${scope} ` // of the names of our caches
const files = FILES.map(file => scope + file)
const patience = 3000 // ms that the network has for a page that is kept

addEventListener('install', event => {
  skipWaiting()
  event.waitUntil(keep())
})

async function keep() {
  const cache = await caches.open(prefix + BUILD)
  const outcomes = await Promise.allSettled(files.map(async file => {
    const response = await fetch(file, isAsset(file) ? {} : { cache: 'no-cache' })
    if (!response.ok) throw new Error(`${file}: ${response.status}`)
    // While a site is being replaced, the host may send a page of another build.
    if (/\/$|\.html$/.test(file) && !(await response.clone().text()).includes(`data-build="${BUILD}"`)) throw new Error(`${file}: of another build`)
    if (!await isNamed(file, await response.clone().blob())) throw new Error(`${file}: holds something else`)
    // Cloudflare Pages redirects to names without .html. A browser opens no page with a
    // redirected response, so the kept one must not be marked as such.
    await cache.put(file, response.redirected ? new Response(response.body, response) : response)
  }))
  // WebKit can crash where a worker that is refused still fetches.
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason
}

const isAsset = file => file.startsWith(`${scope}assets/`) // with a hash in its name

addEventListener('activate', event => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.startsWith(prefix) && name !== prefix + BUILD) await caches.delete(name)
  await clients.claim()
})()))

addEventListener('fetch', event => {
  const { request } = event
  const [url] = request.url.split(/[?#]/)
  const address = [url, `${url}.html`].find(file => files.includes(file))
  if (request.method !== 'GET' || !address) return
  if (request.cache === 'reload' && request.mode !== 'navigate') return // what is kept was of no use
  event.respondWith(isAsset(address) ? kept(address).then(response => response ?? fetch(request)) : page(request, address))
})

// kept returns a file from the cache. An earlier worker may ask after its cache was deleted,
// and must not create it again, as caches.open would.
const kept = address => caches.match(address, { cacheName: prefix + BUILD })

// page returns what the network sends, or the kept page if it sends nothing good in time.
async function page(request, address) {
  const fetching = fetch(request).catch(() => undefined)
  const timeout = new Promise(done => setTimeout(done, patience))
  const response = await Promise.race([fetching, timeout])
  if (response && response.status < 500) return response
  return await kept(address) ?? await fetching ?? Response.error()
}
