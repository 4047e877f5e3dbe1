/** What colour a temperature has. The style sheet gives each step its own for light and dark. */

/** Degrees Celsius of the custom properties --warmth-0, --warmth-1 and so on. */
const STEPS = [-15, -3, 7, 14, 21, 28, 36] as const;

/** A CSS colour between the two steps that the temperature lies between. */
export function warmth(celsius: number): string {
  const above = STEPS.findIndex((step) => step >= celsius);
  if (above === 0) {
    return "var(--warmth-0)";
  }
  if (above < 0) {
    return `var(--warmth-${STEPS.length - 1})`;
  }
  const from = STEPS[above - 1] ?? celsius;
  const to = STEPS[above] ?? celsius;
  const share = Math.round(((celsius - from) * 100) / (to - from));
  return `color-mix(in oklab, var(--warmth-${above}) ${share}%, var(--warmth-${above - 1}))`;
}
