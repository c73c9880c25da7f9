// What a crowd has to expect, in closed form: the same formulas as bystander.crowd (docs/methods/crowd.md).
// A parity file compares the two in a real browser.
import { deffOf, evidence, isAsserted, limitAt, moments, point } from "./evidence.js";
import { distribution, matchedBeta, quantile } from "./predictive.js";
import { betaIncInv, logNone } from "./special.js";

const FEW = 10; // events below which the bound stands beside the range
// correlation between looks at one person, where none was measured: the least, what the number takes, and the most
export const UNMEASURED = [0, 0.1, 0.5];
const LEVEL = 0.95;
const CLOSE = 1e-9;
export const TOO_RARE = 1e-15; // expected; a number of crowds beyond its inverse would be a row of zeros, and at last none
const SHOWN_BY_TRIALS = 1e-15; // a rate below takes more comparisons than were ever made

/** Chances of 0 ... n of n, from the most likely one. */
function binomial(n, p) {
  const weight = new Float64Array(n + 1);
  if (p === 0 || p === 1) {
    weight[Math.round(n * p)] = 1;
    return weight;
  }
  let log = 0;
  let most = 0;
  const logs = [0];
  for (let j = 0; j < n; j++) {
    log += Math.log((n - j) / (j + 1)) + Math.log(p) - Math.log1p(-p);
    logs.push(log);
    most = Math.max(most, log);
  }
  let sum = 0;
  for (let j = 0; j <= n; j++) sum += weight[j] = Math.exp(logs[j] - most);
  return weight.map((w) => w / sum);
}

/** P(flagged at least once) and P(at least twice) of one person, by the urn of docs/methods/crowd.md. */
export function atLeast(rate, looks, weight, t) {
  let none = 1;
  let once = 0;
  let some = 0;
  let twice = 0;
  let onceTotal = 0;
  let twiceTotal = 0;
  for (let j = 0; j < looks; j++) {
    const first = rate / (1 + j * t);
    const second = (rate + t) / (1 + j * t);
    twice += once * second;
    once = once * (1 - second) + none * first;
    some += none * first;
    none *= 1 - first;
    onceTotal += weight[j + 1] * some;
    twiceTotal += weight[j + 1] * twice;
  }
  return [Math.min(1, onceTotal), Math.min(1, twiceTotal)];
}

/** People of one rate, whose looks are so related. */
function part(state, people, known, icc, weight) {
  const { looks, capture } = state;
  const t = icc / (1 - icc);
  const chances = (f) => atLeast(f, looks, weight, t);
  const [once, twice] = moments(known, chances);
  const square = known.mean ** 2 + known.variance;
  const usable = looks * capture;
  const bunched = usable + icc * looks * (looks - 1) * capture ** 2;
  const each = (known.mean - square) * bunched + square * usable * (1 - capture);
  const count = ([mean, variance]) => ({
    mean: people * mean,
    variance: people * Math.max(mean - mean ** 2 - variance, 0) + people ** 2 * variance,
    most: people,
  });
  return {
    people,
    known,
    chances,
    once,
    at: (u) => part(state, people, limitAt(known, u), icc, weight),
    alerts: {
      mean: people * usable * known.mean,
      variance: people * each + (people * usable) ** 2 * known.variance,
      most: people * looks,
    },
    flagged: count(once),
    again: count(twice),
  };
}

/**
 * People who share one piece of evidence: as counted, and at the least and the most that the counts allow, each with
 * the least and the most correlation between looks that is possible.
 */
export function block(state, people, rate) {
  const given = rate.correlation;
  const [low, taken, high] = given === null || given === undefined ? UNMEASURED : [given, given, given];
  const weight = binomial(state.looks, state.capture);
  const days = evidence(rate);
  const ends = (known) => {
    const first = part(state, people, known, low, weight);
    return [first, low === high || state.looks === 1 ? first : part(state, people, known, high, weight)];
  };
  return {
    people,
    onEqualDays: rate.day_scatter ? block(state, people, onEqualDays(rate)) : null,
    days, // what a day draws its rate from
    expected: part(state, people, point(days.mean, days.between), taken, weight),
    least: ends(evidence(rate, -1)),
    most: ends(evidence(rate, 1)),
  };
}

/** A rate that is the same on every day; what scatter there is leaves it as open as before. */
function onEqualDays(rate) {
  return { ...rate, design_effect: deffOf(rate), day_scatter: null, day_looks: null };
}

/** A number of the day over blocks: as counted, and what its range comes from (crowd/consequences.py, Expected). */
function expected(found, number) {
  const at = (end) => [0, 1].map((i) => ofADay(found, (b) => b[end][i][number]));
  return { counted: ofADay(found, (b) => b.expected[number]), least: at("least"), most: at("most") };
}

/** The total over blocks on one day: a day that is bad for one is bad for all (crowd/consequences.py, of_a_day). */
export function ofADay(found, count) {
  const sum = total(found.map(count));
  if (found.length < 2) return sum;
  const days = found.map((b) => (b.onEqualDays ? Math.sqrt(Math.max(0, count(b).variance - count(b.onEqualDays).variance)) : 0));
  const all = days.reduce((a, b) => a + b, 0);
  return { ...sum, variance: sum.variance + all ** 2 - days.reduce((a, b) => a + b ** 2, 0) };
}

const ROUNDED = 1e-9; // shares that miss 1 by more were rounded, and are taken in proportion

/** Share people out by largest remainders, the first of equals first. */
export function apportioned(people, shares) {
  const sum = shares.reduce((a, b) => a + b, 0);
  const whole = Math.abs(sum - 1) > ROUNDED ? sum : 1;
  const exact = shares.map((share) => (people * share) / whole);
  const sizes = exact.map(Math.floor);
  const left = people - sizes.reduce((a, b) => a + b, 0);
  const order = sizes.map((_, i) => i).sort((i, j) => sizes[i] - exact[i] - (sizes[j] - exact[j]) || i - j);
  for (const i of order.slice(0, left)) sizes[i] += 1;
  return sizes;
}

/** Bystanders as independent blocks, groups by name, and the sought people. */
export function blocks(state) {
  const groups = state.groups || [];
  const sizes = apportioned(state.people, groups.map((g) => g.share));
  const named = groups.map((g, i) => ({
    name: g.name,
    own: Boolean(g.false_alerts),
    rate: g.false_alerts || state.false_alerts,
    block: block(state, sizes[i], g.false_alerts || state.false_alerts),
  }));
  const own = named.filter((g) => g.own);
  const rest = state.people - own.reduce((sum, g) => sum + g.block.people, 0);
  const bystanders = own.map((g) => ({ block: g.block, rate: g.rate }));
  if (rest || !own.length) bystanders.push({ block: block(state, rest, state.false_alerts), rate: state.false_alerts });
  return { groups: named, bystanders, sought: block(state, state.sought, state.hits) };
}

/** P(no alert to anybody of so many), each flagged with a chance of this mean and variance. */
function nobody(people, [mean, variance]) {
  if (!people || mean <= 0) return 1;
  if (mean >= 1) return 0;
  if (variance <= 0) return Math.exp(people * Math.log1p(-mean));
  const [a, c] = matchedBeta(mean, variance);
  return Math.exp(logNone(a, c, people));
}

const ENDS = [(1 - LEVEL) / 2, (1 + LEVEL) / 2];

/** The range between two ends, in whatever order, that holds the value. */
function around(mean, ends) {
  return { mean, low: Math.min(mean, ...ends), high: Math.max(mean, ...ends) };
}

/** The range of a number; it holds the whole numbers on both sides of what is expected (crowd/consequences.py, Range.of). */
function range({ counted, least, most }) {
  const ends = (counts, u) => counts.map((count) => countQuantile(count, u));
  const { mean } = counted;
  const [under, over] = [Math.floor(mean * (1 + CLOSE)), mean >= TOO_RARE ? Math.ceil(mean * (1 - CLOSE)) : 0];
  return { mean, low: Math.min(under, ...ends(least, ENDS[0])), high: Math.max(over, ...ends(most, ENDS[1])) };
}

/** A sum has no smaller quantile than any of its parts (crowd/predictive.py, Count.quantile). */
function countQuantile(count, u) {
  return Math.max(quantile(distribution(count), u), ...count.parts.map((part) => quantile(distribution(part), u)));
}

function total(counts) {
  const sum = (of) => counts.reduce((s, c) => s + c[of], 0);
  return { mean: sum("mean"), variance: sum("variance"), most: sum("most"), parts: counts.length > 1 ? counts : [] };
}

/** Right alerts over all, as expected; its range from the fewest right among the most false, and the other way round. */
function shareOf(right, falseAlerts) {
  const worst = [0, 1].map((i) => shareRight(right.least[i], falseAlerts.most[i]));
  const best = [0, 1].map((i) => shareRight(right.most[i], falseAlerts.least[i]));
  const ends = [...worst.filter(Boolean).map((r) => r.low), ...best.filter(Boolean).map((r) => r.high)];
  const all = right.counted.mean + falseAlerts.counted.mean;
  if (!ends.length) return null;
  if (all > 0) return around(right.counted.mean / all, ends);
  // 0/0 as counted: where no alert can be false, any is right
  return { mean: Math.min(...ends), low: Math.min(...ends), high: Math.max(...ends) };
}

/** Right alerts over all, as expected, and the range on days with an alert; null where none is possible. */
export function shareRight(right, falseAlerts) {
  if (right.mean + falseAlerts.mean <= 0) return null;
  const c = distribution(right);
  const f = distribution(falseAlerts);
  const values = [];
  if (right.mean <= 0) values.push([0, 1]);
  else if (c.chances) c.chances.forEach((p, n) => p > 1e-12 && values.push([n, p]));
  else for (let i = 0; i < 400; i++) values.push([quantile(c, (i + 0.5) / 400), 1 / 400]);
  const none = values.reduce((sum, [n, p]) => (n === 0 ? sum + p : sum), 0);
  const silent = f.cdf(0);
  const some = 1 - none * silent;
  if (some <= 0) return null;
  const only = none * (1 - silent);
  const positive = values.filter(([n]) => n > 0);
  const end = (u) => {
    if (only >= u * some) return 0;
    let low = 0;
    let high = 1;
    for (let i = 0; i < 40; i++) {
      const middle = (low + high) / 2;
      let reached = only;
      for (const [n, p] of positive) reached += p * (1 - f.cdf(Math.ceil((n * (1 - middle)) / middle - 1e-9) - 1));
      if (reached >= u * some) high = middle;
      else low = middle;
    }
    return high > 1 - CLOSE ? 1 : high; // halving never reaches the end itself
  };
  return around(right.mean / (right.mean + falseAlerts.mean), ENDS.map(end));
}

/** Expected false alerts at the largest rate that the evidence does not exclude; null where events are not few. */
function bound(state, bystanders) {
  if (!bystanders.some(({ rate }) => !isAsserted(rate) && rate.events < FEW)) return null;
  const usable = state.looks * state.capture;
  return bystanders.reduce((sum, { block: b, rate }) => {
    if (isAsserted(rate)) return sum + b.people * usable * rate.rate;
    const deff = deffOf(rate);
    const rest = (rate.trials - rate.events) / deff;
    return sum + b.people * usable * (rest > 0 ? betaIncInv(rate.events / deff + 1, rest, LEVEL) : 1);
  }, 0);
}

/** What would have to be true for a share of the alerts to be right. */
export function needed(bystanders, sought, usable, share) {
  const right = sought.expected.alerts.mean;
  const all = bystanders.reduce((sum, { block: b }) => sum + b.people * usable, 0);
  if (right <= 0 || all <= 0) return null;
  const rate = (right * (1 - share)) / (share * all);
  if (!(rate > SHOWN_BY_TRIALS && rate < 1)) return null;
  return { share, rate, trials: Math.ceil(Math.log(1 - LEVEL) / Math.log1p(-rate)) };
}

/** The counts alone: what the headline and the dots need while a slider moves. */
export function counts(state) {
  const found = blocks(state);
  const bystanders = found.bystanders.map((b) => b.block);
  return {
    ...found,
    falseAlerts: expected(bystanders, "alerts"),
    flagged: expected(bystanders, "flagged"),
    again: expected(bystanders, "again"),
  };
}

/** Everything, in the shape of bystander.crowd.page.numbers. */
export function consequences(state, share = 0.5) {
  const found = counts(state);
  const { sought, bystanders } = found;
  const all = bystanders.map((b) => b.block);
  const alerts = range(expected([...all, sought], "alerts"));
  const right = expected([sought], "alerts");
  const none = (parts) => parts.reduce((p, b) => p * nobody(b.people, b.once), 1);
  const noneAt = (end, u) => [0, 1].map((i) => none(all.map((b) => b[end][i].at(u))));
  const seenAt = (end, u) => sought[end].map((b) => b.at(u).once[0]);
  const [low, high] = ENDS;
  return {
    alerts,
    false_alerts: range(found.falseAlerts),
    flagged: range(found.flagged),
    flagged_again: range(found.again),
    correct_alerts: range(right),
    found: range(expected([sought], "flagged")),
    p_found: sought.people ? around(sought.expected.once[0], [...seenAt("least", low), ...seenAt("most", high)]) : null,
    p_nobody: around(none(all.map((b) => b.expected)), [...noneAt("least", low), ...noneAt("most", high)]),
    share_right: shareOf(right, found.falseAlerts),
    bound: bound(state, bystanders),
    alerts_per_hour: state.hours ? hourly(alerts, state.hours) : null,
    by_group: found.groups.map((g) => ({ name: g.name, people: g.block.people, flagged: range(expected([g.block], "flagged")) })),
    needed: needed(bystanders, sought, state.looks * state.capture, share),
  };
}

function hourly({ mean, low, high }, hours) {
  return { mean: mean / hours, low: low / hours, high: high / hours };
}

/** The range of people flagged alone, for the headline. */
export function flaggedRange(count) {
  return range(count);
}
