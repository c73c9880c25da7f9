// A step as a picture of 1200 by 630 to hand on: number, range, source and what it rests on are burnt in.
import { disc, paragraph, rule, sheet, widthOf, within, write } from "./draw.js";
import { facts, sourceWords, values } from "./model.js";
import { plain } from "./say.js";

const [WIDTH, HEIGHT, SIDE] = [1200, 630, 56];
const TEXT = 420; // width of the words
const SCALE = 1.39; // of a figure, so that its smallest type is 18 pixels
const SMALLEST = 18;

/** The number of a step, and the range that belongs to it: its own where it has one. */
function numberWords(step) {
  const own = step.number?.();
  if (own) return own;
  if (facts.kind === "unknown") return [plain("share.unknown"), ""];
  if (facts.kind === "bound") return [plain("share.bound", values()), ""];
  return [plain("share.number", values()), plain("share.range", values())];
}

/** The picture of a step, light always: {canvas, words}, the words being all that is written around the figure. */
export function picture(step, colours, sans) {
  const canvas = document.createElement("canvas");
  const p = sheet(canvas, WIDTH, HEIGHT, { colours, sans });
  const tag = step.tag ? step.tag() : facts.tag;
  const words = [plain("page.title", values()), plain(`tag.${tag}.long`), step.title(), ...numberWords(step), sourceOf(step)];
  head(p, words[0], tag, words[1]);
  let y = paragraph(p, words[2], SIDE, 112, TEXT, { size: sizeFor(p, words[2]), bold: true, leading: 1.1, most: 5 }) + 22;
  rule(p, SIDE, y, SIDE + TEXT, y);
  y = paragraph(p, words[3], SIDE, y + 16, TEXT, { size: 31, bold: true, leading: 1.2, most: 3 });
  if (words[4]) paragraph(p, doubt(words[4]), SIDE, y + 10, TEXT, { size: 25, leading: 1.3, most: 3 });
  const foot = footOf(p, words[5]);
  const [left, top] = [SIDE + TEXT + 44, 112];
  within(p, left, top, WIDTH - SIDE - left, foot - top - 18, (part) => step.figure({ ...part, k: SCALE }, { end: true }));
  return { canvas, words: words.filter(Boolean).map((said) => (said.map ? said.map((run) => run.text).join("") : said)).join("\n") };
}

/** A range that is a text is a range from end to end. */
const doubt = (said) => (said.map ? said : [{ text: said, role: "d" }]);

const sourceOf = (step) => (step.name === "who" || step.name === "turn" ? step.source() : sourceWords());

/** The largest type in which a heading takes at most four lines. */
function sizeFor(p, text) {
  return [46, 42, 38, 34, 30].find((size) => {
    const longest = Math.max(...text.split(" ").map((word) => widthOf(p, word, { size, bold: true })));
    return longest < TEXT && widthOf(p, text, { size, bold: true }) < TEXT * 3.3;
  }) ?? 28;
}

/** Of what the picture is one, and the tag: counted filled, asserted outlined, invented dashed. */
function head(p, eyebrow, tag, words) {
  const { c, colours } = p;
  const wide = widthOf(p, words, { size: SMALLEST, bold: true }) + 22;
  const left = WIDTH - SIDE - wide;
  write(p, eyebrow, SIDE, 68, { size: 20, colour: "ink2" });
  c.lineWidth = 2;
  c.strokeStyle = colours.ink;
  c.fillStyle = tag === "counted" ? colours.ink : colours.paper;
  c.setLineDash(tag === "invented" ? [6, 4] : []);
  c.fillRect(left, 45, wide, 33);
  c.strokeRect(left, 45, wide, 33);
  c.setLineDash([]);
  write(p, words, left + 11, 67, { size: SMALLEST, bold: true, colour: tag === "counted" ? "paper" : "ink" });
}

/** The mark at the left, the source at the right of it; gives where the foot begins. */
function footOf(p, source) {
  const { c, colours } = p;
  const room = WIDTH - 2 * SIDE - 170;
  const options = { size: SMALLEST, colour: "ink2", leading: 1.3 };
  const draft = sheet(document.createElement("canvas"), 10, 10, { colours, sans: p.sans });
  const tall = Math.min(3, Math.ceil(paragraph(draft, source, 0, 0, room, options) / (SMALLEST * 1.3))) * SMALLEST * 1.3;
  const y = HEIGHT - 34 - tall;
  const middle = y + tall / 2;
  paragraph(p, source, SIDE + 170, y, room, { ...options, most: 3 });
  for (let i = 0; i < 9; i++) {
    if (i === 5) continue;
    c.beginPath();
    c.arc(60 + 7 * (i % 3), middle - 7 + 7 * Math.floor(i / 3), 1.7, 0, 2 * Math.PI);
    c.fillStyle = colours.person;
    c.fill();
  }
  disc(p, 74, middle, 3.6);
  write(p, "Bystander", 87, middle + 7, { size: 20, bold: true });
  rule(p, SIDE, y - 14, WIDTH - SIDE, y - 14, { wide: 1, colour: "rule" });
  return y - 14;
}
