/** The official conformance suite, one scenario a process. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { node22 } from './node22.mjs';
import { run } from './process.mjs';
import { temporaryFolder } from './folders.mjs';

const SUITE = createRequire(import.meta.url).resolve('@modelcontextprotocol/conformance/package.json')
  .replace(/package\.json$/, 'dist/index.js');

/** The scenarios for servers that the suite names for a revision: scored or, as an extra, only reported. */
export async function listed(revision) {
  const { code, stdout, stderr } = await run(node22, [SUITE, 'list', '--requirements', revision]);
  if (code !== 0) throw new Error(`conformance list ended with ${code}\n${stdout}\n${stderr}`);
  const required = stdout.slice(stdout.indexOf('Server scenarios'), stdout.indexOf('Client scenarios'));
  const reported = stdout.slice(stdout.indexOf('never scored'));
  return {
    required: [...required.matchAll(/^ *- (\S+)$/gm)].map(([, name]) => name),
    reported: [...reported.matchAll(/^ *- (\S+) \[server\]$/gm)].map(([, name]) => name),
  };
}

/** All checks of a scenario, and what the suite printed. */
export async function checksOf(url, scenario, revision) {
  const folder = temporaryFolder('conformance');
  const { stdout, stderr } = await run(node22,
    [SUITE, 'server', '--url', url, '--scenario', scenario, '--spec-version', revision, '--output-dir', folder]);
  const [results] = readdirSync(folder);
  return {
    checks: results ? JSON.parse(readFileSync(join(folder, results, 'checks.json'), 'utf8')) : [],
    printed: `${stdout}\n${stderr}`,
  };
}
