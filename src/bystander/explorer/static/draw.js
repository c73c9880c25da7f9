// Drawing: the crowd through ImageData, the marks stamped the same way on a canvas above it, and the magnifier beside
// what it looks at.

const MANY = 4000; // marks from which on they are plain squares

/** Draw the crowd: 60,000 people in a few milliseconds. Small dots lie or stand by turns, or they would look like rain. */
export function drawCrowd(canvas, { at }, colours, ratio) {
  const size = Math.min(at.step * 0.5, 7) * ratio;
  const [short, long] = [Math.max(1, Math.round(size * 0.82)), Math.max(1, Math.round(size * 1.22))];
  const paint = pixel(colours.person, 255);
  onPixels(canvas, (sheet) => {
    for (let i = 0; i < at.x.length; i++) {
      const lies = Math.imul(i + 1, 0x9e3779b1) < 0;
      box(sheet, at.x[i] * ratio, at.y[i] * ratio, lies ? long : short, lies ? short : long, paint);
    }
  });
}

function pixel(hex, opacity) {
  const [r, g, b] = [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));
  return ((opacity << 24) | (b << 16) | (g << 8) | r) >>> 0;
}

/** Replace what a canvas shows by what `draw` writes into its pixels. */
function onPixels(canvas, draw) {
  const context = canvas.getContext("2d");
  const image = context.createImageData(canvas.width, canvas.height);
  draw({ width: canvas.width, height: canvas.height, pixels: new Uint32Array(image.data.buffer) });
  context.putImageData(image, 0, 0);
}

/** A filled box around a point, kept inside the sheet. */
function box({ width, height, pixels }, x, y, wide, tall, paint) {
  const left = Math.min(width - wide, Math.max(0, Math.round(x - wide / 2)));
  const top = Math.min(height - tall, Math.max(0, Math.round(y - tall / 2)));
  for (let row = top; row < top + tall; row++) {
    for (let place = row * width + left, end = place + wide; place < end; place++) pixels[place] = paint;
  }
}

/** A stamp around a point, over what is there. */
function paste({ width, height, pixels }, stamp, x, y) {
  const [left, top] = [Math.round(x) - stamp.half, Math.round(y) - stamp.half];
  for (let v = Math.max(0, -top); v < Math.min(stamp.size, height - top); v++) {
    for (let u = Math.max(0, -left); u < Math.min(stamp.size, width - left); u++) {
      const from = stamp.pixels[v * stamp.size + u];
      if (from >>> 24 === 0) continue;
      const place = (top + v) * width + left + u;
      pixels[place] = from >>> 24 > 250 ? from : over(from, pixels[place]);
    }
  }
}

/** One half-transparent pixel over another, neither multiplied by its opacity. */
function over(from, under) {
  const a = (from >>> 24) / 255;
  const b = ((under >>> 24) / 255) * (1 - a);
  const part = (shift) => Math.round((((from >>> shift) & 255) * a + ((under >>> shift) & 255) * b) / (a + b)) << shift;
  return ((Math.round((a + b) * 255) << 24) | part(16) | part(8) | part(0)) >>> 0;
}

/** Draw one mark: a disc for a mistake, a diamond for a right alert, a ring for a sought person who passed unseen. */
export function drawMark(context, kind, x, y, r, colours) {
  const missed = kind === "missed";
  context.beginPath();
  if (kind === "right") {
    const d = r * 1.35;
    context.moveTo(x, y - d);
    context.lineTo(x + d, y);
    context.lineTo(x, y + d);
    context.lineTo(x - d, y);
    context.closePath();
  } else context.arc(x, y, r, 0, 2 * Math.PI);
  context.lineWidth = missed ? Math.max(1.2, r * 0.45) : Math.max(1.2, r * 0.55);
  context.strokeStyle = missed ? colours.ink : colours.paper; // the halo of the others
  context.fillStyle = { right: colours.right, missed: colours.paper, false: colours.false }[kind];
  if (!missed) context.stroke();
  context.fill();
  if (missed) context.stroke();
}

/** How large a mark is: smaller where there are many, and never over its neighbour in a row. */
export function radiusOf({ marks, rows }) {
  if (rows) return Math.min(7, rows.pitch * 0.34);
  return marks.length > 1500 ? 2.5 : marks.length > 400 ? 3.4 : 4.6;
}

let stamps = { key: "" };

/** Each kind of mark, drawn once and copied: a path a mark would be many times slower. */
function stampsOf(r, colours, ratio) {
  const key = [r, ratio, ...Object.values(colours)].join();
  if (stamps.key === key) return stamps;
  const half = Math.ceil((r * 1.35 + 2) * ratio);
  const stamp = (kind) => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 2 * half, height: 2 * half });
    const context = canvas.getContext("2d", { willReadFrequently: true });
    context.setTransform(ratio, 0, 0, ratio, half, half);
    drawMark(context, kind, 0, 0, r, colours);
    const { data } = context.getImageData(0, 0, 2 * half, 2 * half);
    return { half, size: 2 * half, pixels: new Uint32Array(data.buffer) };
  };
  stamps = { key, false: stamp("false"), right: stamp("right"), missed: stamp("missed") };
  return stamps;
}

/** Draw the lit people. Where they are lined up, their places in the crowd are left empty. */
export function drawMarks(canvas, scene, colours, ratio) {
  const { marks, at, rows } = scene;
  const stamp = stampsOf(radiusOf(scene), colours, ratio);
  const crowded = !rows && marks.length > MANY;
  const square = Math.max(2, Math.round(at.step * 0.8 * ratio));
  const empty = Math.ceil(at.step * ratio);
  const [ground, lit] = [pixel(colours.paper, 255), pixel(colours.false, 255)];
  onPixels(canvas, (sheet) => {
    if (rows) for (const m of marks) if (m.dot >= 0) box(sheet, at.x[m.dot] * ratio, at.y[m.dot] * ratio, empty, empty, ground);
    for (const m of marks) {
      if (crowded && m.kind === "false") box(sheet, m.x * ratio, m.y * ratio, square, square, lit);
      else paste(sheet, stamp[m.kind], m.x * ratio, m.y * ratio);
    }
  });
}

/** Draw the magnifier beside the point it looks at, never over it. */
export function drawLens(canvas, look, scene, colours, ratio) {
  const context = canvas.getContext("2d");
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  if (!look) return;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  const { at, marks, width, height } = scene;
  const radius = Math.min(96, width * 0.24);
  const seen = Math.min(radius * 0.8, Math.max(11, at.step * 4.5)); // radius of what is looked at
  const zoom = radius / seen;
  const aside = radius + seen + 10;
  const cx = look.x + aside + radius < width ? look.x + aside : look.x - aside;
  const cy = Math.min(height - radius - 3, Math.max(radius + 3, look.y));
  circle(context, look.x, look.y, seen, 1.5, colours);
  context.save();
  context.beginPath();
  context.arc(cx, cy, radius, 0, 2 * Math.PI);
  context.fillStyle = colours.paper;
  context.fill();
  context.clip();
  const size = Math.min(12, at.step * zoom * 0.36);
  const near = (p, margin) => (p.x - look.x) ** 2 + (p.y - look.y) ** 2 <= (seen + margin) ** 2;
  const toLens = (p) => [cx + (p.x - look.x) * zoom, cy + (p.y - look.y) * zoom];
  const lit = new Set(marks.map((m) => m.dot));
  context.fillStyle = colours.person;
  for (let i = 0; i < at.x.length; i++) {
    const p = { x: at.x[i], y: at.y[i] };
    if (near(p, at.step) && !lit.has(i)) person(context, ...toLens(p), size);
  }
  for (const m of marks) if (near(m, 5)) drawMark(context, m.kind, ...toLens(m), size * 1.05, colours);
  context.restore();
  circle(context, cx, cy, radius, 2, colours);
}

function circle(context, x, y, radius, line, colours) {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.lineWidth = line;
  context.strokeStyle = colours.ink;
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
