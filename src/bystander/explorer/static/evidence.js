// The rate of a day, as the evidence leaves it open: the same as bystander.crowd.evidence.
import { betaIncInv, betaRule } from "./special.js";

const FEWEST = 3; // degrees of freedom of a scatter, below which no more is allowed for
const WILDEST = 24; // squared coefficient of variation of a day's rate, beyond which no more is taken
const QUARTILE = 0.6744897501960817; // of a standard normal variable
const NOWHERE = 1e-100; // a rate below is the same on every day
const WIDEST = 1e-6; // the size of a Beta distribution that is nearly all at 0 and at 1

/** How much more than by chance days differ, where that was measured. */
function scatterOf(rate) {
  return Math.max(rate.day_scatter || 1, 1);
}

/** The variance between days per unit of the rate, at the upper quartile of what few days leave open of it. */
function betweenDays(rate) {
  if (!rate.day_scatter || !rate.day_looks) return 0;
  if (isAsserted(rate) || !rate.trials) return (scatterOf(rate) - 1) / rate.day_looks;
  const spread = 2 / (9 * Math.max((rate.days || rate.trials / rate.day_looks) - 1, FEWEST));
  const wider = 1 / (1 - spread - QUARTILE * Math.sqrt(spread)) ** 3;
  return Math.max(wider * rate.day_scatter - 1, 0) / rate.day_looks;
}

/** How many times each event counts. */
export function deffOf(rate) {
  return Math.max(rate.design_effect || 1, scatterOf(rate));
}

export function isAsserted(rate) {
  return rate.rate !== null && rate.rate !== undefined;
}

/** A rate that is one number, days differing about it by so much. */
export function point(mean, between) {
  const fixed = mean < NOWHERE || mean >= 1 || !between;
  if (fixed) return { mean, variance: 0, fixed, known: true, between };
  return { ...matched(mean, mean * taken(between, mean)), known: true, between };
}

/** How much of the variance between days is taken: more of it would narrow the range. */
function taken(between, mean) {
  return Math.min(between, WILDEST * mean);
}

function matched(mean, variance) {
  const size = Math.max((mean * (1 - mean)) / variance - 1, WIDEST);
  return spread(mean, mean * size, (1 - mean) * size);
}

function spread(mean, a, b) {
  return { mean, a, b, variance: (a * b) / ((a + b) ** 2 * (a + b + 1)) };
}

/** The rate of a day: end 0 as counted, -1 at the least that the counts allow, 1 at the most (crowd/evidence.py). */
export function evidence(rate, end = 0) {
  const between = betweenDays(rate);
  if (isAsserted(rate)) return point(rate.rate, between);
  const deff = deffOf(rate);
  const a = rate.events / deff + (end > 0 ? 1 : 0);
  const b = (rate.trials - rate.events) / deff + (end < 0 ? 1 : 0);
  const mean = a > 0 ? a / (a + b) : 0;
  if (mean === 0 || mean === 1) return { ...point(mean, between), between };
  const counted = spread(mean, a, b);
  return { ...(between ? matched(mean, counted.variance + mean * taken(between, mean)) : counted), counted: [a, b], between };
}

/** The rate of a day at a quantile of the days. */
export function rateAt(known, u) {
  return known.fixed ? known.mean : betaIncInv(known.a, known.b, u);
}

/** The rate at a quantile of what the counts leave open, days differing about it as they do. */
export function limitAt(known, u) {
  return known.known ? known : point(betaIncInv(...known.counted, u), known.between);
}

/** Mean and variance of f(rate); f gives several values at once. */
export function moments(known, f) {
  if (known.fixed) return f(known.mean).map((value) => [value, 0]);
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
