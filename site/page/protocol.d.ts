// The protocol between the page and the calculator. Its other half, in the same words, is
// wasm/protocol.go; a test holds the two together. The page sends a Request, and the
// calculator answers with Done, Numbers, Page, Parts, Inline, File or Tool by the request's act, with
// Missing, or with Failure.

/** Request asks the calculator for something. */
export interface Request {
  /**
   * act is what is asked for; tool of the desk's calculator alone. An answer is a page without the
   * parts that its kind does not name; those can be asked for next.
   */
  act: 'words' | 'preset' | 'numbers' | 'page' | 'answer' | 'parts' | 'inline' | 'file' | 'tool'
  /** draft is the scenario: a link, or the draft of an earlier page. */
  draft?: string
  /** language is a BCP 47 tag, ar or ar-u-nu-arab. */
  language?: string
  /** words are all words of the language, before it is used. */
  words?: string
  /** preset is the name of a preset. That of the page's own comes with the words. */
  preset?: string
  /** text is the text of its case file, or empty where the page has none; or what a tool reads. */
  text?: string
  /** shelf is what the reader keeps. */
  shelf?: Kept[]
  /** edit is made to the draft first. */
  edit?: Edit
  /**
   * kind is the kind of a file, or embed for the link in the code of an embed, whose figures are as
   * published; or the name of a tool, or those of parts with blanks between.
   */
  kind?: string
  /**
   * address is where the scenario came from, which files name; or what is chosen of a tool, as pairs
   * in a link.
   */
  address?: string
}

/**
 * Edit is one change of a scenario, as somebody makes it; calc/edit.go describes the acts, and
 * calc/manuscript.go those of the desk.
 */
export interface Edit {
  act: 'set' | 'rename' | 'step' | 'drag' | 'remove' | 'add' | 'back' | 'try' | 'open' | 'begin' | 'record' | 'settle' | 'cite' | 'replace'
  /** key is the key of a figure, line, payment or kind, as the act needs it. */
  key?: string
  /** text is what was typed: a value, a name, a link. */
  text?: string
  /** high is the high end where both ends of a range are given apart. */
  high?: string
  /** unit is the unit that was chosen beside the text. */
  unit?: string
  /** month is what stands in the field of a payment's month. */
  month?: string
  /** required is true for a figure that an empty text does not remove. */
  required?: boolean
  /** steps is how far the figure moves. */
  steps?: number
  /** ofMonth is true where it is a payment's month that moves. */
  ofMonth?: boolean
}

/** Kept is a scenario that the reader keeps. */
export interface Kept {
  name: string
  link: string
  /** compared is true for those that are shown beside the page's own, up to three. */
  compared?: boolean
}

/** Error is a value that was refused, or that stays without effect. */
export interface Error {
  /** key is the figure's key, or empty if the whole link is meant. */
  key: string
  /** text is the refused value. */
  text: string
  /** problem says what is wrong with it; calc/problem.go lists them. */
  problem: string
  /** kept is true where the value stays in the scenario, without effect. */
  kept: boolean
}

/** Done answers that the words or the preset can be used. */
export interface Done {}

/**
 * Missing answers that a link names a preset that is to be sent first. Then the request can be made
 * again.
 */
export interface Missing {
  missing: string
}

/** Numbers are the results of a scenario. */
export interface Numbers {
  /** query is the scenario's canonical link. */
  query: string
  errors: Error[]
  /** results are the results by name; undefined where nothing can be computed. */
  results?: Record<string, Result>
  /** months is the month table; undefined where nothing can be computed. */
  months?: Month[]
}

/** Result is one result: a number, an ISO date, true or false, or null for none. */
export interface Result {
  value: Value
  worst: Value
  best: Value
  /** p5, p50 and p95 are null where no likelihood exists. */
  p5: Value
  p50: Value
  p95: Value
}

export type Value = number | string | boolean | null

/** Month is a row of the month table. Amounts are in the scenario's currency. */
export interface Month {
  /** month is the month in the form 2026-01, or empty without a start. */
  month: string
  revenue: number
  grossBurn: number
  netBurn: number
  /** earned and owed are the revenue and the costs of the month, whenever their cash moves. */
  earned: number
  owed: number
  /** cash is the balance as the month ends. */
  cash: number
  worst: number
  best: number
  p5: number | null
  p50: number | null
  p95: number | null
}

/** Page is what a page shows of a scenario. */
export interface Page {
  /** link is the scenario's canonical link, never empty. */
  link: string
  /** draft is what the next edit is made to: the link, and what was refused. */
  draft: string
  /** preset is the preset that the scenario started from, or empty. */
  preset: string
  /** key is the key that the edited figure or line has now. */
  key: string
  /** isFull is true where the edit would have made the link too long: it was not made. */
  isFull: boolean
  errors: Error[]
  title: string
  description: string
  /** main is the page's main element as HTML. */
  main: string
}

/** Parts are parts of a page. */
export interface Parts {
  /** parts are their markups by their names. */
  parts: Record<string, string>
}

/** Inline is what the sentences of an article show of a scenario. */
export interface Inline {
  /** draft is what the next edit is made to. */
  draft: string
  /**
   * values are texts by name: results, their worst and best cases behind .worst and .best, and
   * answer, which is the answer in a sentence.
   */
  values: Record<string, string>
  /** inputs are the figures that are given, by key. */
  inputs: Record<string, Input>
  /** picture is the picture with its style, as markup. */
  picture: string
}

/** Input is a figure in a sentence of an article. */
export interface Input {
  name: string
  /** text is its value without currency and unit or, where that was refused, what was typed. */
  text: string
  /** unit is the unit that is not in the text, as an edit takes it. */
  unit: string
  /** month is the month of a payment. */
  month: string
  /** problem says what is wrong with it, or is empty. */
  problem: string
  /** back is the label of the way back to the value as published, or empty if it has that. */
  back: string
}

/** File is a file to take along. */
export interface File {
  /**
   * file is its text; undefined where nothing can be computed. Of an xlsx it is the paths and texts
   * of the files in it, in turn and each ended by a NUL.
   */
  file?: string
}

/** Tool is what a tool of the desk shows. */
export interface Tool {
  /** shown is markup. */
  shown: string
}

/** Answer is what follows a request, by its act. */
export type Answer<Act extends Request['act']> = { words: Done, preset: Done, numbers: Numbers, page: Page, answer: Page, parts: Parts, inline: Inline, file: File, tool: Tool }[Act]

/** Failure is the answer to a wrong call, and after a failure inside. The next call works. */
export interface Failure {
  error: string
}
