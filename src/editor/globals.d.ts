/**
 * What Node and browsers both offer and this ring uses. Neither the DOM's nor Node's
 * types are loaded here, so that nothing of only one host can slip in.
 */
declare function setTimeout(handler: () => void, milliseconds?: number): unknown;
declare function clearTimeout(timer: unknown): void;
declare class TextEncoder {
  encode(text: string): Uint8Array;
}
declare const crypto: { getRandomValues<T extends Uint8Array>(array: T): T };
