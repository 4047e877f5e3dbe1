/**
 * Questions to the client's side, asked by the conformance fixtures, as the product's own tools ask nothing. In the
 * stateless era they pass through two instances that take turns: whoever asked is never the one who gets the answer.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Client as Client1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as Transport1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { Client as Client2, StreamableHTTPClientTransport as Transport2 } from '@modelcontextprotocol/client';
import { MODERN } from './lib/clients.mjs';
import { checksOf } from './lib/conformance.mjs';
import { startFixtures } from './lib/fixtures.mjs';
import { startProxy } from './lib/proxy.mjs';
import { explained, givenServer } from './lib/server.mjs';

const KEY = 'the-key-of-all-instances';
const SKIP = givenServer && 'another server is tested';

const IDENTITY = { name: 'asked', version: '1.0.0' };
const CAPABILITIES = { elicitation: { form: {}, url: {} } };

const SCENARIOS = [
  'basic-elicitation', 'basic-sampling', 'basic-list-roots', 'request-state', 'multiple-input-requests', 'multi-round',
  'missing-input-response', 'non-tool-request', 'tampered-state', 'validate-input',
];

/** What a tool asks, what the user does about it, and what the tool then says. */
const QUESTIONS = {
  'a form': {
    tool: 'test_input_required_result_elicitation',
    answer: { action: 'accept', content: { name: 'Ada' } },
    asked: ({ mode, message, requestedSchema }) => {
      assert.equal(mode ?? 'form', 'form');
      assert.equal(message, 'What is your name?');
      assert.deepEqual(requestedSchema.required, ['name']);
    },
    says: /^Hello, Ada!$/,
  },
  'a form that the user declines': {
    tool: 'test_elicitation_sep1034_defaults',
    answer: { action: 'decline' },
    asked: ({ requestedSchema }) => assert.equal(requestedSchema.properties.age.default, 30),
    says: /action=decline/,
  },
  'an address': {
    tool: 'test_elicitation_url',
    answer: { action: 'accept' },
    asked: ({ mode, url }) => {
      assert.equal(mode, 'url');
      assert.equal(url, 'https://example.com/consent');
    },
    says: /action=accept, content=\{\}/,
  },
};

describe('Asking through two instances', { skip: SKIP }, () => {
  const instances = [];
  let proxy;

  before(async () => {
    instances.push(await startFixtures(KEY), await startFixtures(KEY));
    proxy = await startProxy(instances.map(({ url }) => new URL(url).origin));
  });
  after(async () => {
    await proxy?.stop();
    for (const instance of instances) await instance.stop();
  });

  test('nobody passes without the key', async () => {
    await assert.rejects(connect2(proxy.url, { pin: MODERN }, async () => {}, {}), /401/);
  });

  for (const scenario of SCENARIOS) {
    test(`input-required-result-${scenario}`, () => explained(instances, async () => {
      const { checks, printed } =
        await checksOf(`${proxy.url}?code=${KEY}`, `input-required-result-${scenario}`, MODERN);
      assert.ok(checks.length > 0, printed);
      assert.deepEqual(checks.filter(({ status }) => status !== 'SUCCESS'), [], printed);
    }));
  }

  for (const [name, question] of Object.entries(QUESTIONS)) {
    test(`TypeScript client 2 answers ${name}`, () => explained(instances, async () => {
      proxy.take();
      await answers(question, (onQuestion) => connect2(proxy.url, { pin: MODERN }, onQuestion), async () => {});
      const calls = proxy.take().filter(({ rpcMethod }) => rpcMethod === 'tools/call');
      assert.equal(calls.length, 2);
      assert.notEqual(calls[0].origin, calls[1].origin);
    }));

    test(`TypeScript client 2 answers ${name} after the instance that asked was killed`, async () => {
      const victim = await startFixtures(KEY);
      const beside = await startProxy([new URL(victim.url).origin, new URL(instances[0].url).origin]);
      try {
        await explained([victim, instances[0]], async () => {
          let asking;
          const connect = async (onQuestion) => {
            const client = await connect2(beside.url, { pin: MODERN }, onQuestion);
            // Whichever turn the opening took, the call comes to the victim.
            while (beside.take().at(-1).origin === new URL(victim.url).origin) await client.listTools();
            return client;
          };
          await answers(question, connect, async () => {
            asking = beside.take().find(({ rpcMethod }) => rpcMethod === 'tools/call').origin;
            await victim.kill();
          });
          assert.equal(asking, new URL(victim.url).origin);
        });
      } finally {
        await beside.stop();
        await victim.stop();
      }
    });
  }
});

/** The question is on the stream of the call, and the client's answer a POST to the instance that asked. */
describe('Asking legacy clients', { skip: SKIP }, () => {
  let fixtures;

  before(async () => { fixtures = await startFixtures(KEY); });
  after(() => fixtures?.stop());

  for (const [name, question] of Object.entries(QUESTIONS)) {
    test(`TypeScript SDK 1 answers ${name}`, () => explained([fixtures], () =>
      answers(question, (onQuestion) => connect1(fixtures.url, onQuestion), async () => {})));

    test(`TypeScript client 2 answers ${name}`, () => explained([fixtures], () =>
      answers(question, (onQuestion) => connect2(fixtures.url, 'legacy', onQuestion), async () => {})));
  }
});

/** Calls the tool of a question with a client that answers it, once. */
async function answers({ tool, answer, asked, says }, connect, meanwhile) {
  const questions = [];
  const client = await connect(async ({ params }) => {
    questions.push(params);
    await meanwhile();
    return answer;
  });
  try {
    const result = await client.callTool({ name: tool, arguments: {} });
    assert.notEqual(result.isError, true);
    assert.match(result.content[0].text, says);
    assert.equal(questions.length, 1);
    asked(questions[0]);
  } finally {
    await client.close();
  }
}

async function connect1(url, onQuestion) {
  const client = new Client1(IDENTITY, { capabilities: CAPABILITIES });
  client.setRequestHandler(ElicitRequestSchema, onQuestion);
  await client.connect(new Transport1(new URL(url), withHeaders()));
  return client;
}

async function connect2(url, mode, onQuestion, options = withHeaders()) {
  const client = new Client2(IDENTITY, { versionNegotiation: { mode }, capabilities: CAPABILITIES });
  client.setRequestHandler('elicitation/create', onQuestion);
  await client.connect(new Transport2(new URL(url), options));
  return client;
}

function withHeaders() {
  return { requestInit: { headers: { 'x-functions-key': KEY } } };
}
