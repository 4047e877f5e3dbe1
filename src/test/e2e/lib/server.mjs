/** The product, as a user starts it: the packaged jar in a process of its own. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, start, until } from './process.mjs';
import { temporaryFolder } from './folders.mjs';

const JAR = fileURLToPath(new URL('../../../../target/remote-mcp-helidon.jar', import.meta.url));

/** Settings of whoever runs the tests must not reach the server under test. */
const SETTINGS = /^(FUNCTIONS_|AzureWebJobsStorage|MCP_|SNIPPETS_|OPEN_METEO_|WEATHER_|AZURE_|HOST$|PORT$)/i;

/** With MCP_URL set, a server that runs already is tested instead. */
export const givenUrl = process.env.MCP_URL;

/** With MCP_EXECUTABLE set, that file is started instead of the jar: what is packaged for Azure. */
const givenExecutable = process.env.MCP_EXECUTABLE;

/** Whether another server than the one that Maven has just built is tested. */
export const givenServer = Boolean(givenUrl || givenExecutable);

/** Program and arguments that start the product. */
export function command() {
  if (givenExecutable) return [resolve(givenExecutable), []];
  if (!existsSync(JAR)) throw new Error(`${JAR} is missing: run the tests through Maven, or "mvn package" first.`);
  return [java(), ['-jar', JAR]];
}

/** A store that doesn't answer keeps a server from being ready, but not alive. */
export async function startServer(settings, health = '/health/ready') {
  const port = await freePort();
  const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !SETTINGS.test(name)));
  const server = start(...command(), {
    // Any folder will do; this one shows that nothing is expected beside the jar but its libraries.
    cwd: temporaryFolder('cwd'),
    env: { ...environment, ...settings, PORT: String(port) },
  });
  const origin = `http://127.0.0.1:${port}`;
  try {
    await until(async () => (await fetch(`${origin}${health}`)).ok, server, 'The server');
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { ...server, origin, url: `${origin}/mcp` };
}

export function java() {
  if (process.env.JAVA_BIN) return process.env.JAVA_BIN;
  const version = spawnSync('java', ['-version'], { encoding: 'utf8' }).stderr ?? '';
  if (/version "25\b/.test(version)) return 'java';
  throw new Error(`The server needs Java 25: set JAVA_BIN to its java. The one on the PATH says: ${version.trim() || 'nothing'}`);
}

/** Runs a check; when it fails, shows what the servers printed since the last failure. */
export async function explained(servers, check) {
  try {
    return await check();
  } catch (error) {
    for (const server of servers) {
      const output = server.output();
      const news = output.slice(server.shown ?? 0);
      server.shown = output.length;
      console.error(`--- server output${news ? `:\n${news}` : ': nothing new'}\n---`);
    }
    throw error;
  }
}
