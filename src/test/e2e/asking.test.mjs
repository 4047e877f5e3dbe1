/**
 * Questions in the stateless era, over two instances that take turns: whoever asked is never the one who gets the answer.
 * The product's own tools ask nothing, so the instances are those of the conformance fixtures.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { MODERN } from './lib/clients.mjs';
import { checksOf } from './lib/conformance.mjs';
import { startFixtures } from './lib/fixtures.mjs';
import { startProxy } from './lib/proxy.mjs';
import { explained, givenServer } from './lib/server.mjs';

const SCENARIOS = [
  'basic-elicitation', 'basic-sampling', 'basic-list-roots', 'request-state', 'multiple-input-requests', 'multi-round',
  'missing-input-response', 'non-tool-request', 'tampered-state', 'validate-input',
];

describe('Asking through two instances', { skip: givenServer && 'another server is tested' }, () => {
  const instances = [];
  let proxy;

  before(async () => {
    instances.push(await startFixtures(), await startFixtures());
    proxy = await startProxy(instances.map(({ url }) => new URL(url).origin));
  });
  after(async () => {
    await proxy?.stop();
    for (const instance of instances) await instance.stop();
  });

  for (const scenario of SCENARIOS) {
    test(`input-required-result-${scenario}`, () => explained(instances, async () => {
      const { checks, printed } = await checksOf(proxy.url, `input-required-result-${scenario}`, MODERN);
      assert.ok(checks.length > 0, printed);
      assert.deepEqual(checks.filter(({ status }) => status !== 'SUCCESS'), [], printed);
    }));
  }

  test('TypeScript client 2 answers a form', () => explained(instances, async () => {
    const client = new Client({ name: 'asked', version: '1.0.0' },
      { versionNegotiation: { mode: { pin: MODERN } }, capabilities: { elicitation: { form: {} } } });
    const asked = [];
    client.setRequestHandler('elicitation/create', async (request) => {
      asked.push(request.params.message);
      return { action: 'accept', content: { name: 'Ada' } };
    });
    await client.connect(new StreamableHTTPClientTransport(new URL(proxy.url)));
    try {
      proxy.take();
      const result = await client.callTool({ name: 'test_input_required_result_elicitation', arguments: {} });
      assert.notEqual(result.isError, true);
      assert.match(result.content[0].text, /Ada/);
      assert.equal(asked.length, 1);
      const calls = proxy.take().filter(({ rpcMethod }) => rpcMethod === 'tools/call');
      assert.equal(calls.length, 2);
      assert.notEqual(calls[0].origin, calls[1].origin);
    } finally {
      await client.close();
    }
  }));
});
