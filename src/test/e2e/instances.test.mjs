/** No state: two instances over one store, and each request of a client goes to the other one. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { startAzurite } from './lib/azurite.mjs';
import { CLIENTS } from './lib/clients.mjs';
import * as flows from './lib/flows.mjs';
import { startProxy } from './lib/proxy.mjs';
import { explained, givenUrl, startServer } from './lib/server.mjs';

if (givenUrl) {
  test('Two instances', { skip: 'MCP_URL names one server' });
} else {
  const azurite = await startAzurite();
  const servers = [];
  for (let instance = 0; instance < 2; instance++) {
    servers.push(await startServer({ AzureWebJobsStorage: azurite.connectionString }));
  }
  const proxy = await startProxy(servers.map((server) => server.origin));
  after(async () => {
    for (const started of [proxy, ...servers, azurite]) await started.stop();
  });
  describe('Two instances behind a load balancer', () => instances(servers, proxy));
}

function instances(servers, proxy) {
  for (const [name, { revision, connect }] of Object.entries(CLIENTS)) {
    test(name, () => explained(servers, async () => {
      proxy.take();
      const client = await connect(proxy.url);
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
