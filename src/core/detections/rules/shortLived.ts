import { eventsByKey, takenKeys } from '../../chains/about.js';
import type { ChainCase } from '../../chains/chainCase.js';
import { isCopy } from '../../chains/makings.js';
import { stepsOf } from '../../chains/parts.js';
import type { ChainMember, SnapshotEvent } from '../../model.js';
import { byTime } from '../../order.js';
import { pushTo } from '../../pushTo.js';
import { actorLabel, between, formatDuration, formatUtc, resourceLabel } from '../../reports/labels.js';
import { isTaking, TAKES } from '../deeds.js';
import { identityOf } from '../identity.js';
import { routineOf } from '../routine.js';
import type { Rule } from '../rule.js';
import { thresholdsOf } from '../thresholds.js';
import { homeOf, isBefore } from '../wording.js';

export const shortLived: Rule = {
  id: 'snapshot.shortLived',
  title: 'Made and deleted soon after',
  usual: { stake: 'prepared', certainty: 'likely' },
  techniques: ['T1578', 'T1578.001'],
  explanation:
    'A snapshot lived no longer than the settings name. A backup that nobody keeps is no backup: it was made to take something from it, or by mistake. If something was made from it meanwhile, it weighs more; what pipelines make and remove at the same hour day by day is left out.',
  *judge({ chains, settings }) {
    const { shortLivedMs } = thresholdsOf(settings);
    const byIdentity = new Map<string, Life[]>();
    for (const chain of chains) {
      for (const life of livesOf(chain, shortLivedMs)) {
        pushTo(byIdentity, `${life.made.account} ${identityOf(life.gone) ?? life.gone.id}`, life);
      }
    }
    for (const lives of byIdentity.values()) {
      const routine = routineOf(lives.map(({ made }) => Date.parse(made.time ?? '')));
      const odd = lives.filter(({ made }) => routine(Date.parse(made.time ?? '')) === 0);
      const used = odd.filter((life) => life.use !== null);
      const first = used[0] ?? odd[0];
      if (first === undefined) continue;
      const { member, made, gone, chain, use, age } = first;
      const more = odd.length > 1 ? ` So it went with ${odd.length - 1} more.` : '';
      const events = new Set(odd.flatMap((life) => [life.made, life.use, life.gone]));
      yield {
        ...(use === null ? this.usual : { stake: 'exposed', certainty: 'possible' }),
        techniques: this.techniques,
        message: `${actorLabel(gone, homeOf(gone, chain))} deleted ${resourceLabel(member)} at ${formatUtc(gone.time ?? '')}, ${formatDuration(age)} after ${actorLabel(made, homeOf(made, chain))} had made it. ${use === null ? 'Nothing in these logs was made from it.' : `In between, ${use.operation} took what was in it.`}${more}`,
        events: [...events].filter((event) => event !== null).sort(byTime),
        about: odd.map((life) => life.gone).sort(byTime),
        chain: odd.every((life) => life.chain === chain) ? chain : null,
        suppressed: null,
      };
    }
  },
};

interface Life {
  readonly chain: ChainCase;
  readonly member: ChainMember;
  readonly made: SnapshotEvent;
  readonly gone: SnapshotEvent;
  /** What was taken from it meanwhile. */
  readonly use: SnapshotEvent | null;
  /** Milliseconds. */
  readonly age: number;
}

function* livesOf(chain: ChainCase, shortLivedMs: number): Iterable<Life> {
  const short: Omit<Life, 'use'>[] = [];
  for (const { member, made, gone } of chain.parts) {
    if (!isCopy(member) || made === null || gone === null || made.actor.service || gone.actor.service)
      continue;
    const age = between(made, gone);
    if (age !== null && age >= 0 && age <= shortLivedMs) short.push({ chain, member, made, gone, age });
  }
  if (short.length === 0) return;
  const takings = eventsByKey(
    short.map(({ member }) => member.key),
    stepsOf(chain, TAKES).filter(isTaking),
    takenKeys,
  );
  for (const life of short) {
    const { member, made, gone } = life;
    const use = takings
      .get(member.key)
      ?.find((event) => event !== made && isBefore(made, event) && isBefore(event, gone));
    yield { ...life, use: use ?? null };
  }
}
