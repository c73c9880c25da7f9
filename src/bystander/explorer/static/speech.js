// What the page says: the headline, the range, the day, the table. Sentences only; nothing is drawn here.
import { TOO_RARE } from "./consequences.js";
import { DOTS, perDot } from "./crowd.js";
import { isAsserted } from "./evidence.js";
import { falseEvidence, isUnknown, notMeasured } from "./inputs.js";
import { byHand } from "./scenario.js";
import { amount, andList, chance, count, crowd, oneIn, peopleOf, percent, plural, significant, span } from "./words.js";

/** Whether it was measured how much days differ, wherever false alerts were counted. */
function daysKnown(state) {
  return falseEvidence(state).every((e) => e.day_scatter !== null && e.day_scatter !== undefined);
}

/** The one sentence. Below half a person it counts crowds instead: nobody meets a fifth of a person. */
export function headline(state, flagged) {
  const people = crowd(state.people);
  const { mean, high } = flagged;
  if (isUnknown(state)) return `In a crowd of ${people}, nobody can say how many are flagged by mistake`;
  if (mean === 0 && high > 0) return `In a crowd of ${people}, anything from nobody to ${plural(high, "person", "people")} may be flagged by mistake`;
  if (mean < TOO_RARE) return `In a crowd of ${people}, expect nobody to be flagged by mistake`;
  const [limit, why] = { 1: ["at least ", ", if a longer watchlist flags more"], [-1]: ["at most ", ", if a shorter watchlist flags fewer"] }[longer(state)] || ["", ""];
  const crowds = mean > 0.1 ? Math.round(1 / mean) : significant(1 / mean);
  const where = mean <= 0.5 ? `In ${crowds} crowds of ${people}` : `In a crowd of ${people}`;
  return `${where}, expect ${limit}${mean <= 0.5 ? "about 1 person" : peopleOf(mean)} to be flagged by mistake${why}`;
}

/** Whether the watchlist is longer than where false alerts were counted, or shorter (-1); of a rate set by hand, neither. */
function longer(state) {
  return state.list && !falseEvidence(state).some(byHand) ? state.list.longer : 0;
}

/** Of how many entries the watchlist was behind a range. */
function withEntries({ list }) {
  const sizes = list.least === list.most ? plural(list.least, "entry", "entries") : `${count(list.least)} to ${count(list.most)} entries`;
  return `with ${sizes}, `;
}

/** The range, and what it holds. */
export function rangeWords(state, flagged) {
  if (isUnknown(state)) return ["False alerts were never published.", "Move the slider to see what a rate would mean."];
  const evidence = falseEvidence(state);
  const few = flagged.mean > 0 && flagged.mean <= 0.5; // the headline counts crowds then
  const range = daysKnown(state)
    ? `on 95 of 100 such days${few ? ", in one crowd," : ""} ${span(flagged)}.`
    : `${few ? "in one crowd, " : ""}${span(flagged)} (95 % range, if days differ by chance alone).`;
  const said = `${longer(state) ? withEntries(state) : ""}${range}`;
  const first = `${said[0].toUpperCase()}${said.slice(1)}`;
  const holds = evidence.every(isAsserted)
    ? "That is chance alone: how sure the rate itself is, nobody has said."
    : evidence.some(isAsserted)
      ? "Chance, and what tests leave unknown; for part of the crowd nobody has tested."
      : daysKnown(state)
        ? "Chance, what the test leaves unknown, and how days differ."
        : "Chance, and what the test leaves unknown, both; how days differ was not measured.";
  return [first, holds];
}

/** What the dots are: one day that might be, and never the expectation. */
export function dayWords(state, day, number) {
  const evidence = falseEvidence(state);
  if (evidence.every((e) => !isAsserted(e) && !e.events)) {
    return `One simulated day, without mistakes: none was counted to draw them from${soughtWords(state, day.found)}. ${scaleWords(state, day)}`;
  }
  const allAsserted = evidence.every(isAsserted);
  const drawn = allAsserted ? "at the asserted rate" : "at a rate drawn from what the test leaves open";
  const rate = number === 0 ? "at the expected rate" : drawn;
  const mistakes = day.flagged === 0 ? "nobody flagged by mistake" : `${plural(day.flagged, "person", "people")} flagged by mistake`;
  const none = (state.groups || []).filter((g) => g.share && isNoneCounted(g.false_alerts || state.false_alerts)).map((g) => g.name);
  const without = none.length ? ` None is drawn from ${andList(none)}: none was counted there.` : "";
  return `One simulated day, ${rate}: ${mistakes}${soughtWords(state, day.found)}.${without} ${scaleWords(state, day)}`;
}

function soughtWords({ sought, hits }, found) {
  if (sought === 0) return "";
  if (hits.status === "unknown") return ". The sought are not drawn: how often one is flagged was never published";
  if (sought === 1) return `, the sought person ${found ? "flagged" : "passed unseen"}`;
  return `, ${found ? count(found) : "none"} of the ${count(sought)} sought flagged`;
}

function isNoneCounted(rate) {
  return !isAsserted(rate) && !rate.events;
}

/** What a dot and a mark stand for, and that marks are larger than their share of the crowd. */
function scaleWords({ people }, { flagged, found, missed, perMark }) {
  const each = perDot(people);
  const dot = each === 1 ? "Each dot is one person" : `Each dot stands for ${count(each)} people`;
  if (!flagged && !found && !missed) return `${dot}.`;
  if (each === 1 && perMark === 1) return `${dot}. Marks are drawn larger than people.`;
  const dots = Math.round(flagged / each);
  const share = dots ? `${plural(dots, "dot", "dots")} of ${count(Math.min(DOTS, Math.ceil(people / each)))}` : "fewer than one dot";
  const inProportion = flagged && each !== perMark ? ` In proportion, those flagged by mistake would be ${share}.` : "";
  return `${dot}, each mark for ${plural(perMark, "person", "people")}. Marks are drawn larger than people.${inProportion}`;
}

/** Whether a number rests on something that nobody counted: then the range is all there is. */
export function isOpenCount({ mean, high }) {
  return mean === 0 && high > 0;
}

/** Whether the alerts of all kinds together lack a number of their own. */
export function alertsOpen(n) {
  return isOpenCount(n.false_alerts) || isOpenCount(n.correct_alerts);
}

/** Whether the number of people flagged again would come from a supposed likeness of looks alone. */
export function againIsSupposed(state) {
  return state.looks > 1 && falseEvidence(state).some(notMeasured);
}

const NOT_KNOWN = "not known";

/** The table: a name, what to expect, and the range. */
export function tableRows(state, n) {
  if (isUnknown(state)) return unknownRows(state, n);
  const rows = [
    ["People flagged by mistake", asCounted(n.flagged), span(n.flagged)],
    ["False alerts", asCounted(n.false_alerts), span(n.false_alerts)],
  ];
  if (state.looks > 1) rows.splice(1, 0, ["… more than once", againIsSupposed(state) ? "not measured" : asCounted(n.flagged_again), span(n.flagged_again)]);
  const groups = n.by_group.map((g) => [`… of ${count(g.people)} in ${g.name}`, asCounted(g.flagged), span(g.flagged)]);
  rows.splice(1, 0, ...groups);
  const sure = falseEvidence(state).every(isAsserted); // how sure, nobody has said
  rows.push(["Chance that nobody innocent is flagged", expectedChance(n.p_nobody), chanceSpan(n.p_nobody, sure)]);
  const hitsUnknown = state.hits.status === "unknown";
  rows.push(...soughtRows(state, n));
  if (hitsUnknown) rows.push(["Share of alerts that are right", NOT_KNOWN, ""]);
  else if (n.share_right) {
    const { low, high, mean } = n.share_right;
    if (low === high && (mean === 0 || mean === 1)) {
      rows.push(["Share of alerts that are right", mean ? "all" : "none", mean ? noneElse(state) : nobodySought(state)]);
      return [...rows, ...hourlyRows(state, n)];
    }
    const most = low <= 0 ? `at most ${percent(high)}` : `${percent(low)} to ${percent(high)}`;
    const said = low <= 0 && high >= 1 ? "none to all of them" : most;
    const counted = mean > 0 ? percent(mean) : "none";
    rows.push(["Share of alerts that are right", isOpen(n.share_right) ? NOT_KNOWN : counted, said]);
  } else rows.push(["Share of alerts that are right", "no alert is possible", ""]);
  return [...rows, ...hourlyRows(state, n)];
}

function hourlyRows(state, n) {
  if (n.alerts_per_hour === null) return [];
  const mean = alertsOpen(n) ? NOT_KNOWN : hourlyNumber(n.alerts_per_hour.mean);
  return [[`Alerts an hour, over ${state.hours === 1 ? "1 hour" : `${Number(state.hours.toPrecision(3))} hours`}`, mean, hourlySpan(n.alerts_per_hour)]];
}

/** Why every alert is right, where the crowd says it. */
function noneElse({ people }) {
  return people ? "" : "nobody else passes";
}

/** Why no alert is right, where the crowd says it. */
function nobodySought({ sought }) {
  return sought ? "" : "nobody is sought";
}

/** An expected number; none, where none was counted but some are possible, is said to be counted. */
function asCounted(r) {
  return isOpenCount(r) ? "none counted" : amount(r.mean);
}

/** Without any evidence of false alerts: what can be said of the sought, and that the rest is not known. */
function unknownRows(state, n) {
  const rows = ["People flagged by mistake", "False alerts", "Chance that nobody innocent is flagged"].map((name) => [name, NOT_KNOWN, ""]);
  return [...rows, ...soughtRows(state, n), ["Share of alerts that are right", NOT_KNOWN, ""]];
}

function soughtRows(state, n) {
  if (!state.sought || state.hits.status === "unknown") return [];
  const name = state.sought === 1 ? "Chance that the sought person is flagged" : "Chance that a given sought person is flagged";
  return [
    ["Right alerts", asCounted(n.correct_alerts), span(n.correct_alerts)],
    [name, expectedChance(n.p_found), chanceSpan(n.p_found, isAsserted(state.hits))],
  ];
}

/** A chance; not one that was counted as never or always, where the counts leave it open. */
function expectedChance(p) {
  return isOpen(p) ? NOT_KNOWN : chance(p.mean);
}

/** Whether a chance was counted as never or always, and others are possible. */
export function isOpen({ mean, low, high }) {
  return (mean === 0 || mean === 1) && high - low > 1e-6;
}

function chanceSpan({ low, high }, asserted) {
  if (asserted && low === high) return NOT_KNOWN;
  return chance(low) === chance(high) ? chance(low) : `${chance(low)} to ${chance(high)}`;
}

function hourlyNumber(mean) {
  return mean > 0 && mean < 1e-6 ? "next to none" : significant(mean);
}

function hourlySpan({ low, high }) {
  return low === 0 ? `at most ${significant(high)}` : `between ${significant(low)} and ${significant(high)}`;
}

/** What the evidence does not exclude, where it saw few errors. */
export function boundWords(state, bound) {
  if (bound === null || isUnknown(state)) return "";
  const counted = falseEvidence(state).filter((e) => !isAsserted(e));
  const rest = `does not exclude as many as ${amount(bound).replace("about ", "")} false alerts on such a day, on average (one-sided bound, 95 %).`;
  if (counted.length > 1) return `In the tests few false alerts were seen. That ${rest}`;
  const [{ events, trials }] = counted;
  const seen = Number(events.toPrecision(3));
  return `In the test ${seen === 0 ? "none" : seen} of ${plural(trials, "look", "looks")} gave a false alert. That ${rest}`;
}

/** What would have to be true for the wanted share of right alerts; where no rate can be named, why. */
export function neededWords(state, wanted, n) {
  if (!n) return noneNeeded(state, wanted);
  return (
    `For ${wanted === 0.5 ? "half" : percent(wanted)} of the alerts to be right here, at most ${oneIn(n.rate)} looks at a passer-by may give ` +
    `a false alert. To show that, a test needs about ${significant(n.trials)} looks without a single one.`
  );
}

function noneNeeded({ people, looks, capture, sought, hits }, wanted) {
  if (!sought) return "Nobody is sought here, so no alert can be right, whatever the system.";
  if (hits.status === "unknown") return "How often a sought person is flagged was never published, so no rate can be named.";
  const right = sought * looks * capture * (isAsserted(hits) ? hits.rate : hits.events / hits.trials);
  if (!(right > 0)) return "By these numbers no sought person is ever flagged, so no alert is right at any rate.";
  if (!people) return "Nobody else passes, so every alert is right.";
  const rate = (right * (1 - wanted)) / (wanted * people * looks * capture);
  return rate >= 1
    ? "Here any rate would do, even a false alert at every look at a passer-by."
    : "That would take a rate lower than any test could show.";
}
