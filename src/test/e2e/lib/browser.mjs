/** What the tests do with pages. */
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const SCREENSHOTS = new URL('../../../../target/screenshots/', import.meta.url);
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** The whole page, to target/screenshots. */
export async function screenshot(page, name) {
  const path = fileURLToPath(new URL(`${name}.png`, SCREENSHOTS));
  mkdirSync(dirname(path), { recursive: true });
  await page.screenshot({ path, fullPage: true, animations: 'disabled' });
}

/** What axe has against the document of a frame, each in a line. */
export async function axeFinds(frame) {
  await frame.addScriptTag({ path: AXE });
  return frame.evaluate(async () => {
    const { violations } = await axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`));
  });
}
