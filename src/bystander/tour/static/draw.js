// The one drawing module: every sign of the look on a sheet of any size, so that the screen, a print and a picture to
// hand on are the same drawing. Sizes are in pixels of the page, times the sheet's own scale `k`.
import { chanceOf } from "../../explorer/static/crowd.js";

/** A sheet to draw on. */
export function sheet(canvas, width, height, { ratio = 1, colours, sans, k = 1 }) {
  Object.assign(canvas, { width: Math.round(width * ratio), height: Math.round(height * ratio) });
  const c = canvas.getContext("2d");
  c.setTransform(ratio, 0, 0, ratio, 0, 0);
  c.fillStyle = colours.paper;
  c.fillRect(0, 0, width, height);
  return { c, w: width, h: height, ratio, colours, sans, k };
}

/** Where somebody of a crowd in a box stands; a mark of radius r stays inside the box. */
export function spot(crowd, i, [x, y, w, h], r = 0) {
  const inside = (v, room) => Math.min(room - r, Math.max(r, v * room));
  return [x + inside(crowd.x[i], w), y + inside(crowd.y[i], h)];
}

/** Draw on a part of a sheet as on a sheet of its own. */
export function within(p, x, y, w, h, draw) {
  p.c.save();
  p.c.translate(x, y);
  draw({ ...p, w, h });
  p.c.restore();
}

// ---- words -----------------------------------------------------------------------------------------------------------

function fontOf(p, size, bold) {
  return `${bold ? 700 : 400} ${size * p.k}px ${p.sans}`;
}

export function widthOf(p, text, { size = 15, bold = false } = {}) {
  p.c.font = fontOf(p, size, bold);
  return p.c.measureText(text).width;
}

/** A text, or as much of it as there is room for, and the sign that there is more. */
export function fitted(p, text, room, style) {
  const signs = [...text];
  while (signs.length && widthOf(p, signs.join(""), style) > room) signs.splice(-2, 2, "…");
  return signs.join("");
}

/** One line of words with its base line at y; `ground` puts paper behind it. */
export function write(p, text, x, y, { size = 15, bold = false, colour = "ink", align = "left", ground = false } = {}) {
  const { c, colours, k } = p;
  c.font = fontOf(p, size, bold);
  c.textAlign = "left";
  const wide = c.measureText(text).width;
  const left = x - { left: 0, center: wide / 2, right: wide }[align];
  if (ground) {
    c.fillStyle = colours.paper;
    c.fillRect(left - 4 * k, y - size * k, wide + 8 * k, size * 1.34 * k);
  }
  c.fillStyle = colours[colour];
  c.fillText(text, left, y);
  return wide;
}

const MANNER = { b: ["ink", true], f: ["false", true], r: ["right", true], d: ["ink", false] };

/** Words of several manners broken into lines no wider than `room`; a range stays whole where it fits. */
function broken(p, runs, room, size, bold) {
  const lines = [[]];
  let at = 0;
  for (const run of runs) {
    const heavy = bold || Boolean(MANNER[run.role]?.[1]);
    const whole = run.role === "d" && widthOf(p, run.text, { size, bold }) <= room;
    for (const text of whole ? [run.text] : run.text.split(/(?<= )/)) {
      const wide = widthOf(p, text.trimEnd(), { size, bold: heavy });
      if (at && at + wide > room) {
        lines.push([]);
        at = 0;
      }
      lines.at(-1).push({ text, role: run.role, heavy });
      at += widthOf(p, text, { size, bold: heavy });
    }
  }
  return lines;
}

/** A paragraph whose first line has its top at y; gives where it ends. `runs` as say.js has them, or a plain text. */
export function paragraph(p, runs, x, y, room, { size = 15, bold = false, colour = "ink", leading = 1.36, most = 99 } = {}) {
  const spans = typeof runs === "string" ? [{ text: runs, role: "" }] : runs;
  const found = broken(p, spans, room, size, bold).slice(0, most);
  found.forEach((line, i) => {
    const base = y + (i + 0.8) * size * leading * p.k;
    let left = x;
    for (const { text, role, heavy } of line) {
      const wide = widthOf(p, text, { size, bold: heavy });
      if (role === "d") {
        p.c.fillStyle = p.colours.band;
        p.c.fillRect(left - 2 * p.k, base - size * 0.2 * p.k, widthOf(p, text.trimEnd(), { size, bold: heavy }) + 4 * p.k, size * 0.36 * p.k);
      }
      write(p, text, left, base, { size, bold: heavy, colour: MANNER[role]?.[0] || colour });
      left += wide;
    }
  });
  return y + found.length * size * leading * p.k;
}

/** How many lines a paragraph takes. */
export function linesOf(p, runs, room, size, bold = false) {
  return broken(p, typeof runs === "string" ? [{ text: runs, role: "" }] : runs, room, size, bold).length;
}

// ---- signs -----------------------------------------------------------------------------------------------------------

/** A false alert; `pale` where it lies outside the range. */
export function disc(p, x, y, r, { pale = false, halo = 0 } = {}) {
  const { c, colours } = p;
  c.beginPath();
  c.arc(x, y, r, 0, 2 * Math.PI);
  if (halo) {
    c.lineWidth = 2 * halo;
    c.strokeStyle = colours.paper;
    c.stroke();
  }
  c.fillStyle = colours.false;
  const alpha = c.globalAlpha;
  if (pale) c.globalAlpha = 0.4 * alpha;
  c.fill();
  c.globalAlpha = alpha;
}

/** A right alert. */
export function diamond(p, x, y, r, { halo = 0 } = {}) {
  const { c, colours } = p;
  c.beginPath();
  for (const [dx, dy] of [[0, -r], [r, 0], [0, r], [-r, 0]]) c.lineTo(x + dx, y + dy);
  c.closePath();
  if (halo) {
    c.lineWidth = 2 * halo;
    c.strokeStyle = colours.paper;
    c.stroke();
  }
  c.fillStyle = colours.right;
  c.fill();
}

/** A miss, solid; or a guess, dashed. */
export function ring(p, x, y, r, { dashed = false } = {}) {
  const { c, colours, k } = p;
  c.beginPath();
  c.arc(x, y, r, 0, 2 * Math.PI);
  c.fillStyle = colours.paper;
  c.fill();
  c.lineWidth = (dashed ? 1.8 : 2.4) * k;
  c.strokeStyle = colours.ink;
  c.setLineDash(dashed ? [3 * k, 2.2 * k] : []);
  c.stroke();
  c.setLineDash([]);
}

/** You: an ink dot in an ink ring, and the word, on the other side where something else begins before `until`. */
export function youMark(p, x, y, word, { flagged = false, until = p.w } = {}) {
  const { k } = p;
  const wide = widthOf(p, word, { size: 15, bold: true });
  write(p, word, x + 19 * k + wide < until ? x + 19 * k : x - 19 * k - wide, y + 5 * k, { size: 15, bold: true, ground: true });
  ring(p, x, y, 11 * k);
  if (flagged) disc(p, x, y, 6 * k);
  else {
    p.c.beginPath();
    p.c.arc(x, y, 4 * k, 0, 2 * Math.PI);
    p.c.fillStyle = p.colours.ink;
    p.c.fill();
  }
}

/** A head and shoulders. */
export function figureOf(p, x, y, size, colour) {
  const { c } = p;
  c.fillStyle = p.colours[colour];
  c.beginPath();
  c.arc(x, y - size * 0.45, size * 0.42, 0, 2 * Math.PI);
  c.fill();
  c.beginPath();
  c.arc(x, y + size * 0.75, size * 0.72, Math.PI, 2 * Math.PI);
  c.fill();
}

/** A straight line. */
export function rule(p, x1, y1, x2, y2, { wide = 2, colour = "ink", dash = [] } = {}) {
  const { c, k } = p;
  c.beginPath();
  c.moveTo(x1, y1);
  c.lineTo(x2, y2);
  c.lineWidth = wide * k;
  c.strokeStyle = p.colours[colour];
  c.setLineDash(dash.map((d) => d * k));
  c.stroke();
  c.setLineDash([]);
}

/** Doubt: a fill with an edge at both ends, lying or (`upright`) standing. */
export function band(p, x, y, w, h, { upright = false } = {}) {
  const { c, colours } = p;
  const edge = 3 * p.k;
  c.fillStyle = colours.band;
  c.fillRect(x, y, w, h);
  c.fillStyle = colours["band-edge"];
  if (upright) for (const at of [y, y + h - edge]) c.fillRect(x, at, w, edge);
  else for (const at of [x, Math.max(x + 1, x + w - edge)]) c.fillRect(at, y, edge, h);
}

/** What cannot be shown: hatch, and the reason on it. */
export function hatch(p, x, y, w, h, reason, { align = "left" } = {}) {
  const { c, k } = p;
  c.save();
  c.beginPath();
  c.rect(x, y, w, h);
  c.clip();
  for (let at = x - h; at < x + w; at += 10 * k) rule(p, at, y + h, at + h, y, { wide: 1.2, colour: "hatch" });
  c.restore();
  const room = w - 40 * k;
  const lines = broken(p, [{ text: reason, role: "" }], room, 14, false).map((line) => line.map((s) => s.text).join("").trimEnd());
  lines.forEach((line, i) => {
    const base = y + h / 2 + (5 + (i - (lines.length - 1) / 2) * 21) * k;
    const at = align === "right" ? x + w - 16 * k : x + 20 * k;
    write(p, line, at, base, { size: 14, colour: "ink2", align, ground: true });
  });
}

// ---- the crowd -------------------------------------------------------------------------------------------------------

const layers = new Map();

/** The crowd as a picture of its own, kept: 60,000 dots are drawn once a size, a few milliseconds each. */
function layerOf(p, crowd, w, h, every) {
  const key = [crowd.dots, Math.round(w * p.ratio), Math.round(h * p.ratio), every, p.colours.person].join();
  if (layers.has(key)) return layers.get(key);
  if (layers.size > 24) layers.clear();
  const canvas = document.createElement("canvas");
  const [width, height] = [Math.max(1, Math.round(w * p.ratio)), Math.max(1, Math.round(h * p.ratio))];
  Object.assign(canvas, { width, height });
  const c = canvas.getContext("2d");
  const image = c.createImageData(width, height);
  const pixels = new Uint32Array(image.data.buffer);
  const [r, g, b] = [1, 3, 5].map((i) => parseInt(p.colours.person.slice(i, i + 2), 16));
  const paint = ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
  const size = Math.min(Math.sqrt((width * height) / Math.max(1, crowd.dots / every)) * 0.5, 7 * p.ratio);
  const [short, long] = [Math.max(1, Math.round(size * 0.9)), Math.max(1, Math.round(size * 1.25))];
  for (let i = 0; i < crowd.dots; i++) {
    if (every > 1 && chanceOf(i, 7, 3) * every > 1) continue;
    const lies = Math.imul(i + 1, 0x9e3779b1) < 0; // by turns, or they would look like rain
    const [wide, tall] = lies ? [long, short] : [short, long];
    const left = Math.min(width - wide, Math.max(0, Math.round(crowd.x[i] * width - wide / 2)));
    const top = Math.min(height - tall, Math.max(0, Math.round(crowd.y[i] * height - tall / 2)));
    for (let row = top; row < top + tall; row++) pixels.fill(paint, row * width + left, row * width + left + wide);
  }
  c.putImageData(image, 0, 0);
  layers.set(key, canvas);
  return canvas;
}

/** The crowd in a box; whoever has not walked past (x above `upTo`) is fainter. `every`: one dot in so many. */
export function drawPeople(p, crowd, x, y, w, h, { upTo = 1, every = 1, faint = 1 } = {}) {
  const { c } = p;
  const layer = layerOf(p, crowd, w, h, every);
  if (upTo < 1) {
    c.globalAlpha = 0.4;
    c.drawImage(layer, x, y, w, h);
    c.globalAlpha = 1;
  }
  if (upTo <= 0) return;
  c.save();
  c.beginPath();
  c.rect(x, y, w * Math.min(1, upTo), h);
  c.clip();
  if (upTo < 1) {
    c.fillStyle = p.colours.paper;
    c.fillRect(x, y, w, h);
  }
  c.globalAlpha = faint;
  c.drawImage(layer, x, y, w, h);
  c.restore();
}
