// The messages between the page (wasm.js) and the worker in which its calculator runs
// (calculator-worker.js).
import { Answer, Failure, Missing, Request } from './protocol'

/**
 * ToWorker is a message to the worker. The first is a module, undefined where the program
 * follows in parts, of which whole is the end; all others are requests.
 */
export interface ToWorker {
  module?: WebAssembly.Module
  part?: Uint8Array<ArrayBuffer>
  whole?: true
  request?: Request
}

/** FromWorker answers a module, once it runs, or a request; or the worker cannot go on. */
export interface FromWorker {
  /** answer is the module that runs, or the calculator's answer. */
  answer?: unknown
  /** failed is why the worker cannot go on. */
  failed?: string
  /** garbled is true where what came is not what was packed. */
  garbled?: boolean
}

/** CalculatorWorker is a worker that takes and sends these messages alone. */
export interface CalculatorWorker extends Worker {
  postMessage(message: ToWorker): void
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null
}

/** Call sends a request to the calculator, and resolves to its answer or a failure. */
export type Call = <Act extends Request['act']>(request: Request & { act: Act }) => Promise<Answer<Act> & Partial<Failure & Missing>>
