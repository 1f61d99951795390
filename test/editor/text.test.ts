import { MAX_TEXT, markdownText, messageText, plainText } from '../../src/editor/text.js';
import { equal, ok } from './assert.js';

const HOSTILE = [
  '[x](command:workbench.action.quit)',
  '![x](http://192.0.2.1/a.png)',
  '<img src=x onerror=alert(1)>',
  '`code` **bold** ~~gone~~',
  'http://192.0.2.1/ www.example.com mallory@example.com',
  '# heading\n- list\n1. one\n> quote\n```\nfence',
  '| a | b |\n|---|---|',
  '$(trash) &lt; &#60; \\',
];

describe('text out of logs', () => {
  it('means nothing in Markdown', () => {
    for (const text of HOSTILE) {
      const escaped = markdownText(text);
      ok(/^(?:[A-Za-z0-9 …]|&#\d+;)*$/.test(escaped), `left over in ${escaped}`);
    }
  });

  it('keeps its meaning when the entities are read back', () => {
    const decoded = markdownText('a_b [c](d) é').replace(/&#(\d+);/g, (_, code) =>
      String.fromCharCode(Number(code)),
    );
    equal(decoded, 'a_b [c](d) é');
  });

  it('is one bounded line without anything invisible', () => {
    equal(plainText('a\r\n\u202eb\u0000c\ufeffd'), 'a b c d');
    ok(plainText('x'.repeat(1_000_000)).length <= MAX_TEXT + 1, 'bounded');
    equal(plainText('😀😀', 3), '😀…');
  });

  it('makes no link in a notification', () => {
    equal(messageText('[x](command:y)'), '(x)(command:y)');
  });
});
