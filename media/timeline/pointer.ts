import type { Chart } from './chart.js';
import { timeAt } from './frame.js';
import { type Hit, hitTest } from './hit.js';
import type { Navigator } from './navigator.js';
import type { Spot } from './scene.js';
import { lengthOf, pan } from './span.js';
import type { Store } from './store.js';

/** Movement below this is a click. */
const DRAG = 4;
const WHEEL_ZOOM = 0.002;
const LINE = 16;

export interface PointerActions {
  readonly open: (spot: Spot) => void;
  readonly hover: (hit: Hit | null, x: number, y: number) => void;
}

function spotOf(hit: Hit | null): Spot | null {
  if (!hit) return null;
  if (hit.kind === 'event') return { lane: hit.lane, event: hit.event };
  return { lane: hit.lane, event: hit.kind === 'cluster' ? hit.cluster.worst : null };
}

/** Mouse, pen and wheel on the lanes. */
export function listenToPointer(
  store: Store,
  chart: Chart,
  navigator: Navigator,
  actions: PointerActions,
): void {
  const { scroller } = chart;
  let drag: { x: number; y: number; moved: boolean } | null = null;

  const place = (event: MouseEvent): { readonly x: number; readonly y: number } => {
    const box = scroller.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const hitAt = (event: MouseEvent): Hit | null => {
    const frame = chart.frame;
    const { x, y } = place(event);
    return frame && x < frame.width ? hitTest(frame, x, y) : null;
  };

  scroller.addEventListener('pointerdown', (event) => {
    // Beyond the canvas is the scroll bar.
    if (event.button === 0 && place(event).x < scroller.clientWidth) {
      drag = { x: event.clientX, y: event.clientY, moved: false };
    }
  });
  scroller.addEventListener('pointermove', (event) => {
    if (drag) {
      const dx = event.clientX - drag.x;
      const dy = event.clientY - drag.y;
      if (!drag.moved && Math.hypot(dx, dy) < DRAG) return;
      if (!drag.moved) scroller.setPointerCapture(event.pointerId);
      const frame = chart.frame;
      scroller.classList.add('dragging');
      actions.hover(null, 0, 0);
      chart.point(null);
      if (frame && dx !== 0) store.setSpan(pan(store.span, -dx / frame.scale));
      scroller.scrollTop -= dy;
      drag = { x: event.clientX, y: event.clientY, moved: true };
      return;
    }
    const hit = hitAt(event);
    chart.point({ x: place(event).x, spot: spotOf(hit) });
    scroller.classList.toggle('pointing', hit !== null && hit.kind !== 'row');
    actions.hover(hit, event.clientX, event.clientY);
  });
  scroller.addEventListener('pointerup', (event) => {
    const moved = drag?.moved ?? true;
    drag = null;
    scroller.classList.remove('dragging');
    if (moved) return;
    const hit = hitAt(event);
    if (!hit) return;
    store.select(spotOf(hit), 'pointer');
    // An act beyond the edge was clicked: go there.
    if (hit.kind === 'event') navigator.reveal(spotOf(hit));
  });
  scroller.addEventListener('pointercancel', () => {
    drag = null;
    scroller.classList.remove('dragging');
  });
  scroller.addEventListener('pointerleave', () => {
    chart.point(null);
    actions.hover(null, 0, 0);
  });
  scroller.addEventListener('dblclick', (event) => {
    const hit = hitAt(event);
    if (hit?.kind === 'event') actions.open({ lane: hit.lane, event: hit.event });
    else if (hit?.kind === 'cluster') navigator.show(hit.cluster);
    else if (hit) navigator.fitLane(hit.lane);
  });
  scroller.addEventListener(
    'wheel',
    (event) => {
      const frame = chart.frame;
      if (!frame) return;
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE : 1;
      const [dx, dy] = [event.deltaX * unit, event.deltaY * unit];
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        const x = Math.max(place(event).x, frame.plot.left);
        navigator.zoomBy(Math.exp(-dy * WHEEL_ZOOM), timeAt(frame, x));
      } else if (event.shiftKey || Math.abs(dx) > Math.abs(dy) || frame.scene.height <= frame.height) {
        // Where there is nothing to scroll, the wheel moves through time.
        event.preventDefault();
        const by = Math.abs(dx) > Math.abs(dy) ? dx : dy;
        const part = by / (frame.plot.right - frame.plot.left);
        store.setSpan(pan(store.span, part * lengthOf(store.span)));
      }
    },
    { passive: false },
  );
}
