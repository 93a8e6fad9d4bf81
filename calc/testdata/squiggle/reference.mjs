// Computes the runway of a few scenarios with Squiggle, whose `a to b` is what
// ranges=90 means: for amounts above zero a lognormal with a at 5% and b at 95%.
//
//   npm install @quri/squiggle-lang@0.10.0
//   node reference.mjs > reference.json
//
// Each scenario is computed with ten seeds; the file keeps the mean of each
// percentile over them and the standard deviation of one.
import { readFileSync } from 'node:fs'
import { run } from '@quri/squiggle-lang'

const samples = 20000
const seeds = 10

// The runway month by month: flows spread evenly over their month. 600 months
// are taken as for good.
const runway = `
runway(cash, out, revenue, growth) = {
  last = List.reduceWhile(List.upTo(1, 600), {t: 0, cash: cash, revenue: revenue},
    {|at, i| {t: at.t + 1, cash: at.cash - out + at.revenue, revenue: at.revenue * (1 + growth)}},
    {|at| at.cash >= 0})
  last.t >= 600 ? 1e9 : last.t + last.cash / (out - last.revenue)
}
draw(x) = SampleSet.fromDist(x)
rate(low, high) = normal({p5: low, p95: high})
`

const scenarios = {
  'ranges=90&cash=3B..5B&in.Revenue=3.5B..4.5B/yr&out.Costs=8.5B/yr':
    'SampleSet.map2(draw(3 to 5), draw(3.5 to 4.5), {|c, r| runway(c, 8.5/12, r/12, 0)})',
  'ranges=90&cash=400k..600k&out.Rent=30k..60k&out.Team=20k..30k&in.Sales=10k..15k':
    'SampleSet.mapN([draw(400 to 600), draw(30 to 60), draw(20 to 30), draw(10 to 15)], {|x| runway(x[0], x[1] + x[2], x[3], 0)})',
  'ranges=90&cash=400k&in.Sales=20k&grow.Sales=1%25..5%25&out.Everything=80k':
    'SampleSet.map(draw(rate(0.01, 0.05)), {|g| runway(400, 80, 20, g)})',
  'ranges=90&cash=400k..900k&in.Sales=15k..30k&grow.Sales=-2%25..4%25&out.Everything=70k..100k':
    'SampleSet.mapN([draw(400 to 900), draw(15 to 30), draw(rate(-0.02, 0.04)), draw(70 to 100)], {|x| runway(x[0], x[3], x[1], x[2])})',
  'ranges=90&cash=400k&in.Sales=30k&grow.Sales=4%25..12%25&out.Everything=80k':
    'SampleSet.map(draw(rate(0.04, 0.12)), {|g| runway(400, 80, 30, g)})',
}

const reference = { squiggle: JSON.parse(readFileSync('node_modules/@quri/squiggle-lang/package.json')).version, samples, seeds, runways: {} }
for (const [link, code] of Object.entries(scenarios)) {
  const drawn = []
  for (let seed = 0; seed < seeds; seed++) {
    const output = await run(`${runway}x = ${code}\n[quantile(x, 0.05), quantile(x, 0.5), quantile(x, 0.95)]`,
      { environment: { sampleCount: samples, xyPointLength: 1000, seed: `runway ${seed}` } })
    if (!output.result.ok) throw new Error(output.result.value.toString())
    drawn.push(JSON.parse(output.result.value.result.toString()))
  }
  reference.runways[link] = ['p5', 'p50', 'p95'].map((name, i) => {
    const values = drawn.map(d => d[i])
    const mean = values.reduce((a, b) => a + b) / seeds
    const deviation = Math.sqrt(values.reduce((a, b) => a + (b - mean) ** 2, 0) / (seeds - 1))
    return { name, mean, deviation }
  })
}
console.log(JSON.stringify(reference, null, 2))
