// What leaves the page: the numbers as CSV, and the picture with its sentence, its range and its label in it.
import { shuffled, simulatedDay } from "./crowd.js";
import { drawCrowd, drawMark, drawMarks } from "./draw.js";
import { scene } from "./scene.js";
import { tenDigits } from "./words.js";

const WIDTH = 1600;
const MARGIN = 60;

/** The numbers at ten significant digits, with what they rest on. */
export function csvText(n, said, source, address) {
  const rows = [["quantity", "expected", "low", "high", "level"]];
  for (const key of ["alerts", "false_alerts", "flagged", "flagged_again", "correct_alerts", "found"]) {
    rows.push([key, n[key].mean, n[key].low, n[key].high, 0.95]);
  }
  for (const g of n.by_group) rows.push([`flagged in ${g.name}`, g.flagged.mean, g.flagged.low, g.flagged.high, 0.95]);
  const others = [
    ["chance that nobody innocent is flagged", n.p_nobody],
    ["chance that a sought person is flagged", n.p_found],
    ["share of right alerts", n.share_right],
    ["alerts an hour", n.alerts_per_hour],
  ];
  for (const [name, r] of others) if (r) rows.push([name, r.mean, r.low, r.high, 0.95]);
  if (n.bound !== null) rows.push(["false alerts not excluded by the evidence, on average", n.bound, "", "", 0.95]);
  rows.push(["evidence", said || "counts", "", "", ""], ["source", source, "", "", ""], ["scenario", address, "", "", ""]);
  return `${rows.map((row) => row.map(cell).join(",")).join("\n")}\n`;
}

function cell(value) {
  const text = String(typeof value === "number" ? tenDigits(value) : value);
  const safe = /^[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text; // no formulas in a spreadsheet
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Break a text into lines of this width. */
function lines(context, text, width) {
  const found = [""];
  for (const word of text.split(/\s+/)) {
    const longer = found.at(-1) ? `${found.at(-1)} ${word}` : word;
    if (found.at(-1) && context.measureText(longer).width > width) found.push(word);
    else found[found.length - 1] = longer;
  }
  return found;
}

/** The picture as it may travel without the page, drawn anew at its own size. */
export function picture({ state, found, day, dots, linedUp, aspect, colours, words, legend }) {
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d");
  const blocks = [
    { text: words.title, font: `26px ${colours.sans}`, line: 34, after: 8, colour: colours.ink2 },
    { text: words.headline, font: `700 54px ${colours.sans}`, line: 62, after: 10, colour: colours.ink },
    { text: words.range, font: `28px ${colours.sans}`, line: 38, after: 24, colour: colours.ink },
    { picture: true },
    { legend: true, font: `24px ${colours.sans}`, line: 44, after: 6 },
    { text: words.day, font: `24px ${colours.sans}`, line: 34, after: 4, colour: colours.ink2 },
    { text: words.source, font: `24px ${colours.sans}`, line: 34, after: 0, colour: colours.ink2 },
  ].filter((block) => block.picture || block.legend || block.text);
  const tall = Math.round(WIDTH / aspect);
  for (const block of blocks) {
    context.font = block.font || "10px sans-serif";
    block.lines = block.text ? lines(context, block.text, WIDTH) : [];
    block.height = block.picture ? tall + 24 : (block.legend ? block.line : block.lines.length * block.line) + block.after;
  }
  canvas.width = WIDTH + 2 * MARGIN;
  canvas.height = blocks.reduce((sum, block) => sum + block.height, 2 * MARGIN);
  context.fillStyle = colours.paper;
  context.fillRect(0, 0, canvas.width, canvas.height);
  let y = MARGIN;
  for (const block of blocks) {
    context.font = block.font || "10px sans-serif";
    context.fillStyle = block.colour;
    block.lines.forEach((text, i) => context.fillText(text, MARGIN, y + (i + 0.78) * block.line));
    if (block.picture) crowdInto(context, y, tall, { state, found, day, dots, linedUp, colours, label: words.label });
    if (block.legend) legendInto(context, y + block.line / 2, legend, colours);
    y += block.height;
  }
  return canvas;
}

/** The crowd at half size and double sharpness, with the label inside it. */
function crowdInto(context, y, tall, { state, found, day, dots, linedUp, colours, label }) {
  const ratio = 2;
  const [width, height] = [WIDTH / ratio, tall / ratio];
  const shown = simulatedDay(state, found, day, shuffled(dots));
  const set = scene(shown, dots, { width, height, band: label ? 30 : 0, linedUp });
  for (const draw of [drawCrowd, drawMarks]) {
    const layer = Object.assign(document.createElement("canvas"), { width: WIDTH, height: tall });
    draw(layer, set, colours, ratio);
    context.drawImage(layer, MARGIN, y);
  }
  context.font = `700 30px ${colours.sans}`;
  context.fillStyle = colours.ink;
  context.fillText(label, MARGIN + 12, y + 38);
}

function legendInto(context, y, legend, colours) {
  let x = MARGIN + 12;
  for (const [kind, text] of legend) {
    if (kind === "dot") {
      context.fillStyle = colours.person;
      context.fillRect(x - 3, y - 5, 6, 9);
    } else drawMark(context, kind, x, y, 10, colours);
    context.fillStyle = colours.ink2;
    context.fillText(text, x + 24, y + 8);
    x += context.measureText(text).width + 74;
  }
}

/** Hand a file to the browser. */
export function save(name, blob) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
