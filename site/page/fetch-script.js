// Fetches a script that few readers need.

const failures = new Map() // how often a script did not come, by its address

// fetchScript fetches a script. A browser remembers that a script did not come, so each attempt
// after a failure needs another address.
export async function fetchScript(address) {
  const url = new URL(address, location.href)
  if (failures.has(address)) url.search = String(failures.get(address))
  try {
    return await import(url.href)
  } catch (error) {
    failures.set(address, (failures.get(address) ?? 0) + 1)
    throw error
  }
}
