// The dialog that makes the code of an embed, with a preview.
const root = document.documentElement
const dialog = document.getElementById('embed')
const form = dialog?.querySelector('form')
const preview = document.getElementById('embed-preview')
const code = document.getElementById('embed-code')
let link // of the scenario, or empty for its example's
let preset

const escaped = text => text.replace(/[&<>"]/g, sign => `&#${sign.charCodeAt(0)};`)

// below is an address below the site's root.
const below = path => new URL(root.dataset.root + path, location.href)

// address is where the embed that is chosen stands.
function address() {
  const chosen = new FormData(form)
  const version = chosen.get('version')
  const url = below(`${version && `${version}/`}${chosen.get('language')}/${preset}.embed.html`)
  url.hash = link
  url.search = ''
  for (const name of ['theme', 'digits', 'accent']) {
    const wish = chosen.get(name).trim()
    if (wish && !(name === 'digits' && chosen.get('language') !== 'ar')) url.searchParams.set(name, wish)
  }
  const parts = chosen.getAll('parts').join()
  if (parts) url.searchParams.set('parts', parts)
  return url.href.replaceAll('%2C', ',')
}

function write() {
  const src = address()
  const height = Number.parseInt(form.elements.height.value) || 1100
  code.value = `<iframe src="${escaped(src)}" title="${escaped(document.title)}" width="100%" height="${height}" loading="lazy" ` +
    'style="border:0" allow="web-share; clipboard-write" sandbox="allow-scripts allow-same-origin allow-popups allow-downloads"></iframe>' +
    (form.elements.host.checked ? `\n<script src="${escaped(below('host.js').href)}" async></script>` : '')
  if (preview.src !== src) preview.src = src
  preview.height = height
}

// openDialog offers the scenario as an embed.
export function openDialog(query, isOwn) {
  preset = new URLSearchParams(query).get('preset') || new URLSearchParams(root.dataset.query).get('preset')
  link = isOwn ? '' : query
  write()
  dialog.showModal()
}

if (dialog) {
  let waiting
  form.addEventListener('input', () => {
    clearTimeout(waiting)
    waiting = setTimeout(write, 200)
  })
  // The preview says how high it is, as it will to hosts.
  addEventListener('message', ({ source, data }) => {
    if (source !== preview.contentWindow || data?.sentinel !== 'amp') return
    form.elements.height.value = data.height
    write()
  })
  document.getElementById('embed-copy').addEventListener('click', async ({ currentTarget }) => {
    const { done } = currentTarget.dataset
    try {
      await navigator.clipboard.writeText(code.value)
      document.getElementById('embed-status').textContent = done
    } catch {
      code.select() // to copy by hand
    }
  })
  dialog.addEventListener('close', () => preview.removeAttribute('src'))
}
