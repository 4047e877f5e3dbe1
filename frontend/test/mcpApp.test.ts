/** The page's side of the protocol against the host's side as ext-apps has it. */
import { LATEST_PROTOCOL_VERSION, type McpUiHostContext } from "@modelcontextprotocol/ext-apps";
import { AppBridge } from "@modelcontextprotocol/ext-apps/app-bridge";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type HostEvents, HostError, McpApp, PROTOCOL_VERSION, type Port, parentPort } from "../src/mcpApp";
import { OSLO, answer } from "./samples";

type Transport = Parameters<AppBridge["connect"]>[0];
type Result = Parameters<AppBridge["sendToolResult"]>[0];

/** Two ends of a line; messages arrive later, and as copies, as between windows. */
function line(): { port: Port; transport: Transport } {
  let toPage: (message: unknown) => void = () => {};
  const transport: Transport = {
    start: async () => {},
    close: async () => {},
    send: async (message) => queueMicrotask(() => toPage(structuredClone(message))),
  };
  const port: Port = {
    post: (message) => queueMicrotask(() => transport.onmessage?.(structuredClone(message) as never)),
    listen: (listener) => (toPage = listener),
  };
  return { port, transport };
}

const events = {
  toolInputPartial: vi.fn(),
  toolInput: vi.fn(),
  toolResult: vi.fn(),
  toolCancelled: vi.fn(),
  hostContextChanged: vi.fn(),
  teardown: vi.fn(),
} satisfies HostEvents;

const context: McpUiHostContext = { theme: "dark", locale: "de-DE" };
const never = new AbortController().signal;
let bridge: AppBridge;
let app: McpApp;

beforeEach(async () => {
  vi.clearAllMocks();
  const { port, transport } = line();
  bridge = new AppBridge(null, { name: "host", version: "1" }, { serverTools: {} }, { hostContext: context });
  app = new McpApp({ name: "page", version: "1" }, { availableDisplayModes: ["inline"] }, events, port);
  await bridge.connect(transport);
});

afterEach(() => bridge.close());

test("it is the revision that ext-apps speaks", () => {
  expect(PROTOCOL_VERSION).toBe(LATEST_PROTOCOL_VERSION);
});

test("the handshake tells each what the other is and can", async () => {
  const initialized = new Promise<void>((done) => bridge.addEventListener("initialized", () => done()));
  expect(app.hostCapabilities).toEqual({});
  await app.connect();
  await initialized;
  expect(app.hostContext).toEqual(context);
  expect(app.hostCapabilities).toEqual({ serverTools: {} });
  expect(bridge.getAppVersion()).toEqual({ name: "page", version: "1" });
  expect(bridge.getAppCapabilities()).toEqual({ availableDisplayModes: ["inline"] });
});

describe("a connected page", () => {
  beforeEach(() => app.connect());

  test("hears of the tool's input, result and cancellation", async () => {
    await bridge.sendToolInputPartial({ arguments: { location: "Os" } });
    await bridge.sendToolInput({ arguments: { location: "Oslo" } });
    await bridge.sendToolResult(answer(OSLO) as Result);
    await bridge.sendToolCancelled({ reason: "enough" });
    await vi.waitFor(() => expect(events.toolCancelled).toHaveBeenCalledWith({ reason: "enough" }));
    expect(events.toolInputPartial).toHaveBeenCalledWith({ arguments: { location: "Os" } });
    expect(events.toolInput).toHaveBeenCalledWith({ arguments: { location: "Oslo" } });
    expect(events.toolResult).toHaveBeenCalledWith(answer(OSLO));
  });

  test("merges what has changed of the context", async () => {
    bridge.setHostContext({ ...context, theme: "light", timeZone: "Europe/Oslo" });
    await vi.waitFor(() => expect(events.hostContextChanged).toHaveBeenCalledOnce());
    expect(app.hostContext).toEqual({ theme: "light", locale: "de-DE", timeZone: "Europe/Oslo" });
  });

  test("answers the teardown", async () => {
    await expect(bridge.teardownResource({})).resolves.toEqual({});
    expect(events.teardown).toHaveBeenCalledOnce();
  });

  test("refuses what it does not know, and ignores what tells it nothing", async () => {
    await expect(bridge.listTools({})).rejects.toThrow("no method tools/list");
  });

  test("reports its size", async () => {
    const heard = new Promise((done) => bridge.addEventListener("sizechange", done));
    app.sizeChanged({ width: 320, height: 480 });
    await expect(heard).resolves.toEqual({ width: 320, height: 480 });
  });

  test("has the host call a tool", async () => {
    const called = vi.fn(async () => answer(OSLO) as Result);
    bridge.oncalltool = called;
    await expect(app.callTool("get_weather", { location: "Oslo" }, never)).resolves.toEqual(answer(OSLO));
    expect(called).toHaveBeenCalledWith({ name: "get_weather", arguments: { location: "Oslo" } }, expect.anything());
  });

  test("hears why the host refuses a call", async () => {
    bridge.oncalltool = async () => {
      throw new Error("not allowed");
    };
    await expect(app.callTool("get_weather", {}, never)).rejects.toThrow("not allowed");
  });

  test("hears of the empty answers of careless hosts", async () => {
    const { port, transport } = line();
    const careless = new McpApp({ name: "page", version: "1" }, {}, events, port);
    const answers: object[] = [{ result: {} }, { error: null, result: answer(OSLO) }, {}, { result: null }];
    transport.onmessage = (message) => {
      if ("id" in message) {
        void transport.send({ jsonrpc: "2.0", id: message.id, ...answers.shift() } as never);
      }
    };
    await careless.connect();
    await expect(careless.callTool("get_weather", {}, never)).resolves.toEqual(answer(OSLO));
    const none = new HostError("The host's answer has no result.");
    await expect(careless.callTool("get_weather", {}, never)).rejects.toEqual(none);
    await expect(careless.callTool("get_weather", {}, never)).rejects.toEqual(none);
  });

  test("tells the host of a call that it gives up", async () => {
    let given: AbortSignal | undefined;
    bridge.oncalltool = (_, { mcpReq }) => {
      given = mcpReq.signal;
      return new Promise(() => {});
    };
    const controller = new AbortController();
    const call = app.callTool("get_weather", {}, controller.signal);
    await vi.waitFor(() => expect(given).toBeDefined());
    controller.abort();
    await expect(call).rejects.toThrow("aborted");
    await vi.waitFor(() => expect(given?.aborted).toBe(true));
  });
});

test("only the window that holds the page is heard", () => {
  const view = new EventTarget() as EventTarget & { parent: { postMessage: () => void } };
  view.parent = { postMessage: vi.fn() };
  const heard = vi.fn();
  const port = parentPort(view as unknown as Window);
  port.listen(heard);
  const from = (source: unknown, data: string) => view.dispatchEvent(Object.assign(new Event("message"), { source, data }));
  from({}, "stranger");
  from(view.parent, "host");
  expect(heard.mock.calls).toEqual([["host"]]);
  port.post({ jsonrpc: "2.0" });
  expect(view.parent.postMessage).toHaveBeenCalledWith({ jsonrpc: "2.0" }, "*");
});
