// Words in the language that was chosen, and numbers as that language writes them. A text holds placeholders and tags
// (words.py); what is put into a placeholder is never read as a tag.

const spoken = JSON.parse(document.getElementById("words").textContent);
const PLACE = /\{(\w+)\}/g;
const TAGGED = /<([bfrd])>(.*?)<\/\1>/g;

export const language = { tag: "", file: null, plural: null };

export const languages = () => Object.values(spoken).map(({ lang, name }) => ({ lang, name }));

/** Choose a language, of any region; one that is not there leaves the page in the one it has, or in the first. */
export function speak(tag) {
  const file = Object.values(spoken).find(({ lang }) => lang === tag.toLowerCase().split("-")[0]) || language.file || Object.values(spoken)[0];
  Object.assign(language, { tag: file.lang, file, plural: new Intl.PluralRules(file.locale) });
}

/** A number with so many decimals. */
function fixed(value, places) {
  return new Intl.NumberFormat(language.file.locale, { minimumFractionDigits: places, maximumFractionDigits: places }).format(value);
}

/** A count: whole from 10 on, below with two figures where it is not whole. */
export function number(value) {
  if (value >= 10 || Number.isInteger(value)) return fixed(value, 0);
  return new Intl.NumberFormat(language.file.locale, { maximumSignificantDigits: 2 }).format(value);
}

/** A rate in a million, with two figures, and three from 100 on. */
export function million(value) {
  const digits = value >= 100 ? 3 : 2;
  return new Intl.NumberFormat(language.file.locale, { maximumSignificantDigits: digits }).format(value);
}

/**
 * A share in per cent without its sign: two figures, as many as it takes not to round to 100, three where they are the
 * whole truth ("12.5").
 */
export function hundredth(share) {
  const value = share * 100;
  if (share <= 0 || share >= 1) return fixed(value, 0);
  if (Math.abs(value - Number(value.toPrecision(3))) < 1e-9) return fixed(value, decimals(Number(value.toPrecision(3))));
  if (value >= 50) return fixed(value, [0, 1, 2, 3, 4, 5, 6, 7, 8].find((places) => Number(value.toFixed(places)) < 100) ?? 8);
  return fixed(value, decimals(Number(value.toPrecision(2))));
}

function decimals(value) {
  return (String(value).split(".")[1] || "").length;
}

export const percent = (share) => plain("number.percent", { n: hundredth(share) });
/** A thing and what is said of it, as the language sets them apart. */
export const pair = (what, value) => plain("number.pair", { what, value });
export const percents = (low, high) => plain("number.percents", { low: hundredth(low), high: hundredth(high) });

/** The text of a key with its plural form chosen, and nothing filled in. */
function form(key, values) {
  const text = language.file.words[key];
  if (typeof text === "string") return text;
  return text[language.plural.select(Math.abs(values[text.plural]))] ?? text.other;
}

const filled = (text, values) =>
  text.replace(PLACE, (_, name) => (typeof values[name] === "number" ? number(values[name]) : String(values[name])));

/** A text as runs of one manner each: {text, role}, with role one of "", b, f, r, d. */
export function runs(key, values = {}) {
  const text = form(key, values);
  const found = [];
  let from = 0;
  for (const match of text.matchAll(TAGGED)) {
    if (match.index > from) found.push({ text: filled(text.slice(from, match.index), values), role: "" });
    found.push({ text: filled(match[2], values), role: match[1] });
    from = match.index + match[0].length;
  }
  if (from < text.length) found.push({ text: filled(text.slice(from), values), role: "" });
  return found;
}

/** A text without its tags. */
export function plain(key, values = {}) {
  return runs(key, values).map((run) => run.text).join("");
}
