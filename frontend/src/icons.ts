/** Which kind of weather a condition is, and what the icon of each kind is made of. */

export type IconKind =
  | "clear"
  | "partly-cloudy"
  | "overcast"
  | "fog"
  | "drizzle"
  | "freezing-rain"
  | "rain"
  | "showers"
  | "snow"
  | "snow-showers"
  | "thunderstorm"
  | "hail"
  | "unknown";

/** What a shape is made of; the style sheet gives each its colour for light and dark. */
export type Paint = "sun" | "moon" | "ray" | "cloud" | "far-cloud" | "mist" | "drop" | "flake" | "stone" | "bolt" | "plain";

export interface Shape {
  readonly paint: Paint;
  readonly path: string;
}

/** The texts that the server has for WMO weather codes. */
const KINDS: ReadonlyMap<string, IconKind> = new Map([
  ["Clear sky", "clear"],
  ["Mainly clear", "partly-cloudy"],
  ["Partly cloudy", "partly-cloudy"],
  ["Overcast", "overcast"],
  ["Fog", "fog"],
  ["Depositing rime fog", "fog"],
  ["Light drizzle", "drizzle"],
  ["Moderate drizzle", "drizzle"],
  ["Dense drizzle", "drizzle"],
  ["Light freezing drizzle", "freezing-rain"],
  ["Dense freezing drizzle", "freezing-rain"],
  ["Slight rain", "rain"],
  ["Moderate rain", "rain"],
  ["Heavy rain", "rain"],
  ["Light freezing rain", "freezing-rain"],
  ["Heavy freezing rain", "freezing-rain"],
  ["Slight snow fall", "snow"],
  ["Moderate snow fall", "snow"],
  ["Heavy snow fall", "snow"],
  ["Snow grains", "snow"],
  ["Slight rain showers", "showers"],
  ["Moderate rain showers", "showers"],
  ["Violent rain showers", "showers"],
  ["Slight snow showers", "snow-showers"],
  ["Heavy snow showers", "snow-showers"],
  ["Thunderstorm", "thunderstorm"],
  ["Thunderstorm with slight hail", "hail"],
  ["Thunderstorm with heavy hail", "hail"],
]);

export function iconKind(condition: string): IconKind {
  return KINDS.get(condition) ?? "unknown";
}

/** Side of the square that the shapes are drawn in. */
export const ICON_SIZE = 96;

/** @param night whether to draw the moon where the sun would be */
export function drawing(kind: IconKind, night = false): readonly Shape[] {
  const light = night ? moon : sun;
  switch (kind) {
    case "clear":
      return light(48, 48, 19);
    case "partly-cloudy":
      return [...light(60, 41, 15), cloud("cloud", 6, 36, 0.86)];
    case "overcast":
      return [cloud("far-cloud", 30, 16, 0.74), cloud("cloud", 6, 30, 0.92)];
    case "fog":
      return [cloud("cloud", 10, 10, 0.95), mist(16, 80, 70), mist(28, 80, 80), mist(20, 64, 90)];
    case "drizzle":
      return [cloud("cloud", 8, 10, 1), drop(32, 70, 5), drop(48, 77, 5), drop(64, 70, 5)];
    case "freezing-rain":
      return [cloud("cloud", 8, 8, 1), drop(30, 70, 11), flake(49, 78, 7), drop(70, 70, 11)];
    case "rain":
      return [cloud("cloud", 8, 8, 1), drop(30, 68, 15), drop(48, 72, 15), drop(66, 68, 15)];
    case "showers":
      return [...light(64, 28, 12), cloud("cloud", 6, 18, 0.88), drop(28, 72, 13), drop(44, 76, 13), drop(60, 72, 13)];
    case "snow":
      return [cloud("cloud", 8, 8, 1), flake(28, 74, 6), flake(49, 82, 6), flake(70, 74, 6)];
    case "snow-showers":
      return [...light(64, 28, 12), cloud("cloud", 6, 18, 0.88), flake(26, 78, 6), flake(45, 84, 6), flake(64, 78, 6)];
    case "thunderstorm":
      return [cloud("far-cloud", 8, 8, 1), bolt(46, 56), drop(26, 70, 11), drop(72, 70, 11)];
    case "hail":
      return [cloud("far-cloud", 8, 8, 1), bolt(46, 56), stone(24, 72), stone(32, 84), stone(70, 72), stone(64, 84)];
    case "unknown":
      return [{ paint: "plain", path: "M40 54V22a8 8 0 0 1 16 0v32a15 15 0 1 1-16 0ZM48 34v32" }];
  }
}

function sun(x: number, y: number, radius: number): Shape[] {
  const rays = Array.from({ length: 8 }, (_, index) => {
    const angle = (index * Math.PI) / 4;
    const at = (distance: number) =>
      `${round(x + distance * Math.cos(angle))} ${round(y + distance * Math.sin(angle))}`;
    return `M${at(radius * 1.42)}L${at(radius * 1.8)}`;
  });
  return [
    { paint: "ray", path: rays.join("") },
    { paint: "sun", path: circle(x, y, radius) },
  ];
}

/** A crescent: the disc of the radius without the one that covers it from the upper right. */
function moon(x: number, y: number, radius: number): Shape[] {
  const r = round(radius * 1.25);
  const path = `M${round(x + 0.2 * r)} ${round(y - 0.98 * r)}A${r} ${r} 0 1 0 ${round(x + 0.98 * r)} ${round(y + 0.2 * r)}A${round(0.8 * r)} ${round(0.8 * r)} 0 0 1 ${round(x + 0.2 * r)} ${round(y - 0.98 * r)}Z`;
  return [{ paint: "moon", path }];
}

/** `x` and `y` are its upper left corner; at scale 1 it is 76 wide and 50 high. */
function cloud(paint: Paint, x: number, y: number, scale: number): Shape {
  const s = (length: number) => round(length * scale);
  const arc = (radius: number, dx: number, dy: number) => `a${s(radius)} ${s(radius)} 0 0 1 ${s(dx)} ${s(dy)}`;
  return {
    paint,
    path: `M${round(x + 16 * scale)} ${round(y + 50 * scale)}${arc(16, 0, -32)}${arc(22, 42, -4)}${arc(18, -2, 36)}Z`,
  };
}

function mist(from: number, to: number, y: number): Shape {
  return { paint: "mist", path: `M${from} ${y}H${to}` };
}

function drop(x: number, y: number, length: number): Shape {
  return { paint: "drop", path: `M${x} ${y}l${round(-length * 0.35)} ${length}` };
}

function flake(x: number, y: number, radius: number): Shape {
  const arms = [0, 60, 120].map((degrees) => {
    const angle = (degrees * Math.PI) / 180;
    const dx = radius * Math.sin(angle);
    const dy = radius * Math.cos(angle);
    return `M${round(x - dx)} ${round(y - dy)}L${round(x + dx)} ${round(y + dy)}`;
  });
  return { paint: "flake", path: arms.join("") };
}

function stone(x: number, y: number): Shape {
  return { paint: "stone", path: circle(x, y, 3.5) };
}

function bolt(x: number, y: number): Shape {
  return { paint: "bolt", path: `M${x + 6} ${y - 6}l-14 20h10l-5 17 18-23h-11l7-14Z` };
}

function circle(x: number, y: number, radius: number): string {
  return `M${x - radius} ${y}a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0Z`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
