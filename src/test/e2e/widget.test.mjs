/**
 * The widget as people see it: the packaged server, a real Chromium, and a host with ext-apps' own bridge, which shows the
 * page in a sandboxed frame under the rules that hosts set. Screenshots go to target/screenshots.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { axeFinds, lowContrast, screenshot } from './lib/browser.mjs';
import { NO_BROWSER, launchChromium } from './lib/chromium.mjs';
import { OTHER_PLACE, PLACE, startOpenMeteo } from './lib/openMeteo.mjs';
import { givenUrl, startServer } from './lib/server.mjs';
import { startWidgetHost } from './lib/widgetHost.mjs';

const browser = givenUrl ? undefined : await launchChromium();
const skip = givenUrl ? 'MCP_URL names a server that asks the real Open-Meteo' : !browser && NO_BROWSER;

describe('The widget in a host', { skip }, () => {
  let openMeteo;
  let server;
  let host;

  before(async () => {
    openMeteo = await startOpenMeteo();
    server = await startServer(openMeteo.settings);
    host = await startWidgetHost(server.url);
  });

  after(async () => {
    await browser?.close();
    await host?.stop();
    await server?.stop();
    await openMeteo?.stop();
  });

  /** Shows the widget, runs the check, and then looks for what is wrong with any state of it. */
  async function shown({ name, width = 420, theme = 'light', locale = 'en-GB', place = PLACE.name, ...options }, check) {
    const page = await browser.newPage({ viewport: { width, height: 700 }, deviceScaleFactor: 2, ...options.media });
    const noise = [];
    page.on('pageerror', (error) => noise.push(String(error)));
    page.on('console', (message) => {
      // The client in the host page tries a GET, which a server may refuse.
      if (['error', 'warning'].includes(message.type()) && !message.location().url.endsWith('/mcp')) noise.push(message.text());
    });
    const foreign = [];
    page.on('request', (request) => request.frame() !== page.mainFrame() && foreign.push(request.url()));
    try {
      await page.goto(host.url);
      await page.waitForFunction(() => window.host);
      await page.evaluate((dark) => document.body.classList.toggle('dark', dark), theme === 'dark');
      await page.evaluate((call) => window.host.open(call), {
        tool: 'get_weather',
        args: options.args === undefined ? { location: place } : options.args ?? undefined,
        context: { theme, locale, timeZone: 'America/New_York', ...options.context },
        capabilities: options.capabilities ?? { serverTools: {} },
        withResult: options.withResult ?? true,
      });
      const frame = page.frames().find((each) => each !== page.mainFrame());
      await check(frame, page);
      await page.waitForFunction(() => {
        const { height } = window.host.sizes.at(-1) ?? {};
        return document.querySelector('iframe').clientHeight === height;
      });
      if (name) await screenshot(page, name);
      assert.deepEqual(await axeFinds(frame), []);
      // Forced colours are the user's own.
      if (!options.media?.forcedColors) assert.deepEqual(await lowContrast(frame), []);
      const { content, frame: room } = await frame.evaluate(() => ({
        content: [document.documentElement.scrollWidth, document.documentElement.scrollHeight],
        frame: [innerWidth, innerHeight],
      }));
      assert.deepEqual(content, room, 'the page does not fit into its frame');
      assert.deepEqual(noise, []);
      assert.deepEqual(foreign.filter((url) => !url.startsWith('about:')), []);
    } finally {
      await page.close();
    }
  }

  const text = (frame, selector) => frame.locator(selector).innerText();
  const until = (frame, selector, words) => frame.locator(selector, { hasText: words }).first().waitFor({ timeout: 10_000 });

  test('shows the first result', () => shown({ name: 'light' }, async (frame) => {
    await until(frame, '#place', PLACE.name);
    assert.match(await text(frame, '.degrees'), /^21\.4\s*°C$/);
    assert.equal(await text(frame, '.condition'), 'Slight rain');
    const facts = await text(frame, '.facts');
    assert.match(facts, /56%/);
    assert.match(facts, /12 km\/h\s+from\s+NNE/);
    // Noon and three quarters in Greenwich, told in the time of the place though the user is in New York.
    assert.match(facts, /13:45/);
    assert.equal(await frame.locator('time').getAttribute('datetime'), '2026-07-28T11:45:00.000Z');
    assert.equal(await frame.locator('.days li').count(), 7);
    assert.match(await frame.getByRole('img').getAttribute('aria-label'), /24 hours: highest 23°.*lowest 12°/);
    assert.match(await text(frame, '#announcement'), /Weather in Zürich, Zurich, Switzerland: Slight rain, 21\.4/);
  }));

  test('changes the unit by keyboard and keeps the focus', () => shown({ name: 'fahrenheit' }, async (frame, page) => {
    await until(frame, '.degrees', '21.4');
    await frame.getByRole('radio', { name: 'Degrees Celsius' }).focus();
    await page.keyboard.press('ArrowRight');
    await until(frame, '.degrees', '70.5');
    assert.match(await text(frame, '.facts'), /8 mph/);
    assert.match(await text(frame, '.days'), /73°/);
    assert.equal(await frame.evaluate(() => document.activeElement.id), 'unit-F');
  }));

  test('starts with Fahrenheit where that is the custom', () => shown({ locale: 'en-US' }, async (frame) => {
    await until(frame, '.degrees', '70.5');
  }));

  test('tells of each hour as the slider moves', () => shown({ name: 'hour' }, async (frame, page) => {
    const slider = frame.getByRole('slider', { name: 'Hour' });
    await slider.focus();
    assert.match(await slider.getAttribute('aria-valuetext'), /^13:00, 22°, Slight rain, 90% precipitation$/);
    await page.keyboard.press('End');
    assert.match(await slider.getAttribute('aria-valuetext'), /^12:00, 2\d°/);
    assert.equal(await text(frame, '.hour-detail'), await slider.getAttribute('aria-valuetext'));
    await frame.getByRole('radio', { name: 'Degrees Fahrenheit' }).check();
    assert.equal(await slider.inputValue(), '23');
  }));

  test('refreshes', () => shown({}, async (frame, page) => {
    await until(frame, '.degrees', '21.4');
    openMeteo.change(PLACE.name, { temperature_2m: 22.6 });
    try {
      await frame.getByRole('button', { name: 'Refresh' }).focus();
      await page.keyboard.press('Enter');
      await until(frame, '.degrees', '22.6');
      assert.equal(await frame.evaluate(() => document.activeElement.id), 'refresh');
    } finally {
      openMeteo.change(PLACE.name, { temperature_2m: 21.4 });
    }
  }));

  test('keeps the values and says so when a refresh fails', () => shown({ name: 'stale' }, async (frame) => {
    await until(frame, '.degrees', '21.4');
    openMeteo.setDown(true);
    try {
      await frame.getByRole('button', { name: 'Refresh' }).click();
      await until(frame, '.problem', 'No new weather for Zürich');
      assert.match(await text(frame, '.degrees'), /21\.4/);
      assert.match(await text(frame, '#announcement'), /No new weather for Zürich/);
    } finally {
      openMeteo.setDown(false);
    }
    await frame.getByRole('button', { name: 'Refresh' }).click();
    await frame.locator('.problem').waitFor({ state: 'detached' });
  }));

  test('shows another place, and meanwhile the one before', () => shown({ name: 'another-place' }, async (frame, page) => {
    await until(frame, '#place', PLACE.name);
    const release = host.hold();
    await frame.getByRole('textbox', { name: 'Another place' }).fill(OTHER_PLACE.name);
    await page.keyboard.press('Enter');
    await until(frame, '.progress', `Getting the weather for ${OTHER_PLACE.name}…`);
    assert.match(await text(frame, 'h1'), new RegExp(PLACE.name));
    const refresh = frame.getByRole('button', { name: 'Refresh' });
    assert.equal(await refresh.getAttribute('aria-disabled'), 'true');
    await screenshot(page, 'busy');
    release();
    await until(frame, '#place', OTHER_PLACE.name);
    assert.equal(await refresh.getAttribute('aria-disabled'), 'false');
    assert.match(await text(frame, '.degrees'), /26\.8/);
    assert.equal(await frame.getByRole('textbox').inputValue(), '');
  }));

  test('of two calls shows the answer to the later', () => shown({}, async (frame, page) => {
    await until(frame, '#place', PLACE.name);
    const release = host.hold();
    const field = frame.getByRole('textbox');
    for (const name of ['Atlantis', OTHER_PLACE.name]) {
      await field.fill(name);
      await field.press('Enter');
    }
    release();
    await until(frame, '#place', OTHER_PLACE.name);
    assert.equal(await frame.locator('.problem').count(), 0);
  }));

  test('stays with what the user has asked for when the chat\'s answer comes later', () =>
    shown({ withResult: false }, async (frame, page) => {
      await until(frame, 'h1', `Getting the weather for ${PLACE.name}…`);
      const late = await page.evaluate((location) => window.host.client.callTool({ name: 'get_weather', arguments: { location } }), PLACE.name);
      const release = host.hold();
      await frame.getByRole('textbox').fill(OTHER_PLACE.name);
      await page.keyboard.press('Enter');
      await until(frame, 'h1', `Getting the weather for ${OTHER_PLACE.name}…`);
      await page.evaluate((result) => window.host.bridge.sendToolResult(result), late);
      // Messages come one after another: what was sent before this one has been heard.
      await page.evaluate(() => window.host.bridge.setHostContext({ locale: 'he-IL' }));
      await frame.locator('[dir=rtl]').waitFor();
      assert.match(await text(frame, 'h1'), new RegExp(`Getting the weather for ${OTHER_PLACE.name}`));
      release();
      await until(frame, '#place', OTHER_PLACE.name);
    }));

  test('says that a place is unknown', () => shown({ name: 'error', place: 'Atlantis' }, async (frame) => {
    await until(frame, 'h1', 'No weather for Atlantis');
    assert.match(await text(frame, '.failure'), /No place named 'Atlantis' was found/);
    const release = host.hold();
    await frame.getByRole('textbox').fill(OTHER_PLACE.name);
    await frame.getByRole('button', { name: 'Show weather' }).click();
    // What is typed while an answer is awaited stays.
    await frame.getByRole('textbox').fill('Atlantis');
    release();
    await until(frame, '#place', OTHER_PLACE.name);
    await frame.getByRole('button', { name: 'Show weather' }).click();
    await until(frame, '.problem', 'No new weather for Atlantis');
    assert.match(await text(frame, 'h1'), new RegExp(OTHER_PLACE.name));
  }));

  test('can be asked again after an error', () => shown({ name: 'error-dark', place: 'Atlantis', theme: 'dark' }, async (frame, page) => {
    await until(frame, 'h1', 'No weather for Atlantis');
    const focused = () => frame.evaluate(() => [document.activeElement.localName, document.activeElement.innerText]);
    // Who uses the mouse sees no ring around the heading.
    await frame.getByRole('button', { name: 'Try again' }).click();
    assert.equal(await frame.evaluate(() => document.activeElement.matches('h1:not(:focus-visible)')), true);
    await until(frame, 'h1', 'No weather for Atlantis');
    const release = host.hold();
    await frame.getByRole('button', { name: 'Try again' }).focus();
    await page.keyboard.press('Enter');
    await until(frame, 'h1', 'Getting the weather for Atlantis…');
    assert.deepEqual(await focused(), ['h1', 'Getting the weather for Atlantis…']);
    release();
    await until(frame, 'h1', 'No weather for Atlantis');
    assert.deepEqual(await focused(), ['h1', 'No weather for Atlantis']);
    // The next stop is the button again.
    await page.keyboard.press('Tab');
    assert.deepEqual(await focused(), ['button', 'Try again']);
  }));

  test('names the place that is being looked up, and a cancellation', () =>
    shown({ name: 'cancelled', withResult: false }, async (frame, page) => {
      await until(frame, 'h1', 'Getting the weather for Zürich…');
      await screenshot(page, 'loading');
      await page.evaluate(() => window.host.bridge.sendToolCancelled({ reason: 'stopped by the user' }));
      await until(frame, '.failure', 'stopped by the user');
    }));

  test('shows the place while its name is still being written', () => shown({ args: null }, async (frame, page) => {
    await until(frame, 'h1', 'No weather yet');
    await page.evaluate(() => window.host.bridge.sendToolInputPartial({ arguments: { location: 'Zür' } }));
    await until(frame, 'h1', 'Getting the weather for Zür…');
    // Said once, not letter by letter.
    assert.equal(await text(frame, '#announcement'), 'Getting the weather…');
    await page.evaluate(() => window.host.bridge.sendToolInput({ arguments: { location: 'Zürich' } }));
    await until(frame, '#announcement', 'Getting the weather for Zürich…');
  }));

  test('has no controls where the host calls no tools', () => shown({ name: 'no-tools', capabilities: {} }, async (frame) => {
    await until(frame, '#place', PLACE.name);
    assert.equal(await frame.getByRole('textbox').count(), 0);
    assert.deepEqual(await frame.getByRole('button').allInnerTexts(), []);
    assert.equal(await frame.getByRole('radio').count(), 2);
  }));

  test('follows the host: theme, locale, variables, safe area', () => shown({ name: 'dark', theme: 'dark' }, async (frame, page) => {
    await until(frame, '#place', PLACE.name);
    const style = (property) => frame.evaluate((name) => getComputedStyle(document.body)[name], property);
    const light = async () => {
      const [red] = (await frame.evaluate(() => getComputedStyle(document.documentElement).color)).match(/\d+/g);
      return Number(red) < 128;
    };
    assert.equal(await light(), false);
    const context = { theme: 'light', locale: 'de-DE', safeAreaInsets: { top: 20, right: 0, bottom: 30, left: 10 } };
    await page.evaluate((changed) => window.host.bridge.setHostContext(changed), context);
    await until(frame, '.degrees', '21,4');
    assert.equal(await light(), true);
    assert.equal(await style('paddingBlockEnd'), '30px');
    await page.evaluate((changed) => window.host.bridge.setHostContext(changed), {
      ...context, safeAreaInsets: { top: 0, right: 0, bottom: 0, left: 0 }, locale: 'en-GB', theme: 'dark',
      styles: { variables: { '--color-text-primary': 'rgb(250, 240, 230)' } },
    });
    await until(frame, '.degrees', '21.4');
    assert.equal(await style('color'), 'rgb(250, 240, 230)');
  }));

  test('says goodbye', () => shown({}, async (frame, page) => {
    await until(frame, '#place', PLACE.name);
    assert.deepEqual(await page.evaluate(() => window.host.bridge.teardownResource({})), {});
  }));

  for (const [name, look] of Object.entries({
    narrow: { width: 320, locale: 'en-US', place: OTHER_PLACE.name },
    'narrow-dark': { width: 320, theme: 'dark' },
    wide: { width: 960, place: OTHER_PLACE.name },
    'wide-dark': { width: 960, theme: 'dark' },
    rtl: { width: 420, locale: 'he-IL' },
    'rtl-wide-dark': { width: 960, locale: 'he-IL', theme: 'dark', place: OTHER_PLACE.name },
    contrast: { media: { forcedColors: 'active', reducedMotion: 'reduce' } },
  })) {
    test(`looks right: ${name}`, () => shown({ name, ...look }, async (frame) => {
      await until(frame, '#place', look.place ?? PLACE.name);
      assert.equal(await frame.evaluate(() => document.documentElement.dir), name.startsWith('rtl') ? 'rtl' : 'ltr');
    }));
  }
});
