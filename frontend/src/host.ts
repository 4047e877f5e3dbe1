/** The host's context, reduced to what the widget uses. A host may leave out any of it, or send nonsense. */

export interface HostContext {
  readonly locale?: string | undefined;
  readonly timeZone?: string | undefined;
  readonly safeAreaInsets?: Insets | undefined;
}

export interface Insets {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

const NO_INSETS: Insets = { top: 0, right: 0, bottom: 0, left: 0 };

/** Undefined, which means the browser's own, unless `Intl` can use the tag. */
export function locale(context: HostContext | undefined): string | undefined {
  return usable(context?.locale, (tag) => Intl.getCanonicalLocales(tag)[0]);
}

export function timeZone(context: HostContext | undefined): string | undefined {
  return knownTimeZone(context?.timeZone);
}

/** Undefined unless `Intl` knows the time zone. */
export function knownTimeZone(name: string | undefined): string | undefined {
  return usable(name, (zone) => new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone);
}

// Unicode CLDR: the scripts that run from right to left and are some language's main one.
const RIGHT_TO_LEFT = new Set(["Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Syrc", "Thaa"]);

/** Which way the page runs for readers of the locale. */
export function direction(tag: string | undefined): "ltr" | "rtl" {
  const script = tag === undefined ? undefined : new Intl.Locale(tag).maximize().script;
  return script !== undefined && RIGHT_TO_LEFT.has(script) ? "rtl" : "ltr";
}

export function safeArea(context: HostContext | undefined): Insets {
  return context?.safeAreaInsets ?? NO_INSETS;
}

function usable(
  value: string | undefined,
  canonical: (value: string) => string | undefined,
): string | undefined {
  if (!value) {
    return undefined;
  }
  try {
    return canonical(value);
  } catch {
    return undefined;
  }
}
