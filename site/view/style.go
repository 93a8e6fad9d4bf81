package view

// ChartStyle is the picture's style sheet, on the page and in files. A file takes the
// fallback of each var() and leaves out .picture, as drawing programs may know neither
// custom properties nor selectors of descendants. It and
// fileStyle are Go source because package embed would make the compiled calculator
// larger by 37 KB (brotli).
const ChartStyle = `
.picture text { fill: var(--soft, #5b6067); paint-order: stroke; stroke: var(--paper, #ffffff); stroke-width: 3px; stroke-linejoin: round }
.picture line { stroke: var(--line, #d9dcdf) }
.picture .zero { stroke: var(--soft, #5b6067) }
.picture .fan { fill: var(--fan, #d9e8f7) }
.picture .likely { fill: var(--likely, #abcdee) }
.picture .median { fill: none; stroke: var(--ink, #1b1d20); stroke-width: 1px; stroke-dasharray: 4 3 }
.picture .kept { fill: none; stroke: var(--kept, #8a4b00); stroke-width: 2px; stroke-dasharray: 8 3 }
.picture .published { fill: none; stroke: var(--soft, #5b6067); stroke-width: 2px; stroke-dasharray: 2 4 }
.picture .cash { fill: none; stroke: var(--accent, #0b5cad); stroke-width: 2.5px; stroke-linejoin: round }
.picture line.floor { stroke: var(--alarm, #b3261e); stroke-dasharray: 6 4 }
.picture line.raise { stroke: var(--soft, #5b6067); stroke-dasharray: 2 3 }
.picture line.mark { stroke: var(--ink, #1b1d20); stroke-dasharray: 1 3 }
.picture line.actual { stroke: var(--ink, #1b1d20); stroke-width: 2px }
.picture .cursor { stroke: var(--ink, #1b1d20) }
.picture circle { fill: var(--paper, #ffffff); stroke-width: 2.5px }
.picture circle.out { stroke: var(--alarm, #b3261e) }
.picture circle.actual { stroke: var(--ink, #1b1d20) }
.picture circle.even { stroke: var(--accent, #0b5cad) }
.picture .out-label { fill: var(--alarm, #b3261e); font-weight: 600 }
.picture .mark-label { fill: var(--ink, #1b1d20); font-weight: 600 }
.picture .even-label { fill: var(--ink, #1b1d20); font-weight: 600 }
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
.key { stroke: none }
.key-cash { fill: #0b5cad }
.key-median { fill: #1b1d20 }
.key-likely { fill: #abcdee }
.key-fan { fill: #d9e8f7 }
.key-published { fill: #5b6067 }
.key-actual { fill: #1b1d20 }
.key-kept { fill: #8a4b00 }
.key-floor { fill: #b3261e }
.cash { stroke-width: 5px }
.median { stroke-width: 2px; stroke-dasharray: 8 6 }
`
