import type { TimelineEvent, TimelineRow, TimelineStrings } from '../../src/protocol/timeline.js';
import { el } from './dom.js';
import type { Frame } from './frame.js';
import { glyphIcon } from './glyphIcon.js';
import type { Hit } from './hit.js';
import { endOf, exposedTo } from './paintExposure.js';
import type { Lane } from './scene.js';
import { fill, shown } from './text.js';
import { duration, stamp } from './time.js';

const MOST = 8;

type Lines = readonly (string | Node)[];

function muted(text: string): HTMLElement {
  return el('div', { class: 'muted', text });
}

function head(event: TimelineEvent, strings: TimelineStrings): HTMLElement {
  const outcome = event.outcome === 'success' ? '' : ` (${strings.outcomes[event.outcome]})`;
  return el('div', { class: 'tip-head' }, [
    glyphIcon(event.action, event.severity, event.outcome),
    el('strong', { text: `${strings.actions[event.action]}${outcome}` }),
    el('span', { text: strings.severities[event.severity] }),
  ]);
}

export function eventHint(event: TimelineEvent, strings: TimelineStrings): Lines {
  return [
    head(event, strings),
    shown(event.sentence),
    muted(`${stamp(event.time)} ${strings.utc} · ${shown(event.place)}`),
    muted(strings.eventHint),
  ];
}

function clusterHint(lane: Lane, hit: Extract<Hit, { kind: 'cluster' }>, strings: TimelineStrings): Lines {
  const { cluster, row } = hit;
  const count = cluster.end - cluster.first;
  const events = row.events.slice(cluster.first, cluster.first + MOST).map((i) => {
    const event = lane.chain.events[i] as TimelineEvent;
    return el('div', { class: 'tip-row' }, [
      glyphIcon(event.action, event.severity, event.outcome),
      el('time', { text: stamp(event.time) }),
      el('span', { text: shown(event.sentence, 90) }),
    ]);
  });
  return [
    el('strong', { text: fill(strings.clusterTip, count, duration(cluster.to - cluster.from, strings)) }),
    ...events,
    ...(count > MOST ? [muted(`+ ${count - MOST}`)] : []),
    muted(strings.clusterHint),
  ];
}

function rowHint(lane: Lane, row: TimelineRow, strings: TimelineStrings): Lines {
  const at = (time: number): string => `${stamp(time)} ${strings.utc}`;
  const parents = row.madeFrom.map((parent) => lane.chain.rows[parent.row]?.label ?? '').join(', ');
  return [
    el('strong', { text: shown(fill(strings.lifeTip, strings.kinds[row.kind], row.id)) }),
    ...(row.from === null ? [] : [fill(row.made ? strings.madeAt : strings.firstSeenAt, at(row.from))]),
    ...(parents ? [shown(fill(strings.madeFrom, parents))] : []),
    row.to === null ? strings.notDeleted : fill(strings.deletedAt, at(row.to)),
  ];
}

/** What the tooltip says of a thing under the pointer; empty where there is nothing to add. */
export function hintFor(frame: Frame, hit: Hit): Lines {
  const { strings } = frame;
  const lane = frame.scene.lanes[hit.lane];
  if (!lane) return [];
  switch (hit.kind) {
    case 'header':
      return lane.loose ? [] : [el('strong', { text: shown(lane.chain.title) }), shown(lane.chain.verdict)];
    case 'event': {
      const event = lane.chain.events[hit.event];
      return event ? eventHint(event, strings) : [];
    }
    case 'cluster':
      return clusterHint(lane, hit, strings);
    case 'exposure': {
      const { from, to } = hit.exposure;
      const end = hit.row.resource ? endOf(hit.exposure, hit.row.resource, frame) : from;
      return [
        el('strong', { text: shown(exposedTo(hit.exposure, frame)) }),
        `${fill(strings.until, stamp(from), stamp(end))} ${strings.utc} · ${duration(end - from, strings)}`,
        ...(to === null ? [strings.stillExposed] : []),
      ];
    }
    case 'row':
      return hit.row.resource && hit.solid ? rowHint(lane, hit.row.resource, strings) : [];
  }
}

/** Identifies a hit, so that the tooltip stays while the pointer moves inside it. */
export function hintKey(hit: Hit): string {
  switch (hit.kind) {
    case 'header':
      return `header ${hit.lane}`;
    case 'event':
      return `event ${hit.lane} ${hit.event}`;
    case 'cluster':
      return `cluster ${hit.lane} ${hit.row.top} ${hit.cluster.first}`;
    case 'exposure':
      return `exposure ${hit.lane} ${hit.row.top} ${hit.exposure.from}`;
    case 'row':
      return `row ${hit.lane} ${hit.row.top}`;
  }
}
