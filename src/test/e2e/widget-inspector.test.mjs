/** The widget in Inspector's own web page, which is a host of MCP Apps with a sandbox on another origin. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { axeFinds, screenshot } from './lib/browser.mjs';
import { NO_BROWSER, launchChromium } from './lib/chromium.mjs';
import { startInspectorPage } from './lib/inspector.mjs';
import { OTHER_PLACE, PLACE, startOpenMeteo } from './lib/openMeteo.mjs';
import { givenUrl, startServer } from './lib/server.mjs';

const browser = givenUrl ? undefined : await launchChromium();
const skip = givenUrl ? 'MCP_URL names a server that asks the real Open-Meteo' : !browser && NO_BROWSER;

describe("The widget in Inspector's page", { skip }, () => {
  const stops = [() => browser?.close()];
  let url;

  before(async () => {
    const openMeteo = await startOpenMeteo();
    stops.push(openMeteo.stop);
    const server = await startServer(openMeteo.settings);
    stops.push(() => server.stop());
    const inspector = await startInspectorPage(server.url);
    stops.push(() => inspector.stop());
    url = inspector.page;
  });

  after(async () => {
    for (const stop of stops.reverse()) await stop();
  });

  test('shows the weather, and gets that of another place through Inspector', async () => {
    const page = await browser.newPage({ viewport: { width: 1400, height: 1300 }, locale: 'en-GB' });
    await page.goto(url);
    await page.getByRole('switch', { name: /Connect or disconnect/ }).click({ force: true });
    await page.getByText('Apps', { exact: true }).click();
    await page.getByRole('button', { name: /^Get weather/ }).click();
    await page.getByRole('textbox', { name: 'location', exact: true }).fill(PLACE.name);
    await page.getByRole('button', { name: 'Open App' }).click();
    // Inspector's sandbox is a frame, and the widget a frame in it.
    const widget = page.frameLocator('iframe').frameLocator('iframe');
    await widget.getByRole('heading', { name: PLACE.name }).waitFor();
    assert.match(await widget.locator('.degrees').innerText(), /21\.4\s*°C/);

    await widget.getByRole('radio', { name: 'Degrees Fahrenheit' }).check();
    assert.match(await widget.locator('.degrees').innerText(), /70\.5\s*°F/);

    await widget.getByRole('textbox', { name: 'Another place' }).fill(OTHER_PLACE.name);
    await widget.getByRole('textbox', { name: 'Another place' }).press('Enter');
    await widget.locator('#place', { hasText: OTHER_PLACE.name }).waitFor();
    assert.match(await widget.locator('.degrees').innerText(), /80\.2\s*°F/);

    await widget.getByRole('textbox', { name: 'Another place' }).fill('Atlantis');
    await widget.getByRole('button', { name: 'Show weather' }).click();
    await widget.locator('.problem', { hasText: 'No new weather for Atlantis' }).waitFor();
    await screenshot(page, 'inspector');
    const frame = await (await widget.locator('body').elementHandle()).ownerFrame();
    assert.deepEqual(await axeFinds(frame), []);
  });
});
