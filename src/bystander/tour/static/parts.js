// Parts of the page: elements, paragraphs with their tags, buttons and sliders.
import { values } from "./model.js";
import { runs } from "./say.js";

const MANNERS = { b: ["b", ""], f: ["b", "is-false"], r: ["b", "is-right"], d: ["span", "is-doubt"] };

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

/** A text as nodes, its tags as elements. */
export function rich(key, given = values()) {
  return runs(key, given).map(({ text, role }) => {
    if (!role) return text;
    const [name, style] = MANNERS[role];
    return element(name, style ? { class: style } : {}, text);
  });
}

export const said = (key, given) => element("p", {}, ...rich(key, given));
export const paragraphs = (keys) => keys.map((key) => said(key));
export const note = (text) => element("p", { class: "note" }, text);

export function button(text, pressed, { style = "button second", ...more } = {}) {
  const made = element("button", { type: "button", class: style, ...more }, text);
  made.addEventListener("click", pressed);
  return made;
}

/** Call `step` with how much of so many seconds is over, up to 1; without motion with 1 at once. */
export function animate(seconds, step) {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
    step(1);
    return;
  }
  const began = performance.now();
  const next = (now) => {
    const part = Math.min(1, Math.max(0, (now - began) / 1000 / seconds));
    step(part);
    if (part < 1) requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
}

/** A slider over places 0 ... last; `text` says the value, aloud too. */
export function slider({ id, label, last, at, text, moved, hint }) {
  const output = element("output", { for: id }, text());
  const input = element("input", { type: "range", id, min: 0, max: last, step: 1, value: at, "aria-valuetext": text() });
  const under = hint ? element("span", { class: "hint" }, hint()) : null;
  input.addEventListener("input", () => {
    moved(Number(input.value));
    refresh();
  });
  const refresh = () => {
    output.textContent = text();
    input.setAttribute("aria-valuetext", text());
    if (under) under.textContent = hint();
  };
  const made = element("div", { class: "slider" }, element("label", { for: id }, label), output, input, ...(under ? [under] : []));
  made.refresh = refresh;
  return made;
}
