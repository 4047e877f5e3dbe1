/** The weather of the moment. */
import { element, icon, isolated, styled, unseen, weatherIcon } from "./dom";
import {
  type Presentation,
  degrees,
  localTime,
  otherUnit,
  percent,
  quantityText,
  temperature,
  windDirection,
  windSpeed,
} from "./format";
import { iconKind } from "./icons";
import type { Report } from "./weather";

export function drawNow(report: Report, presentation: Presentation): HTMLElement {
  const { unit, locale } = presentation;
  const main = temperature(report, unit, locale);
  const today = report.days[0];
  return element(
    "div",
    { class: "now" },
    weatherIcon(iconKind(report.condition), isNight(report)),
    element(
      "div",
      {},
      element(
        "p",
        { class: "degrees" },
        element("bdi", {}, main.value, element("span", { class: "degrees-unit" }, `\u00a0${main.unit}`)),
      ),
      element("p", { class: "condition" }, isolated(report.condition)),
      element(
        "p",
        { class: "others" },
        isolated(quantityText(temperature(report, otherUnit(unit), locale))),
        today && isolated(`High ${degrees(today.highC, presentation)}`),
        today && isolated(`Low ${degrees(today.lowC, presentation)}`),
      ),
    ),
  );
}

export function drawFacts(report: Report, presentation: Presentation): HTMLElement {
  const filled = String(Math.min(100, Math.max(0, report.humidityPercent)) / 100);
  const gauge = styled(element("span", { class: "gauge", "aria-hidden": "true" }), { "--filled": filled });
  const time = element("time", { datetime: report.reportedAt.toISOString(), dir: "auto" });
  time.textContent = localTime(report, presentation);
  return element(
    "dl",
    { class: "facts" },
    fact("Humidity", isolated(percent(report.humidityPercent, presentation.locale)), gauge),
    fact("Wind", ...wind(report, presentation)),
    fact("Observed", time),
  );
}

/** The first hour of the forecast is the present one. */
export function isNight(report: Report): boolean {
  return report.hours[0]?.isDay === false;
}

function fact(name: string, ...value: Node[]): HTMLElement {
  return element("div", {}, element("dt", {}, name), element("dd", {}, ...value));
}

/** The arrow points where the wind blows to; the words name where it comes from. */
function wind(report: Report, presentation: Presentation): Node[] {
  const speed = isolated(windSpeed(report.windKph, presentation));
  const from = windDirection(report.wind);
  if (from === undefined) {
    return [speed];
  }
  const arrow = icon("arrow", [{ paint: "plain", path: "M48 84V14M22 40 48 14 74 40" }]);
  return [
    styled(arrow, { "--towards": `${(from.bearing + 180) % 360}deg` }),
    isolated(speed, " ", unseen("from "), from.point),
  ];
}
