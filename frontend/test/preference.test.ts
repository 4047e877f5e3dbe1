import { afterEach, expect, test, vi } from "vitest";
import { keepUnit, keptUnit } from "../src/preference";

afterEach(() => vi.unstubAllGlobals());

function storage(kept: Record<string, string>) {
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept[key] ?? null,
    setItem: (key: string, value: string) => (kept[key] = value),
  });
}

test("the unit is kept", () => {
  storage({});
  expect(keptUnit()).toBeUndefined();
  keepUnit("F");
  expect(keptUnit()).toBe("F");
});

test("what is no unit counts for nothing", () => {
  storage({ "temperature-unit": "K" });
  expect(keptUnit()).toBeUndefined();
});

test("a page without a storage does without", () => {
  vi.stubGlobal("localStorage", undefined);
  expect(keptUnit()).toBeUndefined();
  expect(() => keepUnit("C")).not.toThrow();
});
