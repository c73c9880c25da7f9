// Twenty days as discs over an axis (Wilkinson's dotplot), the band of 18 of them under it.
import { band, disc, paragraph, rule, widthOf, write } from "./draw.js";
import { number } from "./say.js";

const ROUND = [1, 2, 4, 5, 10];
export const UNDER = 62; // what band and axis take under the line
const DISC = 0.068; // width of a disc, in widths of the axis, where there is height enough

/** An axis from 0 that holds a value with room to spare: at most six steps of a round number. */
export function axisFor(most) {
  const wanted = Math.max(most * 1.15, 1.2);
  const ten = 10 ** Math.floor(Math.log10(wanted / 6));
  const step = Math.max(1, ROUND.concat(ROUND.map((s) => s * 10)).map((s) => s * ten).find((s) => Math.ceil(wanted / s) <= 6));
  return { step, end: step * Math.ceil(wanted / step) };
}

/** Which discs share a column, and where it stands: values within one width of the column's first. */
function columnsOf(values, wide) {
  const found = [];
  values.forEach((value, i) => {
    const last = found.at(-1);
    if (last && value < last.first + wide) last.members.push(i);
    else found.push({ first: value, members: [i] });
  });
  return found.map(({ members }) => ({ members, at: (values[members[0]] + values[members.at(-1)]) / 2 }));
}

/** The widest disc, in pixels, whose highest column fits. */
export function discFor(values, end, w, tall) {
  for (let d = w * DISC; ; d *= 0.96) {
    const highest = Math.max(...columnsOf(values, (d / w) * end).map((c) => c.members.length));
    if (highest * d <= tall || d < 3) return d;
  }
}

/** How high a dotplot is that uses all the width it has. */
export function heightOf(p, w, tall, values) {
  const { end } = axisFor(values.at(-1));
  const d = discFor(values, end, w, tall - UNDER * p.k);
  return Math.max(...columnsOf(values, (d / w) * end).map((c) => c.members.length)) * d + (UNDER + 4) * p.k;
}

/** Ticks and their numbers under a line at y. */
export function axisUnder(p, x, y, w, { step, end }) {
  const labels = [];
  for (let v = 0; v <= end * 1.0001; v += step) labels.push(number(v));
  const widest = Math.max(...labels.map((label) => widthOf(p, label, { size: 14 })));
  const skip = Math.max(1, Math.ceil(((1.5 * widest + 8 * p.k) * (labels.length - 1)) / w)); // the last one stands to the left of its tick
  labels.forEach((label, i) => {
    if (i % skip) return;
    const align = i === 0 ? "left" : i === labels.length - 1 ? "right" : "center";
    write(p, label, x + (i * step * w) / end, y, { size: 14, colour: "ink2", align });
  });
}

/** The reader's guess over an axis: a dashed line, or an arrow where it lies beyond. */
export function guessLine(p, x, top, bottom, w, end, guess, label) {
  if (guess === null) return;
  const beyond = guess > end;
  const at = x + (beyond ? w - 1.5 * p.k : (guess / end) * w);
  const text = beyond ? `${label} →` : label;
  const wide = widthOf(p, text, { size: 15, bold: true });
  if (!beyond) rule(p, at, top, at, bottom, { wide: 3, dash: [7, 5] });
  const right = !beyond && at + 10 * p.k + wide <= x + w;
  write(p, text, right ? at + 10 * p.k : at - (beyond ? 0 : 10 * p.k), top + 12 * p.k, { size: 15, bold: true, align: right ? "left" : "right", ground: true });
}

/**
 * The dotplot in a box. `shown`: the places in `values` that are drawn, in the order in which they came. Where all
 * twenty are there, the lowest and the highest are pale, and the band reaches from the second to the nineteenth.
 */
export function dotplot(p, x, y, w, h, values, { axis = axisFor(values.at(-1)), shown = null, bandWords = "", bandShort = bandWords, guess = null, guessWords = "", d = 0, head = 0, under = UNDER } = {}) {
  const { k } = p;
  const base = y + h - under * k;
  d ||= discFor(values, axis.end, w, base - y - head);
  const order = shown || values.map((_, i) => i);
  const whole = order.length === values.length;
  const columns = columnsOf(values, (d / w) * axis.end);
  const column = (i) => columns.findIndex((c) => c.members.includes(i));
  const level = columns.map(() => 0);
  const rank = shown ? order : [...order].sort((a, b) => outer(a, values) - outer(b, values));
  guessLine(p, x, y, base, w, axis.end, guess, guessWords);
  for (const i of rank) {
    const c = column(i);
    disc(p, Math.max(x + d / 2, x + (columns[c].at / axis.end) * w), base - 2 * k - (level[c]++ + 0.5) * d, d / 2 - Math.min(0.8 * k, d * 0.05), { pale: whole && outer(i, values) > 0 });
  }
  rule(p, x, base, x + w, base);
  if (whole) bandUnder(p, x, base + 4 * k, w, axis.end, values[1], values.at(-2), [bandWords, bandShort]);
  if (under >= UNDER) axisUnder(p, x, base + 54 * k, w, axis);
}

const outer = (i, values) => (i === 0 || i === values.length - 1 ? 1 : 0);

/** A band from low to high under an axis, its words in it, or on one side of it, or the shorter ones. */
function bandUnder(p, x, y, w, end, low, high, [words, short]) {
  const { k } = p;
  const [left, right] = [low, high].map((v) => x + (Math.min(v, end) / end) * w);
  const wide = Math.max(7 * k, right - left);
  band(p, left, y, wide, 28 * k);
  const inside = [15, 13.5, 13].map((size) => ({ said: words, size, room: wide - 12 * k }));
  const beside = { said: words, size: 15, room: x + w - left - wide - 8 * k, at: left + wide + 8 * k };
  const brief = [15, 13].map((size) => ({ said: short, size, room: wide - 10 * k }));
  const before = { said: words, size: 15, room: left - x - 8 * k, at: left - 8 * k, align: "right" };
  const places = [...inside, beside, before, ...brief, { ...beside, said: short }, { ...before, said: short }];
  const { said, size, at, align = "left" } = places.find((one) => widthOf(p, one.said, { size: one.size, bold: true }) <= one.room) ?? places.at(-1);
  const text = widthOf(p, said, { size, bold: true });
  write(p, said, at ?? left + (wide - text) / 2, y + 19.5 * k, { size, bold: true, align });
}

/** The heading over a drawing; gives where the drawing may begin. */
export function top(p, text, { size = 16 } = {}) {
  return paragraph(p, text, 0, 0, p.w, { size, bold: true, leading: 1.3 }) + 8 * p.k;
}
