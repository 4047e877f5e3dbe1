import { describe, expect, test } from "vitest";
import {
  type Presentation,
  announcement,
  customaryUnit,
  localTime,
  percent,
  place,
  quantityText,
  temperature,
  windBearing,
} from "../src/format";
import { type Report, awaiting, failed, readResult } from "../src/weather";
import { OSLO, answer } from "./samples";

const ENGLISH: Presentation = { unit: "C", locale: "en-GB", timeZone: "Europe/Oslo" };

function report(fields: object = {}): Report {
  const state = readResult(answer({ ...OSLO, ...fields }));
  if (state.kind !== "report") {
    throw new Error(`not a report: ${JSON.stringify(state)}`);
  }
  return state.report;
}

function degrees(fields: object, unit: "C" | "F", locale = "en-GB"): string {
  return quantityText(temperature(report(fields), unit, locale)).replace("\u00a0", " ");
}

describe("temperature", () => {
  test("in both units, as the server gave them", () => {
    expect(degrees({}, "C")).toBe("12.3 °C");
    expect(degrees({}, "F")).toBe("54.1 °F");
  });

  test("zero is zero", () => {
    expect(degrees({ TemperatureC: 0 }, "C")).toBe("0 °C");
    expect(degrees({ TemperatureF: 0 }, "F")).toBe("0 °F");
    expect(degrees({ TemperatureC: -0.04 }, "C")).toBe("0 °C");
  });

  test("below zero, and at most one digit", () => {
    expect(degrees({ TemperatureC: -7.26 }, "C")).toBe("-7.3 °C");
  });

  test("in the locale's digits", () => {
    expect(degrees({}, "C", "de-DE")).toBe("12,3 °C");
  });

  test.each([
    ["en-US", "F"],
    ["es-PR", "F"],
    ["en-GB", "C"],
    ["de", "C"],
    ["en", "C"],
    [undefined, "C"],
  ])("%s is used to °%s", (locale, unit) => {
    expect(customaryUnit(locale as string | undefined)).toBe(unit);
  });
});

test("humidity is a percentage in the locale", () => {
  expect(percent(64, "en-GB")).toBe("64%");
  expect(percent(0, "en-GB")).toBe("0%");
  expect(percent(64, "de-DE")).toBe("64\u00a0%");
});

describe("the time of the report", () => {
  const at = new Date("2026-11-22T23:15:00Z");

  test("is the host's", () => {
    const text = localTime(at, ENGLISH);
    expect(text).toContain("Mon");
    expect(text).toContain("23 Nov");
    expect(text).toContain("00:15");
  });

  test("in another zone and locale", () => {
    const text = localTime(at, { ...ENGLISH, locale: "en-US", timeZone: "America/Los_Angeles" });
    expect(text).toContain("Sun");
    expect(text).toMatch(/3:15\sPM/);
    expect(text).toContain("PST");
  });
});

test.each([
  ["Oslo, Oslo, Norway", "Oslo", "Oslo, Norway"],
  ["Singapore", "Singapore", ""],
  ["Seattle, WA", "Seattle", "WA"],
])("the place %s", (location, name, region) => {
  expect(place(location)).toEqual({ name, region });
});

test.each([
  ["12 km/h NNE", 22.5],
  ["3 km/h N", 0],
  ["0 km/h", undefined],
  ["calm", undefined],
  ["40 km/h WNW", 292.5],
])("the wind %s comes from %s", (wind, bearing) => {
  expect(windBearing(wind)).toBe(bearing);
});

describe("what a screen reader hears", () => {
  test("while waiting", () => {
    expect(announcement(awaiting({ location: "Oslo" }), ENGLISH)).toBe("Getting the weather for Oslo…");
    expect(announcement(awaiting({}), ENGLISH)).toBe("Getting the weather…");
  });

  test("with a report, in the chosen unit", () => {
    expect(announcement(readResult(answer(OSLO)), { ...ENGLISH, unit: "F" })).toBe(
      "Weather in Oslo, Oslo, Norway: Partly cloudy, 54.1\u00a0°F.",
    );
  });

  test("with a failure: its alert alone", () => {
    expect(announcement(failed({ message: "No." }), ENGLISH)).toBe("");
  });
});
