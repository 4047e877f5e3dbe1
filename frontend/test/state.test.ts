import { describe, expect, test } from "vitest";
import { NOTHING, answered, asked, failed, toolCancelled, toolInput, toolInputPartial, toolResult } from "../src/state";
import { ATLANTIS, OSLO, answer, errorAnswer } from "./samples";

const PARIS = { ...OSLO, Location: "Paris, Île-de-France, France" };
const chatAsksOslo = toolInput(NOTHING, { location: "Oslo" });
const oslo = toolResult(chatAsksOslo, answer(OSLO));

describe("waiting", () => {
  test.each<[unknown, object]>([
    [{ location: "Oslo" }, { location: "Oslo" }],
    [{ location: "" }, {}],
    [{ location: 7 }, {}],
    [{}, {}],
    [undefined, {}],
    [null, {}],
    ["Oslo", {}],
  ])("for %j", (toolArguments, place) => {
    expect(toolInputPartial(NOTHING, toolArguments)).toEqual({ awaited: { by: "chat", input: "partial", ...place } });
    expect(toolInput(NOTHING, toolArguments)).toEqual({ awaited: { by: "chat", input: "complete", ...place } });
    expect(asked(NOTHING, toolArguments)).toEqual({ awaited: { by: "page", input: "complete", ...place } });
  });

  test.each(Object.entries({ toolInputPartial, toolInput, asked }))("by %s keeps what is shown, and forgets what failed", (_, ask) => {
    const state = ask(failed(oslo, { message: "No." }), { location: "Paris" });
    expect(state).toEqual({ shown: oslo.shown, awaited: expect.objectContaining({ location: "Paris" }) });
  });
});

describe("an answer", () => {
  test("is shown with what was asked, so that it can be asked again", () => {
    expect(oslo).toEqual({ shown: { asked: "Oslo", report: expect.objectContaining({ location: OSLO.Location }) } });
    expect(answered(asked(oslo, { location: "Paris" }), answer(PARIS))).toEqual({
      shown: { asked: "Paris", report: expect.objectContaining({ location: PARIS.Location }) },
    });
  });

  test("to a question that nobody saw can be asked again by its place", () => {
    expect(toolResult(NOTHING, answer(OSLO)).shown?.asked).toBe(OSLO.Location);
    expect(toolResult(asked(NOTHING, { location: "Paris" }), answer(OSLO))).toEqual({
      shown: { asked: OSLO.Location, report: expect.objectContaining({ location: OSLO.Location }) },
    });
  });

  test("that is a failure keeps the weather that is shown", () => {
    const failure = {
      shown: oslo.shown,
      failure: { location: "Atlantis", message: ATLANTIS.Error, source: "Open-Meteo" },
    };
    expect(toolResult(toolInput(oslo, { location: "Atlantis" }), errorAnswer(ATLANTIS))).toEqual(failure);
    expect(answered(asked(oslo, { location: "Atlantis" }), errorAnswer(ATLANTIS))).toEqual(failure);
  });
});

describe("a failure", () => {
  test("names the place that was asked for", () => {
    expect(failed(asked(NOTHING, { location: "Oslo" }), { message: "No." })).toEqual({
      failure: { message: "No.", location: "Oslo" },
    });
  });
});

describe("a cancellation", () => {
  test("ends the waiting, with the reason and the place", () => {
    expect(toolCancelled(chatAsksOslo, " user action ")).toEqual({
      failure: { message: "The request was cancelled: user action", location: "Oslo" },
    });
    expect(toolCancelled(toolInput(NOTHING, {}), undefined)).toEqual({ failure: { message: "The request was cancelled." } });
  });

  test("that comes late changes nothing", () => {
    expect(toolCancelled(oslo, "too late")).toBe(oslo);
    expect(toolCancelled(NOTHING, "too early")).toBe(NOTHING);
    const paris = asked(oslo, { location: "Paris" });
    expect(toolCancelled(paris, "too late")).toBe(paris);
  });
});

describe("the chat asks for Oslo, then the page for Paris", () => {
  const paris = asked(chatAsksOslo, { location: "Paris" });
  const awaited = { by: "page", input: "complete", location: "Paris" };
  const shown = { asked: "Paris", report: expect.objectContaining({ location: PARIS.Location }) };

  test("Oslo comes first: Paris is still awaited, and then shown", () => {
    const state = toolResult(paris, answer(OSLO));
    expect(state).toEqual({ awaited });
    expect(answered(state, answer(PARIS))).toEqual({ shown });
  });

  test("Paris comes first, and stays", () => {
    expect(toolResult(answered(paris, answer(PARIS)), answer(OSLO))).toEqual({ shown });
  });

  test("Paris fails first: Oslo, which nobody wants any more, does not take its place", () => {
    const state = toolResult(failed(paris, { message: "No." }), answer(OSLO));
    expect(state).toEqual({ failure: { message: "No.", location: "Paris" } });
  });

  test("and for Rome: Oslo is still what nobody wants", () => {
    const state = toolResult(asked(paris, { location: "Rome" }), answer(OSLO));
    expect(state).toEqual({ awaited: { ...awaited, location: "Rome" } });
  });

  test("Oslo is cancelled: Paris is still awaited", () => {
    expect(toolCancelled(paris, "stopped")).toEqual({ awaited });
  });

  test.each([
    ["input", toolInput, "complete"],
    ["the beginning of an input", toolInputPartial, "partial"],
  ] as const)("the chat asks for Rome, by %s: who asked last is answered", (_, ask, input) => {
    const rome = ask(paris, { location: "Rome" });
    expect(rome).toEqual({ awaited: { by: "chat", input, location: "Rome" } });
    expect(toolResult(rome, answer(OSLO)).shown?.asked).toBe("Rome");
  });

  test("while Oslo is being written: the rest of that question is no new one", () => {
    let state = asked(toolInputPartial(NOTHING, { location: "Os" }), { location: "Paris" });
    state = toolInput(toolInputPartial(state, { location: "Osl" }), { location: "Oslo" });
    expect(state).toMatchObject({ awaited });
    expect(toolResult(state, answer(OSLO))).toEqual({ awaited });
    expect(toolInput(state, { location: "Rome" }).awaited).toMatchObject({ by: "chat", location: "Rome" });
  });
});
