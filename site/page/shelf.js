// The scenarios that the reader keeps.
import { root } from './elements.js'
import { recall, remember } from './storage.js'

/** @import { Kept } from './protocol' */

const limit = 50 // scenarios
/** @type {Kept[]} */
let kept = []
function readShelf() {
  try {
    kept = JSON.parse(recall('kept') ?? '[]').filter(one => typeof one?.name === 'string' && typeof one.link === 'string')
      .map(one => ({ name: printable(one.name), link: one.link.toWellFormed(), compared: Boolean(one.compared) })).filter(({ name }) => name)
  } catch {
    kept = []
  }
}

// printable is a name without what cannot be shown, as calc.Printable has it, and no longer
// than a name can be typed. One of which nothing can be seen is none.
function printable(name) {
  const text = name.slice(0, 200).toWellFormed().replace(/[\p{Cc}\p{NChar}\u2028-\u202e\u2066-\u2069\ufffd]/gu, '').replace(/(\p{M}{5})\p{M}+/gu, '$1').trim()
  return /[^\p{Z}\p{DI}\p{M}\u2800]/u.test(text) ? text : ''
}

// shelf returns what is kept, as the calculator takes it.
export const shelf = () => kept

const isTaken = (name, link) => kept.some(other => other.name === name && other.link !== link)

// keepers change the shelf. What they return says why they have not.
const keepers = {
  add: (name, link) => isTaken(name, link) ? 'taken' : keepers.replace(name, link),
  replace: (name, link) => {
    const others = kept.filter(other => other.name !== name)
    if (others.length >= limit) return 'full'
    kept = [...others, { name, link }]
    keepers.compare(name) // where it has room
  },
  // One that is brought in takes no other's place.
  both: (name, link) => {
    let free = name
    for (let n = 2; isTaken(free, link); n++) free = `${name} ${n}`
    return keepers.replace(free, link)
  },
  compare: name => kept.filter(one => one.compared)[2] ? 'most' : kept.forEach(one => one.compared ||= one.name === name),
  apart: name => kept.forEach(one => one.compared &&= one.name !== name),
  remove: name => {
    kept = kept.filter(other => other.name !== name)
  },
}

// keep makes a change of the shelf and remembers it. It returns, and shows, why it has not: the
// shelf is full, the name is taken, or as many as can be are compared.
export function keep(kind, name, link) {
  readShelf() // another tab may have changed it
  name = printable(name)
  const refusal = name && keepers[kind](name, link)
  root.dataset.shelf = refusal || ''
  root.toggleAttribute('data-unkept', !remember('kept', JSON.stringify(kept)))
  return refusal
}

// links are the kept scenarios as lines.
export const links = () => linesOf(kept)

// linesOf returns scenarios as lines of a name and an address.
export const linesOf = scenarios => scenarios.map(({ name, link }) => `${name} ${location.href.split('#')[0]}#${link.split('\n')[0]}`).join('\n')

readShelf()
