/** A process of its own for `@vscode/test-web`, started by `web-server.mjs` with the options as JSON. */
import { open } from '@vscode/test-web';

await open({ ...JSON.parse(process.argv[2] ?? '{}'), browserType: 'none' });
