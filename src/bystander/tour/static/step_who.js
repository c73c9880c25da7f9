// Step 8: who is flagged, where there is evidence by group.
import { band, disc, fitted, hatch, linesOf, paragraph, rule, widthOf, within, write } from "./draw.js";
import { facts, sourceWords } from "./model.js";
import { note, paragraphs, said } from "./parts.js";
import { axisFor, axisUnder } from "./plot.js";
import { hundredth, million, number, pair, percent, percents, plain } from "./say.js";

const [NAMED, LINE, BARE] = [60, 19, 27]; // heights of a group's row: with words, each line of them, without them

/** What the story's texts name. */
function story() {
  const { trials, events, faces, low } = facts.who;
  return { all: trials, part: events, rest: trials - events, faces, least: hundredth(low) };
}

const ofGroups = () => facts.who.kind === "groups";

export const whoStep = {
  name: "who",
  title: () => plain("who.title"),
  source: () => (ofGroups() ? sourceWords() : plain("who.story.source", story())),
  tag: () => (ofGroups() ? facts.tag : "counted"),
  number() {
    if (ofGroups()) return null;
    const { share, low, high } = facts.who;
    return [pair(plain("who.story.top", story()), plain("who.story.part", story())), pair(percent(share), percents(low, high))];
  },
  body() {
    if (ofGroups()) return [...paragraphs(["who.any.1", "who.any.2"]), note(plain("who.any.note"))];
    return ["who.story.1", "who.story.2", "who.story.3"].map((key) => said(key, story()));
  },
  height: (w) => (ofGroups() ? 90 + facts.who.rows.length * (w < 620 ? 112 : 92) : w < 620 ? 400 : 560),
  alt() {
    if (ofGroups()) return plain("who.any.alt", { list: facts.who.rows.map((row) => `${pair(row.name, rowWords(row))}.`).join(" ") });
    const { share, low, high } = facts.who;
    return plain("who.story.alt", { ...story(), share: percent(share), range: percents(low, high) });
  },
  figure: (p) => (ofGroups() ? drawGroups(p) : drawPart(p)),
};

// ---- the story: of so many false alerts, so many were of one group -----------------------------------------------------

function drawPart(p) {
  const { k } = p;
  const { trials, events, share, low, high } = facts.who;
  const room = p.h > 520 * k ? (p.h - 500 * k) / 2 : 0;
  let y = paragraph(p, plain("who.story.top", story()), 0, room, p.w, { size: 18, bold: true }) + 10 * k;
  const gap = 30 * k;
  const small = p.h < 360 * k;
  const pitch = Math.min((small ? 40 : 66) * k, (p.w - gap) / trials);
  for (let i = 0; i < trials; i++) disc(p, (i + 0.5) * pitch + (i >= events ? gap : 0), y + pitch / 2, pitch * 0.41);
  y += pitch + 10 * k;
  const second = events * pitch + gap;
  rule(p, 0, y, events * pitch, y, { wide: 3 });
  rule(p, second, y, trials * pitch + gap, y, { wide: 3 });
  const under = { size: 15.5, bold: true, leading: 1.25 };
  paragraph(p, plain("who.story.part", story()), 0, y + 6 * k, events * pitch, under);
  paragraph(p, plain("who.story.rest", story()), second, y + 6 * k, p.w - second, under);
  y = paragraph(p, plain("who.story.share"), 0, y + (p.h > 520 * k ? 84 : small ? 36 : 62) * k, p.w, { size: 18, bold: true }) + 14 * k;
  const names = [plain("who.story.alerts", story()), plain("who.story.faces")];
  const column = Math.min(p.w * 0.3, Math.max(...names.map((n) => widthOf(p, n, { size: 15 }))) + 14 * k);
  const w = p.w - column - 62 * k;
  const [tall, next] = [40 * k, y + 54 * k];
  const at = (v) => column + v * w;
  paragraph(p, names[0], 0, y + (widthOf(p, names[0]) > column ? 0 : 10) * k, column - 10 * k, { size: 15, leading: 1.25 });
  rule(p, at(0), y + tall / 2, at(1), y + tall / 2, { wide: 1, colour: "rule" });
  band(p, at(low), y, (high - low) * w, tall);
  disc(p, at(share), y + tall / 2, 11 * k);
  write(p, percent(share), at(1) + 12 * k, y + tall / 2 + 7 * k, { size: 18, bold: true });
  paragraph(p, names[1], 0, next + (widthOf(p, names[1]) > column ? 0 : 10) * k, column - 10 * k, { size: 15, leading: 1.25 });
  hatch(p, at(0), next, w, tall, plain("who.story.unpublished"), { align: "right" });
  const axis = next + tall + 20 * k;
  rule(p, at(low), y - 14 * k, at(low), axis - 16 * k, { wide: 2, dash: [6, 4] });
  write(p, "0", at(0), axis, { size: 14, colour: "ink2" });
  write(p, percent(low), at(low), axis, { size: 14.5, bold: true, align: "center" });
  write(p, percent(1), at(1), axis, { size: 14, colour: "ink2", align: "right" });
  if (small) return;
  const sides = axis + 16 * k;
  const [from, room1, room2] = p.w < 500 * k ? [0, at(low) - 8 * k, p.w - at(low) - 8 * k] : [at(0), low * w - 8 * k, p.w - at(low) - 8 * k];
  rule(p, from, sides, from + room1, sides, { wide: 3 });
  rule(p, at(low) + 8 * k, sides, at(1), sides, { wide: 3 });
  paragraph(p, plain("who.story.below", story()), from, sides + 8 * k, room1 - 6 * k, { size: 15, leading: 1.3 });
  paragraph(p, plain("who.story.above"), at(low) + 8 * k, sides + 8 * k, room2, { size: 15, leading: 1.3 });
}

// ---- any scenario: what each group's own evidence says -----------------------------------------------------------------

function rowWords(row) {
  if (!row.tag) return plain("who.any.shared");
  if (row.low === undefined) return `${million(row.value)} (${plain(`tag.${row.tag}`)})`;
  const counts = plain("who.any.row", { events: row.events, trials: row.trials });
  if (!row.events) return `${plain("who.any.none", { most: million(row.high) })} (${counts}, ${plain(`tag.${row.tag}`)})`;
  return `${plain("who.any.value", { n: million(row.value), low: million(row.low), high: million(row.high) })} (${counts}, ${plain(`tag.${row.tag}`)})`;
}

/** A row a group; where there are too many for the words of each, a name and a band, and how many more there are. */
function drawGroups(p) {
  const { k } = p;
  const { rows } = facts.who;
  const lines = Math.max(...rows.map((row) => linesOf(p, rowWords(row), p.w, 14)));
  const [full, room] = [(NAMED + LINE * lines) * k, p.h - 80 * k];
  const named = full * rows.length <= room;
  const fit = named ? rows.length : Math.max(1, Math.floor(room / (BARE * k)));
  const shown = fit < rows.length ? rows.slice(0, fit - 1) : rows;
  const step = named ? Math.min(full + 60 * k, room / rows.length) : Math.max(BARE * k, room / rows.length);
  const left = named ? 0 : p.w * 0.32;
  const free = named ? (room - step * rows.length) / 2 : 0;
  let y = paragraph(p, plain("who.any.top"), 0, free, p.w, { size: 17, bold: true }) + 16 * k;
  const axis = axisFor(Math.max(...rows.map((row) => row.high ?? row.value ?? 1)));
  for (const row of shown) {
    const over = named ? y + (26 + LINE * lines) * k : y;
    write(p, fitted(p, row.name, (left || p.w) - 8 * k, { size: named ? 16 : 14, bold: true }), 0, y + 16 * k, { size: named ? 16 : 14, bold: true });
    if (named && row.tag) paragraph(p, rowWords(row), 0, y + 20 * k, p.w, { size: 14, colour: "ink2" });
    within(p, left, over, p.w - left, 22 * k, (part) => groupBand(part, row, axis.end));
    y += step;
  }
  if (shown.length < rows.length) write(p, `+ ${number(rows.length - shown.length)}`, 0, y + 16 * k, { size: 14, colour: "ink2" });
  within(p, left, y + (named ? 6 : 16) * k, p.w - left, 0, (part) => axisUnder(part, 0, 0, part.w, axis));
}

/** What a group's evidence leaves open; with nothing counted there is a bound, and no mark. */
function groupBand(p, row, end) {
  const { k } = p;
  const x = (v) => (v / end) * p.w;
  if (!row.tag) {
    hatch(p, 0, 0, p.w, p.h, plain("who.any.shared"));
    return;
  }
  rule(p, 0, p.h / 2, p.w, p.h / 2, { wide: 1, colour: "rule" });
  if (row.low !== undefined) band(p, x(row.low), 0, Math.max(6 * k, x(row.high) - x(row.low)), p.h);
  if (row.events !== 0) disc(p, Math.max(6 * k, x(row.value)), p.h / 2, 6 * k);
}
