// How a count varies from day to day, from its mean, its variance and the most it can be: the same as
// bystander.crowd.predictive.
import { betaInc, gammaQ } from "./special.js";

const SMALL = 2000; // the most that is summed exactly
const RARE = 0.1;
const SAME = 1e-9;

/** The Beta distribution of a mean in (0, 1) and a variance. */
export function matchedBeta(mean, variance) {
  const total = Math.max((mean * (1 - mean)) / variance - 1, 1e-6);
  return [mean * total, (1 - mean) * total];
}

/** The distribution of a count, from its mean, its variance and the most it can be (see crowd/predictive.py). */
export function distribution({ mean, variance, most }) {
  const share = most ? mean / most : 0;
  if (mean <= 0) return { most, cdf: (n) => (n < 0 ? 0 : 1), sd: 0, mean: 0 };
  const guard = (cdf) => (n) => (n < 0 ? 0 : n >= most ? 1 : cdf(n));
  const sd = Math.sqrt(variance);
  if (most <= SMALL) {
    const chances = summed(share, variance, most);
    const total = [];
    chances.reduce((sum, c, i) => (total[i] = sum + c), 0);
    return { most, mean, sd, chances, cdf: guard((n) => total[n]) };
  }
  if (share <= RARE) {
    const size = mean ** 2 / (variance - mean);
    const over = variance > mean * (1 + SAME) && size < 1e9;
    const cdf = over ? (n) => betaInc(size, n + 1, size / (size + mean)) : (n) => gammaQ(n + 1, mean);
    return { most, mean, sd, cdf: guard(cdf) };
  }
  if (variance <= 0) return { most, mean, sd, cdf: guard((n) => (n >= mean ? 1 : 0)) };
  const [a, b] = matchedBeta(share, variance / most ** 2);
  return { most, mean, sd, cdf: guard((n) => betaInc(a, b, Math.min(1, (n + 0.5) / most))) };
}

function summed(share, variance, most) {
  const chances = new Float64Array(most + 1);
  if (share >= 1) {
    chances[most] = 1;
    return chances;
  }
  const alone = most * share * (1 - share);
  const over = variance / alone;
  const free = variance > alone * (1 + SAME);
  const total = Math.max(over < most ? (most - over) / (over - 1) : 1e-6, 1e-6);
  const [a, b] = [share * total, (1 - share) * total];
  let log = 0;
  let largest = 0;
  const logs = [0];
  for (let n = 0; n < most; n++) {
    log += Math.log((most - n) / (n + 1));
    log += free ? Math.log(a + n) - Math.log(b + most - n - 1) : Math.log(share) - Math.log1p(-share);
    logs.push(log);
    largest = Math.max(largest, log);
  }
  let sum = 0;
  for (let n = 0; n <= most; n++) sum += chances[n] = Math.exp(logs[n] - largest);
  return chances.map((c) => c / sum);
}

/** The smallest n with P(count <= n) >= u, looked for around the mean first. */
export function quantile(d, u) {
  if (d.mean <= 0 || !d.most) return 0;
  let low = -1;
  let high = d.most;
  const near = Math.floor(d.mean - 9 * d.sd - 9);
  const far = Math.ceil(d.mean + 9 * d.sd + 9);
  if (near > low && near < high && d.cdf(near) < u) low = near;
  if (far < high && d.cdf(far) >= u) high = far;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (d.cdf(middle) >= u) high = middle;
    else low = middle;
  }
  return high;
}
