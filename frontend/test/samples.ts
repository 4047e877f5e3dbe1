/** Answers of `get_weather` as the server gives them. */
import type { ToolResult, WeatherOutput } from "../src/weather";

/** The server's whole answer, and nothing but it: the compiler compares it with the output schema. */
export const OSLO = {
  Location: "Oslo, Oslo, Norway",
  Condition: "Partly cloudy",
  TemperatureC: 12.3,
  TemperatureF: 54.1,
  HumidityPercent: 64,
  WindKph: 12.4,
  Wind: "12 km/h NNE",
  ReportedAtUtc: "2026-11-22T19:15:00Z",
  Source: "Open-Meteo",
} satisfies WeatherOutput;

const HOURLY_C = [12.5, 11.9, 11.2, 10.4, 9.6, 8.8, 8.1, 7.7, 7.4, 7.2, 7.1, 7.5, 8.4, 9.8, 11.3, 12.6, 13.4, 13.9, 14.2, 13.6, 12.8, 11.9, 11.1, 10.6];
const RAIN = [5, 5, 10, 20, 45, 70, 80, 65, 40, 20, 10, 5, 0, 0, 0, 0, 5, 10, 15, 10, 5, 5, 0, 0];

/** Oslo with the hours and days to come, from the evening on. */
export const OSLO_OUTLOOK = {
  ...OSLO,
  TimeZone: "Europe/Oslo",
  Hourly: HOURLY_C.map((TemperatureC, index) => {
    const time = new Date(Date.UTC(2026, 10, 22, 19 + index));
    const rain = RAIN[index] ?? 0;
    const IsDay = time.getUTCHours() >= 7 && time.getUTCHours() < 15;
    return {
      TimeUtc: time.toISOString().replace(".000Z", "Z"),
      TemperatureC,
      Condition: rain > 30 ? "Slight rain" : IsDay ? "Mainly clear" : "Partly cloudy",
      PrecipitationPercent: rain,
      IsDay,
    };
  }),
  Daily: [
    { Date: "2026-11-22", Condition: "Partly cloudy", HighC: 13.1, LowC: 7.8, PrecipitationPercent: 45 },
    { Date: "2026-11-23", Condition: "Slight rain", HighC: 14.2, LowC: 7.1, PrecipitationPercent: 80 },
    { Date: "2026-11-24", Condition: "Clear sky", HighC: 10.4, LowC: 2.6, PrecipitationPercent: 0 },
    { Date: "2026-11-25", Condition: "Fog", HighC: 6.3, LowC: -0.4, PrecipitationPercent: 10 },
    { Date: "2026-11-26", Condition: "Slight snow fall", HighC: 1.2, LowC: -4.9, PrecipitationPercent: 65 },
    { Date: "2026-11-27", Condition: "Slight snow showers", HighC: 0.3, LowC: -7.5, PrecipitationPercent: 40 },
    { Date: "2026-11-28", Condition: "Overcast", HighC: 4.4, LowC: -2.1, PrecipitationPercent: 20 },
  ],
} satisfies WeatherOutput;

export const ATLANTIS = {
  Location: "Atlantis",
  Error: "No place named 'Atlantis' was found. Check the spelling or add a country.",
  Source: "Open-Meteo",
} satisfies WeatherOutput;

export function answer(fields: object): ToolResult {
  return { structuredContent: fields, content: [{ type: "text", text: JSON.stringify(fields) }] };
}

export function errorAnswer(fields: object): ToolResult {
  return { ...answer(fields), isError: true };
}

export const CONDITIONS = [
  "Clear sky",
  "Mainly clear",
  "Partly cloudy",
  "Overcast",
  "Fog",
  "Depositing rime fog",
  "Light drizzle",
  "Moderate drizzle",
  "Dense drizzle",
  "Light freezing drizzle",
  "Dense freezing drizzle",
  "Slight rain",
  "Moderate rain",
  "Heavy rain",
  "Light freezing rain",
  "Heavy freezing rain",
  "Slight snow fall",
  "Moderate snow fall",
  "Heavy snow fall",
  "Snow grains",
  "Slight rain showers",
  "Moderate rain showers",
  "Violent rain showers",
  "Slight snow showers",
  "Heavy snow showers",
  "Thunderstorm",
  "Thunderstorm with slight hail",
  "Thunderstorm with heavy hail",
];
