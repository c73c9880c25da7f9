// Step 6: one percentage over four denominators, on the same dots.
import { diamond, disc, drawPeople, hatch, linesOf, paragraph, ring, rule, spot, widthOf, within, write } from "./draw.js";
import { facts, sourceWords, told } from "./model.js";
import { paragraphs } from "./parts.js";
import { crowdOf, someOf } from "./people.js";
import { pair, percent, percents, plain } from "./say.js";

const DAY_OF_THE_RECORD = 4;
const LOW_CELLS = 380; // a sheet this low has no room for four pictures
const MARKED = 100; // alerts that are drawn one by one

let faces = null; // those of the record, as a crowd

export const accurateStep = {
  name: "accurate",
  title: () => plain("accurate.title", { share: percent(facts.accurate.faces.share) }),
  source: () => `${sourceWords()} ${plain("page.larger")}`,
  number() {
    const { alerts, faces: all } = facts.accurate;
    const of = alerts || all;
    const name = alerts ? plain("accurate.alerts", { alerts: alerts.trials }) : plain("accurate.faces", { trials: all.trials });
    return [pair(name, percent(of.share)), percents(of.low, of.high)];
  },
  body: () => paragraphs([told("accurate.story", "accurate.any"), "accurate.more"]),
  height: (w) => (w < 620 ? 1020 : 700),
  alt: () => plain("accurate.alt", { list: cells().map(({ of, number: told, said }) => `${pair(of, [told, said.map((s) => s.text).join("")].filter(Boolean).join(", "))}.`).join(" ") }),
  figure(p) {
    const { k } = p;
    if (p.h < LOW_CELLS * k) {
      lowRows(p);
      return;
    }
    const columns = p.w < 620 * k && p.h > p.w ? 1 : 2;
    const rows = 4 / columns;
    const [across, down] = [44 * k, 24 * k];
    const [w, h] = [(p.w - across * (columns - 1)) / columns, (p.h - down * (rows - 1)) / rows];
    cells().forEach((cell, i) => {
      within(p, (i % columns) * (w + across), Math.floor(i / columns) * (h + down), w, h, (part) => drawCell(part, cell));
    });
  },
};

function cells() {
  const { accurate, trials } = facts;
  const ranged = (words, range) => [{ text: `${words} `, role: "" }, { text: `(${range})`, role: "d" }];
  const bare = (words) => [{ text: words, role: "" }];
  const { faces: of, alerts, wanted } = accurate;
  return [
    {
      of: plain("accurate.faces", { trials }), number: percent(of.share), draw: drawFaces(of.trials - of.events),
      said: ranged(plain("accurate.faces.said", { right: of.events }), percents(of.low, of.high)),
    },
    alerts
      ? {
          of: plain("accurate.alerts", { alerts: alerts.trials }), number: percent(alerts.share), draw: drawAlerts(alerts),
          said: ranged(plain("accurate.alerts.said", { right: alerts.events, wrong: alerts.trials - alerts.events }), percents(alerts.low, alerts.high)),
        }
      : { of: plain("accurate.alerts.any"), number: plain("accurate.unknown"), draw: drawHatch("accurate.alerts.why"), said: bare("") },
    wanted
      ? {
          of: plain("accurate.wanted"), number: percent(wanted.share), draw: drawAlerts(wanted, true),
          said: ranged(plain("accurate.wanted.counted", wanted), percents(wanted.low, wanted.high)),
        }
      : { of: plain("accurate.wanted"), number: plain("accurate.unknown"), draw: drawHatch("accurate.wanted.why"), said: bare(plain("accurate.wanted.said")) },
    { of: plain("accurate.off", { trials }), number: percent(1), draw: drawFaces(0), said: bare(plain("accurate.off.said")) },
  ];
}

/** Number and denominator alone, a row each. */
function lowRows(p) {
  const { k } = p;
  const h = p.h / 4;
  cells().forEach((cell, i) => {
    const y = i * h;
    const column = p.w * 0.4;
    rule(p, 0, y + k, p.w, y + k, { wide: i ? 1 : 2, colour: i ? "rule" : "ink" });
    const size = [32, 28, 24, 20].find((one) => widthOf(p, cell.number, { size: one, bold: true }) < column - 12 * k) ?? 17;
    write(p, cell.number, 0, y + h / 2 + size * 0.36 * k, { size, bold: true });
    const words = [{ text: `${cell.of} `, role: "b" }, ...cell.said];
    const tall = linesOf(p, words, p.w - column, 14) * 14 * 1.3 * k;
    paragraph(p, words, column, y + (h - tall) / 2, p.w - column, { size: 14, leading: 1.3 });
  });
}

function drawCell(p, cell) {
  const { k } = p;
  rule(p, 0, 1.5 * k, p.w, 1.5 * k, { wide: 3 });
  const small = p.h < 250 * k;
  let y = paragraph(p, cell.of, 0, 9 * k, p.w, { size: 17, bold: true, leading: 1.3 });
  y = paragraph(p, cell.number, 0, y, p.w, { size: small ? 32 : 42, bold: true, leading: 1.14 }) + 5 * k;
  const foot = linesOf(p, cell.said, p.w, 14.5) * 20.5 * k + 9 * k;
  within(p, 0, y, p.w, Math.max(30 * k, p.h - y - foot), cell.draw);
  paragraph(p, cell.said, 0, p.h - foot + 8 * k, p.w, { size: 14.5, colour: "ink2", leading: 1.4, most: 3 });
}

const drawFaces = (wrong) => (p) => {
  faces ??= crowdOf(facts.trials);
  drawPeople(p, faces, 0, 0, p.w, p.h);
  const each = Math.max(1, Math.ceil(wrong / 300));
  for (const i of someOf(faces, Math.round(wrong / each), DAY_OF_THE_RECORD)) {
    disc(p, ...spot(faces, i, [0, 0, p.w, p.h], 7 * p.k), (wrong > 60 ? 3.5 : 5.5) * p.k, { halo: 1.5 * p.k });
  }
};

/** Right ones first, as they stand at the barrier; a wanted person who was missed is a ring, and no false alert. */
const drawAlerts = ({ events, trials }, wanted = false) => (p) => {
  const each = Math.max(1, Math.ceil(trials / MARKED));
  const [right, all] = [Math.round(events / each), Math.round(trials / each)];
  const columns = all <= 10 ? all : Math.ceil(Math.sqrt((all * p.w) / p.h));
  const pitch = Math.min(48 * p.k, p.w / columns, p.h / Math.ceil(all / columns));
  const y = (p.h - Math.ceil(all / columns) * pitch) / 2;
  for (let i = 0; i < all; i++) {
    const [cx, cy] = [((i % columns) + 0.5) * pitch, y + (Math.floor(i / columns) + 0.5) * pitch];
    if (i < right) diamond(p, cx, cy, pitch * 0.45);
    else if (wanted) ring(p, cx, cy, pitch * 0.34);
    else disc(p, cx, cy, pitch * 0.38);
  }
};

const drawHatch = (reason) => (p) => hatch(p, 0, 0, p.w, p.h, plain(reason));
