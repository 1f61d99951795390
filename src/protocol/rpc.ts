/**
 * Typed calls over anything that posts messages: a worker thread or a web worker.
 * A request carries a number, its answer the same number.
 */

/** A set of named calls, each with one argument and a later answer. `never`: every function takes at least that. */
export type Api = { readonly [method: string]: (argument: never) => Promise<unknown> };

/** One end of a message channel. `transfer` lists buffers that move instead of being copied. */
export interface Port {
  post(message: unknown, transfer?: readonly ArrayBuffer[]): void;
  onMessage(listener: (message: unknown) => void): void;
}

interface Request {
  readonly call: number;
  readonly method: string;
  readonly argument: unknown;
}

type Answer =
  | { readonly call: number; readonly result: unknown }
  | { readonly call: number; readonly error: string };

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isRequest(message: unknown): message is Request {
  return isRecord(message) && typeof message['call'] === 'number' && typeof message['method'] === 'string';
}

function isAnswer(message: unknown): message is Answer {
  return (
    isRecord(message) && typeof message['call'] === 'number' && ('result' in message || 'error' in message)
  );
}

/**
 * Answers the calls that arrive at `port` with the methods of `api`. The argument is taken as it comes: both ends
 * are of one build, and {@link Caller} has checked it against the method.
 */
export function serve(api: Api, port: Port): void {
  port.onMessage((message) => {
    if (!isRequest(message)) return;
    const { call, method, argument } = message;
    const handler = Object.hasOwn(api, method) ? api[method] : undefined;
    const answer = handler
      ? handler(argument as never)
      : Promise.reject(new Error(`no such call: ${method}`));
    answer.then(
      (result) => port.post({ call, result }),
      (error: unknown) => port.post({ call, error: error instanceof Error ? error.message : String(error) }),
    );
  });
}

/** The calling end: methods of `A` that post to `port` and wait for the answer. */
export class Caller<A extends Api> {
  readonly #port: Port;
  readonly #waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  #last = 0;

  constructor(port: Port) {
    this.#port = port;
    port.onMessage((message) => {
      if (!isAnswer(message)) return;
      const waiting = this.#waiting.get(message.call);
      this.#waiting.delete(message.call);
      if ('error' in message) waiting?.reject(new Error(message.error));
      else waiting?.resolve(message.result);
    });
  }

  call<M extends keyof A & string>(
    method: M,
    argument: Parameters<A[M]>[0],
    transfer: readonly ArrayBuffer[] = [],
  ): ReturnType<A[M]> {
    const call = ++this.#last;
    const answer = new Promise<unknown>((resolve, reject) => this.#waiting.set(call, { resolve, reject }));
    this.#port.post({ call, method, argument } satisfies Request, transfer);
    return answer as ReturnType<A[M]>;
  }

  /** Rejects everything that still waits: the other end is gone. */
  fail(error: Error): void {
    for (const waiting of this.#waiting.values()) waiting.reject(error);
    this.#waiting.clear();
  }
}
