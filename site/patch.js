// patch brings an element to what a node says: [tag, {attribute: value}, child, …],
// a child being a node or a text. It changes only what differs, so that focus,
// selection and open details stay. The field `typing`, if given, keeps its text.
export function patch(element, [, attributes, ...children], typing) {
  for (const { name } of [...element.attributes]) {
    if (!(name in attributes) && name !== 'open') element.removeAttribute(name)
  }
  for (const name in attributes) {
    if (element.getAttribute(name) !== attributes[name]) element.setAttribute(name, attributes[name])
  }
  let at = element.firstChild
  for (const child of children) {
    if (typeof child === 'string') {
      if (at?.nodeType === Node.TEXT_NODE) {
        if (at.data !== child) at.data = child
      } else {
        at = element.insertBefore(document.createTextNode(child), at)
      }
    } else {
      if (at?.localName !== child[0]) {
        const space = child[0] === 'svg' ? 'http://www.w3.org/2000/svg' : element.namespaceURI
        const made = document.createElementNS(space, child[0])
        if (at) at.replaceWith(made)
        else element.append(made)
        at = made
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
  if (element.localName === 'input' && element !== typing && element.value !== attributes.value) element.value = attributes.value
  if (element.localName === 'select') {
    const chosen = children.findIndex(([, { selected }]) => selected !== undefined)
    if (element !== typing && element.selectedIndex !== chosen) element.selectedIndex = chosen
  }
}
