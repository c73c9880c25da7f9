// The sliders. Most run over round values, so that a key press always changes something.
import { isAsserted } from "./evidence.js";
import { NEVER, now, rateOf, setRate, setShare, setTrials, trialsOf } from "./scenario.js";
import { often, rateWords, sharing } from "./inputs.js";
import { andList, count, crowd, oneIn, percent, plural } from "./words.js";

const LOWEST = 1e-7;
const HIGHEST = 0.1;

/** Round numbers from 10^from up to `last`. */
function stops(from, last, steps = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8]) {
  const found = [];
  for (let ten = 10 ** from; ten <= last; ten *= 10) found.push(...steps.map((s) => Math.round(s * ten)));
  return found.filter((value) => value <= last);
}

/** A scale over given values; a value between two stands at the nearer one. */
function listed(values) {
  const near = (v) => values.reduce((best, value, i) => (Math.abs(value - v) < Math.abs(values[best] - v) ? i : best), 0);
  return { min: 0, max: values.length - 1, step: 1, toSlider: near, toValue: (i) => values[Math.round(i)] };
}

function straight(min, max, step) {
  return { min, max, step, toSlider: (v) => v, toValue: (s) => s };
}

const POWERS = {
  min: 0, max: 1000, step: 1,
  toSlider: (v) => (1000 * Math.log(Math.max(v, LOWEST) / LOWEST)) / Math.log(HIGHEST / LOWEST),
  toValue: (s) => Number((LOWEST * (HIGHEST / LOWEST) ** (s / 1000)).toPrecision(3)),
};

const inLooks = (rate) => (rate >= 0.5 ? percent(rate) : `${oneIn(rate)} looks`);

const NOT_TOLD = "never published";

function noneIn({ status, trials }) {
  return status === "unknown" ? NOT_TOLD : `none in ${count(trials)}`;
}

function testHint(rate) {
  if (isAsserted(rate)) return "Nobody has said how sure the rate is. Drag to the left to give it a test, and watch the range.";
  if (rate.status === "unknown") return "Nobody has told how many looks there were.";
  const seen = Number(rate.events.toPrecision(3));
  return `${seen ? plural(seen, "false alert was", "false alerts were") : "No false alert was"} seen in them. Fewer looks, wider range.`;
}

const SLIDERS = [
  {
    key: "rate", label: "False alerts", scale: POWERS, ofAll: true,
    hint: () => `A look: one person passes one camera, once.${onlyFor()}`,
    get: () => rateOf(now.state.false_alerts), set: (v) => setRate(now.state.false_alerts, v),
    say: (v) => (v > 0 ? inLooks(v) : isAsserted(now.state.false_alerts) ? "none, ever" : noneIn(now.state.false_alerts)),
  },
  {
    key: "trials", label: "Looks in the test", ofAll: true, scale: listed([...stops(2, NEVER - 1), NEVER]),
    get: () => trialsOf(now.state.false_alerts), set: (v) => setTrials(now.state.false_alerts, v),
    say: (v) => (v >= NEVER ? "no test: asserted" : v > 0 ? count(v) : NOT_TOLD),
    hint: () => testHint(now.state.false_alerts),
  },
  {
    key: "people", label: "People in the crowd", scale: listed(stops(2, 2e9)),
    get: () => now.state.people, set: (v) => (now.state.people = v), say: crowd,
  },
  {
    key: "looks", label: "Looks at each person", scale: straight(1, 50, 1),
    get: () => now.state.looks, set: (v) => (now.state.looks = v), say: count,
  },
  {
    key: "sought", label: "Sought people among them", scale: listed([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, ...stops(1, 1e5)]),
    get: () => now.state.sought, set: (v) => (now.state.sought = v), say: count,
  },
  {
    key: "hit", label: "Sought people flagged", scale: straight(0, 1, 0.01),
    get: () => rateOf(now.state.hits), set: (v) => setRate(now.state.hits, v), say: (v) => (now.state.hits.status === "unknown" ? NOT_TOLD : `${percent(v)} of looks`),
  },
];

/** For whom the overall rate holds, where some groups have a rate of their own. */
function onlyFor() {
  const groups = now.state.groups || [];
  const shared = sharing(now.state);
  return shared.length && shared.length < groups.length ? ` Holds for ${andList(shared)} alone.` : "";
}

/** The rate that acts on a group. */
function ownRate({ false_alerts: own }) {
  if (!own) return "Has the overall rate.";
  const seen = isAsserted(own) ? often(own.rate) : `${rateWords(own, true)}${own.events ? `, ${often(own.events / own.trials)}` : ""}`;
  return `Its own rate: ${seen} (${own.status === "counts" ? "counted" : own.status}).`;
}

function control(id, label, { min, max, step }) {
  const box = Object.assign(document.createElement("div"), { className: "control" });
  const name = Object.assign(document.createElement("label"), { htmlFor: id, textContent: label });
  const out = Object.assign(document.createElement("output"), { id: `${id}-out` });
  out.setAttribute("for", id);
  out.setAttribute("aria-live", "off"); // the headline is spoken instead
  const slider = Object.assign(document.createElement("input"), { type: "range", id, min, max, step });
  box.append(name, out, slider);
  return { box, out, slider };
}

function tell({ out, slider }, said) {
  out.textContent = said;
  slider.setAttribute("aria-valuetext", said);
}

/** Give a control a line under it. */
function describe(made, id) {
  made.hintBox = Object.assign(document.createElement("p"), { className: "hint", id: `${id}-hint` });
  made.box.append(made.hintBox);
  made.slider.setAttribute("aria-describedby", made.hintBox.id);
}

/** Build the sliders of every scenario into a box. */
export function buildSliders(into, changed) {
  for (const s of SLIDERS) {
    Object.assign(s, control(s.key, s.label, s.scale));
    if (s.hint) describe(s, s.key);
    s.slider.addEventListener("input", () => {
      s.set(s.scale.toValue(Number(s.slider.value)));
      changed();
    });
    into.append(s.box);
  }
}

let groupSliders = [];

/** Build a slider for the share of each group. */
export function buildGroups(into, changed) {
  groupSliders = (now.state.groups || []).map((group, i) => {
    const made = control(`group-${i}`, `Share of ${group.name}`, straight(0, 1, 0.01));
    describe(made, `group-${i}`);
    made.hintBox.textContent = ownRate(group);
    made.slider.addEventListener("input", () => {
      setShare(now.state.groups, i, Number(made.slider.value));
      changed();
    });
    return made;
  });
  into.replaceChildren(...groupSliders.map((made) => made.box));
}

/** Put every slider where the scenario is. */
export function showSliders() {
  const groups = now.state.groups || [];
  const allOwn = groups.length > 0 && !sharing(now.state).length; // the overall rate then acts on nobody
  for (const s of SLIDERS) {
    s.box.hidden = Boolean(s.ofAll) && allOwn;
    const value = s.get();
    s.slider.value = s.scale.toSlider(value);
    tell(s, s.say(value));
    if (s.hint) s.hintBox.textContent = s.hint();
  }
  groupSliders.forEach((made, i) => {
    const { share } = now.state.groups[i];
    made.slider.value = share;
    tell(made, share > 0 ? percent(share) : "none");
  });
}
