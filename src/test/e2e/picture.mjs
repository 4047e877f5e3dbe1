/** Takes the README's pictures of the widget, light and dark, of the packaged server: npm run picture. */
import { fileURLToPath } from 'node:url';
import { NO_BROWSER, launchChromium } from './lib/chromium.mjs';
import { OTHER_PLACE, startOpenMeteo } from './lib/openMeteo.mjs';
import { startServer } from './lib/server.mjs';
import { startWidgetHost } from './lib/widgetHost.mjs';

const browser = await launchChromium();
if (!browser) throw new Error(NO_BROWSER);
const openMeteo = await startOpenMeteo();
const server = await startServer(openMeteo.settings);
const host = await startWidgetHost(server.url);
for (const [theme, file] of [['light', 'weather-widget.png'], ['dark', 'weather-widget-dark.png']]) {
  const page = await browser.newPage({ viewport: { width: 880, height: 700 }, deviceScaleFactor: 1.5 });
  await page.goto(host.url);
  await page.waitForFunction(() => window.host);
  await page.evaluate((call) => window.host.open(call), {
    tool: 'get_weather',
    args: { location: OTHER_PLACE.name },
    context: { theme, locale: 'en-GB' },
  });
  await page.frameLocator('iframe').locator('#place').waitFor();
  await page.waitForFunction(() => document.querySelector('iframe').clientHeight === window.host.sizes.at(-1)?.height);
  await page.locator('iframe').screenshot({ path: fileURLToPath(new URL(`../../../docs/${file}`, import.meta.url)), animations: 'disabled' });
  await page.close();
}
await browser.close();
await host.stop();
await server.stop();
await openMeteo.stop();
