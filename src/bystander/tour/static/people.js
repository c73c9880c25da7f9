// Who stands where: a crowd in a unit square, the same on every screen, the "you" in it, and who is flagged on a day.
import { chanceOf, DOTS, perDot } from "../../explorer/static/crowd.js";

const [JITTER, PLACES, FLAGGED, WHO] = [0.92, 31, 32, 33]; // the last three: purposes of a person's fixed number

/** Where everybody stands, x and y in (0, 1). Whoever is further left walks past earlier. */
export function crowdOf(people) {
  const dots = Math.min(DOTS, Math.ceil(people / perDot(people)));
  const rows = Math.max(1, Math.round(Math.sqrt(dots)));
  const from = Array.from({ length: rows + 1 }, (_, row) => Math.round((row * dots) / rows)); // rows as full as each other
  const [x, y] = [new Float32Array(dots), new Float32Array(dots)];
  for (let row = 0; row < rows; row++) {
    for (let i = from[row]; i < from[row + 1]; i++) {
      x[i] = (i - from[row] + 0.5 + (chanceOf(i, PLACES, 1) - 0.5) * JITTER) / (from[row + 1] - from[row]);
      y[i] = (row + 0.5 + (chanceOf(i, PLACES, 2) - 0.5) * JITTER) / rows;
    }
  }
  return { people, dots, x, y, each: perDot(people) };
}

/** The dot that is you, by turns: never at the edge, where there is no room for the word. */
export function youIn(crowd, turn) {
  for (let i = 0; i < 400; i++) {
    const dot = Math.floor(chanceOf(turn * 400 + i, PLACES, WHO) * crowd.dots);
    if (crowd.x[dot] > 0.2 && crowd.x[dot] < 0.7 && crowd.y[dot] > 0.15 && crowd.y[dot] < 0.7) return dot;
  }
  return 0;
}

/** So many different dots of a crowd, at random but the same ones for the same day; more add to those that are there. */
export function someOf(crowd, many, turn) {
  const found = new Set();
  for (let i = 0; found.size < Math.min(many, crowd.dots); i++) found.add(Math.floor(chanceOf(i, turn, FLAGGED) * crowd.dots));
  return [...found];
}

/** Whether a dot is flagged: by a mark on it or, where a mark stands for several people, with the chance that all have. */
export function isFlagged(dot, marks, each, chance, turn) {
  return each === 1 ? marks.includes(dot) : chanceOf(dot, turn, FLAGGED) < chance;
}

/** The numbers 0 ... many - 1 in a random order. */
export function orderOf(many, turn) {
  return Array.from({ length: many }, (_, i) => i).sort((a, b) => chanceOf(a, turn, WHO) - chanceOf(b, turn, WHO));
}

/** How many people one mark stands for, where at most so many marks can be drawn: 1, 2, 5, 10 ... */
export function eachMark(most, room) {
  if (most <= room) return 1;
  const ten = 10 ** Math.floor(Math.log10(most / room));
  return [1, 2, 5, 10].map((step) => step * ten).find((step) => step * room >= most);
}
