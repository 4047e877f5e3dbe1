/** Makes DOM from the state. Data enters as text nodes and attributes only, never as markup. */
import {
  type Presentation,
  type Unit,
  loadingText,
  localTime,
  otherUnit,
  percent,
  place,
  quantityText,
  temperature,
  windBearing,
} from "./format";
import { ICON_SIZE, type IconKind, type Shape, drawing, iconKind } from "./icons";
import type { Failure, Report, WeatherState } from "./weather";

export interface Actions {
  readonly chooseUnit: (unit: Unit) => void;
}

export function render(root: HTMLElement, state: WeatherState, presentation: Presentation, actions: Actions): void {
  const focused = root.ownerDocument.activeElement?.id;
  root.ownerDocument.body.dataset["sky"] = state.kind === "report" ? iconKind(state.report.condition) : state.kind;
  root.setAttribute("aria-busy", String(state.kind === "loading"));
  root.replaceChildren(...draw(state, presentation, actions));
  if (focused) {
    // Whoever turned the switch by keyboard goes on from there.
    root.querySelector<HTMLElement>(`#${CSS.escape(focused)}`)?.focus();
  }
}

function draw(state: WeatherState, presentation: Presentation, actions: Actions): Node[] {
  switch (state.kind) {
    case "loading":
      return [drawLoading(state.location)];
    case "failure":
      return [drawFailure(state.failure)];
    case "report":
      return [drawReport(state.report, presentation, actions)];
  }
}

function drawLoading(location: string | undefined): HTMLElement {
  const bar = (name: string) => element("span", { class: `bone ${name}` });
  return element(
    "div",
    { class: "card loading" },
    element("h1", { class: "waiting" }, isolated(loadingText(location))),
    element(
      "div",
      { class: "bones", "aria-hidden": "true" },
      bar("bone-icon"),
      element("div", {}, bar("bone-degrees"), bar("bone-line")),
    ),
    element("div", { class: "bones", "aria-hidden": "true" }, bar("bone-fact"), bar("bone-fact"), bar("bone-fact")),
  );
}

function drawFailure(failure: Failure): HTMLElement {
  const heading = failure.location === undefined ? "No weather" : `No weather for ${failure.location}`;
  return element(
    "section",
    { class: "card failure", role: "alert" },
    svg([
      { paint: "plain", path: "M48 14 86 80H10Z" },
      { paint: "plain", path: "M48 38v20M48 68v1" },
    ]),
    element(
      "div",
      {},
      element("h1", {}, isolated(heading)),
      element("p", {}, isolated(failure.message)),
      failure.source !== undefined && sourceLine(failure.source),
    ),
  );
}

function drawReport(report: Report, presentation: Presentation, actions: Actions): HTMLElement {
  return element(
    "article",
    { class: "card report", "aria-labelledby": "place" },
    element("header", {}, placeHeading(report.location), unitSwitch(presentation.unit, actions)),
    drawNow(report, presentation),
    drawFacts(report, presentation),
    sourceLine(report.source),
  );
}

function placeHeading(location: string): HTMLElement {
  const { name, region } = place(location);
  return element(
    "h1",
    { id: "place" },
    isolated(name),
    // The comma is heard and copied, not seen: the line break says the same.
    region !== "" && element("span", { class: "unseen" }, ", "),
    region !== "" && element("bdi", { class: "place-region" }, region),
  );
}

function unitSwitch(chosen: Unit, actions: Actions): HTMLElement {
  const choice = (unit: Unit, name: string) => {
    const input = element("input", { type: "radio", name: "unit", id: `unit-${unit}`, "aria-label": name });
    input.checked = unit === chosen;
    input.addEventListener("change", () => actions.chooseUnit(unit));
    return element("label", {}, input, element("span", { "aria-hidden": "true", dir: "ltr" }, `°${unit}`));
  };
  return element(
    "fieldset",
    { class: "units" },
    element("legend", { class: "unseen" }, "Temperature unit"),
    choice("C", "Degrees Celsius"),
    choice("F", "Degrees Fahrenheit"),
  );
}

function drawNow(report: Report, { unit, locale }: Presentation): HTMLElement {
  const main = temperature(report, unit, locale);
  const other = temperature(report, otherUnit(unit), locale);
  return element(
    "div",
    { class: "now" },
    svg(drawing(iconKind(report.condition)), iconKind(report.condition)),
    element(
      "div",
      {},
      element(
        "p",
        { class: "degrees" },
        element("bdi", {}, main.value, element("span", { class: "degrees-unit" }, `\u00a0${main.unit}`)),
      ),
      element("p", { class: "condition" }, isolated(report.condition)),
      element("p", { class: "degrees-other" }, isolated(quantityText(other))),
    ),
  );
}

function drawFacts(report: Report, presentation: Presentation): HTMLElement {
  const gauge = element("span", { class: "gauge", "aria-hidden": "true" });
  gauge.style.setProperty("--filled", String(Math.min(100, Math.max(0, report.humidityPercent)) / 100));
  const reported = element("time", { datetime: report.reportedAt.toISOString(), dir: "auto" });
  reported.textContent = localTime(report.reportedAt, presentation);
  return element(
    "dl",
    { class: "facts" },
    fact("Humidity", isolated(percent(report.humidityPercent, presentation.locale)), gauge),
    fact("Wind", windArrow(report.wind), isolated(report.wind)),
    fact("Reported", reported),
  );
}

function fact(name: string, ...value: Node[]): HTMLElement {
  return element("div", {}, element("dt", {}, name), element("dd", {}, ...value));
}

/** Points where the wind blows to; the text beside it names where it comes from. */
function windArrow(wind: string): Node {
  const from = windBearing(wind);
  if (from === undefined) {
    return document.createDocumentFragment();
  }
  const arrow = svg([{ paint: "plain", path: "M48 84V14M22 40 48 14 74 40" }], "wind");
  arrow.style.setProperty("--towards", `${(from + 180) % 360}deg`);
  return arrow;
}

function sourceLine(source: string): HTMLElement {
  return element("p", { class: "source" }, isolated("Source: ", isolated(source)));
}

function svg(shapes: readonly Shape[], kind?: IconKind | "wind"): SVGSVGElement {
  const namespace = "http://www.w3.org/2000/svg";
  const root = document.createElementNS(namespace, "svg");
  root.setAttribute("viewBox", `0 0 ${ICON_SIZE} ${ICON_SIZE}`);
  // The words beside every drawing say what it shows.
  root.setAttribute("aria-hidden", "true");
  root.setAttribute("class", kind === "wind" ? "arrow" : "icon");
  if (kind !== undefined) {
    root.dataset["kind"] = kind;
  }
  for (const { paint, path } of shapes) {
    const node = document.createElementNS(namespace, "path");
    node.setAttribute("class", paint);
    node.setAttribute("d", path);
    root.append(node);
  }
  return root;
}

type Child = Node | string | false;

/** Words keep their own direction, and the page its alignment, whichever way either runs. */
function isolated(...words: Child[]): HTMLElement {
  return element("bdi", {}, ...words);
}

function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string>>,
  ...children: Child[]
): HTMLElementTagNameMap[Name] {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    node.setAttribute(key, value);
  }
  node.append(...children.filter((child) => child !== false));
  return node;
}
