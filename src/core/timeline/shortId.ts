import { withoutEndSlashes } from '../withoutEndSlashes.js';

const ARN_PARTS = 6;

/** `snapshot:my-db` and `snapshot/snap-1` name the same kind of thing: a type, then the name. */
function arnName(arn: string): string {
  const resource = arn
    .split(':')
    .slice(ARN_PARTS - 1)
    .join(':');
  const cut = resource.search(/[:/]/);
  return cut < 0 ? resource : resource.slice(cut + 1);
}

/** The part of a provider's id that a reader knows the thing by: the name at the end of a path or an ARN. */
export function shortId(id: string): string {
  const name = id.startsWith('arn:') ? arnName(id) : id;
  const path = withoutEndSlashes(name);
  return path.slice(path.lastIndexOf('/') + 1) || id;
}

/** The last segment of a uri, percent-decoded where that is possible. */
export function fileName(uri: string): string {
  const last = withoutEndSlashes(uri).split('/').at(-1) ?? uri;
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}
