import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { ClusterCache } from '../../../media/timeline/clusters.js';
import { stepEvent, stepLane } from '../../../media/timeline/keyboard.js';
import { fanIndexAt, fanX, layMarks } from '../../../media/timeline/marks.js';
import { parseState } from '../../../media/timeline/savedState.js';
import {
  buildScene,
  findSpot,
  lanesBetween,
  type Scene,
  selectionOf,
} from '../../../media/timeline/scene.js';
import { clamp, framed, lengthOf, zoom } from '../../../media/timeline/span.js';
import { fill, middle, shown } from '../../../media/timeline/text.js';
import { ticksFor } from '../../../media/timeline/ticks.js';
import { duration, stamp } from '../../../media/timeline/time.js';
import { buildTimeline } from '../../../src/core/timeline/buildTimeline.js';
import { timelineHtml } from '../../../src/protocol/timelineHtml.js';
import { ENGLISH_TIMELINE_STRINGS } from '../../../src/protocol/timelineStrings.js';
import { analysisOf, chain, event } from './analysis.js';

const NIL = null;

function sceneOf(...sizes: readonly number[]): Scene {
  const chains = sizes.map((size, c) => {
    const events = Array.from({ length: size }, (_, i) => event(`c${c}e${i}`, c * 10 + i, 'describe'));
    return { events, chain: chain(`c${c}`, events) };
  });
  const loose = event('loose', 59, 'enumerate', { on: [] });
  const index = analysisOf(
    [...chains.flatMap(({ events }) => events), loose],
    chains.map((one) => one.chain),
  );
  return buildScene(
    buildTimeline(index, ({ id }) => id),
    ENGLISH_TIMELINE_STRINGS,
  );
}

describe('timeline page: the axis', () => {
  const start = Date.parse('2023-07-10T12:11:27.000Z');
  const cases = [
    [20 * 365 * 86_400_000, '2030', ''],
    [3 * 365 * 86_400_000, 'Jan', '2023'],
    [300 * 86_400_000, 'Oct', '2023'],
    [40 * 86_400_000, 'Jul 16', '2023'],
    [6 * 3_600_000, '13:00', '2023-07-10'],
    [36_000, '12:11:30', '2023-07-10'],
    [800, ':27.1', '2023-07-10 12:11'],
    [20, '.004', '2023-07-10 12:11:27'],
  ] as const;
  for (const [length, fine, coarse] of cases) {
    it(`has ${fine} under "${coarse}" in a span of ${duration(length, ENGLISH_TIMELINE_STRINGS)}`, () => {
      const ticks = ticksFor({ from: start, to: start + length }, 8, 'en');
      assert.ok(
        ticks.fine.some(({ label }) => label === fine),
        ticks.fine.map(({ label }) => label).join(' '),
      );
      assert.equal(ticks.coarse[0]?.label, coarse);
      assert.ok(ticks.fine.length >= 3 && ticks.fine.length <= 24);
    });
  }

  it('never fails, whatever the span', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 4e12, noNaN: true }),
        fc.double({ min: 1, max: 12, noNaN: true }),
        (from, size) => {
          const ticks = ticksFor({ from, to: from + 10 ** size }, 8, 'en');
          assert.ok(ticks.fine.length < 60 && ticks.coarse.length < 120);
        },
      ),
    );
  });
});

describe('timeline page: words for times', () => {
  it('writes gaps in two units', () => {
    const said = (ms: number): string => duration(ms, ENGLISH_TIMELINE_STRINGS);
    assert.deepEqual(
      [50, 2000, 2500, 11_000, 59_999, 185_000, 7_500_000, 40 * 86_400_000 + 4 * 3_600_000].map(said),
      ['50 ms', '2 s', '2.5 s', '11 s', '1 min', '3 min 5 s', '2 h 5 min', '40 d 4 h'],
    );
  });

  it('stamps in UTC, with milliseconds only where there are any', () => {
    assert.equal(stamp(Date.UTC(2023, 6, 10, 12, 11, 27)), '2023-07-10 12:11:27');
    assert.equal(stamp(Date.UTC(2023, 6, 10, 12, 11, 27, 5)), '2023-07-10 12:11:27.005');
  });
});

describe('timeline page: log text', () => {
  it('is shown, whatever it holds', () => {
    assert.equal(shown('snap-\u202Egnp'), 'snap-⟨U+202E⟩gnp');
    assert.equal(shown('a\u0000b\nc'), 'a⟨U+0000⟩b⟨U+000A⟩c');
    assert.equal(shown('x'.repeat(100_000)).length, 400);
    assert.equal(shown('<img src=x>'), '<img src=x>');
  });

  it('keeps both ends and never splits a character in two', () => {
    assert.equal(middle('abcdefghij', 5), 'ab…ij');
    assert.doesNotMatch(middle('😀😀😀😀', 4), /\p{Cs}/u);
  });

  it('fills placeholders with values, not with what values look like', () => {
    assert.equal(fill('{1} and {0}', '{1}', 'b'), 'b and {1}');
  });
});

describe('timeline page: the visible span', () => {
  const everything = { from: 0, to: 1000 };
  it('keeps the time under the pointer when zooming', () => {
    const span = zoom({ from: 0, to: 1000 }, 2, 250);
    assert.deepEqual(span, { from: 125, to: 625 });
  });
  it('stays within reach of the data', () => {
    assert.equal(lengthOf(clamp({ from: 5, to: 5.5 }, everything)), 10);
    assert.equal(lengthOf(clamp({ from: -1e9, to: 1e9 }, everything)), 3000);
    assert.ok(clamp({ from: 9000, to: 9100 }, everything).from < 1000.1);
  });
  it('gives a single moment some room', () => {
    assert.ok(lengthOf(framed({ from: 5, to: 5 })) >= 1000);
  });
});

describe('timeline page: acts that lie close', () => {
  it('are each in exactly one mark, in order and without overlap', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(59_000), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 200, max: 2000 }),
        (times, width) => {
          const events = times
            .sort((a, b) => a - b)
            .map((time, i) => ({
              ...event(`e${String(i).padStart(3, '0')}`, 0, 'describe'),
              time: new Date(time).toISOString(),
            }));
          const index = analysisOf(events, [chain('c', events)]);
          const scene = buildScene(
            buildTimeline(index, ({ id }) => id),
            ENGLISH_TIMELINE_STRINGS,
          );
          const lane = scene.lanes[0];
          const row = lane?.rows[0];
          assert.ok(lane && row);
          const scale = width / 60_000;
          const clusters = new ClusterCache().of(lane, row, scale);
          assert.equal(clusters.at(-1)?.end, events.length);
          clusters.forEach((one, i) => {
            assert.equal(one.first, clusters[i - 1]?.end ?? 0);
          });
          const marks = layMarks(clusters, { left: 0, right: width, x: (time) => time * scale });
          assert.equal(marks.length, clusters.length);
          marks.forEach((mark, i) => {
            const next = marks[i + 1];
            if (next) assert.ok(mark.left + mark.width <= next.left + 0.01, `${mark.kind} ${next.kind}`);
          });
        },
      ),
    );
  });

  it('find the glyph of a fan that the pointer is on', () => {
    const cluster = { first: 0, end: 3, from: 0, to: 0, worst: 0 };
    const mark = layMarks([cluster], { left: 0, right: 500, x: () => 100 })[0];
    assert.equal(mark?.kind, 'fan');
    assert.deepEqual(
      [0, 1, 2].map((i) => fanIndexAt(mark, fanX(mark, i))),
      [0, 1, 2],
    );
  });
});

describe('timeline page: stepping', () => {
  const scene = sceneOf(2, 0, 3);
  it('goes through events, over the ends of chains and past empty ones', () => {
    assert.deepEqual(stepEvent(scene, NIL, 1), { lane: 0, event: 0 });
    assert.deepEqual(stepEvent(scene, { lane: 0, event: 1 }, 1), { lane: 2, event: 0 });
    assert.deepEqual(stepEvent(scene, { lane: 2, event: 0 }, -1), { lane: 0, event: 1 });
    assert.deepEqual(stepEvent(scene, { lane: 0, event: 0 }, -1), { lane: 0, event: 0 });
    assert.deepEqual(stepEvent(scene, { lane: 2, event: null }, -1), { lane: 0, event: 1 });
    assert.deepEqual(stepEvent(scene, { lane: 3, event: 0 }, 1), { lane: 3, event: 0 });
  });
  it('goes through chains and stays at the ends', () => {
    assert.deepEqual(stepLane(scene, NIL, 1), { lane: 0, event: null });
    assert.deepEqual(stepLane(scene, { lane: 0, event: 1 }, 1), { lane: 1, event: null });
    assert.deepEqual(stepLane(scene, { lane: 3, event: 0 }, 1), { lane: 3, event: null });
  });
});

describe('timeline page: selections', () => {
  const scene = sceneOf(2, 3);
  it('go to a place in the scene and back', () => {
    for (const selection of [
      { chain: 'c0', event: 'c0e1' },
      { chain: 'c1', event: null },
      { chain: null, event: 'loose' },
      { chain: null, event: null },
    ]) {
      assert.deepEqual(selectionOf(scene, findSpot(scene, selection)), selection);
    }
  });
  it('find the chain of an event, and nothing for what is not there', () => {
    assert.deepEqual(findSpot(scene, { chain: null, event: 'c1e0' }), { lane: 1, event: 0 });
    assert.equal(findSpot(scene, { chain: 'gone', event: 'c1e0' }), null);
    assert.deepEqual(findSpot(scene, { chain: 'c1', event: 'gone' }), { lane: 1, event: null });
  });
  it('finds the lanes of a stretch', () => {
    assert.deepEqual(lanesBetween(scene, 0, 10), [0, 1]);
    assert.deepEqual(lanesBetween(scene, 0, 10_000), [0, 3]);
    assert.deepEqual(lanesBetween(scene, 10_000, 10_001), [3, 3]);
  });
});

describe('timeline page: saved state', () => {
  it('is read back', () => {
    const state = { version: 1, span: [1, 2], selection: { chain: 'c', event: null }, scroll: 3 };
    assert.deepEqual(parseState(state), state);
  });
  it('is ignored when it is of another version, and repaired where it is broken', () => {
    for (const value of [null, undefined, 3, 'x', [], { version: 2 }]) assert.equal(parseState(value), null);
    assert.deepEqual(parseState({ version: 1, span: [2, 1], selection: 5, scroll: -4 }), {
      version: 1,
      span: null,
      selection: { chain: null, event: null },
      scroll: 0,
    });
  });
});

describe('timeline page: its HTML', () => {
  it('holds a strict policy, no inline code, and escapes what it is given', () => {
    const html = timelineHtml({
      cspSource: 'https://host',
      nonce: 'abc',
      scriptUri: 'https://host/a.js?"><img>',
      styleUri: 'https://host/a.css',
      lang: 'en"',
      title: '</title><b>',
    });
    assert.match(
      html,
      /default-src &#39;none&#39;; style-src https:\/\/host; script-src &#39;nonce-abc&#39;/,
    );
    assert.ok(!html.includes('<img>') && !html.includes('<b>') && !html.includes('unsafe'));
    assert.ok(!/ on\w+=| style=/.test(html));
  });
});
