/** Makes DOM. Data enters as text nodes and attributes only, never as markup. */
import { ICON_SIZE, type IconKind, type Shape, drawing } from "./icons";

export type Child = Node | string | false | undefined;
export type Attributes = Readonly<Record<string, string>>;

const SVG = "http://www.w3.org/2000/svg";

export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes,
  ...children: Child[]
): HTMLElementTagNameMap[Name] {
  return filled(document.createElement(name), attributes, children);
}

export function svgElement<Name extends keyof SVGElementTagNameMap>(
  name: Name,
  attributes: Attributes,
  ...children: Child[]
): SVGElementTagNameMap[Name] {
  return filled(document.createElementNS(SVG, name), attributes, children);
}

/** Words keep their own direction, and the page its alignment, whichever way either runs. */
export function isolated(...words: Child[]): HTMLElement {
  return element("bdi", {}, ...words);
}

/** Heard by screen readers, not seen. */
export function unseen(words: string): HTMLElement {
  return element("span", { class: "unseen" }, words);
}

export function weatherIcon(kind: IconKind, night: boolean): SVGSVGElement {
  const svg = icon("icon", drawing(kind, night));
  svg.dataset["kind"] = kind;
  return svg;
}

/** The words beside every icon say what it shows. */
export function icon(name: string, shapes: readonly Shape[]): SVGSVGElement {
  return svgElement(
    "svg",
    { class: name, viewBox: `0 0 ${ICON_SIZE} ${ICON_SIZE}`, "aria-hidden": "true" },
    ...shapes.map(({ paint, path }) => svgElement("path", { class: paint, d: path })),
  );
}

export function button(name: string, attributes: Attributes, press: () => void, ...children: Child[]): HTMLButtonElement {
  const node = element("button", { type: "button", class: name, ...attributes }, ...children);
  node.addEventListener("click", press);
  return node;
}

/** Custom properties, for the style sheet to use. */
export function styled<Styled extends HTMLElement | SVGElement>(node: Styled, properties: Attributes): Styled {
  for (const [name, value] of Object.entries(properties)) {
    node.style.setProperty(name, value);
  }
  return node;
}

function filled<Filled extends Element>(node: Filled, attributes: Attributes, children: readonly Child[]): Filled {
  for (const [key, value] of Object.entries(attributes)) {
    node.setAttribute(key, value);
  }
  node.append(...children.filter((child) => child !== false && child !== undefined));
  return node;
}
