import type { Actor } from '../model.js';
import type { Draft } from '../providers/normalise.js';
import { pushTo } from '../pushTo.js';

/**
 * Azure carries out what a person asked for in further operations of the same correlation id (the machine's delete
 * deletes its disk), and records an application's object id as their caller. Who is responsible stands only in the
 * operation that set them off. Gives that person for each record of an application; nobody where the id leads to
 * none, or to several.
 */
export function askerOf(drafts: readonly Draft[]): (parts: readonly Draft[]) => Actor | null {
  const people = new Map<string, Actor[]>();
  for (const { act, event } of drafts) {
    const correlation = act?.correlation;
    if (correlation !== undefined && event.actor.type === 'user')
      pushTo(people, correlation.toLowerCase(), event.actor);
  }
  const asker = new Map<string, Actor>();
  for (const [correlation, actors] of people) {
    const known = [...actors].sort((a, b) => ((a.id ?? '') < (b.id ?? '') ? -1 : 1));
    const [first] = known;
    if (first !== undefined && known.every(({ id }) => sameText(id, first.id))) asker.set(correlation, first);
  }
  return (parts) => {
    for (const { act, event } of parts) {
      const correlation = act?.correlation;
      if (correlation === undefined || event.actor.type === 'user') continue;
      const actor = asker.get(correlation.toLowerCase());
      if (actor !== undefined) return actor;
    }
    return null;
  };
}

const sameText = (a: string | null, b: string | null) => a?.toLowerCase() === b?.toLowerCase();
