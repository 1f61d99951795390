import type { Component } from '../../model.js';
import dataSource from './dataSource.json';
import facts from './techniques.json';
import { ATTACK_VERSIONS, type AttackVersion } from './versions.js';

/*
 * What ATT&CK itself says, by version: names, tactics, platforms, and how the data source "Snapshot" (DS0020)
 * and its successors are tied to techniques. `null` in the data means that it is not known, never that there is
 * nothing. What we say of a technique in our own words stands in `techniques.ts`.
 */

/** What the facts of a version rest on, for reports. */
const BASIS: Readonly<Record<AttackVersion, string>> = {
  '17.1': 'Read in ATT&CK v17.1, the last version with the data source DS0020.',
  '18.1':
    'Read in ATT&CK v18.1: DS0020 is deprecated, its components live on by themselves (DC0047 to DC0062).',
  '19': 'Names read in ATT&CK v18.1, tactics as in v19 (second-hand, v19.2 the newest seen). Platforms, detection strategies and the components of techniques are those of v18.1: whether v19 changed them is not known.',
};

export function attackBasis(version: AttackVersion): string {
  return BASIS[version];
}

/** A technique as one version of ATT&CK has it. */
export interface AttackTechnique {
  readonly version: AttackVersion;
  /** Its id in that version: a technique that was replaced has another. */
  readonly id: string;
  readonly name: string;
  /** `null`: not known of this version. */
  readonly tactics: readonly string[] | null;
  /** `null`: not known of this version. */
  readonly platforms: readonly string[] | null;
  /** Components of the data source Snapshot by which ATT&CK detects it; `null`: not known of this version. */
  readonly components: readonly Component[] | null;
  /** Detection strategy (DET…) and those of its analytics (AN…) that are known; since v18. */
  readonly strategy: string | null;
  readonly analytics: readonly string[];
  readonly url: string;
}

interface Fact {
  readonly id: string;
  readonly name: string;
  readonly tactics: Readonly<Record<AttackVersion, readonly string[] | null>>;
  readonly platforms: readonly string[] | null;
  readonly components: Readonly<Record<AttackVersion, readonly string[] | null>>;
  readonly strategy: string;
  readonly analytics: readonly string[];
  readonly replacedBy?: { readonly since: string; readonly id: string; readonly name: string };
}

const FACTS: ReadonlyMap<string, Fact> = new Map(
  (facts as readonly Fact[]).flatMap((fact) => [
    [fact.id, fact] as const,
    ...(fact.replacedBy === undefined ? [] : [[fact.replacedBy.id, fact] as const]),
  ]),
);

/** Every technique that the data knows, in one version. */
export function attackTechniques(version: AttackVersion): readonly AttackTechnique[] {
  return (facts as readonly Fact[]).map((fact) => inVersion(fact, version));
}

/** A technique in one version, asked for by the id of any version. */
export function attackTechnique(id: string, version: AttackVersion): AttackTechnique | undefined {
  const fact = FACTS.get(id);
  return fact === undefined ? undefined : inVersion(fact, version);
}

function inVersion(fact: Fact, version: AttackVersion): AttackTechnique {
  const newer = fact.replacedBy !== undefined && isSince(version, fact.replacedBy.since);
  const { id, name } = newer && fact.replacedBy !== undefined ? fact.replacedBy : fact;
  return {
    version,
    id,
    name,
    tactics: fact.tactics[version],
    platforms: version === '19' ? null : fact.platforms,
    components: fact.components[version] as readonly Component[] | null,
    strategy: version === '18.1' ? fact.strategy : null,
    analytics: version === '18.1' ? fact.analytics : [],
    url: attackUrl(id),
  };
}

function isSince(version: AttackVersion, since: string): boolean {
  return ATTACK_VERSIONS.indexOf(version) >= (ATTACK_VERSIONS as readonly string[]).indexOf(since);
}

/** Where ATT&CK itself tells of a technique; any id of the form T1234 or T1234.001. */
export function attackUrl(id: string): string {
  return `https://attack.mitre.org/techniques/${id.replace('.', '/')}`;
}

/** A data component as one version of ATT&CK has it. */
export interface AttackComponent {
  readonly version: AttackVersion;
  readonly name: Component;
  /** `DS0020` up to v17, then an id of its own. */
  readonly id: string;
  readonly url: string;
  /** In our own words. */
  readonly about: string;
  /** Log sources that ATT&CK names for it; `null`: not known of this version. */
  readonly logSources: readonly string[] | null;
  /** Techniques that it helps to detect on IaaS; `null`: not known of this version. */
  readonly techniques: readonly string[] | null;
}

export function attackComponents(version: AttackVersion): readonly AttackComponent[] {
  return dataSource.components.map(({ name, id, about, logSources, techniques }) => ({
    version,
    name: name as Component,
    id: version === '17.1' ? dataSource.id : id,
    url: version === '17.1' ? dataSource.url : `https://attack.mitre.org/datacomponents/${id}`,
    about,
    logSources: version === '18.1' ? logSources[version] : null,
    techniques: techniques[version],
  }));
}

/** The data source that the project is about; `deprecatedIn` says since when ATT&CK has it no more. */
export const DATA_SOURCE: {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly url: string;
  readonly deprecatedIn: string;
  readonly platforms: readonly string[];
  readonly layer: string;
} = dataSource;
