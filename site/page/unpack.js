// Unpacks the compiled calculator as it arrives: see slim/pack.go. It is packed by LZMA, a third
// smaller than by gzip, for which browsers have a decoder. Libraries that decode LZMA wait for the
// whole file.

// Where the models of each kind of bit begin: see lzma-specification.txt of the LZMA SDK. The
// settings are those of lzma.NewWriter: lc 3, lp 0, pb 2.
const isRep = 192
const isRep0 = 204
const isRep1 = 216
const isRep2 = 228
const isLongRep0 = 240
const slots = 432
const distances = 687
const lowDistances = 802
const lengths = 818
const repLengths = 1332
const literals = 1846

const headerSize = 4 + 13 + 5 // the checksum, LZMA's own header, and what its decoder begins with
const longestSymbol = 32 // in bytes, and more
const largest = 1 << 24 // bytes of a program
const lastPlace = 1 << 30

/**
 * unpacker returns a function that takes the next part of a packed program, and nothing once there
 * is no more, and returns what of the program is complete by then; and one that tells at the end
 * whether the program is what was packed.
 */
export function unpacker() {
  const models = new Uint16Array(literals + 8 * 0x300).fill(1024)
  let input = new Uint8Array
  let next = 0 // byte of the input
  let range = 0xffffffff
  let code
  let state = 0
  let [rep0, rep1, rep2, rep3] = [0, 0, 0, 0]
  let output // where places are joined
  let size = 0 // of the output
  let restored = 0 // of the output
  let place = 0x10000000
  let wanted
  let sum = 0x811c9dc5
  let isWhole = false

  function renew() {
    if (range >= 0x1000000) return
    range = range << 8 >>> 0
    code = (code << 8 | input[next++]) >>> 0
  }

  function bit(model) {
    const odds = models[model]
    const bound = (range >>> 11) * odds
    const isSet = code >= bound
    if (isSet) {
      range -= bound
      code -= bound
      models[model] -= odds >> 5
    } else {
      range = bound
      models[model] += 2048 - odds >> 5
    }
    renew()
    return +isSet
  }

  function bits(model, count) {
    let path = 1
    for (let i = 0; i < count; i++) path = path << 1 | bit(model + path)
    return path - (1 << count)
  }

  function lowBitsFirst(model, count) {
    let path = 1
    let value = 0
    for (let i = 0; i < count; i++) {
      const one = bit(model + path)
      path = path << 1 | one
      value |= one << i
    }
    return value
  }

  function copyLength(model, phase) {
    if (!bit(model)) return 2 + bits(model + 2 + (phase << 3), 3)
    if (!bit(model + 1)) return 10 + bits(model + 130 + (phase << 3), 3)
    return 18 + bits(model + 258, 8)
  }

  function literal() {
    const model = literals + 0x300 * (size && output[size - 1] >> 5)
    let path = 1
    if (state > 6) { // behind a copy, the byte that it would go on with hints at this one
      const hint = output[size - rep0 - 1] | 0x100
      for (let i = 7; i >= 0 && path === hint >> i + 1; i--) path = path << 1 | bit(model + (1 + (hint >> i & 1) << 8) + path)
    }
    while (path < 0x100) path = path << 1 | bit(model + path)
    output[size++] = path
    state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6
  }

  function distance(length) {
    const slot = bits(slots + (Math.min(length - 2, 3) << 6), 6)
    if (slot < 4) return slot
    const count = (slot >> 1) - 1
    const base = (2 | slot & 1) << count
    if (slot < 14) return base + lowBitsFirst(distances + base - slot, count)
    let high = 0
    for (let i = 4; i < count; i++) {
      range >>>= 1
      const one = +(code >= range)
      if (one) code -= range
      high = high << 1 | one
      renew()
    }
    return base + (high << 4) + lowBitsFirst(lowDistances, 4)
  }

  function symbol() {
    const phase = size & 3
    const copies = (state << 4) + phase
    if (!bit(copies)) return literal()
    let length
    if (!bit(isRep + state)) {
      length = copyLength(lengths, phase)
      rep3 = rep2
      rep2 = rep1
      rep1 = rep0
      rep0 = distance(length)
      state = state < 7 ? 7 : 10
    } else {
      if (bit(isRep0 + state)) {
        let rep = rep1
        if (bit(isRep1 + state)) {
          rep = rep2
          if (bit(isRep2 + state)) {
            rep = rep3
            rep3 = rep2
          }
          rep2 = rep1
        }
        rep1 = rep0
        rep0 = rep
      } else if (!bit(isLongRep0 + copies)) length = 1
      length ??= copyLength(repLengths, phase)
      state = length === 1 ? state < 7 ? 9 : 11 : state < 7 ? 8 : 11
    }
    for (let from = size - rep0 - 1; length--;) output[size++] = output[from++]
  }

  const isStored = at => output[at] === 0x37 && output[at + 1] === 3 && output[at + 2] === 0

  // placeAt returns the place that stands in five bytes of seven bits, or 0 where there is none.
  function placeAt(at) {
    if (!output[at + 4] || output[at + 4] > 7 || !isStored(at + 5)) return 0
    let found = output[at + 4] << 28
    for (let i = 0; i < 4; i++) {
      if (output[at + i] < 0x80) return 0
      found |= (output[at + i] & 0x7f) << 7 * i
    }
    return found
  }

  // restore returns the output up to its end, or to what more may belong to, with the places that
  // calls return to as they were.
  function restore(end) {
    const bytes = new Uint8Array(2 * Math.max(end - restored, 0) + 5) // of a place behind the last
    let filled = 0
    while (restored < end) {
      const byte = bytes[filled++] = output[restored++]
      if (byte !== 0x42) continue
      const small = output[restored]
      if (small >> 6 === 1 && isStored(restored + 1)) {
        const found = place + 0x80 - small
        for (let i = 0; i < 5; i++) bytes[filled++] = found >> 7 * i & 0x7f | (i < 4 ? 0x80 : 0)
        if (found < lastPlace) place = found
        restored++
        continue
      }
      const found = placeAt(restored)
      if (place < found && found <= place + 64) {
        bytes[filled++] = 0x80 - (found - place)
        restored += 5
      } else if (found && found < lastPlace) place = found
    }
    return bytes.subarray(0, filled)
  }

  return {
    /** @param {Uint8Array} [part] */
    unpack(part) {
      const kept = input.subarray(next)
      input = new Uint8Array(kept.length + (part?.length ?? longestSymbol)) // zeros follow the last
      input.set(kept)
      if (part) input.set(part, kept.length)
      next = 0
      let summed = kept.length
      if (!output) {
        if (input.length < headerSize) return kept.subarray(0, 0)
        const header = new DataView(input.buffer)
        wanted = header.getUint32(0)
        const length = header.getUint32(9, true)
        if (length > largest) throw new TypeError('no program')
        output = new Uint8Array(length)
        code = header.getUint32(headerSize - 4)
        next = headerSize
        summed = 4
      }
      for (; part && summed < input.length; summed++) sum = Math.imul(sum ^ input[summed], 0x1000193)
      while (size < output.length && next <= input.length - longestSymbol) symbol()
      if (part) return restore(size - 9)
      const rest = restore(size)
      isWhole = size === output.length && sum >>> 0 === wanted
      output = undefined // it takes megabytes
      return rest
    },
    isWhole: () => isWhole,
  }
}
