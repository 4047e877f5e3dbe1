/** Child processes that never outlive the run. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const running = new Set();

process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => process.exit(1));
}

/** Starts a command that stays; `output()` is all it has printed so far. */
export function start(command, args, options = {}) {
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  const chunks = [];
  let failure;
  child.stdout.on('data', (chunk) => chunks.push(chunk));
  child.stderr.on('data', (chunk) => chunks.push(chunk));
  child.on('error', (error) => { failure = error; });
  running.add(child);
  const closed = once(child, 'close').catch(() => {}).finally(() => running.delete(child));
  return {
    output: () => Buffer.concat(chunks).toString('utf8') + (failure ? `\n${failure.message}` : ''),
    ended: () => failure !== undefined || child.exitCode !== null || child.signalCode !== null,
    /** Ends the process without giving it a chance to say goodbye. */
    async kill() {
      child.kill('SIGKILL');
      await closed;
    },
    /** Ends the process as a service manager does; it fails where that doesn't help. */
    async stop() {
      if (this.ended()) return closed;
      child.kill('SIGTERM');
      await Promise.race([closed, sleep(10_000, undefined, { ref: false })]);
      if (this.ended()) return closed;
      child.kill('SIGKILL');
      throw new Error(`${command} ${args.join(' ')} did not end within 10 s of SIGTERM:\n${this.output()}`);
    },
  };
}

/** Runs a command to its end. */
export async function run(command, args, { timeout = 60_000, ...options } = {}) {
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  const timer = setTimeout(() => child.kill('SIGKILL'), timeout);
  const stdout = [];
  const stderr = [];
  child.stdout.on('data', (chunk) => stdout.push(chunk));
  child.stderr.on('data', (chunk) => stderr.push(chunk));
  try {
    const [code, signal] = await once(child, 'close');
    return {
      code: code ?? signal,
      stdout: Buffer.concat(stdout).toString('utf8'),
      stderr: Buffer.concat(stderr).toString('utf8'),
    };
  } finally {
    clearTimeout(timer);
    running.delete(child);
  }
}

export async function freePort() {
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  await once(probe, 'close');
  return port;
}

/** Waits until `condition` holds, the process ends, or the time is over. */
export async function until(condition, child, what, timeout = 30_000, interval = 100) {
  const deadline = Date.now() + timeout;
  while (!(await condition().catch(() => false))) {
    if (child.ended()) throw new Error(`${what} ended before it was ready:\n${child.output()}`);
    if (Date.now() > deadline) throw new Error(`${what} was not ready after ${timeout} ms:\n${child.output()}`);
    await sleep(interval);
  }
}
