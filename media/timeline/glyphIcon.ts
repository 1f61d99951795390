import type { Action, Outcome, Severity } from '../../src/core/model.js';
import { icon } from './dom.js';
import { HOLLOW, SHAPES, severityBars, styleOf } from './glyphs.js';

/** The glyph of an act, as on the canvas, for use beside text. */
export function glyphIcon(action: Action, severity: Severity, outcome: Outcome): SVGSVGElement {
  const style = styleOf(outcome);
  const hollow = style === 'solid' ? undefined : HOLLOW[action];
  const svg = icon(hollow?.rim ?? SHAPES[action], `glyph ${style} severity-${severity}`);
  if (hollow) svg.append(line(hollow.inside, 'inside'));
  if (style === 'crossed') svg.append(line('M.5 15.5 15.5 .5', 'slash'));
  return svg;
}

function line(path: string, className: string): SVGPathElement {
  const element = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  element.setAttribute('d', path);
  element.setAttribute('class', className);
  return element;
}

export function severityIcon(severity: Severity): SVGSVGElement {
  const { full, rest } = severityBars(severity);
  const svg = icon(rest, `bars severity-${severity}`);
  svg.append(line(full, 'full'));
  return svg;
}
