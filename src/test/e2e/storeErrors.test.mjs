/**
 * What a tool says when the store refuses. In a native executable, this is where a class shows that the image lacks:
 * the Azure SDK builds its exceptions by reflection.
 */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { describe, test } from 'node:test';
import { CLIENTS } from './lib/clients.mjs';
import { freePort } from './lib/process.mjs';
import { explained, givenUrl, startServer } from './lib/server.mjs';

/** An answer within this is expected; the SDK tries some of these errors several times. */
const LIMIT = { timeout: 90_000, skip: givenUrl && 'MCP_URL names a server with a store of its own' };

const DEFECT = /LinkageError|NoClassDefFound|MissingReflection|MissingResource|NullPointer|ClassCast/;

describe('A store that refuses', () => {
  for (const [status, code] of [
    [403, 'AuthorizationFailure'], [404, 'ContainerNotFound'], [409, 'ContainerBeingDeleted'], [412, 'ConditionNotMet'],
  ]) {
    test(`${status} ${code}`, LIMIT, async () => {
      const store = await startStandIn((response) => {
        response.writeHead(status, { 'content-type': 'application/xml', 'x-ms-error-code': code });
        response.end(`<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>No.</Message></Error>`);
      });
      try {
        await refuses({ AzureWebJobsStorage: 'DefaultEndpointsProtocol=http;AccountName=e2e;'
          + `AccountKey=${Buffer.from('key').toString('base64')};BlobEndpoint=${store.origin}/e2e;` });
      } finally {
        await store.stop();
      }
    });
  }

  test('401 of the identity endpoint', LIMIT, async () => {
    const identity = await startStandIn((response) => {
      response.writeHead(401, { 'content-type': 'application/json' });
      response.end('{"statusCode": 401, "message": "No."}');
    });
    try {
      await refuses({
        // Nobody listens there: without a token, nobody is asked.
        AzureWebJobsStorage__blobServiceUri: `https://127.0.0.1:${await freePort()}`,
        AZURE_CLIENT_ID: '00000000-0000-0000-0000-000000000001',
        IDENTITY_ENDPOINT: identity.origin,
        IDENTITY_HEADER: 'header',
      });
    } finally {
      await identity.stop();
    }
  });
});

/** Saving fails in words for the model, no defect shows in the log, and the server goes on. */
async function refuses(settings) {
  const server = await startServer(settings, '/health/live');
  try {
    await explained([server], async () => {
      const client = await Object.values(CLIENTS)[0].connect(server.url);
      try {
        const { isError, content } = await client.call('save_snippet', { snippetname: 'a', snippet: 'b' });
        assert.equal(isError, true);
        assert.ok(content[0].text.length > 0);
        assert.doesNotMatch(content[0].text + server.output(), DEFECT);
        assert.equal((await client.call('hello_mcp')).content[0].text, 'Hello I am MCPTool!');
      } finally {
        await client.close();
      }
    });
  } finally {
    await server.stop();
  }
}

async function startStandIn(answer) {
  const server = createServer((request, response) => {
    request.resume();
    answer(response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close').catch(() => {});
    },
  };
}
