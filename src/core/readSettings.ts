import { ATTACK_VERSIONS, isAttackVersion } from './catalogue/attack/versions.js';
import { listProblem } from './detections/normal/listItems.js';
import { SEVERITIES, type Severity } from './model.js';
import {
  DEFAULT_SETTINGS,
  LIMITS,
  type ListSetting,
  type Settings,
  type ThresholdSetting,
} from './settings.js';

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
  const list = (name: ListSetting) => texts(name, value[name], problems);
  const numbers = <K extends ThresholdSetting>(name: K) => thresholds(name, value[name], problems);
  return {
    settings: {
      trustedAccounts: list('trustedAccounts'),
      trustedOrganizations: list('trustedOrganizations'),
      trustedPrincipals: list('trustedPrincipals'),
      serviceRoles: list('serviceRoles'),
      trustedNetworks: list('trustedNetworks'),
      trustedVpcEndpoints: list('trustedVpcEndpoints'),
      changeTickets: list('changeTickets'),
      severities: severities(value['severities'], rules, problems),
      burst: numbers('burst'),
      massDelete: numbers('massDelete'),
      shortLived: numbers('shortLived'),
      enumeration: numbers('enumeration'),
      newIdentity: numbers('newIdentity'),
      coverTracks: numbers('coverTracks'),
      gap: numbers('gap'),
      attackVersion: attackVersion(value['attackVersion'], problems),
    },
    problems,
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Account ids may have been written as numbers; a leading zero is lost then, which nobody can repair. */
function texts(name: ListSetting, value: unknown, problems: string[]): readonly string[] {
  if (value === undefined) return DEFAULT_SETTINGS[name];
  if (!Array.isArray(value)) {
    problems.push(`${name} is not a list`);
    return DEFAULT_SETTINGS[name];
  }
  return value.flatMap((item: unknown) => {
    if (typeof item !== 'string' || item.trim() === '') {
      problems.push(`${name} holds ${JSON.stringify(item)}, which is no text (write ids in quotes)`);
      return [];
    }
    const trimmed = item.trim();
    const problem = listProblem(name, trimmed);
    if (problem === null) return [trimmed];
    problems.push(`${name} holds ${JSON.stringify(item)}: ${problem}`);
    return [];
  });
}

function thresholds<K extends ThresholdSetting>(name: K, value: unknown, problems: string[]): Settings[K] {
  const defaults = DEFAULT_SETTINGS[name];
  if (value === undefined) return defaults;
  if (!isObject(value)) {
    problems.push(`${name} is not an object`);
    return defaults;
  }
  for (const key of Object.keys(value)) {
    if (!Object.hasOwn(defaults, key)) problems.push(`unknown setting "${name}.${key}"`);
  }
  const read: Record<string, number> = {};
  for (const [key, { least, most }] of limitsOf(name)) {
    const written = value[key];
    const otherwise = (defaults as Readonly<Record<string, number>>)[key] ?? least;
    if (written === undefined) read[key] = otherwise;
    else if (typeof written === 'number' && Number.isInteger(written) && written >= least && written <= most)
      read[key] = written;
    else {
      problems.push(`${name}.${key} is no whole number from ${least} to ${most}`);
      read[key] = otherwise;
    }
  }
  // Every key of the defaults has its limits, and each was read above.
  return read as Settings[K];
}

function limitsOf(name: ThresholdSetting): [string, { readonly least: number; readonly most: number }][] {
  return Object.entries(LIMITS[name]);
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
