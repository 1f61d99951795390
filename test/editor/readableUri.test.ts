import * as vscode from 'vscode';
import { inputLabel } from '../../src/editor/labels.js';
import { fileOf, inputOf, readableUri } from '../../src/editor/readableUri.js';
import { equal } from './assert.js';

describe('addresses of inputs', () => {
  const members = [
    ['file:///x/a.zip#dir/b.json', '/x/a.zip/b.readable.jsonl', 'a.zip › dir/b.json'],
    [
      'file:///x/a%20b.zip#in.tar.gz!/c%20d.json.gz',
      '/x/a b.zip/c d.readable.jsonl',
      'a b.zip › in.tar.gz › c d.json.gz',
    ],
    ['file:///x/a.zip#odd%23%21%3F.log', '/x/a.zip/odd#!?.readable.jsonl', 'a.zip › odd#!?.log'],
    ['file:///x/a.zip#broken%', '/x/a.zip/broken%.readable.jsonl', 'a.zip › broken%'],
    ['file:///x/log.json.gz', '/x/log.readable.jsonl', 'log.json.gz'],
  ] as const;

  for (const [input, path, label] of members) {
    it(`go into a readable view and come back as they are: ${input}`, () => {
      const view = vscode.Uri.parse(readableUri(input).toString(), true);
      equal(view.path, path);
      equal(inputOf(view), input);
      equal(fileOf(input).toString(), vscode.Uri.parse(input.split('#')[0] ?? '', true).toString());
      equal(inputLabel(input), label);
    });
  }
});
