/** The server with the fixtures that the conformance suite calls: the main class ConformanceServer among the tests. */
import { start, until } from './process.mjs';
import { java } from './server.mjs';

/** @param key without it, everybody may call */
export async function startFixtures(key) {
  const { TEST_CLASSPATH: CLASSPATH, ...environment } = process.env;
  if (!CLASSPATH) throw new Error('TEST_CLASSPATH, the class path of the tests, is missing: run the tests through Maven.');
  const server = start(java(), ['dev.remotemcp.conformance.ConformanceServer', '0'], { env: {
    ...environment, CLASSPATH, MCP_KEYS: key,
  } });
  const url = () => /^http:\S+$/m.exec(server.output())?.[0];
  try {
    await until(async () => url() !== undefined, server, 'The server with the fixtures');
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { ...server, url: url() };
}
