/** Answers of `get_weather` as the server gives them. */
import type { ToolResult } from "../src/weather";

export const OSLO = {
  Location: "Oslo, Oslo, Norway",
  Condition: "Partly cloudy",
  TemperatureC: 12.3,
  TemperatureF: 54.1,
  HumidityPercent: 64,
  WindKph: 12.4,
  Wind: "12 km/h NNE",
  ReportedAtUtc: "2026-11-22T19:15:00Z",
  Source: "open-meteo",
};

export const ATLANTIS = {
  Location: "Atlantis",
  Error: "No place of that name was found.",
  Source: "open-meteo",
};

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
