/** No state: two instances over one store, and each request of a client goes to the other one. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { startAzurite } from './lib/azurite.mjs';
import { CLIENTS, MODERN } from './lib/clients.mjs';
import * as flows from './lib/flows.mjs';
import { until } from './lib/process.mjs';
import { startProxy } from './lib/proxy.mjs';
import { explained, givenUrl, startServer } from './lib/server.mjs';

const KEY = 'the-key-of-all-instances';
const HEADERS = { 'x-functions-key': KEY };

if (givenUrl) {
  test('Two instances', { skip: 'MCP_URL names one server' });
} else {
  const azurite = await startAzurite();
  const startInstance = () => startServer({
    AzureWebJobsStorage: azurite.connectionString,
    MCP_KEYS: KEY,
    MCP_WATCH_INTERVAL: 'PT0.5S',
  });
  const servers = [await startInstance(), await startInstance()];
  const proxy = await startProxy(servers.map((server) => server.origin));
  after(async () => {
    for (const started of [proxy, ...servers, azurite]) await started.stop();
  });
  describe('Two instances behind a load balancer', () => instances(servers, proxy));
  describe('Listeners at two instances', () => listeners(servers, startInstance));
  describe('Two instances, of which one is killed', () => losses(servers, startInstance));
}

function instances(servers, proxy) {
  for (const [name, { revision, connect }] of Object.entries(CLIENTS)) {
    test(name, () => explained(servers, async () => {
      proxy.take();
      const client = await connect(proxy.url, HEADERS);
      try {
        assert.equal(client.revision(), revision);
        // Twice, because an odd number of requests a round lets each instance see the other half.
        for (const round of ['one', 'two']) {
          const owner = `${name} ${round}`;
          await flows.listsTools(client);
          await flows.saysHello(client);
          await flows.keepsSnippet(client, owner);
          await flows.readsSnippetAsResource(client, owner);
          await flows.overwritesSnippet(client, owner);
          await flows.listsSnippets(client, owner);
          await flows.pagesThroughSnippets(client, owner);
          await flows.deletesSnippet(client, owner);
          await flows.readsWidget(client);
          await flows.getsPrompt(client);
          if (round === 'one') await client.call('hello_mcp');
        }
        assert.deepEqual(client.errors, []);
      } finally {
        await client.close();
      }
      const exchanges = proxy.take();
      const counts = servers.map((server) => exchanges.filter(({ origin }) => origin === server.origin).length);
      assert.ok(Math.abs(counts[0] - counts[1]) <= 1 && counts[0] > 30, `requests an instance: ${counts}`);
      // Behind the opening, each request of the client must name the revision that it negotiated.
      const others = exchanges.filter(({ version, rpcMethod }) => rpcMethod && rpcMethod !== 'initialize' && version !== revision);
      assert.deepEqual(others, []);
      assert.deepEqual(exchanges.filter(({ httpMethod, status }) => httpMethod === 'POST' && status >= 300), []);
    }));
  }
}

/** Each test ends an instance, so each starts one of its own. */
function listeners([survivor], startInstance) {
  for (const [name, { connect }] of modernClients()) {
    test(name, async () => {
      const victim = await startInstance();
      await explained([victim, survivor], async () => {
        const listening = await connect(victim.url, HEADERS);
        const saving = await connect(survivor.url, HEADERS);
        try {
          const uri = `snippet://${encodeURIComponent(`${name} watched`)}`;
          const listener = await listening.listen(uri, 'info://server');
          assert.deepEqual(listener.honoured, [uri]);
          await flows.savesSnippet(saving, `${name} another`, 'x');
          for (const count of [1, 2]) {
            await flows.savesSnippet(saving, `${name} watched`, 'the same text');
            await until(async () => listener.updated.length === count, victim, 'The listener', 10_000);
          }
          assert.deepEqual(listener.updated, [uri, uri]);
          const gone = await listening.listen(uri);
          await gone.close();
          assert.equal(await gone.closed, 'local');
          await victim.stop();
          assert.equal(await listener.closed, 'graceful');
          assert.deepEqual(saving.errors, []);
        } finally {
          await listening.close();
          await saving.close();
          await victim.stop();
        }
      });
    });
  }
}

function losses([survivor], startInstance) {
  for (const [name, { revision, connect }] of Object.entries(CLIENTS)) {
    test(name, async () => {
      const victim = await startInstance();
      const proxy = await startProxy([victim.origin, survivor.origin]);
      await explained([victim, survivor], async () => {
        const client = await connect(proxy.url, HEADERS);
        try {
          const owner = `${name} loss`;
          await flows.saysHello(client);
          await flows.keepsSnippet(client, owner);
          // One of the two is at the victim.
          const uri = `snippet://${encodeURIComponent(`${owner} watched`)}`;
          const open = revision === MODERN ? [await client.listen(uri), await client.listen(uri)] : [];
          let page = 0;
          await flows.pagesThroughSnippets(client, owner, async () => {
            if (++page === 2) await victim.kill();
          });
          assert.ok(victim.ended());
          await flows.readsSnippetAsResource(client, owner);
          await flows.overwritesSnippet(client, owner);
          await flows.listsSnippets(client, owner);
          await flows.deletesSnippet(client, owner);
          await flows.listsTools(client);
          await flows.readsWidget(client);
          await flows.getsPrompt(client);
          if (revision === MODERN) {
            assert.equal(await Promise.race(open.map((listener) => listener.closed)), 'remote');
            const again = await client.listen(uri);
            await flows.savesSnippet(client, `${owner} watched`, 'x');
            await until(async () => again.updated.includes(uri), survivor, 'The listener', 10_000);
          } else {
            assert.deepEqual(client.errors, []);
          }
          const origins = new Set(proxy.take().map(({ origin }) => origin));
          assert.deepEqual(origins, new Set([victim.origin, survivor.origin]));
        } finally {
          await client.close();
          await proxy.stop();
          await victim.stop();
        }
      });
    });
  }
}

function modernClients() {
  return Object.entries(CLIENTS).filter(([, { revision }]) => revision === MODERN);
}
