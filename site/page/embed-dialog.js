// The dialog that writes the code of an embed, with a preview. It comes when it is asked for.
import { root } from './elements.js'

const dialog = document.getElementById('embed')
const form = dialog.querySelector('form')
// The preview stands in a template until it is needed, because Chromium lays out a page with
// a frame, even an empty one, before its style has loaded.
const template = dialog.querySelector('template')
const preview = template.content.querySelector('iframe')
const code = document.getElementById('embed-code')
let link // in which the figures are as published, or empty for the preset's own
let preset

const escaped = text => text.replace(/[&<>"]/g, sign => `&#${sign.charCodeAt(0)};`)

// siteAddress returns the address of a path below the site's root.
const siteAddress = path => new URL(root.dataset.root + path, location.href)

// address returns the address of the embed that is chosen.
function address() {
  const chosen = new FormData(form)
  const version = chosen.get('version')
  const url = siteAddress(`${version && `${version}/`}${chosen.get('language')}/${link ? '' : `${preset}.`}embed.html`)
  url.hash = link
  url.search = ''
  const { theme, digits, accent, language } = form.elements
  for (const { name, value } of [theme, digits, accent]) {
    const wish = value.trim()
    if (wish && (name !== 'digits' || 'arab' in language.selectedOptions[0].dataset)) url.searchParams.set(name, wish)
  }
  const parts = chosen.getAll('parts').join()
  if (parts) url.searchParams.set('parts', parts)
  return url.href.replaceAll('%2C', ',')
}

// creditOf returns who says what the page shows, as the code has it.
const creditOf = credit => [...credit?.childNodes ?? []].map(node => node instanceof HTMLAnchorElement ? anchor(node.href, node.textContent) : escaped(node.textContent ?? '')).join('')
const anchor = (address, text) => `<a href="${escaped(address)}">${escaped(text ?? '')}</a>`

/**
 * figure returns what stands in the code for readers of feeds and letters, and where no script runs:
 * the answer, its picture, who says so, and a link. Of figures that are only in a link there is no
 * picture at an address, and in another language than the page's no answer.
 * @param {HTMLOptionElement} language
 */
async function figure(language) {
  let [text, credit] = [language.dataset.title, '']
  if (language.value === root.dataset.language) {
    text = document.querySelector('meta[name=description]').content
    credit = creditOf(document.querySelector('main .credit'))
  } else if (!link) {
    try {
      const { description, outlet, article } = await (await fetch(siteAddress(`${language.value}/${preset}.json`))).json()
      text = description
      credit = article ? anchor(article, outlet || new URL(article).host) : escaped(outlet)
    } catch {} // it does not come: the title stands in its place
  }
  const picture = link ? `<!-- ${form.dataset.picture} <img src="" alt="" ${form.dataset.size}> -->`
    : `<img src="${escaped(siteAddress(`${language.value}/${preset}.${form.dataset.type}`).href)}" alt="${escaped(text)}" ${form.dataset.size} loading="lazy">`
  const page = siteAddress(`${language.value}/${link ? 'new' : preset}.html`)
  page.hash = link
  return `<figure>\n<p>${escaped(text)}</p>\n${picture}\n<figcaption>${credit && `${credit} `}${anchor(page.href, language.dataset.whole)}</figcaption>\n</figure>`
}

let writings = 0 // which the last one counts
async function write() {
  const writing = ++writings
  const src = address()
  const wish = Number(form.elements.height.value.replace(/[٠-٩۰-۹]/g, digit => String(digit.charCodeAt(0) & 15)))
  const height = wish > 0 ? String(Math.ceil(wish)) : form.elements.height.defaultValue
  const [language] = form.elements.language.selectedOptions
  const title = language.value === root.dataset.language ? document.title : language.dataset.title
  if (preview.src !== src) preview.src = src
  preview.height = height
  const kind = form.elements.kind.value
  const script = `\n<script src="${escaped(siteAddress('host.js').href)}" async></script>`
  const inside = kind === 'case' ? `<runway-case src="${escaped(src)}" title="${escaped(title)}">\n${await figure(language)}\n</runway-case>`
    : `<iframe src="${escaped(src)}" title="${escaped(title)}" width="100%" height="${height}" ${form.dataset.frame}></iframe>`
  if (writing === writings) code.value = inside + (kind === 'frame' ? '' : script)
}

// openDialog opens the dialog for the figures of a link, which has a preset or is shown on the
// page's own.
export function openDialog(from, figures) {
  preset = from || root.dataset.preset
  link = preset && figures === root.dataset.query ? '' : figures
  template.replaceWith(preview)
  write()
  dialog.showModal()
}

let waiting
form.addEventListener('input', () => {
  clearTimeout(waiting)
  waiting = setTimeout(write, 200)
})
// The preview tells its height as embeds do to hosts. Without a window, as while the dialog
// is closed, it is the source of nothing.
addEventListener('message', ({ source, data }) => {
  if (!source || source !== preview.contentWindow || data?.sentinel !== 'amp' || !(data.height > 0 && data.height < 1e5)) return
  form.elements.height.value = data.height
  write()
})
const copy = document.getElementById('embed-copy')
copy.addEventListener('click', async () => {
  try {
    await navigator.clipboard.writeText(code.value)
    document.getElementById('embed-status').textContent = copy.dataset.done ?? ''
  } catch {
    code.select() // to copy by hand
  }
})
dialog.addEventListener('close', () => preview.removeAttribute('src'))
