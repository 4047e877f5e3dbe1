/**
 * The package for Azure Functions behind a stand-in of the Functions host: unpacked from a zip into another folder than it
 * was built in, without a Java on the machine, over Azurite.
 */
import assert from 'node:assert/strict';
import { accessSync, constants, cpSync, existsSync, readdirSync, readFileSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startAzurite } from './lib/azurite.mjs';
import { CLIENTS, LEGACY, MODERN } from './lib/clients.mjs';
import * as flows from './lib/flows.mjs';
import { temporaryFolder } from './lib/folders.mjs';
import { startFunctionsHost } from './lib/functionsHost.mjs';
import { inspector, inspectorClient } from './lib/inspector.mjs';
import { startOpenMeteo } from './lib/openMeteo.mjs';
import { until } from './lib/process.mjs';
import { explained, givenUrl } from './lib/server.mjs';

/** Where Maven's tests have unpacked it; by hand, where it is built. */
const FOLDER = process.env.FUNCTIONS_FOLDER ?? fileURLToPath(new URL('../../../target/functions', import.meta.url));
const ANONYMOUS = { AzureFunctionsJobHost__customHandler__http__DefaultAuthorizationLevel: 'Anonymous' };
const KEYS = { master: 'the-master-key', function: ['the-default-key', 'mcp-extension-key'] };
const KEY = KEYS.function[1];
const INITIALIZE = JSON.stringify({
  jsonrpc: '2.0', id: 1, method: 'initialize',
  params: { protocolVersion: LEGACY, capabilities: {}, clientInfo: { name: 'e2e', version: '1' } },
});

if (givenUrl) {
  test('The package for Azure Functions', { skip: 'MCP_URL names a server that runs' });
} else if (process.platform !== 'linux' || process.arch !== 'x64') {
  test('The package for Azure Functions', { skip: 'is for Linux x64, and this is another machine' });
} else {
  if (!existsSync(FOLDER)) throw new Error(`${FOLDER} is missing: run the tests through Maven, or "mvn -Pjvm package" first.`);
  const openMeteo = await startOpenMeteo();
  const azurite = await startAzurite();
  const settings = { ...openMeteo.settings, AzureWebJobsStorage: azurite.connectionString };
  const before = files(FOLDER);
  const host = await startFunctionsHost({ folder: FOLDER, settings, keys: KEYS });
  const open = await startFunctionsHost({ folder: FOLDER, settings: { ...settings, ...ANONYMOUS }, keys: KEYS });
  after(async () => {
    for (const started of [host, open, azurite, openMeteo]) await started.stop();
  });
  describe('On Azure Functions', () => {
    keys(host, open);
    paths(host);
    clients(host);
    streams(host);
    describe('The process', () => processes(host, { settings, before }));
  });
}

function keys(host, open) {
  for (const [what, query, headers, status] of [
    ['no key', '', {}, 401],
    ['a function key in the header', '', { 'x-functions-key': KEY }, 200],
    ['another function key in the header', '', { 'x-functions-key': KEYS.function[0] }, 200],
    ['the master key in the header', '', { 'x-functions-key': KEYS.master }, 200],
    ['a function key in the query', `?code=${KEY}`, {}, 200],
    ['a wrong key in the header', '', { 'x-functions-key': 'wrong' }, 401],
    ['a wrong header before the right code', `?code=${KEY}`, { 'x-functions-key': 'wrong' }, 401],
    ['the right header before a wrong code', '?code=wrong', { 'x-functions-key': KEY }, 200],
  ]) {
    check(host, `${what} → ${status}`, async () => {
      const response = await fetch(`${host.url}${query}`, post(INITIALIZE, headers));
      const body = await response.text();
      assert.equal(response.status, status, body);
      if (status === 401) assert.equal(body, '');
      else assert.match(body, /"serverInfo"/);
    });
  }

  check(open, 'the app setting for the authorization level lets everybody in', async () => {
    assert.equal((await fetch(open.url, post(INITIALIZE))).status, 200);
  });
}

function paths(host) {
  check(host, "the host's own paths do not reach the server", async () => {
    const count = host.forwarded.length;
    for (const path of ['/runtime/webhooks/mcp', '/admin/host/status']) {
      assert.equal((await fetch(`${host.origin}${path}`, post(INITIALIZE, { 'x-functions-key': KEY }))).status, 404);
    }
    assert.equal(host.forwarded.length, count);
  });

  check(host, 'health can be asked', async () => {
    const { status } = await fetch(`${host.origin}/health/ready`, { headers: { 'x-functions-key': KEY } });
    assert.equal(status, 200);
  });

  check(host, 'a body over the limit of the server is refused, and so is one over the limit of the host', async () => {
    const { status } = await fetch(host.url, post(' '.repeat(5_000_000), { 'x-functions-key': KEY }));
    assert.equal(status, 413);
    const response = await fetch(host.url, post(Buffer.alloc(105_000_000, ' '), { 'x-functions-key': KEY })).catch((error) => error);
    // The host answers and closes while the body is still being sent, which fetch may take for a failure.
    assert.ok(response.status === 413 || response instanceof TypeError, String(response.status));
  });
}

function clients(host) {
  for (const [name, { revision, connect }] of Object.entries(CLIENTS)) {
    describe(name, () => {
      check(host, 'is refused without a key', () => assert.rejects(connect(host.url)));
      check(host, 'works with the key in the header', () => uses(() => connect(host.url, { 'x-functions-key': KEY }), name, revision));
      check(host, 'works with the key in the address', () => uses(() => connect(`${host.url}?code=${KEY}`), name, revision));
    });
  }

  for (const era of ['legacy', 'modern']) {
    describe(`Inspector, ${era}`, () => {
      const client = inspectorClient(`${host.url}?code=${KEY}`, era);
      check(host, 'is refused without a key', async () => {
        const { code, stdout, stderr } = await inspector(host.url, era, ['--method', 'tools/list']);
        assert.equal(code, 3, `the exit code for missing authorization was expected\n${stdout}\n${stderr}`);
      });
      check(host, 'sends the key as a header', async () => {
        const { code, stdout, stderr } = await inspector(host.url, era,
          ['--header', `x-functions-key: ${KEY}`, '--method', 'tools/list']);
        assert.equal(code, 0, `${stdout}\n${stderr}`);
      });
      check(host, 'saves and gets a snippet', () => flows.keepsSnippet(client, `Inspector ${era}`));
      check(host, 'reads the widget', () => flows.readsWidget(client));
      check(host, 'reports the weather', () => flows.reportsWeather(client));
    });
  }
}

async function uses(connect, name, revision) {
  const client = await connect();
  try {
    assert.equal(client.revision(), revision);
    await flows.listsTools(client);
    await flows.saysHello(client);
    await flows.keepsSnippet(client, name);
    await flows.readsSnippetAsResource(client, name);
    await flows.listsSnippets(client, name);
    await flows.deletesSnippet(client, name);
    await flows.tellsMistakes(client);
    await flows.readsWidget(client);
    await flows.reportsWeather(client);
    await flows.getsPrompt(client);
    assert.deepEqual(client.errors, []);
  } finally {
    await client.close();
  }
}

function streams(host) {
  for (const [name, { connect }] of Object.entries(CLIENTS).filter(([, client]) => client.revision === MODERN)) {
    check(host, `${name} hears of a change while its stream is open`, async () => {
      const client = await connect(host.url, { 'x-functions-key': KEY });
      try {
        const uri = `snippet://${encodeURIComponent(`${name} watched`)}`;
        const listener = await client.listen(uri);
        await flows.savesSnippet(client, `${name} watched`, 'text');
        await until(async () => listener.updated.includes(uri), host, 'The listener', 15_000);
        await listener.close();
      } finally {
        await client.close();
      }
    });
  }
}

/** After all that the clients asked for. */
function processes(host, { settings, before }) {
  check(host, 'says that the host checks the keys', () => assert.match(host.output(), /checked by the Functions host/));

  check(host, 'logs no warning, and no key', () => {
    assert.doesNotMatch(host.output(), /warn|severe|error|exception/i);
    for (const key of [KEYS.master, ...KEYS.function]) assert.ok(!host.output().includes(key), host.output());
  });

  check(host, 'writes nothing into its folder', () => assert.deepEqual(files(FOLDER), before));

  check(host, 'ends on SIGTERM', async () => {
    const another = await startFunctionsHost({ folder: FOLDER, settings, keys: KEYS });
    // Fails where that takes more than ten seconds.
    await another.stop();
    assert.ok(another.ended());
  });

  test('may be executed', () => {
    const { customHandler } = JSON.parse(readFileSync(join(FOLDER, 'host.json'), 'utf8'));
    accessSync(join(FOLDER, customHandler.description.defaultExecutablePath), constants.X_OK);
  });

  const jvm = { skip: !existsSync(join(FOLDER, 'runtime')) && 'the package is a native executable' };
  test('starts from its ahead-of-time cache', jvm, async () => {
    // With "on", a JVM that cannot use the cache does not start; by default it goes on without a word.
    const strict = { ...settings, JDK_JAVA_OPTIONS: '-XX:AOTMode=on' };
    const started = await startFunctionsHost({ folder: FOLDER, settings: strict, keys: KEYS });
    await started.stop();

    const damaged = temporaryFolder('functions');
    cpSync(FOLDER, damaged, { recursive: true });
    truncateSync(join(damaged, 'app.aot'), 1_000_000);
    await assert.rejects(startFunctionsHost({ folder: damaged, settings: strict, keys: KEYS }), /ended before it was ready/);
    const slow = await startFunctionsHost({ folder: damaged, settings, keys: KEYS });
    await slow.stop();
  });
}

function check(host, name, run) {
  test(name, () => explained([host], run));
}

function post(body, headers = {}) {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers },
    body,
  };
}

function files(folder) {
  return readdirSync(folder, { recursive: true }).sort();
}
