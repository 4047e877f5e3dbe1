/** The official TypeScript clients behind one face, so that all of them go the same ways. */
import { Client as Client1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as Transport1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { Client as Client2, StreamableHTTPClientTransport as Transport2 } from '@modelcontextprotocol/client';

export const LEGACY = '2025-11-25';
export const MODERN = '2026-07-28';

const IDENTITY = { name: 'remote-mcp-helidon-e2e', version: '1.0.0' };

/** name → what it must negotiate and how it connects. */
export const CLIENTS = {
  'TypeScript SDK 1': { revision: LEGACY, connect: connect1 },
  'TypeScript client 2, legacy': { revision: LEGACY, connect: (url, headers) => connect2(url, headers, 'legacy') },
  'TypeScript client 2, auto': { revision: MODERN, connect: (url, headers) => connect2(url, headers, 'auto') },
  'TypeScript client 2, pinned': { revision: MODERN, connect: (url, headers) => connect2(url, headers, { pin: MODERN }) },
};

async function connect1(url, headers = {}) {
  const client = new Client1(IDENTITY);
  const transport = new Transport1(new URL(url), { requestInit: { headers } });
  await client.connect(transport);
  return face(client, () => transport.protocolVersion);
}

async function connect2(url, headers = {}, mode) {
  const client = new Client2(IDENTITY, { versionNegotiation: { mode } });
  const transport = new Transport2(new URL(url), { requestInit: { headers } });
  await client.connect(transport);
  return {
    ...face(client, () => client.getNegotiatedProtocolVersion()),
    /** Listens for resources in the modern era; `updated` collects the URIs that the server told of. */
    async listen(...uris) {
      const updated = [];
      client.setNotificationHandler('notifications/resources/updated', ({ params }) => updated.push(params.uri));
      const subscription = await client.listen({ resourceSubscriptions: uris });
      return {
        updated,
        honoured: subscription.honoredFilter.resourceSubscriptions ?? [],
        closed: subscription.closed,
        close: () => subscription.close(),
      };
    },
  };
}

function face(client, revision) {
  // A stray answer or a broken stream reaches a client through onerror alone; no test may miss it.
  const errors = [];
  client.onerror = (error) => errors.push(error);
  return {
    revision,
    errors,
    serverInfo: () => client.getServerVersion(),
    capabilities: () => client.getServerCapabilities(),
    ping: () => client.ping(),
    tools: () => pages((params) => client.listTools(params), 'tools'),
    call: (name, args) => client.callTool(args === undefined ? { name } : { name, arguments: args }),
    resources: () => pages((params) => client.listResources(params), 'resources'),
    templates: () => pages((params) => client.listResourceTemplates(params), 'resourceTemplates'),
    read: async (uri) => (await client.readResource({ uri })).contents,
    prompts: () => pages((params) => client.listPrompts(params), 'prompts'),
    prompt: (name, args) => client.getPrompt({ name, arguments: args }),
    complete: async (ref, name, value) => (await client.complete({ ref, argument: { name, value } })).completion,
    close: () => client.close(),
  };
}

/** All pages of a list; a server whose cursors never end is stopped at a number that no list here reaches. */
async function pages(list, field) {
  const items = [];
  let cursor;
  for (let page = 0; page < 100; page++) {
    const answer = await list(cursor === undefined ? undefined : { cursor });
    items.push(...answer[field]);
    cursor = answer.nextCursor;
    if (cursor === undefined) return items;
  }
  throw new Error(`The list of ${field} did not end after 100 pages; last cursor: ${cursor}`);
}
