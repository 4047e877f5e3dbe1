/** A small MCP Apps host for people who change the widget: sample answers, themes and widths. */
import {
  AppBridge,
  type McpUiHostContext,
  PostMessageTransport,
} from "@modelcontextprotocol/ext-apps/app-bridge";
import { ATLANTIS, CONDITIONS, OSLO, OSLO_OUTLOOK, answer, errorAnswer } from "../test/samples";

type Result = Parameters<AppBridge["sendToolResult"]>[0];

const SAMPLES = new Map<string, object | undefined>([
  ["Still loading", undefined],
  ["An error", errorAnswer(ATLANTIS)],
  ["Without a forecast", answer(OSLO)],
  ["Zero degrees", answer({ ...OSLO_OUTLOOK, TemperatureC: 0, TemperatureF: 32 })],
  ...CONDITIONS.map((Condition) => [Condition, answer({ ...OSLO_OUTLOOK, Condition })] as const),
]);
/** How long a call takes, so that one sees what happens meanwhile. */
const CALL_MS = 1200;

const view = find("view", HTMLIFrameElement);
const controls = find("controls", HTMLFormElement);
const samples = find("sample", HTMLSelectElement);
samples.append(...[...SAMPLES.keys()].map((name) => new Option(name)));
samples.value = "Partly cloudy";

const target = view.contentWindow;
if (target === null) {
  throw new Error("The frame has no window");
}
const bridge = new AppBridge(
  null,
  { name: "local-host", version: "1.0.0" },
  { serverTools: {} },
  { hostContext: hostContext() },
);
bridge.oncalltool = async ({ arguments: toolArguments }) => {
  await new Promise((done) => setTimeout(done, CALL_MS));
  const name = String(toolArguments?.["location"] ?? "");
  return /^(atlantis|xyzzy)/i.test(name)
    ? (errorAnswer({ ...ATLANTIS, Location: name }) as Result)
    : (answer({ ...OSLO_OUTLOOK, Location: name || OSLO.Location }) as Result);
};
bridge.addEventListener("sizechange", ({ height }) => {
  view.style.height = `${height}px`;
});
bridge.addEventListener("initialized", () => {
  void sendSample();
  controls.addEventListener("change", ({ target: control }) => {
    view.style.width = `${choice("width")}px`;
    bridge.setHostContext(hostContext());
    if (control === samples) {
      void sendSample();
    }
  });
});
view.style.width = `${choice("width")}px`;
await bridge.connect(new PostMessageTransport(target, target));
view.src = "/";

async function sendSample(): Promise<void> {
  await bridge.sendToolInput({ arguments: { location: "Oslo" } });
  const result = SAMPLES.get(choice("sample"));
  if (result !== undefined) {
    await bridge.sendToolResult(result as Result);
  }
}

function hostContext(): McpUiHostContext {
  return {
    theme: choice("theme") === "dark" ? "dark" : "light",
    locale: choice("locale"),
    timeZone: "Europe/Oslo",
  };
}

function choice(name: string): string {
  return String(new FormData(controls).get(name));
}

function find<E extends HTMLElement>(name: string, type: new () => E): E {
  const found = document.getElementById(name) ?? document.getElementsByName(name)[0];
  if (!(found instanceof type)) {
    throw new Error(`The page has no ${type.name} called ${name}`);
  }
  return found;
}
