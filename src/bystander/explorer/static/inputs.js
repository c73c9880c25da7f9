// What the numbers rest on, row by row, and how the number comes about: the same words as explorer/inputs.py. The page,
// the paper, the picture and the table that leave it all print these rows.
import { apportioned, UNMEASURED } from "./consequences.js";
import { isAsserted } from "./evidence.js";
import { andList, count, crowd, inAMillion, oneIn, peopleOf, percent, plural, significant } from "./words.js";

const KINDS = { counts: "counted", asserted: "asserted", invented: "invented", unknown: "not known" };
const SELDOM = 0.01; // rates below are told in a million, others in per cent
const SAME_SHARE = 1e-9; // an address keeps ten digits of a share
const SOME = 1e-15; // below, a number would be a row of zeros

/** All evidence of false alerts that the crowd's numbers rest on: the overall one only where a group uses it. */
export function falseEvidence(state) {
  const groups = state.groups || [];
  const own = groups.map((g) => g.false_alerts).filter(Boolean);
  return groups.length && own.length === groups.length ? own : [state.false_alerts, ...own];
}

export function isUnknown(state) {
  return falseEvidence(state).some((e) => e.status === "unknown");
}

/** The names of the groups that share the overall evidence. */
export function sharing(state) {
  return (state.groups || []).filter((g) => !g.false_alerts).map((g) => g.name);
}

/** Rows of a name, a value in words, on what it rests, and its source; what differs from `start` was set by hand. */
export function inputs(state, start = state) {
  const groups = state.groups || [];
  const shared = sharing(state);
  const row = (name, text, kind = "", source = "") => ({ name, text, kind, source });
  const hand = (moved) => (moved ? "; set by hand" : "");
  const found = [
    row("Crowd", crowdText(state) + hand(state.people !== start.people || state.sought !== start.sought)),
    row("Looks", looksText(state) + hand(state.looks !== start.looks)),
  ];
  if (shared.length || !groups.length) {
    const name = shared.length < groups.length ? `False alerts, ${andList(shared)}` : "False alerts";
    found.push(evidenceRow(name, state.false_alerts, state.looks));
  }
  const sizes = apportioned(state.people, groups.map((g) => g.share));
  groups.forEach((g, i) => {
    const size = `${sharePercent(g.share)} of the crowd, ${plural(sizes[i], "person", "people")}${hand(Math.abs(g.share - start.groups[i].share) > SAME_SHARE)}`;
    const own = g.false_alerts ? evidenceRow("", g.false_alerts, state.looks) : row("", "the rate above");
    found.push({ ...own, name: `Group ${g.name}`, text: `${size}; ${own.text}` });
  });
  found.push(evidenceRow("Sought people flagged", state.hits, state.looks));
  if (state.hours) found.push(row("Duration", `${few(state.hours)} ${state.hours === 1 ? "hour" : "hours"}`));
  for (const [name, said] of [["Scenario", state.source], ["Its note", state.note]]) {
    if (said) found.push(row(name, said.trim().replace(/\s+/g, " ")));
  }
  return found;
}

/** What the picture must say of itself wherever it goes; empty where everything was counted. */
export function label(state) {
  const evidence = falseEvidence(state);
  const are = (kind) => (e) => e.status === kind;
  const hits = state.sought && !["counts", "unknown"].includes(state.hits.status) ? state.hits.status : "";
  if (isUnknown(state)) return "No false alerts were ever published";
  if (evidence.every(are("invented"))) return evidence.some(isAsserted) ? "Invented rate: no test behind it" : "Invented numbers";
  const all = hits ? "Asserted rate" : "Asserted rate: no evidence given";
  const asserted = evidence.every(are("asserted")) ? all : "Partly asserted";
  const some = evidence.some(are("asserted")) ? asserted : "";
  const first = evidence.some(are("invented")) ? "Partly invented" : some;
  if (first) return hits ? `${first}; sought people ${hits}` : first;
  return hits ? `${hits === "invented" ? "Invented" : "Asserted"}: how often a sought person is flagged` : "";
}

/** The weakest kind of evidence that the page rests on: the class of its tag. */
export function weakest(state) {
  const kinds = [...falseEvidence(state), ...(state.sought ? [state.hits] : [])].map((e) => e.status);
  return ["invented", "asserted", "unknown"].find((kind) => kinds.includes(kind)) || "counts";
}

/** That the number is the rate times the looks, or why it is not. */
export function howWords(state, { alerts, flagged }) {
  const evidence = falseEvidence(state);
  if (isUnknown(state)) return "";
  if (!evidence.some(wasCounted)) {
    const seen = evidence.length === 1 ? `None of ${lookWords(evidence[0].trials)}` : "No look in any group";
    return `${seen} gave a false alert: rate times looks gives no number, only a bound.`;
  }
  const usable = state.people * state.looks * state.capture;
  const looks = `${usable < 1e6 ? few(usable) : crowd(usable)} ${state.capture < 1 ? "usable " : ""}${usable === 1 ? "look" : "looks"}`;
  const one = `: ${rateWords(evidence[0])} (${KINDS[evidence[0].status]}) × ${looks} is ${alertWords(alerts)}.`;
  const parts = [`Rate times looks${evidence.length === 1 ? one : `, group by group, is ${alertWords(alerts)}.`}`];
  const none = (state.groups || []).filter((g) => g.share && !wasCounted(g.false_alerts || evidence[0])).map((g) => g.name);
  if (none.length) parts.push(`None was counted for ${andList(none)}, which adds to the range alone.`);
  if (state.looks > 1 && flagged > 0) parts.push(`Some fall on the same person: ${some(flagged)} flagged ${alike(evidence)}.`);
  return parts.join(" ");
}

/** People with their verb: "about 13 people are". */
function some(people) {
  const told = peopleOf(people);
  return `${told} ${told.endsWith("person") ? "is" : "are"}`;
}

function wasCounted(rate) {
  return isAsserted(rate) || rate.events > 0;
}

/** Whether nobody measured how alike looks at one person are. */
export function notMeasured(rate) {
  return rate.correlation === null || rate.correlation === undefined;
}

function alike(evidence) {
  if (evidence.some(notMeasured)) return `if looks are related by ${significant(UNMEASURED[1], 1)}. Nobody measured it: more are if by less, fewer if by more`;
  const given = [...new Set(evidence.map((e) => e.correlation))].sort((a, b) => a - b);
  return `as looks are related by ${andList(given.map((c) => significant(c)))}`;
}

function crowdText({ people, sought }) {
  const told = ["nobody who is", "1 who is"][sought];
  return `${plural(people, "person", "people")} not sought, and ${told || `${count(sought)} who are`}`;
}

function looksText({ looks, capture }) {
  return `${count(looks)} at each person${capture < 1 ? `; ${sharePercent(capture)} of them give a usable face` : ""}`;
}

function evidenceRow(name, rate, looks) {
  if (rate.status === "unknown") return { name, text: "never published", kind: KINDS.unknown, source: "" };
  const more = [];
  if (looks > 1) {
    const [least, , most] = UNMEASURED.map((end) => significant(end, 1));
    const told = notMeasured(rate) ? `${least} to ${most}, as nobody measured it` : significant(rate.correlation);
    more.push(`looks at one person related by ${told}`);
  }
  if ((rate.design_effect || 1) > 1) more.push(`design effect ${significant(rate.design_effect)}`);
  if (rate.day_scatter !== null && rate.day_scatter !== undefined) {
    more.push(`days differ ${significant(rate.day_scatter)} times as much as by chance, at ${lookWords(rate.day_looks)} a day`);
  }
  const bare = isAsserted(rate);
  const share = !bare && rate.events ? `, ${often(rate.events / rate.trials)}` : "";
  const first = bare ? `${often(rate.rate)} ${rate.rate < SELDOM ? "looks" : "of looks"}; no test` : `${rateWords(rate, true)}${share}`;
  return { name, text: [first, ...more].join("; "), kind: KINDS[rate.status], source: rate.source || "" };
}

/** A rate as it was given: "7 of 8,600", "1,000 in a million". */
export function rateWords(rate, looks = false) {
  if (isAsserted(rate)) return often(rate.rate);
  return `${rate.events ? few(rate.events) : "none"} of ${looks ? lookWords(rate.trials) : few(rate.trials)}`;
}

/** A number of events; a slider makes fractions of them. */
function few(events) {
  return Number.isInteger(events) ? count(events) : significant(events, 3);
}

function lookWords(trials) {
  return trials === 1 ? "1 look" : `${few(trials)} looks`;
}

/** A rate in per cent, or in a million where it is rare: one denominator for all that may be compared. */
export function often(rate) {
  if (rate > 0 && rate < SOME) return oneIn(rate);
  return rate >= SELDOM ? percent(rate) : inAMillion(rate);
}

function sharePercent(share) {
  return percent(Math.min(1, Math.max(0, share)));
}

/** An expected number of false alerts, however small. */
function alertWords(alerts) {
  if (alerts < SOME) return alerts === 0 ? "no false alert" : "next to no false alert";
  if (alerts >= 1e6) return `about ${crowd(alerts)} false alerts`;
  return `about ${significant(alerts, alerts < 1000 ? 2 : 3)} false alerts`;
}
