// The likelihood's kernel by hand, in C with SIMD: the work of kernel.js, two samples at
// a time. What it takes stands in memory: the points that are drawn, the lines and the
// ends of the opening cash.
#include <wasm_simd128.h>

enum { samples = 2048, stride = samples + 8, forever = 600, buckets = 512, most = 10, longest = 120 };
#define INFINITY __builtin_inf()

double points[1 + 2 * most][samples];
struct { double revenue, low, high, growLow, growHigh; } lines[most];
int count, horizon;
double cashLow, cashHigh;
double answers[6];

typedef v128_t pair;
static pair amounts[most], growths[most], years[most], sums[most], fastestOut;
static pair revenue[forever], costs[forever];
static double runways[samples], gaps[samples], balances[longest * stride];

static pair two(double x) { return wasm_f64x2_splat(x); }
static pair plus(pair a, pair b) { return wasm_f64x2_add(a, b); }
static pair minus(pair a, pair b) { return wasm_f64x2_sub(a, b); }
static pair times(pair a, pair b) { return wasm_f64x2_mul(a, b); }
static pair less(pair a, pair b) { return wasm_f64x2_pmin(a, b); }
static pair more(pair a, pair b) { return wasm_f64x2_pmax(a, b); }
static pair pick(pair a, pair b, pair where) { return wasm_v128_bitselect(a, b, where); }
static int any(pair where) { return wasm_v128_any_true(where); }

// between draws a figure of two samples.
static pair between(double low, double high, const double *point) {
  return plus(two(low), times(two(high - low), wasm_v128_load(point)));
}

// leap passes over a year if nothing that is sought can happen in it, and returns 2 if
// nothing can later either.
static int leap(pair *cash, pair seekRunway) {
  pair in = two(0), out = two(0), firstIn = two(0), firstOut = two(0), leastIn = two(0), mostIn = two(0), mostOut = two(0);
  for (int i = 0; i < count; i++) {
    const pair a = amounts[i], end = times(a, years[i]), year = times(a, sums[i]), least = less(a, end), greatest = more(a, end);
    if (lines[i].revenue) {
      in = plus(in, year);
      firstIn = plus(firstIn, a);
      leastIn = plus(leastIn, least);
      mostIn = plus(mostIn, greatest);
    } else {
      out = plus(out, year);
      firstOut = plus(firstOut, a);
      mostOut = plus(mostOut, greatest);
    }
  }
  if (any(wasm_v128_and(seekRunway, wasm_f64x2_lt(*cash, times(two(12), minus(mostOut, leastIn)))))) return 0;
  const pair covered = wasm_v128_and(wasm_f64x2_ge(firstIn, firstOut), wasm_f64x2_le(times(firstIn, fastestOut), minus(plus(leastIn, mostIn), firstIn)));
  if (wasm_i64x2_all_true(wasm_v128_or(covered, wasm_v128_not(seekRunway)))) return 2;
  for (int i = 0; i < count; i++) amounts[i] = times(amounts[i], years[i]);
  *cash = minus(*cash, minus(out, in));
  return 1;
}

// sample computes samples s and s + 1.
static void sample(int s) {
  const pair never = two(INFINITY), none = two(0);
  pair cash = between(cashLow, cashHigh, &points[0][s]);
  fastestOut = none;
  for (int i = 0; i < count; i++) {
    amounts[i] = between(lines[i].low, lines[i].high, &points[1 + 2 * i][s]);
    const pair g = plus(two(1), between(lines[i].growLow, lines[i].growHigh, &points[2 + 2 * i][s]));
    const pair second = times(g, g), fourth = times(second, second);
    growths[i] = g;
    years[i] = times(times(fourth, fourth), fourth);
    if (!lines[i].revenue) fastestOut = more(fastestOut, years[i]);
    sums[i] = pick(two(12), wasm_f64x2_div(minus(years[i], two(1)), minus(g, two(1))), wasm_f64x2_eq(g, two(1)));
  }
  pair runway = never, lowest = never;
  for (int from = 0, to = horizon; from < forever; from = to, to = to + 12 < forever ? to + 12 : forever) {
    const pair seekRunway = wasm_f64x2_eq(runway, never);
    if (!any(seekRunway)) break;
    if (from >= horizon && to - from == 12) {
      const int leapt = leap(&cash, seekRunway);
      if (leapt == 2) break;
      if (leapt) continue;
    }
    for (int t = from; t < to; t++) revenue[t] = costs[t] = none;
    for (int i = 0; i < count; i++) {
      pair *into = lines[i].revenue ? revenue : costs, a = amounts[i];
      const pair g = growths[i];
      for (int t = from; t < to; t++) {
        into[t] = plus(into[t], a);
        a = times(a, g);
      }
      amounts[i] = a;
    }
    for (int t = from; t < to; t++) {
      const pair net = minus(costs[t], revenue[t]), end = minus(cash, net), at = two(t);
      const pair spent = wasm_v128_and(wasm_f64x2_eq(runway, never), wasm_f64x2_lt(end, none));
      if (any(spent)) runway = pick(plus(at, pick(wasm_f64x2_div(cash, net), none, wasm_f64x2_gt(cash, none))), runway, spent);
      if (t < horizon) {
        lowest = less(less(lowest, cash), end);
        wasm_v128_store(&balances[t * stride + s], end);
      }
      cash = end;
    }
  }
  wasm_v128_store(&runways[s], runway);
  wasm_v128_store(&gaps[s], wasm_v128_and(minus(none, lowest), wasm_f64x2_lt(runway, two(horizon))));
}

// nth is the value that n others stand before when all are sorted: Hoare's selection.
static double nth(double *values, int size, int n) {
  int low = 0, high = size - 1;
  while (low < high) {
    const double pivot = values[low + (high - low) / 2];
    int i = low, j = high;
    while (i <= j) {
      while (values[i] < pivot) i++;
      while (values[j] > pivot) j--;
      if (i <= j) {
        const double v = values[i];
        values[i++] = values[j];
        values[j--] = v;
      }
    }
    if (n <= j) high = j;
    else if (n >= i) low = i;
    else break;
  }
  return values[n];
}

static void percentiles(const double *values, double *found) {
  static const int ranks[] = { (samples * 5 + 99) / 100 - 1, (samples * 50 + 99) / 100 - 1, (samples * 95 + 99) / 100 - 1 };
  static unsigned short counts[buckets], spans[samples];
  static double near[samples];
  pair lows = two(INFINITY), highs = two(-INFINITY);
  for (int s = 0; s < samples; s += 2) {
    const pair v = wasm_v128_load(&values[s]);
    lows = less(lows, v);
    highs = more(highs, pick(v, highs, wasm_f64x2_lt(v, two(INFINITY))));
  }
  const double low = wasm_f64x2_extract_lane(less(lows, wasm_i64x2_shuffle(lows, lows, 1, 0)), 0);
  const double high = wasm_f64x2_extract_lane(more(highs, wasm_i64x2_shuffle(highs, highs, 1, 0)), 0);
  if (low >= high) {
    for (int r = 0; r < 3; r++) found[r] = low;
    return;
  }
  for (int b = 0; b < buckets; b++) counts[b] = 0;
  const pair start = two(low), scale = two((buckets - 1) / (high - low)), last = two(buckets - 1);
  for (int s = 0; s < samples; s += 2) {
    const pair b = wasm_i32x4_trunc_sat_f64x2_zero(less(times(minus(wasm_v128_load(&values[s]), start), scale), last));
    counts[spans[s] = wasm_i32x4_extract_lane(b, 0)]++;
    counts[spans[s + 1] = wasm_i32x4_extract_lane(b, 1)]++;
  }
  int seen = 0, b = 0;
  for (int r = 0; r < 3; r++) {
    while (seen + counts[b] <= ranks[r]) seen += counts[b++];
    int size = 0;
    const pair wanted = wasm_i16x8_splat(b);
    for (int s = 0; s < samples; s += 8) {
      if (!any(wasm_i16x8_eq(wasm_v128_load(&spans[s]), wanted))) continue;
      for (int j = s; j < s + 8; j++)
        if (spans[j] == b) near[size++] = values[j];
    }
    found[r] = nth(near, size, ranks[r] - seen);
  }
}

__attribute__((export_name("run"))) void run(void) {
  double runway[3], gap[3], last[3];
  for (int s = 0; s < samples; s += 2) sample(s);
  percentiles(runways, runway);
  percentiles(gaps, gap);
  for (int t = 0; t < horizon; t++) percentiles(&balances[t * stride], last);
  int without = 0;
  for (int s = 0; s < samples; s++) without += gaps[s] == 0;
  nth(gaps, samples, samples * 95 / 100);
  answers[0] = runway[0];
  answers[1] = runway[1];
  for (int r = 0; r < 3; r++) answers[2 + r] = last[r];
  answers[5] = (double)without / samples;
}
