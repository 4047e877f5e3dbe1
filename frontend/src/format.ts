/** How values read, for the locale and time zone of the host. */
import { knownTimeZone } from "./host";
import type { State } from "./state";
import type { Failure, Hour, Report } from "./weather";

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

/** Whole degrees, for the many temperatures of a forecast. */
export function degrees(celsius: number, { unit, locale }: Presentation): string {
  const value = unit === "C" ? celsius : fahrenheit(celsius);
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: 0, signDisplay: "negative" }).format(value)}°`;
}

function fahrenheit(celsius: number): number {
  return (celsius * 9) / 5 + 32;
}

export function percent(value: number, locale: string | undefined): string {
  return new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 }).format(value / 100);
}

const KM_PER_MILE = 1.609344;

/** The speed in what goes with the degrees: km/h with Celsius, mph with Fahrenheit. */
export function windSpeed(kph: number, { unit, locale }: Presentation): string {
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit: unit === "C" ? "kilometer-per-hour" : "mile-per-hour",
    maximumFractionDigits: 0,
  }).format(unit === "C" ? kph : kph / KM_PER_MILE);
}

/** At the place, where the server tells its time zone; else where the user is. */
export function localTime(report: Report, presentation: Presentation): string {
  return dateTime(report.reportedAt, zoneOf(report, presentation), presentation.locale, {
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "numeric",
    minute: "2-digit",
    timeZoneName: "short",
  });
}

export function clock(hour: Hour, report: Report, presentation: Presentation): string {
  return dateTime(hour.time, zoneOf(report, presentation), presentation.locale, { hour: "numeric", minute: "2-digit" });
}

/** As short as a label of an axis must be. */
export function hourLabel(hour: Hour, report: Report, presentation: Presentation): string {
  return dateTime(hour.time, zoneOf(report, presentation), presentation.locale, { hour: "numeric" });
}

/** "Today", or the day of the week, in the language of the locale. */
export function dayLabel(date: Date, report: Report, presentation: Presentation): string {
  const { locale } = presentation;
  // The Swedish way to write a date is that of ISO 8601.
  const today = dateTime(report.reportedAt, zoneOf(report, presentation), "sv-SE", { dateStyle: "short" });
  const label =
    date.toISOString().slice(0, 10) === today
      ? new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(0, "day")
      : dateTime(date, "UTC", locale, { weekday: "short" });
  return label.charAt(0).toLocaleUpperCase(locale) + label.slice(1);
}

function zoneOf(report: Report, { timeZone }: Presentation): string | undefined {
  return knownTimeZone(report.timeZone) ?? timeZone;
}

function dateTime(
  date: Date,
  timeZone: string | undefined,
  locale: string | undefined,
  options: Intl.DateTimeFormatOptions,
): string {
  return new Intl.DateTimeFormat(locale, { ...options, timeZone }).format(date);
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

export interface WindDirection {
  readonly point: string;
  /** In degrees, where it comes from. */
  readonly bearing: number;
}

/** Read from the end of "12 km/h NNE"; a calm has none. */
export function windDirection(wind: string): WindDirection | undefined {
  const point = wind.slice(wind.lastIndexOf(" ") + 1);
  const index = COMPASS.indexOf(point);
  return index < 0 ? undefined : { point, bearing: (index * 360) / COMPASS.length };
}

/** What the slider under the curve says of an hour. */
export function hourText(hour: Hour, report: Report, presentation: Presentation): string {
  const rain = hour.precipitationPercent ?? 0;
  return [
    clock(hour, report, presentation),
    degrees(hour.temperatureC, presentation),
    hour.condition,
    ...(rain > 0 ? [`${percent(rain, presentation.locale)} precipitation`] : []),
  ].join(", ");
}

/** What the curve shows, in a sentence. */
export function curveText(report: Report, presentation: Presentation): string {
  const { hours } = report;
  const by = (better: (a: number, b: number) => boolean) =>
    hours.reduce((best, hour) => (better(hour.temperatureC, best.temperatureC) ? hour : best));
  const at = (hour: Hour) => `${degrees(hour.temperatureC, presentation)} at ${clock(hour, report, presentation)}`;
  return `Temperature of the next ${hours.length} hours: highest ${at(by((a, b) => a > b))}, lowest ${at(by((a, b) => a < b))}.`;
}

/** What a screen reader hears when the state changes. */
export function announcement({ shown, awaited, failure }: State, presentation: Presentation): string {
  if (awaited !== undefined) {
    // Heard letter by letter, a place that is still being written would be noise.
    return loadingText(awaited.input === "complete" ? awaited.location : undefined);
  }
  if (failure !== undefined) {
    return `${failureHeading(failure, shown !== undefined)}. ${failure.message}`;
  }
  if (shown === undefined) {
    return "";
  }
  const { report } = shown;
  const now = quantityText(temperature(report, presentation.unit, presentation.locale));
  return `Weather in ${report.location}: ${report.condition}, ${now}.`;
}

export function loadingText(location: string | undefined): string {
  return location === undefined ? "Getting the weather…" : `Getting the weather for ${location}…`;
}

/** @param older whether there is weather of an earlier answer */
export function failureHeading({ location }: Failure, older: boolean): string {
  const missing = older ? "No new weather" : "No weather";
  return location === undefined ? missing : `${missing} for ${location}`;
}
