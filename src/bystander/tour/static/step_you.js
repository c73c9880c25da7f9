// Step 1: you are one of these people.
import { drawPeople, figureOf, rule, widthOf, write, youMark } from "./draw.js";
import { crowd, facts, reader, told, values, youDot } from "./model.js";
import { button, note, paragraphs } from "./parts.js";
import { plain } from "./say.js";

const SEEN = 40; // people under the lens

export const youStep = {
  name: "you",
  title: () => plain("you.title", values()),
  body: (changed) => [
    ...(facts.story ? [] : [note(facts.state.title)]),
    ...paragraphs([told("you.story.1", "you.any.1"), told("you.story.2", "you.any.2")]),
    ...(crowd.each > 1 ? [note(plain("page.each", { each: crowd.each }))] : []),
    button(plain("you.else"), () => {
      reader.turn += 1;
      changed();
    }),
  ],
  height: () => 372,
  alt: () => plain("you.alt", values()),
  figure(p) {
    const dot = youDot();
    const [x, y] = [crowd.x[dot] * p.w, crowd.y[dot] * p.h];
    drawPeople(p, crowd, 0, 0, p.w, p.h);
    const radius = Math.min(118 * p.k, p.w * 0.21, p.h * 0.22);
    const [cx, cy] = lensPlace(p, x, y, radius);
    const apart = Math.hypot(cx - x, cy - y);
    rule(p, x + ((cx - x) * 12) / apart, y + ((cy - y) * 12) / apart, cx, cy, { wide: 1.5 });
    lens(p, cx, cy, radius, dot);
    youMark(p, x, y, plain("you.you"), { until: cx > x ? cx - radius - 4 * p.k : p.w });
  },
};

/** The lens stands where there is most room, to the lower right if it can. */
function lensPlace(p, x, y, radius) {
  const far = radius * 1.8;
  const places = [[0.62, 0.79], [-0.62, 0.79], [0.62, -0.79], [-0.62, -0.79], [0.95, 0.3], [-0.95, 0.3], [1, 0], [-1, 0]].map(([dx, dy]) => [x + dx * far, y + dy * far]);
  const fits = ([cx, cy]) => cx > radius + 3 && cy > radius + 3 && cx < p.w - radius - 3 && cy < p.h - radius - 3;
  return places.find(fits) || [p.w - radius - 3, p.h - radius - 3];
}

function lens(p, cx, cy, radius, dot) {
  const { c, k } = p;
  const reach = Math.sqrt(SEEN / (Math.PI * crowd.dots)); // in the unit square
  const size = Math.min(11 * k, radius * 0.1);
  const label = widthOf(p, plain("you.you"), { size: 16, bold: true });
  c.save();
  c.beginPath();
  c.arc(cx, cy, radius, 0, 2 * Math.PI);
  c.fillStyle = p.colours.paper;
  c.fill();
  c.clip();
  for (let i = 0; i < crowd.dots; i++) {
    const [dx, dy] = [crowd.x[i] - crowd.x[dot], crowd.y[i] - crowd.y[dot]];
    const named = dx > 0 && dx * radius < reach * (label + size * 2.4) && Math.abs(dy) * radius < reach * size * 2; // under the word
    if (i !== dot && !named && Math.hypot(dx, dy) < reach * 1.1) figureOf(p, cx + (dx / reach) * radius, cy + (dy / reach) * radius, size, "person");
  }
  c.restore();
  c.beginPath();
  c.arc(cx, cy, radius, 0, 2 * Math.PI);
  c.lineWidth = 2.4 * k;
  c.strokeStyle = p.colours.ink;
  c.stroke();
  write(p, plain("you.you"), cx + size * 1.5, cy + 6 * k, { size: 16, bold: true, ground: true });
  figureOf(p, cx, cy, size * 1.15, "ink");
}
