/** Serves the host page of the tests, and the MCP server below the same origin. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const FOLDER = fileURLToPath(new URL('../host/', import.meta.url));

export async function startWidgetHost(mcpUrl) {
  const page = readFileSync(`${FOLDER}index.html`);
  const script = await bundle();
  let held;
  const server = createServer(async (request, response) => {
    if (request.url === '/') {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
    } else if (request.url === '/host.js') {
      response.writeHead(200, { 'content-type': 'text/javascript; charset=utf-8' }).end(script);
    } else if (request.url === '/mcp') {
      await held;
      await forward(request, response, mcpUrl).catch(() => response.destroy());
    } else {
      response.writeHead(404).end();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    /** Lets no request through to the MCP server until the function that it returns is called. */
    hold() {
      let release;
      held = new Promise((done) => { release = done; });
      return release;
    },
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close').catch(() => {});
    },
  };
}

async function bundle() {
  const { output: [{ code }] } = await build({
    root: FOLDER,
    configFile: false,
    logLevel: 'error',
    build: { write: false, minify: false, target: 'esnext', rolldownOptions: { input: `${FOLDER}host.js` } },
  });
  return code;
}

async function forward(request, response, url) {
  const { host, connection, ...headers } = request.headers;
  const answer = await fetch(url, {
    method: request.method,
    headers,
    ...(request.method === 'POST' && { body: Readable.toWeb(request), duplex: 'half' }),
  });
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  if (answer.body) Readable.fromWeb(answer.body).pipe(response);
  else response.end();
}
