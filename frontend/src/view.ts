/** Shows the state: which screen, and what stands on it. */
import { type Actions, placeSearch, refreshButton, unitSwitch } from "./controls";
import { drawDays } from "./days";
import { type Attributes, type Child, button, element, icon, isolated, unseen } from "./dom";
import { type Presentation, announcement, failureHeading, loadingText, place } from "./format";
import { drawHours } from "./hours";
import { iconKind } from "./icons";
import { drawFacts, drawNow, isNight } from "./now";
import type { State } from "./state";
import type { Failure, Report } from "./weather";

export interface Model {
  readonly state: State;
  readonly presentation: Presentation;
  /** Whether the host lets the page call tools; without, there is nothing to press but the unit. */
  readonly canCallTools: boolean;
}

/** @returns a function that shows a model in place of the one before */
export function createView(root: HTMLElement, status: HTMLElement, actions: Actions): (model: Model) => void {
  const screen = element("div", { class: "screen" });
  // It stays while the screen changes, so that whoever types is not disturbed.
  const search = placeSearch(actions);
  let shown: Report | undefined;
  root.replaceChildren(element("div", { class: "card" }, screen, search));

  return ({ state, presentation, canCallTools }) => {
    const document = root.ownerDocument;
    const focused = screen.contains(document.activeElement) ? document.activeElement : null;
    const report = state.shown?.report;
    // Another unit is no reason to lose the hour that was looked at.
    const hour = report === shown ? (screen.querySelector<HTMLInputElement>("#hour")?.valueAsNumber ?? 0) : 0;
    if (state.shown !== undefined && report !== shown) {
      clear(search, state.shown.asked);
    }
    shown = report;
    document.body.dataset["sky"] = report === undefined ? "none" : iconKind(report.condition);
    document.body.dataset["light"] = report !== undefined && isNight(report) ? "night" : "day";
    root.setAttribute("aria-busy", String(state.awaited !== undefined));
    search.hidden = !canCallTools;
    screen.replaceChildren(...draw(state, presentation, canCallTools, actions, hour));
    if (focused !== null) {
      // Whoever pressed a key goes on from there; where that is gone, from the top of the new screen.
      const same = focused.id === "" ? null : screen.querySelector<HTMLElement>(`#${CSS.escape(focused.id)}`);
      (same ?? screen.querySelector("h1"))?.focus({ preventScroll: true });
    }
    const words = announcement(state, presentation);
    if (status.textContent !== words) {
      status.textContent = words;
    }
  };
}

/** The question that was answered; what has been typed since stays. */
function clear(search: HTMLElement, asked: string): void {
  const field = search.querySelector("input");
  if (field?.value.trim() === asked) {
    field.value = "";
  }
}

function draw(state: State, presentation: Presentation, canCallTools: boolean, actions: Actions, hour: number): Node[] {
  if (state.shown !== undefined) {
    const notice = state.awaited !== undefined
      ? drawProgress(state.awaited.location)
      : state.failure !== undefined && drawNotice(state.failure, state.shown.report);
    const refresh = canCallTools && refreshButton(state.awaited !== undefined, actions);
    return [drawReport(state.shown.report, presentation, refresh, actions, hour, notice)];
  }
  if (state.awaited !== undefined) {
    return [drawLoading(state.awaited.location)];
  }
  return [state.failure === undefined ? drawEmpty(canCallTools) : drawFailure(state.failure, canCallTools, actions)];
}

function drawReport(
  report: Report,
  presentation: Presentation,
  refresh: HTMLElement | false,
  actions: Actions,
  hour: number,
  notice: HTMLElement | false,
): HTMLElement {
  return element(
    "article",
    { class: "report", "aria-labelledby": "place" },
    element(
      "header",
      {},
      placeHeading(report.location),
      element(
        "div",
        { class: "controls" },
        unitSwitch(presentation.unit, actions),
        refresh,
      ),
    ),
    notice,
    element("div", { class: "present" }, drawNow(report, presentation), drawFacts(report, presentation)),
    report.hours.length > 1 && drawHours(report, presentation, hour),
    report.days.length > 0 && drawDays(report, presentation),
    sourceLine(report.source),
  );
}

function placeHeading(location: string): HTMLElement {
  const { name, region } = place(location);
  return heading(
    { id: "place" },
    isolated(name),
    // The comma is heard and copied, not seen: the line break says the same.
    region !== "" && unseen(", "),
    region !== "" && element("bdi", { class: "place-region" }, region),
  );
}

function drawProgress(location: string | undefined): HTMLElement {
  return element("p", { class: "notice progress" }, isolated(loadingText(location)));
}

function drawNotice(failure: Failure, report: Report): HTMLElement {
  return element(
    "div",
    { class: "notice problem" },
    warningSign(),
    element(
      "p",
      {},
      isolated(
        element("strong", {}, failureHeading(failure, true), "."),
        ` ${failure.message} Below are the last values for ${place(report.location).name}.`,
      ),
    ),
  );
}

function drawFailure(failure: Failure, canCallTools: boolean, actions: Actions): HTMLElement {
  return element(
    "section",
    { class: "failure", "aria-labelledby": "failure" },
    warningSign(),
    element(
      "div",
      {},
      heading({ id: "failure" }, isolated(failureHeading(failure, false))),
      element("p", {}, isolated(failure.message)),
      canCallTools && button("again", { id: "again" }, actions.refresh, "Try again"),
      failure.source !== undefined && sourceLine(failure.source),
    ),
  );
}

function drawEmpty(canCallTools: boolean): HTMLElement {
  return element(
    "section",
    { class: "empty", "aria-labelledby": "empty" },
    heading({ id: "empty" }, "No weather yet"),
    element("p", { class: "soft" }, canCallTools ? "Name a place, or ask for its weather in the chat." : "Ask for a place's weather in the chat."),
  );
}

function drawLoading(location: string | undefined): HTMLElement {
  const bone = (name: string) => element("span", { class: `bone ${name}` });
  const bones = (...children: Node[]) => element("div", { class: "bones", "aria-hidden": "true" }, ...children);
  return element(
    "div",
    { class: "loading" },
    heading({ class: "waiting" }, isolated(loadingText(location))),
    bones(bone("bone-icon"), element("div", {}, bone("bone-degrees"), bone("bone-line"))),
    bones(bone("bone-fact"), bone("bone-fact"), bone("bone-fact")),
    bones(bone("bone-plot")),
  );
}

/** Of a screen; it takes the focus where what had it is gone. */
function heading(attributes: Attributes, ...children: Child[]): HTMLElement {
  return element("h1", { tabindex: "-1", ...attributes }, ...children);
}

function sourceLine(source: string): HTMLElement {
  return element("p", { class: "source" }, isolated("Source: ", isolated(source)));
}

function warningSign(): SVGSVGElement {
  return icon("warning", [
    { paint: "plain", path: "M48 14 86 80H10Z" },
    { paint: "plain", path: "M48 38v20M48 68v1" },
  ]);
}
