import type { Actor } from '../../model.js';
import { fitsName, type NamePattern, parseNamePattern } from './wildcards.js';

/** The same actors come again and again; a hostile log has a new one each time. */
const MAX_REMEMBERED = 10_000;

/** A list of principals of the settings. */
export interface PrincipalList {
  /** The entry that a name fits, as it was written, or `null`. */
  fits(name: string): string | null;
  /** The entry that an actor fits by anything that the provider calls it, or `null`. */
  ofActor(actor: Actor): string | null;
}

/**
 * An actor is known by its id and its aliases, all written by the provider; never by its readable name. A session of
 * a role fits by the role's ARN, whatever the session is called.
 */
export function principalList(entries: readonly string[]): PrincipalList {
  const patterns = entries.map((source): [string, NamePattern] => [source, parseNamePattern(source)]);
  const known = new Map<string, string | null>();
  const fits = (name: string): string | null => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const entry = patterns.find(([, pattern]) => fitsName(pattern, name))?.[0] ?? null;
    if (known.size >= MAX_REMEMBERED) known.clear();
    known.set(name, entry);
    return entry;
  };
  return {
    fits,
    ofActor({ id, aliases }) {
      if (patterns.length === 0) return null;
      for (const name of id === null ? aliases : [id, ...aliases]) {
        const entry = fits(name);
        if (entry !== null) return entry;
      }
      return null;
    },
  };
}
