// Step 2: guess first. The guess stays.
import { drawPeople, ring, spot, write, youMark } from "./draw.js";
import { crowd, facts, guesses, reader, told, values, youDot } from "./model.js";
import { element, note, paragraphs } from "./parts.js";
import { someOf } from "./people.js";
import { number, plain } from "./say.js";

const RINGS = 400; // more would hide the crowd
const GUESS = 9; // the day of the guess

export const guessStep = {
  name: "guess",
  title: () => plain("guess.title"),
  next: "guess.show",
  body: (changed) => [
    ...paragraphs([told("guess.story", facts.open && facts.tag === "counted" ? "guess.counted" : "guess.any")]),
    element("fieldset", { class: "guesses" }, element("legend", {}, plain("guess.legend")), options(changed)),
    note(plain("guess.stays")),
  ],
  height: () => 372,
  alt: () => (reader.guess === null ? plain("guess.alt.none") : plain("guess.alt", values())),
  figure(p) {
    drawPeople(p, crowd, 0, 0, p.w, p.h);
    const many = Math.min(reader.guess ?? 0, crowd.dots);
    const dots = someOf(crowd, Math.min(many, RINGS), GUESS);
    const r = (many > 60 ? 4.5 : 7) * p.k;
    for (const i of dots) ring(p, ...spot(crowd, i, [0, 0, p.w, p.h], r + p.k), r, { dashed: true });
    const you = youDot();
    youMark(p, crowd.x[you] * p.w, crowd.y[you] * p.h, plain("you.you"));
    if (reader.guess !== null) {
      const each = many > RINGS ? ` · ${plain("page.each", { each: Math.round(reader.guess / RINGS) })}` : "";
      write(p, plain("guess.yours", values()) + each, 4 * p.k, p.h - 8 * p.k, { size: 16, bold: true, ground: true });
    }
  },
};

function options(changed) {
  const inputs = guesses().map((guess) => {
    const input = element("input", { type: "radio", name: "guess", value: guess });
    input.checked = reader.guess === guess;
    input.addEventListener("change", () => {
      reader.guess = guess;
      changed();
    });
    return element("label", {}, input, element("span", {}, guess === 0 ? plain("number.none") : number(guess)));
  });
  return element("div", { class: "options" }, ...inputs);
}
