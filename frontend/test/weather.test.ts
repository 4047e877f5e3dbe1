import { describe, expect, test } from "vitest";
import { type ToolResult, readAnswer } from "../src/weather";
import { ATLANTIS, OSLO, OSLO_OUTLOOK, answer, errorAnswer } from "./samples";

const OSLO_REPORT = {
  location: "Oslo, Oslo, Norway",
  condition: "Partly cloudy",
  temperatureC: 12.3,
  temperatureF: 54.1,
  humidityPercent: 64,
  windKph: 12.4,
  wind: "12 km/h NNE",
  reportedAt: new Date(Date.UTC(2026, 10, 22, 19, 15)),
  source: "Open-Meteo",
  timeZone: undefined,
  hours: [],
  days: [],
};

const ATLANTIS_FAILURE = {
  location: "Atlantis",
  message: ATLANTIS.Error,
  source: "Open-Meteo",
};

function messageOf(result: ToolResult): string {
  const state = readAnswer(result);
  expect(state.kind).toBe("failure");
  return state.kind === "failure" ? state.failure.message : "";
}

describe("a report", () => {
  test("is read from structuredContent", () => {
    expect(readAnswer(answer(OSLO))).toEqual({ kind: "report", report: OSLO_REPORT });
  });

  test("is read from the text where structuredContent is absent", () => {
    const { content } = answer(OSLO);
    expect(readAnswer({ content })).toEqual({ kind: "report", report: OSLO_REPORT });
  });

  test("keeps zero degrees, zero humidity and no wind", () => {
    const zero = { TemperatureC: 0, TemperatureF: 0, HumidityPercent: 0, WindKph: 0 };
    expect(readAnswer(answer({ ...OSLO, ...zero }))).toMatchObject({
      kind: "report",
      report: { temperatureC: 0, temperatureF: 0, humidityPercent: 0, windKph: 0 },
    });
  });

  test("takes fields that it does not know", () => {
    expect(readAnswer(answer({ ...OSLO, Moon: "full" })).kind).toBe("report");
  });
});

describe("a forecast", () => {
  function forecast(fields: object) {
    const read = readAnswer(answer({ ...OSLO_OUTLOOK, ...fields }));
    if (read.kind !== "report") {
      throw new Error(`not a report: ${JSON.stringify(read)}`);
    }
    return read.report;
  }

  test("is read", () => {
    const { timeZone, hours, days } = forecast({});
    expect(timeZone).toBe("Europe/Oslo");
    expect(hours).toHaveLength(24);
    expect(hours[0]).toEqual({
      time: new Date(Date.UTC(2026, 10, 22, 19)),
      temperatureC: 12.5,
      condition: "Partly cloudy",
      precipitationPercent: 5,
      isDay: false,
    });
    expect(days).toHaveLength(7);
    expect(days[0]).toEqual({
      date: new Date(Date.UTC(2026, 10, 22)),
      condition: "Partly cloudy",
      highC: 13.1,
      lowC: 7.8,
      precipitationPercent: 45,
    });
  });

  test.each([undefined, null, "soon", 7, {}, [null, 7, "x", {}]])("that is %j is empty, and no failure", (garbage) => {
    expect(forecast({ Hourly: garbage, Daily: garbage })).toMatchObject({ hours: [], days: [] });
  });

  test.each([
    ["TimeUtc", "2026-11-22T19:00"],
    ["TemperatureC", null],
    ["Condition", ""],
  ])("leaves out an hour with %s = %j", (name, value) => {
    const [first, ...rest] = OSLO_OUTLOOK.Hourly;
    expect(forecast({ Hourly: [{ ...first, [name]: value }, ...rest] }).hours).toHaveLength(23);
  });

  test.each([
    ["Date", "tomorrow"],
    ["Date", "2026-11-31T00:00:00Z"],
    ["HighC", "14"],
    ["LowC", undefined],
    ["Condition", 3],
  ])("leaves out a day with %s = %j", (name, value) => {
    const [first, ...rest] = OSLO_OUTLOOK.Daily;
    expect(forecast({ Daily: [{ ...first, [name]: value }, ...rest] }).days).toHaveLength(6);
  });

  test("may not tell precipitation and daylight", () => {
    const { PrecipitationPercent: _, IsDay: __, ...hour } = OSLO_OUTLOOK.Hourly[0] ?? {};
    expect(forecast({ Hourly: [hour] }).hours[0]).toMatchObject({ precipitationPercent: undefined, isDay: undefined });
  });
});

describe("a report that breaks the contract is a failure that names the field", () => {
  test.each(Object.keys(OSLO))("without %s", (name) => {
    const { [name]: _, ...rest } = OSLO as Record<string, unknown>;
    expect(messageOf(answer(rest))).toBe(`The weather server's answer has no usable ${name}.`);
  });

  test.each([
    ["TemperatureC", "12.3"],
    ["TemperatureC", null],
    ["HumidityPercent", true],
    ["Location", 7],
    ["Condition", " "],
    ["ReportedAtUtc", "yesterday"],
    ["ReportedAtUtc", "2026-11-22T19:15:00"],
    ["ReportedAtUtc", "2026-13-45T19:15:00Z"],
  ])("with %s = %j", (name, value) => {
    expect(messageOf(answer({ ...OSLO, [name]: value }))).toContain(`no usable ${name}.`);
  });

  test("with several of them, in one message", () => {
    expect(messageOf(answer({ location: "oslo" }))).toContain("Location, Condition, TemperatureC");
  });
});

describe("a failure", () => {
  test("is read from structuredContent", () => {
    expect(readAnswer(errorAnswer(ATLANTIS))).toEqual({ kind: "failure", failure: ATLANTIS_FAILURE });
  });

  test("is read from the text where structuredContent is absent", () => {
    const { content } = errorAnswer(ATLANTIS);
    expect(readAnswer({ content, isError: true })).toEqual({ kind: "failure", failure: ATLANTIS_FAILURE });
  });

  test("shows its text where there is nothing else", () => {
    const content = [{ type: "text", text: "Argument location: must be a string" }];
    expect(messageOf({ content, isError: true })).toBe("Argument location: must be a string");
  });

  test("never shows weather, whatever it carries", () => {
    expect(messageOf(errorAnswer(OSLO))).toBe("The weather server failed without saying why.");
  });

  test("says something even when the server does not", () => {
    expect(messageOf({ isError: true, content: [] })).toBe("The weather server failed without saying why.");
  });
});

describe("garbage is a failure", () => {
  test.each<[string, ToolResult]>([
    ["nothing", {}],
    ["no content", { content: [] }],
    ["an array", { structuredContent: [OSLO] }],
    ["a string", { structuredContent: "12 degrees" }],
    ["null", { structuredContent: null }],
    ["prose", { content: [{ type: "text", text: "It is sunny." }] }],
    ["an image", { content: [{ type: "image" }] }],
    ["a text block without text", { content: [{ type: "text" }] }],
  ])("%s", (_, result) => {
    expect(messageOf(result)).toBe("The weather server's answer holds no weather.");
  });
});
