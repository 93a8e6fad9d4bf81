// Packs a spreadsheet. The build makes it a script of its own, fetched when a spreadsheet is asked
// for, so that nobody else pays for it: 5 KB (gzip).
//
// The calculator writes the files in it, because the libraries that do would cost more and give
// less: write-excel-file (MIT, 20 KB) writes formulas without the values they come to, so that a
// phone's preview shows none; SheetJS (Apache 2.0) writes no styles and has left npm; exceljs (MIT,
// 264 KB) is no longer kept; hucre (MIT, 38 KB) can do it all, and had been at 1.0 for two months.
import { strToU8, zipSync } from './vendor/fflate.js'

/**
 * pack returns an .xlsx, given the paths and texts of its files as the calculator writes them.
 * @param {string} text
 */
export function pack(text) {
  /** @type {Record<string, Uint8Array>} */
  const files = {}
  const parts = text.split('\0')
  for (let i = 0; i + 1 < parts.length; i += 2) files[parts[i]] = strToU8(parts[i + 1])
  return new Blob([zipSync(files, { mtime: '1980-01-01T12:00' })], { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' })
}
