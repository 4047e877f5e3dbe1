/** What a start that cannot succeed says: one line, and an exit code. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { test } from 'node:test';
import { temporaryFolder } from './lib/folders.mjs';
import { run } from './lib/process.mjs';
import { command, givenUrl } from './lib/server.mjs';

const OPTIONS = { skip: givenUrl && 'MCP_URL names a server that runs' };

async function failedStart(settings) {
  const { code, stdout, stderr } = await run(...command(), {
    env: { ...process.env, SNIPPETS_DIR: temporaryFolder('start'), ...settings },
  });
  assert.equal(code, 2, `${stdout}\n${stderr}`);
  assert.equal(stdout, '');
  assert.equal(stderr.trimEnd().split('\n').length, 1, stderr);
  return stderr.trimEnd();
}

test('A port that is taken', OPTIONS, async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  try {
    const { port } = other.address();
    assert.equal(await failedStart({ PORT: String(port) }), `The server cannot start: 127.0.0.1:${port} cannot be bound, `
      + 'most likely because another program has it. Set PORT to a free one');
  } finally {
    other.close();
  }
});

test('A setting that cannot be used', OPTIONS, async () => {
  assert.equal(await failedStart({ PORT: 'abc' }), 'The server cannot start: The setting server.port '
    + "(PORT or FUNCTIONS_CUSTOMHANDLER_PORT) is 'abc'; it must be a whole number from 0 to 65535");
});

test('An open address without a key', OPTIONS, async () => {
  assert.match(await failedStart({ PORT: '0', HOST: '0.0.0.0' }), /no key is set\. Set MCP_KEYS/);
});
