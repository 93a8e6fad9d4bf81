// Brings the page to the calculator's markup by the smallest change, so that selection, focus
// and open details stay.
//
// For each element, from the page's main element on:
//  - if its markup is what it was, nothing is done;
//  - its attributes are set where its tag differs from what it was;
//  - its children are walked in order. A child that says which line it is (data-line) keeps
//    its element wherever it moves; the others are known by their tag and the first word of
//    their class. Elements before the next of a kind go, missing ones are made;
//  - what is left behind the last child goes.
//
// The fields of figures that are typed in keep their text, and sliders their scale.
//
// It is written by hand because the kept libraries compare the DOM and not two texts: in
// Chromium, medians of three alternating runs of 150 events, it took 1.2 to 4.3 ms and
// morphdom 11.7 to 21.9, which also is 1.2 KB (gzip) larger.
import { attributesOf, markOf, read } from './markup.js'

/**
 * A figure, or a field outside of one, that the reader is using.
 * @typedef {object} Field
 * @property {Element} figure
 * @property {Element} [written] the field in it, if any, that the page has written in it
 */

const scale = ['min', 'max', 'step']

let shown // the markup that was brought to the page last
let { mark } = document.documentElement.dataset // of the markup that the page came with, until then
let typed = [] // the figures that were being typed in then: their fields may lag behind

/**
 * morph brings an element to a markup.
 * @param {HTMLElement} element
 * @param {string} html
 * @param {Field[]} typing what the reader is using
 */
export function morph(element, html, typing) {
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
    if (field instanceof HTMLSelectElement) {
      const chosen = [...field.options].findIndex(option => option.defaultSelected)
      if (field.selectedIndex !== chosen) field.selectedIndex = chosen
    } else if (!('own' in field.dataset) && field.value !== field.defaultValue) {
      field.value = field.defaultValue
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
