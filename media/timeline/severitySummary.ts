import { SEVERITIES } from '../../src/core/model.js';
import type { TimelineStrings } from '../../src/protocol/timeline.js';
import { el } from './dom.js';
import { severityIcon } from './glyphIcon.js';
import type { Scene } from './scene.js';
import { plural } from './text.js';

/** How many chains there are of each severity; each leads to its first. */
export function severitySummary(
  scene: Scene,
  strings: TimelineStrings,
  go: (lane: number) => void,
): HTMLElement {
  const { chains } = scene.model;
  const entries = [...SEVERITIES].reverse().flatMap((severity) => {
    const count = chains.filter((chain) => chain.severity === severity).length;
    if (count === 0) return [];
    const first = chains.findIndex((chain) => chain.severity === severity);
    const { lang } = document.documentElement;
    return [
      el('li', {}, [
        el(
          'button',
          { class: 'severity-entry', attributes: { type: 'button' }, on: { click: () => go(first) } },
          [
            severityIcon(severity),
            el('span', { text: strings.severities[severity] }),
            el('span', { class: 'muted', text: plural(count, strings.oneChain, strings.chains, lang) }),
          ],
        ),
      ]),
    ];
  });
  return el('ul', { class: 'severity-summary' }, entries);
}
