// The dialog that makes the code of an embed, with a preview.
const root = document.documentElement
const dialog = document.getElementById('embed')
const form = dialog?.querySelector('form')
// Chromium lays out a page that has a frame, even an empty one, before its style is there.
const later = dialog?.querySelector('template')
const preview = later?.content.firstChild
const code = document.getElementById('embed-code')
let link // of the scenario, or empty for its preset's
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
    if (wish && (name !== 'digits' || 'arab' in form.elements.language.selectedOptions[0].dataset)) url.searchParams.set(name, wish)
  }
  const parts = chosen.getAll('parts').join()
  if (parts) url.searchParams.set('parts', parts)
  return url.href.replaceAll('%2C', ',')
}

function write() {
  const src = address()
  const wish = Number(form.elements.height.value.replace(/[٠-٩۰-۹]/g, digit => digit.charCodeAt(0) & 15))
  const height = wish > 0 ? Math.ceil(wish) : form.elements.height.defaultValue
  const [language] = form.elements.language.selectedOptions
  const title = language.value === root.lang ? document.title : language.dataset.title
  code.value = `<iframe src="${escaped(src)}" title="${escaped(title)}" width="100%" height="${height}" ${form.dataset.frame}></iframe>` +
    (form.elements.host.checked ? `\n<script src="${escaped(below('host.js').href)}" async></script>` : '')
  if (preview.src !== src) preview.src = src
  preview.height = height
}

// openDialog offers a preset as an embed, or the scenario of a link on its page.
export function openDialog(...scenario) {
  ;[preset, link] = scenario
  later.replaceWith(preview)
  write()
  dialog.showModal()
}

for (const button of document.querySelectorAll('dialog [data-close]')) {
  button.addEventListener('click', () => button.closest('dialog').close())
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
