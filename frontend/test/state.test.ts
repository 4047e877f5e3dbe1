import { describe, expect, test } from "vitest";
import { NOTHING, awaiting, cancelled, failed, received } from "../src/state";
import { ATLANTIS, OSLO, answer, errorAnswer } from "./samples";

const oslo = received(awaiting(NOTHING, { location: "Oslo" }), answer(OSLO));

describe("waiting", () => {
  test.each<[unknown, object]>([
    [{ location: "Oslo" }, { location: "Oslo" }],
    [{ location: "" }, {}],
    [{ location: 7 }, {}],
    [{}, {}],
    [undefined, {}],
    [null, {}],
    ["Oslo", {}],
  ])("for %j", (toolArguments, awaited) => {
    expect(awaiting(NOTHING, toolArguments)).toEqual({ awaited });
  });

  test("keeps the weather that is shown, and forgets what failed", () => {
    const state = awaiting(failed(oslo, { message: "No." }), { location: "Paris" });
    expect(state).toEqual({ shown: oslo.shown, awaited: { location: "Paris" } });
  });
});

describe("an answer", () => {
  test("is shown with what was asked, so that it can be asked again", () => {
    expect(oslo.shown).toMatchObject({ asked: "Oslo", report: { location: OSLO.Location } });
    expect(oslo.awaited).toBeUndefined();
  });

  test("to a question that nobody saw can be asked again by its place", () => {
    expect(received(NOTHING, answer(OSLO)).shown?.asked).toBe(OSLO.Location);
  });

  test("that is a failure keeps the weather that is shown", () => {
    expect(received(awaiting(oslo, { location: "Atlantis" }), errorAnswer(ATLANTIS))).toEqual({
      shown: oslo.shown,
      failure: { location: "Atlantis", message: ATLANTIS.Error, source: "Open-Meteo" },
    });
  });
});

describe("a failure", () => {
  test("names the place that was asked for", () => {
    expect(failed(awaiting(NOTHING, { location: "Oslo" }), { message: "No." })).toEqual({
      failure: { message: "No.", location: "Oslo" },
    });
  });
});

describe("a cancellation", () => {
  test("ends the waiting, with the reason and the place", () => {
    expect(cancelled(awaiting(NOTHING, { location: "Oslo" }), " user action ")).toEqual({
      failure: { message: "The request was cancelled: user action", location: "Oslo" },
    });
    expect(cancelled(awaiting(NOTHING, {}), undefined)).toEqual({ failure: { message: "The request was cancelled." } });
  });

  test("that comes late changes nothing", () => {
    expect(cancelled(oslo, "too late")).toBe(oslo);
    expect(cancelled(NOTHING, "too early")).toBe(NOTHING);
  });
});
