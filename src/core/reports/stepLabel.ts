import type { Chain, EventResource, ResourceRole, SnapshotEvent } from '../model.js';
import { keyIn } from '../providers/resourceId.js';
import { howItEnded, kindWord, listed, openedTo } from './labels.js';
import { memberKeys } from './memberKeys.js';
import { nameEnd } from './nameEnds.js';

/**
 * A step in a few words, plain text: `share with 999988887777`, `unshare from 999988887777`, `copy to snapshot …5e1f2a3b`,
 * `delete machine vm5 (failed)`. Of a call of many names, those that are members of the chain come first; the root of the
 * chain, which its reader knows, is told by its kind alone: `create snapshot`.
 */
export function stepLabel(event: SnapshotEvent, chain: Chain | null): string {
  const object = objectOf(event, chain);
  const words = object === '' ? event.action : `${event.action} ${object}`;
  return `${words}${howItEnded(event)}`;
}

function objectOf(event: SnapshotEvent, chain: Chain | null): string {
  const subject = namesAs('subject', event, chain);
  const source = namesAs('source', event, chain);
  const result = namesAs('result', event, chain);
  const what = subject || result || source;
  switch (event.action) {
    case 'share':
    case 'unshare': {
      const others = listed(openedTo(event), 2);
      return others === '' ? what : `${event.action === 'share' ? 'with' : 'from'} ${others}`;
    }
    case 'copy': {
      const made = source === '' ? result : subject || result;
      return made === '' || made === source ? subject || source : `to ${made}`;
    }
    case 'restore':
    case 'use':
      return result === '' ? what : `as ${result}`;
    case 'enumerate':
    case 'context':
      return '';
    default:
      return what;
  }
}

function namesAs(role: ResourceRole, event: SnapshotEvent, chain: Chain | null): string {
  const members = chain === null ? null : memberKeys(chain);
  const root = chain?.members[0]?.key;
  const isMember = (resource: EventResource): boolean => members?.has(keyIn(event, resource)) ?? false;
  const all = event.resources.filter((resource) => resource.role === role);
  const names = [...all.filter(isMember), ...all.filter((resource) => !isMember(resource))].map((resource) =>
    root !== undefined && keyIn(event, resource) === root
      ? kindWord(resource.kind)
      : `${kindWord(resource.kind)} ${nameEnd(resource.id)}`,
  );
  return listed(names, 2);
}
