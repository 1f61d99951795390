/**
 * What a file without audit records seems to list, told by its beginning: some hundred bytes are enough to say to
 * somebody who took it for a log what it is good for. `null` for anything else.
 */
export function looksLikeInventory(beginning: string): string | null {
  const text = beginning.replace(/^\ufeff/, '').trimStart();
  return BEGINNINGS.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

const BEGINNINGS: readonly (readonly [RegExp, string])[] = [
  [/^\{\s*"schemaVersion"\s*:\s*\d+\s*,\s*"kind"\s*:\s*"snapshot-trail-baseline"/, 'a saved baseline'],
  [
    /^\{\s*"Snapshots"\s*:\s*\[|^\[\s*\{[^{}[\]]*"SnapshotId"\s*:/,
    'a list of snapshots (aws ec2 describe-snapshots)',
  ],
  [/^\{\s*"Images"\s*:\s*\[/, 'a list of images (aws ec2 describe-images)'],
  [/^\{\s*"DB(?:Cluster)?Snapshots"\s*:\s*\[/, 'a list of database snapshots (aws rds)'],
  [
    /^\{\s*"DB(?:Cluster)?SnapshotAttributesResult"\s*:|^\{[^{}]*"(?:CreateVolumePermissions|LaunchPermissions)"\s*:\s*\[/,
    'the permissions of a snapshot or image (aws)',
  ],
  [/^\[\s*\{[\s\S]*"creationData"\s*:\s*\{/, 'a list of snapshots (az snapshot list)'],
  [/^\[\s*\{[\s\S]*"kind"\s*:\s*"compute#snapshot"/, 'a list of snapshots (gcloud compute snapshots list)'],
];
