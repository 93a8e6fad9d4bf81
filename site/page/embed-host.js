// For articles: <runway-case>, which shows an embed in place of the figure inside it, and keeps
// each embed as high as its content. A page needs it once. It takes only addresses below its own,
// and listens only to frames of these. The site's build fills in SANDBOX.
const { src } = /** @type {HTMLScriptElement} */ (document.currentScript)
const site = new URL('.', src).href
const frames = () => [...document.querySelectorAll('iframe')].filter(frame => frame.src.startsWith(site))

// RunwayCase loads its embed as the reader comes near, out of sight. The figure stays until the
// embed has told its height, and for good where it never does. An embed for the figures of a link
// fetches the calculator at once, so that it waits until the reader reaches for the figure.
class RunwayCase extends HTMLElement {
  /** @type {HTMLIFrameElement | undefined} */
  frame

  connectedCallback() {
    const address = new URL(this.getAttribute('src') ?? '', location.href)
    if (this.frame || !address.href.startsWith(site)) return
    this.style.display = 'block'
    const load = () => this.frame ??= this.load(address)
    if (address.hash) {
      for (const type of ['pointerover', 'focusin']) this.addEventListener(type, load, { once: true })
      return
    }
    new IntersectionObserver((entries, observer) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return
      observer.disconnect()
      load()
    }, { rootMargin: '100%' }).observe(this)
  }

  /** @param {URL} address */
  load(address) {
    const frame = document.createElement('iframe')
    const { searchParams } = address
    // A frame inherits no font, and is transparent only in the colour scheme of its content.
    if (searchParams.get('font') === 'host') searchParams.set('font', getComputedStyle(this).fontFamily)
    frame.src = address.href
    frame.title = this.title
    frame.allow = `${'share' in navigator ? 'web-share; ' : ''}clipboard-write` // a browser complains of what it does not know
    frame.setAttribute('sandbox', SANDBOX)
    frame.style.cssText = 'display: block; width: 100%; height: 0; border: 0; visibility: hidden'
    frame.style.colorScheme = searchParams.get('theme') ?? ''
    this.removeAttribute('title') // it would be a tooltip
    this.append(frame)
    return frame
  }

  // show puts the embed in the figure's place.
  show() {
    if (!this.frame?.style.visibility) return
    this.frame.style.visibility = ''
    for (const other of this.children) if (other instanceof HTMLElement && other !== this.frame) other.hidden = true
  }
}

addEventListener('message', ({ source, data }) => {
  if (data?.sentinel !== 'amp' || data.type !== 'embed-size' || !(data.height > 0 && data.height < 1e5)) return
  const frame = frames().find(({ contentWindow }) => contentWindow === source)
  if (!frame) return
  frame.style.height = `${data.height}px`
  if (frame.parentElement instanceof RunwayCase) frame.parentElement.show()
})
customElements.define('runway-case', RunwayCase)
// Embeds that loaded before this script report their height again.
for (const { contentWindow } of frames()) contentWindow?.postMessage({ sentinel: 'amp', type: 'frames-init' }, '*')
