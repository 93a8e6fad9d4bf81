// Brings the page to the calculator's markup by the smallest change, so that selection, focus
// and open details stay.
//
// For each element, from the page's main element on:
//  - if its markup is what it was, nothing is done;
//  - a part that comes later (data-later) is compared with what it was brought to itself, and one
//    that is left out (data-stale) keeps what it shows, marked as older;
//  - its attributes are set where its tag differs from what it was;
//  - its children are walked in order. A child of a line (data-line, see marks.go) keeps
//    its element wherever it moves; the others are known by their tag, the first word of their
//    class and the name of a part. Elements before the next of a kind go, missing ones are made;
//  - what is left behind the last child goes.
//
// Translators wrap texts in elements of their own, write others in place, and move words from
// one to the next. So an element that needs a change, and whose children are not what was
// written into it, has everything inside it written again.
//
// The fields of figures that are typed in keep their text, and sliders their scale.
//
// It is written by hand because the kept libraries compare the DOM and not two texts: in
// Chromium, medians of three alternating runs of 150 events, it took 1.2 to 4.3 ms and
// morphdom 11.7 to 21.9, which also is 1.2 KB (gzip) larger.
import { root } from './elements.js'
import { attributesOf, markOf, read } from './markup.js'

/**
 * @import { Element as Markup } from './markup.js'
 */

/**
 * A figure, or a field outside of one, that the reader is using.
 * @typedef {object} Field
 * @property {Element} figure
 * @property {Element} [written] the field in it, if any, that the page has written in it
 */

const scale = ['min', 'max', 'step']

/** @type {WeakMap<HTMLElement, Markup>} */
const shown = new WeakMap() // what the main element and later parts were brought to last
/** @type {Set<HTMLElement>} */
export const late = new Set() // parts that the last answer has left out, or not finished
let { mark } = root.dataset // of the markup that the page came with, until then
/** @type {Field[]} */
let used = [] // what the reader is using
let lagging = [] // figures in use now or the last time: their fields may differ from the markup

const isUsed = element => used.some(({ figure, written }) => element !== written && figure.contains(element))
const lags = element => lagging.some(figure => figure.contains(element))
const holdsLagging = element => lagging.some(figure => element.contains(figure))

/**
 * morph brings an element to a markup.
 * @param {HTMLElement} element
 * @param {string} html
 * @param {Field[]} typing what the reader is using
 */
export function morph(element, html, typing) {
  const markup = read(html)
  if (tagOf(markup) !== element.localName) throw new TypeError('the markup is of another')
  lagging = [...typing, ...used].map(({ figure }) => figure)
  used = typing
  const previous = shown.get(element) ?? (markOf(html) === mark ? markup : undefined)
  shown.delete(element) // until it is there
  mark = undefined
  morphElement(element, markup, previous)
  shown.set(element, markup)
  for (const part of late) if (!part.isConnected) late.delete(part)
  resetFields(element)
}

// resetFields has fields show what the markup says. What a reader has typed or chosen no longer
// follows the attributes.
function resetFields(element) {
  const stale = [...late].filter(part => 'stale' in part.dataset)
  for (const field of element.querySelectorAll('input, select')) {
    if (isUsed(field) || stale.some(part => part.contains(field))) continue
    if (field.localName === 'select') {
      const chosen = [...field.options].findIndex(option => option.defaultSelected)
      if (field.selectedIndex !== chosen) field.selectedIndex = chosen
    } else if (!('own' in field.dataset) && field.value !== field.defaultValue) {
      field.value = field.defaultValue
    }
  }
}

// morphElement brings an element to its markup, of which it had the previous one.
function morphElement(element, markup, previous) {
  if (markup.isLater) {
    previous = shown.get(element) ?? previous
    shown.set(element, markup.isStale ? previous : markup)
    element.toggleAttribute('data-stale', markup.isStale)
    late[markup.isLate ? 'add' : 'delete'](element)
    if (markup.isStale) {
      if (!previous) setAttributes(element, attributesOf(markup)) // it is new, and has no name yet
      return
    }
  }
  if (previous?.html === markup.html && !markup.hasLater && !lags(element) && !holdsLagging(element)) return
  if (previous?.head !== markup.head || lags(element)) setAttributes(element, attributesOf(markup))
  if (element.localName !== 'select' || !isUsed(element)) morphChildren(element, markup.children, previous?.children)
}

function setAttributes(element, attributes) {
  for (const { name } of [...element.attributes]) {
    if (!attributes.has(name) && name !== 'open') element.removeAttribute(name)
  }
  for (const [name, value] of attributes) {
    if (element.type === 'range' && scale.includes(name) && isUsed(element)) continue
    if (element.getAttribute(name) !== value) element.setAttribute(name, value)
  }
}

function morphChildren(element, children, previous) {
  const known = new Map()
  if (holds(element, previous)) element.childNodes.forEach((child, i) => known.set(child, previous[i]))
  let child = element.firstChild
  for (const markup of children) {
    if (typeof markup !== 'string') {
      if (!child || known.get(child)?.head !== markup.head) child = findOrCreate(element, child, markup)
      morphElement(child, markup, known.get(child))
    } else if (child?.nodeType !== Node.TEXT_NODE) {
      child = element.insertBefore(document.createTextNode(markup), child)
    } else if (child.data !== markup) {
      child.data = markup
    }
    child = child.nextSibling
  }
  while (child) {
    const next = child.nextSibling
    child.remove()
    child = next
  }
}

// tagOf returns the tag of a node of the markup.
const tagOf = ({ head }) => head.split(' ', 1)[0]

// holds reports whether the children of an element are still those of a markup.
const holds = (element, children) => children?.length === element.childNodes.length &&
  children.every((child, i) => {
    const { data, localName } = element.childNodes[i]
    return typeof child === 'string' ? data === child : localName === tagOf(child)
  })

const kindOf = (tag, name, line, later) => `${tag} ${name?.split(' ')[0] ?? ''} ${line ?? later ?? ''}`
const kindOfElement = element => element.nodeType === Node.ELEMENT_NODE && kindOf(element.localName, element.getAttribute('class'), element.getAttribute('data-line'), element.getAttribute('data-later'))

// findOrCreate returns a parent's child for an element's markup, and puts it in the place of
// the child that stands there now.
function findOrCreate(parent, child, markup) {
  const tag = tagOf(markup), attributes = attributesOf(markup), line = attributes.get('data-line')
  const kind = kindOf(tag, attributes.get('class'), line, attributes.get('data-later'))
  if (child && kindOfElement(child) === kind) return child
  const moved = line && [...parent.children].find(other => other.localName === tag && other.getAttribute('data-line') === line)
  if (moved) return parent.insertBefore(moved, child)
  let found = child
  while (found && kindOfElement(found) !== kind) found = found.nextSibling
  if (!found) {
    const space = tag === 'svg' ? 'http://www.w3.org/2000/svg' : parent.namespaceURI
    return parent.insertBefore(document.createElementNS(space, tag), child)
  }
  while (child !== found) {
    const next = child.nextSibling
    // A line that comes later keeps its element.
    if (!child.dataset?.line) child.remove()
    else if (next) parent.append(child)
    child = next
  }
  return found
}
