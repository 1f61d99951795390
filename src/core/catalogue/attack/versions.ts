/** The versions of ATT&CK whose facts are held, oldest first. */
export const ATTACK_VERSIONS = ['17.1', '18.1', '19'] as const;
export type AttackVersion = (typeof ATTACK_VERSIONS)[number];
export const NEWEST_ATTACK_VERSION: AttackVersion = '19';

export function isAttackVersion(value: unknown): value is AttackVersion {
  return (ATTACK_VERSIONS as readonly unknown[]).includes(value);
}
