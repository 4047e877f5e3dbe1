import { describe, expect, test } from "vitest";
import { type ToolResult, awaiting, cancelled, failed, readResult } from "../src/weather";
import { ATLANTIS, OSLO, answer, errorAnswer } from "./samples";

const OSLO_REPORT = {
  location: "Oslo, Oslo, Norway",
  condition: "Partly cloudy",
  temperatureC: 12.3,
  temperatureF: 54.1,
  humidityPercent: 64,
  windKph: 12.4,
  wind: "12 km/h NNE",
  reportedAt: new Date(Date.UTC(2026, 10, 22, 19, 15)),
  source: "open-meteo",
};

const ATLANTIS_FAILURE = {
  location: "Atlantis",
  message: "No place of that name was found.",
  source: "open-meteo",
};

function messageOf(result: ToolResult): string {
  const state = readResult(result);
  expect(state.kind).toBe("failure");
  return state.kind === "failure" ? state.failure.message : "";
}

describe("a report", () => {
  test("is read from structuredContent", () => {
    expect(readResult(answer(OSLO))).toEqual({ kind: "report", report: OSLO_REPORT });
  });

  test("is read from the text where structuredContent is absent", () => {
    const { content } = answer(OSLO);
    expect(readResult({ content })).toEqual({ kind: "report", report: OSLO_REPORT });
  });

  test("keeps zero degrees, zero humidity and no wind", () => {
    const zero = { TemperatureC: 0, TemperatureF: 0, HumidityPercent: 0, WindKph: 0 };
    expect(readResult(answer({ ...OSLO, ...zero }))).toMatchObject({
      kind: "report",
      report: { temperatureC: 0, temperatureF: 0, humidityPercent: 0, windKph: 0 },
    });
  });

  test("takes fields that it does not know", () => {
    expect(readResult(answer({ ...OSLO, Hourly: [] })).kind).toBe("report");
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
    expect(readResult(errorAnswer(ATLANTIS))).toEqual({ kind: "failure", failure: ATLANTIS_FAILURE });
  });

  test("is read from the text where structuredContent is absent", () => {
    const { content } = errorAnswer(ATLANTIS);
    expect(readResult({ content, isError: true })).toEqual({ kind: "failure", failure: ATLANTIS_FAILURE });
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

describe("waiting", () => {
  test.each<[unknown, object]>([
    [{ location: "Oslo" }, { kind: "loading", location: "Oslo" }],
    [{ location: "" }, { kind: "loading" }],
    [{ location: 7 }, { kind: "loading" }],
    [{}, { kind: "loading" }],
    [undefined, { kind: "loading" }],
  ])("for %j", (toolArguments, state) => {
    expect(awaiting(toolArguments)).toEqual(state);
  });

  test("ends when the call is cancelled, with the reason and the place", () => {
    expect(cancelled(awaiting({ location: "Oslo" }), "user action")).toEqual(
      failed({ message: "The request was cancelled: user action", location: "Oslo" }),
    );
    expect(cancelled(awaiting({}), undefined)).toEqual(failed({ message: "The request was cancelled." }));
  });

  test("a late cancellation takes no weather away", () => {
    const state = readResult(answer(OSLO));
    expect(cancelled(state, "too late")).toBe(state);
  });
});
