/**
 * A real Chromium: the one that CHROME_PATH names, the one that npm brings for Linux on x64, or Chrome where it is
 * installed.
 */
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const FOLDER = fileURLToPath(new URL('../../../../target/chromium', import.meta.url));

/** The package's own looks for its font in /tmp; without any font a page has no text. */
const FONTS = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(FOLDER, 'fonts')}</dir>
  <cachedir>${join(FOLDER, 'fonts-cache')}</cachedir>
</fontconfig>
`;

/** Why there is none, where there is none. */
export const NO_BROWSER = 'no browser: set CHROME_PATH to a Chrome or Chromium, or install Chrome';

/** Undefined where there is none; on Linux x64 that is a failure. */
export async function launchChromium() {
  // Containers often run as root and with little shared memory.
  const options = { args: ['--no-sandbox', '--disable-dev-shm-usage', '--font-render-hinting=none'] };
  if (process.env.CHROME_PATH) return chromium.launch({ ...options, executablePath: process.env.CHROME_PATH });
  if (process.platform === 'linux' && process.arch === 'x64') {
    const folder = await unpacked();
    return chromium.launch({
      ...options,
      executablePath: join(folder, 'chromium'),
      env: {
        ...process.env,
        // It brings the libraries and the font that a bare machine lacks.
        LD_LIBRARY_PATH: [join(folder, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':'),
        FONTCONFIG_PATH: join(folder, 'fonts'),
      },
    });
  }
  return chromium.launch({ ...options, channel: 'chrome' }).catch(() => undefined);
}

/** The package unpacks itself into the folder for temporary files, where others may have left half of it. */
async function unpacked() {
  if (existsSync(FOLDER)) return FOLDER;
  mkdirSync(dirname(FOLDER), { recursive: true });
  const folder = mkdtempSync(`${FOLDER}-`);
  const before = { TMPDIR: process.env.TMPDIR, AWS_EXECUTION_ENV: process.env.AWS_EXECUTION_ENV,
    LD_LIBRARY_PATH: process.env.LD_LIBRARY_PATH, FONTCONFIG_PATH: process.env.FONTCONFIG_PATH };
  // The second makes it unpack its libraries too.
  Object.assign(process.env, { TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' });
  try {
    const { default: packaged } = await import('@sparticuz/chromium');
    await packaged.executablePath();
    writeFileSync(join(folder, 'fonts', 'fonts.conf'), FONTS);
    renameSync(folder, FOLDER);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    // Another run was faster.
    if (!existsSync(FOLDER)) throw error;
  } finally {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
  return FOLDER;
}
