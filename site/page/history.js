// The reader's changes as steps from draft to draft, which can be undone and redone. Another
// link starts a new list: Back leads to the link before it, with what was changed there.
// What is typed in one figure is one step, and so is a drag, or a figure stepped by keys.

/** @typedef {'back' | 'forth'} Way */

const limit = 100 // steps
let past = [] // [{ before, after, keys, isInline, isName, run }, …]: drafts, and the key of what changed in each
let future = []
let turn = 0 // between two pauses
let text // what is being typed: { field, first, last, undone }

/**
 * runOf returns what is the same for changes that are one step.
 * @param {string | undefined} act
 * @param {string} key
 * @param {boolean} [ofMonth]
 */
export const runOf = (act, key, ofMonth) => act && ['set', 'step', 'drag'].includes(act) ? `${turn} ${act} ${key} ${ofMonth}` : undefined

// pause ends a step: the same change, made again, is another one.
export function pause() {
  turn++
  text = undefined
}

/**
 * note takes down a change that was made. isAgain is true for one made in place of the last.
 * @param {{ before: string, after: string, keys: string[], run?: string, isInline: boolean, isName: boolean }} step
 * @param {boolean} isAgain
 */
export function note(step, isAgain) {
  const last = past.at(-1)
  if (last && (isAgain || step.run && step.run === last.run)) step = { ...step, before: past.pop().before }
  else if (step.before === step.after) return
  future = []
  if (step.before !== step.after) past = [...past, step].slice(-limit)
}

// forget starts a new list.
export function forget() {
  past = []
  future = []
}

/**
 * nextStep returns the next step of a way, back or forth, and the draft that it leads to.
 * @param {Way} way
 */
export function nextStep(way) {
  const step = (way === 'back' ? past : future).at(-1)
  return step && { ...step, draft: way === 'back' ? step.before : step.after }
}

// go takes the next step of a way.
export function go(way) {
  const [from, to] = way === 'back' ? [past, future] : [future, past]
  to.push({ ...from.pop(), run: undefined })
}

// wayOf returns the way that a key asks for: back with Ctrl or Cmd and Z, forth with Shift too,
// or with Ctrl and Y. Where letters are not Latin, the place of the key counts.
export function wayOf(event) {
  if (event.altKey || event.isComposing || event.ctrlKey === event.metaKey) return
  const letter = /^[a-z]$/i.test(event.key) ? event.key.toUpperCase() : event.code.replace('Key', '')
  if (letter === 'Z' ? isOfField(event.target, event.shiftKey) : letter !== 'Y' || event.metaKey || event.shiftKey || isOfField(event.target, true)) return
  return letter === 'Y' || event.shiftKey ? 'forth' : 'back'
}

// isOfField reports whether the key is for the text of the field in which it is pressed:
// while that differs from what it was before it was typed in, or the browser has undone some
// of it. A field that is no figure's keeps the key.
function isOfField(field, isForth) {
  if (!field.matches('input:not([type=range]), textarea')) return false
  if (!field.matches('.figure input, [data-rename]')) return true
  if (text?.field !== field || text.last !== field.value) return false
  return isForth ? text.undone > 0 : text.last !== text.first
}

// onTyping follows what is typed in a field, and how much of it the browser has undone.
function onTyping(event) {
  const { type, target: field, inputType } = event
  if (type === 'beforeinput') {
    if (text?.field !== field || text.last !== field.value) text = { field, first: field.value, undone: 0 }
  } else if (text?.field === field) {
    text.last = field.value
    text.undone = { historyUndo: text.undone + 1, historyRedo: text.undone - 1 }[inputType] ?? 0
  }
}
for (const type of ['beforeinput', 'input']) addEventListener(type, onTyping)
