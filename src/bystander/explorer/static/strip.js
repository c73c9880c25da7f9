// A line under the headline: how far the range reaches, where the expectation lies, and where the day shown.
import { amount, count, crowd } from "./words.js";

const HEIGHT = 46;
const PAD = 10;
const MIDDLE = 22;

/** The end of the axis: the next of 1, 2, 4, 6 times a power of ten, at least 4. */
export function axisEnd(value) {
  const ten = 10 ** Math.floor(Math.log10(Math.max(value, 4)));
  return [1, 2, 4, 6, 10].map((step) => step * ten).find((end) => end >= Math.max(value, 4));
}

function element(svg, name, attributes, text = "") {
  const made = document.createElementNS(svg.namespaceURI, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.textContent = text;
  return made;
}

/** Draw the strip into an svg of this width. The sentence beside it says the same. */
export function drawStrip(svg, width, { low, high, mean }, flagged) {
  const end = axisEnd(Math.max(high, flagged));
  const x = (value) => PAD + (value / end) * (width - 2 * PAD);
  const anchor = (at) => (at < 70 ? "start" : at > width - 70 ? "end" : "middle");
  const name = (value, y, text, style) => {
    const at = x(value);
    const aligned = anchor(at);
    const edge = { start: Math.min(at, PAD), middle: at, end: Math.max(at, width - PAD) }[aligned];
    return element(svg, "text", { x: style === "shown" ? at : edge, y, class: style, "text-anchor": aligned }, text);
  };
  const counted = mean > 0 || high === 0; // with nothing counted there is nothing to expect, and no day to show
  svg.setAttribute("viewBox", `0 0 ${width} ${HEIGHT}`);
  svg.replaceChildren(
    element(svg, "line", { class: "axis", x1: x(0), x2: x(end), y1: MIDDLE, y2: MIDDLE }),
    element(svg, "rect", { class: "reach", x: x(low), y: MIDDLE - 6, width: Math.max(3, x(high) - x(low)), height: 12 }),
    ...(counted ? [x(low), Math.max(x(low) + 1, x(high) - 2)] : [x(high) - 2]).map((at) => element(svg, "rect", { class: "reach-edge", x: at, y: MIDDLE - 6, width: 2, height: 12 })),
    ...(counted ? [
      element(svg, "circle", { class: "mean", cx: x(mean), cy: MIDDLE, r: 5 }),
      element(svg, "line", { class: "today", x1: x(flagged), x2: x(flagged), y1: MIDDLE - 9, y2: MIDDLE + 9 }),
      name(0, 10, `disc: ${amount(mean)} expected; line: ${count(flagged)} on the day shown`, "key"),
    ] : [
      element(svg, "circle", { class: "none", cx: x(0), cy: MIDDLE, r: 5 }),
      name(high, 10, `none counted: at most ${count(high)}`, "shown"),
    ]),
    name(0, HEIGHT - 4, "0", "tick"),
    name(end / 2, HEIGHT - 4, crowd(end / 2), "tick"),
    name(end, HEIGHT - 4, crowd(end), "tick"),
  );
}
