import type { EditorPlatform } from '../../src/editor/platform.js';
import { findFiles } from '../../src/editor/walk.js';
import { equal } from './assert.js';
import { memoryFs } from './memoryFs.js';

describe('walk', () => {
  const files = memoryFs();
  const knowing: Pick<EditorPlatform, 'realPath'> = { realPath: async (uri) => files.real(uri.path) };
  const ignorant: Pick<EditorPlatform, 'realPath'> = { realPath: async () => null };
  const found = async (path: string, platform: Pick<EditorPlatform, 'realPath'>) =>
    (await findFiles([files.uri(path)], platform, () => false)).map(({ uri, error }) => [
      uri.path,
      error !== undefined,
    ]);

  before(() => {
    files.put('/walk/case/b/log.json', '{}');
    files.put('/walk/case/a.json', '{}');
    files.put('/walk/elsewhere/other.json', '{}');
    files.links.set('/walk/case/again', '/walk/case/b');
    files.links.set('/walk/case/out', '/walk/elsewhere');
    files.links.set('/walk/elsewhere/back', '/walk/case');
  });

  it('follows linked folders once and ends in a circle, where real paths are known', async () => {
    equal(await found('/walk/case', knowing), [
      ['/walk/case/a.json', false],
      ['/walk/case/b/log.json', false],
      ['/walk/case/out/other.json', false],
    ]);
  });

  it('ends in a circle also where they are not, and says so', async () => {
    const all = await found('/walk/case', ignorant);
    equal(
      all.filter(([path]) => path === '/walk/case/out/other.json'),
      [['/walk/case/out/other.json', false]],
    );
    equal(
      all.some(([, failed]) => failed),
      true,
    );
  });

  it('tells a folder that may not be listed, and goes on', async () => {
    files.put('/walk/closed/inner/x.json', '{}');
    files.put('/walk/closed/y.json', '{}');
    files.forbidden.add('/walk/closed/inner');
    equal(await found('/walk/closed', knowing), [
      ['/walk/closed/inner', true],
      ['/walk/closed/y.json', false],
    ]);
  });
});
