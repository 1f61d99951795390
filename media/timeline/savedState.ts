import type { TimelineState } from '../../src/protocol/timeline.js';

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function spanOf(value: unknown): readonly [number, number] | null {
  if (!Array.isArray(value)) return null;
  const [from, to]: unknown[] = value;
  return isTime(from) && isTime(to) && from < to ? [from, to] : null;
}

function idOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** Reads what an earlier page left behind; anything of another version or shape is as good as nothing. */
export function parseState(value: unknown): TimelineState | null {
  if (!isRecord(value) || value['version'] !== 1) return null;
  const selection = isRecord(value['selection']) ? value['selection'] : {};
  return {
    version: 1,
    span: spanOf(value['span']),
    selection: { chain: idOf(selection['chain']), event: idOf(selection['event']) },
    scroll: isTime(value['scroll']) ? Math.max(0, value['scroll']) : 0,
  };
}
