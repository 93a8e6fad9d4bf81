// patch brings an element to what a node says: [tag, {attribute: value}, child, …],
// a child being a node or a text. It changes only what differs, so that selection
// and open details stay. Children that say which line they are (data-line) keep
// their element wherever they move; the others are known by their tag and the first
// word of their class, and what stands before the next of a kind goes. The fields
// for which `typing`, if given, says that it contains them keep their text, and
// sliders their scale.
const ofScript = ['pointer', 'keep-name'] // fields whose value the reader alone changes
const scale = ['min', 'max', 'step']
const kindOf = (tag, name, line) => `${tag} ${name?.split(' ')[0] ?? ''} ${line ?? ''}`
const kindOfElement = element => element.nodeType === Node.ELEMENT_NODE && kindOf(element.localName, element.getAttribute('class'), element.dataset?.line)

export function patch(element, [, attributes, ...children], typing) {
  const isTyping = typing?.contains(element)
  for (const { name } of [...element.attributes]) {
    if (!(name in attributes) && name !== 'open') element.removeAttribute(name)
  }
  for (const name in attributes) {
    if (isTyping && element.type === 'range' && scale.includes(name)) continue
    if (element.getAttribute(name) !== attributes[name]) element.setAttribute(name, attributes[name])
  }
  if (element.localName === 'select' && isTyping) return
  const lines = new Map([...element.children].filter(child => child.dataset?.line).map(child => [child.dataset.line, child]))
  let at = element.firstChild
  for (const child of children) {
    if (typeof child === 'string') {
      if (at?.nodeType === Node.TEXT_NODE) {
        if (at.data !== child) at.data = child
      } else {
        at = element.insertBefore(document.createTextNode(child), at)
      }
    } else {
      at = place(element, at, child, lines)
      patch(at, child, typing)
    }
    at = at.nextSibling
  }
  while (at) {
    const next = at.nextSibling
    at.remove()
    at = next
  }
  // What a reader has typed or chosen no longer follows the attributes.
  if (isTyping) return
  if (element.localName === 'input' && !ofScript.includes(element.id) && element.value !== attributes.value) element.value = attributes.value
  if (element.localName === 'select') {
    const chosen = children.findIndex(([, { selected }]) => selected !== undefined)
    if (element.selectedIndex !== chosen) element.selectedIndex = chosen
  }
}

// place finds the child's element, from `at` on, or makes one there.
function place(element, at, [tag, { 'class': name, 'data-line': line }], lines) {
  const kind = kindOf(tag, name, line)
  if (at && kindOfElement(at) === kind) return at
  const known = line && lines.get(line)
  if (known?.localName === tag) return element.insertBefore(known, at)
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
