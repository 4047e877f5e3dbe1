/** How values read, for the locale and time zone of the host. */
import type { Report, WeatherState } from "./weather";

export type Unit = "C" | "F";

export interface Presentation {
  readonly unit: Unit;
  /** Undefined: the browser's own. */
  readonly locale: string | undefined;
  /** Undefined: the browser's own. */
  readonly timeZone: string | undefined;
}

export interface Quantity {
  readonly value: string;
  readonly unit: string;
}

export interface Place {
  readonly name: string;
  readonly region: string;
}

// Unicode CLDR: the regions that measure the weather in Fahrenheit.
const FAHRENHEIT_REGIONS = new Set(["BS", "BZ", "FM", "KY", "LR", "MH", "PR", "PW", "US"]);

/** A bare language tells no country, so only a region that is written out chooses Fahrenheit. */
export function customaryUnit(locale: string | undefined): Unit {
  const region = locale === undefined ? undefined : new Intl.Locale(locale).region;
  return region !== undefined && FAHRENHEIT_REGIONS.has(region) ? "F" : "C";
}

export function otherUnit(unit: Unit): Unit {
  return unit === "C" ? "F" : "C";
}

export function temperature(report: Report, unit: Unit, locale: string | undefined): Quantity {
  const degrees = unit === "C" ? report.temperatureC : report.temperatureF;
  const value = new Intl.NumberFormat(locale, {
    maximumFractionDigits: 1,
    // -0.04 rounds to zero, and zero has no sign.
    signDisplay: "negative",
  }).format(degrees);
  return { value, unit: `°${unit}` };
}

export function quantityText({ value, unit }: Quantity): string {
  return `${value}\u00a0${unit}`;
}

export function percent(value: number, locale: string | undefined): string {
  return new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 }).format(value / 100);
}

export function localTime(date: Date, { locale, timeZone }: Presentation): string {
  return new Intl.DateTimeFormat(locale, {
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "numeric",
    minute: "2-digit",
    timeZoneName: "short",
    timeZone,
  }).format(date);
}

/** "Oslo, Oslo, Norway": the first part names the place, the others tell which one. */
export function place(location: string): Place {
  const comma = location.indexOf(",");
  return comma < 0
    ? { name: location, region: "" }
    : { name: location.slice(0, comma).trim(), region: location.slice(comma + 1).trim() };
}

const COMPASS = [
  "N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE",
  "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW",
];

/** The bearing in degrees that the wind comes from, read from the end of "12 km/h NNE". */
export function windBearing(wind: string): number | undefined {
  const point = COMPASS.indexOf(wind.slice(wind.lastIndexOf(" ") + 1));
  return point < 0 ? undefined : (point * 360) / COMPASS.length;
}

/** One sentence for a screen reader when the state changes. A failure speaks through its own alert. */
export function announcement(state: WeatherState, presentation: Presentation): string {
  switch (state.kind) {
    case "loading":
      return loadingText(state.location);
    case "report": {
      const { report } = state;
      const degrees = quantityText(temperature(report, presentation.unit, presentation.locale));
      return `Weather in ${report.location}: ${report.condition}, ${degrees}.`;
    }
    case "failure":
      return "";
  }
}

export function loadingText(location: string | undefined): string {
  return location === undefined ? "Getting the weather…" : `Getting the weather for ${location}…`;
}
