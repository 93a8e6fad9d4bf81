// The types of runway.js. The build puts those of protocol.d.ts, which it speaks of, before them.

/**
 * evaluate resolves to what follows from a link, such as cash=400k&out.All=80k/mo: results,
 * months and what could not be used. A link that cannot be read at all has neither results nor
 * months.
 */
export function evaluate(query: string): Promise<Numbers>
