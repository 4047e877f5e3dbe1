/** Reads what `get_weather` answered. No DOM and no host here: a test is a result and a value. */
import type { FromSchema } from "./fromSchema";
import type { outputSchema } from "./output-schema";

/** The tool's structured output; its type follows the server's output schema. */
export type WeatherOutput = FromSchema<typeof outputSchema>;
type HourOutput = NonNullable<WeatherOutput["Hourly"]>[number];
type DayOutput = NonNullable<WeatherOutput["Daily"]>[number];

/** The part of an MCP `CallToolResult` that the widget reads. */
export interface ToolResult {
  readonly structuredContent?: unknown;
  readonly content?: readonly { readonly type: string; readonly text?: unknown }[] | undefined;
  readonly isError?: boolean | undefined;
}

export interface Report {
  readonly location: string;
  readonly condition: string;
  readonly temperatureC: number;
  readonly temperatureF: number;
  readonly humidityPercent: number;
  readonly windKph: number;
  readonly wind: string;
  readonly reportedAt: Date;
  readonly source: string;
  /** Of the place; undefined where the server tells none. */
  readonly timeZone: string | undefined;
  readonly hours: readonly Hour[];
  readonly days: readonly Day[];
}

export interface Hour {
  readonly time: Date;
  readonly temperatureC: number;
  readonly condition: string;
  readonly precipitationPercent: number | undefined;
  readonly isDay: boolean | undefined;
}

export interface Day {
  /** Midnight UTC of the calendar day at the place. */
  readonly date: Date;
  readonly condition: string;
  readonly highC: number;
  readonly lowC: number;
  readonly precipitationPercent: number | undefined;
}

export interface Failure {
  readonly message: string;
  readonly location?: string;
  readonly source?: string;
}

export type Answer =
  | { readonly kind: "report"; readonly report: Report }
  | { readonly kind: "failure"; readonly failure: Failure };

/** An object of JSON that ought to be an `Output`: the names are known, the values are not. */
type Fields<Output> = { readonly [Name in keyof Output]?: unknown };
type Reader<T> = (value: unknown) => T | undefined;

export function readAnswer(result: ToolResult): Answer {
  const said = plainText(result);
  const parsed = parseFields(said);
  // MCP repeats structured content as text, for hosts that hand on the text alone.
  const fields: Fields<WeatherOutput> | undefined = isFields(result.structuredContent) ? result.structuredContent : parsed;
  if (result.isError) {
    const readable = parsed === undefined && said !== "";
    return failed(readFailure(fields ?? {}, readable ? said : "The weather server failed without saying why."));
  }
  if (fields === undefined) {
    return failed({ message: "The weather server's answer holds no weather." });
  }
  return readReport(fields);
}

function readReport(fields: Fields<WeatherOutput>): Answer {
  const unusable: string[] = [];
  // A stand-in lets one pass name every bad field; it never leaves this function.
  const need = <T>(name: keyof WeatherOutput, read: Reader<T>, standIn: T): T => {
    const value = read(fields[name]);
    if (value === undefined) {
      unusable.push(name);
    }
    return value ?? standIn;
  };
  const report: Report = {
    location: need("Location", text, ""),
    condition: need("Condition", text, ""),
    temperatureC: need("TemperatureC", number, NaN),
    temperatureF: need("TemperatureF", number, NaN),
    humidityPercent: need("HumidityPercent", number, NaN),
    windKph: need("WindKph", number, NaN),
    wind: need("Wind", text, ""),
    reportedAt: need("ReportedAtUtc", instant, new Date(NaN)),
    source: need("Source", text, ""),
    timeZone: text(fields.TimeZone),
    hours: rows(fields.Hourly, readHour),
    days: rows(fields.Daily, readDay),
  };
  if (unusable.length === 0) {
    return { kind: "report", report };
  }
  return failed({
    message: `The weather server's answer has no usable ${unusable.join(", ")}.`,
    ...(report.location !== "" && { location: report.location }),
  });
}

function readHour(fields: Fields<HourOutput>): Hour | undefined {
  const time = instant(fields.TimeUtc);
  const temperatureC = number(fields.TemperatureC);
  const condition = text(fields.Condition);
  return time === undefined || temperatureC === undefined || condition === undefined
    ? undefined
    : {
        time,
        temperatureC,
        condition,
        precipitationPercent: number(fields.PrecipitationPercent),
        isDay: boolean(fields.IsDay),
      };
}

function readDay(fields: Fields<DayOutput>): Day | undefined {
  const date = calendarDay(fields.Date);
  const condition = text(fields.Condition);
  const highC = number(fields.HighC);
  const lowC = number(fields.LowC);
  return date === undefined || condition === undefined || highC === undefined || lowC === undefined
    ? undefined
    : { date, condition, highC, lowC, precipitationPercent: number(fields.PrecipitationPercent) };
}

function readFailure(fields: Fields<WeatherOutput>, message: string): Failure {
  const location = text(fields.Location);
  const source = text(fields.Source);
  return {
    message: text(fields.Error) ?? message,
    ...(location !== undefined && { location }),
    ...(source !== undefined && { source }),
  };
}

function failed(failure: Failure): Answer {
  return { kind: "failure", failure };
}

/** A forecast is an extra: a row that cannot be read is left out. */
function rows<T>(value: unknown, read: (fields: object) => T | undefined): T[] {
  return Array.isArray(value)
    ? value.flatMap((row: unknown) => (isFields(row) ? (read(row) ?? []) : [])) as T[]
    : [];
}

function plainText(result: ToolResult): string {
  return (result.content ?? [])
    .flatMap((block) => (block.type === "text" && typeof block.text === "string" ? [block.text] : []))
    .join("\n")
    .trim();
}

function parseFields(json: string): object | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return isFields(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isFields(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function text(value: unknown): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}

function number(value: unknown): number | undefined {
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

function boolean(value: unknown): boolean | undefined {
  return typeof value === "boolean" ? value : undefined;
}

/** Only with its `Z`: without one, a browser would read the time in its own zone. */
function instant(value: unknown): Date | undefined {
  return date(value, /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z$/);
}

function calendarDay(value: unknown): Date | undefined {
  return date(value, /^\d{4}-\d\d-\d\d$/);
}

function date(value: unknown, pattern: RegExp): Date | undefined {
  if (typeof value !== "string" || !pattern.test(value)) {
    return undefined;
  }
  const parsed = new Date(value);
  return Number.isNaN(parsed.getTime()) ? undefined : parsed;
}
