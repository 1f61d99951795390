import { ATTACK_VERSIONS, isAttackVersion } from './catalogue/attack/versions.js';
import { SEVERITIES, type Severity } from './model.js';
import { DEFAULT_SETTINGS, type Settings } from './settings.js';

/**
 * Settings out of JSON of unknown shape; `problems` name what was ignored and why. With `rules`, ids that no rule
 * has are a problem.
 */
export function readSettings(
  value: unknown,
  rules?: ReadonlySet<string>,
): {
  readonly settings: Settings;
  readonly problems: readonly string[];
} {
  const problems: string[] = [];
  if (!isObject(value)) return { settings: DEFAULT_SETTINGS, problems: ['the settings are not an object'] };
  for (const key of Object.keys(value)) {
    if (!Object.hasOwn(DEFAULT_SETTINGS, key)) problems.push(`unknown setting "${key}"`);
  }
  return {
    settings: {
      trustedAccounts: texts(value['trustedAccounts'], problems),
      severities: severities(value['severities'], rules, problems),
      burst: burst(value['burst'], problems),
      attackVersion: attackVersion(value['attackVersion'], problems),
    },
    problems,
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Account ids may have been written as numbers; a leading zero is lost then, which nobody can repair. */
function texts(value: unknown, problems: string[]): readonly string[] {
  if (value === undefined) return DEFAULT_SETTINGS.trustedAccounts;
  if (!Array.isArray(value)) {
    problems.push('trustedAccounts is not a list');
    return DEFAULT_SETTINGS.trustedAccounts;
  }
  return value.flatMap((item: unknown) => {
    if (typeof item === 'string' && item.trim() !== '') return [item.trim()];
    problems.push(
      `trustedAccounts holds ${JSON.stringify(item)}, which is no text (write account ids in quotes)`,
    );
    return [];
  });
}

function burst(value: unknown, problems: string[]): Settings['burst'] {
  if (value === undefined) return DEFAULT_SETTINGS.burst;
  if (!isObject(value)) {
    problems.push('burst is not an object');
    return DEFAULT_SETTINGS.burst;
  }
  for (const key of Object.keys(value)) {
    if (!Object.hasOwn(DEFAULT_SETTINGS.burst, key)) problems.push(`unknown setting "burst.${key}"`);
  }
  return {
    count: whole(value['count'], 2, DEFAULT_SETTINGS.burst.count, 'burst.count', problems),
    minutes: whole(value['minutes'], 1, DEFAULT_SETTINGS.burst.minutes, 'burst.minutes', problems),
  };
}

function attackVersion(value: unknown, problems: string[]): Settings['attackVersion'] {
  if (value === undefined) return DEFAULT_SETTINGS.attackVersion;
  if (isAttackVersion(value)) return value;
  problems.push(`attackVersion is none of ${ATTACK_VERSIONS.map((version) => `"${version}"`).join(', ')}`);
  return DEFAULT_SETTINGS.attackVersion;
}

function severities(
  value: unknown,
  rules: ReadonlySet<string> | undefined,
  problems: string[],
): Settings['severities'] {
  if (value === undefined) return {};
  if (!isObject(value)) {
    problems.push('severities is not an object');
    return {};
  }
  const known: Record<string, Severity | 'off'> = {};
  for (const [rule, severity] of Object.entries(value)) {
    if (rules?.has(rule) === false) problems.push(`severities names no rule with "${rule}"`);
    const found = severity === 'off' ? 'off' : SEVERITIES.find((item) => item === severity);
    if (found === undefined) problems.push(`severity of "${rule}" is none of ${SEVERITIES.join(', ')}, off`);
    else known[rule] = found;
  }
  return known;
}

function whole(value: unknown, least: number, otherwise: number, name: string, problems: string[]): number {
  if (value === undefined) return otherwise;
  if (typeof value === 'number' && Number.isInteger(value) && value >= least) return value;
  problems.push(`${name} is no whole number of at least ${least}`);
  return otherwise;
}
