import { describe, expect, test } from "vitest";
import { direction, locale, safeArea, timeZone } from "../src/host";

describe("the host's locale", () => {
  test.each([
    ["en-US", "en-US"],
    ["de", "de"],
    ["EN-us", "en-US"],
    ["en_US", undefined],
    ["", undefined],
    [undefined, undefined],
  ])("%s is used as %s", (given, used) => {
    expect(locale({ locale: given })).toBe(used);
  });
});

describe("the host's time zone", () => {
  test.each([
    ["Europe/Oslo", "Europe/Oslo"],
    ["UTC", "UTC"],
    ["Mars/Olympus", undefined],
    [undefined, undefined],
  ])("%s is used as %s", (given, used) => {
    expect(timeZone({ timeZone: given })).toBe(used);
  });
});

test("a host without a context gets the browser's own and no insets", () => {
  expect(locale(undefined)).toBeUndefined();
  expect(timeZone(undefined)).toBeUndefined();
  expect(safeArea(undefined)).toEqual({ top: 0, right: 0, bottom: 0, left: 0 });
});

test("the safe area is the host's", () => {
  const safeAreaInsets = { top: 1, right: 2, bottom: 3, left: 4 };
  expect(safeArea({ safeAreaInsets })).toBe(safeAreaInsets);
});

test.each([
  [undefined, "ltr"],
  ["en-GB", "ltr"],
  ["ar-EG", "rtl"],
  ["he", "rtl"],
  ["fa-IR", "rtl"],
  ["az-Arab", "rtl"],
  ["az", "ltr"],
  ["ja-JP", "ltr"],
])("%s runs %s", (tag, runs) => {
  expect(direction(tag)).toBe(runs);
});
