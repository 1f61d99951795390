import { strict as assert } from 'node:assert';
import type { SnapshotEvent } from '../../../src/core/model.js';
import { dated } from '../../../src/core/timeline/datedEvent.js';
import { exposuresOf } from '../../../src/core/timeline/exposures.js';
import type { TimelineExposure } from '../../../src/core/timeline/timelineModel.js';
import { at, event, member, resource } from './analysis.js';

function exposures(...events: readonly SnapshotEvent[]): TimelineExposure[] {
  return exposuresOf(
    member('snap-1'),
    events.map(dated).filter((each) => each !== null),
  );
}

describe('the exposures of a member', () => {
  it('go from the share to the unshare', () => {
    assert.deepEqual(
      exposures(event('a', 1, 'share', { with: ['9'] }), event('b', 4, 'unshare', { with: ['9'] })),
      [{ from: at(1), to: at(4), sharedWith: ['9'] }],
    );
  });

  it('stay open while anybody is left', () => {
    assert.deepEqual(
      exposures(
        event('a', 1, 'share', { with: ['8', '9'] }),
        event('b', 2, 'share', { with: ['public'] }),
        event('c', 3, 'unshare', { with: ['9'] }),
        event('d', 4, 'unshare', { with: ['8', 'public'] }),
      ),
      [{ from: at(1), to: at(4), sharedWith: ['8', '9', 'public'] }],
    );
  });

  it('end with an unshare that names nobody, and with a delete', () => {
    assert.deepEqual(
      exposures(
        event('a', 1, 'share', { with: ['9'] }),
        event('b', 2, 'unshare'),
        event('c', 3, 'share', { with: ['7'] }),
        event('d', 4, 'delete'),
      ),
      [
        { from: at(1), to: at(2), sharedWith: ['9'] },
        { from: at(3), to: at(4), sharedWith: ['7'] },
      ],
    );
  });

  it('have no end when the logs hold none', () => {
    assert.deepEqual(exposures(event('a', 1, 'share', { with: ['9'] })), [
      { from: at(1), to: null, sharedWith: ['9'] },
    ]);
  });

  it('are neither opened nor closed by what was denied or only started', () => {
    const failed = { outcome: 'failure', with: ['9'] } as const;
    assert.deepEqual(exposures(event('a', 1, 'share', failed)), []);
    assert.deepEqual(exposures(event('a', 1, 'share', { outcome: 'pending', with: ['9'] })), []);
    assert.deepEqual(
      exposures(
        event('a', 1, 'share', { with: ['9'] }),
        event('b', 2, 'unshare', failed),
        event('c', 3, 'delete', { outcome: 'failure' }),
      ),
      [{ from: at(1), to: null, sharedWith: ['9'] }],
    );
  });

  it('are not those of something else that an act only mentions', () => {
    const on = [resource('subject', 'ami-1', 'image'), resource('source', 'snap-1')];
    assert.deepEqual(exposures(event('a', 1, 'share', { with: ['9'], on })), []);
  });
});
