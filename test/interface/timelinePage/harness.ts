import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type {
  FromTimeline,
  TimelineModel,
  TimelineState,
  ToTimeline,
} from '../../../src/protocol/timeline.js';
import { timelineHtml } from '../../../src/protocol/timelineHtml.js';
import { ENGLISH_TIMELINE_STRINGS } from '../../../src/protocol/timelineStrings.js';
import { type ThemeName, themeSheet } from './themes.js';

const NONCE = 'harness0nonce0harness0nonce';

/** What the page under test keeps on its window, in place of the editor. */
interface FakeEditor {
  readonly posted: FromTimeline[];
  state: unknown;
  readonly violations: string[];
  __broken?: boolean;
}

declare global {
  interface Window {
    editor: FakeEditor;
  }
}

/** The editor's side of a webview: an API to ask for once, and a note of every breach of the policy. */
function fakeEditor(state: unknown): void {
  const editor: FakeEditor = { posted: [], state, violations: [] };
  window.editor = editor;
  Object.assign(window, {
    acquireVsCodeApi: () => ({
      postMessage: (message: FromTimeline) => editor.posted.push(message),
      getState: () => editor.state,
      setState: (next: unknown) => {
        editor.state = next;
      },
    }),
  });
  addEventListener('securitypolicyviolation', (event) => {
    editor.violations.push(`${event.violatedDirective} ${event.blockedURI}`);
  });
}

export interface PageOptions {
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  readonly state?: TimelineState | null;
  readonly deviceScaleFactor?: number;
  readonly classes?: readonly string[];
}

export class Harness {
  readonly #browser: Browser;
  readonly #server: Server;

  private constructor(browser: Browser, server: Server) {
    this.#browser = browser;
    this.#server = server;
  }

  static async start(browser: Browser): Promise<Harness> {
    const dist = join(process.cwd(), 'dist');
    const server = createServer((request, response) => {
      const url = new URL(request.url ?? '/', 'http://localhost');
      const send = (type: string, body: string | Buffer): void => {
        response.writeHead(200, { 'content-type': type }).end(body);
      };
      const origin = `http://${request.headers.host ?? ''}`;
      if (url.pathname === '/timeline.js' || url.pathname === '/timeline.css') {
        const type = url.pathname.endsWith('.js') ? 'text/javascript' : 'text/css';
        readFile(join(dist, url.pathname)).then((body) => send(type, body));
      } else if (url.pathname === '/themes.css') {
        send('text/css', themeSheet());
      } else {
        send('text/html', pageHtml(origin, url.searchParams.get('class') ?? ''));
      }
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new Harness(browser, server);
  }

  /** A fresh page that has said `ready`. */
  async open(options: PageOptions = {}): Promise<TimelinePageDriver> {
    const context = await this.#browser.newContext({
      viewport: { width: options.width ?? 1280, height: options.height ?? 720 },
      deviceScaleFactor: options.deviceScaleFactor ?? 1,
      locale: 'en-US',
    });
    const page = await context.newPage();
    await page.addInitScript(fakeEditor, options.state ?? null);
    const classes = [options.theme ?? 'vscode-dark', ...(options.classes ?? ['vscode-reduce-motion'])];
    const { port } = this.#server.address() as AddressInfo;
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    await page.goto(`http://127.0.0.1:${port}/?class=${encodeURIComponent(classes.join(' '))}`);
    await page.waitForFunction(() => window.editor.posted.some(({ type }) => type === 'ready'));
    return new TimelinePageDriver(page, errors);
  }

  async stop(): Promise<void> {
    await this.#browser.close();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** The shipped page, with the editor's classes and variables put where the editor puts them. */
function pageHtml(origin: string, classes: string): string {
  return timelineHtml({
    cspSource: origin,
    nonce: NONCE,
    scriptUri: `${origin}/timeline.js`,
    styleUri: `${origin}/timeline.css`,
    lang: 'en',
    title: 'Timeline',
  })
    .replace('<html ', `<html class="${classes}" `)
    .replace('<body>', `<body class="${classes}">`)
    .replace('</head>', `<link rel="stylesheet" href="${origin}/themes.css">\n</head>`);
}

export class TimelinePageDriver {
  readonly page: Page;
  readonly errors: readonly string[];

  constructor(page: Page, errors: readonly string[]) {
    this.page = page;
    this.errors = errors;
  }

  async send(message: ToTimeline): Promise<void> {
    // As text: playwright's own copy of a large model takes many seconds.
    await this.page.evaluate((data) => window.postMessage(JSON.parse(data), '*'), JSON.stringify(message));
    await this.settle();
  }

  model(model: TimelineModel | null): Promise<void> {
    return this.send({ type: 'model', model, strings: ENGLISH_TIMELINE_STRINGS });
  }

  /** Until what was asked for is painted. */
  async settle(): Promise<void> {
    await this.page.evaluate(
      () =>
        new Promise<void>((resolve) =>
          requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 20))),
        ),
    );
  }

  posted(): Promise<FromTimeline[]> {
    return this.page.evaluate(() => window.editor.posted);
  }

  async postedOf<T extends FromTimeline['type']>(type: T): Promise<Extract<FromTimeline, { type: T }>[]> {
    const all = await this.posted();
    return all.filter((message): message is Extract<FromTimeline, { type: T }> => message.type === type);
  }

  state(): Promise<unknown> {
    return this.page.evaluate(() => window.editor.state);
  }

  violations(): Promise<string[]> {
    return this.page.evaluate(() => window.editor.violations);
  }

  /** How many different colours a part of the canvas holds. */
  colors(): Promise<number> {
    return this.page.evaluate(() => {
      const canvas = document.querySelector<HTMLCanvasElement>('.lanes canvas');
      const pixels = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
      const seen = new Set<number>();
      for (let i = 0; i < pixels.length; i += 4) {
        seen.add(((pixels[i] ?? 0) << 16) | ((pixels[i + 1] ?? 0) << 8) | (pixels[i + 2] ?? 0));
      }
      return seen.size;
    });
  }

  async clickLanes(x: number, y: number): Promise<void> {
    await this.page.locator('.lanes').click({ position: { x, y } });
    await this.settle();
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}
