import { strict as assert } from 'node:assert';
import type { ChainMember, SnapshotEvent } from '../../../src/core/model.js';
import { dated } from '../../../src/core/timeline/datedEvent.js';
import { type Life, lifeOf } from '../../../src/core/timeline/lives.js';
import { at, event, member, resource } from './analysis.js';

function life(one: ChainMember, events: readonly SnapshotEvent[]): Life {
  return lifeOf(
    one,
    events.map(dated).filter((each) => each !== null),
  );
}

describe('the life of a member', () => {
  it('goes from the event that made it to the one that removed it', () => {
    const events = [event('a', 1, 'create'), event('b', 5, 'delete')];
    assert.deepEqual(life(member('snap-1', { madeBy: 'a', deletedBy: 'b' }), events), {
      from: at(1),
      made: true,
      to: at(5),
    });
  });

  it('begins with its first sight when the logs hold no making, and stays open without a delete', () => {
    const events = [
      event('x', 1, 'share', { on: [resource('subject', 'other')] }),
      event('a', 2, 'share', { with: ['9'] }),
    ];
    assert.deepEqual(life(member('snap-1'), events), { from: at(2), made: false, to: null });
  });

  it('is not begun or ended by what was denied', () => {
    const failed = { outcome: 'failure' } as const;
    const events = [event('a', 1, 'create', failed), event('b', 5, 'delete', failed)];
    assert.deepEqual(life(member('snap-1', { madeBy: 'a', deletedBy: 'b' }), events), {
      from: null,
      made: false,
      to: null,
    });
  });

  it('goes on when the delete was undone', () => {
    const events = [event('a', 1, 'create'), event('b', 5, 'delete'), event('c', 9, 'recover')];
    assert.equal(life(member('snap-1', { madeBy: 'a', deletedBy: 'b' }), events).to, null);
  });

  it('ends for good when it was deleted again after that', () => {
    const events = [event('a', 1, 'create'), event('r', 5, 'recover'), event('b', 9, 'delete')];
    assert.equal(life(member('snap-1', { madeBy: 'a', deletedBy: 'b' }), events).to, at(9));
  });
});
