/**
 * What `get_weather` answered, as a value. No DOM and no MCP library here: a test is a result and a state.
 */

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
}

export interface Failure {
  readonly message: string;
  readonly location?: string;
  readonly source?: string;
}

export type WeatherState =
  | { readonly kind: "loading"; readonly location?: string }
  | { readonly kind: "report"; readonly report: Report }
  | { readonly kind: "failure"; readonly failure: Failure };

type Fields = Readonly<Record<string, unknown>>;

/** While the tool runs; its arguments tell what is being waited for. */
export function awaiting(toolArguments: unknown): WeatherState {
  const location = isFields(toolArguments) ? text(toolArguments, "location") : undefined;
  return location === undefined ? { kind: "loading" } : { kind: "loading", location };
}

/** A cancelled call ends the waiting, but takes nothing away that is already shown. */
export function cancelled(state: WeatherState, reason: string | undefined): WeatherState {
  if (state.kind !== "loading") {
    return state;
  }
  const detail = reason?.trim();
  return failed({
    message: detail ? `The request was cancelled: ${detail}` : "The request was cancelled.",
    ...(state.location !== undefined && { location: state.location }),
  });
}

export function failed(failure: Failure): WeatherState {
  return { kind: "failure", failure };
}

export function readResult(result: ToolResult): WeatherState {
  const said = plainText(result);
  const parsed = parseFields(said);
  // MCP repeats structured content as text, for hosts that hand on the text alone.
  const fields = isFields(result.structuredContent) ? result.structuredContent : parsed;
  if (result.isError) {
    const readable = parsed === undefined && said !== "";
    return failed(readFailure(fields ?? {}, readable ? said : "The weather server failed without saying why."));
  }
  if (fields === undefined) {
    return failed({ message: "The weather server's answer holds no weather." });
  }
  return readReport(fields);
}

function readReport(fields: Fields): WeatherState {
  const unusable: string[] = [];
  // A stand-in lets one pass name every bad field; it never leaves this function.
  const need = <T>(read: (fields: Fields, name: string) => T | undefined, name: string, standIn: T): T => {
    const value = read(fields, name);
    if (value === undefined) {
      unusable.push(name);
    }
    return value ?? standIn;
  };
  const report: Report = {
    location: need(text, "Location", ""),
    condition: need(text, "Condition", ""),
    temperatureC: need(number, "TemperatureC", NaN),
    temperatureF: need(number, "TemperatureF", NaN),
    humidityPercent: need(number, "HumidityPercent", NaN),
    windKph: need(number, "WindKph", NaN),
    wind: need(text, "Wind", ""),
    reportedAt: need(instant, "ReportedAtUtc", new Date(NaN)),
    source: need(text, "Source", ""),
  };
  if (unusable.length === 0) {
    return { kind: "report", report };
  }
  return failed({
    message: `The weather server's answer has no usable ${unusable.join(", ")}.`,
    ...(report.location !== "" && { location: report.location }),
  });
}

function readFailure(fields: Fields, message: string): Failure {
  const location = text(fields, "Location");
  const source = text(fields, "Source");
  return {
    message: text(fields, "Error") ?? message,
    ...(location !== undefined && { location }),
    ...(source !== undefined && { source }),
  };
}

function plainText(result: ToolResult): string {
  return (result.content ?? [])
    .flatMap((block) => (block.type === "text" && typeof block.text === "string" ? [block.text] : []))
    .join("\n")
    .trim();
}

function parseFields(json: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return isFields(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function text(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}

function number(fields: Fields, name: string): number | undefined {
  const value = fields[name];
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

/** Only with its `Z`: without one, a browser would read the time in its own zone. */
function instant(fields: Fields, name: string): Date | undefined {
  const value = text(fields, name);
  if (value === undefined || !/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z$/.test(value)) {
    return undefined;
  }
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
