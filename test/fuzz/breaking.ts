import type { Dice } from './dice.js';

const PIECES = [
  '"',
  '""',
  '\\',
  '{',
  '}',
  '[',
  ']',
  ',',
  ';',
  '\t',
  ':',
  '\n',
  '\r',
  '\0',
  '\ufeff',
  '#',
  '- ',
  '\n---\n',
  '\n...\n',
  '&a ',
  '*a ',
  'sep=;\n',
  '{"eventVersion"',
  '{"Records":[',
  '}]',
  'null',
  '\ud83d\ude00',
  '"eventName":"CreateSnapshot",',
  '['.repeat(250),
  '{"a":'.repeat(250),
  'PK\x03\x04',
  'PAR1',
];

/** Breaks bytes: cut, lost, doubled, moved, overwritten, or with something in them that is too much; or not at all. */
export function breakBytes(bytes: Buffer, dice: Dice): Buffer {
  const at = dice.below(bytes.length + 1);
  const to = Math.min(bytes.length, at + dice.below(dice.one([2, 20, 2000])));
  switch (dice.below(8)) {
    case 0:
      return bytes.subarray(0, at);
    case 1:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(to)]);
    case 2:
      return Buffer.concat([bytes.subarray(0, to), bytes.subarray(at)]);
    case 3:
      return Buffer.concat([
        bytes.subarray(0, at),
        Buffer.from(dice.one(PIECES).repeat(1 + dice.below(3))),
        bytes.subarray(at),
      ]);
    case 4: {
      const flipped = Buffer.from(bytes);
      if (at < flipped.length) flipped[at] = dice.below(256);
      return flipped;
    }
    case 5:
      return Buffer.concat([bytes.subarray(to), bytes.subarray(at, to), bytes.subarray(0, at)]);
    case 6: {
      const zeroed = Buffer.from(bytes);
      return zeroed.fill(0, at, to);
    }
    default:
      return bytes;
  }
}
