/** The next days: what each is like, and its range of temperatures among those of all. */
import { warmth } from "./colour";
import { element, isolated, styled, unseen, weatherIcon } from "./dom";
import { type Presentation, dayLabel, degrees, percent } from "./format";
import { iconKind } from "./icons";
import type { Day, Report } from "./weather";

export function drawDays(report: Report, presentation: Presentation): HTMLElement {
  const { days } = report;
  const coldest = Math.min(...days.map(({ lowC }) => lowC));
  const warmest = Math.max(...days.map(({ highC }) => highC));
  const share = (celsius: number) => `${((celsius - coldest) * 100) / (warmest - coldest || 1)}%`;
  return element(
    "section",
    { class: "days", "aria-labelledby": "days-title" },
    element("h2", { id: "days-title" }, "Next days"),
    // Safari takes the role from a list that has no bullets.
    element("ol", { role: "list" }, ...days.map((day) => drawDay(day, report, presentation, share))),
  );
}

function drawDay(day: Day, report: Report, presentation: Presentation, share: (celsius: number) => string): HTMLElement {
  const rain = day.precipitationPercent ?? 0;
  const range = styled(element("span", { class: "range", "aria-hidden": "true" }, element("span", {})), {
    "--from": share(day.lowC),
    "--to": share(day.highC),
    "--cold": warmth(day.lowC),
    "--warm": warmth(day.highC),
  });
  return element(
    "li",
    {},
    element("span", { class: "day" }, isolated(dayLabel(day.date, report, presentation))),
    element("span", { class: "day-sky" }, weatherIcon(iconKind(day.condition), false), unseen(`, ${day.condition}`)),
    element(
      "span",
      { class: "day-rain" },
      rain > 0 && unseen(", precipitation "),
      rain > 0 && isolated(percent(rain, presentation.locale)),
    ),
    element("span", { class: "low" }, unseen(", low "), isolated(degrees(day.lowC, presentation))),
    range,
    element("span", { class: "high" }, unseen(", high "), isolated(degrees(day.highC, presentation))),
  );
}
