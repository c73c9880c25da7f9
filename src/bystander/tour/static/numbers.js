// What the tour computes while a reader moves something: the same as bystander.tour.facts, by the page's own statistics.
import { blocks, counts, flaggedRange, ofADay } from "../../explorer/static/consequences.js";
import { moments } from "../../explorer/static/evidence.js";
import { distribution, quantile } from "../../explorer/static/predictive.js";

export const DAYS = 20;

/** How many of a block are flagged on a day. */
function flagged(block) {
  const [[mean, variance]] = moments(block.days, block.expected.chances);
  const n = block.people;
  return { mean: n * mean, variance: n * Math.max(mean - mean ** 2 - variance, 0) + n ** 2 * variance, most: n };
}

/**
 * How many are flagged on twenty days, in ascending order, each as likely as any other; a sum has no smaller quantile
 * than any of its parts (crowd/predictive.py).
 */
export function twentyOf(state) {
  const found = blocks(state).bystanders.map(({ block }) => block);
  const { mean, variance, most } = ofADay(found, flagged);
  const parts = found.length > 1 ? found.map(flagged) : [];
  const days = [{ mean, variance, most }, ...parts].map(distribution); // a sum, and its parts
  return Array.from({ length: DAYS }, (_, i) => Math.max(...days.map((one) => quantile(one, (i + 0.5) / DAYS))));
}

/** The number that is expected, and the exact prediction: {mean, low, high}. */
export const rangeOf = (state) => flaggedRange(counts(state).flagged);

/** The test of the same rate with so many mistakes, for the same crowd. */
export function testOf(state, events) {
  const rate = state.false_alerts;
  const trials = (events * rate.trials) / rate.events;
  const days = twentyOf({ ...state, false_alerts: { ...rate, events, trials } });
  return { events, trials: Math.round(trials), days };
}
