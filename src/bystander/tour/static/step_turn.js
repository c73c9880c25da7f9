// Your turn: every number of the tour under the reader's own hand, and the way to the sandbox.
import { counts } from "../../explorer/static/consequences.js";
import { chanceOf, shuffled, simulatedDay } from "../../explorer/static/crowd.js";
import { band, diamond, disc, drawPeople, hatch, ring, rule, spot, widthOf, write, youMark } from "./draw.js";
import { alike, crowd, facts, guessWords, reader, sourceWords, youDot } from "./model.js";
import { rangeOf } from "./numbers.js";
import { button, element, note, slider } from "./parts.js";
import { crowdOf, eachMark, isFlagged, someOf } from "./people.js";
import { axisFor, guessLine } from "./plot.js";
import { language, million, number, percent, plain } from "./say.js";

const PEOPLE = [100, 1e8];
const FACES = [100, 1e8];
const FALSE = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 30, 50, 70, 100, 200, 500, 1000, 2297, 5000, 10000];
const WANTED = [0, 1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1000, 10000];
const LOOKS = [1, 2, 3, 4, 5, 6, 8, 10, 20, 50];
const MARKS_HERE = 900;

const turn = { state: null, day: 0, linedUp: false, found: null, range: null, crowd: null, shown: null, sliders: [] };

/** Whole numbers from low to high, equally far apart on a logarithmic scale, two figures each. */
function scale([low, high], own) {
  const found = new Set([own]);
  for (let i = 0; i <= 120; i++) found.add(Number((low * (high / low) ** (i / 120)).toPrecision(2)));
  return [...found].sort((a, b) => a - b);
}

const counted = () => turn.state.false_alerts.rate === null || turn.state.false_alerts.rate === undefined;
const rate = () => (counted() ? turn.state.false_alerts.events / turn.state.false_alerts.trials : turn.state.false_alerts.rate) * 1e6;
const TAG = { counts: "counted", asserted: "asserted", invented: "invented", unknown: "unknown" };
const tagOf = (evidence) => TAG[evidence.status];

function startOver() {
  Object.assign(turn, { state: structuredClone(facts.state), day: 0, linedUp: false });
  compute();
}

/** Everything that follows from the sliders: one range, one day. */
function compute() {
  const { state } = turn;
  turn.found = counts(state);
  turn.range = rangeOf(state);
  turn.crowd = state.people === facts.state.people ? crowd : crowdOf(state.people);
  turn.shown = simulatedDay(state, turn.found, turn.day, shuffled(turn.crowd.dots));
}

const unknown = () => turn.state.false_alerts.status === "unknown" && !turn.state.groups.some((g) => g.false_alerts);
const none = () => turn.range.mean === 0;

export const turnStep = {
  name: "turn",
  title() {
    if (unknown()) return plain("turn.title.unknown");
    return plain(none() ? "turn.title.bound" : "turn.title", rangeValues());
  },
  source: () => inputs(),
  number() {
    if (unknown() || none()) return null;
    const given = { ...rangeValues(), people: turn.state.people };
    return [plain("share.number", given), plain("share.range", given)];
  },
  tag: () => tagNow(),
  body(changed) {
    const moved = () => {
      compute();
      changed("turn");
    };
    turn.sliders = sliders(moved);
    const line = button("", () => {
      turn.linedUp = !turn.linedUp;
      changed("turn");
    }, { id: "line-up" });
    turn.line = line;
    return [
      element("div", { class: "sliders" }, ...turn.sliders),
      element("div", { class: "row", hidden: unknown() },
        button(plain("turn.another"), () => {
          turn.day += 1;
          moved();
        }),
        line,
        button(plain("turn.over"), () => {
          startOver();
          changed("turn", true, true);
        }),
      ),
      element("p", { class: "note" }, element("a", { href: sandboxHref(), id: "to-sandbox" }, plain("turn.sandbox"))),
      note(plain("page.nobody")),
    ];
  },
  sync(section) {
    for (const one of turn.sliders) one.refresh();
    turn.line.textContent = plain(turn.linedUp ? "turn.spread" : "turn.line");
    section.querySelector("h1,h2").textContent = turnStep.title();
    section.querySelector("#to-sandbox").href = sandboxHref();
  },
  height: (w) => (w < 500 ? 520 : 640),
  alt: () => (unknown() ? plain("turn.title.unknown") : plain("turn.alt", { flagged: flaggedWords(), right: rightWords() })),
  figure(p) {
    if (unknown()) {
      hatch(p, 0, 0, p.w, p.h, plain("day.unknown.why"));
      return;
    }
    const y = strip(p);
    const foot = legend(p);
    if (turn.linedUp) drawRows(p, y, foot);
    else drawDay(p, y, foot);
  },
};

function rangeValues() {
  const { mean, low, high } = turn.range;
  return { expected: mean >= 10 ? Math.round(mean) : Number(mean.toPrecision(2)), low, high };
}

/** The weakest of what the number rests on. */
function tagNow() {
  const all = [turn.state.false_alerts, ...turn.state.groups.map((g) => g.false_alerts).filter(Boolean)].map(tagOf);
  return ["invented", "asserted", "counted"].find((tag) => all.includes(tag)) || "unknown";
}

/** Everything that was put in, in one line. */
function inputs() {
  if (unknown()) return sourceWords();
  const { state } = turn;
  const evidence = state.false_alerts;
  const tag = plain(`tag.${tagNow()}`);
  const first = counted() && !state.groups.some((g) => g.false_alerts)
    ? plain("turn.inputs.counts", { events: evidence.events, trials: evidence.trials, tag })
    : plain("turn.inputs.rate", { million: million(state.groups.length ? facts.million : rate()), tag });
  const found = state.hits.status === "unknown" ? "?" : percent(state.hits.trials ? state.hits.events / state.hits.trials : state.hits.rate || 0);
  return [
    first,
    plain("turn.inputs.crowd", { people: state.people, looks: state.looks }),
    ...(state.sought ? [plain("turn.inputs.wanted", { sought: state.sought, found, tag: plain(`tag.${tagOf(state.hits)}`) })] : []),
  ].join(" · ") + `. ${[...alike(state), plain("page.larger")].join(" ")}`;
}

/** A number as the sandbox writes it into its address: what was counted stays counted there. */
const tenDigits = (value) => Number(value.toPrecision(10));

const sandboxHref = () => `?sandbox&lang=${language.tag}#${address()}`; // the way back is in the same language

/** The sandbox's address for the same scenario (explorer/static/scenario.js). */
function address() {
  const { state, day } = turn;
  const f = state.false_alerts;
  const hit = state.hits.trials ? state.hits.events / state.hits.trials : state.hits.rate || 0;
  const parts = { scenario: facts.state.title, people: state.people, sought: state.sought, looks: state.looks, rate: tenDigits(rate() / 1e6 || 0), trials: counted() ? tenDigits(f.trials) : "none", hit: tenDigits(hit), day };
  return new URLSearchParams(parts).toString();
}

// ---- sliders ---------------------------------------------------------------------------------------------------------

function sliders(moved) {
  const { state } = turn;
  const invent = () => (state.false_alerts.status = "invented");
  const made = [control("people", "turn.people", scale(PEOPLE, state.people), () => state.people, (v) => (state.people = v), number, moved)];
  if (!unknown() && counted() && !state.groups.length) {
    const { false_alerts: f } = state;
    made.push(
      control("events", "turn.events", [...new Set([f.events, ...FALSE])].sort((a, b) => a - b), () => f.events, (v) => {
        Object.assign(f, { events: v, trials: Math.max(f.trials, v) });
        invent();
      }, number, moved),
      control("trials", "turn.trials", scale(FACES, f.trials), () => f.trials, (v) => {
        f.trials = Math.max(v, f.events);
        invent();
      }, number, moved, () => plain("turn.rate.is", { tag: plain(`tag.${tagNow()}`), million: million(rate()) })),
    );
  } else if (!unknown() && !state.groups.length) {
    made.push(control("rate", "turn.rate", scale([0.1, 1e5], state.false_alerts.rate * 1e6), () => state.false_alerts.rate * 1e6, (v) => {
      state.false_alerts.rate = v / 1e6;
      invent();
    }, million, moved, () => plain(`tag.${tagNow()}.long`)));
  }
  made.push(
    control("looks", "turn.looks", [...new Set([state.looks, ...LOOKS])].sort((a, b) => a - b), () => state.looks, (v) => (state.looks = v), number, moved),
    control("sought", "turn.sought", [...new Set([state.sought, ...WANTED])].sort((a, b) => a - b), () => state.sought, (v) => (state.sought = v), number, moved),
    foundControl(state, moved),
  );
  return made;
}

function foundControl(state, moved) {
  const hit = () => (state.hits.trials ? state.hits.events / state.hits.trials : state.hits.rate || 0);
  const places = [...new Set([hit(), ...Array.from({ length: 51 }, (_, i) => i / 50)])].sort((a, b) => a - b);
  const hint = () => {
    const tag = tagOf(state.hits);
    return plain(tag === "unknown" ? "tag.unknown" : `turn.found.${tag}`, { events: state.hits.events, trials: state.hits.trials });
  };
  const set = (v) => Object.assign(state.hits, { rate: v, events: 0, trials: 0, status: "invented" });
  const told = (share) => (state.hits.status === "unknown" ? plain("accurate.unknown") : percent(share));
  return control("found", "turn.found", places, hit, set, told, moved, hint);
}

function control(id, label, places, get, set, say, moved, hint) {
  const nearest = () => places.reduce((best, v, i) => (Math.abs(v - get()) < Math.abs(places[best] - get()) ? i : best), 0);
  const change = (at) => {
    set(places[at]);
    moved();
  };
  return slider({ id: `turn-${id}`, label: plain(label), last: places.length - 1, at: nearest(), text: () => say(get()), moved: change, hint });
}

// ---- the picture -----------------------------------------------------------------------------------------------------

/** Guess, band and expectation over an axis from 0; gives where it ends. */
function strip(p) {
  const { k } = p;
  const { mean, low, high } = turn.range;
  const { end } = axisFor(Math.max(high, 1));
  const x = (v) => (v / end) * p.w;
  const base = 70 * k;
  band(p, x(low), base - 32 * k, Math.max(8 * k, x(high) - x(low)), 31 * k);
  rule(p, 0, base, p.w, base);
  guessLine(p, 0, 8 * k, base, p.w, end, reader.guess, plain("guess.line", { guess: guessWords() }));
  const mark = Math.max(x(mean), 9 * k);
  const y = base - 12 * k;
  const [lowWords, highWords] = [number(low), number(high)];
  if (widthOf(p, lowWords, { size: 15, bold: true }) + 10 * k < x(low)) write(p, lowWords, x(low) - 8 * k, y, { size: 15, bold: true, align: "right" });
  const beyond = x(high) + 8 * k + widthOf(p, highWords, { size: 15, bold: true }) > p.w; // then it stands in the band
  write(p, highWords, x(high) + (beyond ? -8 : 8) * k, y, { size: 15, bold: true, align: beyond ? "right" : "left" });
  if (none()) return base + 12 * k;
  disc(p, mark, base - 16.5 * k, 8 * k);
  const words = plain("turn.expected", rangeValues());
  const free = beyond ? x(high) - 12 * k - widthOf(p, highWords, { size: 15, bold: true }) : x(high) - 4 * k;
  if (mark + 16 * k + widthOf(p, words, { size: 15, bold: true }) < free) write(p, words, mark + 16 * k, y, { size: 15, bold: true });
  return base + 12 * k;
}

const flaggedWords = () => plain("turn.flagged", { n: turn.shown.flagged });
const rightWords = () => [
  ...(turn.shown.found ? [plain("turn.right", { n: turn.shown.found })] : []),
  ...(turn.shown.missed ? [plain("turn.missed", { n: turn.shown.missed })] : []),
].join(" · ");

/** What the marks of the day are; gives where it begins. */
function legend(p) {
  const { k } = p;
  const items = [
    ["false", none() ? "" : flaggedWords()],
    ["right", turn.shown.found ? plain("turn.right", { n: turn.shown.found }) : ""],
    ["missed", turn.shown.missed ? plain("turn.missed", { n: turn.shown.missed }) : ""],
    ["band", plain("turn.band")],
    ["", markSize() > 1 ? plain("page.each", { each: markSize() }) : ""],
  ].filter(([, words]) => words);
  const places = [];
  let [x, row] = [0, 0];
  for (const [kind, words] of items) {
    const wide = widthOf(p, words, { size: 14 }) + (kind === "band" ? 34 : kind ? 22 : 0) * k;
    if (x && x + wide > p.w) [x, row] = [0, row + 1];
    places.push([kind, words, x, row]);
    x += wide + 22 * k;
  }
  const from = p.h - (row + 1) * 23 * k;
  for (const [kind, words, left, at] of places) {
    const y = from + at * 23 * k + 15 * k;
    if (kind === "false") disc(p, left + 7 * k, y - 5 * k, 5.5 * k);
    if (kind === "right") diamond(p, left + 7 * k, y - 5 * k, 7 * k);
    if (kind === "missed") ring(p, left + 7 * k, y - 5 * k, 5.5 * k);
    if (kind === "band") band(p, left, y - 12 * k, 26 * k, 14 * k);
    write(p, words, left + (kind === "band" ? 34 : kind ? 22 : 0) * k, y, { size: 14, colour: "ink2" });
  }
  return from - 8 * k;
}

const markSize = () => eachMark(turn.shown.flagged + turn.state.sought, MARKS_HERE);

function drawDay(p, y, foot) {
  const { k } = p;
  const { crowd: people, shown } = turn;
  const h = foot - y;
  const at = (i) => spot(people, i, [0, y, p.w, h], 7 * k);
  drawPeople(p, people, 0, y, p.w, h);
  const each = markSize();
  const marks = someOf(people, Math.round(shown.flagged / each), 200 + turn.day);
  for (const i of marks) disc(p, ...at(i), (marks.length > 300 ? 3.5 : 5.5) * k, { halo: 1.5 * k });
  wantedMarks(each).forEach((found, i) => {
    const place = [12 * k + chanceOf(i, turn.day, 41) * (p.w - 24 * k), y + 12 * k + chanceOf(i, turn.day, 42) * (h - 24 * k)];
    if (found) diamond(p, ...place, 8 * k, { halo: 1.5 * k });
    else ring(p, ...place, 5.5 * k);
  });
  if (people === crowd) youMark(p, ...at(youDot()), plain("you.you"), { flagged: isFlagged(youDot(), marks, each, shown.flagged / turn.state.people, 200 + turn.day) });
}

/** The wanted people as marks: those who were found first. */
function wantedMarks(each) {
  const { found, missed } = turn.shown;
  return [...Array(Math.round(found / each)).fill(true), ...Array(Math.round(missed / each)).fill(false)];
}

/** The alerts in rows, right ones first: their share is an area. */
function drawRows(p, y, foot) {
  const { k } = p;
  const each = markSize();
  const right = wantedMarks(each).filter(Boolean).length;
  const all = right + Math.round(turn.shown.flagged / each);
  const h = foot - y - 8 * k;
  const pitch = Math.min(34 * k, Math.sqrt((p.w * h) / Math.max(1, all)) * 0.96);
  const columns = Math.max(1, Math.floor(p.w / pitch));
  for (let i = 0; i < all; i++) {
    const [cx, cy] = [((i % columns) + 0.5) * pitch, y + 8 * k + (Math.floor(i / columns) + 0.5) * pitch];
    if (i < right) diamond(p, cx, cy, pitch * 0.44);
    else disc(p, cx, cy, pitch * 0.36);
  }
}

startOver();
