package view

// drawingStyle is the picture's style, on the page and in files. A file takes the
// fallback of each var() and leaves out .picture, as drawing programs may know neither
// custom properties nor selectors of descendants. It and the others here are Go source because
// package embed would make the compiled calculator larger by 37 KB (brotli).
const drawingStyle = `
.picture text { fill: var(--soft, #5b6067); paint-order: stroke; stroke: var(--paper, #ffffff); stroke-width: 3px; stroke-linejoin: round }
.picture line { stroke: var(--line, #d9dcdf) }
.picture .zero { stroke: var(--ink, #1b1d20) }
.picture .short { fill: var(--alarm, #b3261e); fill-opacity: .08 }
.picture .likely { fill: var(--likely, #abcdee); stroke: var(--accent, #0b5cad); stroke-opacity: .5 }
.picture .bound { fill: none; stroke: var(--accent, #0b5cad); stroke-opacity: .6 }
.picture .kept { fill: none; stroke: var(--kept, #8a4b00); stroke-width: 2px; stroke-dasharray: 8 3 }
.picture .second { fill: none; stroke: var(--second, #1a6b3c); stroke-width: 2px; stroke-dasharray: 10 3 2 3 }
.picture .third { fill: none; stroke: var(--third, #7a3b9a); stroke-width: 2px; stroke-dasharray: 22 5 }
.picture .published { fill: none; stroke: var(--soft, #5b6067); stroke-width: 2px; stroke-dasharray: 2 4 }
.picture .cash { fill: none; stroke: var(--accent, #0b5cad); stroke-width: 2.5px; stroke-linejoin: round }
.picture .floor { stroke: var(--alarm, #b3261e); stroke-dasharray: 6 4 }
.picture .leader { stroke: var(--soft, #5b6067) }
.picture .gap { stroke: var(--alarm, #b3261e); stroke-width: 1.5px }
.picture .actual { stroke: var(--ink, #1b1d20); stroke-width: 2px }
.picture circle { fill: var(--paper, #ffffff); stroke-width: 2.5px }
.picture .out { stroke: var(--alarm, #b3261e) }
.picture .even { stroke: var(--accent, #0b5cad) }
.picture .raise, .picture .mark { stroke: var(--ink, #1b1d20); stroke-width: 1.5px }
.picture .out-label, .picture .gap-label { fill: var(--alarm, #b3261e); font-weight: 600 }
.picture .floor-label { fill: var(--alarm, #b3261e) }
.picture .mark-label, .picture .even-label, .picture .raise-label, .picture .actual-label { fill: var(--ink, #1b1d20) }
.picture .mark-label { font-weight: 600 }
.picture .cash-label { fill: var(--accent, #0b5cad); font-weight: 600 }
.picture .likely-label, .picture .bound-label { fill: var(--accent, #0b5cad) }
.picture .kept-label { fill: var(--kept, #8a4b00) }
.picture .second-label { fill: var(--second, #1a6b3c) }
.picture .third-label { fill: var(--third, #7a3b9a) }
`

// ChartStyle is the style sheet of the picture on a page. What surrounds the plot has the widths
// of marginTop and the like, and densities have their width here.
const ChartStyle = drawingStyle + `
:host, .plate { position: relative; container: plate / inline-size; --around: 1.7em 1em 2.9em 2.9em }
.picture { box-sizing: border-box; padding: var(--around); overflow: visible }
.picture svg { overflow: visible }
.picture path { vector-effect: non-scaling-stroke }
.wide { display: none }
@container (min-width: 470px) {
  .wide { display: inline }
  .narrow { display: none }
}
`

// fileStyle is the style sheet of what surrounds the picture in a file.
const fileStyle = `
svg { font-size: 20px }
text { font-family: system-ui, "Noto Sans", "Noto Sans Arabic", sans-serif }
a { text-decoration: underline }
.paper { fill: #ffffff }
.title { font-weight: 700; fill: #1b1d20; stroke: none }
.lead { fill: #1b1d20; stroke: none }
.small { stroke: none }
.cash { stroke-width: 5px }
.gap { stroke-width: 3px }
`
