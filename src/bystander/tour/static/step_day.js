// Step 3: a day is played, dots light in time order. Was it you?
import { disc, drawPeople, hatch, rule, spot, youMark } from "./draw.js";
import { crowd, facts, litDots, perMark, reader, sourceWords, told, values, youDot, youFlagged } from "./model.js";
import { button, element, note, rich, said } from "./parts.js";
import { number, plain } from "./say.js";

const SECONDS = 9;

let nodes = null; // what changes while the crowd walks

export const dayStep = {
  name: "day",
  title: () => plain("day.title"),
  source: () => `${sourceWords()} ${plain("page.larger")}`,
  body(changed) {
    if (facts.kind === "unknown") return [said("day.unknown"), ...scenarioNote()];
    if (facts.kind === "bound") return [said("day.bound"), ...scenarioNote()];
    nodes = { walked: element("dd"), flagged: element("dd", { class: "is-false" }), you: element("dd", { class: "word" }) };
    nodes.play = button("", () => (reader.playing ? pause(changed) : play(changed)));
    const row = (key, dd) => element("div", {}, element("dt", {}, plain(key)), dd);
    return [
      element("p", {}, ...rich(told("day.story", `day.${facts.rests}`)), " ", ...rich(litDots().length ? "day.here" : "day.none")),
      element("dl", { class: "counters" }, row("day.walked", nodes.walked), row("day.flagged", nodes.flagged), row("day.you", nodes.you)),
      element("div", { class: "row" }, nodes.play, button(plain("day.again"), () => {
        reader.swept = 0;
        play(changed);
      })),
      ...(perMark > 1 ? [note(plain("page.each", { each: perMark }))] : []),
      ...scenarioNote(),
    ];
  },
  sync() {
    if (!nodes) return;
    const you = youDot();
    const past = crowd.x[you] < reader.swept;
    const state = !past ? "waiting" : youFlagged() ? "flagged" : "passed";
    nodes.walked.textContent = number(walked());
    nodes.flagged.textContent = number(flaggedBy(reader.swept));
    nodes.you.textContent = plain(`day.you.${state}`);
    nodes.play.textContent = plain(reader.playing ? "day.pause" : reader.swept > 0 && reader.swept < 1 ? "day.on" : "day.play");
  },
  height: () => 372,
  alt: () => (facts.kind === "number" ? plain(reader.swept > 0 ? "day.alt" : "you.alt", { ...values(), lit: flaggedBy(reader.swept) }) : plain(`day.${facts.kind}`, values())),
  figure(p, { end } = {}) {
    const swept = end ? 1 : reader.swept;
    const you = youDot();
    if (facts.kind === "unknown") {
      hatch(p, 0, 0, p.w, p.h, plain("day.unknown.why"));
      return;
    }
    drawPeople(p, crowd, 0, 0, p.w, p.h, { upTo: facts.kind === "bound" ? 1 : swept });
    for (const i of litDots()) if (crowd.x[i] < swept) disc(p, ...spot(crowd, i, [0, 0, p.w, p.h], radius(p)), radius(p), { halo: 1.5 * p.k });
    if (facts.kind === "number" && swept > 0 && swept < 1) rule(p, swept * p.w, 0, swept * p.w, p.h);
    const flagged = facts.kind === "number" && crowd.x[you] < swept && youFlagged();
    youMark(p, crowd.x[you] * p.w, crowd.y[you] * p.h, plain("you.you"), { flagged });
  },
};

/** A mark is larger than a person; smaller where there are many. */
function radius(p) {
  const many = litDots().length;
  return (many > 600 ? 3 : many > 150 ? 4 : 5.5) * p.k;
}

const walked = () => (reader.swept >= 1 ? facts.state.people : Math.round((facts.state.people * reader.swept) / 100) * 100);

function flaggedBy(swept) {
  if (swept >= 1) return values().expected;
  return litDots().filter((i) => crowd.x[i] < swept).length * perMark;
}

/** What a scenario of the reader's own says of itself. */
const scenarioNote = () => (facts.story || !facts.state.note ? [] : [note(facts.state.note)]);

/** Let the crowd walk past, from where it stopped; without motion, all of it at once. */
export function play(changed) {
  if (facts.kind !== "number" || reader.playing) return;
  if (reader.swept >= 1) reader.swept = 0;
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
    reader.swept = 1;
    changed("day");
    return;
  }
  reader.playing = true;
  let before = performance.now();
  const step = (now) => {
    if (!reader.playing) return;
    reader.swept = Math.min(1, reader.swept + Math.max(0, now - before) / 1000 / SECONDS);
    before = now;
    if (reader.swept >= 1) reader.playing = false;
    changed("day", !reader.playing);
    if (reader.playing) requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
}

function pause(changed) {
  reader.playing = false;
  changed("day");
}
