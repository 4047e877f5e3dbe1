/** What the user can press and type. */
import { button, element, icon, unseen } from "./dom";
import type { Unit } from "./format";

export interface Actions {
  readonly chooseUnit: (unit: Unit) => void;
  /** Asks for the place that is shown, or that failed, once more. */
  readonly refresh: () => void;
  readonly ask: (location: string) => void;
}

/** The longest that the server takes. */
const MAX_LOCATION_LENGTH = "200";

export function unitSwitch(chosen: Unit, { chooseUnit }: Actions): HTMLElement {
  const choice = (unit: Unit, name: string) => {
    const input = element("input", { type: "radio", name: "unit", id: `unit-${unit}`, "aria-label": name });
    input.checked = unit === chosen;
    input.addEventListener("change", () => chooseUnit(unit));
    return element("label", {}, input, element("span", { "aria-hidden": "true", dir: "ltr" }, `°${unit}`));
  };
  return element(
    "fieldset",
    { class: "units" },
    element("legend", { class: "unseen" }, "Temperature unit"),
    choice("C", "Degrees Celsius"),
    choice("F", "Degrees Fahrenheit"),
  );
}

/** @param busy whether something is awaited; the button keeps its place, and the focus, but does nothing then */
export function refreshButton(busy: boolean, { refresh }: Actions): HTMLElement {
  return button(
    "refresh",
    { id: "refresh", title: "Refresh", "aria-disabled": String(busy) },
    refresh,
    icon("refresh-icon", [{ paint: "plain", path: "M80 48a32 32 0 1 1-9.5-22.7L80 34M80 14v20H60" }]),
    unseen("Refresh"),
  );
}

/** No form: a sandbox without allow-forms, which hosts may choose, submits none. */
export function placeSearch({ ask }: Actions): HTMLElement {
  const field = element("input", {
    type: "text",
    id: "place-field",
    placeholder: "Another place",
    "aria-label": "Another place",
    maxlength: MAX_LOCATION_LENGTH,
    autocomplete: "off",
    autocapitalize: "words",
    spellcheck: "false",
    enterkeyhint: "search",
    dir: "auto",
  });
  const submit = () => {
    const location = field.value.trim();
    if (location === "") {
      field.focus();
    } else {
      ask(location);
    }
  };
  field.addEventListener("keydown", (event) => {
    // An Enter that chooses among the words of an input method is not meant for the page.
    if (event.key === "Enter" && !event.isComposing) {
      submit();
    }
  });
  return element("search", { class: "search" }, field, button("show", { id: "show" }, submit, "Show weather"));
}
