// patch brings an element to what a node says: [tag, {attribute: value}, child, …],
// a child being a node or a text. It changes only what differs, so that selection
// and open details stay. Children that say which line they are (data-line) keep
// their element wherever they move. The fields inside `typing`, if given, keep
// their text.
export function patch(element, [, attributes, ...children], typing) {
  for (const { name } of [...element.attributes]) {
    if (!(name in attributes) && name !== 'open') element.removeAttribute(name)
  }
  for (const name in attributes) {
    if (element.getAttribute(name) !== attributes[name]) element.setAttribute(name, attributes[name])
  }
  if (element.localName === 'select' && typing?.contains(element)) return
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
      const [tag, { 'data-line': line }] = child
      const known = line && lines.get(line)
      if (known && known !== at) {
        element.insertBefore(known, at)
        at = known
      } else if (at?.localName !== tag || (at.dataset?.line ?? '') !== (line ?? '')) {
        const space = tag === 'svg' ? 'http://www.w3.org/2000/svg' : element.namespaceURI
        at = element.insertBefore(document.createElementNS(space, tag), at)
      }
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
  if (typing?.contains(element)) return
  if (element.localName === 'input' && element.id !== 'pointer' && element.value !== attributes.value) element.value = attributes.value
  if (element.localName === 'select') {
    const chosen = children.findIndex(([, { selected }]) => selected !== undefined)
    if (element.selectedIndex !== chosen) element.selectedIndex = chosen
  }
}
