// The dialog that writes the code of an embed, with previews. Script, markup and style come when
// they are asked for. The build fills in DIALOGS and STYLE.
import { root } from './elements.js'

/**
 * fetchPage fetches and parses a page of the site. Text that is fetched could not be parsed: the
 * page's policy (Trusted Types) lets nothing make markup of it.
 * @param {URL} address
 * @returns {Promise<Document>}
 */
const fetchPage = address => new Promise((done, failed) => {
  const request = new XMLHttpRequest()
  request.open('GET', address)
  request.responseType = 'document'
  request.onload = () => request.status === 200 && request.responseXML ? done(request.responseXML) : failed(new Error(`${address}: ${request.status}`))
  request.onerror = failed
  request.send()
})

// siteAddress returns the address of a path below the site's root.
const siteAddress = path => new URL(root.dataset.root + path, location.href)

const dialog = (await fetchPage(siteAddress(DIALOGS[root.dataset.language ?? '']))).querySelector('dialog')
const style = new CSSStyleSheet()
style.replaceSync(STYLE)
document.adoptedStyleSheets.push(style)
document.body.append(dialog)

const form = dialog.querySelector('form')
const row = dialog.querySelector('.previews')
const places = row.querySelectorAll('.preview') // of the previews, at the size that they are shown
const previews = [...row.querySelectorAll('iframe')]
const plain = dialog.querySelector('.plain iframe')
const code = document.getElementById('embed-code')
/** @type {HTMLInputElement[]} */
const boxes = [...form.elements.parts]
let link // in which the figures are as published, or empty for the preset's own
let preset

// kinds are what the code can hold: an element, frames, and an article's own sentences.
const kinds = { case: element, host: frame, frame, amp, inline }
const isFixed = () => ['frame', 'amp'].includes(form.elements.kind.value) // in its height

// isIn reports whether a part is in an embed of a size before any is added or left out.
const isIn = (size, part) => size === 'whole' || size === 'card' && ['levers', 'picture'].includes(part)

// address returns the address of the embed that is chosen.
function address() {
  const { language, size, version, theme, digits, accent, ground, font, family } = form.elements
  const url = siteAddress(`${version.value && `${version.value}/`}${language.value}/${link ? '' : `${preset}.`}embed.html`)
  url.hash = link
  url.search = ''
  const parts = boxes.filter(({ value, checked }) => checked !== isIn(size.value, value)).map(({ value, checked }) => checked ? value : `-${value}`)
  for (const [name, value] of Object.entries({
    theme: theme.value, digits: hasDigits() ? digits.value : '', accent: accent.value.trim(), ground: ground.value,
    font: family.value.trim() || font.value, size: size.value === 'card' ? '' : size.value, parts: parts.join(),
  })) if (value) url.searchParams.set(name, value)
  return url.href.replaceAll('%2C', ',')
}

const chosenLanguage = () => form.elements.language.selectedOptions[0]
const hasDigits = () => 'arab' in chosenLanguage().dataset

/**
 * make returns an element.
 * @param {string} name
 * @param {Record<string, string>} attributes
 * @param {(Node | string)[]} content
 */
function make(name, attributes, ...content) {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) {
    if (key === 'style') made.style.cssText = value // which a policy allows
    else made.setAttribute(key, value)
  }
  made.append(...content)
  return made
}

// attributesOf reads attributes as code has them.
const attributesOf = text => Object.fromEntries([...text.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name, value]))

const pages = {} // promises of published pages, by language

/**
 * shownIn returns the page that shows the figures in a language: this one or, of figures that are
 * published, another.
 * @param {string} language
 * @returns {Promise<Document | undefined>}
 */
async function shownIn(language) {
  if (language === root.dataset.language) return document
  if (link) return
  const asked = `${language}/${preset}`
  pages[asked] ??= fetchPage(siteAddress(`${asked}.html`))
  try {
    return await pages[asked]
  } catch {
    delete pages[asked]
  }
}

// Given is what the code says of the figures, in its language.
/** @typedef {{ src: string, title: string, height: string, page: Document | undefined, language: HTMLOptionElement }} Given */

// textOf returns the answer in a few sentences. In another language there is none of figures that
// are only in a link, so that the title stands in its place.
const textOf = ({ page, language }) => page?.querySelector('meta[name=description]').content ?? language.dataset.title

// creditOf returns who says so, and the link to the whole page.
function creditOf({ page, language }) {
  const credit = [...page?.querySelector('main .credit')?.childNodes ?? []].map(node => node instanceof HTMLAnchorElement ? make('a', { href: node.href }, node.textContent ?? '') : node.textContent ?? '')
  const whole = siteAddress(`${language.value}/${link ? 'new' : preset}.html`)
  whole.hash = link
  return [...credit, ...credit.length ? [' '] : [], make('a', { href: whole.href }, language.dataset.whole)]
}

// picture returns the attributes of the picture, which has an address where the figures are
// published, or where the author has put it.
function picture(given) {
  const src = link ? form.elements.picture.value.trim() : siteAddress(`${given.language.value}/${preset}.${form.dataset.type}`).href
  return src && { src, alt: textOf(given) }
}

// figure returns what stands in the code for readers of feeds and letters, and where no script runs:
// the answer, its picture, who says so, and a link.
function figure(given) {
  const image = picture(given)
  return make('figure', {}, '\n', make('p', {}, textOf(given)), '\n',
    image ? make('img', { loading: 'lazy', ...image, ...attributesOf(form.dataset.size) })
      : document.createComment(` ${form.dataset.picture} <img src="" alt="" ${form.dataset.size}> `), '\n',
    make('figcaption', {}, ...creditOf(given)), '\n')
}

/** @param {Given} given */
function element(given) {
  return make('runway-case', { src: given.src, title: given.title }, '\n', figure(given), '\n')
}

/** @param {Given} given */
function frame({ src, title, height }) {
  const attributes = attributesOf(form.dataset.frame)
  // It is transparent only in the colour scheme of its content.
  if (form.elements.theme.value) attributes.style += `;color-scheme:${form.elements.theme.value}`
  return make('iframe', { src, title, width: '100%', height, ...attributes })
}

// amp returns the frame of AMP's pages, https://amp.dev/documentation/components/amp-iframe.
function amp(given) {
  const { src, title, height } = given
  const { sandbox } = attributesOf(form.dataset.frame)
  const image = picture(given)
  return make('amp-iframe', { src, title, layout: 'fixed-height', height, sandbox, frameborder: '0', resizable: '' }, '\n',
    image ? make('amp-img', { ...image, layout: 'fill', placeholder: '' }) : make('p', { placeholder: '' }, textOf(given)), '\n',
    make('div', { overflow: '', tabindex: '0', role: 'button' }, given.language.dataset.whole), '\n')
}

// inline returns a paragraph with the answer, the figures that matter most, and who says so.
function inline(given) {
  const page = given.page ?? document
  const attributes = { lang: page.documentElement.dataset.language ?? '', 'data-runway': link || preset }
  if (hasDigits() && form.elements.digits.value) attributes['data-digits'] = form.elements.digits.value
  const figures = [...page.querySelectorAll('main .lever')].flatMap(lever => {
    const { key } = lever.dataset
    const told = page.querySelector(`.story .figure[data-key="${CSS.escape(key)}"]`) ?? lever.querySelector('.inline')
    const texts = written(told, key)
    const last = texts.at(-1)
    if (typeof last === 'string') texts[texts.length - 1] = last.trimEnd() // a standing stood behind it
    return ['\n', `${lever.querySelector('label').textContent}: `, ...texts, '.']
  })
  const assumed = page.querySelector('.assumed')?.textContent
  return make('p', attributes, '\n', make('runway-value', { key: 'answer' }, page.querySelector('.lead').textContent ?? ''),
    ...assumed ? ['\n', assumed] : [], ...figures, '\n', ...creditOf(given), '\n')
}

/**
 * written returns a figure of the story as an article has it, its field as an element of ours.
 * @param {Node} node
 * @param {string} key
 * @returns {(Node | string)[]}
 */
function written(node, key) {
  if (node instanceof HTMLInputElement) return node.type === 'hidden' ? [] : node.dataset.part ? [node.value] : [make('runway-input', { key }, node.value)]
  if (!(node instanceof Element)) return [node.textContent ?? '']
  return node.matches('button, .standing') ? [] : [...node.childNodes].flatMap(child => written(child, key))
}

// scripts are those that an element of the code needs.
const scripts = {
  case: () => `<script src="${siteAddress('host.js').href}" async></script>`,
  host: () => scripts.case(),
  frame: () => '',
  amp: () => '<script async custom-element="amp-iframe" src="https://cdn.ampproject.org/v0/amp-iframe-0.1.js"></script>',
  inline: () => `<script type="module" src="${siteAddress('runway.js').href}"></script>`,
}

let writings = 0 // which the last one counts
let wanted = '' // the address of the embed
async function write() {
  const writing = ++writings
  const { kind, language, ground, font, height } = form.elements
  for (const part of form.querySelectorAll('.of-frame')) part.hidden = kind.value === 'inline'
  form.querySelector('.fixed').hidden = !isFixed()
  form.querySelector('.with-digits').hidden = !hasDigits()
  document.getElementById('embed-grounds').hidden = !ground.value || kind.value === 'inline'
  form.querySelector('.linked').hidden = !link || !['case', 'amp'].includes(kind.value)
  form.querySelector('.plain').hidden = kind.value === 'amp' // AMP shows nothing of it
  font.options[1].disabled = kind.value !== 'case'
  if (font.selectedOptions[0].disabled) font.value = ''
  // The sentences of figures that are only in a link are there in the page's language alone.
  for (const option of language.options) option.disabled = kind.value === 'inline' && !!link && option.value !== root.dataset.language
  if (language.selectedOptions[0].disabled) language.value = root.dataset.language ?? ''
  for (const file of form.querySelectorAll('[data-ending]')) {
    file.hidden = !!link
    file.href = siteAddress(file.dataset.ending === '.txt' ? `cases/${preset}.txt` : `${language.value}/${preset}${file.dataset.ending}`).href
  }
  const src = wanted = address()
  for (const preview of previews) {
    if (preview.hasAttribute('src') && preview.src !== src) preview.src = src
    preview.style.colorScheme = form.elements.theme.value
  }
  for (const place of places) place.style.colorScheme = form.elements.theme.value
  fit()
  const option = chosenLanguage()
  const page = await shownIn(language.value)
  const given = { src, page, language: option, height: String(ownHeight() || height.defaultValue), title: page?.title ?? option.dataset.title }
  if (writing !== writings) return
  const made = kinds[kind.value](given)
  const text = [made.outerHTML, scripts[kind.value]()].filter(Boolean).join('\n').replaceAll(/ (placeholder|resizable|overflow)=""/g, ' $1')
  if (text === code.value) return
  code.value = text
  plainly(made, page?.documentElement.dir)
}

// ownHeight returns the height in its field, in whatever digits, or nothing.
function ownHeight() {
  const wish = Number(form.elements.height.value.replace(/[٠-٩۰-۹]/g, digit => String(digit.charCodeAt(0) & 15)))
  return wish > 0 ? Math.ceil(wish) : 0
}

// plainly shows what an element of the code is where no script runs: its frame allows none.
function plainly(made, dir = 'auto') {
  shown = [made, dir]
  const page = plain.contentDocument
  if (!page) return
  page.documentElement.dir = dir
  const place = page.createElement('div')
  place.style.display = 'flow-root'
  place.append(page.importNode(made, true))
  page.body.replaceChildren(place)
  for (const image of page.querySelectorAll('img')) image.style.cssText = 'max-width: 100%; height: auto'
  for (const one of page.querySelectorAll('figure')) one.style.margin = '0'
  measuring?.disconnect()
  measuring = new ResizeObserver(() => plain.style.height = `${place.offsetHeight + 18}px`) // with the margin around and the border
  measuring.observe(place)
}
let shown, measuring
plain.addEventListener('load', () => shown && plainly(...shown)) // Firefox begins another page in it

// fit makes the previews small enough to be seen beside each other, and as high as they say.
const widths = [360, 640, 1000]
const heights = new Map() // as they have said
function fit() {
  const whole = (row.clientWidth - 60) / widths.reduce((sum, width) => sum + width)
  const scale = whole < 0.5 ? 0.75 : Math.min(1, whole) // smaller could not be read, so that the row scrolls
  for (const [i, preview] of previews.entries()) {
    const height = isFixed() && ownHeight() || heights.get(preview) || Number(form.elements.height.defaultValue)
    const { style } = preview
    style.width = `${widths[i]}px`
    style.height = `${height}px`
    style.transform = `scale(${scale})`
    places[i].style.width = `${widths[i] * scale}px`
    places[i].style.height = `${height * scale}px`
  }
}
new ResizeObserver(fit).observe(row)

// A preview is loaded once it is in sight.
const sight = new IntersectionObserver(entries => {
  for (const { isIntersecting, target } of entries) {
    const preview = previews.find(one => one === target)
    if (isIntersecting && preview && !preview.hasAttribute('src')) preview.src = wanted
  }
})

// openDialog opens the dialog for the figures of a link, which has a preset or is shown on the
// page's own.
export function openDialog(from, figures) {
  preset = from || root.dataset.preset
  link = preset && figures === root.dataset.query ? '' : figures
  dialog.showModal()
  write()
  for (const preview of previews) sight.observe(preview)
}

let waiting
let isOwn = false // the height is set by hand
form.addEventListener('input', ({ target }) => {
  if (target === form.elements.size) chooseParts()
  if (target === form.elements.height) isOwn = ownHeight() > 0
  clearTimeout(waiting)
  waiting = setTimeout(write, 200)
})
const chooseParts = () => boxes.forEach(box => box.checked = isIn(form.elements.size.value, box.value))
chooseParts()

// The previews tell their heights as embeds do to hosts: a frame of a fixed height gets the
// greatest. Without a window, as while the dialog is closed, a preview is the source of nothing.
addEventListener('message', ({ source, data }) => {
  if (!source || data?.sentinel !== 'amp' || !(data.height > 0 && data.height < 1e5)) return
  const preview = previews.find(({ contentWindow }) => source === contentWindow)
  if (!preview) return
  heights.set(preview, data.height)
  if (!isOwn) form.elements.height.value = String(Math.max(...heights.values()))
  fit()
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
form.addEventListener('submit', event => event.preventDefault())
dialog.querySelector('[data-close]').addEventListener('click', () => dialog.close())
for (const button of form.querySelectorAll('[data-take]')) {
  // The page has these files.
  button.addEventListener('click', () => document.querySelector(`main [data-file=${button.dataset.take}]`).click())
}
dialog.addEventListener('close', () => {
  sight.disconnect()
  heights.clear()
  for (const preview of previews) preview.removeAttribute('src')
})
