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
  const stdout = await list('--requirements', revision);
  const required = stdout.slice(stdout.indexOf('Server scenarios'), stdout.indexOf('Client scenarios'));
  const reported = stdout.slice(stdout.indexOf('never scored'));
  return {
    required: [...required.matchAll(/^ *- (\S+)$/gm)].map(([, name]) => name),
    reported: [...reported.matchAll(/^ *- (\S+) \[server\]$/gm)].map(([, name]) => name),
  };
}

/** Every scenario for servers that the suite has, for whatever revision or extension. */
export async function allListed() {
  return [...(await list('--server')).matchAll(/^ *- (\S+)/gm)].map(([, name]) => name);
}

async function list(...options) {
  const { code, stdout, stderr } = await run(node22, [SUITE, 'list', ...options]);
  if (code !== 0) throw new Error(`conformance list ended with ${code}\n${stdout}\n${stderr}`);
  return stdout;
}

/** What counts for a revision, and what the suite reports beyond: scenario → checks, the exit code, what was printed. */
export async function requirementsOf(url, revision) {
  const folder = temporaryFolder('conformance');
  const { code, stdout, stderr } = await run(node22,
    [SUITE, 'server', '--url', url, '--requirements', revision, '--output-dir', folder], { timeout: 300_000 });
  const scenarios = Object.fromEntries(readdirSync(folder).map((results) => [
    results.replace(/^server-/, '').replace(/-\d{4}-\d\d-\d\dT[\d-]+Z$/, ''),
    JSON.parse(readFileSync(join(folder, results, 'checks.json'), 'utf8')),
  ]));
  return { code, scenarios, printed: `${stdout}\n${stderr}` };
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
