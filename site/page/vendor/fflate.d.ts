// The types of what we use of fflate.js, as its own index.d.ts has them.

export function strToU8(str: string, latin1?: boolean): Uint8Array<ArrayBuffer>

export function zipSync(data: Record<string, Uint8Array>, opts?: { level?: number, mtime?: Date | string | number }): Uint8Array<ArrayBuffer>
