// Step 5: the flagged stand in a queue, right beside wrong: the share of right alerts is a length.
import { band, diamond, disc, drawPeople, paragraph, spot, widthOf, write } from "./draw.js";
import { crowd, facts, litDots, reader, sourceWords, told, values, youDot } from "./model.js";
import { animate, button, element, note, rich, said } from "./parts.js";
import { eachMark } from "./people.js";
import { number, plain, runs } from "./say.js";
import { inner } from "./step_days.js";

const SECONDS_TO_QUEUE = 4;
const ROW = 100; // marks that fit a row
const FRACTIONS_BELOW = 10; // expected alerts: of fewer, a fraction of one matters
const LOW_QUEUE = 420; // a sheet this low has no room for twenty rows

export const queueStep = {
  name: "queue",
  title: () => plain(told("queue.title.story", "queue.title")),
  source: () => `${plain("queue.note")} ${sourceWords()}`,
  number() {
    if (!facts.state.sought) return null;
    const given = shares();
    return [plain(...firstShare(given)), runs("queue.range", given)];
  },
  body(changed) {
    const watch = element("div", { class: "row" }, button(plain("queue.play"), () => {
      reader.queued = 0;
      animate(SECONDS_TO_QUEUE, (part) => {
        reader.queued = part;
        changed("queue", part === 1);
      });
    }));
    if (!facts.state.sought) return [said("queue.nobody"), watch];
    const given = shares();
    return [
      said(told("queue.story", "queue.any"), given),
      element("p", {},
        element("span", { class: "share" }, plain(...firstShare(given))),
        ...(whole() ? [" ", plain(...ofHundred(given.right))] : []),
      ),
      element("p", {}, ...rich("queue.range", given), " ", plain("queue.misses")),
      watch,
      ...(markFor() > 1 ? [note(plain("page.each", { each: markFor() }))] : []),
    ];
  },
  height: (w) => (w < 500 ? 500 : 620),
  alt: () => plain("queue.alt", { right: facts.state.sought, expected: values().expected, list: facts.days.map(number).join(", ") }),
  figure(p, { end } = {}) {
    const { k } = p;
    const { low, high } = inner();
    const walked = end ? 1 : reader.queued;
    let y = paragraph(p, plain("queue.top"), 0, 0, p.w, { size: 16, bold: true, leading: 1.3 }) + 8 * k;
    y = key(p, y);
    const left = 30 * k;
    const numbers = left + Math.max(...[...facts.days, facts.expected].map((v) => widthOf(p, shownNumber(v), { size: 18, bold: true }))) + 8 * k;
    const each = markFor();
    const days = p.h < LOW_QUEUE * k ? [low, high] : facts.days;
    const most = Math.max(...facts.days, facts.expected) / each + facts.state.sought / each;
    const room = p.w - numbers - 28 * k;
    const named = room - widthOf(p, plain("queue.expected"), { size: 15, bold: true }) - 6 * k; // where the word follows
    const pitch = Math.min(room / Math.max(20, most), named / Math.max(1, (facts.expected + facts.state.sought) / each));
    const row = Math.min(80 * k, (p.h - y) / (days.length + 1.3));
    p.c.fillStyle = p.colours.wash;
    p.c.fillRect(numbers + 4 * k, y, p.w - numbers - 4 * k, row * 0.96);
    if (walked < 1) drawPeople(p, crowd, 0, y, p.w, p.h - y, { faint: 0.6 * (1 - walked) });
    const first = y + row * 1.3;
    p.c.globalAlpha = Math.max(0, walked * 4 - 3); // the other days come when everybody stands
    days.forEach((flagged, i) => lane(p, numbers, first + row * (i + 0.5), pitch, row, flagged, each, { size: 14.5 }));
    const beyond = days === facts.days ? 1.1 : 0.1; // rows above and below the band
    band(p, 0, first + row * beyond, 22 * k, row * (days.length - 2 * beyond), { upright: true });
    p.c.save();
    p.c.translate(15.5 * k, first + row * (days.length / 2));
    p.c.rotate(-Math.PI / 2);
    write(p, plain("queue.band"), 0, 0, { size: 14.5, bold: true, align: "center" });
    p.c.restore();
    p.c.globalAlpha = 1;
    const from = { walked, box: [0, y, p.w, p.h - y] };
    lane(p, numbers, y + row / 2, pitch, row, facts.expected, each, { size: 18, bold: true, from });
  },
};

/** Right alerts of all: as expected, and on the days at both ends of the range. */
function shares() {
  const right = facts.state.sought;
  const { low, high } = inner();
  return { ...values(), right, all: Math.round(right + facts.expected), few: low + right, many: high + right };
}

/** Whether the expected alerts can be told as a number of alerts: of few, a fraction would be lost, or be told as one. */
const whole = () => facts.expected >= FRACTIONS_BELOW || Number.isInteger(facts.expected);

/** Key and values of how many alerts are right: of all that are expected where that is a whole number, else of 100. */
const firstShare = (given) => (whole() ? ["queue.share", given] : ofHundred(given.right));

/** Of 100 alerts, in whole alerts. */
function ofHundred(right) {
  const share = (100 * right) / (right + facts.expected);
  if (share < 1) return ["queue.hundred.few"];
  return share > 99 ? ["queue.hundred.most"] : ["queue.hundred", { right: Math.round(share) }];
}

const markFor = () => eachMark(Math.max(...facts.days, facts.expected) + facts.state.sought, ROW);

/** What diamond and disc stand for. */
function key(p, y) {
  const { k } = p;
  const words = [plain(told("queue.right.story", "queue.right")), plain("queue.wrong")];
  const wide = words.map((word) => widthOf(p, word, { size: 14 }));
  const second = 20 * k + wide[0] + 24 * k;
  const under = second + 18 * k + wide[1] > p.w;
  if (facts.state.sought) {
    diamond(p, 6 * k, y + 9 * k, 6 * k);
    write(p, words[0], 20 * k, y + 14 * k, { size: 14, colour: "ink2" });
  }
  const [x, at] = !facts.state.sought ? [0, y] : under ? [0, y + 21 * k] : [second, y];
  disc(p, x + 6 * k, at + 9 * k, 5.5 * k);
  write(p, words[1], x + 20 * k, at + 14 * k, { size: 14, colour: "ink2" });
  return at + 30 * k;
}

/** Where a mark is on its way from the crowd to its place in the queue; they set out one by one, the wanted (below 0) too. */
function onTheWay(i, many, to, from) {
  if (!from || from.walked >= 1) return to;
  const lit = litDots();
  const dot = lit.length ? lit.at(i % lit.length) : youDot();
  const t = Math.min(1, Math.max(0, from.walked * 1.7 - (0.7 * Math.abs(i)) / many));
  const eased = t * t * (3 - 2 * t);
  return spot(crowd, dot, from.box).map((at, axis) => at + (to[axis] - at) * eased);
}

const shownNumber = (flagged) => number(flagged >= 10 ? Math.round(flagged) : flagged);

/** One day at the barrier: the number, those who are right in front, the others behind. */
function lane(p, x, y, pitch, row, flagged, each, { size, bold = false, from: origin = null }) {
  const { k } = p;
  write(p, shownNumber(flagged), x, y + size * 0.36 * k, { size, bold, colour: "false", align: "right" });
  const r = Math.min(pitch * 0.48, row * 0.3, 9 * k);
  const big = Math.min(7 * k, row * 0.42);
  const share = facts.state.sought / each;
  const right = Math.max(share ? 1 : 0, Math.round(share)); // whoever is right is never rounded away, only drawn smaller
  const step = right > 1 ? Math.max(pitch, r * 2) : 2 * big + k;
  const from = x + 10 * k;
  for (let i = 0; i < right; i++) diamond(p, ...onTheWay(-1 - i, right + 1, [from + big + i * step, y], origin), right > 1 ? r * 1.2 : big * Math.sqrt(Math.min(1, share)));
  const start = from + (right ? (right > 1 ? (right - 1) * step + 2 * big : 2 * big) + k : 0);
  const marks = Math.round(flagged / each);
  for (let i = 0; i < marks; i++) disc(p, ...onTheWay(i, marks, [start + (i + 0.5) * pitch, y], origin), r);
  if (bold) write(p, plain("queue.expected"), start + marks * pitch + 10 * k, y + 5 * k, { size: 15, bold: true });
}
