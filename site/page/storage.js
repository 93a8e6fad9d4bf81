// What is remembered in the reader's browser.

// Storage may be forbidden, as in some frames; then things last as long as the page.
// What an embed shows is its article's matter, so it recalls nothing.
const memory = new Map()
// recall returns what was remembered under a key, or null.
export function recall(key) {
  try {
    return memory.get(key) ?? (IS_EMBED ? null : localStorage.getItem(`runway.${key}`))
  } catch {
    return null
  }
}
// remember keeps a text under a key, and reports whether it will outlive the page.
export function remember(key, text) {
  try {
    localStorage.setItem(`runway.${key}`, text)
    memory.delete(key)
  } catch {
    memory.set(key, text)
  }
  return !memory.has(key)
}

