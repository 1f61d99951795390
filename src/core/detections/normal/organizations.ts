/**
 * Organisations as grants name them. AWS: the ARN of an organisation or of a unit in it ("Share an AMI with
 * specific organizations or organizational units" of the EC2 User Guide). Azure: a tenant. Google: a domain, or
 * the number of an organisation in a principal set ("Principal identifiers" of the IAM documentation).
 */

const AWS_ID = /^o-[a-z0-9]{4,32}$/;
const AWS_ARN = /^arn:[a-z-]+:organizations::[0-9]*:(?:organization|ou)\/(o-[a-z0-9]{4,32})(?:\/|$)/;
const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** With its prefix: a bare number may as well be an account of AWS. */
const GOOGLE_NUMBER = /^organizations\/([0-9]{1,20})$/;
const GOOGLE_SET = /\/\/cloudresourcemanager\.googleapis\.com\/organizations\/([0-9]{1,20})$/;
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{1,62}$/;

/** Why `source` names no organisation, or `null`. */
export function organizationProblem(source: string): string | null {
  return organizationOf(source) === null
    ? 'it is no organisation: o-… or its ARN, a tenant id, organizations/… or a domain of Google'
    : null;
}

/**
 * The same text for every spelling of one organisation: `o-…`, a tenant's GUID, `organizations/…`, a domain.
 * `null` for what names none. A grant to a unit is a grant to its organisation.
 */
export function organizationOf(source: string): string | null {
  const folded = source.trim().toLowerCase();
  if (AWS_ID.test(folded) || GUID.test(folded) || DOMAIN.test(folded)) return folded;
  const arn = folded.match(AWS_ARN)?.[1];
  if (arn !== undefined) return arn;
  const number = folded.match(GOOGLE_NUMBER)?.[1] ?? folded.match(GOOGLE_SET)?.[1];
  return number === undefined ? null : `organizations/${number}`;
}
