/** Binds the host, the state and the page; decides nothing itself. */
import { App, applyDocumentTheme, applyHostStyleVariables } from "@modelcontextprotocol/ext-apps";
import { version } from "../package.json";
import { type Unit, announcement, customaryUnit } from "./format";
import * as host from "./host";
import { render } from "./render";
import { type WeatherState, awaiting, cancelled, failed, readResult } from "./weather";

const root = byId("widget");
const status = byId("announcement");
// Options replace the library's own, so autoResize must be said: hosts set the height by its reports alone.
const app = new App({ name: "weather-widget", version }, {}, { autoResize: true, strict: true });

let state: WeatherState = { kind: "loading" };
let chosenUnit: Unit | undefined;

function show(next: WeatherState): void {
  state = next;
  const context = app.getHostContext();
  const locale = host.locale(context);
  const presentation = {
    unit: chosenUnit ?? customaryUnit(locale),
    locale,
    timeZone: host.timeZone(context),
  };
  render(root, state, presentation, { chooseUnit });
  status.textContent = announcement(state, presentation);
}

function chooseUnit(unit: Unit): void {
  chosenUnit = unit;
  show(state);
}

/**
 * The host's fonts are left alone: their style sheet loads from the network, which this page never does.
 * A font that the host names in --font-sans is used where it is installed.
 */
function applyHostContext(): void {
  const context = app.getHostContext();
  if (context?.theme) {
    applyDocumentTheme(context.theme);
  }
  if (context?.styles?.variables) {
    applyHostStyleVariables(context.styles.variables);
  }
  for (const [side, pixels] of Object.entries(host.safeArea(context))) {
    document.documentElement.style.setProperty(`--inset-${side}`, `${pixels}px`);
  }
  show(state);
}

function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) {
    throw new Error(`index.html has no element with the id ${id}`);
  }
  return found;
}

// Before connect: the host sends the tool's input and result at once, and does not repeat them.
app.ontoolinput = ({ arguments: toolArguments }) => show(awaiting(toolArguments));
app.ontoolresult = (result) => show(readResult(result));
app.ontoolcancelled = ({ reason }) => show(cancelled(state, reason));
app.onhostcontextchanged = applyHostContext;
// Nothing is kept and nothing is running: the answer alone lets the host remove the page.
app.onteardown = () => ({});
app.onerror = (error) => console.error(error);

show(state);
app.connect().then(applyHostContext, (error: unknown) => {
  console.error(error);
  show(failed({ message: "The connection to the host could not be opened." }));
});
