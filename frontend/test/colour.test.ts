import { expect, test } from "vitest";
import { warmth } from "../src/colour";

test.each([
  [-40, "var(--warmth-0)"],
  [-15, "var(--warmth-0)"],
  [0, "color-mix(in oklab, var(--warmth-2) 30%, var(--warmth-1))"],
  [14, "color-mix(in oklab, var(--warmth-3) 100%, var(--warmth-2))"],
  [36, "color-mix(in oklab, var(--warmth-6) 100%, var(--warmth-5))"],
  [45, "var(--warmth-6)"],
])("%d °C", (celsius, colour) => {
  expect(warmth(celsius)).toBe(colour);
});
