/**
 * The accounts and projects that a grantee is, or belongs to, in lower case; a name that only looks like one is none.
 * An ARN names its account (IAM User Guide, "IAM identifiers"), a service account its project.
 */
export function accountsOf(grantee: string): string[] {
  const folded = grantee.toLowerCase();
  if (folded.startsWith('arn:')) return [folded.split(':')[4] ?? ''];
  if (!folded.includes(':')) return [folded];
  const project =
    folded.match(/^serviceaccount:[^@]+@([^.@]+)\.iam\.gserviceaccount\.com$/)?.[1] ??
    folded.match(/^project(?:owner|editor|viewer):(.+)$/)?.[1];
  return project === undefined ? [] : [project];
}
