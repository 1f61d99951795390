import type { TimelineStrings } from '../../src/protocol/timeline.js';
import { el } from './dom.js';

/** What stands in place of the timeline when there is nothing to draw: why, and what to do. */
export function emptyPage(analyzed: boolean, strings: TimelineStrings, analyze: () => void): HTMLElement {
  return el('div', { class: 'empty' }, [
    el('h1', { text: analyzed ? strings.nothingFound : strings.noAnalysis }),
    el('p', { class: 'muted', text: analyzed ? strings.nothingFoundHint : strings.noAnalysisHint }),
    el('button', {
      class: 'primary',
      text: strings.analyze,
      attributes: { type: 'button' },
      on: { click: analyze },
    }),
  ]);
}
