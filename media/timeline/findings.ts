import type { TimelineFinding, TimelineStrings } from '../../src/protocol/timeline.js';
import { el } from './dom.js';
import { severityIcon } from './glyphIcon.js';
import { fill, shown } from './text.js';

const LONGEST = 2000;
/** More than a reader takes in; the side view lists them all. */
const MOST = 50;

export function techniqueButton(
  technique: string,
  strings: TimelineStrings,
  open: (technique: string) => void,
): HTMLElement {
  return el('button', {
    class: 'link technique',
    text: shown(technique),
    attributes: { type: 'button', 'data-tip': shown(fill(strings.technique, technique)) },
    on: { click: () => open(technique) },
  });
}

function findingItem(
  finding: TimelineFinding,
  strings: TimelineStrings,
  open: (technique: string) => void,
): HTMLElement {
  return el('li', { class: finding.suppressed === null ? 'finding' : 'finding expected' }, [
    el('div', { class: 'severity-line' }, [
      severityIcon(finding.severity),
      el('span', { text: strings.severities[finding.severity] }),
      el('code', { class: 'muted', text: shown(finding.rule) }),
    ]),
    el('p', { text: shown(finding.message, LONGEST) }),
    finding.suppressed === null
      ? null
      : el('p', { class: 'muted', text: shown(fill(strings.expected, finding.suppressed)) }),
    finding.techniques.length === 0
      ? null
      : el(
          'div',
          { class: 'techniques' },
          finding.techniques.map((technique) => techniqueButton(technique, strings, open)),
        ),
  ]);
}

export function findingsSection(
  findings: readonly TimelineFinding[],
  strings: TimelineStrings,
  open: (technique: string) => void,
): HTMLElement[] {
  if (findings.length === 0) return [];
  const heading = `${strings.findings} (${findings.length})`;
  return [
    el('h3', { text: heading }),
    el(
      'ul',
      { class: 'findings' },
      findings.slice(0, MOST).map((finding) => findingItem(finding, strings, open)),
    ),
    ...(findings.length > MOST ? [el('p', { class: 'muted', text: `${MOST} / ${findings.length}` })] : []),
  ];
}
