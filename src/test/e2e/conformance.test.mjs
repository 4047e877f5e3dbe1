/**
 * The official conformance suite, against two servers.
 *
 * Against the product run the scenarios that any server can answer, in each revision that has them. The others call tools,
 * read resources or get prompts of fixed names (`test_simple_text`, `test://static-text` …), which the product must not
 * have: LEFT_OUT names each of them with what the product lacks.
 *
 * Against the fixtures (ConformanceServer, on the same protocol core and endpoint) runs everything that the suite requires
 * of a revision and reports beside it. All that is scored must pass, and of the rest all but UNREACHED, which has the
 * reasons. The first test holds all these lists against the suite's own, so that no scenario is forgotten.
 *
 * A warning of the suite is a SHOULD that the server doesn't follow. It fails here as well, unless EXPECTED has a reason.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { LEGACY, MODERN } from './lib/clients.mjs';
import { allListed, checksOf, listed, requirementsOf } from './lib/conformance.mjs';
import { startFixtures } from './lib/fixtures.mjs';
import { temporaryFolder } from './lib/folders.mjs';
import { explained, givenServer, givenUrl, startServer } from './lib/server.mjs';

const RUN = {
  [LEGACY]: [
    'server-initialize',
    'server-session-lifecycle',
    'ping',
    'tools-list',
    'resources-list',
    'prompts-list',
    'server-sse-multiple-streams',
    'dns-rebinding-protection',
  ],
  [MODERN]: [
    'server-stateless',
    'tools-list',
    'resources-list',
    'prompts-list',
    'server-sse-multiple-streams',
    'sep-2164-resource-not-found',
    'caching',
    'dns-rebinding-protection',
    'input-required-result-unsupported-methods',
    'http-header-validation',
  ],
};

const LEFT_OUT = {
  'tools-call-simple-text': 'tool test_simple_text',
  'tools-call-image': 'tool test_image_content',
  'tools-call-audio': 'tool test_audio_content',
  'tools-call-embedded-resource': 'tool test_embedded_resource',
  'tools-call-mixed-content': 'tool test_multiple_content_types',
  'tools-call-with-logging': 'tool test_tool_with_logging',
  'tools-call-with-progress': 'tool test_tool_with_progress',
  'tools-call-error': 'tool test_error_handling',
  'tools-call-sampling': 'tool test_sampling',
  'tools-call-elicitation': 'tool test_elicitation',
  'elicitation-sep1034-defaults': 'tool test_elicitation_sep1034_defaults',
  'elicitation-sep1330-enums': 'tool test_elicitation_sep1330_enums',
  'json-schema-2020-12': 'tool json_schema_2020_12_tool',
  'http-custom-header-server-validation': 'a tool with an x-mcp-header parameter',
  'logging-set-level': 'a server that declares logging; no tool of the product logs',
  'completion-complete': 'prompt test_prompt_with_arguments',
  'prompts-get-simple': 'prompt test_simple_prompt',
  'prompts-get-with-args': 'prompt test_prompt_with_arguments',
  'prompts-get-embedded-resource': 'prompt test_prompt_with_embedded_resource',
  'prompts-get-with-image': 'prompt test_prompt_with_image',
  'resources-read-text': 'resource test://static-text',
  'resources-read-binary': 'resource test://static-binary',
  'resources-templates-read': 'template test://template/{id}/data',
  'resources-subscribe': 'resource test://watched-resource',
  'resources-unsubscribe': 'resource test://watched-resource',
  'input-required-result-basic-elicitation': 'tool test_input_required_result_elicitation',
  'input-required-result-basic-sampling': 'tool test_input_required_result_sampling',
  'input-required-result-basic-list-roots': 'tool test_input_required_result_list_roots',
  'input-required-result-request-state': 'tool test_input_required_result_request_state',
  'input-required-result-multiple-input-requests': 'tool test_input_required_result_multiple_inputs',
  'input-required-result-multi-round': 'tool test_input_required_result_multi_round',
  'input-required-result-missing-input-response': 'tool test_input_required_result_elicitation',
  'input-required-result-non-tool-request': 'prompt test_input_required_result_prompt',
  'input-required-result-result-type': 'tool test_input_required_result_elicitation',
  'input-required-result-tampered-state': 'tool test_input_required_result_tampered_state',
  'input-required-result-capability-check': 'tool test_input_required_result_capabilities',
  'input-required-result-ignore-extra-params': 'tool test_input_required_result_elicitation',
  'input-required-result-validate-input': 'tool test_input_required_result_elicitation',
};

/** How many scenarios each revision scores. */
const SCORED = { [LEGACY]: 30, [MODERN]: 37 };

/** What no server on this protocol core passes. */
const UNREACHED = {
  'server-sse-polling': 'a stream that is left and resumed by GET, for which a server must keep what it has sent',
  'tasks-lifecycle': 'the tasks extension',
  'tasks-capability-negotiation': 'the tasks extension',
  'tasks-wire-fields': 'the tasks extension',
  'tasks-request-state-removal': 'the tasks extension',
  'tasks-mrtr-input': 'the tasks extension',
  'tasks-request-headers': 'the tasks extension',
  'tasks-dispatch-and-envelope': 'the tasks extension',
  'tasks-status-notifications': 'the tasks extension',
  'tasks-required-task-error': 'the tasks extension',
  'tasks-mrtr-composition': 'the tasks extension',
  'sep-2640-skills-directory': 'the skills extension; without it the suite skips every check',
  'sep-2640-skills-enumeration': 'the skills extension',
  'sep-2640-skills-manifest': 'the skills extension',
};

/** scenario → check → why it can't succeed. Untestable are those that the suite itself gives up for want of a fixture. */
const EXPECTED = {
  'server-stateless': {
    'sep-2575-server-rejects-undeclared-capability': 'untestable without tool test_missing_capability',
    'sep-2575-missing-capability-http-400': 'untestable without tool test_missing_capability',
    'sep-2575-http-server-no-independent-requests-on-stream': 'untestable without tool test_streaming_elicitation',
    'sep-2575-server-no-log-without-loglevel': 'untestable without tool test_logging_tool',
  },
};

const server = givenUrl
  ? { url: givenUrl, output: () => '(not ours to read)', stop: async () => {} }
  : await startServer({ SNIPPETS_DIR: temporaryFolder('snippets') });
after(() => server.stop());

test('every scenario of the suite for servers is run or left out with a reason', async () => {
  const all = await allListed();
  const named = new Set(Object.keys(UNREACHED));
  for (const revision of [LEGACY, MODERN]) {
    const { required, reported } = await listed(revision);
    assert.equal(required.length, SCORED[revision], `scored scenarios of ${revision}`);
    assert.deepEqual(required.filter((name) => name in UNREACHED), [], `scored, so to be reached: ${revision}`);
    const known = new Set([...RUN[revision], ...Object.keys(LEFT_OUT), ...Object.keys(UNREACHED)]);
    assert.deepEqual([...required, ...reported].filter((name) => !known.has(name)), [], revision);
    assert.deepEqual(RUN[revision].filter((name) => ![...required, ...reported].includes(name)), [], revision);
    [...required, ...reported].forEach((name) => named.add(name));
  }
  assert.deepEqual(all.filter((name) => !named.has(name)), [], 'in no revision and without a reason');
  assert.deepEqual([...named, ...Object.keys(LEFT_OUT)].filter((name) => !all.includes(name)), [], 'unknown to the suite');
});

describe('Conformance of the product', () => {
  for (const [revision, scenarios] of Object.entries(RUN)) {
    for (const scenario of scenarios) {
      test(`${revision}: ${scenario}`, () => explained([server], async () => {
        const { checks, printed } = await checksOf(server.url, scenario, revision);
        assert.ok(checks.length > 0, `No check ran:\n${printed}`);
        const failures = shortcomings(checks).filter((check) => !expected(scenario, check));
        assert.equal(failures.length, 0, failures.map(told).join('\n'));
      }));
    }
  }
});

describe('Conformance of the fixtures', { skip: givenServer && 'another server is tested' }, () => {
  let fixtures;
  before(async () => { fixtures = await startFixtures(); });
  after(() => fixtures?.stop());

  for (const [revision, count] of Object.entries(SCORED)) {
    test(`${revision}: ${count} of ${count}, and what is reported beside them`, () => explained([fixtures], async () => {
      const { required, reported } = await listed(revision);
      const { code, scenarios, printed } = await requirementsOf(fixtures.url, revision);
      assert.deepEqual(Object.keys(scenarios).sort(), [...required, ...reported].sort());
      const passed = (name) => scenarios[name].some(({ status }) => status === 'SUCCESS')
        && shortcomings(scenarios[name]).length === 0;
      const failures = required.filter((name) => !passed(name));
      assert.deepEqual(failures, [], failures.flatMap((name) => shortcomings(scenarios[name])).map(told).join('\n'));
      assert.equal(required.filter(passed).length, count);
      assert.equal(code, 0, printed);
      assert.deepEqual(reported.filter((name) => !passed(name)), reported.filter((name) => name in UNREACHED),
        'what is reported beside them passes unless it is UNREACHED');
    }));
  }
});

function shortcomings(checks) {
  return checks.filter(({ status }) => ['FAILURE', 'WARNING'].includes(status));
}

function expected(scenario, { id, status, details }) {
  const reason = EXPECTED[scenario]?.[id];
  if (reason === undefined) return false;
  return reason.startsWith('untestable') ? details?.untestable === true : status === 'WARNING';
}

function told({ id, status, description, errorMessage, details }) {
  return `${status} ${id}: ${description}\n  ${errorMessage ?? ''}\n  ${JSON.stringify(details ?? {})}`;
}
