/**
 * The view's side of MCP Apps, specification 2026-01-26: JSON-RPC with the host by messages between windows. The types
 * are those of ext-apps; its `App` class alone would be larger than this whole page (docs/decisions.md).
 */
import type {
  McpUiAppCapabilities,
  McpUiHostCapabilities,
  McpUiHostContext,
  McpUiHostContextChangedNotification,
  McpUiInitializeRequest,
  McpUiInitializeResult,
  McpUiSizeChangedNotification,
  McpUiToolCancelledNotification,
  McpUiToolInputNotification,
  McpUiToolInputPartialNotification,
  McpUiToolResultNotification,
} from "@modelcontextprotocol/ext-apps";

export const PROTOCOL_VERSION = "2026-01-26";

const METHOD_NOT_FOUND = -32601;
/** A host may ask its user before it lets a tool run. */
const CALL_TIMEOUT_MS = 120_000;

export type ToolResult = McpUiToolResultNotification["params"];

/** What a host may send from the moment on that it has been asked to initialize; all of it, or none. */
export interface HostEvents {
  toolInputPartial(params: McpUiToolInputPartialNotification["params"]): void;
  toolInput(params: McpUiToolInputNotification["params"]): void;
  toolResult(result: ToolResult): void;
  toolCancelled(params: McpUiToolCancelledNotification["params"]): void;
  /** The context is merged already: {@link McpApp.hostContext}. */
  hostContextChanged(): void;
  /** The host is about to remove the page. */
  teardown(): void;
}

/** Where messages go and come from. */
export interface Port {
  post(message: object): void;
  listen(listener: (message: unknown) => void): void;
}

/** The window that holds this page, and no other. */
export function parentPort(view: Window): Port {
  return {
    // The host's origin is unknown to a page inside a sandbox; that the parent gets the message is certain.
    post: (message) => view.parent.postMessage(message, "*"),
    listen: (listener) =>
      view.addEventListener("message", ({ source, data }) => {
        if (source === view.parent) {
          listener(data);
        }
      }),
  };
}

export class HostError extends Error {
  override readonly name = "HostError";
}

interface Message {
  readonly id?: string | number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message?: string } | null;
}

type HostNotification =
  | McpUiToolInputPartialNotification
  | McpUiToolInputNotification
  | McpUiToolResultNotification
  | McpUiToolCancelledNotification
  | McpUiHostContextChangedNotification;

interface Waiting {
  readonly resolve: (result: object) => void;
  readonly reject: (reason: unknown) => void;
}

export class McpApp {
  private readonly waiting = new Map<string | number, Waiting>();
  private lastId = 0;
  private initialized: McpUiInitializeResult | undefined;
  private context: McpUiHostContext = {};

  /** Takes the listeners at once, so that none can be registered too late. */
  constructor(
    private readonly info: { readonly name: string; readonly version: string },
    private readonly capabilities: McpUiAppCapabilities,
    private readonly events: HostEvents,
    private readonly port: Port,
  ) {}

  /** Ends when the host knows that it may send. */
  async connect(): Promise<void> {
    this.port.listen((message) => this.receive(message));
    const params: McpUiInitializeRequest["params"] = {
      appInfo: this.info,
      appCapabilities: this.capabilities,
      protocolVersion: PROTOCOL_VERSION,
    };
    this.initialized = (await this.request("ui/initialize", params)) as McpUiInitializeResult;
    // What has changed since the host wrote its answer is the newer.
    this.context = { ...this.initialized.hostContext, ...this.context };
    this.notify("ui/notifications/initialized", {});
  }

  get hostContext(): McpUiHostContext {
    return this.context;
  }

  get hostCapabilities(): McpUiHostCapabilities {
    return this.initialized?.hostCapabilities ?? {};
  }

  /**
   * Has the host call a tool of this page's own server.
   *
   * @throws HostError when the host refuses, does not answer or answers without a result; a tool that fails is a result
   *   with `isError`
   */
  async callTool(name: string, toolArguments: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<ToolResult> {
    const limit = AbortSignal.timeout(CALL_TIMEOUT_MS);
    try {
      const params = { name, arguments: toolArguments };
      return (await this.request("tools/call", params, AbortSignal.any([signal, limit]))) as ToolResult;
    } catch (reason) {
      throw limit.aborted ? new HostError("The host did not answer within two minutes.") : reason;
    }
  }

  sizeChanged(size: McpUiSizeChangedNotification["params"]): void {
    this.notify("ui/notifications/size-changed", size);
  }

  private request(method: string, params: object, signal?: AbortSignal): Promise<object> {
    const id = ++this.lastId;
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const abort = () => {
        this.notify("notifications/cancelled", { requestId: id });
        this.waiting.delete(id);
        reject(signal?.reason);
      };
      signal?.addEventListener("abort", abort, { once: true });
      const settled = <T>(settle: (value: T) => void) => (value: T) => {
        signal?.removeEventListener("abort", abort);
        this.waiting.delete(id);
        settle(value);
      };
      this.waiting.set(id, { resolve: settled(resolve), reject: settled(reject) });
      this.port.post({ jsonrpc: "2.0", id, method, params });
    });
  }

  private notify(method: string, params: object): void {
    this.port.post({ jsonrpc: "2.0", method, params });
  }

  private receive(data: unknown): void {
    if (typeof data !== "object" || data === null || !("jsonrpc" in data) || data.jsonrpc !== "2.0") {
      return; // Pages hear messages of browser extensions too.
    }
    const { id, method, params, result, error } = data as Message;
    if (method === undefined) {
      const waiting = id === undefined ? undefined : this.waiting.get(id);
      if (error !== undefined && error !== null) {
        waiting?.reject(new HostError(error.message || "The host gave no reason."));
      } else if (typeof result === "object" && result !== null) {
        waiting?.resolve(result);
      } else {
        waiting?.reject(new HostError("The host's answer has no result."));
      }
    } else if (id === undefined) {
      // A host is taken at its word: the types are the specification's.
      this.heard({ method, params: params ?? {} } as HostNotification);
    } else {
      this.port.post({ jsonrpc: "2.0", id, ...this.answer(method) });
    }
  }

  private heard({ method, params }: HostNotification): void {
    switch (method) {
      case "ui/notifications/tool-input-partial":
        return this.events.toolInputPartial(params);
      case "ui/notifications/tool-input":
        return this.events.toolInput(params);
      case "ui/notifications/tool-result":
        return this.events.toolResult(params);
      case "ui/notifications/tool-cancelled":
        return this.events.toolCancelled(params);
      case "ui/notifications/host-context-changed":
        this.context = { ...this.context, ...params };
        return this.events.hostContextChanged();
    }
  }

  private answer(method: string): object {
    switch (method) {
      case "ping":
        return { result: {} };
      case "ui/resource-teardown":
        this.events.teardown();
        return { result: {} };
      default:
        return { error: { code: METHOD_NOT_FOUND, message: `This page has no method ${method}` } };
    }
  }
}
