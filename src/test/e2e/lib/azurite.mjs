/** Azurite, the emulator of Blob Storage, with everything in memory. */
import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { freePort, start, until } from './process.mjs';
import { temporaryFolder } from './folders.mjs';

const AZURITE = createRequire(import.meta.url).resolve('azurite/dist/src/blob/main.js');

export async function startAzurite() {
  const port = await freePort();
  const account = 'e2e';
  const key = randomBytes(64).toString('base64');
  const azurite = start(process.execPath, [AZURITE, '--silent', '--disableTelemetry', '--inMemoryPersistence',
    '--blobHost', '127.0.0.1', '--blobPort', String(port)], {
    cwd: temporaryFolder('azurite'),
    env: { ...process.env, AZURITE_ACCOUNTS: `${account}:${key}` },
  });
  const endpoint = `http://127.0.0.1:${port}/${account}`;
  try {
    // Azurite answers 400 or 403 to a request without a signature; any answer will do.
    await until(async () => (await fetch(endpoint)).status > 0, azurite, 'Azurite');
  } catch (error) {
    await azurite.stop();
    throw error;
  }
  return {
    ...azurite,
    connectionString: `DefaultEndpointsProtocol=http;AccountName=${account};AccountKey=${key};BlobEndpoint=${endpoint};`,
  };
}
