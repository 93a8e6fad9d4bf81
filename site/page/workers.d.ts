// What the workers' scripts find around them.

/** BUILD names the build, and FILES are what it keeps. The build fills them in. */
declare const BUILD: string
declare const FILES: string[]

/** The service worker's own globals, which TypeScript knows by another name only. */
declare const registration: ServiceWorkerRegistration
declare const clients: Clients
declare function skipWaiting(): Promise<void>
declare function addEventListener(type: 'install' | 'activate', listener: (event: ExtendableEvent) => void): void
declare function addEventListener(type: 'fetch', listener: (event: FetchEvent) => void): void

declare module 'wasm_exec.js'

/** Go runs a compiled program. It comes in wasm_exec.js with the Go that compiles. */
declare class Go {
  env: Record<string, string>
  importObject: WebAssembly.Imports
  run(program: WebAssembly.Instance): Promise<void>
}

/** runwayEvaluate answers a request, while the program runs. */
declare var runwayEvaluate: ((request: import('./protocol').Request) => object) | undefined
