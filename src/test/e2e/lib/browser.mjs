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

/**
 * Text whose contrast against its ground is below 4.5:1, the AA of WCAG. axe leaves open what stands on a gradient; here
 * both ends of the gradient count.
 */
export function lowContrast(frame) {
  return frame.evaluate(() => {
    const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
    /** The colour that remains when these are painted one over the other. */
    const painted = (...colours) => {
      canvas.clearRect(0, 0, 1, 1);
      for (const colour of colours) {
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
      }
      return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
    };
    const luminance = (rgb) => {
      const [red, green, blue] = rgb.map((value) => value / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const contrast = (a, b) => {
      const [dark, light] = [luminance(a), luminance(b)].sort((one, other) => one - other);
      return (light + 0.05) / (dark + 0.05);
    };
    const { backgroundImage } = getComputedStyle(document.body);
    const sky = backgroundImage.match(/(?:oklab|rgba?|color)\([^)]*\)/g) ?? [getComputedStyle(document.documentElement).backgroundColor];
    const grounds = (element) => {
      const layers = [];
      for (let each = element; each !== document.body && each !== null; each = each.parentElement) {
        layers.unshift(getComputedStyle(each).backgroundColor);
      }
      return sky.map((ground) => painted(ground, ...layers));
    };
    return [...document.body.querySelectorAll('*')]
      .filter((element) => [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== ''))
      .filter((element) => !element.closest('.unseen, svg, script') && element.checkVisibility())
      .map((element) => {
        const { color } = getComputedStyle(element);
        const worst = Math.min(...grounds(element).map((ground) => contrast(painted(color), ground)));
        return { worst, text: `${worst.toFixed(2)}:1 ${element.className || element.localName} "${element.textContent}"` };
      })
      .filter(({ worst }) => worst < 4.5)
      .map(({ text }) => text);
  });
}
