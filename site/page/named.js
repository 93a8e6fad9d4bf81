// Files whose content never changes have a hash of it in their names: writeHashed in assets.go.

/**
 * isNamed reports whether a file is what its address names. Pages by plain http can compute no
 * hash, so there it is taken to be.
 * @param {string | undefined} address
 * @param {Blob} file
 */
export async function isNamed(address, file) {
  const hash = /-([0-9a-f]{12})\.\w+$/.exec(address ?? '')?.[1]
  if (!hash || !crypto.subtle) return true
  const sum = await crypto.subtle.digest('SHA-256', await file.arrayBuffer())
  return Array.from(new Uint8Array(sum, 0, 6), byte => byte.toString(16).padStart(2, '0')).join('') === hash
}
