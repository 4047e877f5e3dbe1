/** The next hours: a curve, and a slider over it that tells of each hour. */
import { warmth } from "./colour";
import { type Point, points, position, smoothPath } from "./curve";
import { element, isolated, styled, svgElement, weatherIcon } from "./dom";
import { type Presentation, curveText, degrees, hourLabel, hourText } from "./format";
import { iconKind } from "./icons";
import type { Hour, Report } from "./weather";

/** One label for so many hours, so that six fit on the narrowest screen. */
const LABEL_EVERY = 4;
const GRADIENT_STEPS = 8;
const BAR_HEIGHT = 24;
/** Below this, a bar would say what nobody needs to know. */
const LEAST_RAIN_PERCENT = 10;

/** @param chosen index of the hour that the slider stands on */
export function drawHours(report: Report, presentation: Presentation, chosen: number): HTMLElement {
  const { hours } = report;
  const line = points(hours.map(({ temperatureC }) => temperatureC));
  const detail = element("output", { class: "hour-detail", for: "hour" });
  const slider = element("input", {
    type: "range",
    id: "hour",
    "aria-label": "Hour",
    min: "0",
    max: String(hours.length - 1),
    value: String(Math.min(chosen, hours.length - 1)),
  });
  const marker = element("span", { class: "marker", "aria-hidden": "true" });
  const choose = () => {
    const index = slider.valueAsNumber;
    const hour = hours[index];
    const point = line[index];
    if (hour !== undefined && point !== undefined) {
      const words = hourText(hour, report, presentation);
      slider.setAttribute("aria-valuetext", words);
      detail.replaceChildren(isolated(words));
      styled(marker, { "--x": `${point.x}%`, "--y": `${point.y}`, "--warmth": warmth(hour.temperatureC) });
    }
  };
  slider.addEventListener("input", choose);
  choose();
  return element(
    "section",
    { class: "hours", "aria-labelledby": "hours-title" },
    element("h2", { id: "hours-title" }, "Next 24 hours"),
    detail,
    element(
      "div",
      { class: "plot" },
      drawCurve(report, line, presentation),
      ...extremes(hours).map((index) => drawLabel(hours, index, line[index], presentation)),
      marker,
      slider,
      ...hours.map((hour, index) => index % LABEL_EVERY === 0 && drawTick(hour, index, report, presentation)),
    ),
  );
}

function drawCurve(report: Report, line: readonly Point[], presentation: Presentation): SVGSVGElement {
  const { hours } = report;
  const temperatures = hours.map(({ temperatureC }) => temperatureC);
  const path = smoothPath(line);
  const [first, last] = [line[0]?.x ?? 0, line.at(-1)?.x ?? 0];
  return svgElement(
    "svg",
    {
      class: "curve",
      role: "img",
      "aria-label": curveText(report, presentation),
      viewBox: "0 0 100 100",
      preserveAspectRatio: "none",
    },
    drawGradient(temperatures, line.map(({ y }) => y)),
    ...hours.map(({ precipitationPercent }, index) => drawRain(precipitationPercent ?? 0, position(index, hours.length), 100 / hours.length)),
    svgElement("path", { class: "area", d: `${path}L${last} 100L${first} 100Z` }),
    svgElement("path", { class: "line", d: path }),
  );
}

/** From the warmest at the top of the curve to the coldest at its bottom. */
function drawGradient(temperatures: readonly number[], heights: readonly number[]): SVGLinearGradientElement {
  const warmest = Math.max(...temperatures);
  const coldest = Math.min(...temperatures);
  const stops = Array.from({ length: GRADIENT_STEPS + 1 }, (_, step) => {
    const share = step / GRADIENT_STEPS;
    const stop = svgElement("stop", { offset: String(share) });
    stop.style.setProperty("stop-color", warmth(warmest - share * (warmest - coldest)));
    return stop;
  });
  return svgElement(
    "linearGradient",
    {
      id: "warmth",
      gradientUnits: "userSpaceOnUse",
      x1: "0",
      x2: "0",
      y1: String(Math.min(...heights)),
      // A gradient of no height paints nothing.
      y2: String(Math.max(...heights) + 0.01),
    },
    ...stops,
  );
}

function drawRain(percent: number, middle: number, width: number): SVGRectElement | false {
  const height = (Math.min(100, percent) * BAR_HEIGHT) / 100;
  return (
    percent >= LEAST_RAIN_PERCENT &&
    svgElement("rect", {
      class: "rain",
      x: String(middle - width * 0.35),
      y: String(100 - height),
      width: String(width * 0.7),
      height: String(height),
    })
  );
}

/** Where the curve is highest and lowest; one of them where it is flat. */
function extremes(hours: readonly Hour[]): number[] {
  const temperatures = hours.map(({ temperatureC }) => temperatureC);
  const highest = temperatures.indexOf(Math.max(...temperatures));
  const lowest = temperatures.indexOf(Math.min(...temperatures));
  return highest === lowest ? [highest] : [highest, lowest];
}

function drawLabel(hours: readonly Hour[], index: number, point: Point | undefined, presentation: Presentation): HTMLElement {
  const temperatures = hours.map(({ temperatureC }) => temperatureC);
  const temperature = temperatures[index] ?? 0;
  const side = temperature === Math.max(...temperatures) ? "above" : "below";
  return styled(element("span", { class: `extreme-label ${side}`, "aria-hidden": "true" }, degrees(temperature, presentation)), {
    "--x": `${point?.x}%`,
    "--y": `${point?.y}`,
  });
}

function drawTick(hour: Hour, index: number, report: Report, presentation: Presentation): HTMLElement {
  const tick = element(
    "span",
    { class: "tick", "aria-hidden": "true" },
    weatherIcon(iconKind(hour.condition), hour.isDay === false),
    hourLabel(hour, report, presentation),
  );
  return styled(tick, { "--x": `${position(index, report.hours.length)}%` });
}
