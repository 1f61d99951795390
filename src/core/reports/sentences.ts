import { isAboutKey } from '../chains/about.js';
import type { Chain, EventResource, ResourceRole, SnapshotEvent } from '../model.js';
import { isDryRun } from '../providers/dryRun.js';
import { readOnce } from '../readOnce.js';
import type { AnalysisIndex } from './analysisIndex.js';
import {
  actionTrail,
  actorLabel,
  between,
  brief,
  formatDuration,
  granteeLabel,
  listed,
  resourceLabel,
  stepWord,
} from './labels.js';

export { formatDuration, formatUtc, resourceLabel } from './labels.js';

/**
 * One plain sentence of what happened: who did what to which resource, for or with whom,
 * and how long after the step before it in its chain.
 */
export function eventSentence(event: SnapshotEvent, index: AnalysisIndex): string {
  const place = index.placesOf(event.id)[0];
  const sentence = bareSentence(event, place?.chain.accounts[0] ?? event.account);
  const before = place && index.event(place.chain.events[place.step - 1] ?? '');
  if (place === undefined || before === undefined) return `${sentence}.`;
  const gap = between(before, event);
  return gap === null
    ? `${sentence}.`
    : `${sentence}, ${formatDuration(gap)} after the previous step (${stepWord(before, place.chain)}).`;
}

/**
 * The sentence without its place in a chain and without a full stop. `home` is the account that the story is
 * about; an actor of another one is named with its account.
 */
export function bareSentence(event: SnapshotEvent, home: string | null): string {
  const who = actorLabel(event, home);
  const what = deed(event);
  switch (event.outcome) {
    case 'failure':
      if (isDryRun(event))
        return `${who} tested whether it may ${what.attempt} (a dry run: it may, and nothing was changed)`;
      return `${who} tried to ${what.attempt}, and failed${event.errorCode === null ? '' : ` (${brief(event.errorCode)})`}`;
    case 'pending':
      return `${who} began to ${what.attempt} (the logs do not say how it ended)`;
    default:
      return `${who} ${what.done}`;
  }
}

interface Deed {
  readonly done: string;
  readonly attempt: string;
}

function named(event: SnapshotEvent, role: ResourceRole): string | null {
  const resources = event.resources.filter((resource: EventResource) => resource.role === role);
  return resources.length === 0 ? null : listed(resources.map(resourceLabel));
}

/** A call of very many chains is told in each of them. */
const deed = readOnce((event: SnapshotEvent): Deed => {
  const source = named(event, 'source');
  const result = named(event, 'result');
  const subject = named(event, 'subject');
  const made = subject ?? result;
  // That an account copied something into itself needs no words.
  const target = named(
    { ...event, resources: event.resources.filter(({ id }) => id !== event.actor.account) },
    'target',
  );
  const object = subject ?? source ?? 'an unnamed resource';
  const from = source === null ? '' : ` from ${source}`;
  const to = target === null ? '' : ` to ${target}`;
  const isPublic = event.publiclyAccessible === true;
  const grantees = listed(event.sharedWith.map(granteeLabel));
  const revoked = listed(event.revokedFrom.map(granteeLabel));
  const verb = (done: string, attempt: string, rest: string): Deed => ({
    done: `${done} ${rest}`,
    attempt: `${attempt} ${rest}`,
  });

  switch (event.action) {
    case 'create':
      return verb('created', 'create', `${made ?? 'a copy'}${source === null ? '' : ` of ${source}`}`);
    case 'copy':
      return source !== null && made !== null && made !== source
        ? verb('copied', 'copy', `${source} to ${made}${target === null ? '' : ` (${target})`}`)
        : verb('copied', 'copy', `${source ?? object}${target === null ? '' : ` into ${target}`}`);
    case 'share':
      return verb(
        'shared',
        'share',
        `${object} with ${grantees || 'others'}${revoked === '' ? '' : ` and took back the access of ${revoked}`}`,
      );
    case 'unshare':
      return verb(
        'took back',
        'take back',
        `${grantees === '' ? 'all shared access' : `the access of ${grantees}`} to ${object}`,
      );
    case 'modify':
      return verb('changed', 'change', result ?? object);
    case 'restore':
      return result === null
        ? verb(
            'restored',
            'restore',
            `${source ?? object}${target === null ? '' : ` in ${target}`}${isPublic ? ', publicly accessible' : ''}`,
          )
        : verb(
            'made',
            'make',
            `${isPublic ? 'publicly accessible ' : ''}${result}${source === null ? (subject === null ? '' : ` from ${subject}`) : from}${to}`,
          );
    case 'use':
      return result === null
        ? verb('put', 'put', `${object} to use${target === null ? '' : ` on ${target}`}`)
        : verb('made', 'make', `${result} from ${source ?? object}`);
    case 'read':
      return verb('read the data of', 'read the data of', object);
    case 'export':
      return verb('exported', 'export', `${object}${to}`);
    case 'delete':
      return verb('deleted', 'delete', object);
    case 'recover':
      return verb('brought back', 'bring back', object);
    case 'enumerate':
      return verb('listed', 'list', `what there is (${event.operation})`);
    case 'describe':
      return verb('looked up', 'look up', subject ?? source ?? `settings (${event.operation})`);
    case 'schedule':
      return verb(
        'changed',
        'change',
        `when snapshots are made or removed${subject === null && result === null ? '' : ` (${subject ?? result})`}`,
      );
    case 'protect':
      return verb('protected', 'protect', subject ?? result ?? `the account (${event.operation})`);
    case 'unprotect':
      return verb(
        'lifted the protection of',
        'lift the protection of',
        subject ?? result ?? `the account (${event.operation})`,
      );
    case 'context':
      return verb('called', 'call', event.operation);
  }
});

/** The story of a chain in a line, in its parts. */
export interface ChainTitle {
  /** `create → share 012345678912 → unshare → delete` */
  readonly trail: string;
  /** `36 s`; `null` of a single act. */
  readonly span: string | null;
  /** `user/alice` */
  readonly actors: string;
}

/** `create → share 012345678912 → unshare → delete · 36 s · user/alice` */
export function chainTitle(chain: Chain, index: AnalysisIndex): string {
  const { trail, span, actors } = titleParts(chain, index);
  return [trail, span, actors].filter(Boolean).join(' · ');
}

export function titleParts(chain: Chain, index: AnalysisIndex): ChainTitle {
  const events = chain.events.map((id) => index.event(id)).filter((event) => event !== undefined);
  const trail = actionTrail(chain, (id) => index.event(id));
  // A key may have been opened years before.
  const own = events.filter((event) => !isAboutKey(event));
  const first = own[0];
  const last = own.at(-1);
  const span = first === undefined || last === undefined || first === last ? null : between(first, last);
  const home = chain.accounts[0] ?? null;
  const actors = [...new Set(events.map((event) => actorLabel(event, home)))];
  return { trail, span: span === null ? null : formatDuration(span), actors: listed(actors, 2) };
}
