/**
 * A stand-in of the Azure Functions host in front of a custom handler: what a package must be and a server must bear to
 * work there. It starts the executable that host.json names, waits for it, checks keys, and forwards.
 */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, request as send } from 'node:http';
import { isAbsolute, join } from 'node:path';
import { freePort, start, until } from './process.mjs';

const PROFILES = {
  'mcp-custom-handler': {
    'customhandler:enableproxyinghttprequest': 'true',
    'extensions:http:routeprefix': '',
    'customhandler:http:routes:0:route': '{*route}',
  },
};
const OVERRIDE = /^AzureFunctionsJobHost__/i;
const BODY_LIMIT = 104_857_600;
const READY_TIMEOUT = 30_000;
const READY_INTERVAL = 25;
/** The host's own; no handler sees them. */
const RESERVED = /^\/(admin|runtime\/webhooks)(\/|$)/i;
const HOP_BY_HOP = ['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade'];

/**
 * @param folder   the unpacked package
 * @param settings the app settings, which the process gets as environment variables
 * @param keys     values of the keys: `function` (any number of them) and `master`
 */
export async function startFunctionsHost({ folder, settings = {}, keys }) {
  const config = configuration(folder, settings);
  const level = authorizationLevel(config);
  if (config.get('customhandler:enableproxyinghttprequest')?.toLowerCase() !== 'true') {
    throw new Error('Without customHandler.enableProxyingHttpRequest the host wraps each request into its own JSON');
  }
  const port = config.has('customhandler:port') ? Number(config.get('customhandler:port')) : await freePort();
  const handler = startHandler(folder, config, settings, port);
  const readyAfter = await ready(port, handler);
  const forwarded = [];

  const server = createServer((incoming, outgoing) => {
    const { pathname, searchParams } = new URL(incoming.url, 'http://host');
    if (RESERVED.test(pathname)) return refuse(outgoing, 404);
    if (!isAllowed(level, keys, incoming.headers['x-functions-key'] ?? searchParams.get('code'))) return refuse(outgoing, 401);
    if (Number(incoming.headers['content-length']) > BODY_LIMIT) return refuse(outgoing, 413);
    forwarded.push({ method: incoming.method, url: incoming.url });
    return forward(incoming, outgoing, port);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${server.address().port}`;
  return {
    ...handler,
    origin,
    url: `${origin}/mcp`,
    readyAfter,
    forwarded,
    async stop() {
      server.close();
      server.closeAllConnections();
      await handler.stop();
    },
  };
}

/** host.json over its profile, app settings over both; names are the same in upper and lower case. */
function configuration(folder, settings) {
  const hostJson = JSON.parse(readFileSync(join(folder, 'host.json'), 'utf8'));
  if (hostJson.version !== '2.0') throw new Error(`host.json has the version '${hostJson.version}'; the host wants '2.0'`);
  const profile = hostJson.configurationProfile ?? '';
  if (profile && !PROFILES[profile]) throw new Error(`The host knows no configuration profile '${profile}'`);
  const config = new Map(Object.entries(PROFILES[profile] ?? {}));
  flatten(hostJson, []).forEach(([key, value]) => config.set(key, value));
  for (const [name, value] of Object.entries(settings)) {
    if (OVERRIDE.test(name)) config.set(name.replace(OVERRIDE, '').replaceAll('__', ':').toLowerCase(), value);
  }
  return config;
}

function flatten(node, path) {
  if (typeof node !== 'object' || node === null) return [[path.join(':').toLowerCase(), String(node)]];
  return Object.entries(node).flatMap(([name, child]) => flatten(child, [...path, name]));
}

/** The level of the one route, which must take every path: MCP has one endpoint, and `/` tells that the server is up. */
function authorizationLevel(config) {
  const routes = [...config.keys()].filter((key) => /^customhandler:http:routes:\d+:route$/.test(key));
  if (routes.length !== 1 || config.get(routes[0]) !== '{*route}' || config.get('extensions:http:routeprefix') !== '') {
    throw new Error(`One route {*route} without a prefix was expected: ${JSON.stringify([...config])}`);
  }
  const level = (config.get('customhandler:http:routes:0:authorizationlevel')
    ?? config.get('customhandler:http:defaultauthorizationlevel') ?? 'function').toLowerCase();
  if (!['anonymous', 'function', 'admin'].includes(level)) throw new Error(`The host knows no authorization level '${level}'`);
  return level;
}

function startHandler(folder, config, settings, port) {
  const named = config.get('customhandler:description:defaultexecutablepath');
  const beside = join(folder, named);
  // What is not in the package is looked for on the PATH.
  const executable = !isAbsolute(named) && existsSync(beside) ? beside : named;
  const args = [...config].filter(([key]) => key.startsWith('customhandler:description:arguments:')).map(([, value]) => value);
  return start(executable, args, {
    cwd: folder,
    // Nothing of this machine: neither a JAVA_HOME nor whoever runs the tests.
    env: {
      PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      ...settings,
      FUNCTIONS_WORKER_RUNTIME: 'custom',
      FUNCTIONS_HTTPWORKER_PORT: String(port),
      FUNCTIONS_CUSTOMHANDLER_PORT: String(port),
    },
  });
}

/** Any answer will do, as the host takes it; milliseconds until then. */
async function ready(port, handler) {
  const started = performance.now();
  const answers = async () => (await fetch(`http://127.0.0.1:${port}/`)).status > 0;
  try {
    await until(answers, handler, 'The custom handler', READY_TIMEOUT, READY_INTERVAL);
  } catch (error) {
    await handler.stop();
    throw error;
  }
  return performance.now() - started;
}

function isAllowed(level, keys, key) {
  return level === 'anonymous'
    || key === keys.master
    || (level === 'function' && keys.function.includes(key));
}

function refuse(outgoing, status) {
  outgoing.writeHead(status, { 'content-length': 0 });
  outgoing.end();
}

/** Streams in both directions; the key goes along. */
function forward(incoming, outgoing, port) {
  const headers = Object.fromEntries(Object.entries(incoming.headers).filter(([name]) => !HOP_BY_HOP.includes(name)));
  const forwarded = send({
    host: '127.0.0.1',
    port,
    method: incoming.method,
    path: incoming.url,
    headers: {
      ...headers,
      host: `127.0.0.1:${port}`,
      'x-forwarded-host': incoming.headers.host,
      'x-forwarded-for': incoming.socket.remoteAddress,
      'x-forwarded-proto': 'https',
      'x-azure-functions-invocationid': randomUUID(),
    },
  }, (answer) => {
    outgoing.writeHead(answer.statusCode,
      Object.fromEntries(Object.entries(answer.headers).filter(([name]) => !HOP_BY_HOP.includes(name))));
    outgoing.flushHeaders();
    answer.on('error', (error) => outgoing.destroy(error));
    answer.pipe(outgoing);
  });
  forwarded.on('error', (error) => outgoing.destroy(error));
  outgoing.on('close', () => forwarded.destroy());
  incoming.pipe(forwarded);
}
