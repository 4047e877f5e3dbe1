/** The hook that builds the package for Azure Functions: which way it takes on which machine, with fakes of the tools. */
import assert from 'node:assert/strict';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from './lib/folders.mjs';
import { run } from './lib/process.mjs';

const PROJECT = fileURLToPath(new URL('../../../', import.meta.url));
const LINUX = { uname: machine('Linux', 'x86_64'), getconf: 'echo glibc 2.35' };
const MAC = { uname: machine('Darwin', 'arm64'), getconf: 'exit 1' };
const DOCKER = { docker: '[ "$1" = info ] || echo docker "$@" >> "$CALLS"' };
const SLEEPING_DOCKER = { docker: '[ "$1" != info ] || exit 1; echo docker "$@" >> "$CALLS"' };

const NATIVE = ['mvn -q -Pnative package -DskipTests'];
const JVM = ['mvn -q -Pjvm package -DskipTests'];
const CONTAINER = [
  'mvn -q package -DskipTests',
  /^docker run .*--platform linux\/amd64 .*--entrypoint native-image \S+:25-ol8 -o functions\/remote-mcp-helidon -jar remote-mcp-helidon\.jar$/,
];

describe('prepackage.sh', { skip: process.platform === 'win32' && 'is for Unix' }, () => {
  const GRAALVM = { PATH: join(graalvm('25.0.1 2025-10-21'), 'bin') };
  const OLD_GRAALVM = { PATH: join(graalvm('21.0.9 2025-10-21'), 'bin') };
  const [A, B, C] = Array.from({ length: 3 }, () => graalvm('25 2025-09-16'));

  for (const [what, tools, settings, calls] of [
    ['Linux with GraalVM and Docker', { ...LINUX, ...DOCKER }, GRAALVM, NATIVE],
    ['Linux with GraalVM, but a new glibc, and Docker', { ...LINUX, ...DOCKER, getconf: 'echo glibc 2.39' }, GRAALVM, CONTAINER],
    ['Linux with GraalVM, but a new glibc', { ...LINUX, getconf: 'echo glibc 2.39' }, GRAALVM, JVM],
    ['Linux with an old GraalVM and Docker', { ...LINUX, ...DOCKER }, OLD_GRAALVM, CONTAINER],
    ['Linux with an old GraalVM', LINUX, OLD_GRAALVM, JVM],
    ['Linux with Docker', { ...LINUX, ...DOCKER }, {}, CONTAINER],
    ['Linux with a Docker that does not run', { ...LINUX, ...SLEEPING_DOCKER }, {}, JVM],
    ['Linux with nothing', LINUX, {}, JVM],
    ['Linux with everything, told to take Java', { ...LINUX, ...DOCKER }, { ...GRAALVM, MCP_PACKAGE: 'jvm' }, JVM],
    ['Linux with everything, told to take Docker', { ...LINUX, ...DOCKER }, { ...GRAALVM, MCP_PACKAGE: 'container' }, CONTAINER],
    ['macOS with GraalVM and Docker', { ...MAC, ...DOCKER }, GRAALVM, CONTAINER],
  ]) {
    test(what, async () => {
      const { code, stderr, called, folder } = await hook(tools, settings);
      assert.equal(code, 0, stderr);
      assert.equal(called.length, calls.length, called.join('\n'));
      calls.forEach((call, index) => {
        if (call instanceof RegExp) assert.match(called[index], call);
        else assert.equal(called[index], call);
      });
      if (calls === CONTAINER) {
        for (const file of ['host.json', '.funcignore']) assert.ok(existsSync(join(folder, 'target/functions', file)), file);
        assert.ok(!existsSync(join(folder, 'target/functions/stale')), 'the last package is still there');
      }
    });
  }

  for (const [what, tools, settings, message] of [
    ['macOS with GraalVM', MAC, GRAALVM, /Install Docker .*azd pipeline config/],
    ['macOS told to take its GraalVM', MAC, { ...GRAALVM, MCP_PACKAGE: 'native' }, /Darwin arm64, but Azure Functions runs Linux x64/],
    ['macOS told to take its Java', MAC, { MCP_PACKAGE: 'jvm' }, /Darwin arm64, but Azure Functions runs Linux x64/],
    ['Linux told to take a Docker that does not run', { ...LINUX, ...SLEEPING_DOCKER }, { MCP_PACKAGE: 'container' }, /needs Docker/],
    ['a way that there is not', LINUX, { MCP_PACKAGE: 'jar' }, /MCP_PACKAGE is 'jar'; it must be native, container or jvm/],
    ['no Maven', { ...LINUX, mvn: undefined }, {}, /Maven .* is needed/],
  ]) {
    test(what, async () => {
      const { code, stderr, called } = await hook(tools, settings);
      assert.equal(code, 1);
      assert.match(stderr.trim(), message);
      assert.equal(stderr.trim().split('\n').length, 1, stderr);
      assert.deepEqual(called, []);
    });
  }

  for (const [what, settings, home] of [
    ['GRAALVM_HOME before JAVA_HOME and the PATH', { GRAALVM_HOME: A, JAVA_HOME: B, PATH: join(C, 'bin') }, A],
    ['JAVA_HOME before the PATH', { JAVA_HOME: B, PATH: join(C, 'bin') }, B],
    ['the PATH where neither is a GraalVM', { GRAALVM_HOME: '/nowhere', JAVA_HOME: '/nowhere', PATH: join(C, 'bin') }, C],
    ['the PATH where it has no more than a link', { JAVA_HOME: '/nowhere', PATH: linked(C) }, C],
  ]) {
    test(`takes the GraalVM of ${what}`, async () => {
      const { code, stderr, called } = await hook({ ...LINUX, mvn: 'echo "$GRAALVM_HOME" "$@" >> "$CALLS"' }, settings);
      assert.equal(code, 0, stderr);
      assert.deepEqual(called, [`${home} -q -Pnative package -DskipTests`]);
    });
  }

  test('fails where the build fails', async () => {
    const { code } = await hook({ ...LINUX, mvn: 'exit 3' }, {});
    assert.equal(code, 3);
  });
});

/** Runs the hook in a project that has no more than it needs, with these tools and what settings.PATH adds, if anything. */
async function hook(tools, settings) {
  const folder = temporaryFolder('prepackage');
  for (const part of ['infra/hooks/prepackage.sh', 'src/main/functions']) {
    cpSync(join(PROJECT, part), join(folder, part), { recursive: true });
  }
  mkdirSync(join(folder, 'target/functions'), { recursive: true });
  writeFileSync(join(folder, 'target/functions/stale'), '');
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  const real = ['dirname', 'id', 'cp', 'rm', 'mkdir', 'readlink'];
  const calls = join(folder, 'calls');
  writeFileSync(calls, '');
  for (const [name, script] of Object.entries({
    ...Object.fromEntries(real.map((name) => [name, `PATH=/usr/bin:/bin exec ${name} "$@"`])),
    mvn: 'echo mvn "$@" >> "$CALLS"',
    ...tools,
  })) {
    if (script === undefined) continue;
    writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  const { code, stderr } = await run('/bin/sh', [join(folder, 'infra/hooks/prepackage.sh')], {
    cwd: folder,
    env: { ...settings, PATH: [bin, settings.PATH].filter(Boolean).join(':'), CALLS: calls },
  });
  return { code, stderr, folder, called: readFileSync(calls, 'utf8').split('\n').filter(Boolean) };
}

function machine(system, processor) {
  return `case "$1" in -s) echo ${system};; -m) echo ${processor};; *) echo ${system} ${processor};; esac`;
}

/** A GraalVM with native-image alone, laid out as the real ones are. */
function graalvm(version) {
  const home = realpathSync(temporaryFolder('graalvm'));
  for (const folder of ['bin', 'lib/svm/bin']) mkdirSync(join(home, folder), { recursive: true });
  const script = `[ "$1" != --version ] || echo 'native-image ${version}'`;
  writeFileSync(join(home, 'lib/svm/bin/native-image'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  symlinkSync('../lib/svm/bin/native-image', join(home, 'bin/native-image'));
  return home;
}

/** A folder for the PATH with a link to the native-image of this GraalVM. */
function linked(home) {
  const folder = temporaryFolder('links');
  symlinkSync(join(home, 'bin/native-image'), join(folder, 'native-image'));
  return folder;
}
