// What leaves the page: the numbers as CSV, and the picture with its sentence, its range and its label in it.
import { shuffled, simulatedDay } from "./crowd.js";
import { drawCrowd, drawMark, drawMarks } from "./draw.js";
import { scene } from "./scene.js";
import { alertsOpen, isOpen, isOpenCount } from "./speech.js";
import { tenDigits } from "./words.js";

const WIDTH = 1600;
const MARGIN = 60;
const NAMES = 380; // width of the names of what was put in

/** What was put in, as one line: its value, what it rests on, and where it comes from. */
function inputText({ text, kind, source }) {
  return `${text}${kind ? ` (${kind})` : ""}${source ? `. Source: ${source}` : ""}`;
}

/**
 * The numbers at ten significant digits, with everything that was put in. An expected number that nothing was counted
 * for is left empty: its range is a bound, and all there is.
 */
export function csvText(n, inputRows, { evidence, how, made, againSupposed }, address) {
  const rows = [["quantity", "expected", "low", "high", "level"]];
  const counted = (name, r, open = isOpenCount(r)) => rows.push([name, open ? "" : r.mean, r.low, r.high, 0.95]);
  counted("alerts", n.alerts, alertsOpen(n));
  for (const key of ["false_alerts", "flagged", "correct_alerts", "found"]) counted(key, n[key]);
  counted("flagged_again", n.flagged_again, againSupposed || isOpenCount(n.flagged_again));
  for (const g of n.by_group) counted(`flagged in ${g.name}`, g.flagged);
  const others = [
    ["chance that nobody innocent is flagged", n.p_nobody],
    ["chance that a sought person is flagged", n.p_found],
    ["share of right alerts", n.share_right],
    ["alerts an hour", n.alerts_per_hour],
  ];
  for (const [name, r] of others) if (r) counted(name, r, name === "alerts an hour" ? alertsOpen(n) : isOpen(r));
  if (n.bound !== null) rows.push(["false alerts not excluded by the evidence, on average", n.bound, "", "", 0.95]);
  const said = [["evidence", evidence || "counts"], ["how", how], ...inputRows.map((row) => [`input: ${row.name}`, inputText(row)]), ["scenario", address], ["made with", made]];
  rows.push(...said.map(([name, text]) => [name, text, "", "", ""]));
  return `${rows.map((row) => row.map(cell).join(",")).join("\n")}\n`;
}

function cell(value) {
  const text = String(typeof value === "number" ? tenDigits(value) : value);
  const safe = /^[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text; // no formulas in a spreadsheet
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Break a text into lines of this width, within words where one alone is wider. */
function lines(context, text, width) {
  const fits = (part) => context.measureText(part).width <= width;
  const found = [""];
  for (const word of text.split(/\s+/)) {
    const longer = found.at(-1) ? `${found.at(-1)} ${word}` : word;
    if (fits(longer)) {
      found[found.length - 1] = longer;
      continue;
    }
    if (found.at(-1)) found.push("");
    for (const letter of word) {
      if (fits(found.at(-1) + letter)) found[found.length - 1] += letter;
      else found.push(letter);
    }
  }
  return found;
}

/** The picture as it may travel without the page, drawn anew at its own size. */
export function picture({ state, found, day, dots, linedUp, aspect, colours, words, rows, legend }) {
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d");
  const blocks = [
    { text: words.title, font: `26px ${colours.sans}`, line: 34, after: 8, colour: colours.ink2 },
    { text: words.headline, font: `700 54px ${colours.sans}`, line: 62, after: 10, colour: colours.ink },
    { text: words.range, font: `28px ${colours.sans}`, line: 38, after: 8, colour: colours.ink },
    { text: words.how, font: `24px ${colours.sans}`, line: 34, after: 20, colour: colours.ink2 },
    { picture: true },
    { legend: true, font: `24px ${colours.sans}`, line: 44, after: 6 },
    { text: words.day, font: `24px ${colours.sans}`, line: 34, after: 24, colour: colours.ink2 },
    { text: "What this rests on", font: `700 26px ${colours.sans}`, line: 40, after: 4, colour: colours.ink },
    ...rows.map((row) => ({ text: inputText(row), name: row.name, font: `22px ${colours.sans}`, line: 31, after: 5, colour: colours.ink })),
    { text: words.made, font: `22px ${colours.sans}`, line: 31, after: 0, colour: colours.ink2 },
  ].filter((block) => block.picture || block.legend || block.text);
  const tall = Math.round(WIDTH / aspect);
  for (const block of blocks) {
    context.font = block.font || "10px sans-serif";
    block.lines = block.text ? lines(context, block.text, WIDTH - (block.name ? NAMES : 0)) : [];
    block.names = block.name ? namesOf(context, block.name, colours) : [];
    const tallest = Math.max(block.lines.length, block.names.length);
    block.height = block.picture ? tall + 24 : (block.legend ? block.line : tallest * block.line) + block.after;
  }
  canvas.width = WIDTH + 2 * MARGIN;
  canvas.height = blocks.reduce((sum, block) => sum + block.height, 2 * MARGIN);
  context.fillStyle = colours.paper;
  context.fillRect(0, 0, canvas.width, canvas.height);
  let y = MARGIN;
  for (const block of blocks) {
    context.font = block.font || "10px sans-serif";
    context.fillStyle = block.colour;
    block.lines.forEach((text, i) => context.fillText(text, MARGIN + (block.name ? NAMES : 0), y + (i + 0.78) * block.line));
    if (block.names.length) context.font = nameFont(colours);
    block.names.forEach((text, i) => context.fillText(text, MARGIN, y + (i + 0.78) * block.line));
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

function nameFont({ sans }) {
  return `700 22px ${sans}`;
}

/** The name of what was put in, in as many lines as it needs beside its value. */
function namesOf(context, name, colours) {
  context.font = nameFont(colours);
  return lines(context, name, NAMES - 36);
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
