// Step 4: twenty more days. The reader draws them, and the range is what they leave.
import { disc, drawPeople, linesOf, paragraph, spot, widthOf, write } from "./draw.js";
import { alike, crowd, dayOrder, dotsOfDay, facts, guessWords, perMark, reader, sourceWords, values } from "./model.js";
import { button, element, note, said } from "./parts.js";
import { dotplot, heightOf, top } from "./plot.js";
import { million, number, plain } from "./say.js";

const SHORT = 4; // signs of a number that has room under a small crowd on a phone
const LOW = 420; // a sheet this low has no room for the small crowds

let nodesOfDays = null;

export const daysStep = {
  name: "days",
  title: () => plain("days.title"),
  source: () => sourceWords(),
  body(changed) {
    const range = element("div", { class: "reveal" });
    const so = element("span", { class: "so" });
    const another = button("", () => {
      if (reader.days >= facts.days.length) Object.assign(reader, { days: 1, round: reader.round + 1 });
      else reader.days += 1;
      changed("days");
    });
    const all = button(plain("days.all"), () => {
      reader.days = facts.days.length;
      changed("days");
      another.focus();
    });
    nodesOfDays = { range, so, another, all, seen: null };
    return [
      said("days.first"),
      range,
      element("div", { class: "row" }, another, all, so),
      ...(perMark > 1 ? [note(plain("page.each", { each: perMark }))] : []),
    ];
  },
  sync() {
    const { range, so, another, all, seen } = nodesOfDays;
    const whole = reader.days >= facts.days.length;
    so.textContent = plain("days.so", { n: reader.days });
    another.textContent = plain(whole ? "days.again" : "days.another");
    all.hidden = whole;
    if (seen === whole) return;
    nodesOfDays.seen = whole;
    range.replaceChildren(...(whole ? [said("days.range", inner()), ...(inner().low < inner().high ? [whyWide()] : [])] : [said("days.wait")]));
  },
  height: (w) => (w >= 500 ? 640 : number(facts.days.at(-1)).length > SHORT ? 600 : 490),
  alt: () => (reader.days === 0 ? plain("days.wait") : plain("days.alt", { list: shownDays().map((i) => number(facts.days[i])).join(", ") })),
  figure(p, { end } = {}) {
    const { k } = p;
    const shown = end ? dayOrder() : shownDays();
    const crowds = p.h < LOW * k ? -14 * k : smallCrowds(p, top(p, plain("days.top")), shown);
    const words = `${plain(facts.counts ? "days.note" : "days.note.chance")} ${[...alike(facts.state), plain("page.larger")].join(" ")}`;
    const foot = linesOf(p, words, p.w, 13.5) * 18.4 * k + 10 * k;
      const heading = linesOf(p, plain("days.plot"), p.w, 16, true) * 21 * k + 8 * k;
    const room = p.h - foot - crowds - 14 * k - heading;
    const head = (reader.guess === null ? 0 : 24) * k;
    const from = p.h - foot - heightOf(p, p.w, room - head, facts.days) - head;
    paragraph(p, plain("days.plot"), 0, from - heading, p.w, { size: 16, bold: true, leading: 1.3 });
    const { low, high } = inner();
    dotplot(p, 0, from, p.w, p.h - from - foot, facts.days, {
      shown,
      bandWords: plain("days.band", { low, high }),
      bandShort: plain("shrink.band", { low, high }),
      head,
      guess: reader.guess,
      guessWords: plain("guess.line", { guess: guessWords() }),
    });
    paragraph(p, words, 0, p.h - foot + 8 * k, p.w, { size: 13.5, colour: "ink2" });
  },
};

/** The second and the nineteenth of twenty days: 18 lie from the one to the other. */
export const inner = () => ({ low: facts.days[1], high: facts.days.at(-2) });

const shownDays = () => dayOrder().slice(0, reader.days);

function whyWide() {
  if (facts.story) return said("days.why.story");
  if (!facts.open) return said(facts.counts ? "days.why.groups" : "days.why.chance");
  return said(facts.tag === "counted" ? "days.why.counted" : "days.why.invented", { ...values(), least: million(facts.open.low), most: million(facts.open.high) });
}

/** Two rows of ten small crowds, or four of five where the numbers are long; under each how many were flagged; gives where they end. */
function smallCrowds(p, y, shown) {
  const { k } = p;
  const gap = p.w < 500 * k ? 5 * k : 10 * k;
  const longest = widthOf(p, number(facts.days.at(-1)), { size: 12, bold: true });
  const columns = longest < (p.w - 9 * gap) / 10 ? 10 : 5;
  const rows = facts.days.length / columns;
  const w = (p.w - (columns - 1) * gap) / columns;
  const h = Math.min(w * 1.36, Math.max((80 / rows) * k, (p.h * 0.42 - y) / rows - 26 * k));
  const many = Math.max(...facts.days) / perMark;
  const r = Math.max(0.9 * k, Math.min(w * 0.027, Math.sqrt((w * h) / Math.max(60, many)) * 0.19));
  const size = longest * 1.25 < w && w >= 44 * k ? 15 : 12;
  for (let place = 0; place < facts.days.length; place++) {
    const [left, over] = [(place % columns) * (w + gap), y + Math.floor(place / columns) * (h + 28 * k)];
    const index = shown[place];
    const every = Math.max(1, crowd.dots / ((w * h) / (k * k) / 6));
    drawPeople(p, crowd, left, over, w, h, { every, faint: index === undefined ? 0.35 : 0.7 });
    if (index === undefined) continue;
    for (const i of dotsOfDay(index)) disc(p, ...spot(crowd, i, [left, over, w, h], r), r);
    write(p, number(facts.days[index]), left + w / 2, over + h + 17 * k, { size, bold: true, colour: "false", align: "center" });
  }
  return y + rows * (h + 28 * k);
}
