// The page: a scenario as sliders, the address, the headline, the picture and the table.
import { consequences, counts, flaggedRange, needed } from "./consequences.js";
import { DOTS, drawCrowd, drawLens, drawMarks, marksOf, perDot, places, shuffled, simulatedDay } from "./crowd.js";
import { amount, chance, count, oneIn, percent, plural, significant, span } from "./words.js";

const $ = (id) => document.getElementById(id);
const scenarios = JSON.parse($("scenarios").textContent);
const NEVER = 1e9; // the far end of "seen in the test": no test known, the rate is asserted

let chosen = 0;
let state = structuredClone(scenarios[0]);
let day = 0;
let linedUp = false;
let look = null;
let drawn = { crowd: "", at: null, order: null, marks: [] };

// ---- sliders ---------------------------------------------------------------------------------------------------------

/** The rate that a piece of evidence gives as its best guess. */
function rateOf(evidence) {
  if (evidence.rate !== null && evidence.rate !== undefined) return evidence.rate;
  return evidence.trials > 0 ? evidence.events / evidence.trials : 0;
}

/** Set the rate of a piece of evidence, keeping how much was seen. Whatever is set by hand is invented. */
function setRate(evidence, rate) {
  if (evidence.rate !== null && evidence.rate !== undefined) evidence.rate = rate;
  else evidence.events = rate * evidence.trials;
  evidence.status = "invented";
}

/** Set how much was seen in the test, keeping the rate. */
function setTrials(evidence, trials) {
  const rate = rateOf(evidence);
  evidence.status = "invented";
  if (trials >= NEVER) Object.assign(evidence, { rate, events: 0, trials: 0 });
  else Object.assign(evidence, { rate: null, events: rate * trials, trials });
}

function trialsOf(evidence) {
  return evidence.rate !== null && evidence.rate !== undefined ? NEVER : Math.max(1, evidence.trials);
}

const power = (min, max) => ({
  toSlider: (v) => (1000 * Math.log(Math.max(v, min) / min)) / Math.log(max / min),
  toValue: (s) => min * (max / min) ** (s / 1000),
});
const tidy = (v) => Number(v.toPrecision(v < 1e6 ? 2 : 3));
const whole = (v) => Math.round(v < 100 ? v : tidy(v));
const PEOPLE = power(100, 2e9);
const TRIALS = power(100, NEVER);
const RATE = power(1e-7, 0.1);

const SLIDERS = [
  {
    key: "rate", label: "False alerts a look", min: 0, max: 1000, step: 1, at: RATE,
    get: () => rateOf(state.false_alerts), set: (v) => setRate(state.false_alerts, Number(v.toPrecision(3))),
    say: (v) => (v > 0 ? `${oneIn(v)}` : "none"), aloud: (v) => `${oneIn(v)} looks`,
  },
  {
    key: "trials", label: "Looks seen in the test", min: 0, max: 1000, step: 1, at: TRIALS,
    get: () => trialsOf(state.false_alerts), set: (v) => setTrials(state.false_alerts, v >= NEVER * 0.97 ? NEVER : whole(v)),
    say: (v) => (v >= NEVER ? "no test: asserted" : count(v)),
    hint: () => (state.false_alerts.rate === null || state.false_alerts.rate === undefined
      ? `${plural(Number(state.false_alerts.events.toPrecision(3)), "false alert was", "false alerts were")} seen in them. Fewer looks, wider range.`
      : "Nobody has said how sure the rate is. Drag to the left to give it a test."),
  },
  {
    key: "people", label: "People in the crowd", min: 0, max: 1000, step: 1, at: PEOPLE,
    get: () => state.people, set: (v) => (state.people = whole(v)), say: count,
  },
  {
    key: "looks", label: "Looks at each person", min: 1, max: 50, step: 1,
    get: () => state.looks, set: (v) => (state.looks = v), say: count,
  },
  {
    key: "sought", label: "Sought people among them", min: 0, max: 100, step: 1,
    get: () => state.sought, set: (v) => (state.sought = v), say: count,
  },
  {
    key: "hit", label: "A look at them recognises", min: 0, max: 1, step: 0.01,
    get: () => rateOf(state.hits), set: (v) => setRate(state.hits, v), say: percent,
  },
];

function control(id, label, min, max, step) {
  const box = document.createElement("div");
  box.className = "control";
  const name = Object.assign(document.createElement("label"), { htmlFor: id, textContent: label });
  const out = Object.assign(document.createElement("output"), { id: `${id}-out` });
  out.setAttribute("for", id);
  const slider = Object.assign(document.createElement("input"), { type: "range", id, min, max, step });
  box.append(name, out, slider);
  return { box, out, slider };
}

function buildSliders() {
  for (const s of SLIDERS) {
    Object.assign(s, control(s.key, s.label, s.min, s.max, s.step));
    if (s.hint) {
      s.hintBox = Object.assign(document.createElement("p"), { className: "hint", id: `${s.key}-hint` });
      s.box.append(s.hintBox);
      s.slider.setAttribute("aria-describedby", s.hintBox.id);
    }
    s.slider.addEventListener("input", () => {
      const raw = Number(s.slider.value);
      s.set(s.at ? s.at.toValue(raw) : raw);
      changed();
    });
    $("sliders").append(s.box);
  }
}

function buildGroups() {
  $("groups").replaceChildren();
  (state.groups || []).forEach((group, i) => {
    const { box, out, slider } = control(`group-${i}`, `Share of ${group.name}`, 0, 1, 0.01);
    slider.addEventListener("input", () => {
      share(i, Number(slider.value));
      changed();
    });
    group.show = () => {
      slider.value = group.share;
      out.textContent = percent(group.share);
      slider.setAttribute("aria-valuetext", percent(group.share));
    };
    Object.defineProperty(group, "show", { enumerable: false });
    $("groups").append(box);
  });
}

/** Give a group its share; the others keep their proportions in what is left. */
function share(index, value) {
  const others = state.groups.filter((_, i) => i !== index);
  const before = others.reduce((sum, g) => sum + g.share, 0);
  for (const g of others) g.share = before > 0 ? (g.share / before) * (1 - value) : (1 - value) / others.length;
  state.groups[index].share = value;
}

function showSliders() {
  for (const s of SLIDERS) {
    const value = s.get();
    s.slider.value = s.at ? s.at.toSlider(value) : value;
    s.out.textContent = s.say(value);
    s.slider.setAttribute("aria-valuetext", (s.aloud || s.say)(value));
    if (s.hint) s.hintBox.textContent = s.hint();
  }
  for (const g of state.groups || []) g.show();
}

// ---- the address -----------------------------------------------------------------------------------------------------

/** The scenario as the part of the address after #: readable, and enough to restore it. */
function toHash() {
  const f = state.false_alerts;
  const asserted = f.rate !== null && f.rate !== undefined;
  const parts = {
    scenario: chosen, people: state.people, sought: state.sought, looks: state.looks,
    rate: Number(rateOf(f).toPrecision(8)), trials: asserted ? "none" : f.trials, status: f.status,
    hit: Number(rateOf(state.hits).toPrecision(8)),
  };
  if (state.groups && state.groups.length) parts.shares = state.groups.map((g) => Number(g.share.toFixed(4))).join(",");
  if (day) parts.day = day;
  return new URLSearchParams(parts).toString();
}

/** Take over what an address says; whatever makes no sense is left as it was. */
function fromHash(text) {
  const given = new URLSearchParams(text);
  const number = (key, low, high) => {
    const value = Number(given.get(key));
    return given.has(key) && given.get(key) !== "" && value >= low && value <= high ? value : null;
  };
  const index = number("scenario", 0, scenarios.length - 1);
  choose(index === null ? chosen : Math.floor(index));
  const people = number("people", 1, 2e9);
  if (people !== null) state.people = Math.round(people);
  const sought = number("sought", 0, 1e6);
  if (sought !== null) state.sought = Math.round(sought);
  const looks = number("looks", 1, 1000);
  if (looks !== null) state.looks = Math.round(looks);
  const f = state.false_alerts;
  const before = JSON.stringify([Number(rateOf(f).toPrecision(8)), trialsOf(f)]);
  const rate = number("rate", 0, 1);
  const trials = given.get("trials") === "none" ? NEVER : number("trials", 1, 1e12);
  const after = JSON.stringify([rate ?? Number(rateOf(f).toPrecision(8)), trials ?? trialsOf(f)]);
  if (before !== after) {
    if (trials !== null) setTrials(f, trials);
    if (rate !== null) setRate(f, rate);
  }
  const hit = number("hit", 0, 1);
  if (hit !== null && hit !== Number(rateOf(state.hits).toPrecision(8))) setRate(state.hits, hit);
  const shares = (given.get("shares") || "").split(",").map(Number);
  const sum = shares.reduce((a, b) => a + b, 0);
  if (state.groups && shares.length === state.groups.length && shares.every((s) => s >= 0) && sum > 0) {
    state.groups.forEach((g, i) => (g.share = shares[i] / sum));
  }
  day = Math.floor(number("day", 0, 1e9) || 0);
}

function choose(index) {
  chosen = index;
  state = structuredClone(scenarios[index]);
  day = 0;
  $("scenario").value = String(index);
  buildGroups();
}

// ---- what is said ----------------------------------------------------------------------------------------------------

function label() {
  const kinds = [state.false_alerts, ...(state.groups || []).map((g) => g.false_alerts).filter(Boolean)].map((f) => f.status);
  const asserted = state.false_alerts.rate !== null && state.false_alerts.rate !== undefined;
  if (kinds.includes("unknown")) return "No false alerts were ever published";
  if (kinds.includes("invented")) return asserted ? "Invented rate: no test behind it" : "Invented numbers";
  if (asserted) return "Asserted rate: no evidence given";
  const hits = { invented: "invented", asserted: "asserted" }[state.sought ? state.hits.status : ""];
  return hits ? `False alerts as counted; hit rate ${hits}` : "";
}

/** The one thing: how many are flagged, or, where that is less than one, on how many days somebody is. */
function headline(r, nobody) {
  const crowd = `In a crowd of ${count(state.people)}`;
  if (r.mean === 0 || nobody >= 1) return `${crowd}, expect nobody to be flagged by mistake`;
  if (r.mean < 1) {
    const days = nobody > 0.5 ? `1 in ${significant(1 / (1 - nobody))}` : percent(1 - nobody);
    return `${crowd}, on about ${days} such days somebody is flagged by mistake`;
  }
  return `${crowd}, expect ${amount(r.mean)} ${r.mean === 1 ? "person" : "people"} to be flagged by mistake`;
}

function rangeWords(r) {
  const asserted = state.false_alerts.rate !== null && state.false_alerts.rate !== undefined;
  const doubt = asserted
    ? "That is chance alone: how sure the rate itself is, nobody has said."
    : "Chance, and what the test leaves unknown, both.";
  return [`On 95 of 100 such days, ${span(r)}.`, doubt];
}

function dayWords(d) {
  const each = perDot(state.people);
  const who = each === 1 ? "Each dot is one person." : `Each dot stands for ${count(each)} people.`;
  const marks = d.perMark > 1 ? ` Each mark stands for ${count(d.perMark)} of them.` : "";
  return `${who} The picture shows one simulated day: ${plural(d.flagged, "person", "people")} flagged by mistake.${marks}`;
}

function tableRows(n) {
  const rows = [
    ["False alerts", amount(n.false_alerts.mean), span(n.false_alerts)],
    ["People flagged by mistake", amount(n.flagged.mean), span(n.flagged)],
  ];
  if (state.looks > 1) rows.push(["… more than once", amount(n.flagged_again.mean), span(n.flagged_again)]);
  for (const g of n.by_group) rows.push([`… of ${count(g.people)} in ${g.name}`, amount(g.flagged.mean), span(g.flagged)]);
  rows.push(["Chance that nobody innocent is flagged", chance(n.p_nobody), ""]);
  if (state.sought) {
    rows.push(["Right alerts", amount(n.correct_alerts.mean), span(n.correct_alerts)]);
    rows.push(["Chance that a sought person is flagged", chance(n.p_found), ""]);
  }
  if (n.share_right) {
    const { low, high, mean } = n.share_right;
    const said = low <= 0 && high >= 1 ? "none to all of them" : low <= 0 ? `at most ${percent(high)}` : `${percent(low)} to ${percent(high)}`;
    rows.push(["Alerts that are right", mean > 0 ? percent(mean) : "none", said]);
  }
  if (n.alerts_per_hour !== null) rows.push([`Alerts an hour, over ${significant(state.hours)} hours`, significant(n.alerts_per_hour), ""]);
  return rows;
}

function showTable(rows) {
  $("numbers").replaceChildren(
    ...rows.map(([name, ...cells]) => {
      const row = document.createElement("tr");
      const head = Object.assign(document.createElement("th"), { scope: "row", textContent: name });
      row.append(head, ...cells.map((text) => Object.assign(document.createElement("td"), { textContent: text })));
      return row;
    }),
  );
}

function showNeeded(found) {
  const wanted = Number($("wanted").value);
  $("wanted-out").textContent = percent(wanted);
  $("wanted").setAttribute("aria-valuetext", percent(wanted));
  const n = needed(found.bystanders, found.sought, state.looks * state.capture, wanted);
  $("needed").textContent = n
    ? `For ${percent(wanted)} of the alerts to be right in this crowd, at most ${oneIn(n.rate)} looks at a passer-by may give a ` +
      `false alert. A test could show that with ${significant(n.trials)} looks and not a single one.`
    : "Without a sought person who can be recognised, no alert can be right, whatever the system.";
}

// ---- drawing ---------------------------------------------------------------------------------------------------------

function colours() {
  const style = getComputedStyle(document.documentElement);
  const of = (name) => style.getPropertyValue(`--${name}`).trim();
  return { surface: of("surface"), ink: of("ink"), other: of("other"), mated: of("mated"), axis: of("axis"), muted: of("muted") };
}

function bytes(hex) {
  return [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));
}

/** Draw the crowd anew where its size, its people or its colours changed; sliders of rates leave it alone. */
function redrawCrowd(paint) {
  const stage = $("stage");
  const [width, height] = [stage.clientWidth, stage.clientHeight];
  const ratio = Math.min(window.devicePixelRatio || 1, 2);
  const dots = Math.min(state.people, Math.ceil(state.people / perDot(state.people)), DOTS);
  const wanted = [width, height, ratio, dots, paint.axis].join();
  if (wanted === drawn.crowd) return;
  for (const id of ["people", "lit", "lens"]) {
    $(id).width = Math.round(width * ratio);
    $(id).height = Math.round(height * ratio);
  }
  if (!drawn.order || drawn.order.length !== dots) drawn.order = shuffled(dots);
  drawn.at = places(dots, width, height);
  drawn.crowd = wanted;
  drawCrowd($("people"), drawn.at, bytes(paint.axis), ratio);
}

function redraw(found) {
  const paint = colours();
  redrawCrowd(paint);
  const stage = $("stage");
  const ratio = Math.min(window.devicePixelRatio || 1, 2);
  const d = simulatedDay(state, found, day, drawn.order);
  drawn.marks = marksOf(d, drawn.at, stage.clientWidth, stage.clientHeight, linedUp);
  drawn.day = d;
  drawMarks($("lit"), drawn.marks, paint, ratio, linedUp);
  drawLens($("lens"), look, drawn.at, drawn.marks, paint, ratio);
  return d;
}

let later = 0;

/** Everything that follows from a change; the slow half waits until the slider rests. */
function update() {
  const found = counts(state);
  const r = flaggedRange(found.flagged);
  const unknown = state.false_alerts.status === "unknown";
  $("scenario-title").textContent = state.title;
  $("headline").textContent = unknown
    ? `In a crowd of ${count(state.people)}, nobody can say how many are flagged by mistake`
    : headline(r, found.nobody);
  const [first, second] = unknown
    ? ["False alerts were never published.", "Move the slider to see what a rate would mean."]
    : rangeWords(r);
  const strong = Object.assign(document.createElement("strong"), { textContent: first });
  $("range").replaceChildren(strong, ` ${second}`);
  showSliders();
  showNeeded(found);
  const d = redraw(found);
  const said = label();
  $("label").textContent = said;
  $("label").hidden = !said;
  $("day").textContent = dayWords(d);
  $("stage").setAttribute("aria-label", `The crowd. ${dayWords(d)} ${said}`);
  $("key-dot").textContent = perDot(state.people) === 1 ? "one person" : `${count(perDot(state.people))} people`;
  $("key-false").textContent = d.perMark === 1 ? "flagged by mistake" : `${count(d.perMark)} flagged by mistake`;
  $("note").textContent = [state.note, state.source && `Source: ${state.source}.`].filter(Boolean).join(" ").replace(/\s+/g, " ");
  clearTimeout(later);
  later = setTimeout(settle, 120);
}

/** The table, the address and the spoken headline, once nothing moves any more. */
function settle() {
  const n = consequences(state);
  showTable(tableRows(n));
  $("bound").hidden = n.bound === null;
  if (n.bound !== null) {
    $("bound").textContent =
      `So few false alerts were counted that the evidence does not exclude ${amount(n.bound)} of them on average: ` +
      "the largest rate compatible with it, one-sided 95 %.";
  }
  $("live").textContent = `${$("headline").textContent}. ${$("range").textContent}`;
  history.replaceState(null, "", `#${toHash()}`);
}

let waiting = false;

function changed() {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    update();
  });
}

// ---- what leaves the page --------------------------------------------------------------------------------------------

function save(name, blob) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

function csvText() {
  const n = consequences(state);
  const rows = [["quantity", "expected", "low", "high", "level"]];
  for (const key of ["false_alerts", "flagged", "flagged_again", "correct_alerts", "found"]) {
    rows.push([key, n[key].mean, n[key].low, n[key].high, 0.95]);
  }
  for (const g of n.by_group) rows.push([`flagged in ${g.name}`, g.flagged.mean, g.flagged.low, g.flagged.high, 0.95]);
  rows.push(["chance that nobody innocent is flagged", n.p_nobody, "", "", ""]);
  rows.push(["chance that a sought person is flagged", n.p_found ?? "", "", "", ""]);
  if (n.share_right) rows.push(["share of right alerts", n.share_right.mean, n.share_right.low, n.share_right.high, 0.95]);
  if (n.bound !== null) rows.push(["false alerts not excluded by the evidence, on average", n.bound, "", "", 0.95]);
  rows.push(["evidence", label() || "counts", "", "", ""], ["scenario", toHash(), "", "", ""]);
  const cell = (v) => {
    const text = String(v);
    const safe = /^[=+\-@]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text; // no formulas in a spreadsheet
    return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return `${rows.map((row) => row.map(cell).join(",")).join("\n")}\n`;
}

/** The picture with its sentence, its range and its label in it, as it may travel without the page. */
function picture() {
  const paint = colours();
  const stage = $("stage");
  const [width, scale] = [1600, 1600 / stage.clientWidth];
  const tall = Math.round(stage.clientHeight * scale);
  const canvas = Object.assign(document.createElement("canvas"), { width: width + 120, height: tall + 330 });
  const context = canvas.getContext("2d");
  context.fillStyle = paint.surface;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = paint.ink;
  context.font = "600 46px Georgia, serif";
  const y = wrapped(context, $("headline").textContent, 60, 78, width, 54);
  context.font = "28px system-ui, Helvetica, sans-serif";
  context.fillStyle = paint.muted;
  wrapped(context, $("range").textContent, 60, y + 46, width, 36);
  context.drawImage($("people"), 60, 230, width, tall);
  context.drawImage($("lit"), 60, 230, width, tall);
  const said = label();
  if (said) {
    context.font = "650 28px system-ui, Helvetica, sans-serif";
    context.fillStyle = paint.surface;
    context.fillRect(60, 230, context.measureText(said).width + 32, 50);
    context.fillStyle = paint.other;
    context.fillText(said, 76, 264);
  }
  context.font = "24px system-ui, Helvetica, sans-serif";
  context.fillStyle = paint.muted;
  wrapped(context, `${$("day").textContent} ${state.source}`, 60, 230 + tall + 42, width, 32);
  return canvas;
}

function wrapped(context, text, x, y, width, line) {
  let words = "";
  let at = y;
  for (const word of text.split(" ")) {
    if (words && context.measureText(`${words} ${word}`).width > width) {
      context.fillText(words, x, at);
      words = word;
      at += line;
    } else words = words ? `${words} ${word}` : word;
  }
  context.fillText(words, x, at);
  return at;
}

// ---- beginning -------------------------------------------------------------------------------------------------------

function lens(next) {
  look = next;
  drawLens($("lens"), look, drawn.at, drawn.marks, colours(), Math.min(window.devicePixelRatio || 1, 2));
}

function listen() {
  const stage = $("stage");
  stage.addEventListener("pointermove", (event) => {
    const box = stage.getBoundingClientRect();
    lens({ x: event.clientX - box.left, y: event.clientY - box.top });
  });
  stage.addEventListener("pointerleave", () => lens(null));
  stage.addEventListener("blur", () => lens(null));
  stage.addEventListener("keydown", (event) => {
    const step = event.shiftKey ? 40 : 12;
    const move = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.key];
    if (event.key === "Escape") lens(null);
    if (!move) return;
    event.preventDefault();
    const from = look || { x: stage.clientWidth / 2, y: stage.clientHeight / 2 };
    const inside = (v, most) => Math.min(most, Math.max(0, v));
    lens({ x: inside(from.x + move[0], stage.clientWidth), y: inside(from.y + move[1], stage.clientHeight) });
  });
  $("another").addEventListener("click", () => {
    day += 1;
    update();
  });
  $("line-up").addEventListener("click", () => {
    linedUp = !linedUp;
    $("line-up").setAttribute("aria-pressed", String(linedUp));
    update();
  });
  $("csv").addEventListener("click", () => save("crowd.csv", new Blob([csvText()], { type: "text/csv" })));
  $("png").addEventListener("click", () => picture().toBlob((blob) => save("crowd.png", blob)));
  $("scenario").addEventListener("change", () => {
    choose(Number($("scenario").value));
    update();
  });
  $("wanted").addEventListener("input", () => showNeeded(counts(state)));
  $("controls").addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("hashchange", () => {
    fromHash(location.hash.slice(1));
    update();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", update);
  new ResizeObserver(changed).observe(stage);
}

scenarios.forEach((s, i) => $("scenario").append(new Option(s.title, String(i))));
buildSliders();
choose(0);
if (location.hash.length > 1) fromHash(location.hash.slice(1));
listen();
update();

// For the tests: what is computed and drawn, without a way to change the page.
window.bystander = Object.freeze({
  consequences,
  csvText,
  picture,
  state: () => structuredClone(JSON.parse(JSON.stringify(state))),
  lit: () => [...drawn.day.lit],
  update,
});
