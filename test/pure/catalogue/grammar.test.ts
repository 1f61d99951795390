import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createOnigScanner, createOnigString, loadWASM } from 'vscode-oniguruma';
import { type IGrammar, INITIAL, parseRawGrammar, Registry } from 'vscode-textmate';
import { loadCatalogue } from '../../../src/core/catalogue/catalogue.js';

const INJECTION = 'syntaxes/snapshot-trail.injection.tmLanguage.json';

/** As much of VS Code's JSON grammar as matters here: keys and values have the same scopes. */
function jsonGrammar(suffix: string): object {
  const escaped = {
    match: '\\\\(?:["\\\\/bfnrt]|u[0-9a-fA-F]{4})',
    name: `constant.character.escape.json${suffix}`,
  };
  const string = (name: string, end: string) => ({ begin: '"', end, name, patterns: [escaped] });
  const key = string(`string.json${suffix} support.type.property-name.json${suffix}`, '"');
  const value = {
    begin: ':',
    end: '(?=[,}])|$',
    name: `meta.structure.dictionary.value.json${suffix}`,
    patterns: [{ include: '#value' }],
  };
  return {
    scopeName: `source.json${suffix}`,
    patterns: [{ include: '#value' }],
    repository: {
      value: {
        patterns: [
          {
            begin: '\\{',
            end: '\\}',
            name: `meta.structure.dictionary.json${suffix}`,
            patterns: [key, value],
          },
          {
            begin: '\\[',
            end: '\\]',
            name: `meta.structure.array.json${suffix}`,
            patterns: [{ include: '#value' }],
          },
          string(`string.quoted.double.json${suffix}`, '"'),
        ],
      },
    },
  };
}

async function loadGrammar(suffix: string): Promise<IGrammar> {
  const scope = `source.json${suffix}`;
  const raw: Record<string, string> = {
    [scope]: JSON.stringify(jsonGrammar(suffix)),
    'snapshot-trail.injection': readFileSync(INJECTION, 'utf8'),
  };
  const registry = new Registry({
    onigLib: Promise.resolve({ createOnigScanner, createOnigString }),
    loadGrammar: async (name) => {
      const text = raw[name];
      return text === undefined ? null : parseRawGrammar(text, `${name}.json`);
    },
    getInjections: (name) => (name === scope ? ['snapshot-trail.injection'] : undefined),
  });
  const grammar = await registry.loadGrammar(scope);
  assert.ok(grammar !== null);
  return grammar;
}

/** What the injection coloured: the text and its scope. */
function coloured(grammar: IGrammar, text: string): [string, string][] {
  let state = INITIAL;
  return text.split('\n').flatMap((line) => {
    const result = grammar.tokenizeLine(line, state);
    state = result.ruleStack;
    return result.tokens.flatMap(({ startIndex, endIndex, scopes }): [string, string][] => {
      const scope = scopes.find((name) => name.endsWith('.snapshot-trail'));
      return scope === undefined ? [] : [[line.slice(startIndex, endIndex), scope]];
    });
  });
}

describe('TextMate injection', function () {
  this.timeout(20_000);
  let json: IGrammar;

  before(async () => {
    const wasm = readFileSync('node_modules/vscode-oniguruma/release/onig.wasm');
    await loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength));
    json = await loadGrammar('');
  });

  it('is generated from the catalogue as it is now', () => {
    execFileSync(process.execPath, ['syntaxes/generate.mjs', '--check'], { stdio: 'pipe' });
  });

  it('colours an operation by what it does', () => {
    const text = JSON.stringify({
      Records: [
        'CreateSnapshot',
        'ModifySnapshotAttribute',
        'CreateVolume',
        'DeleteSnapshot',
        'DescribeSnapshots',
      ].map((eventName) => ({ eventVersion: '1.08', eventName })),
    });
    const expected = [
      ['CreateSnapshot', 'support.function.snapshot.create.snapshot-trail'],
      ['ModifySnapshotAttribute', 'keyword.control.snapshot.share.snapshot-trail'],
      ['CreateVolume', 'entity.name.type.snapshot.restore.snapshot-trail'],
      ['DeleteSnapshot', 'keyword.other.snapshot.delete.snapshot-trail'],
      ['DescribeSnapshots', 'constant.numeric.snapshot.enumerate.snapshot-trail'],
    ];
    assert.deepEqual(coloured(json, text), expected);
    assert.deepEqual(coloured(json, JSON.stringify(JSON.parse(text), null, 2)), expected);
  });

  it('colours every operation of Azure and Google that they log, and those of AWS that tell enough', () => {
    const field = { aws: 'eventName', azure: 'operationName', gcp: 'methodName' };
    const missed = loadCatalogue().operations.filter(({ cloud, operation, logged }) => {
      if (logged === false) return false;
      const name = cloud === 'azure' ? operation.toUpperCase() : operation;
      return coloured(json, JSON.stringify({ [field[cloud]]: name }))[0]?.[0] !== name;
    });
    assert.deepEqual(
      missed.filter(({ cloud }) => cloud !== 'aws').map(({ operation }) => operation),
      ['SetIamPolicy'],
      'a name of many services',
    );
    const names = new Set(missed.map(({ operation }) => operation));
    for (const generic of [
      'TagResource',
      'CreateTags',
      'ListTagsForResource',
      'CreateCluster',
      'CreateRule',
      'RunTask',
    ]) {
      assert.ok(names.has(generic), generic);
    }
    assert.deepEqual(
      [...names].filter((name) => /Snapshot|RecoveryPoint|BackupVault|BackupPlan/.test(name)),
      [],
    );
    assert.ok(missed.length < 250, `${missed.length} are not coloured`);
  });

  it('colours Azure names below `value`, in any letter case', () => {
    const text = '{"operationName": {"value": "microsoft.compute/SNAPSHOTS/delete"}}';
    assert.deepEqual(coloured(json, text), [
      ['microsoft.compute/SNAPSHOTS/delete', 'keyword.other.snapshot.delete.snapshot-trail'],
    ]);
  });

  it('colours Google names behind any API version', () => {
    for (const version of ['', 'v1.', 'beta.', 'alpha.']) {
      const [first] = coloured(json, `{"methodName":"${version}compute.snapshots.setIamPolicy"}`);
      assert.deepEqual(first, [
        'compute.snapshots.setIamPolicy',
        'keyword.control.snapshot.share.snapshot-trail',
      ]);
    }
  });

  it('colours an operation in JSON within a string', () => {
    const inner = JSON.stringify({ eventSource: 'ec2.amazonaws.com', eventName: 'CopySnapshot' });
    assert.deepEqual(coloured(json, JSON.stringify({ EventName: 'CopySnapshot', CloudTrailEvent: inner })), [
      ['CopySnapshot', 'support.function.snapshot.copy.snapshot-trail'],
      ['CopySnapshot', 'support.function.snapshot.copy.snapshot-trail'],
    ]);
  });

  it('colours technique ids', () => {
    assert.deepEqual(coloured(json, '{"techniques":["T1578.001","T1537"],"message":"see T1490."}'), [
      ['T1578.001', 'entity.name.tag.technique.snapshot-trail'],
      ['T1537', 'entity.name.tag.technique.snapshot-trail'],
      ['T1490', 'entity.name.tag.technique.snapshot-trail'],
    ]);
  });

  it('leaves everything else alone', () => {
    for (const text of [
      '{"CreateSnapshot":"eventName"}',
      '{"description":"CreateSnapshot"}',
      '{"eventName":"CreateSnapshotX"}',
      '{"eventName":"XCreateSnapshot"}',
      '{"eventName":"createsnapshot"}',
      '{"eventName":"RunInstance"}',
      '{"methodName":"gamma.compute.snapshots.insert"}',
      '{"methodName":"computeXsnapshots.insert"}',
      '{"operationName":"Microsoft.Compute/snapshots/write/more"}',
      '{"id":"AT1578","token":"T15781","key":"T1578_x","time":"2023-07-10T1211"}',
    ]) {
      assert.deepEqual(coloured(json, text), [], text);
    }
  });

  it('works in JSON with comments and in JSON lines', async () => {
    for (const suffix of ['.comments', '.lines']) {
      const grammar = await loadGrammar(suffix);
      assert.equal(coloured(grammar, '{"eventName":"DeleteSnapshot"}').length, 1, suffix);
    }
  });

  it('is quick on a long line', function () {
    this.timeout(2000);
    const records = Array.from({ length: 60 }, (_, index) => ({
      eventName: 'CreateSnapshot',
      note: `"x" \\${index}`.repeat(20),
    }));
    assert.equal(coloured(json, JSON.stringify(records)).length, 60);
  });
});
