/**
 * Calls a deployed server as users do, with Inspector's command line in both eras, and writes nothing to its store.
 *
 *   MCP_URL=https://HOST/mcp MCP_KEY=... node deployed.mjs
 *
 * Without MCP_KEY it is only checked that nobody gets in.
 */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { inspector } from './lib/inspector.mjs';

const { MCP_URL: url, MCP_KEY: key } = process.env;
assert.ok(url, 'MCP_URL is not set: the address of the server, such as https://HOST/mcp');

// A new deployment needs a while until it answers, and a first instance has to start.
const deadline = Date.now() + 300_000;

await eventually('Nobody gets in without a key', async () => {
  const { status } = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
    body: '{"jsonrpc": "2.0", "id": 1, "method": "ping"}',
  });
  assert.equal(status, 401);
});

if (key) {
  for (const era of ['legacy', 'modern']) {
    await eventually(`Inspector, ${era}, lists the tools`, async () => {
      const { tools } = await ask(era, '--method', 'tools/list');
      assert.ok(tools.some(({ name }) => name === 'hello_mcp'));
    });
    await eventually(`Inspector, ${era}, calls hello_mcp`, async () => {
      const { content } = await ask(era, '--method', 'tools/call', '--tool-name', 'hello_mcp');
      assert.equal(content[0].text, 'Hello I am MCPTool!');
    });
  }
}

async function eventually(what, check) {
  for (;;) {
    try {
      await check();
      console.log(`ok  ${what}`);
      return;
    } catch (error) {
      if (Date.now() > deadline) throw new Error(`${what}: not so. ${error.message}`);
      await sleep(5_000);
    }
  }
}

async function ask(era, ...args) {
  const { code, stdout, stderr, json } = await inspector(url, era, ['--header', `x-functions-key: ${key}`, ...args]);
  assert.equal(code, 0, `${stdout}\n${stderr}`);
  return json.result ?? json;
}
