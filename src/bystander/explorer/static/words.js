// Numbers to words, as bystander.findings.wording has them: natural frequencies, never 1.67e-4.

/** A number as it leaves the page: ten significant digits, as everywhere; counts are exact. */
export function tenDigits(value) {
  return Number.isInteger(value) ? value : Number(value.toPrecision(10));
}

/** Round to so many significant digits as Python does: of two equally near numbers to the even one. */
function rounded(value, digits) {
  const near = Number(value.toPrecision(digits));
  const places = digits - 1 - Math.floor(Math.log10(Math.abs(near)));
  if (Math.abs(places) > 20) return near;
  const unit = 10 ** Math.abs(places);
  const [steps, whole] = places < 0 ? [value / unit, Math.round(near / unit)] : [value * unit, Math.round(near * unit)];
  if (whole - steps !== 0.5 || whole % 2 === 0 || !halves(value, places)) return near;
  return places < 0 ? (whole - 1) * unit : (whole - 1) / unit;
}

/** Whether a number can lie exactly between two of so many places, as only multiples of powers of a half can. */
function halves(value, places) {
  return places < 0 || Number.isInteger(value * 2 ** (places + 1));
}

/** A number with so many significant digits, thousands separated, no exponent. */
export function significant(value, digits = 2) {
  if (value === 0) return "0";
  const near = rounded(Number(value.toPrecision(9)), digits); // as Python: nine digits first
  const places = Math.min(100, Math.max(0, digits - 1 - Math.floor(Math.log10(Math.abs(near)))));
  return near.toLocaleString("en-US", { minimumFractionDigits: places, maximumFractionDigits: places });
}

/** A whole number with thousands separated. */
export function count(value) {
  return evenly(Number.isInteger(value) ? value : Number(value.toPrecision(9))).toLocaleString("en-US"); // as Python: nine digits first
}

/** The nearest whole number; of two that are equally near the even one, as Python has it. */
function evenly(value) {
  const whole = Math.round(value);
  return whole - value === 0.5 && whole % 2 !== 0 ? whole - 1 : whole;
}

/** A number of people as it is read aloud: "60,000", "1.4 billion". */
export function crowd(value) {
  if (value < 1e6) return count(value);
  const [unit, name] = value < 1e9 ? [1e6, "million"] : [1e9, "billion"];
  return `${rounded(value / unit, 3)} ${name}`;
}

/** "about 60", "fewer than 0.1", "about 1.4 million". */
export function amount(value) {
  if (value === 0) return "none";
  if (value < 0.1) return "fewer than 0.1";
  if (value >= 1e6) return `about ${crowd(value)}`;
  return `about ${significant(value, value < 1000 ? 2 : 3)}`;
}

/** People who are expected, of half a one or more; nobody is a part of one: "about 3 people" for 2.6 of them. */
export function peopleOf(value) {
  if (value > 0.5 && value < 9.95) return `about ${Math.floor(value + 0.5)} ${value < 1.5 ? "person" : "people"}`;
  return `${amount(value)} people`;
}

/** A share as a percentage that never rounds to 0 % or 100 % unless it is. */
export function percent(rate) {
  if (rate <= 0 || rate >= 1) return `${rate <= 0 ? 0 : 100} %`;
  if (rate < 1e-8) return "nearly 0 %";
  if (rate > 0.5) {
    const left = significant((1 - rate) * 100);
    const places = left.includes(".") ? left.split(".")[1].length : 0;
    const hundred = rate * 100;
    const even = halves(hundred, places) ? evenly(hundred * 10 ** places) / 10 ** places : hundred;
    return `${even.toFixed(places)} %`;
  }
  return `${significant(rate * 100)} %`;
}

/** "1 in 6,000"; from one half on a percentage. */
export function oneIn(rate) {
  if (rate <= 0) return "none";
  if (rate >= 0.5) return percent(rate);
  if (rate < 1e-15) return `fewer than 1 in ${count(1e15)}`;
  const inverse = 1 / rate;
  return `1 in ${inverse >= 10 ? significant(inverse) : String(Number(inverse.toFixed(1)))}`;
}

/** "3.2 in a million": the one denominator of rates of looks. */
export function inAMillion(rate) {
  return `${significant(rate * 1e6)} in a million`;
}

/** "a, b and c" */
export function andList(names) {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/** A chance; below one in a million, in words. */
export function chance(p) {
  if (p < 1e-4) return "less than 0.01 %";
  if (p > 1 - 1e-6) return "next to certain";
  return percent(p);
}

/** "between 45 and 76", "at most 13", "none". */
export function span({ low, high }) {
  if (high === 0) return "none";
  if (low === high) return count(low);
  return low === 0 ? `at most ${count(high)}` : `between ${count(low)} and ${count(high)}`;
}

/** "1 person", "2 people". */
export function plural(number, one, many) {
  const said = Number.isInteger(number) ? count(number) : significant(number, 3);
  return `${said} ${number === 1 ? one : many}`;
}
