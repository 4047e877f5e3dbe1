import { expect, test } from "vitest";
import { type IconKind, drawing, iconKind } from "../src/icons";
import { CONDITIONS } from "./samples";

const KINDS: IconKind[] = [
  "clear",
  "partly-cloudy",
  "overcast",
  "fog",
  "drizzle",
  "freezing-rain",
  "rain",
  "showers",
  "snow",
  "snow-showers",
  "thunderstorm",
  "hail",
  "unknown",
];

test.each(CONDITIONS)("%s has a kind", (condition) => {
  expect(iconKind(condition)).not.toBe("unknown");
});

test("every kind but the unknown is some condition's", () => {
  const used = new Set(CONDITIONS.map(iconKind));
  expect(KINDS.filter((kind) => !used.has(kind))).toEqual(["unknown"]);
});

test.each(["", "Raining frogs", "clear sky"])("the text %j is of no known kind", (condition) => {
  expect(iconKind(condition)).toBe("unknown");
});

test.each(KINDS.flatMap((kind) => [[kind, false], [kind, true]] as const))("%s, night: %s, is drawn with finite numbers", (kind, night) => {
  const shapes = drawing(kind, night);
  expect(shapes.length).toBeGreaterThan(0);
  for (const { path } of shapes) {
    expect(path).toMatch(/^M[\d\s.a-zA-Z-]+$/);
    expect(path).not.toMatch(/NaN|Infinity|undefined/);
  }
});

test("the sun does not shine at night", () => {
  for (const kind of KINDS) {
    expect(drawing(kind, true).map(({ paint }) => paint)).not.toContain("sun");
  }
  expect(drawing("clear", true).map(({ paint }) => paint)).toEqual(["moon"]);
});

test("no two kinds look the same", () => {
  expect(new Set(KINDS.map((kind) => JSON.stringify(drawing(kind)))).size).toBe(KINDS.length);
});
