// Special functions that the closed forms need. Checked against scipy in a real browser (tests/browser).

const HALF_LOG_TWO_PI = 0.9189385332046727;
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** Logarithm of the gamma function, x > 0: Stirling's series from 20 on, Lanczos below. */
export function logGamma(x) {
  if (x >= 20) return (x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI + stirling(x);
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const z = x - 1;
  let sum = LANCZOS[0];
  for (let i = 1; i < 9; i++) sum += LANCZOS[i] / (z + i);
  const t = z + 7.5;
  return HALF_LOG_TWO_PI + (z + 0.5) * Math.log(t) - t + Math.log(sum);
}

/** log Gamma(x + a) - log Gamma(x), without cancelling where x is large. */
function logGammaStep(x, a) {
  if (x < 1e4) return logGamma(x + a) - logGamma(x);
  const y = x + a;
  const tail = (v) => (1 / 12 - 1 / (360 * v * v)) / v;
  return a * Math.log(y) + (x - 0.5) * Math.log1p(a / x) - a + tail(y) - tail(x);
}

/** Logarithm of the beta function. */
export function logBeta(a, b) {
  const [small, large] = a < b ? [a, b] : [b, a];
  return logGamma(small) - logGammaStep(large, small);
}

/**
 * log B(a, b + n) - log B(a, b) for a whole number n: that none of n people is flagged, without terms that cancel (as in
 * crowd/nobody.py).
 */
export function logNone(a, b, n) {
  const first = n <= 2000 ? n : 64;
  let direct = 0;
  for (let i = 0; i < first; i++) direct -= Math.log1p(a / (b + i));
  if (first === n) return direct;
  const [from, last, left] = [b + first, b + n, n - first];
  const smooth = from * log1pLess(a / from) - last * log1pLess(a / last) - a * Math.log1p(left / (a + from));
  const halves = (Math.log1p(a / last) - Math.log1p(a / from)) / 2;
  return direct + smooth + halves + (stirling(last) - stirling(from)) - (stirling(a + last) - stirling(a + from));
}

/** What Stirling's series adds to (x - 1/2) log x - x + log(2 pi) / 2. */
function stirling(x) {
  const y = 1 / (x * x);
  return (1 / 12 - y * (1 / 360 - y * (1 / 1260 - y / 1680))) / x;
}

/** log1p(x) - x for x >= 0, a small one by a series in r = x / (2 + x). */
function log1pLess(x) {
  if (x > 1) return Math.log1p(x) - x;
  const r = x / (2 + x);
  let [power, found] = [r, 0];
  for (let k = 3; k < 60; k += 2) {
    power *= r * r;
    const step = (2 * power) / k;
    found += step;
    if (step <= 1e-17 * found) break;
  }
  return found - r * x;
}

/** Regularised incomplete beta function I_x(a, b), by Lentz's continued fraction from the quicker side. */
export function betaInc(a, b, x) {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  // Both logarithms are taken here: 1 - x has too few digits of a small x to be turned back.
  const [logX, logRest] = [Math.log(x), Math.log1p(-x)];
  if (x <= (a + 1) / (a + b + 2)) return betaFraction(a, b, x, logX, logRest);
  if (x < 0.01 && (a + b) * x < 500) return betaSeries(a, b, x, logX, logRest);
  return 1 - betaFraction(b, a, 1 - x, logRest, logX);
}

/** A sum of positive terms only (DLMF 8.17.8): it keeps every digit of a tiny rate in a large test. */
function betaSeries(a, b, x, logX, logRest) {
  let term = Math.exp(a * logX + b * logRest - logBeta(a, b)) / a;
  let sum = term;
  for (let n = 0; n < 5000 && term > sum * 1e-17; n++) {
    term *= ((a + b + n) * x) / (a + 1 + n);
    sum += term;
  }
  return Math.min(1, sum);
}

function betaFraction(a, b, x, logX, logRest) {
  const front = Math.exp(a * logX + b * logRest - logBeta(a, b)) / a;
  const tiny = 1e-300;
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1) || tiny);
  let h = d;
  for (let m = 1; m < 20000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / (1 + even * d || tiny);
    c = 1 + even / c || tiny;
    h *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + odd * d || tiny);
    c = 1 + odd / c || tiny;
    const step = d * c;
    h *= step;
    if (Math.abs(step - 1) < 1e-15) break;
  }
  return front * h;
}

/** Inverse of I_x(a, b) in x, by halving the exponent and then the interval: slow enough, and never lost. */
export function betaIncInv(a, b, u) {
  if (u <= 0) return 0;
  if (u >= 1) return 1;
  let low = -745;
  let high = 0;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (betaInc(a, b, Math.exp(middle)) < u) low = middle;
    else high = middle;
  }
  return Math.exp((low + high) / 2);
}

/** Regularised upper incomplete gamma function Q(a, x). */
export function gammaQ(a, x) {
  if (x <= 0) return 1;
  const front = Math.exp(a * Math.log(x) - x - logGamma(a));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let n = 1; n < 100000 && term > sum * 1e-16; n++) {
      term *= x / (a + n);
      sum += term;
    }
    return 1 - front * sum;
  }
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let h = d;
  for (let n = 1; n < 100000; n++) {
    const an = -n * (n - a);
    b += 2;
    d = 1 / (an * d + b || 1e-300);
    c = b + an / c || 1e-300;
    const step = d * c;
    h *= step;
    if (Math.abs(step - 1) < 1e-15) break;
  }
  return front * h;
}

/**
 * Gauss-Jacobi nodes and weights for the Beta(a, b) distribution (Golub and Welsch 1969): eigenvalues of the Jacobi
 * matrix by implicit QL, centred on the mean and scaled by the standard deviation as in Python.
 */
export function betaRule(a, b, size = 24) {
  const sum = a + b; // in a and b themselves: less one, a small one of them would be lost
  const diagonal = [(a - b) / sum];
  const off = [Math.sqrt((4 * a * b) / (sum ** 2 * (sum + 1)))];
  for (let n = 1; n < size; n++) {
    diagonal.push(((a - b) * (sum - 2)) / ((2 * (n - 1) + sum) * (2 * n + sum)));
    if (n > 1) {
      const top = 4 * n * (n - 1 + b) * (n - 1 + a) * (n - 2 + sum);
      off.push(Math.sqrt(top / ((2 * n - 2 + sum) ** 2 * (2 * n - 1 + sum) * (2 * n - 3 + sum))));
    }
  }
  const centre = diagonal[0];
  const scale = off[0];
  const found = tridiagonal(diagonal.map((d) => (d - centre) / scale), off.map((e) => e / scale));
  return {
    nodes: found.values.map((v) => Math.min(1, Math.max(0, a / (a + b) + (v * scale) / 2))),
    weights: found.first.map((v) => v * v),
  };
}

/** Eigenvalues of a symmetric tridiagonal matrix, with the first component of each eigenvector. */
function tridiagonal(diagonal, offDiagonal) {
  const d = [...diagonal];
  const e = [...offDiagonal, 0];
  const n = d.length;
  const z = d.map((_, i) => (i === 0 ? 1 : 0));
  for (let l = 0; l < n; l++) {
    for (let round = 0; round < 60; round++) {
      let m = l;
      while (m < n - 1 && Math.abs(e[m]) > 1e-17 * (Math.abs(d[m]) + Math.abs(d[m + 1]))) m++;
      if (m === l) break;
      let g = (d[l + 1] - d[l]) / (2 * e[l]);
      let r = Math.hypot(g, 1);
      g = d[m] - d[l] + e[l] / (g + (g >= 0 ? r : -r));
      let s = 1;
      let c = 1;
      let p = 0;
      for (let i = m - 1; i >= l; i--) {
        let f = s * e[i];
        const b = c * e[i];
        r = Math.hypot(f, g);
        e[i + 1] = r;
        if (r === 0) {
          d[i + 1] -= p;
          e[m] = 0;
          break;
        }
        s = f / r;
        c = g / r;
        g = d[i + 1] - p;
        r = (d[i] - g) * s + 2 * c * b;
        p = s * r;
        d[i + 1] = g + p;
        g = c * r - b;
        f = z[i + 1];
        z[i + 1] = s * z[i] + c * f;
        z[i] = c * z[i] - s * f;
      }
      if (r === 0 && m - 1 >= l) continue;
      d[l] -= p;
      e[l] = g;
      e[m] = 0;
    }
  }
  return { values: d, first: z };
}
