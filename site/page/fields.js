// The fields of a figure: what an edit takes of them, and the keys, drags and fingers that
// move it.
import { root } from './elements.js'
import { language } from './theme.js'

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

// offerCurrencies fills the list of currencies as a reader comes to their field: their codes and,
// in the page's language, the names that the browser knows.
export function offerCurrencies({ target }) {
  const { list } = target
  if (!list?.matches('#currencies') || list.options.length) return
  const names = new Intl.DisplayNames([language()], { type: 'currency' })
  for (const code of Intl.supportedValuesOf?.('currency') ?? []) list.append(new Option(names.of(code), code))
}

// stepsOf returns the steps that a key asks for: ten with the keys for pages, or with Shift.
const steps = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 }
export function stepsOf(event) {
  const isPlain = !event.altKey && !event.ctrlKey && !event.metaKey && !event.isComposing
  return isPlain && event.target.matches('[data-steps] input:not([type=range])') ? (steps[event.key] ?? 0) * (event.shiftKey ? 10 : 1) : 0
}

// isMonthField reports whether a field is that of a payment's month.
export const isMonthField = field => field.dataset.part === 'month'

const slack = 8 // pixels that a finger may move before it goes somewhere

// onDrags has figures in sentences dragged sideways, a step each few pixels, always from
// where the figure was when the drag began. A press that does not move is a click. A finger
// that goes up or down scrolls.
export function onDrags(main, isReady, move) {
  let drag
  const carryOut = () => {
    drag.frame = undefined
    move(drag)
  }
  const release = event => {
    if (drag?.pointer !== event.pointerId) return
    if (event.type === 'pointercancel' && drag.moved) {
      drag.steps = 0
      drag.frame ??= requestAnimationFrame(carryOut)
    }
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
    drag = { field, pointer: event.pointerId, x: event.clientX, y: event.clientY, steps: 0 }
  })
  main.addEventListener('pointermove', event => {
    if (drag?.pointer !== event.pointerId) return
    if (!event.buttons) return release(event)
    if (event.pointerType === 'touch' && !drag.moved) {
      const aside = Math.abs(event.clientX - drag.x), along = Math.abs(event.clientY - drag.y)
      if (along > slack && along > aside) drag = undefined
      if (!drag || aside < slack) return
    }
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

// onSwipes has sliders follow a finger that goes sideways, by as far as it goes. Browsers
// move a slider to where it is touched, at once, even as a swipe begins that is to scroll; so
// what they make of a finger is undone, and what is made of it here is told in their place.
export function onSwipes(main) {
  let touch // the slider under the finger, and what it is to say
  const move = (type, value) => {
    touch.slider.value = value
    touch.value = touch.slider.value // as the slider rounds it
    touch.slider.dispatchEvent(new Event(type, { bubbles: true }))
  }
  main.addEventListener('pointerdown', ({ target: slider, pointerType, isPrimary, clientX: x, clientY: y }) => {
    if (!isPrimary) return
    touch = pointerType === 'touch' && slider.matches('.sliders input') ? { slider, x, y, start: slider.value, value: slider.value, scale: slider.max - slider.min } : undefined
  })
  main.addEventListener('pointermove', ({ isPrimary, clientX, clientY }) => {
    if (!isPrimary || !touch || touch.isOver) return
    const right = clientX - touch.x
    if (!touch.isMoving) {
      const aside = Math.abs(right), along = Math.abs(clientY - touch.y)
      if (Math.max(aside, along) < slack) return
      touch.isMoving = aside > along
      touch.isOver = !touch.isMoving
      touch.x = clientX
      return
    }
    const thumb = 16 // about as wide as all browsers draw it
    const way = right / (touch.slider.clientWidth - thumb) * touch.scale
    move('input', Number(touch.start) + (getComputedStyle(root).direction === 'rtl' ? -way : way))
  })
  const onEnd = event => {
    const { type, isPrimary } = event
    if (!isPrimary || !touch || touch.isOver) return
    touch.isOver = true
    if (touch.isMoving) move('change', type === 'pointerup' ? touch.value : touch.start)
  }
  for (const type of ['pointerup', 'pointercancel']) addEventListener(type, onEnd)
  // A browser has its say until a while after the finger has gone.
  for (const type of ['touchend', 'touchcancel']) {
    addEventListener(type, () => {
      const last = touch
      setTimeout(() => touch === last && (touch = undefined), 500)
    })
  }
  for (const type of ['input', 'change']) {
    main.addEventListener(type, event => {
      if (!event.isTrusted || event.target !== touch?.slider) return
      touch.slider.value = touch.value
      event.stopImmediatePropagation()
    })
  }
}
