/** A host of MCP Apps with the official client and ext-apps' own bridge; the tests drive it through `window.host`. */
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { AppBridge, PostMessageTransport } from '@modelcontextprotocol/ext-apps/app-bridge';

window.host = {
  sizes: [],

  /** Connects to the server, calls the tool and shows its page, as a chat does. */
  async open({ tool, args, context, capabilities = { serverTools: {} }, withResult = true }) {
    const client = new Client({ name: 'host', version: '1.0.0' });
    await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', location.href)));
    const { tools } = await client.listTools();
    const { contents: [page] } = await client.readResource({ uri: tools.find(({ name }) => name === tool)._meta.ui.resourceUri });

    const frame = document.createElement('iframe');
    // No more than a page needs to be a page: its origin is opaque.
    frame.sandbox = 'allow-scripts';
    frame.title = 'App';
    document.body.append(frame);
    const bridge = new AppBridge(client, { name: 'host', version: '1.0.0' }, capabilities, { hostContext: context });
    bridge.onsizechange = (size) => {
      this.sizes.push(size);
      frame.style.blockSize = `${size.height}px`;
    };
    const initialized = new Promise((done) => { bridge.oninitialized = done; });
    await bridge.connect(new PostMessageTransport(frame.contentWindow, frame.contentWindow));
    frame.srcdoc = page.text.replace('<head>', `<head><meta http-equiv="Content-Security-Policy" content="${policy(page._meta.ui.csp)}">`);
    await initialized;
    Object.assign(this, { client, bridge });
    if (args === undefined) return;
    await bridge.sendToolInput({ arguments: args });
    if (!withResult) return;
    await bridge.sendToolResult(await client.callTool({ name: tool, arguments: args }));
  },
};

/** What the specification has a host allow, and VS Code does: inline script, and the domains that the page declares. */
function policy({ connectDomains, resourceDomains, frameDomains, baseUriDomains }) {
  const list = (domains, ...always) => [...always, ...domains].join(' ') || "'none'";
  return [
    "default-src 'none'",
    `script-src ${list(resourceDomains, "'unsafe-inline'")}`,
    `style-src ${list(resourceDomains, "'unsafe-inline'")}`,
    `img-src ${list(resourceDomains, 'data:')}`,
    `font-src ${list(resourceDomains)}`,
    `connect-src ${list(connectDomains)}`,
    `frame-src ${list(frameDomains)}`,
    `base-uri ${list(baseUriDomains)}`,
    "object-src 'none'",
    "form-action 'none'",
  ].join('; ');
}
