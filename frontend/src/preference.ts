/** The unit that the user chose, kept for the next widget where the host gives pages a storage of their own. */
import type { Unit } from "./format";

const KEY = "temperature-unit";

export function keptUnit(): Unit | undefined {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === "C" || kept === "F" ? kept : undefined;
  } catch {
    return undefined; // Pages in a sandbox have no storage, and say so by an exception.
  }
}

export function keepUnit(unit: Unit): void {
  try {
    localStorage.setItem(KEY, unit);
  } catch {
    // The choice lasts as long as the page.
  }
}
