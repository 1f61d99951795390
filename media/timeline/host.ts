import type { FromTimeline, TimelineState, ToTimeline } from '../../src/protocol/timeline.js';

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** The other side: the extension host, and the editor that keeps our state over a reload. */
export interface Host {
  post(message: FromTimeline): void;
  load(): unknown;
  save(state: TimelineState): void;
  listen(listener: (message: ToTimeline) => void): void;
}

function isToTimeline(data: unknown): data is ToTimeline {
  return typeof data === 'object' && data !== null && 'type' in data && typeof data.type === 'string';
}

export function connect(): Host {
  const api = acquireVsCodeApi();
  return {
    post: (message) => api.postMessage(message),
    load: () => api.getState(),
    save: (state) => api.setState(state),
    listen: (listener) => {
      window.addEventListener('message', (event: MessageEvent<unknown>) => {
        if (isToTimeline(event.data)) listener(event.data);
      });
    },
  };
}
