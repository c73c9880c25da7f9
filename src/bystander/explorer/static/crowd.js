// One simulated day. Every person has one fixed random number for the day, so that a slider lights people one by one
// and never unlights anyone as the rate rises.
import { rateAt } from "./evidence.js";
import { distribution, quantile } from "./predictive.js";

export const DOTS = 60000; // people that are drawn one by one
const MOST_MARKS = 3000; // above, a mark stands for several people: of every kind alike, or the picture would lie

/** A well mixed number in (0, 1) for a person, a day and a purpose. */
export function chanceOf(person, day, purpose) {
  let h = Math.imul(person + 1, 0x9e3779b1) ^ Math.imul(day + 1, 0x85ebca6b) ^ Math.imul(purpose + 1, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d);
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b);
  return ((h ^ (h >>> 16)) >>> 0) / 4294967296 + 1.1641532182693481e-10;
}

/** How many people a dot stands for. */
export function perDot(people) {
  return Math.max(1, Math.ceil(people / DOTS));
}

/**
 * One simulated day. The first has the expected rate; every other draws its rate from what the evidence leaves open.
 * Up to 60,000 people meet their chance one by one; more are drawn as a number. Gives the numbers (`flagged`, `found`,
 * `missed`), the dots that are lit, and how many people one mark stands for.
 */
export function simulatedDay(state, found, day, order) {
  const rateOf = (known, index) => (day === 0 ? known.mean : rateAt(known, chanceOf(index, day, 3)));
  // a day that is bad for one block is bad for all of them
  const dayOf = (block, index) => (block.days.between && index < 99 ? 0 : index);
  const chanceAt = (block, index) => block.expected.chances(rateOf(block.days, dayOf(block, index)))[0];
  const parts = dayParts(found).map(({ block, index }) => ({ people: block.people, chance: chanceAt(block, index) }));
  const single = state.people <= DOTS;
  const lit = single ? personByPerson(parts, day) : [];
  const flagged = single ? lit.length : sum(parts.map((part, index) => drawnCount(part, day, index)));
  const sought = state.hits.status === "unknown" ? 0 : state.sought; // nobody can draw what nobody has told
  const hits = soughtDay(sought, chanceAt(found.sought, 99), day);
  const perMark = single && sought <= MOST_MARKS ? 1 : nextRound((flagged + sought) / MOST_MARKS);
  const marks = Math.round(flagged / perMark);
  const shown = single ? lit.filter((_, i) => i % perMark === 0) : someDots(marks, order.length);
  return {
    flagged,
    found: hits.found,
    missed: sought - hits.found,
    perMark,
    lit: shown.map((i) => order[i]),
    sought: perMark === 1 && hits.each ? hits.each : soughtMarks(hits.found, sought, perMark),
  };
}

/**
 * Bystanders in the order in which dots are given out: by group, so that each person stays in theirs. `index` is that
 * of the evidence: groups that share one share its rate on the day as well.
 */
function dayParts({ groups, bystanders }) {
  if (!groups.length) return bystanders.map(({ block }, index) => ({ block, index }));
  const shared = groups.findIndex((g) => !g.own);
  return groups.map(({ block, own }, i) => ({ block, index: own ? i : shared }));
}

function personByPerson(parts, day) {
  const lit = [];
  let start = 0;
  for (const { people, chance } of parts) {
    for (let i = start; i < start + people; i++) if (chanceOf(i, day, 1) < chance) lit.push(i);
    start += people;
  }
  return lit;
}

function drawnCount({ people, chance }, day, index) {
  const count = { mean: people * chance, variance: people * chance * (1 - chance), most: people };
  return quantile(distribution(count), chanceOf(index, day, 1));
}

/** Who of the sought is flagged: one by one where they can be drawn so, else as a number. */
function soughtDay(sought, chance, day) {
  if (sought > MOST_MARKS) return { found: drawnCount({ people: sought, chance }, day, 98), each: null };
  const each = Array.from({ length: sought }, (_, i) => chanceOf(i, day, 2) < chance);
  return { found: each.filter(Boolean).length, each };
}

function soughtMarks(found, sought, perMark) {
  const right = Math.round(found / perMark);
  return Array.from({ length: right + Math.round((sought - found) / perMark) }, (_, i) => i < right);
}

/** Always the same dots in the same order, so that more marks add to those that are there. */
function someDots(marks, dots) {
  return Array.from({ length: Math.min(marks, dots) }, (_, j) => j);
}

/** The next of 1, 2, 5, 10, 20, 50 ... */
function nextRound(value) {
  if (value <= 1) return 1;
  const ten = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map((step) => step * ten).find((step) => step >= value * (1 - 1e-9));
}

function sum(values) {
  return values.reduce((total, value) => total + value, 0);
}

/** A fixed shuffle of the dots, so that a group or a sequence of people is spread over the whole crowd. */
export function shuffled(dots) {
  const order = new Uint32Array(dots);
  for (let i = 0; i < dots; i++) order[i] = i;
  for (let i = dots - 1; i > 0; i--) {
    const j = Math.floor(chanceOf(i, 11, 6) * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}
