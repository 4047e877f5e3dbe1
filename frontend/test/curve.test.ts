import { describe, expect, test } from "vitest";
import { points, position, smoothPath } from "../src/curve";

describe("points", () => {
  test("run from edge to edge, the warmest on top", () => {
    const [first, second, third] = points([5, 20, 10]);
    expect([first?.x, second?.x, third?.x]).toEqual([0, 50, 100]);
    expect(second?.y).toBe(16);
    expect(first?.y).toBe(66);
    expect(third?.y).toBeGreaterThan(16);
  });

  test("of equal temperatures are a line in the middle", () => {
    expect(points([7, 7]).map(({ y }) => y)).toEqual([41, 41]);
  });

  test("make no mountain of half a degree", () => {
    const heights = points([7, 7.5]).map(({ y }) => y);
    expect(Math.max(...heights) - Math.min(...heights)).toBeLessThan(10);
  });

  test("of one temperature stand in the middle", () => {
    expect(points([7])).toEqual([{ x: 50, y: 41 }]);
    expect(position(0, 1)).toBe(50);
  });
});

describe("the path", () => {
  const path = smoothPath(points([5, 5, 20, 19.9, 4, 4, 4, 30]));
  const numbers = (path.match(/-?[\d.]+/g) ?? []).map(Number);

  test("goes through every point", () => {
    for (const { x, y } of points([5, 5, 20, 19.9, 4, 4, 4, 30])) {
      expect(path).toContain(`${Math.round(x * 100) / 100} ${Math.round(y * 100) / 100}`);
    }
  });

  test("shows no temperature that lies outside of those given", () => {
    const heights = numbers.filter((_, index) => index % 2 === 1);
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(16);
    expect(Math.max(...heights)).toBeLessThanOrEqual(66);
    // The stretch between two equal neighbours is level.
    const [level] = smoothPath([{ x: 0, y: 40 }, { x: 10, y: 40 }, { x: 20, y: 10 }]).match(/C[^C]+/g) ?? [];
    expect(level).toBe("C3.33 40 6.67 40 10 40");
  });

  test("of no points is nothing", () => {
    expect(smoothPath([])).toBe("");
  });
});
