import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { memberPath, memberUri } from '../../../../src/core/formats/containers/memberUri.js';

describe('the address of a member', () => {
  it('is that of the file, with the names in the fragment', () => {
    assert.equal(memberUri('file:///x/a.json', []), 'file:///x/a.json');
    assert.equal(memberUri('file:///x/a.zip', ['dir/b.json']), 'file:///x/a.zip#dir/b.json');
    assert.equal(memberUri('file:///x/a.zip', ['in.tar.gz', 'b c']), 'file:///x/a.zip#in.tar.gz!/b%20c');
    assert.equal(memberUri('file:///a', ['a!/b#c\u0000%']), 'file:///a#a%21/b%23c%00%25');
  });

  it('gives back what it was made of, whatever the names hold', () => {
    const hostile = fc.constantFrom(
      '..',
      '/',
      '!',
      '!/',
      '#',
      '%',
      '%21',
      '\u0000',
      '\n',
      '\u202e',
      '',
      'é',
      '\\',
    );
    const name = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.array(hostile).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(fc.array(name), (path) => {
        const uri = memberUri('file:///x/a.zip', path);
        assert.deepEqual(memberPath(uri), { fileUri: 'file:///x/a.zip', path });
        assert.match(uri, /^[\x21-\x7e]*$/);
      }),
    );
  });

  it('does not fail for half a surrogate pair, nor for a fragment that nobody wrote', () => {
    assert.equal(memberUri('file:///a', ['\ud800']), 'file:///a#%EF%BF%BD');
    assert.deepEqual(memberPath('file:///a#%zz'), { fileUri: 'file:///a', path: ['%zz'] });
  });
});
