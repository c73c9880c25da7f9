// The page: a change of the scenario becomes words, a picture, a table and an address.
import { consequences, counts, flaggedRange, needed } from "./consequences.js";
import { buildGroups, buildSliders, showSliders } from "./controls.js";
import { DOTS, perDot, shuffled, simulatedDay } from "./crowd.js";
import { drawCrowd, drawLens, drawMarks } from "./draw.js";
import { howWords, inputs, isUnknown, label, weakest } from "./inputs.js";
import { csvText, picture, save } from "./leave.js";
import { choose, fromHash, scenarioNames, now, toHash } from "./scenario.js";
import { scene } from "./scene.js";
import { betaInc, betaIncInv, betaRule, gammaQ, logBeta, logGamma, logNone } from "./special.js";
import { againIsSupposed, boundWords, dayWords, headline, neededWords, rangeWords, tableRows } from "./speech.js";
import { drawStrip } from "./strip.js";
import { count, percent } from "./words.js";

const $ = (id) => document.getElementById(id);
const scenarios = JSON.parse($("scenarios").textContent);
const LABEL_BAND = 34; // above the crowd, so that the label covers nobody
const PAPER = 640; // width of a printed page, in its own pixels

let linedUp = false;
let look = null; // where the magnifier looks
let order = new Uint32Array(0);
let drawn = { crowd: "", scene: null, day: null };

function say(id, text) {
  $(id).textContent = text;
  $(id).hidden = !text;
}

function ratioNow() {
  return Math.min(window.devicePixelRatio || 1, 2);
}

function colours() {
  const style = getComputedStyle(document.documentElement);
  const of = (name) => style.getPropertyValue(`--${name}`).trim();
  const roles = ["paper", "ink", "ink2", "ink3", "person", "false", "right"];
  return { ...Object.fromEntries(roles.map((role) => [role, of(role)])), sans: of("sans") };
}

function dotsOf(people) {
  return Math.min(DOTS, Math.ceil(people / perDot(people)));
}

const TAGS = { counts: "counted", asserted: "asserted", invented: "invented", unknown: "asserted" };

/** Everything that was put in, with what is looked for and the day that is shown. */
function rests(needs) {
  const { state, start, day, wanted } = now;
  const row = (name, text) => ({ name, text, kind: "", source: "" });
  return [
    ...inputs(state, start),
    row("Right alerts wanted", `${percent(wanted)} of all; ${needs[0].toLowerCase()}${needs.slice(1)}`),
    row("Day shown", `number ${count(day)}; the number is its seed, and the same number gives the same day`),
  ];
}

/** Draw the crowd anew where its place, its people or its colours changed; sliders of rates leave it alone. */
function redraw(found) {
  const paint = colours();
  const ratio = ratioNow();
  const [width, height] = [$("stage").clientWidth, $("stage").clientHeight];
  const dots = dotsOf(now.state.people);
  if (order.length !== dots) order = shuffled(dots);
  const day = simulatedDay(now.state, found, now.day, order);
  const set = scene(day, dots, { width, height, band: label(now.state) ? LABEL_BAND : 0, linedUp }, drawn.scene);
  const crowd = [set.key, ratio, paint.person].join();
  if (crowd !== drawn.crowd) {
    for (const id of ["dots", "lit", "lens"]) {
      Object.assign($(id), { width: Math.round(width * ratio), height: Math.round(height * ratio) });
    }
    drawCrowd($("dots"), set, paint, ratio);
  }
  drawMarks($("lit"), set, paint, ratio);
  drawLens($("lens"), look, set, paint, ratio);
  drawn = { crowd, scene: set, day };
  return day;
}

let later = 0;

/** Everything that follows from a change; the slow half waits until the slider rests. */
function update() {
  const { state } = now;
  const found = counts(state);
  const flagged = flaggedRange(found.flagged);
  const [first, second] = rangeWords(state, flagged);
  say("scenario-title", state.title);
  say("headline", headline(state, flagged));
  $("range").replaceChildren(Object.assign(document.createElement("strong"), { textContent: first }), ` ${second}`);
  say("label", label(state));
  say("how", howWords(state, { alerts: found.falseAlerts.counted.mean, flagged: flagged.mean }));
  Object.assign($("tag"), { className: `tag ${TAGS[weakest(state)]}`, textContent: label(state) || "Counted" });
  document.title = `${[headline(state, flagged), label(state)].filter(Boolean).join(" · ")} · Bystander`;
  say("note", [state.note, state.source && `Source: ${state.source}.`].filter(Boolean).join(" ").replace(/\s+/g, " "));
  showFacts();
  showSliders();
  showNeeded(found);
  const day = redraw(found);
  say("day", dayWords(state, day, now.day));
  $("strip").toggleAttribute("hidden", isUnknown(state));
  drawStrip($("strip"), $("strip-box").clientWidth, flagged, day.flagged);
  $("stage").setAttribute("aria-label", `The crowd. ${$("day").textContent} ${label(state)}`);
  showKey(day);
  clearTimeout(later);
  later = setTimeout(settle, 120);
}

/** On paper: the same picture in the colours of paper, as plain pixels; canvases drawn on are printed as white sheets. */
function drawPaper() {
  const { width, height } = drawn.scene;
  const size = { width: width * 2, height: height * 2 };
  const layer = (draw) => {
    const canvas = Object.assign(document.createElement("canvas"), size);
    draw(canvas, drawn.scene, colours(), 2);
    return canvas;
  };
  const whole = layer(drawCrowd);
  whole.getContext("2d").drawImage(layer(drawMarks), 0, 0);
  const pixels = whole.getContext("2d").getImageData(0, 0, size.width, size.height);
  Object.assign($("paper"), size).getContext("2d").putImageData(pixels, 0, 0);
  drawStrip($("strip"), PAPER, flaggedRange(counts(now.state).flagged), drawn.day.flagged);
}

/** What was not told and what may be compared, in the words of a report; of the scenario, whatever sliders do. */
function showFacts() {
  const word = (textContent) => Object.assign(document.createElement("strong"), { textContent });
  $("facts").replaceChildren(...(now.start.facts || []).flatMap(([name, text]) => [word(`${name}:`), ` ${text} `]));
}

/** The marks that are drawn, with what they mean. */
function legend(day) {
  const each = perDot(now.state.people);
  const many = day.perMark > 1 ? `${count(day.perMark)} ` : "";
  return [
    ["dot", each === 1 ? "one person" : `${count(each)} people`],
    ...(day.flagged ? [["false", `${many}flagged by mistake`]] : []),
    ...(day.found ? [["right", `${many}sought and flagged`]] : []),
    ...(day.missed ? [["missed", `${many}sought, passed unseen`]] : []),
  ];
}

function showKey(day) {
  const drawn = Object.fromEntries(legend(day));
  for (const kind of ["dot", "false", "right", "missed"]) {
    $(`key-${kind}`).textContent = drawn[kind] || "";
    $(`key-${kind}`).closest("li").hidden = !drawn[kind];
  }
}

function showNeeded(found) {
  const { state, wanted } = now;
  $("wanted").value = wanted;
  $("wanted-out").textContent = percent(wanted);
  $("wanted").setAttribute("aria-valuetext", percent(wanted));
  say("needed", neededWords(state, wanted, needed(found.bystanders, found.sought, state.looks * state.capture, wanted)));
}

/** The table, the address and the spoken headline, once nothing moves any more. */
function settle() {
  const n = consequences(now.state);
  $("numbers").replaceChildren(
    ...tableRows(now.state, n).map(([name, ...cells]) => {
      const row = document.createElement("tr");
      const head = Object.assign(document.createElement("th"), { scope: "row", textContent: name });
      row.append(head, ...cells.map((text) => Object.assign(document.createElement("td"), { textContent: text })));
      return row;
    }),
  );
  say("bound", boundWords(now.state, n.bound));
  showRests();
  $("live").textContent = `${$("headline").textContent}. ${$("range").textContent}`;
  history.replaceState(null, "", `#${toHash()}`);
}

function showRests() {
  const made = (tag, className, textContent) => Object.assign(document.createElement(tag), { className, textContent });
  const rows = restsNow().flatMap(({ name, text, kind, source }) => {
    const value = made("dd", "", text);
    if (kind) value.append(" ", made("span", `tag ${kind.replace("not known", "asserted")}`, kind));
    if (source) value.append(" ", made("span", "source", `Source: ${source}`));
    return [made("dt", "", name), value];
  });
  $("rests").replaceChildren(...rows);
}

function restsNow() {
  return rests($("needed").textContent);
}

let waiting = false;

/** Update once a frame, however often a slider reports. */
function changed() {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    update();
  });
}

function csvNow() {
  const words = { evidence: label(now.state), how: $("how").textContent, made: $("made-with").textContent, againSupposed: againIsSupposed(now.state) };
  return csvText(consequences(now.state), restsNow(), words, toHash());
}

function pictureNow() {
  const { state, day } = now;
  const words = { title: state.title, label: label(state), made: `Drawn with ${$("made-with").textContent}.` };
  for (const id of ["headline", "range", "how", "day"]) words[id] = $(id).textContent;
  const aspect = Math.min(2.2, Math.max(0.9, $("stage").clientWidth / $("stage").clientHeight));
  return picture({
    state, found: counts(state), day, dots: dotsOf(state.people), linedUp, aspect, colours: colours(), words, rows: restsNow(), legend: legend(drawn.day),
  });
}

function lens(next) {
  look = next;
  drawLens($("lens"), look, drawn.scene, colours(), ratioNow());
}

function lensByKey(event) {
  const step = event.shiftKey ? 40 : 12;
  const move = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.key];
  if (event.key === "Escape") lens(null);
  if (!move) return;
  event.preventDefault();
  const [width, height] = [$("stage").clientWidth, $("stage").clientHeight];
  const from = look || { x: width / 2, y: height / 2 };
  const inside = (v, most) => Math.min(most, Math.max(0, v));
  lens({ x: inside(from.x + move[0], width), y: inside(from.y + move[1], height) });
}

function show(index) {
  choose(scenarios, index);
  opened();
}

/** After another scenario came up. */
function opened() {
  $("scenario").value = String(now.chosen);
  buildGroups($("groups"), changed);
  update();
}

function listen() {
  const stage = $("stage");
  stage.addEventListener("pointermove", (event) => {
    const box = stage.getBoundingClientRect();
    lens({ x: event.clientX - box.left, y: event.clientY - box.top });
  });
  stage.addEventListener("pointerleave", () => lens(null));
  stage.addEventListener("blur", () => lens(null));
  stage.addEventListener("keydown", lensByKey);
  $("another").addEventListener("click", () => {
    now.day += 1;
    update();
  });
  $("line-up").addEventListener("click", () => {
    linedUp = !linedUp;
    $("line-up").setAttribute("aria-pressed", String(linedUp));
    update();
  });
  $("csv").addEventListener("click", () => save("crowd.csv", new Blob([csvNow()], { type: "text/csv" })));
  $("png").addEventListener("click", () => pictureNow().toBlob((blob) => save("crowd.png", blob)));
  $("scenario").addEventListener("change", () => show(Number($("scenario").value)));
  $("wanted").addEventListener("input", () => {
    now.wanted = Number($("wanted").value);
    changed();
  });
  $("controls").addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("hashchange", () => {
    fromHash(scenarios, location.hash.slice(1));
    opened();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", update);
  matchMedia("print").addEventListener("change", ({ matches }) => (matches ? drawPaper() : changed()));
  new ResizeObserver(() => matchMedia("print").matches || changed()).observe(stage);
}

/** Whoever came from the tour, which holds this page, finds the way back to where she left it. */
function wayBack() {
  const asked = new URLSearchParams(location.search);
  if (!asked.has("sandbox")) return;
  const language = asked.get("lang");
  const href = `?${new URLSearchParams(language ? { lang: language } : {})}#turn`;
  document.querySelector(".bar .page").append(Object.assign(document.createElement("a"), { id: "to-tour", href, textContent: "Back to the tour" }));
}

document.documentElement.classList.add("live");
scenarioNames(scenarios).forEach((name, i) => $("scenario").append(new Option(name, String(i))));
wayBack();
buildSliders($("sliders"), changed);
listen();
choose(scenarios, 0);
if (location.hash.length > 1) fromHash(scenarios, location.hash.slice(1));
opened();

/** What is said of a state, as explorer/build.py and explorer/inputs.py say it without scripts. */
function said(state) {
  const found = counts(state);
  const flagged = flaggedRange(found.flagged);
  return {
    headline: headline(state, flagged),
    range: rangeWords(state, flagged)[0],
    how: howWords(state, { alerts: found.falseAlerts.counted.mean, flagged: flagged.mean }),
    label: label(state),
    weakest: weakest(state),
    inputs: inputs(state).map(({ name, text, kind, source }) => [name, text, kind, source]),
  };
}

// For the tests: what is computed and drawn, without a way to change the page.
window.bystander = Object.freeze({
  consequences,
  said,
  csvText: csvNow,
  picture: pictureNow,
  special: Object.freeze({ betaInc, betaIncInv, betaRule, gammaQ, logBeta, logGamma, logNone }),
  state: () => structuredClone(now.state),
  lit: () => [...drawn.day.lit],
  day: () => ({ ...drawn.day, lit: undefined, marks: drawn.scene.marks.map(({ kind, x, y }) => ({ kind, x, y })) }),
  update,
});
