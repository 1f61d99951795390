import type { Cloud } from '../model.js';
import type { Operation } from './operation.js';

/** The rows of one service, each read when it is first asked for. */
export interface ServiceRows {
  readonly cloud: Cloud;
  readonly service: string;
  /** The operations in their usual letter case, one on each line. */
  readonly names: string;
  /** The row on that line; throws a `CatalogueError` when it is bad. */
  read(line: number): Operation;
}

/** Every operation among the rows. */
export function readAll(services: readonly ServiceRows[]): readonly Operation[] {
  return services.flatMap((rows) => rows.names.split('\n').map((_, line) => rows.read(line)));
}
