// For articles: keeps each embed as high as its content. A page needs it once. It listens
// only to frames whose address lies below its own.
const { src } = /** @type {HTMLScriptElement} */ (document.currentScript)
const site = new URL('.', src).href
const frames = () => [...document.querySelectorAll('iframe')].filter(frame => frame.src.startsWith(site))

addEventListener('message', ({ source, data }) => {
  if (data?.sentinel !== 'amp' || data.type !== 'embed-size' || !(data.height > 0 && data.height < 1e5)) return
  const frame = frames().find(({ contentWindow }) => contentWindow === source)
  if (frame) frame.style.height = `${data.height}px`
})
// Embeds that loaded before this script report their height again.
for (const { contentWindow } of frames()) contentWindow?.postMessage({ sentinel: 'amp', type: 'frames-init' }, '*')
