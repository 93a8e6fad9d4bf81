// What the page's scripts find around them: constants that the build fills in, the elements
// and marks that page.html and site/view write, and what browsers have that TypeScript does
// not know. What some pages lack is null, but for the dialogs and what is in them: a page that
// lacks these has no button that opens them.

/**
 * CALCULATOR_WORKER is the text of calculator-worker.js, bundled, where it comes with the script, or
 * the name of its file, which stands beside the calculator.
 */
declare const CALCULATOR_WORKER: string

/** IS_DESK is true in the script of the pages on which cases are written. */
declare const IS_DESK: boolean

/** IS_EMBED is true in the script of embeds. */
declare const IS_EMBED: boolean

/** IS_MODULE is true in runway.js, which runs under Node too. */
declare const IS_MODULE: boolean

/** IN_ONE_FILE is true in the calculator that is one file, which can fetch no scripts. */
declare const IN_ONE_FILE: boolean

/** CALCULATOR is the address of the calculator, below runway.js. */
declare const CALCULATOR: string

/** WORDS are the addresses of the words, by language. */
declare const WORDS: Record<string, string>

/** PARTS are the parts that an embed can show, in embed-choices.js. */
declare const PARTS: string[]

/** DIALOGS are the addresses of the markup of the dialog for embeds, by language, and STYLE is its style. */
declare const DIALOGS: Record<string, string>
declare const STYLE: string

/** SANDBOX is an attribute of the frames that host.js makes. */
declare const SANDBOX: string

/** Elements are found by these selectors. Others give what TypeScript knows of them. */
interface Elements {
  'a[data-follow]': HTMLAnchorElement
  '.add': HTMLButtonElement
  '[data-go]': HTMLButtonElement
  '[data-keep=replace]': HTMLButtonElement
  [way: `[data-go=${string}]`]: HTMLButtonElement
  [key: `.figure[data-key="${string}"]`]: HTMLElement
  'a[data-preset]': HTMLAnchorElement
  'footer > p a[data-follow]': HTMLAnchorElement | null
  ':is(header, .menu) a:not([href^="#"])': HTMLAnchorElement
  '[data-digits], [data-theme]': HTMLElement
  [fault: `[data-fault=${string}]`]: HTMLElement
  'input, select': HTMLInputElement | HTMLSelectElement
  'input, select, button, textarea': HTMLInputElement | HTMLSelectElement | HTMLButtonElement | HTMLTextAreaElement
  'input:not([type=range]), select': HTMLInputElement | HTMLSelectElement
  'dialog [data-close]': HTMLElement
  'meta[name=description]': HTMLMetaElement
  'main': HTMLElement
  'form': EmbedForm
  'form[data-tool]': HTMLFormElement
  '[type=file]': HTMLInputElement
  'output': HTMLOutputElement
  'p[role=alert]': HTMLElement
  'textarea': HTMLTextAreaElement
  'dialog': HTMLDialogElement
  '.of-frame': HTMLElement
  '.fixed': HTMLElement
  '.with-digits': HTMLElement
  '.preview': HTMLElement
  '[data-close]': HTMLElement
  '[data-take]': HTMLElement
  '.linked': HTMLElement
  '.plain': HTMLElement
  '.previews': HTMLElement
  '.plain iframe': HTMLIFrameElement
  '[data-ending]': HTMLAnchorElement
  'main .lever': HTMLElement
  [file: `main [data-file=${string}]`]: HTMLButtonElement
  '.views a': HTMLAnchorElement
  'iframe': HTMLIFrameElement
  'path': SVGPathElement
  'svg': SVGSVGElement
  'template': HTMLTemplateElement
  '[role=status]': HTMLElement
  '.address': HTMLElement
  '.asked': HTMLElement
  'p': HTMLElement
  'ul': HTMLElement
  '.cursor': HTMLElement
  '.months table': HTMLTableElement | null
  '.readout': HTMLElement
  '.inline input': HTMLInputElement | null
  'main input, main select, main button, main textarea': HTMLInputElement | HTMLSelectElement | HTMLButtonElement | HTMLTextAreaElement
}

/** EmbedForm is the form of the dialog for embeds. */
interface EmbedForm extends HTMLFormElement {
  readonly elements: HTMLFormControlsCollection & {
    [select in 'kind' | 'language' | 'size' | 'version' | 'theme' | 'digits' | 'ground' | 'font']: HTMLSelectElement
  } & {
    [field in 'accent' | 'family' | 'height' | 'picture']: HTMLInputElement
  } & { parts: RadioNodeList & Iterable<HTMLInputElement> }
}

interface ParentNode {
  querySelector<S extends keyof Elements>(selector: S): Elements[S]
  querySelectorAll<S extends keyof Elements>(selector: S): NodeListOf<NonNullable<Elements[S]>>
}

interface Document {
  getElementById(id: 'main' | 'embed-copy' | 'embed-status' | 'embed-grounds'): HTMLElement
  getElementById(id: 'pointer' | 'keep-name' | 'share-link'): HTMLInputElement
  getElementById(id: 'keep-links' | 'embed-code'): HTMLTextAreaElement
  getElementById(id: 'embed' | 'qr'): HTMLDialogElement
  getElementById(id: 'calculator' | 'words' | 'held'): HTMLTemplateElement
  /** In Chromium alone. */
  featurePolicy?: { allowsFeature(feature: string): boolean }
}

/** The marks (data-…) that the scripts need wherever they read them. */
interface DOMStringMap {
  keys: string
  go: import('./history').Way
  query: string
  preset: string
  root: string
  follow: string
  qr: string
  files: string
  spreadsheet: string
  waiting: string
  failed: string
  long: string
}

interface Navigator {
  /** Not in WebKit, and with the time of a round trip, in ms, in Chromium alone. */
  connection?: { rtt: number }
}

/** In browsers with Trusted Types. */
declare var trustedTypes: { createPolicy<Rules>(name: string, rules: Rules): Rules } | undefined

/** Under Node. */
declare var process: { getBuiltinModule(name: string): any } | undefined

interface Window {
  /** What a page offers to programs. */
  runway: { evaluate(query: string): Promise<import('./protocol').Numbers> }
}
