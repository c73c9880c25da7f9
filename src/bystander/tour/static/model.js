// What the tour shows, and what the reader has made of it so far.
import { crowdOf, eachMark, isFlagged, orderOf, someOf, youIn } from "./people.js";
import { million, plain } from "./say.js";

export const facts = JSON.parse(document.getElementById("facts").textContent);
export const crowd = crowdOf(facts.state.people);

export const GUESSES = [0, 1, 5, 20, 50, 200, 1000, 5000];
const MARKS = 1200; // the most that are drawn one by one in a crowd
const DAY = 3; // the day that is played; the twenty others follow

/** The reader's turn, guess and progress. */
export const reader = {
  turn: 0, // how often she wanted to be somebody else
  guess: null,
  swept: 0, // how much of the crowd has walked past
  playing: false,
  days: 0, // of the twenty, how many she has drawn
  round: 0, // which twenty
  queued: 1, // how far the flagged have walked into the queue
  mistakes: 1, // in the test that she shrinks: the smallest there can be
};

/** Everything as it is in the end: without motion, in print, and where a step stands alone. */
export function finish() {
  Object.assign(reader, { swept: 1, playing: false, days: facts.days.length, queued: 1 });
}

export const youDot = () => youIn(crowd, reader.turn);

/** Guesses to choose from: more where the crowd is larger than a city. */
export function guesses() {
  const times = facts.state.people > 1e6 ? 10 ** Math.floor(Math.log10(facts.state.people / 60000)) : 1;
  return GUESSES.map((guess) => (guess > 1 ? guess * times : guess));
}

export const perMark = eachMark(Math.max(facts.expected, facts.high), MARKS);

/** The dots that are lit on the day that is played. */
export const litDots = () => (facts.kind === "number" ? someOf(crowd, Math.round(facts.expected / perMark), DAY) : []);

/** Whether you are flagged on that day. */
export const youFlagged = () => isFlagged(youDot(), litDots(), perMark, facts.expected / facts.state.people, DAY);

/** The order in which the twenty days come. */
export const dayOrder = () => orderOf(facts.days.length, 50 + reader.round);

/** The dots of one of the twenty days. */
export const dotsOfDay = (index) => someOf(crowd, Math.round(facts.days[index] / perMark), 100 + reader.round * 20 + index);

export const guessWords = () => (reader.guess === 0 ? plain("number.none") : reader.guess);

/** What the story's words are asked for: "x.story" where it is told, else another key. */
export const told = (story, other) => (facts.story ? story : other);

/** The numbers that most texts name. */
export function values() {
  const { events, trials, expected, low, high, state } = facts;
  return {
    events, trials, low, high,
    expected: expected >= 10 ? Math.round(expected) : Number(expected.toPrecision(2)),
    million: million(facts.million),
    people: state.people,
    others: state.people, // as a scenario counts them, nobody of them is sought
    sought: state.sought,
    alerts: facts.accurate?.alerts?.trials ?? "",
    date: plain("story.date"),
    source: sentence(state.false_alerts.source || state.source || plain("source.none")),
    guess: guessWords(),
    each: perMark,
  };
}

const sentence = (text) => (/[.!?]$/.test(text) ? text : `${text}.`);

/** What is taken for granted where nobody measured it, for those who show a range of days. */
export const alike = (state) => (state.false_alerts.day_scatter ? [] : [plain("page.alike")]);

/** What the numbers rest on, in words. */
export function sourceWords() {
  return plain(told("source.story", `source.${facts.rests}`), values());
}
