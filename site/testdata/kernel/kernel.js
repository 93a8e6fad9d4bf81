// The likelihood's kernel by hand, with typed arrays: the work that calc does for
// lines that grow, and the same answers but for the points that are drawn. Years
// beyond the horizon in which nothing can happen are passed over as a whole, and the
// first in which the greater side has grown as fast as the other ever can is the last.

// Rows a power of two apart would share the same few lines of a processor's cache.
const samples = 2048, stride = samples + 8, forever = 600, buckets = 512

// prepare draws the places of each sample in each dimension: one in each 2048th,
// in random order.
function prepare(dimensions) {
  let seed = 12345
  const random = () => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) / 2 ** 32
  return Array.from({ length: dimensions }, () => {
    const u = Float64Array.from({ length: samples }, (_, i) => (i + random()) / samples)
    for (let i = samples - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1)), x = u[i]
      u[i] = u[j]
      u[j] = x
    }
    return u
  })
}

// jsKernel takes lines [[revenue, low, high, growth low, growth high], …] and the
// ends of the opening cash, and returns a function that computes the answers.
function jsKernel(lines, cashLow, cashHigh, horizon) {
  const n = lines.length, u = prepare(1 + 2 * n)
  const amounts = new Float64Array(n), growths = new Float64Array(n), years = new Float64Array(n), sums = new Float64Array(n)
  const revenue = new Float64Array(forever), costs = new Float64Array(forever)
  const runways = new Float64Array(samples), gaps = new Float64Array(samples)
  const balances = new Float64Array(horizon * stride)

  let fastestOut // how much a line of costs grows in a year at most

  function add(into, from, to, i) {
    let a = amounts[i], t = from
    const g = growths[i]
    for (; t + 4 <= to; t += 4) {
      const b = a * g, c = b * g, d = c * g
      into[t] += a
      into[t + 1] += b
      into[t + 2] += c
      into[t + 3] += d
      a = d * g
    }
    for (; t < to; t++) {
      into[t] += a
      a *= g
    }
    amounts[i] = a
  }

  function leap(room) {
    let inflow = 0, outflow = 0, firstIn = 0, firstOut = 0, leastIn = 0, mostIn = 0, mostOut = 0
    for (let i = 0; i < n; i++) {
      const a = amounts[i], end = a * years[i]
      const least = end < a ? end : a, most = end < a ? a : end
      if (lines[i][0]) {
        inflow += a * sums[i]
        firstIn += a
        leastIn += least
        mostIn += most
      } else {
        outflow += a * sums[i]
        firstOut += a
        mostOut += most
      }
    }
    if (room < 12 * (mostOut - leastIn)) return NaN
    if (firstIn >= firstOut && firstIn * fastestOut <= leastIn + mostIn - firstIn) return Infinity
    for (let i = 0; i < n; i++) amounts[i] *= years[i]
    return outflow - inflow
  }

  function sample(s) {
    let cash = cashLow + (cashHigh - cashLow) * u[0][s]
    fastestOut = 0
    for (let i = 0; i < n; i++) {
      const [, low, high, growLow, growHigh] = lines[i]
      amounts[i] = low + (high - low) * u[1 + 2 * i][s]
      const g = 1 + growLow + (growHigh - growLow) * u[2 + 2 * i][s]
      const fourth = g * g * g * g, year = fourth * fourth * fourth
      growths[i] = g
      years[i] = year
      if (!lines[i][0] && year > fastestOut) fastestOut = year
      sums[i] = g === 1 ? 12 : (year - 1) / (g - 1)
    }
    let runway = Infinity, lowest = Infinity
    for (let from = 0, to = horizon; from < forever; from = to, to = Math.min(to + 12, forever)) {
      if (from >= horizon && to - from === 12) {
        const net = leap(cash)
        if (net === Infinity) break
        if (net === net) {
          cash -= net
          continue
        }
      }
      for (let t = from; t < to; t++) revenue[t] = costs[t] = 0
      for (let i = 0; i < n; i++) add(lines[i][0] ? revenue : costs, from, to, i)
      for (let t = from; t < to; t++) {
        const net = costs[t] - revenue[t], low = cash - net
        if (t < horizon) {
          if (low < lowest) lowest = low
          if (cash < lowest) lowest = cash
        }
        if (runway === Infinity && low < 0) runway = cash > 0 ? t + cash / net : t
        cash = low
        if (t < horizon) balances[t * stride + s] = cash
      }
      if (runway !== Infinity) break
    }
    runways[s] = runway
    gaps[s] = runway < horizon ? -lowest : 0
  }

  const counts = new Uint16Array(buckets)
  const ranks = [Math.ceil(samples * 0.05) - 1, Math.ceil(samples * 0.5) - 1, Math.ceil(samples * 0.95) - 1]
  const near = ranks.map(() => new Float64Array(samples))

  function percentiles(values, from) {
    let low = Infinity, high = -Infinity
    for (let s = 0; s < samples; s++) {
      const v = values[from + s]
      if (v < low) low = v
      if (v > high && v !== Infinity) high = v
    }
    if (low >= high) return [low, low, low]
    counts.fill(0)
    const scale = (buckets - 1) / (high - low)
    for (let s = 0; s < samples; s++) {
      const b = (values[from + s] - low) * scale
      counts[b > buckets - 1 ? buckets - 1 : b | 0]++
    }
    const at = [0, 0, 0], below = [0, 0, 0], found = [0, 0, 0]
    for (let r = 0; r < 3; r++) {
      let seen = 0
      for (let b = 0; b < buckets; b++) {
        if (seen + counts[b] > ranks[r]) {
          at[r] = b
          below[r] = seen
          break
        }
        seen += counts[b]
      }
    }
    const [a0, a1, a2] = at
    for (let s = 0; s < samples; s++) {
      const v = values[from + s], x = (v - low) * scale, b = x > buckets - 1 ? buckets - 1 : x | 0
      if (b === a0) near[0][found[0]++] = v
      if (b === a1) near[1][found[1]++] = v
      if (b === a2) near[2][found[2]++] = v
    }
    return ranks.map((rank, r) => near[r].subarray(0, found[r]).sort()[rank - below[r]])
  }

  return () => {
    for (let s = 0; s < samples; s++) sample(s)
    const runway = percentiles(runways, 0)
    percentiles(gaps, 0)
    let last
    for (let t = 0; t < horizon; t++) last = percentiles(balances, t * stride)
    let without = 0
    for (let s = 0; s < samples; s++) if (gaps[s] === 0) without++
    gaps.sort()
    return [runway[0], runway[1], ...last, without / samples]
  }
}

// cKernel is the same of kernel.c, whose program has been started.
function cKernel({ exports: c }, lines, cashLow, cashHigh, horizon) {
  const doubles = (place, size) => new Float64Array(c.memory.buffer, place.value, size)
  prepare(1 + 2 * lines.length).forEach((u, dimension) => doubles(c.points, (1 + dimension) * samples).set(u, dimension * samples))
  doubles(c.lines, 5 * lines.length).set(lines.flat().map(Number))
  doubles(c.cashLow, 1)[0] = cashLow
  doubles(c.cashHigh, 1)[0] = cashHigh
  new Int32Array(c.memory.buffer, c.count.value, 1)[0] = lines.length
  new Int32Array(c.memory.buffer, c.horizon.value, 1)[0] = horizon
  return () => {
    c.run()
    return [...doubles(c.answers, 6)]
  }
}

// compare times all in turn, so many times, after as many to warm up. Each time is of several runs,
// as browsers' clocks are coarse. Where there is no program of kernel.c, it is left out.
function compare(program, link, lines, cashLow, cashHigh, horizon, rounds) {
  const kernels = { go: goKernel(link), js: jsKernel(lines, cashLow, cashHigh, horizon) }
  if (program) kernels.c = cKernel(program, lines, cashLow, cashHigh, horizon)
  const times = {}, answers = {}
  for (let round = 0; round < 2 * rounds; round++) {
    for (const name in kernels) {
      const start = performance.now()
      for (let run = 0; run < 8; run++) answers[name] = kernels[name]()
      const time = performance.now() - start
      if (round >= rounds) (times[name] ??= []).push(time)
    }
  }
  return { times, answers }
}
