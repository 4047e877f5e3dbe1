/** The official clients against the packaged server: each of them in both eras, over both stores. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startAzurite } from './lib/azurite.mjs';
import { CLIENTS, LEGACY, MODERN } from './lib/clients.mjs';
import * as flows from './lib/flows.mjs';
import { temporaryFolder } from './lib/folders.mjs';
import { inspector, inspectorClient } from './lib/inspector.mjs';
import { startOpenMeteo } from './lib/openMeteo.mjs';
import { explained, givenUrl, startServer } from './lib/server.mjs';

// What the tests need is started before any of them is declared: what can't start ends the run with one clear word.
if (givenUrl) {
  describe('The server at MCP_URL', () => everything({ url: givenUrl, output: () => '(not ours to read)' }, { everyCall: true }));
} else {
  const openMeteo = await startOpenMeteo();
  const azurite = await startAzurite();
  const onFiles = await startServer({ ...openMeteo.settings, SNIPPETS_DIR: temporaryFolder('snippets') });
  const onAzurite = await startServer({ ...openMeteo.settings, AzureWebJobsStorage: azurite.connectionString });
  after(async () => {
    for (const started of [onFiles, onAzurite, azurite, openMeteo]) await started.stop();
  });

  // Each call of Inspector is a process; what doesn't touch the store is asked over one store only.
  describe('Snippets in files', () => {
    everything(onFiles, { everyCall: true });
    prints(onFiles);
  });
  describe('Snippets in Azurite', () => {
    everything(onAzurite, { everyCall: false });
    prints(onAzurite);
  });
}

function everything(server, { everyCall }) {
  for (const [name, { revision, connect }] of Object.entries(CLIENTS)) {
    describe(name, () => {
      const check = checks(server);
      let client;
      before(() => explained([server], async () => { client = await connect(server.url); }));
      after(() => client?.close());

      check(`negotiates ${revision}`, () => assert.equal(client.revision(), revision));
      check('learns who answers', () => assert.equal(client.serverInfo()?.name, 'remote-mcp-helidon'));
      check('lists the tools', () => flows.listsTools(client));
      check('says hello', () => flows.saysHello(client));
      check('saves and gets 100 kB under an awkward name', () => flows.keepsSnippet(client, name));
      check('reads the snippet as a resource', () => flows.readsSnippetAsResource(client, name));
      check('completes its name', () => flows.completesName(client, name));
      check('deletes the snippet', () => flows.deletesSnippet(client, name));
      check('overwrites a snippet', () => flows.overwritesSnippet(client, name));
      check('lists snippets by prefix', () => flows.listsSnippets(client, name));
      check('is told its mistakes', () => flows.tellsMistakes(client));
      check('reads the widget', () => flows.readsWidget(client));
      check('reads info://server', () => flows.readsServerInfo(client));
      // Client 2 shows both eras' code of a missing resource as the modern one.
      check('misses a resource', () => flows.missesResource(client, name === 'TypeScript SDK 1' ? -32002 : -32602));
      weather(check, () => client);
      check('lists the prompts', () => flows.listsPrompts(client));
      check('gets a prompt', () => flows.getsPrompt(client));
      check('is refused a prompt without its argument', () => flows.refusesPrompt(client));
      if (revision === LEGACY) check('pings', () => client.ping());
      check('saw no stray error', () => assert.deepEqual(client.errors, []));
    });
  }

  for (const era of ['legacy', 'modern']) {
    const name = `Inspector, ${era}`;
    describe(name, () => {
      const check = checks(server);
      let client;
      before(() => { client = inspectorClient(server.url, era); });

      check('saves and gets 100 kB under an awkward name', () => flows.keepsSnippet(client, name));
      check('reads the snippet as a resource', () => flows.readsSnippetAsResource(client, name));
      check('deletes the snippet', () => flows.deletesSnippet(client, name));
      if (everyCall) {
        const revision = era === 'legacy' ? LEGACY : MODERN;
        check(`negotiates ${revision}`, () => negotiates(server, era, revision));
        check('lists the tools', () => flows.listsTools(client));
        check("finds no fault in the tools' schemas", () => findsNoFault(server, era));
        check('says hello', () => flows.saysHello(client));
        check('reads the widget', () => flows.readsWidget(client));
        check('finds the widget of the tool', () => findsWidget(server, era));
        weather(check, () => client);
        check('lists the prompts', () => flows.listsPrompts(client));
        check('gets a prompt', () => flows.getsPrompt(client));
      }
    });
  }

  if (everyCall) {
    describe('Inspector, auto', () => {
      const check = checks(server);
      check(`negotiates ${MODERN}`, () => negotiates(server, 'auto', MODERN));
      check('says hello', () => flows.saysHello(inspectorClient(server.url, 'auto')));
    });
  }
}

/** After all that the clients asked for. */
function prints(server) {
  const check = checks(server);
  check('said where it listens', () =>
    assert.ok(server.output().includes(server.url.replace('127.0.0.1', 'localhost')), server.output()));
  check('logged no warning', () => assert.doesNotMatch(server.output(), /warn|severe|error|exception/i));
  check("logged nothing of its users'", () => assert.doesNotMatch(server.output(), /Übung|leading blanks|Zürich|Nowhere/));
}

function weather(check, client) {
  // A server that runs already asks the real Open-Meteo, whose answers nobody knows beforehand.
  const options = { skip: givenUrl && 'needs the stand-in of Open-Meteo' };
  check('reports the weather', () => flows.reportsWeather(client()), options);
  check('is told that a place is unknown', () => flows.tellsUnknownPlace(client()), options);
}

async function negotiates(server, era, revision) {
  const { code, stdout, stderr, json } = await inspector(server.url, era, ['--method', 'initialize']);
  assert.equal(code, 0, `${stdout}\n${stderr}`);
  assert.equal(json.result.protocolVersion, revision);
  assert.equal(json.result.serverInfo.name, 'remote-mcp-helidon');
}

/** Inspector knows what the schemas of tools must avoid to work with every model. */
async function findsNoFault(server, era) {
  const { code, stderr } = await inspector(server.url, era, ['--method', 'tools/list', '--strict']);
  assert.equal(stderr.trim(), '');
  assert.equal(code, 0);
}

async function findsWidget(server, era) {
  const { code, stdout, stderr, json } = await inspector(server.url, era,
    ['--method', 'tools/call', '--tool-name', 'get_weather', '--app-info']);
  assert.equal(code, 0, `${stdout}\n${stderr}`);
  assert.equal(json.appInfo?.resourceUri, 'ui://weather/index.html', stdout);
  assert.equal(json.appInfo.resourceMimeType, 'text/html;profile=mcp-app', stdout);
}

function checks(server) {
  return (name, run, options = {}) => test(name, options, () => explained([server], run));
}
