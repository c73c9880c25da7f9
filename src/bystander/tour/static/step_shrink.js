// Step 7: shrink the test, and watch the dotplot smear.
import { widthOf, within, write } from "./draw.js";
import { facts, reader, sourceWords, values } from "./model.js";
import { button, element, note, paragraphs, slider } from "./parts.js";
import { testOf } from "./numbers.js";
import { axisFor, discFor, dotplot, top, UNDER } from "./plot.js";
import { number, plain } from "./say.js";

const NAMES = 150; // width of the column of names
const LARGER = 10; // times as large as the record is the largest test
const LOW_TESTS = 380; // a sheet this low has room for one axis
const STEP_MS = 110;

let faceSlider = null;
const computed = new Map();

/** The test with so many mistakes, kept: a slider asks for it again and again. */
function test(events) {
  if (!computed.has(events)) computed.set(events, testOf(facts.state, events));
  return computed.get(events);
}

/** Mistakes that the slider stops at: one by one, then in growing steps. */
function stops() {
  const found = [];
  const most = facts.events * LARGER;
  for (let v = 1; v < most; v = Math.max(v + 1, Math.round(v * 1.1))) found.push(v);
  return [...new Set([...found, facts.events, most])].sort((a, b) => a - b);
}

export const shrinkStep = {
  name: "shrink",
  title: () => plain("shrink.title"),
  source: () => sourceWords(),
  body(changed) {
    const all = stops();
    const set = (at) => {
      reader.mistakes = all[at];
      changed("shrink");
    };
    faceSlider = slider({
      id: "faces", label: plain("shrink.faces"), last: all.length - 1, at: all.indexOf(reader.mistakes), moved: set,
      text: () => number(test(reader.mistakes).trials),
    });
    const shrink = button(plain("shrink.button"), () => {
      const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
      const input = faceSlider.querySelector("input");
      const move = () => {
        input.value = still ? 0 : Number(input.value) - 1;
        input.dispatchEvent(new Event("input"));
        if (Number(input.value) > 0) setTimeout(move, STEP_MS);
      };
      input.value = all.length - 1;
      move();
    });
    return [...paragraphs(["shrink.first", "shrink.second"]), faceSlider, element("div", { class: "row" }, shrink), note(plain("shrink.ask"))];
  },
  height: (w) => (w < 620 ? 660 : 640),
  alt: () => plain("shrink.alt", { list: tests().map(({ trials, days }) => plain("shrink.alt.row", { trials, low: days[1], high: days.at(-2) })).join(" ") }),
  figure(p, { end } = {}) {
    const { k } = p;
    const y = top(p, plain("shrink.top", values()));
    const rows = tests(end);
    const axis = axisFor(Math.max(test(1).days.at(-1), rows[0].days.at(-1)));
    const low = p.h < LOW_TESTS * k;
    const beside = low || p.w > 520 * k;
    const under = (i) => (low && i < 2 ? 36 : UNDER); // a low sheet has one axis, under the last test
    const h = (p.h - y - (low ? 26 * k : 0)) / 3;
    const names = rows.map((row) => saidOf(row).map((said, i) => widthOf(p, said, { size: i ? 15.5 : 18, bold: !i })));
    const column = Math.max(NAMES * k, ...names.map(([size, mistakes]) => Math.max(size, mistakes) + 14 * k));
    const over = names.some((wide) => wide.reduce((a, b) => a + b) + 20 * k > p.w) ? 52 : 28; // one line of names, or two
    const [w, tall] = beside ? [p.w - column, h - (under(0) + 12) * k] : [p.w, h - (over + 68) * k];
    const d = Math.min(...rows.map(({ days }) => discFor(days, axis.end, w, tall)), 26 * k);
    rows.forEach((row, i) => {
      const more = low && i === 2 ? 26 * k : 0;
      within(p, 0, y + i * h, p.w, h + more, (part) => drawTest(part, row, { axis, d, beside, column, over, under: under(i) }, i === 2));
    });
  },
};

/** A larger test, the record, and the reader's own (in the end: the smallest). */
function tests(end) {
  return [test(facts.events * LARGER), test(facts.events), test(end ? 1 : reader.mistakes)];
}

/** How large a test is, its mistakes, and what it rests on. */
const saidOf = (row) => [plain("shrink.size", row), plain("shrink.mistakes", row), plain(`tag.${tagOfTest(row)}`)];
const tagOfTest = ({ events }) => (events === facts.events ? facts.tag : "invented");

function drawTest(p, row, { axis, d, beside, column, over, under }, last) {
  const { k } = p;
  const { days } = row;
  const [size, mistakes] = saidOf(row);
  const tag = tagOfTest(row);
  const ends = { low: days[1], high: days.at(-2) };
  const bandShort = plain("shrink.band", ends);
  const bandWords = last ? plain("days.band", ends) : bandShort;
  if (beside) {
    const low = p.h < 130 * k;
    const y = low ? 22 * k : p.h - (under + 56) * k;
    write(p, size, 0, y, { size: low ? 16 : 18, bold: true });
    write(p, mistakes, 0, y + (low ? 18 : 24) * k, { size: low ? 14 : 15.5, colour: "ink2" });
    tagAt(p, 0, y + (low ? 24 : 34) * k, tag);
    dotplot(p, column, 6 * k, p.w - column, p.h - 12 * k, days, { axis, d, bandWords, bandShort, under });
    return;
  }
  const wide = write(p, size, 0, 18 * k, { size: 16, bold: true });
  const [left, more] = over > 28 ? [0, 24] : [wide + 10 * k, 0];
  const next = write(p, mistakes, left, (18 + more) * k, { size: 14.5, colour: "ink2" });
  tagAt(p, left + next + 10 * k, (2 + more) * k, tag);
  dotplot(p, 0, over * k, p.w, p.h - (over + 6) * k, days, { axis, d, bandWords, bandShort });
}

/** Counted filled, asserted outlined, invented dashed; gives its width. */
export function tagAt(p, x, y, tag, words = plain(`tag.${tag}`)) {
  const { c, k, colours } = p;
  const wide = widthOf(p, words, { size: 13, bold: false }) + 14 * k;
  c.lineWidth = 1.4 * k;
  c.strokeStyle = colours.ink;
  c.setLineDash(tag === "invented" ? [3 * k, 2 * k] : []);
  if (tag === "counted") {
    c.fillStyle = colours.ink;
    c.fillRect(x, y, wide, 22 * k);
  } else c.strokeRect(x + 0.7 * k, y + 0.7 * k, wide - 1.4 * k, 20.6 * k);
  c.setLineDash([]);
  write(p, words, x + 7 * k, y + 15.5 * k, { size: 13, colour: tag === "counted" ? "paper" : "ink" });
  return wide;
}
