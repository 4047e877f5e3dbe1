/** Keys: without one nobody gets in, and every client has a way to send one. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { CLIENTS, LEGACY, MODERN } from './lib/clients.mjs';
import { saysHello } from './lib/flows.mjs';
import { temporaryFolder } from './lib/folders.mjs';
import { inspector, inspectorClient } from './lib/inspector.mjs';
import { explained, givenUrl, startServer } from './lib/server.mjs';

const INITIALIZE = {
  headers: {},
  message: {
    jsonrpc: '2.0', id: 1, method: 'initialize',
    params: { protocolVersion: LEGACY, capabilities: {}, clientInfo: { name: 'e2e', version: '1' } },
  },
};
const DISCOVER = {
  headers: { 'MCP-Protocol-Version': MODERN, 'Mcp-Method': 'server/discover' },
  message: {
    jsonrpc: '2.0', id: 1, method: 'server/discover',
    params: {
      _meta: {
        'io.modelcontextprotocol/protocolVersion': MODERN,
        'io.modelcontextprotocol/clientCapabilities': {},
      },
    },
  },
};

if (givenUrl) {
  test('Keys', { skip: 'MCP_URL names a server whose keys are not known here' });
} else {
  const server = await startServer({ MCP_KEYS: 'k1,k2', SNIPPETS_DIR: temporaryFolder('snippets') });
  after(() => server.stop());
  describe('A server with MCP_KEYS=k1,k2', () => keys(server));
}

function keys(server) {
  const check = (name, run) => test(name, () => explained([server], run));

  for (const [era, request] of Object.entries({ legacy: INITIALIZE, modern: DISCOVER })) {
    for (const [what, query, headers, status] of [
      ['no key', '', {}, 401],
      ['the first key in the header', '', { 'x-functions-key': 'k1' }, 200],
      ['the second key in the header', '', { 'x-functions-key': 'k2' }, 200],
      ['the first key in the query', '?code=k1', {}, 200],
      ['the second key in the query', '?code=k2', {}, 200],
      ['a wrong key in the header', '', { 'x-functions-key': 'k3' }, 401],
      ['a wrong key in the query', '?code=k3', {}, 401],
      ['the list of keys as key', '', { 'x-functions-key': 'k1,k2' }, 401],
      ['the beginning of a key', '', { 'x-functions-key': 'k' }, 401],
      ['an empty key in the header', '', { 'x-functions-key': '' }, 401],
      ['an empty key in the query', '?code=', {}, 401],
      ['a wrong header before the right code', '?code=k1', { 'x-functions-key': 'k3' }, 401],
      ['the right header before a wrong code', '?code=k3', { 'x-functions-key': 'k1' }, 200],
    ]) {
      check(`${era}: ${what} → ${status}`, async () => {
        for (const path of ['/mcp', '/runtime/webhooks/mcp']) {
          const response = await post(`${server.origin}${path}${query}`, request, headers);
          const body = await response.text();
          assert.equal(response.status, status, `${path}${query}: ${body}`);
          if (status === 401) assert.doesNotMatch(body, /k1|k2|serverInfo|capabilities/);
        }
      });
    }
  }

  check('no method of HTTP gets around the key', async () => {
    for (const method of ['GET', 'DELETE', 'PUT', 'PATCH', 'HEAD']) {
      const { status } = await fetch(server.url, { method, headers: { accept: 'text/event-stream' } });
      // Whether the method or the key is looked at first is the server's choice.
      assert.ok([401, 405].includes(status), `${method}: ${status}`);
    }
  });

  check('health needs no key', async () => {
    for (const path of ['/health/live', '/health/ready']) {
      const { ok, status } = await fetch(`${server.origin}${path}`);
      assert.ok(ok, `${path}: ${status}`);
    }
  });

  for (const [name, { revision, connect }] of Object.entries(CLIENTS)) {
    check(`${name} is refused without a key`, () => assert.rejects(connect(server.url), refusal));
    check(`${name} sends the key as a header`, () => greets(() => connect(server.url, { 'x-functions-key': 'k2' }), revision));
    check(`${name} sends the key in the address`, () => greets(() => connect(`${server.url}?code=k1`), revision));
  }

  for (const era of ['legacy', 'modern']) {
    check(`Inspector, ${era}, is refused without a key`, async () => {
      const { code, stdout, stderr } = await inspector(server.url, era, ['--method', 'tools/list']);
      assert.equal(code, 3, `the exit code for missing authorization was expected\n${stdout}\n${stderr}`);
    });
    check(`Inspector, ${era}, sends the key as a header`, async () => {
      const { code, stdout, stderr, json } = await inspector(server.url, era,
        ['--header', 'x-functions-key: k2', '--method', 'tools/call', '--tool-name', 'hello_mcp']);
      assert.equal(code, 0, `${stdout}\n${stderr}`);
      assert.deepEqual(json.result.content, [{ type: 'text', text: 'Hello I am MCPTool!' }]);
    });
    check(`Inspector, ${era}, sends the key in the address`, () => saysHello(inspectorClient(`${server.url}?code=k1`, era)));
  }
}

async function greets(connect, revision) {
  const client = await connect();
  try {
    assert.equal(client.revision(), revision);
    await saysHello(client);
  } finally {
    await client.close();
  }
}

/** The clients have different errors for a 401, but each names it. */
function refusal(error) {
  const told = JSON.stringify([error.message, error.code, error.status, error.data?.status, error.cause?.message]);
  assert.match(told, /401|unauthorized/i);
  return true;
}

function post(url, { headers, message }, more) {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers, ...more },
    body: JSON.stringify(message),
  });
}
