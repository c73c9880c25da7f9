// The crowd as dots. Every person has one fixed random number for the day, so that a slider lights people one by one
// and never unlights anyone as the rate rises. Two canvases: the crowd, drawn once, and the lit few on top.
import { distribution, quantile, rateAt } from "./consequences.js";

export const DOTS = 60000; // people that are drawn one by one
const MOST_MARKS = 3000;
const MOST_SOUGHT = 300;
const TOP = 54; // where lined-up marks begin: below the label
const EDGE = 6; // room for the mark of somebody who stands at the edge

/** A well mixed number in (0, 1) for a person, a day and a purpose. */
export function chanceOf(person, day, purpose) {
  let h = Math.imul(person + 1, 0x9e3779b1) ^ Math.imul(day + 1, 0x85ebca6b) ^ Math.imul(purpose + 1, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d);
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b);
  return ((h ^ (h >>> 16)) >>> 0) / 4294967296 + 1.1641532182693481e-10;
}

/** The share of a crowd of people that a dot stands for. */
export function perDot(people) {
  return Math.max(1, Math.ceil(people / DOTS));
}

/**
 * One simulated day: the rate of the day is drawn from what the evidence leaves open (the first day has the middle of
 * it), then every person meets their chance. A crowd of more people than dots is drawn as a number first; `perMark`
 * tells how many flagged people a lit mark then stands for.
 */
export function simulatedDay(state, found, day, order) {
  const rateOf = (known, index) => rateAt(known, day === 0 ? 0.5 : chanceOf(index, day, 3));
  const parts = dayParts(found).map((block, index) => ({ people: block.people, chance: block.chances(rateOf(block.known, index))[0] }));
  const drawn = state.people <= DOTS ? personByPerson(parts, day) : asANumber(parts, day, order.length);
  const chance = found.sought.chances(rateOf(found.sought.known, 99))[0];
  const sought = [];
  for (let i = 0; i < Math.min(state.sought, MOST_SOUGHT); i++) {
    sought.push({ hit: chanceOf(i, day, 2) < chance, x: chanceOf(i, day, 4), y: chanceOf(i, day, 5) });
  }
  return { ...drawn, lit: drawn.lit.map((i) => order[i]), sought };
}

function personByPerson(parts, day) {
  const lit = [];
  let start = 0;
  for (const { people, chance } of parts) {
    for (let i = start; i < start + people; i++) if (chanceOf(i, day, 1) < chance) lit.push(i);
    start += people;
  }
  return { lit, flagged: lit.length, perMark: 1 };
}

function asANumber(parts, day, dots) {
  let flagged = 0;
  parts.forEach(({ people, chance }, index) => {
    const count = { mean: people * chance, variance: people * chance * (1 - chance), most: people };
    flagged += quantile(distribution(count), day === 0 ? 0.5 : chanceOf(index, day, 1));
  });
  const perMark = Math.max(1, Math.ceil(flagged / MOST_MARKS));
  const first = Math.floor(chanceOf(0, day, 7) * dots);
  const lit = Array.from({ length: Math.ceil(flagged / perMark) }, (_, j) => (first + j) % dots);
  return { lit, flagged, perMark };
}

/** Bystanders in the order in which dots are given out: by group, so that each person stays in theirs. */
function dayParts(found) {
  return found.groups.length ? found.groups.map((g) => g.block) : found.bystanders.map((b) => b.block);
}

/** Where the dots stand: a jittered grid, so that it reads as people and not as a printed halftone. */
export function places(dots, width, height) {
  const step = Math.sqrt((width * height) / Math.max(1, dots));
  const columns = Math.max(1, Math.round(width / step));
  const rows = Math.max(1, Math.ceil(dots / columns));
  const x = new Float32Array(dots);
  const y = new Float32Array(dots);
  for (let i = 0; i < dots; i++) {
    const column = i % columns;
    const row = Math.floor(i / columns);
    x[i] = EDGE + ((column + 0.5 + (chanceOf(i, 7, 8) - 0.5) * 0.95) / columns) * (width - 2 * EDGE);
    y[i] = EDGE + ((row + 0.5 + (chanceOf(i, 7, 9) - 0.5) * 0.95) / rows) * (height - 2 * EDGE);
  }
  return { x, y, step };
}

/** A fixed shuffle of the dots, so that a group or a sequence of people is spread over the whole crowd. */
export function shuffled(dots) {
  const order = new Uint32Array(dots);
  for (let i = 0; i < dots; i++) order[i] = i;
  for (let i = dots - 1; i > 0; i--) {
    const j = Math.floor(chanceOf(i, 11, 6) * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

/** Draw the crowd with ImageData: about a millisecond for 60,000 people. */
export function drawCrowd(canvas, at, colour, ratio) {
  const context = canvas.getContext("2d");
  const { width, height } = canvas;
  const image = context.createImageData(width, height);
  const pixels = new Uint32Array(image.data.buffer);
  const size = Math.max(1, Math.round(Math.min(at.step * 0.5, 7) * ratio));
  const [r, g, b] = colour;
  const soft = at.step * ratio < 2.2 ? 150 : 215;
  const paint = (soft << 24) | (b << 16) | (g << 8) | r;
  for (let i = 0; i < at.x.length; i++) {
    const left = Math.min(width - size, Math.max(0, Math.round(at.x[i] * ratio - size / 2)));
    const top = Math.min(height - size, Math.max(0, Math.round(at.y[i] * ratio - size / 2)));
    for (let dy = 0; dy < size; dy++) pixels.fill(paint, (top + dy) * width + left, (top + dy) * width + left + size);
  }
  context.putImageData(image, 0, 0);
}

/** Draw one mark: a disc for a false alert, a diamond for a right one, a ring for a sought person who passed unseen. */
export function mark(context, kind, x, y, r, colours) {
  context.beginPath();
  if (kind === "right") {
    const d = r * 1.35;
    context.moveTo(x, y - d);
    context.lineTo(x + d, y);
    context.lineTo(x, y + d);
    context.lineTo(x - d, y);
    context.closePath();
  } else context.arc(x, y, r, 0, 2 * Math.PI);
  context.lineWidth = Math.max(1.5, r * 0.5);
  if (kind === "missed") {
    context.fillStyle = colours.surface;
    context.fill();
    context.strokeStyle = colours.ink;
    context.lineWidth = Math.max(1.6, r * 0.4);
    context.stroke();
    return;
  }
  context.strokeStyle = colours.surface;
  context.stroke(); // the halo
  context.fillStyle = kind === "right" ? colours.mated : colours.other;
  context.fill();
}

/** Give every mark of a day its place: where the person stands, or lined up to be counted, ten by ten. */
export function marksOf(day, at, width, height, linedUp) {
  const found = day.lit.map((i) => ({ kind: "false", x: at.x[i], y: at.y[i] }));
  for (const s of day.sought) {
    found.push({ kind: s.hit ? "right" : "missed", x: 8 + s.x * (width - 16), y: 8 + s.y * (height - 16) });
  }
  if (!linedUp) return found;
  let pitch = 22;
  let columns = 10;
  const fits = () => {
    columns = Math.max(10, Math.floor((width - 40) / pitch / 11) * 10);
    const rows = Math.ceil(found.length / columns);
    return (rows + Math.floor(rows / 10) * 0.6) * pitch < height - TOP - 16;
  };
  while (pitch > 2.2 && !fits()) pitch *= 0.93;
  return found.map((m, i) => {
    const column = i % columns;
    const row = Math.floor(i / columns);
    return {
      kind: m.kind,
      x: 24 + (column + Math.floor(column / 10) * 0.7) * pitch,
      y: TOP + (row + Math.floor(row / 10) * 0.6) * pitch,
      pitch,
    };
  });
}

/** Draw the lit people. */
export function drawMarks(canvas, marks, colours, ratio, ground) {
  const context = canvas.getContext("2d");
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  if (ground) {
    context.globalAlpha = 0.88;
    context.fillStyle = colours.surface;
    context.fillRect(0, 0, canvas.width / ratio, canvas.height / ratio);
    context.globalAlpha = 1;
  }
  const pitch = marks.length && marks[0].pitch;
  const scattered = marks.length > 1500 ? 2.4 : marks.length > 400 ? 3.4 : 4.6;
  const r = pitch ? Math.min(7, pitch * 0.34) : scattered;
  for (const m of marks) mark(context, m.kind, m.x, m.y, r, colours);
}

/** Draw the magnifier beside the point it looks at, never over it. */
export function drawLens(canvas, look, at, marks, colours, ratio) {
  const context = canvas.getContext("2d");
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  if (!look) return;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  const width = canvas.width / ratio;
  const height = canvas.height / ratio;
  const radius = Math.min(84, width * 0.24);
  const seen = Math.max(11, at.step * 5.5); // radius of what is looked at, in people
  const zoom = radius / seen;
  const cx = look.x + radius + 34 < width - radius * 0.4 ? look.x + radius + 26 : look.x - radius - 26;
  const cy = Math.min(height - radius - 3, Math.max(radius + 3, look.y));
  context.lineWidth = 1.5;
  context.strokeStyle = colours.ink;
  context.beginPath();
  context.arc(look.x, look.y, seen, 0, 2 * Math.PI);
  context.stroke();
  context.save();
  context.beginPath();
  context.arc(cx, cy, radius, 0, 2 * Math.PI);
  context.fillStyle = colours.surface;
  context.fill();
  context.clip();
  const size = Math.min(9, at.step * zoom * 0.36);
  context.fillStyle = colours.axis;
  for (let i = 0; i < at.x.length; i++) {
    const dx = at.x[i] - look.x;
    const dy = at.y[i] - look.y;
    if (dx * dx + dy * dy > (seen + at.step) ** 2) continue;
    person(context, cx + dx * zoom, cy + dy * zoom, size);
  }
  for (const m of marks) {
    const dx = m.x - look.x;
    const dy = m.y - look.y;
    if (dx * dx + dy * dy <= (seen + 4) ** 2) mark(context, m.kind, cx + dx * zoom, cy + dy * zoom, size * 1.05, colours);
  }
  context.restore();
  context.lineWidth = 2;
  context.strokeStyle = colours.ink;
  context.beginPath();
  context.arc(cx, cy, radius, 0, 2 * Math.PI);
  context.stroke();
}

/** A head and shoulders. */
function person(context, x, y, size) {
  context.beginPath();
  context.arc(x, y - size * 0.55, size * 0.42, 0, 2 * Math.PI);
  context.fill();
  context.beginPath();
  context.arc(x, y + size * 0.75, size * 0.75, Math.PI, 2 * Math.PI);
  context.fill();
}
