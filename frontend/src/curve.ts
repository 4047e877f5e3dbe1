/** The geometry of the temperature curve, in a square from 0, 0 (upper left) to 100, 100. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The curve lies between these; below it there is room for the bars of the rain. */
const TOP = 16;
const BOTTOM = 66;
/** Degrees Celsius that the height stands for at least, lest half a degree look like a mountain. */
const LEAST_RANGE = 5;

export function points(temperatures: readonly number[]): Point[] {
  const low = Math.min(...temperatures);
  const range = Math.max(...temperatures) - low;
  const shift = Math.max(0, LEAST_RANGE - range) / 2;
  const scale = (BOTTOM - TOP) / Math.max(range, LEAST_RANGE);
  return temperatures.map((temperature, index) => ({
    x: position(index, temperatures.length),
    y: BOTTOM - (temperature - low + shift) * scale,
  }));
}

/** How far along the curve an item stands, from 0 to 100. */
export function position(index: number, count: number): number {
  return count < 2 ? 50 : (index * 100) / (count - 1);
}

/**
 * A smooth line through all points that never rises above or falls below two neighbours (monotone cubic interpolation
 * after Fritsch and Carlson): a curve with overshoot would show temperatures that nobody forecast.
 */
export function smoothPath(through: readonly Point[]): string {
  const slopes = through.slice(1).map((to, index) => {
    const from = through[index] ?? to;
    return (to.y - from.y) / (to.x - from.x);
  });
  const tangent = (index: number): number => {
    const before = slopes[index - 1] ?? slopes[index] ?? 0;
    const after = slopes[index] ?? before;
    return before * after <= 0 ? 0 : (2 * before * after) / (before + after);
  };
  return through
    .map((to, index) => {
      const from = through[index - 1];
      if (from === undefined) {
        return `M${pair(to)}`;
      }
      const third = (to.x - from.x) / 3;
      const leaving = { x: from.x + third, y: from.y + third * tangent(index - 1) };
      const arriving = { x: to.x - third, y: to.y - third * tangent(index) };
      return `C${pair(leaving)} ${pair(arriving)} ${pair(to)}`;
    })
    .join("");
}

function pair({ x, y }: Point): string {
  return `${round(x)} ${round(y)}`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
