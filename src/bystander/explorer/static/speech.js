// What the page says: the headline, the range, the label, the day, the table. Sentences only; nothing is drawn here.
import { perDot } from "./crowd.js";
import { isAsserted } from "./evidence.js";
import { amount, chance, count, crowd, oneIn, percent, plural, significant, span } from "./words.js";

/** All evidence of false alerts that the crowd's numbers rest on. */
function falseEvidence(state) {
  const groups = state.groups || [];
  const own = groups.map((g) => g.false_alerts).filter(Boolean);
  return groups.length && own.length === groups.length ? own : [state.false_alerts, ...own];
}

/** Whether it was measured how much days differ, wherever false alerts were counted. */
function daysKnown(state) {
  return falseEvidence(state).every((e) => e.day_scatter !== null && e.day_scatter !== undefined);
}

export function isUnknown(state) {
  return falseEvidence(state).some((e) => e.status === "unknown");
}

/** What the picture must say of itself wherever it goes; empty where everything was counted. */
export function label(state) {
  const evidence = falseEvidence(state);
  const asserted = evidence.some(isAsserted);
  if (isUnknown(state)) return "No false alerts were ever published";
  if (evidence.some((e) => e.status === "invented")) return asserted ? "Invented rate: no test behind it" : "Invented numbers";
  if (asserted) return "Asserted rate: no evidence given";
  if (!state.sought || state.hits.status === "counts") return "";
  return `${state.hits.status === "invented" ? "Invented" : "Asserted"}: how often a sought person is flagged`;
}

/** The one sentence. Below half a person it counts crowds instead: nobody meets a fifth of a person. */
export function headline(state, flagged) {
  const people = crowd(state.people);
  const { mean, high } = flagged;
  if (isUnknown(state)) return `In a crowd of ${people}, nobody can say how many are flagged by mistake`;
  if (mean === 0 && high > 0) return `In a crowd of ${people}, anything from nobody to ${plural(high, "person", "people")} may be flagged by mistake`;
  if (mean < 1e-15) return `In a crowd of ${people}, expect nobody to be flagged by mistake`;
  if (mean <= 0.5) return `In ${mean > 0.1 ? Math.round(1 / mean) : significant(1 / mean)} crowds of ${people}, expect about 1 person to be flagged by mistake`;
  if (mean < 0.95) return `In a crowd of ${people}, expect 1 person or nobody to be flagged by mistake`;
  return `In a crowd of ${people}, expect ${amount(mean)} ${amount(mean) === "about 1.0" ? "person" : "people"} to be flagged by mistake`;
}

/** The range, and what it holds. */
export function rangeWords(state, flagged) {
  if (isUnknown(state)) return ["False alerts were never published.", "Move the slider to see what a rate would mean."];
  const evidence = falseEvidence(state);
  const range = `${span(flagged)[0].toUpperCase()}${span(flagged).slice(1)} (95 % range, if days differ by chance alone).`;
  const first = daysKnown(state) ? `On 95 of 100 such days, ${span(flagged)}.` : range;
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
    return `One simulated day, without mistakes: none was counted to draw them from${soughtWords(state.sought, day.found)}. ${scaleWords(perDot(state.people), day.perMark)}`;
  }
  const allAsserted = evidence.every(isAsserted);
  const drawn = allAsserted ? "at the asserted rate" : "at a rate drawn from what the test leaves open";
  const rate = number === 0 ? "at the expected rate" : drawn;
  const mistakes = day.flagged === 0 ? "nobody flagged by mistake" : `${plural(day.flagged, "person", "people")} flagged by mistake`;
  return `One simulated day, ${rate}: ${mistakes}${soughtWords(state.sought, day.found)}. ${scaleWords(perDot(state.people), day.perMark)}`;
}

function soughtWords(sought, found) {
  if (sought === 0) return "";
  if (sought === 1) return `, the sought person ${found ? "flagged" : "passed unseen"}`;
  return `, ${found ? count(found) : "none"} of the ${count(sought)} sought flagged`;
}

function scaleWords(perOneDot, perMark) {
  const dot = perOneDot === 1 ? "Each dot is one person" : `Each dot stands for ${count(perOneDot)} people`;
  if (perOneDot === 1 && perMark === 1) return `${dot}.`;
  return `${dot}, each mark for ${plural(perMark, "person", "people")}.`;
}

/** The table: a name, what to expect, and the range. */
export function tableRows(state, n) {
  const rows = [
    ["People flagged by mistake", asCounted(n.flagged), span(n.flagged)],
    ["False alerts", asCounted(n.false_alerts), span(n.false_alerts)],
  ];
  if (state.looks > 1) rows.splice(1, 0, ["… more than once", asCounted(n.flagged_again), span(n.flagged_again)]);
  const groups = n.by_group.map((g) => [`… of ${count(g.people)} in ${g.name}`, asCounted(g.flagged), span(g.flagged)]);
  rows.splice(1, 0, ...groups);
  rows.push(["Chance that nobody innocent is flagged", expectedChance(n.p_nobody), chanceSpan(n.p_nobody)]);
  const hitsUnknown = state.hits.status === "unknown";
  if (state.sought && !hitsUnknown) {
    rows.push(["Right alerts", asCounted(n.correct_alerts), span(n.correct_alerts)]);
    rows.push([state.sought === 1 ? "Chance that the sought person is flagged" : "Chance that a given sought person is flagged", expectedChance(n.p_found), chanceSpan(n.p_found)]);
  }
  if (hitsUnknown) rows.push(["Share of alerts that are right", "not known", ""]);
  else if (n.share_right) {
    const { low, high, mean } = n.share_right;
    const most = low <= 0 ? `at most ${percent(high)}` : `${percent(low)} to ${percent(high)}`;
    const said = low <= 0 && high >= 1 ? "none to all of them" : most;
    const counted = mean > 0 ? percent(mean) : "none";
    rows.push(["Share of alerts that are right", isOpen(n.share_right) ? "not known" : counted, said]);
  } else rows.push(["Share of alerts that are right", "no alert is possible", ""]);
  if (n.alerts_per_hour !== null) {
    rows.push([`Alerts an hour, over ${Number(state.hours.toPrecision(3))} hours`, significant(n.alerts_per_hour.mean), hourlySpan(n.alerts_per_hour)]);
  }
  return rows;
}

/** An expected number; none, where none was counted but some are possible, is said to be counted. */
function asCounted({ mean, high }) {
  return mean === 0 && high > 0 ? "none counted" : amount(mean);
}

/** A chance; not one that was counted as never or always, where the counts leave it open. */
function expectedChance(p) {
  return isOpen(p) ? "not known" : chance(p.mean);
}

function isOpen({ mean, low, high }) {
  return (mean === 0 || mean === 1) && high - low > 1e-6;
}

function chanceSpan({ low, high }) {
  return low === high ? "not known" : `${chance(low)} to ${chance(high)}`;
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
  return `In the test ${seen === 0 ? "none" : seen} of ${count(trials)} looks gave a false alert. That ${rest}`;
}

/** What would have to be true for the wanted share of right alerts. */
export function neededWords(wanted, n) {
  if (!n) return "Without a sought person who can be recognised, no alert can be right, whatever the system.";
  return (
    `For ${wanted === 0.5 ? "half" : percent(wanted)} of the alerts to be right in this crowd, at most ${oneIn(n.rate)} looks at a passer-by may give ` +
    `a false alert. To show that, a test needs about ${significant(n.trials)} looks without a single one.`
  );
}
