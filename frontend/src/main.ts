/** Binds the host, the state and the page; decides nothing itself. */
import { version } from "../package.json";
import { type Unit, customaryUnit } from "./format";
import * as host from "./host";
import { McpApp, parentPort } from "./mcpApp";
import { keepUnit, keptUnit } from "./preference";
import { reportSize } from "./size";
import { NOTHING, type State, answered, asked, failed, toolCancelled, toolInput, toolInputPartial, toolResult } from "./state";
import { createView } from "./view";

const TOOL = "get_weather";
const CONNECTING: State = { awaited: { by: "chat", input: "partial" } };

const page = document.documentElement;
const showModel = createView(byId("widget"), byId("announcement"), { chooseUnit, refresh, ask });
const app = new McpApp(
  { name: "weather-widget", version },
  { availableDisplayModes: ["inline"] },
  {
    toolInputPartial: ({ arguments: soFar }) => show(toolInputPartial(state, soFar)),
    toolInput: ({ arguments: complete }) => show(toolInput(state, complete)),
    toolResult: (result) => show(toolResult(state, result)),
    toolCancelled: ({ reason }) => show(toolCancelled(state, reason)),
    hostContextChanged: applyHostContext,
    teardown,
  },
  parentPort(window),
);

let state = CONNECTING;
let chosenUnit = keptUnit();
let call: AbortController | undefined;
let endSizeReports: (() => void) | undefined;

function show(next: State): void {
  state = next;
  if (state.awaited?.by !== "page") {
    // Nobody waits for the page's own call any more, or it has ended, and then this does nothing.
    call?.abort();
  }
  const locale = host.locale(app.hostContext);
  const presentation = {
    unit: chosenUnit ?? customaryUnit(locale),
    locale,
    timeZone: host.timeZone(app.hostContext),
  };
  showModel({ state, presentation, canCallTools: app.hostCapabilities.serverTools !== undefined });
}

function chooseUnit(unit: Unit): void {
  chosenUnit = unit;
  keepUnit(unit);
  show(state);
}

function refresh(): void {
  if (state.awaited === undefined) {
    void load(state.shown?.asked ?? state.failure?.location);
  }
}

function ask(location: string): void {
  void load(location);
}

/** A later call takes the place of an earlier one. */
async function load(location: string | undefined): Promise<void> {
  call?.abort();
  const { signal } = (call = new AbortController());
  const toolArguments = location === undefined ? {} : { location };
  show(asked(state, toolArguments));
  try {
    const result = await app.callTool(TOOL, toolArguments, signal);
    if (!signal.aborted) {
      show(answered(state, result));
    }
  } catch (reason) {
    if (!signal.aborted) {
      show(failed(state, { message: reason instanceof Error ? reason.message : String(reason) }));
    }
  }
}

/**
 * The host's fonts are left alone: their style sheet loads from the network, which this page never does.
 * A font that the host names in --font-sans is used where it is installed.
 */
function applyHostContext(): void {
  const context = app.hostContext;
  if (context.theme) {
    page.style.colorScheme = context.theme;
  }
  for (const [name, value] of Object.entries(context.styles?.variables ?? {})) {
    if (value !== undefined) {
      page.style.setProperty(name, value);
    }
  }
  for (const [side, pixels] of Object.entries(host.safeArea(context))) {
    page.style.setProperty(`--inset-${side}`, `${pixels}px`);
  }
  page.dir = host.direction(host.locale(context));
  show(state);
}

function teardown(): void {
  call?.abort();
  endSizeReports?.();
}

function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) {
    throw new Error(`index.html has no element with the id ${id}`);
  }
  return found;
}

show(state);
app.connect().then(
  () => {
    if (state === CONNECTING) {
      state = NOTHING;
    }
    applyHostContext();
    endSizeReports = reportSize(window, (size) => app.sizeChanged(size));
  },
  (error: unknown) => {
    console.error(error);
    show(failed(state, { message: "The connection to the host could not be opened." }));
  },
);
