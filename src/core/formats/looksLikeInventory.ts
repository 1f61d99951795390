/**
 * What a file without audit records seems to list, told by its beginning: some hundred bytes are enough to say to
 * somebody who took it for a log what it is good for. `null` for anything else.
 */
export function looksLikeInventory(beginning: string): string | null {
  const text = beginning.replace(/^\ufeff/, '').trimStart();
  return BEGINNINGS.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

/** The next page's mark stands before the list when keys are sorted. */
const PAGE = String.raw`^\{\s*(?:"(?:NextToken|Marker)"\s*:\s*(?:"[^"]*"|null)\s*,\s*)?`;

const BEGINNINGS: readonly (readonly [RegExp, string])[] = [
  [/^\{\s*"schemaVersion"\s*:\s*\d+\s*,\s*"kind"\s*:\s*"snapshot-trail-baseline"/, 'a saved baseline'],
  [
    new RegExp(String.raw`${PAGE}"Snapshots"\s*:\s*\[|^\[?\s*\{[^{}[\]]*"SnapshotId"\s*:\s*"snap-`),
    'a list of snapshots (aws ec2 describe-snapshots)',
  ],
  [new RegExp(String.raw`${PAGE}"Images"\s*:\s*\[`), 'a list of images (aws ec2 describe-images)'],
  [
    new RegExp(String.raw`${PAGE}"DB(?:Cluster)?Snapshots"\s*:\s*\[`),
    'a list of database snapshots (aws rds)',
  ],
  [
    /^\{\s*"DB(?:Cluster)?SnapshotAttributesResult"\s*:|^\{[^{}]*"(?:CreateVolumePermissions|LaunchPermissions)"\s*:\s*\[/,
    'the permissions of a snapshot or image (aws)',
  ],
  // A record of an activity log may hold all of a snapshot, too: further inside.
  [
    /^\[?\s*\{[^{}[\]]*"creationData"\s*:\s*\{|^\{\s*"value"\s*:\s*\[\s*\{[\s\S]*"type"\s*:\s*"Microsoft\.Compute\/snapshots"/,
    'a list of snapshots (az snapshot list)',
  ],
  [/^[[{][\s\S]*"kind"\s*:\s*"compute#snapshot/, 'a list of snapshots (gcloud compute snapshots list)'],
];
