/** Inspector: its command line, one process a call, and its web page. */
import { createRequire } from 'node:module';
import { node22 } from './node22.mjs';
import { freePort, run, start, until } from './process.mjs';
import { temporaryFolder } from './folders.mjs';

const INSPECTOR = createRequire(import.meta.url).resolve('@modelcontextprotocol/inspector/package.json')
  .replace(/package\.json$/, 'clients/launcher/build/index.js');

let home;

/** Runs `mcp-inspector --cli` and gives exit code, output, and what stands in the output as JSON. */
export async function inspector(url, era, args) {
  // Inspector keeps its files in the home folder; the user's own stay out of it.
  home ??= temporaryFolder('inspector');
  const { code, stdout, stderr } = await run(node22, [INSPECTOR, '--cli', url, '--transport', 'http',
    '--protocol-era', era, '--format', 'json', '--stored-auth-only', ...args], {
    env: { ...process.env, HOME: home, USERPROFILE: home, NO_COLOR: '1' },
  });
  return { code, stdout, stderr, json: parsed(stdout) };
}

/** Serves Inspector's page, with the server in its list. */
export async function startInspectorPage(url) {
  const folder = temporaryFolder('inspector-page');
  const port = await freePort();
  const inspectorProcess = start(node22, [INSPECTOR, '--web', '--transport', 'http', '--server-url', url], {
    env: {
      ...process.env,
      HOME: folder,
      USERPROFILE: folder,
      MCP_STORAGE_DIR: folder,
      MCP_INSPECTOR_SECRET_STORE: 'memory',
      MCP_AUTO_OPEN_ENABLED: 'false',
      DANGEROUSLY_OMIT_AUTH: 'true',
      CLIENT_PORT: String(port),
      MCP_SANDBOX_PORT: '0',
      NO_COLOR: '1',
    },
  });
  const page = `http://127.0.0.1:${port}/`;
  await until(async () => (await fetch(page)).ok, inspectorProcess, "Inspector's page");
  return { ...inspectorProcess, page };
}

/** Inspector with the face of the other clients. */
export function inspectorClient(url, era) {
  async function result(...args) {
    const { code, stdout, stderr, json } = await inspector(url, era, args);
    // 5 says that the tool itself failed; the result is there all the same.
    if ((code !== 0 && code !== 5) || json === undefined) {
      const error = new Error(`Inspector ended with ${code}\nstdout: ${stdout}\nstderr: ${stderr}`);
      throw Object.assign(error, { stderr });
    }
    return json.result ?? json;
  }
  return {
    errors: [],
    tools: async () => (await result('--method', 'tools/list')).tools,
    // The arguments as one JSON text: the form key=value would turn "100" into a number. Linux takes 128 KiB an argument.
    call: (name, args = {}) => result('--method', 'tools/call', '--tool-name', name, '--tool-args-json', JSON.stringify(args)),
    resources: async () => (await result('--method', 'resources/list')).resources,
    templates: async () => (await result('--method', 'resources/templates/list')).resourceTemplates,
    read: async (uri) => (await result('--method', 'resources/read', '--uri', uri)).contents,
    prompts: async () => (await result('--method', 'prompts/list')).prompts,
    prompt: (name, args) => result('--method', 'prompts/get', '--prompt-name', name,
      '--prompt-args', ...Object.entries(args).map(([key, value]) => `${key}=${value}`)),
    close: async () => {},
  };
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
