// The page: sections with buttons, one a step; a change of anything becomes words and a drawing.
import { sheet } from "./draw.js";
import { facts, finish, litDots, reader, sourceWords, values, youDot } from "./model.js";
import { rangeOf, testOf, twentyOf } from "./numbers.js";
import { button, element } from "./parts.js";
import { language, languages, percent, plain, speak } from "./say.js";
import { picture } from "./share.js";
import { accurateStep } from "./step_accurate.js";
import { dayStep, play } from "./step_day.js";
import { daysStep } from "./step_days.js";
import { guessStep } from "./step_guess.js";
import { queueStep } from "./step_queue.js";
import { shrinkStep } from "./step_shrink.js";
import { turnStep } from "./step_turn.js";
import { whoStep } from "./step_who.js";
import { youStep } from "./step_you.js";

const STEPS = [youStep, guessStep, dayStep, daysStep, queueStep, accurateStep, shrinkStep, whoStep].filter(({ name }) => facts.steps.includes(name));
const ALL = [...STEPS, turnStep];
const PAPER = [650, 630]; // a figure on paper, in pixels of the page
const COLUMN = 660; // width of a column in a newspaper
const WIDE = "(min-width: 820px)";
const asked = new URLSearchParams(location.search);
const embedded = ALL.findIndex((_, i) => asked.get("embed") === String(i + 1)) + 1; // the number of the only step to show, or 0
const shownSteps = embedded ? ALL.slice(embedded - 1, embedded) : ALL;
const light = facts.light;
const $main = document.querySelector("main");
const logo = document.querySelector(".mark svg");
const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

let printing = false;
const kept = {}; // what the reader had done before she printed
const sections = new Map(); // step -> its section

function coloursNow() {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(Object.keys(light).map((role) => [role, style.getPropertyValue(`--${role}`).trim()]));
}

const sansNow = () => getComputedStyle(document.documentElement).getPropertyValue("--sans").trim();

// ---- drawing ---------------------------------------------------------------------------------------------------------

/** Draw a step's figure at the size that it has now. */
function drawStep(step) {
  const section = sections.get(step);
  const canvas = section.querySelector("canvas");
  const box = section.querySelector("figure");
  const [width, height] = printing ? PAPER : [box.clientWidth, matchMedia(WIDE).matches && !embedded ? box.clientHeight : step.height(box.clientWidth)];
  if (width < 10) return;
  canvas.style.height = printing ? "" : `${height}px`;
  const ratio = printing ? 2 : Math.min(devicePixelRatio || 1, 2);
  const p = sheet(canvas, width, height, { ratio, colours: printing ? light : coloursNow(), sans: sansNow() });
  step.figure(p, { end: printing });
  canvas.setAttribute("aria-label", step.alt());
}

function drawAll() {
  for (const step of shownSteps) drawStep(step);
}

/** After a change: words and drawings of one step, or of all; `loud` says the drawing aloud, `again` builds it anew. */
function changed(name, loud = true, again = false) {
  for (const step of shownSteps) {
    if (name && step.name !== name) continue;
    if (again) rebuild(step);
    step.sync?.(sections.get(step));
    drawStep(step);
  }
  const step = shownSteps.find((one) => one.name === name);
  if (step && loud) document.getElementById("live").textContent = step.alt();
}

// ---- building --------------------------------------------------------------------------------------------------------

function languageSelect(step) {
  const label = element("label", { class: "hidden", for: `language-${step.name}` }, plain("page.language"));
  const select = element("select", { id: `language-${step.name}`, class: "language" }, ...languages().map(({ lang, name }) => element("option", { value: lang, lang }, name)));
  select.value = language.tag;
  select.addEventListener("change", () => {
    speak(select.value);
    build();
    const again = document.getElementById(`language-${step.name}`);
    again.closest("section").scrollIntoView({ behavior: "instant" });
    again.focus({ preventScroll: true });
  });
  return [label, element("span", { class: "pick" }, select)];
}

/** Where the reader is: the mark, the language, and one bar a step. */
function where(step, index) {
  const place = step === turnStep ? plain("page.turn") : plain("page.step", { step: index + 1, steps: STEPS.length });
  const bars = STEPS.map((_, i) => element("span", { class: i < index ? "done" : i === index ? "on" : "" }));
  return [
    element("div", { class: "where" }, element("span", { class: "mark" }, logo.cloneNode(true), "Bystander"), element("span", { class: "place" }, ...languageSelect(step), element("span", {}, place))),
    element("div", { class: "bars", "aria-hidden": "true" }, ...bars),
  ];
}

function sourceLine(step) {
  if (!step.source && !embedded) return []; // a step that stands alone says what it rests on
  const tag = step.tag ? step.tag() : facts.tag;
  return [element("p", { class: "source" }, element("span", { class: `tag ${tag}` }, plain(`tag.${tag}`)), ` ${(step.source || sourceWords)()}`)];
}

/** Back and Next: links to sections, so that they are what they look like without motion or keyboard tricks. */
function go(step, index) {
  if (embedded) return [];
  const link = (to, key, style) => element("a", { class: style, href: `#${ALL[to].name}` }, plain(key));
  const next = index + 1 < ALL.length ? link(index + 1, index === 0 ? "page.start" : step.next || "page.next", "button") : null;
  if (step === guessStep && next) next.addEventListener("click", () => play(changed));
  return [element("div", { class: "go" }, ...(index ? [link(index - 1, "page.back", "button second")] : []), ...(next ? [next] : []))];
}

/** How a step is handed on: as a picture, or as one line for another page. */
function handedOn(step, index) {
  const file = location.pathname.split("/").at(-1) || "crowd.html";
  const title = plain("share.frame", { title: step.title() }).replaceAll('"', "&quot;");
  const line = `<iframe src="${file}?embed=${index + 1}&lang=${language.tag}" title="${title}" width="100%" height="${step.height(COLUMN) + 500}" style="border:0"></iframe>`;
  const field = element("input", { type: "text", readonly: true, value: line, id: `embed-${step.name}` });
  const copy = button(plain("share.copy"), async () => {
    field.select();
    await navigator.clipboard?.writeText(line).catch(() => {});
    copy.textContent = plain("share.copied");
  });
  return element("details", { class: "handed-on" },
    element("summary", {}, plain("share.more")),
    button(plain("share.save"), () => savePicture(step), { id: `save-${step.name}` }),
    element("label", { for: `embed-${step.name}` }, plain("share.embed")),
    element("div", { class: "line" }, field, copy),
  );
}

function savePicture(step) {
  picture(step, light, sansNow()).canvas.toBlob((blob) => {
    const link = element("a", { href: URL.createObjectURL(blob), download: `bystander-${step.name}-${language.tag}.png` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });
}

function fill(section, step, index) {
  const heading = index === 0 || embedded ? "h1" : "h2";
  const source = sourceLine(step);
  const text = element("div", { class: "text" },
    ...(embedded ? [] : where(step, index)),
    element(heading, { id: `title-${step.name}`, tabindex: "-1" }, step.title()),
    element("div", { class: "body" }, ...step.body(changed)),
    ...(embedded ? [] : [handedOn(step, index)]),
    ...source,
    ...go(step, index),
  );
  const figure = element("figure", {}, element("canvas", { role: "img" }));
  section.replaceChildren(text, figure, ...(embedded ? [frameLine()] : []));
}

/** The one line under a step that stands in another page. */
function frameLine() {
  const link = element("a", { href: `${location.pathname.split("/").at(-1)}?lang=${language.tag}`, target: "_blank", rel: "noopener" }, plain("share.whole"));
  return element("p", { class: "frame" }, element("span", { class: "mark" }, logo.cloneNode(true), "Bystander"), link);
}

function rebuild(step) {
  const section = sections.get(step);
  const held = section.contains(document.activeElement);
  fill(section, step, ALL.indexOf(step));
  if (held) section.querySelector(".body button, .body input")?.focus({ preventScroll: true });
}

/** Put the whole page into words anew. */
function build() {
  document.documentElement.lang = language.tag;
  document.title = `${plain("page.title", values())} · Bystander`;
  sections.clear();
  $main.setAttribute("aria-label", plain("page.steps"));
  $main.replaceChildren(
    ...shownSteps.map((step) => {
      const section = element("section", { id: step.name, class: `step ${step.name}`, "aria-labelledby": `title-${step.name}` });
      sections.set(step, section);
      fill(section, step, ALL.indexOf(step));
      return section;
    }),
  );
  for (const step of shownSteps) step.sync?.(sections.get(step));
  drawAll();
}

// ---- the reader moves ------------------------------------------------------------------------------------------------

/** Whoever follows a button stands at the heading of the step that she asked for. */
function arrive() {
  const section = document.getElementById(location.hash.slice(1));
  section?.querySelector("h1,h2")?.focus({ preventScroll: true });
  section?.scrollIntoView({ behavior: "instant" });
}

/** Paper gets every step at its end, in the colours of paper. */
function onPaper(begin) {
  if (printing === begin) return;
  printing = begin;
  if (begin) Object.assign(kept, reader);
  else Object.assign(reader, kept);
  if (begin) finish();
  for (const step of shownSteps) step.sync?.(sections.get(step));
  drawAll();
}

/** The sandbox takes this page's place: a page of its own, whose style and script begin as this one's do. */
function openSandbox() {
  const { parts, lengths } = JSON.parse(document.getElementById("sandbox").textContent);
  const own = ["style", "script[type=module]"].map((name, i) => document.querySelector(name).textContent.slice(0, lengths[i]));
  document.open();
  document.write(parts[0], own[0], parts[1], own[1], parts[2]);
  document.close();
}

function start() {
  document.documentElement.classList.add("live");
  if (embedded) document.documentElement.classList.add("embedded");
  speak(facts.language);
  speak(asked.get("lang") || "");
  if (embedded || still()) finish();
  build();
  if (location.hash) arrive();
  addEventListener("hashchange", arrive);
  addEventListener("beforeprint", () => onPaper(true));
  addEventListener("afterprint", () => onPaper(false));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
  let later = 0;
  addEventListener("resize", () => {
    cancelAnimationFrame(later);
    later = requestAnimationFrame(drawAll);
  });
  // What tests look at: the page's own numbers and the words of its pictures.
  window.bystander = {
    facts, reader, twentyOf, rangeOf, testOf, percent, youDot, litDots,
    picture: (name) => picture(ALL.find((step) => step.name === name), light, sansNow()),
  };
}

if (asked.has("sandbox")) openSandbox();
else start();
