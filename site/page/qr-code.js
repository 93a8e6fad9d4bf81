// Draws QR codes. The build makes it a script of its own, which qr.js fetches when a reader
// first asks for a code, so that nobody else pays for it.
import { encode } from './vendor/uqr.js'

// draw returns the code of a text as { size, path }: the modules along a side, and the dark
// ones as the data of an SVG path, one unit a module. It throws a RangeError if the text is
// too long for a code, which holds 2,953 bytes of UTF-8.
export function draw(text) {
  const { size, data } = encode(text, { ecc: 'L', border: 0 })
  let path = ''
  data.forEach((row, y) => row.forEach((isDark, x) => path += isDark ? `M${x} ${y}h1v1h-1z` : ''))
  return { size, path }
}
