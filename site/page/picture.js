// A month's values at the picture.
import { main } from './elements.js'

// point shows what is left at the end of a month, at its line, once it is known.
let pointed
function point(month) {
  const slider = document.getElementById('pointer')
  const cursor = main.querySelector('.cursor')
  const text = slider.dataset.months?.split('|')[month]
  cursor.hidden = !!slider.closest('[data-stale]')
  pointed = text && month
  if (!text || cursor.hidden) return
  cursor.children[0].textContent = text
  cursor.style.setProperty('--at', `${(month + 1) / (Number(slider.max) + 1) * 100}%`)
  slider.value = month
  slider.setAttribute('aria-valuetext', text)
}

// pointAgain brings the values at the picture to new figures.
export function pointAgain() {
  if (pointed !== undefined) point(pointed)
}

// onPointer points at the month under a mouse, pen or finger.
function onPointer(event) {
  if (!event.target.closest?.('.picture')) return
  const { left, width } = main.querySelector('.cursor').getBoundingClientRect()
  const months = Number(document.getElementById('pointer').max) + 1
  point(Math.max(0, Math.min(months - 1, Math.ceil((event.clientX - left) / width * months) - 1)))
}

main.addEventListener('input', ({ target }) => {
  const slider = document.getElementById('pointer')
  if (target === slider) point(Number(slider.value))
})
for (const type of ['pointermove', 'pointerdown']) main.addEventListener(type, onPointer)
