// The fields of a figure: what an edit takes of them, and the keys and drags that step it.
import { root } from './elements.js'

/** @import { Edit } from './protocol' */

/**
 * valuesOf returns what the fields of a figure hold, by the part of the figure that each
 * one gives.
 * @param {HTMLElement} figure
 * @returns {Partial<Edit>}
 */
export function valuesOf(figure) {
  const values = { required: 'required' in figure.dataset }
  for (const field of figure.querySelectorAll('input:not([type=range]), select')) values[field.dataset.part ?? 'text'] = field.value.trim()
  return values
}

// sliderValuesOf returns what a figure's sliders say, where one of them moves. Of two, the one that
// moves pushes the other.
export function sliderValuesOf(figure, slider) {
  // Browsers round to the step, so a slider that has not moved says what it was set to.
  const ends = [...figure.querySelectorAll('[type=range]')].map(one => one === slider ? one.value : one.getAttribute('value'))
  if (Number(ends[0]) > Number(ends[1])) ends.fill(slider.value)
  const [text, high = ''] = ends
  return { ...valuesOf(figure), text, high }
}

// stepsOf returns the steps that a key asks for: ten with the keys for pages, or with Shift.
const steps = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 }
export function stepsOf(event) {
  const isPlain = !event.altKey && !event.ctrlKey && !event.metaKey && !event.isComposing
  return isPlain && event.target.matches('[data-steps] input:not([type=range])') ? (steps[event.key] ?? 0) * (event.shiftKey ? 10 : 1) : 0
}

// isMonthField reports whether a field is that of a payment's month.
export const isMonthField = field => field.dataset.part === 'month'

// onDrags has figures in sentences dragged sideways, a step each few pixels, always from
// where the figure was when the drag began. A press that does not move is a click.
export function onDrags(main, isReady, move) {
  let drag
  const carryOut = () => {
    drag.frame = undefined
    move(drag)
  }
  const release = event => {
    if (drag?.pointer !== event.pointerId) return
    if (drag.frame) {
      cancelAnimationFrame(drag.frame)
      carryOut()
    }
    if (!drag.moved && event.type === 'pointerup') {
      drag.field.focus()
      drag.field.select()
    }
    root.toggleAttribute('data-dragging', false)
    drag = undefined
  }
  main.addEventListener('pointerdown', event => {
    const field = event.target
    if (!isReady() || event.button !== 0 || field === document.activeElement || !field.matches?.('.inline input')) return
    drag = { field, pointer: event.pointerId, x: event.clientX, steps: 0 }
  })
  main.addEventListener('pointermove', event => {
    if (drag?.pointer !== event.pointerId) return
    if (!event.buttons) return release(event)
    const right = (event.clientX - drag.x) / 6
    const steps = Math.trunc(getComputedStyle(root).direction === 'rtl' ? -right : right)
    if (steps === drag.steps) return
    if (!drag.moved) {
      drag.moved = true
      drag.field.setPointerCapture(event.pointerId)
      root.toggleAttribute('data-dragging', true)
    }
    drag.steps = steps
    drag.frame ??= requestAnimationFrame(carryOut)
  })
  for (const type of ['pointerup', 'pointercancel']) addEventListener(type, release)
  addEventListener('blur', () => drag && release({ pointerId: drag.pointer }))
  // A press must neither focus nor select before it is known to be no drag.
  main.addEventListener('mousedown', event => drag && event.preventDefault())
}
