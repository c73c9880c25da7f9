// What a crowd has to expect, in closed form: the same formulas as bystander.crowd (docs/methods/crowd.md).
// A parity file compares the two in a real browser.
import { betaInc, betaIncInv, betaRule, gammaQ, logNone } from "./special.js";

const SMALL = 2000; // the most that is summed exactly
const RARE = 0.1;
const SAME = 1e-9;
const FEW = 10; // events from which on the prior no longer matters
const LEVEL = 0.95;
const CLOSE = 1e-9;

/** What is left open about a rate: Beta(a, b), or a point where it is asserted. */
export function posterior(rate) {
  if (rate.rate !== null && rate.rate !== undefined) return { point: rate.rate, mean: rate.rate, variance: 0 };
  const deff = rate.design_effect || 1;
  const a = rate.events / deff + 0.5;
  const b = (rate.trials - rate.events) / deff + 0.5;
  const total = a + b;
  return { a, b, mean: a / total, variance: (a * b) / (total * total * (total + 1)) };
}

/** The rate at a quantile of what is left open. */
export function rateAt(known, u) {
  return known.point !== undefined ? known.point : betaIncInv(known.a, known.b, u);
}

/** Mean and variance of f(rate); f gives several values at once. */
function moments(known, f) {
  if (known.point !== undefined) return f(known.point).map((value) => [value, 0]);
  const rule = betaRule(known.a, known.b);
  const values = rule.nodes.map(f);
  return values[0].map((_, i) => {
    let mean = 0;
    for (let n = 0; n < values.length; n++) mean += rule.weights[n] * values[n][i];
    let variance = 0;
    for (let n = 0; n < values.length; n++) variance += rule.weights[n] * (values[n][i] - mean) ** 2;
    return [mean, variance];
  });
}

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

/** People who share one piece of evidence. */
export function block(state, people, rate) {
  const icc = rate.correlation || 0;
  const known = posterior(rate);
  const { looks, capture } = state;
  const t = icc / (1 - icc);
  const weight = binomial(looks, capture);
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
    alerts: {
      mean: people * usable * known.mean,
      variance: people * each + (people * usable) ** 2 * known.variance,
      most: people * looks,
    },
    flagged: count(once),
    again: count(twice),
  };
}

/** Share people out by largest remainders, the first of equals first. */
export function apportioned(people, shares) {
  const exact = shares.map((share) => people * share);
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

function matchedBeta(mean, variance) {
  const total = Math.max((mean * (1 - mean)) / variance - 1, 1e-6);
  return [mean * total, (1 - mean) * total];
}

/** P(no alert to anybody of so many), each flagged with a chance of this mean and variance. */
function nobody(people, [mean, variance]) {
  if (!people || mean <= 0) return 1;
  if (mean >= 1) return 0;
  if (variance <= 0) return Math.exp(people * Math.log1p(-mean));
  const [a, c] = matchedBeta(mean, variance);
  return Math.exp(logNone(a, c, people));
}

/** The chance that one of a block is flagged at least once, with its rate at a quantile of what is left open. */
function chanceAt(b, u) {
  return b.chances(rateAt(b.known, u))[0];
}

const ENDS = [(1 - LEVEL) / 2, (1 + LEVEL) / 2];

/** The range between two ends, in whatever order, that holds the value. */
function around(mean, ends) {
  return { mean, low: Math.min(mean, ...ends), high: Math.max(mean, ...ends) };
}

/** The distribution of a count, from its mean, its variance and the most it can be (see crowd/predictive.py). */
export function distribution({ mean, variance, most }) {
  const share = most ? mean / most : 0;
  if (mean <= 0) return { most, cdf: (n) => (n < 0 ? 0 : 1), sd: 0, mean: 0 };
  const guard = (cdf) => (n) => (n < 0 ? 0 : n >= most ? 1 : cdf(n));
  const sd = Math.sqrt(variance);
  if (most <= SMALL) {
    const chances = summed(share, variance, most);
    const total = [];
    chances.reduce((sum, c, i) => (total[i] = sum + c), 0);
    return { most, mean, sd, chances, cdf: guard((n) => total[n]) };
  }
  if (share <= RARE) {
    const size = mean ** 2 / (variance - mean);
    const over = variance > mean * (1 + SAME) && size < 1e9;
    const cdf = over ? (n) => betaInc(size, n + 1, size / (size + mean)) : (n) => gammaQ(n + 1, mean);
    return { most, mean, sd, cdf: guard(cdf) };
  }
  if (variance <= 0) return { most, mean, sd, cdf: guard((n) => (n >= mean ? 1 : 0)) };
  const [a, b] = matchedBeta(share, variance / most ** 2);
  return { most, mean, sd, cdf: guard((n) => betaInc(a, b, Math.min(1, (n + 0.5) / most))) };
}

function summed(share, variance, most) {
  const chances = new Float64Array(most + 1);
  if (share >= 1) {
    chances[most] = 1;
    return chances;
  }
  const alone = most * share * (1 - share);
  const over = variance / alone;
  const free = variance > alone * (1 + SAME);
  const total = Math.max(over < most ? (most - over) / (over - 1) : 1e-6, 1e-6);
  const [a, b] = [share * total, (1 - share) * total];
  let log = 0;
  let largest = 0;
  const logs = [0];
  for (let n = 0; n < most; n++) {
    log += Math.log((most - n) / (n + 1));
    log += free ? Math.log(a + n) - Math.log(b + most - n - 1) : Math.log(share) - Math.log1p(-share);
    logs.push(log);
    largest = Math.max(largest, log);
  }
  let sum = 0;
  for (let n = 0; n <= most; n++) sum += chances[n] = Math.exp(logs[n] - largest);
  return chances.map((c) => c / sum);
}

/** The smallest n with P(count <= n) >= u, looked for around the mean first. */
export function quantile(d, u) {
  if (d.mean <= 0 || !d.most) return 0;
  let low = -1;
  let high = d.most;
  const near = Math.floor(d.mean - 9 * d.sd - 9);
  const far = Math.ceil(d.mean + 9 * d.sd + 9);
  if (near > low && near < high && d.cdf(near) < u) low = near;
  if (far < high && d.cdf(far) >= u) high = far;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (d.cdf(middle) >= u) high = middle;
    else low = middle;
  }
  return high;
}

function range(count) {
  const d = distribution(count);
  const [low, high] = ENDS.map((u) => quantile(d, u));
  return { mean: count.mean, low, high };
}

function total(counts) {
  return counts.reduce(
    (s, c) => ({ mean: s.mean + c.mean, variance: s.variance + c.variance, most: s.most + c.most }),
    { mean: 0, variance: 0, most: 0 },
  );
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
  const counted = bystanders.filter(({ rate }) => rate.rate === null || rate.rate === undefined);
  if (!counted.some(({ rate }) => rate.events < FEW)) return null;
  const usable = state.looks * state.capture;
  return bystanders.reduce((sum, { block: b, rate }) => {
    if (rate.rate !== null && rate.rate !== undefined) return sum + b.people * usable * rate.rate;
    const deff = rate.design_effect || 1;
    const rest = (rate.trials - rate.events) / deff;
    return sum + b.people * usable * (rest > 0 ? betaIncInv(rate.events / deff + 1, rest, LEVEL) : 1);
  }, 0);
}

/** What would have to be true for a share of the alerts to be right. */
export function needed(bystanders, sought, usable, share) {
  const right = sought.alerts.mean;
  const all = bystanders.reduce((sum, { block: b }) => sum + b.people * usable, 0);
  if (right <= 0 || all <= 0) return null;
  const rate = (right * (1 - share)) / (share * all);
  if (!(rate > 0 && rate < 1)) return null;
  return { share, rate, trials: Math.ceil(Math.log(1 - LEVEL) / Math.log1p(-rate)) };
}

/** The counts alone: what the headline and the dots need while a slider moves. */
export function counts(state) {
  const found = blocks(state);
  return {
    ...found,
    falseAlerts: total(found.bystanders.map((b) => b.block.alerts)),
    flagged: total(found.bystanders.map((b) => b.block.flagged)),
    again: total(found.bystanders.map((b) => b.block.again)),
  };
}

/** Everything, in the shape of bystander.crowd.page.numbers. */
export function consequences(state, share = 0.5) {
  const found = counts(state);
  const { sought, bystanders } = found;
  const alerts = range(total([found.falseAlerts, sought.alerts]));
  const none = (chance) => bystanders.reduce((p, { block: b }) => p * nobody(b.people, chance(b)), 1);
  return {
    alerts,
    false_alerts: range(found.falseAlerts),
    flagged: range(found.flagged),
    flagged_again: range(found.again),
    correct_alerts: range(sought.alerts),
    found: range(sought.flagged),
    p_found: sought.people ? around(sought.once[0], ENDS.map((u) => chanceAt(sought, u))) : null,
    p_nobody: around(none((b) => b.once), ENDS.map((u) => none((b) => [chanceAt(b, u), 0]))),
    share_right: shareRight(sought.alerts, found.falseAlerts),
    bound: bound(state, bystanders),
    alerts_per_hour: state.hours ? hourly(alerts, state.hours) : null,
    by_group: found.groups.map((g) => ({ name: g.name, people: g.block.people, flagged: range(g.block.flagged) })),
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
