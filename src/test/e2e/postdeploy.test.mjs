/** The hook that azd runs after a deployment, with stand-ins for the Azure CLI. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from './lib/folders.mjs';
import { run } from './lib/process.mjs';

const HOOK = fileURLToPath(new URL('../../../infra/hooks/postdeploy.sh', import.meta.url));
const ENVIRONMENT = {
  AZURE_SUBSCRIPTION_ID: 'sub', AZURE_RESOURCE_GROUP: 'rg-test', AZURE_FUNCTION_NAME: 'func-test',
  MCP_URL: 'https://func-test.azurewebsites.net/mcp', MCP_AUTHENTICATION: 'key',
};
const LIST = /^functionapp keys list .*--name func-test .*--query functionKeys\.mcp_extension && 'present'/;
const SET = /^functionapp keys set .*--key-type functionKeys --key-name mcp_extension/;

describe('The hook postdeploy', { skip: process.platform === 'win32' && 'it is a shell script' }, () => {
  test('creates the key and says how to connect', async () => {
    const { code, stdout, calls } = await hook('');
    assert.equal(code, 0, stdout);
    assert.match(calls.at(-2), LIST);
    assert.match(calls.at(-1), SET);
    assert.match(stdout, /^MCP endpoint {2}https:\/\/func-test\.azurewebsites\.net\/mcp$/m);
    assert.match(stdout, /az functionapp keys list .*\\\n.*--query functionKeys\.mcp_extension --output tsv/);
    assert.deepEqual(JSON.parse(`{${stdout.slice(stdout.indexOf('"inputs"'))}}`).servers['func-test'], {
      type: 'http', url: ENVIRONMENT.MCP_URL, headers: { 'x-functions-key': '${input:functions-key}' },
    });
  });

  test('keeps a key that is there', async () => {
    const { code, calls } = await hook('case "$*" in *"keys list"*) echo present ;; esac');
    assert.equal(code, 0);
    assert.ok(!calls.some((call) => SET.test(call)), calls.join('\n'));
  });

  test('takes no warning for a key', async () => {
    const { code, calls } = await hook('case "$*" in *"keys list"*) echo "UserWarning: something is old" >&2 ;; esac');
    assert.equal(code, 0);
    assert.match(calls.at(-1), SET);
  });

  test('tries again until the host has started', async () => {
    const { code, stdout, calls } = await hook(`case "$*" in
      *"keys list"*) [ "$(grep -c "keys list" "$CALLS")" -gt 2 ] || { echo "BadRequest" >&2; exit 1; } ;;
    esac`);
    assert.equal(code, 0, stdout);
    assert.equal(calls.filter((call) => LIST.test(call)).length, 3);
    assert.equal(calls.filter((call) => SET.test(call)).length, 1);
  });

  test('gives up in the end, with the last error', async () => {
    const { code, stderr, calls } = await hook('case "$*" in *keys*) echo "BadRequest: no host" >&2; exit 1 ;; esac');
    assert.equal(code, 1);
    assert.match(stderr, /could not be created[^]*BadRequest: no host[^]*azd hooks run postdeploy --service mcp/);
    assert.ok(!calls.some((call) => SET.test(call)), 'a key is never set without having looked for it');
  });

  test('says what to do when the Azure CLI is not signed in', async () => {
    const { code, stdout, stderr, calls } = await hook('exit 1');
    assert.equal(code, 0, 'the server is deployed all the same');
    assert.match(stdout, /MCP endpoint/);
    assert.match(stderr, /not signed in to the subscription sub\. Sign in with 'az login'/);
    assert.equal(calls.length, 1);
  });

  test('says what to do without the Azure CLI', async () => {
    const { code, stdout, stderr } = await hook(undefined);
    assert.equal(code, 0);
    assert.match(stdout, /MCP endpoint/);
    assert.match(stderr, /needs the Azure CLI/);
  });

  test('asks for no key when Entra authenticates', async () => {
    const { code, stdout, calls } = await hook('exit 1', { MCP_AUTHENTICATION: 'entra' });
    assert.equal(code, 0);
    assert.deepEqual(calls, []);
    assert.deepEqual(JSON.parse(`{${stdout.slice(stdout.indexOf('"servers"'))}}`).servers['func-test'],
      { type: 'http', url: ENVIRONMENT.MCP_URL });
  });

  test('names the variable that is missing outside azd', async () => {
    const { code, stderr } = await hook('exit 1', { AZURE_FUNCTION_NAME: '' });
    assert.equal(code, 1);
    assert.match(stderr, /^AZURE_FUNCTION_NAME is not set/);
  });
});

/** Runs the hook with nothing on the PATH but what it needs, no waiting, and the script given as az, which logs its calls. */
async function hook(az, changes = {}) {
  const folder = temporaryFolder('postdeploy');
  const calls = join(folder, 'calls');
  writeFileSync(calls, '');
  for (const tool of ['cat', 'grep', 'tr']) symlinkSync(onPath(tool), join(folder, tool));
  executable(join(folder, 'sleep'), '');
  if (az !== undefined) executable(join(folder, 'az'), `echo "$*" >> "$CALLS"\n${az}`);
  const result = await run('/bin/sh', [HOOK], { env: { ...ENVIRONMENT, ...changes, PATH: folder, CALLS: calls } });
  return { ...result, calls: readFileSync(calls, 'utf8').split('\n').filter(Boolean) };
}

function executable(path, script) {
  writeFileSync(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
}

function onPath(tool) {
  return process.env.PATH.split(delimiter).map((folder) => join(folder, tool)).find(existsSync);
}
