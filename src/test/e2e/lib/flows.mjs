/** What every client must get from the server, whatever it speaks and wherever snippets are kept. */
import assert from 'node:assert/strict';
import { AWKWARD_NAME, largeSnippet } from './snippet.mjs';
import { PLACE } from './openMeteo.mjs';

const TOOLS = ['delete_snippet', 'get_snippet', 'get_weather', 'hello_mcp', 'list_snippets', 'save_snippet'];
const PROMPTS = {
  code_review_checklist: {},
  generate_documentation: { function_name: false, style: false },
  summarize_content: { audience: false, topic: true },
};
const WIDGET = 'ui://weather/index.html';
const WIDGET_TYPE = 'text/html;profile=mcp-app';

export async function listsTools(client) {
  const tools = await client.tools();
  // Whoever adds a tool need not add it here.
  assert.deepEqual(tools.map((tool) => tool.name).filter((name) => TOOLS.includes(name)).sort(), TOOLS);
  for (const tool of tools) {
    assert.equal(tool.inputSchema.type, 'object', tool.name);
    // VS Code drops a tool for an array without items.
    for (const schema of [tool.inputSchema, tool.outputSchema]) assert.deepEqual(arraysWithoutItems(schema), [], tool.name);
    assert.ok(tool.description, `${tool.name} has no description`);
    assert.ok(tool.title ?? tool.annotations?.title, `${tool.name} has no title`);
  }
  assert.equal(tools.find((tool) => tool.name === 'get_weather')._meta?.ui?.resourceUri, WIDGET);
}

export async function saysHello(client) {
  for (const args of [undefined, {}]) {
    const { content, isError } = await client.call('hello_mcp', args);
    assert.deepEqual(content, [{ type: 'text', text: 'Hello I am MCPTool!' }]);
    assert.notEqual(isError, true);
  }
}

/** The owner's name stands in front, so that clients can share a store. */
export async function keepsSnippet(client, owner) {
  const name = `${owner} ${AWKWARD_NAME}`;
  const snippet = largeSnippet();
  assert.equal(ok(await client.call('save_snippet', { snippetname: name, snippet })), `Snippet '${name}' saved successfully`);
  assertSameText(ok(await client.call('get_snippet', { snippetname: name })), snippet);
}

export async function readsSnippetAsResource(client, owner) {
  const name = `${owner} ${AWKWARD_NAME}`;
  const uri = `snippet://${encodeURIComponent(name)}`;
  const templates = await client.templates();
  assert.deepEqual(templates.map((template) => template.uriTemplate), ['snippet://{name}']);
  const contents = await client.read(uri);
  assert.equal(contents.length, 1);
  assert.equal(contents[0].uri, uri);
  assertSameText(contents[0].text, largeSnippet());
}

export async function completesName(client, owner) {
  const template = { type: 'ref/resource', uri: 'snippet://{name}' };
  const { values } = await client.complete(template, 'name', `${owner} Üb`);
  assert.deepEqual(values, [`${owner} ${AWKWARD_NAME}`]);
  assert.deepEqual((await client.complete(template, 'name', `${owner} nothing`)).values, []);
}

export async function deletesSnippet(client, owner) {
  const name = `${owner} ${AWKWARD_NAME}`;
  ok(await client.call('delete_snippet', { snippetname: name }));
  failed(await client.call('get_snippet', { snippetname: name }));
}

export async function overwritesSnippet(client, owner) {
  const snippetname = `${owner} overwritten`;
  const uri = `snippet://${encodeURIComponent(snippetname)}`;
  for (const snippet of ['first', 'second, and longer', '3']) {
    ok(await client.call('save_snippet', { snippetname, snippet }));
    assert.equal(ok(await client.call('get_snippet', { snippetname })), snippet);
    // A client may keep a resource as long as its ttlMs says: the text of a snippet may not be kept at all.
    assert.equal((await client.read(uri))[0].text, snippet);
  }
  ok(await client.call('delete_snippet', { snippetname }));
}

export async function listsSnippets(client, owner) {
  const names = [`${owner} list/a`, `${owner} list/b 100%`, `${owner} list/ü`, `${owner} lost`];
  // Saved in another order than they are listed.
  for (const snippetname of names.toReversed()) ok(await client.call('save_snippet', { snippetname, snippet: snippetname }));
  assert.deepEqual(await snippetNames(client, `${owner} list/`), names.slice(0, 3));
  assert.deepEqual(await snippetNames(client, `${owner} l`), names);
  assert.deepEqual(await snippetNames(client, `${owner} list/b 100%`), [names[1]]);
  const all = await snippetNames(client);
  assert.deepEqual(names.filter((name) => !all.includes(name)), [], 'missing in the list without a prefix');
  for (const snippetname of names) ok(await client.call('delete_snippet', { snippetname }));
  assert.deepEqual(await snippetNames(client, `${owner} l`), []);
}

/** As often as `between` is called there is a page before and after it. */
export async function pagesThroughSnippets(client, owner, between = async () => {}) {
  const names = Array.from({ length: 7 }, (_, number) => `${owner} page ${number}`);
  for (const snippetname of names) ok(await client.call('save_snippet', { snippetname, snippet: snippetname }));
  assert.deepEqual(await snippetNames(client, `${owner} page`, between), names);
  for (const snippetname of names) ok(await client.call('delete_snippet', { snippetname }));
}

export async function savesSnippet(client, snippetname, snippet) {
  ok(await client.call('save_snippet', { snippetname, snippet }));
}

export async function tellsMistakes(client) {
  assert.equal(failed(await client.call('save_snippet', { snippetname: '', snippet: 'x' })), 'No snippet name provided');
  assert.equal(failed(await client.call('save_snippet', { snippetname: 'x', snippet: '' })), 'No snippet content provided');
  for (const snippetname of ['back\\slash', '../../etc/passwd', 'line\nbreak', 'x'.repeat(201)]) {
    assert.match(failed(await client.call('save_snippet', { snippetname, snippet: 'x' })), /name/i, snippetname);
  }
  failed(await client.call('get_snippet', { snippetname: 'there is none of this name' }));
  // Arguments that don't fit the schema are the model's mistake, so the model must get to read it.
  failed(await client.call('save_snippet', { snippetname: 5, snippet: ['x'] }));
  failed(await client.call('get_snippet', {}));
  await assert.rejects(client.call('no_such_tool', {}), { code: -32602 });
}

export async function readsWidget(client) {
  const resources = await client.resources();
  const widget = resources.find((resource) => resource.uri === WIDGET);
  assert.ok(widget, `not listed among ${resources.map((resource) => resource.uri)}`);
  assert.equal(widget.mimeType, WIDGET_TYPE);
  const contents = await client.read(WIDGET);
  assert.equal(contents.length, 1);
  const [{ uri, mimeType, text, _meta }] = contents;
  assert.equal(uri, WIDGET);
  assert.equal(mimeType, WIDGET_TYPE);
  assert.equal(_meta?.ui?.prefersBorder, true);
  assert.match(text, /^<!doctype html/i);
  assert.match(text, /<script/i);
  // A host shows the page in a sandbox without a network: whatever it refers to must be inside.
  assert.deepEqual(text.match(/<(?:script|img|iframe|source|video|audio)\b[^>]*\ssrc\s*=\s*["']?(?!data:)[^>]*/gi) ?? [], []);
  assert.deepEqual(text.match(/<link\b[^>]*\shref\s*=\s*["']?(?!data:)[^>]*/gi) ?? [], []);
  assert.deepEqual(text.match(/@import[^;]*|url\(\s*["']?(?:https?:)?\/\/[^)]*/gi) ?? [], []);
}

export async function readsServerInfo(client) {
  const contents = await client.read('info://server');
  assert.equal(contents.length, 1);
  assert.ok(contents[0].text, 'info://server is empty');
}

export async function missesResource(client, code) {
  await assert.rejects(client.read('snippet://there-is-none-of-this-name'), { code });
}

export async function reportsWeather(client) {
  const weather = await client.call('get_weather', { location: PLACE.name });
  const text = ok(weather);
  const { TimeZone: zone, Hourly: hours, Daily: days, ...now } = weather.structuredContent;
  assert.deepEqual(now, {
    Location: 'Zürich, Zurich, Switzerland',
    Condition: 'Slight rain',
    TemperatureC: 21.4,
    TemperatureF: 70.5,
    HumidityPercent: 56,
    WindKph: 12.3,
    Wind: '12 km/h NNE',
    ReportedAtUtc: '2026-07-28T11:45:00Z',
    Source: 'Open-Meteo',
  });
  assert.equal(zone, 'Europe/Zurich');
  assert.equal(hours.length, 24);
  assert.equal(hours[0].TimeUtc, '2026-07-28T11:00:00Z');
  assert.equal(days.length, 7);
  assert.equal(days[0].Date, '2026-07-28');
  assert.deepEqual(JSON.parse(text), weather.structuredContent);
}

export async function tellsUnknownPlace(client) {
  // Without a location it is Seattle, of which the stand-in knows nothing either.
  for (const [args, location] of [[{ location: 'Nowhere at all' }, 'Nowhere at all'], [{}, 'Seattle, WA']]) {
    const weather = await client.call('get_weather', args);
    failed(weather);
    assert.deepEqual(Object.keys(weather.structuredContent ?? {}).sort(), ['Error', 'Location', 'Source']);
    assert.equal(weather.structuredContent.Location, location);
    assert.ok(weather.structuredContent.Error, 'the error is empty');
  }
}

export async function listsPrompts(client) {
  const prompts = await client.prompts();
  assert.deepEqual(
    Object.fromEntries(prompts.map(({ name, arguments: args = [] }) =>
      [name, Object.fromEntries(args.map((argument) => [argument.name, argument.required === true]).sort())])),
    PROMPTS);
}

export async function getsPrompt(client) {
  const { messages } = await client.prompt('summarize_content', { topic: 'virtual threads', audience: 'new colleagues' });
  const text = messages.map(({ role, content }) => {
    assert.equal(role, 'user');
    assert.equal(content.type, 'text');
    return content.text;
  }).join('\n');
  assert.match(text, /virtual threads/);
  assert.match(text, /new colleagues/);
}

export async function refusesPrompt(client) {
  await assert.rejects(client.prompt('summarize_content', {}), { code: -32602 });
  await assert.rejects(client.prompt('no_such_prompt', {}), { code: -32602 });
}

/** The names on all pages; pages of two, so that cursors get their share. */
async function snippetNames(client, prefix, between = async () => {}) {
  const names = [];
  let cursor;
  for (let page = 0; page < 100; page++) {
    const result = await client.call('list_snippets', { limit: 2, ...(prefix && { prefix }), ...(cursor && { cursor }) });
    const text = ok(result);
    assert.deepEqual(JSON.parse(text), result.structuredContent);
    names.push(...result.structuredContent.snippets.map((snippet) => snippet.name));
    cursor = result.structuredContent.nextCursor;
    if (cursor === undefined) return names;
    await between();
  }
  return assert.fail(`The list did not end after 100 pages; last cursor: ${cursor}`);
}

/** The text of a call that went well. */
function ok(result) {
  assert.notEqual(result.isError, true, `isError: ${JSON.stringify(result.content).slice(0, 500)}`);
  return onlyText(result);
}

/** The text of a call that the tool refused. */
function failed(result) {
  assert.equal(result.isError, true, `no isError: ${JSON.stringify(result.content).slice(0, 500)}`);
  const text = onlyText(result);
  assert.ok(text, 'isError without a word');
  return text;
}

function onlyText({ content }) {
  assert.deepEqual(content.map((block) => block.type), ['text']);
  return content[0].text;
}

function arraysWithoutItems(schema) {
  if (typeof schema !== 'object' || schema === null) return [];
  const here = schema.type === 'array' && schema.items === undefined ? [schema] : [];
  return [...here, ...Object.values(schema).flatMap(arraysWithoutItems)];
}

/** As assert.equal, but a failure shows the place and not twice 100 kB. */
function assertSameText(actual, expected) {
  if (actual === expected) return;
  let index = 0;
  while (index < expected.length && actual[index] === expected[index]) index++;
  const around = (text) => JSON.stringify(text.slice(Math.max(0, index - 20), index + 40));
  assert.fail(`The text differs from character ${index} on: expected ${around(expected)} of ${expected.length}`
    + ` characters, came ${around(actual)} of ${actual.length}`);
}
