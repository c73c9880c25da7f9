// Where everybody stands: the crowd on a jittered grid, the marks of a day on it, or lined up above it.
import { chanceOf } from "./crowd.js";

const EDGE = 6; // room for the mark of somebody who stands at the edge
const GAP = 14; // between those who are lined up and the rest
const TENS = 0.7; // extra room after ten marks, in marks, so that they can be counted
const JITTER = 0.95;
const CLEAR = 16; // between a mark of somebody sought and any other
const TRIES = 24; // places for it
const CROWDED = 400; // marks, from which on there is no room to choose

let wobble = { x: new Float32Array(0), y: new Float32Array(0) };

/** The same deviation for the same person, however large the picture. */
function wobbles(dots) {
  if (wobble.x.length >= dots) return wobble;
  wobble = { x: new Float32Array(dots), y: new Float32Array(dots) };
  for (let i = 0; i < dots; i++) {
    wobble.x[i] = (chanceOf(i, 7, 8) - 0.5) * JITTER;
    wobble.y[i] = (chanceOf(i, 7, 9) - 0.5) * JITTER;
  }
  return wobble;
}

/** Where the dots stand, below `top`: a jittered grid reads as people, a regular one as a printed halftone. */
export function places(dots, width, height, top) {
  const room = Math.max(1, height - top);
  const step = Math.sqrt((width * room) / Math.max(1, dots));
  const columns = Math.max(1, Math.min(dots, Math.round(width / step)));
  const rows = Math.max(1, Math.ceil(dots / columns));
  const [x, y, by] = [new Float32Array(dots), new Float32Array(dots), wobbles(dots)];
  for (let i = 0; i < dots; i++) {
    x[i] = EDGE + (((i % columns) + 0.5 + by.x[i]) / columns) * (width - 2 * EDGE);
    y[i] = top + EDGE + ((Math.floor(i / columns) + 0.5 + by.y[i]) / rows) * (room - 2 * EDGE);
  }
  return { x, y, step };
}

/** How marks stand in rows of tens within `width`, as large as `limit` of height allows. */
export function rowsOf(marks, width, limit) {
  let pitch = 22;
  for (;;) {
    const tens = Math.max(1, Math.floor((width - 2 * EDGE) / pitch / (10 + TENS)));
    const rows = Math.ceil(marks / (tens * 10));
    const height = (rows + Math.floor(Math.max(0, rows - 1) / 10) * TENS) * pitch;
    if (height <= limit || pitch < 1.5) return { pitch, columns: tens * 10, height: Math.min(height, limit) };
    pitch *= 0.94;
  }
}

/** The whole picture: where the crowd begins, where its dots are, and every mark of the day. */
export function scene(day, dots, { width, height, band, linedUp }, kept) {
  const many = day.lit.length + day.sought.length;
  const rows = linedUp ? rowsOf(many, width, (height - band) * 0.6) : null;
  const top = band + (rows && rows.height ? rows.height + GAP : 0);
  const key = [dots, width, height, top].join();
  const at = kept && kept.key === key ? kept.at : places(dots, width, height, top);
  const inside = (i, purpose, length) => 2 * EDGE + chanceOf(i, 5, purpose) * (length - 4 * EDGE);
  const marks = day.lit.map((dot) => ({ kind: "false", dot, x: at.x[dot], y: at.y[dot] }));
  day.sought.forEach((hit, i) => {
    const tries = many > CROWDED ? 1 : TRIES; // a diamond over a disc would hide it
    const spots = Array.from({ length: tries }, (_, k) => ({ x: inside(i, 4 + 20 * k, width), y: top + inside(i, 5 + 20 * k, height - top) }));
    const free = spots.find(({ x, y }) => marks.every((mark) => Math.hypot(mark.x - x, mark.y - y) > CLEAR));
    marks.push({ kind: hit ? "right" : "missed", dot: -1, ...(free || spots[0]) });
  });
  if (rows) marks.forEach((mark, i) => Object.assign(mark, inRow(i, rows, band)));
  return { key, at, marks, rows, width, height };
}

function inRow(i, { pitch, columns }, band) {
  const [column, row] = [i % columns, Math.floor(i / columns)];
  return {
    x: EDGE + (column + 0.5 + Math.floor(column / 10) * TENS) * pitch,
    y: band + (row + 0.5 + Math.floor(row / 10) * TENS) * pitch,
  };
}
