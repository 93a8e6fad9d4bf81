// patch brings an element to what the calculator's markup says. It changes only what
// differs from what was there last, so that selection and open details stay, and
// what is as it was costs nothing. Children that say which line they are (data-line)
// keep their element wherever they move; the others are known by their tag and the
// first word of their class, and what stands before the next of a kind goes. The
// fields of the figures that are `typing` keep their text, and sliders their scale.
const ofScript = ['pointer', 'keep-name'] // fields whose value the reader alone changes
const scale = ['min', 'max', 'step']

let shown // the markup that was brought to the page last
let { mark } = document.documentElement.dataset // of the markup that the page came with, until then
let typed = [] // the figures that were being typed in then: their fields may lag behind

export function patch(element, html, typing) {
  const root = read(html)
  const isTyped = other => typing.some(({ figure, written }) => other !== written && figure.contains(other))
  const now = typing.map(({ figure }) => figure)
  const figures = [...now, ...typed]
  const lags = other => figures.some(figure => figure.contains(other))
  const isNear = other => figures.some(figure => figure.contains(other) || other.contains(figure))
  const before = shown ?? (markOf(html) === mark ? root : undefined)
  shown = mark = undefined // until it is there
  bring(element, root, before)
  shown = root
  typed = now
  // What a reader has typed or chosen no longer follows the attributes.
  for (const field of element.querySelectorAll('input, select')) {
    if (isTyped(field)) continue
    if (field.localName === 'select') {
      const chosen = [...field.options].findIndex(option => option.defaultSelected)
      if (field.selectedIndex !== chosen) field.selectedIndex = chosen
    } else if (!ofScript.includes(field.id) && field.value !== field.defaultValue) {
      field.value = field.getAttribute('value')
    }
  }

  function bring(element, node, before) {
    if (before?.html === node.html && !isNear(element)) return
    if (before?.head !== node.head || lags(element)) {
      const attributes = attributesOf(node)
      for (const { name } of [...element.attributes]) {
        if (!attributes.has(name) && name !== 'open') element.removeAttribute(name)
      }
      for (const [name, value] of attributes) {
        if (element.type === 'range' && scale.includes(name) && isTyped(element)) continue
        if (element.getAttribute(name) !== value) element.setAttribute(name, value)
      }
    }
    if (element.localName === 'select' && isTyped(element)) return
    // An extension may have put something in between: then places say nothing.
    const were = new Map()
    if (before?.children.length === element.childNodes.length) element.childNodes.forEach((child, i) => were.set(child, before.children[i]))
    let at = element.firstChild
    for (const child of node.children) {
      if (typeof child === 'string') {
        if (at?.nodeType === Node.TEXT_NODE) {
          if (at.data !== child) at.data = child
        } else {
          at = element.insertBefore(document.createTextNode(child), at)
        }
      } else {
        if (!at || were.get(at)?.head !== child.head) at = place(element, at, child)
        bring(at, child, were.get(at))
      }
      at = at.nextSibling
    }
    while (at) {
      const next = at.nextSibling
      at.remove()
      at = next
    }
  }
}

// markOf tells markup from other markup. A page says its own: Mark in page.go.
function markOf(html) {
  let mark = 0
  for (let i = 0; i < html.length; i++) mark = Math.imul(mark, 31) + html.charCodeAt(i) | 0
  return String(mark)
}

const kindOf = (tag, name, line) => `${tag} ${name?.split(' ')[0] ?? ''} ${line ?? ''}`
const kindOfElement = element => element.nodeType === Node.ELEMENT_NODE && kindOf(element.localName, element.getAttribute('class'), element.getAttribute('data-line'))

// place finds the child's element, from `at` on, or makes one there.
function place(element, at, child) {
  const tag = child.head.split(' ', 1)[0], attributes = attributesOf(child), line = attributes.get('data-line')
  const kind = kindOf(tag, attributes.get('class'), line)
  if (at && kindOfElement(at) === kind) return at
  const known = line && [...element.children].find(other => other.localName === tag && other.getAttribute('data-line') === line)
  if (known) return element.insertBefore(known, at)
  let found = at
  while (found && kindOfElement(found) !== kind) found = found.nextSibling
  if (!found) {
    const space = tag === 'svg' ? 'http://www.w3.org/2000/svg' : element.namespaceURI
    return element.insertBefore(document.createElementNS(space, tag), at)
  }
  while (at !== found) {
    const next = at.nextSibling
    // A line that comes later keeps its element.
    if (!at.dataset?.line) at.remove()
    else if (at.nextSibling) element.append(at)
    at = next
  }
  return found
}

// read reads markup in which every element is closed, every attribute quoted and
// every text escaped. A node is a text, or an element as { head, html, children }:
// its tag and attributes, the whole of it, and what is inside.
function read(html) {
  const around = []
  let node = { children: [] }
  for (let at = 0; at < html.length;) {
    const start = html.indexOf('<', at)
    if (start > at) node.children.push(plain(html.slice(at, start)))
    const end = html.indexOf('>', start)
    at = end + 1
    if (html[start + 1] === '/') {
      node.html = html.slice(node.start, at)
      node = around.pop()
      continue
    }
    const child = { head: html.slice(start + 1, end), start, children: [] }
    node.children.push(child)
    if (child.head.startsWith('input ')) {
      child.html = child.head
    } else {
      around.push(node)
      node = child
    }
  }
  return node.children[0]
}

const attributesOf = ({ head }) => new Map([...head.matchAll(/ ([\w-]+)(?:="([^"]*)")?/g)].map(([, name, value = '']) => [name, plain(value)]))

const signs = { lt: '<', gt: '>', quot: '"', amp: '&' }
const plain = text => text.includes('&') ? text.replace(/&(\w+);/g, (_, name) => signs[name]) : text
