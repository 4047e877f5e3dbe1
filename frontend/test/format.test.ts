import { describe, expect, test } from "vitest";
import {
  type Presentation,
  announcement,
  curveText,
  customaryUnit,
  dayLabel,
  degrees,
  hourLabel,
  hourText,
  localTime,
  percent,
  place,
  quantityText,
  temperature,
  windDirection,
  windSpeed,
} from "../src/format";
import { NOTHING, asked, failed, toolInput, toolInputPartial, toolResult } from "../src/state";
import { type Report, readAnswer } from "../src/weather";
import { OSLO, OSLO_OUTLOOK, answer } from "./samples";

const ENGLISH: Presentation = { unit: "C", locale: "en-GB", timeZone: "Europe/Oslo" };

function report(fields: object = {}): Report {
  const read = readAnswer(answer({ ...OSLO, ...fields }));
  if (read.kind !== "report") {
    throw new Error(`not a report: ${JSON.stringify(read)}`);
  }
  return read.report;
}

function shown(fields: object, unit: "C" | "F", locale = "en-GB"): string {
  return quantityText(temperature(report(fields), unit, locale)).replace("\u00a0", " ");
}

describe("temperature", () => {
  test("in both units, as the server gave them", () => {
    expect(shown({}, "C")).toBe("12.3 °C");
    expect(shown({}, "F")).toBe("54.1 °F");
  });

  test("zero is zero", () => {
    expect(shown({ TemperatureC: 0 }, "C")).toBe("0 °C");
    expect(shown({ TemperatureF: 0 }, "F")).toBe("0 °F");
    expect(shown({ TemperatureC: -0.04 }, "C")).toBe("0 °C");
  });

  test("below zero, and at most one digit", () => {
    expect(shown({ TemperatureC: -7.26 }, "C")).toBe("-7.3 °C");
  });

  test("in the locale's digits", () => {
    expect(shown({}, "C", "de-DE")).toBe("12,3 °C");
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

describe("a temperature of the forecast", () => {
  test.each([
    [12.6, "C", "13°"],
    [0, "F", "32°"],
    [-0.4, "C", "0°"],
    [-12.6, "C", "-13°"],
    [100, "F", "212°"],
  ] as const)("%f in %s is %s", (celsius, unit, text) => {
    expect(degrees(celsius, { ...ENGLISH, unit })).toBe(text);
  });
});

test("the wind's speed goes with the degrees", () => {
  expect(windSpeed(12.4, ENGLISH)).toBe("12 km/h");
  expect(windSpeed(12.4, { ...ENGLISH, unit: "F", locale: "en-US" })).toBe("8 mph");
  expect(windSpeed(0, ENGLISH)).toBe("0 km/h");
});

describe("the time of the report", () => {
  const night = { ReportedAtUtc: "2026-11-22T23:15:00Z" };

  test("is the place's", () => {
    const text = localTime(report({ ...night, TimeZone: "America/Los_Angeles" }), { ...ENGLISH, locale: "en-US" });
    expect(text).toContain("Sun");
    expect(text).toMatch(/3:15\sPM/);
    expect(text).toContain("PST");
  });

  test.each([undefined, "Mars/Olympus"])("is the host's where the place's zone is %s", (TimeZone) => {
    const text = localTime(report({ ...night, TimeZone }), ENGLISH);
    expect(text).toContain("Mon");
    expect(text).toContain("23 Nov");
    expect(text).toContain("00:15");
  });
});

describe("the forecast in words", () => {
  const oslo = report(OSLO_OUTLOOK);
  const [first] = oslo.hours;

  test("an hour", () => {
    expect(first && hourLabel(first, oslo, ENGLISH)).toBe("20");
    expect(first && hourText(first, oslo, ENGLISH)).toBe("20:00, 13°, Partly cloudy, 5% precipitation");
    expect(first && hourText({ ...first, precipitationPercent: 0 }, oslo, ENGLISH)).toBe("20:00, 13°, Partly cloudy");
  });

  test("the curve", () => {
    // Versions of Unicode's data differ in the zero before the hour.
    expect(curveText(oslo, ENGLISH)).toMatch(/^Temperature of the next 24 hours: highest 14° at 14:00, lowest 7° at 0?6:00\.$/);
  });

  test.each([
    ["en-GB", "Today", "Mon"],
    ["de-DE", "Heute", "Mo"],
    ["ar-EG", "اليوم", "الاثنين"],
  ])("the days in %s", (locale, today, tomorrow) => {
    const labels = oslo.days.map(({ date }) => dayLabel(date, oslo, { ...ENGLISH, locale }));
    expect(labels.slice(0, 2)).toEqual([today, tomorrow]);
  });

  test("today is the place's", () => {
    const late = report({ ...OSLO_OUTLOOK, ReportedAtUtc: "2026-11-22T23:30:00Z" });
    expect(late.days.map(({ date }) => dayLabel(date, late, ENGLISH)).slice(0, 2)).toEqual(["Sun", "Today"]);
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
  ["12 km/h NNE", { point: "NNE", bearing: 22.5 }],
  ["3 km/h N", { point: "N", bearing: 0 }],
  ["0 km/h", undefined],
  ["calm", undefined],
  ["40 km/h WNW", { point: "WNW", bearing: 292.5 }],
])("the wind %s comes from %o", (wind, direction) => {
  expect(windDirection(wind)).toEqual(direction);
});

describe("what a screen reader hears", () => {
  const oslo = toolResult(NOTHING, answer(OSLO));

  test("before anything was asked: nothing", () => {
    expect(announcement(NOTHING, ENGLISH)).toBe("");
  });

  test("while waiting", () => {
    expect(announcement(toolInput(NOTHING, { location: "Oslo" }), ENGLISH)).toBe("Getting the weather for Oslo…");
    expect(announcement(asked(oslo, {}), ENGLISH)).toBe("Getting the weather…");
  });

  test("while the place is being written: the same words each time", () => {
    expect(announcement(toolInputPartial(NOTHING, { location: "O" }), ENGLISH)).toBe("Getting the weather…");
    expect(announcement(toolInputPartial(NOTHING, { location: "Osl" }), ENGLISH)).toBe("Getting the weather…");
  });

  test("with a report, in the chosen unit", () => {
    expect(announcement(oslo, { ...ENGLISH, unit: "F" })).toBe("Weather in Oslo, Oslo, Norway: Partly cloudy, 54.1\u00a0°F.");
  });

  test("with a failure, though there is older weather", () => {
    expect(announcement(failed(oslo, { message: "No.", location: "Atlantis" }), ENGLISH)).toBe(
      "No new weather for Atlantis. No.",
    );
    expect(announcement(failed(NOTHING, { message: "No." }), ENGLISH)).toBe("No weather. No.");
  });
});
