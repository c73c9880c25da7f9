// The scenario that is shown: what was chosen, what sliders made of it, and the address that restores it.

import { isAsserted } from "./evidence.js";
import { tenDigits } from "./words.js";

export const NEVER = 1e9; // the far end of "looks in the test": no test is known, the rate is asserted
const MOST_PEOPLE = 2e9;
const BY_HAND = { status: "invented", source: "set by hand on this page" }; // whoever counted before did not count this

/** What the page shows now; the one thing in it that changes. */
export const now = { chosen: 0, name: "", start: null, state: null, day: 0, wanted: 0.5 }; // `start`: the scenario as it came

/** Whether a piece of evidence was set by hand: then nobody counted it, with whatever watchlist. */
export function byHand(evidence) {
  return evidence.source === BY_HAND.source;
}

/** The rate that a piece of evidence gives as its best guess. */
export function rateOf(evidence) {
  if (isAsserted(evidence)) return evidence.rate;
  return evidence.trials > 0 ? evidence.events / evidence.trials : 0;
}

/** Set the rate of a piece of evidence, keeping how much was seen. Whatever is set by hand is invented. */
export function setRate(evidence, rate) {
  if (isAsserted(evidence) || !evidence.trials) evidence.rate = rate; // without a test, a rate can only be asserted
  else evidence.events = rate * evidence.trials;
  Object.assign(evidence, BY_HAND);
}

/** Set how much was seen in the test, keeping the rate. */
export function setTrials(evidence, trials) {
  const rate = rateOf(evidence);
  Object.assign(evidence, BY_HAND);
  if (trials >= NEVER) Object.assign(evidence, { rate, events: 0, trials: 0 });
  else Object.assign(evidence, { rate: null, events: rate * trials, trials });
}

export function trialsOf(evidence) {
  return isAsserted(evidence) ? NEVER : evidence.trials;
}

/** Give a group its share; the others keep their proportions in what is left. */
export function setShare(groups, index, value) {
  const others = groups.filter((_, i) => i !== index);
  const before = others.reduce((sum, g) => sum + g.share, 0);
  for (const g of others) g.share = before > 0 ? (g.share / before) * (1 - value) : (1 - value) / others.length;
  groups[index].share = others.length ? value : 1;
}

/** What scenarios are called in the list and in an address: by their titles, which a number tells apart where two share one. */
export function scenarioNames(scenarios) {
  return scenarios.map(({ title }, i) => {
    const before = scenarios.slice(0, i).filter((one) => one.title === title).length;
    return before ? `${title} (${before + 1})` : title;
  });
}

export function choose(scenarios, index) {
  Object.assign(now, { chosen: index, name: scenarioNames(scenarios)[index], start: scenarios[index], state: structuredClone(scenarios[index]), day: 0 });
}

/** The scenario as the part of the address after #: readable, and enough to restore it in this page. */
export function toHash() {
  const { name, state, day, wanted } = now;
  const f = state.false_alerts;
  const parts = {
    scenario: name, people: state.people, sought: state.sought, looks: state.looks,
    rate: tenDigits(rateOf(f)), trials: isAsserted(f) ? "none" : tenDigits(f.trials), hit: tenDigits(rateOf(state.hits)),
  };
  if (state.groups && state.groups.length) parts.shares = state.groups.map((g) => tenDigits(g.share)).join(",");
  if (day) parts.day = day;
  if (wanted !== 0.5) parts.wanted = tenDigits(wanted);
  return new URLSearchParams(parts).toString();
}

/**
 * Take over what an address says; whatever makes no sense is left as the scenario has it. An address of a scenario that
 * is not on this page says nothing here: its numbers under another title would be somebody else's.
 */
export function fromHash(scenarios, text) {
  const given = new URLSearchParams(text);
  const number = (key, low, high) => {
    const value = Number(given.get(key));
    return given.get(key) && value >= low && value <= high ? value : null;
  };
  const whole = (key, low, high) => {
    const value = number(key, low, high);
    return value === null ? null : Math.round(value);
  };
  const index = given.has("scenario") ? scenarioNames(scenarios).indexOf(given.get("scenario")) : now.chosen;
  if (index < 0) return;
  choose(scenarios, index);
  const { state } = now;
  state.people = whole("people", 1, MOST_PEOPLE) ?? state.people;
  state.sought = whole("sought", 0, 1e6) ?? state.sought;
  state.looks = whole("looks", 1, 1000) ?? state.looks;
  evidenceFromHash(state.false_alerts, number("rate", 0, 1), given.get("trials") === "none" ? NEVER : number("trials", 1, 1e12));
  evidenceFromHash(state.hits, number("hit", 0, 1), null);
  const shares = (given.get("shares") || "").split(",").map(Number);
  const sum = shares.reduce((a, b) => a + b, 0);
  if (state.groups && shares.length === state.groups.length && shares.every((s) => s >= 0) && sum > 0) {
    state.groups.forEach((g, i) => (g.share = shares[i] / sum));
  }
  now.day = whole("day", 0, 1e9) ?? 0;
  now.wanted = number("wanted", 0.05, 0.99) ?? 0.5;
}

/** Change a piece of evidence only where the address says something else: what was published stays published. */
function evidenceFromHash(evidence, rate, trials) {
  if (trials !== null && trials !== tenDigits(trialsOf(evidence))) setTrials(evidence, trials);
  if (rate !== null && rate !== tenDigits(rateOf(evidence))) setRate(evidence, rate);
}
