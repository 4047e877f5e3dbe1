import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folders = new Set();
process.on('exit', () => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true, maxRetries: 3 })));

/** A folder that is gone after the run. */
export function temporaryFolder(purpose) {
  const folder = mkdtempSync(join(tmpdir(), `remote-mcp-${purpose}-`));
  folders.add(folder);
  return folder;
}
