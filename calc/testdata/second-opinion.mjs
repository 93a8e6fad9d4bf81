// A second opinion on the month table, runway, funding gap and break-even. It is
// written from the formulas alone, with none of the calculator's ways: all months
// are walked through one by one, inside a month it looks at many times, and what
// is sought is found by halving.
//
// It reads a JSON array of scenarios, whose figures are exact, from its input:
//   {continuous, horizon, cash, floor, interest, lines, payments}
//   line: {revenue, share, amount, months, growth, growthMonths, units, hire, hireMonths, credit,
//     from, until, every, delay}, from and until in months after the start or null, every 0
//     where money flows evenly
//   payment: {month, amount}
// and writes an array of answers, null standing for what never happens:
//   {runway, breakEven, gap, gapToBreakEven, months: [{revenue, grossBurn, netBurn, earned, owed, opening, cash}]}

import { readFileSync } from 'node:fs'

const forever = 600 // months after which nothing happens any more
const looks = 128 // times that are looked at inside a month
const rounding = 1e-12

const perMonth = (rate, months) => (1 + rate) ** (1 / months) - 1

// The first month of a line, and whether it flows in a month: one that runs already also did
// before the start.
const firstOf = (line) => (line.from > 0 ? line.from : 0)
const flowsIn = (line, t) => (line.until === null || t <= line.until) && (t >= firstOf(line) || line.from === null || line.from < 0)

// The month of the payment that covers month t.
function paidIn(line, t) {
	if (!line.every) return t
	const after = (t - firstOf(line)) % line.every
	return t - (after < 0 ? after + line.every : after)
}

// A line's money per month, or its share of revenue, at the time x inside month t, without
// regard to payments.
function rate(s, line, t, x) {
	const k = t - firstOf(line)
	let amount = line.share ? line.amount : line.amount / line.months
	if (line.units > 0 && !line.share) {
		amount *= Math.max(0, line.units + (line.hire / line.hireMonths) * k) / line.units
	}
	const time = s.continuous ? k + x : k
	return time < 0 && line.factor === 0 ? amount : amount * line.factor ** time
}

// The money per month that is earned or owed at the time x inside month t: where one payment
// covers several months, its part of each, at the rate with which its first month starts.
function due(s, line, t, x) {
	if (!flowsIn(line, t)) return 0
	const [at, when] = line.every ? [paidIn(line, t), 0] : [t, x]
	const base = rate(s, line, at, when)
	return line.share ? base * add(s.lines.filter((l) => l.revenue).map((l) => due(s, l, at, when))) : base
}

// What flows from the start of a month to the time x in it, of a rate at its start
// that is multiplied by f over a month.
function flowed(s, rate, f, x) {
	if (!s.continuous || f === 1) return rate * x
	return f === 0 ? 0 : (rate * (f ** x - 1)) / Math.log(f)
}

const add = (numbers) => numbers.reduce((a, b) => a + b, 0)

// What is earned or owed of a line from the start of month t to the time x in it.
function flow(s, line, t, x) {
	if (!flowsIn(line, t)) return 0
	if (line.every) return due(s, line, t, 0) * x
	if (!line.share) return flowed(s, rate(s, line, t, 0), line.factor, x)
	const parts = s.lines.filter((l) => l.revenue)
	return add(parts.map((l) => flowed(s, rate(s, line, t, 0) * due(s, l, t, 0), line.factor * (l.every ? 1 : l.factor), x)))
}

// What moves of a line as month t starts.
function lump(s, line, t) {
	const month = t - line.delay
	return line.every && flowsIn(line, month) && paidIn(line, month) === month ? line.every * due(s, line, month, 0) : 0
}

// What moves of a line from the start of month t to the time x in it, but for that.
const spread = (s, line, t, x) => (line.every ? 0 : flow(s, line, t - line.delay, x))

// Each month's flows: its revenue, what of its costs is paid in cash, what of both moves as it
// starts, and how far the balance has fallen at any time after that.
function* walk(s) {
	const revenues = s.lines.filter((l) => l.revenue)
	const costs = s.lines.filter((l) => !l.revenue)
	let credits = costs.map((l) => l.credit)
	for (let t = 0; t < forever; t++) {
		const once = s.payments.filter((p) => p.month === t).map((p) => p.amount)
		const received = add(revenues.map((l) => lump(s, l, t)))
		const bills = costs.map((l) => lump(s, l, t))
		const paidAtOnce = add(bills.map((bill, i) => Math.max(0, bill - credits[i])))
		const left = credits.map((credit, i) => Math.max(0, credit - bills[i]))
		const inCash = (flows) => add(flows.map((cost, i) => Math.max(0, cost - left[i])))
		const all = costs.map((l) => spread(s, l, t, 1))
		const inflow = add(revenues.map((l) => spread(s, l, t, 1)))
		const outflow = inCash(all)
		// Where timing is monthly, what is paid spreads evenly over the month.
		const fallen = (x) => {
			if (!s.continuous) return (outflow - inflow) * x
			return inCash(costs.map((l) => spread(s, l, t, x))) - add(revenues.map((l) => spread(s, l, t, x)))
		}
		yield {
			t, fallen, revenue: inflow, paid: outflow, payment: add(once) + received - paidAtOnce,
			allRevenue: inflow + received, allPaid: outflow + paidAtOnce,
			earned: add(revenues.map((l) => flow(s, l, t, 1))), owed: add(costs.map((l) => flow(s, l, t, 1))),
		}
		credits = left.map((credit, i) => Math.max(0, credit - all[i]))
	}
}

// The first time in (from, to] at which something holds, if it holds at to.
function halve(from, to, holds) {
	for (let i = 0; i < 60; i++) {
		const middle = (from + to) / 2
		if (holds(middle)) to = middle
		else from = middle
	}
	return to
}

// The first time in [0, 1] at which something holds, as far as looks find it. It
// may be looked for with more room than it is then narrowed down with.
function first(roughly, holds = roughly) {
	if (roughly(0)) return 0
	for (let i = 1; i <= looks; i++) if (roughly(i / looks)) return halve((i - 1) / looks, i / looks, holds)
	return null
}

// The deepest fall of the balance inside a month up to the time x, narrowed down
// around the look that finds it.
function deepest(fallen, x, continuous) {
	if (!continuous) return Math.max(0, fallen(x))
	let best = 0
	for (let i = 1; i <= looks; i++) if (fallen((x * i) / looks) > fallen((x * best) / looks)) best = i
	let from = (x * Math.max(0, best - 1)) / looks
	let to = (x * Math.min(looks, best + 1)) / looks
	for (let i = 0; i < 60; i++) {
		const third = (to - from) / 3
		if (fallen(from + third) < fallen(to - third)) from += third
		else to -= third
	}
	return Math.max(0, fallen(from), fallen(to), fallen(x))
}

function runway(s, months, yields) {
	let cash = s.cash
	let moved = Math.abs(s.cash) + Math.abs(s.floor)
	let before // the balance a year before the end
	for (const m of months) {
		if (m.t === forever - 12) before = cash
		cash += m.payment
		moved += Math.abs(m.payment) + m.paid + m.revenue
		const below = (x) => cash - m.fallen(x) < s.floor - rounding * moved
		if (below(0)) return m.t
		if (cash - m.paid < s.floor) { // otherwise it cannot go below even without revenue
			if (!s.continuous && below(1)) return m.t + Math.max(0, cash - s.floor) / (m.paid - m.revenue)
			const x = s.continuous ? first(below, (x) => cash - m.fallen(x) < s.floor) : null
			if (x !== null) return m.t + x
			// At the floor, any money that goes out is too much.
			if (cash <= s.floor && m.paid > m.revenue && !s.continuous) return m.t
		}
		cash += m.revenue - m.paid + Math.max(0, cash) * yields
	}
	return before - cash > rounding * moved ? forever : null
}

function breakEven(s) {
	const revenues = s.lines.filter((l) => l.revenue)
	const costs = s.lines.filter((l) => !l.revenue)
	for (let t = 0; t < forever; t++) {
		// Each line lies between its ends of the month, and a share between its products.
		const [most, least] = [Math.max, Math.min].map((pick) => (l) => pick(due(s, l, t, 0), due(s, l, t, 1)))
		const shareEnds = (l) => (l.share && !l.every && flowsIn(l, t) ? Math.min(rate(s, l, t, 0), rate(s, l, t, 1)) * add(revenues.map(least)) : least(l))
		if (add(revenues.map(most)) < add(costs.map(shareEnds)) * (1 - rounding)) continue
		const covers = (x) => add(revenues.map((l) => due(s, l, t, x))) >= add(costs.map((l) => due(s, l, t, x))) * (1 - rounding)
		const x = s.continuous ? first(covers) : covers(0) ? 0 : null
		if (x !== null) return t + x
	}
	return null
}

// The least extra opening cash with which the balance stays at the floor or above
// up to a time.
function gap(s, months, yields, through) {
	const dips = months.slice(0, Math.ceil(through)).map((m) => deepest(m.fallen, Math.min(1, through - m.t), s.continuous))
	const lasts = (extra) => {
		let cash = s.cash + extra
		if (through === 0) return cash + months[0].payment >= s.floor
		return dips.every((dip, t) => {
			cash += months[t].payment
			const low = cash - dip
			cash += months[t].revenue - months[t].paid + Math.max(0, cash) * yields
			return low >= s.floor
		})
	}
	if (lasts(0)) return 0
	let extra = 1
	while (!lasts(extra)) extra *= 2
	let from = 0
	for (let i = 0; i < 200; i++) {
		const middle = (from + extra) / 2
		if (lasts(middle)) extra = middle
		else from = middle
	}
	return extra
}

function answer(s) {
	for (const l of s.lines) l.factor = 1 + perMonth(l.growth, l.growthMonths)
	const yields = perMonth(s.interest, 12)
	const months = [...walk(s)]
	let cash = s.cash
	const rows = months.slice(0, s.horizon).map((m) => {
		const opening = cash + m.payment
		cash = opening + m.revenue - m.paid + Math.max(0, opening) * yields
		return { revenue: m.allRevenue, grossBurn: m.allPaid, netBurn: m.allPaid - m.allRevenue, earned: m.earned, owed: m.owed, opening, cash }
	})
	const even = breakEven(s)
	return {
		runway: runway(s, months, yields),
		breakEven: even,
		gap: gap(s, months, yields, s.horizon),
		gapToBreakEven: even === null ? null : gap(s, months, yields, even),
		months: rows,
	}
}

console.log(JSON.stringify(JSON.parse(readFileSync(0, 'utf8')).map(answer)))
