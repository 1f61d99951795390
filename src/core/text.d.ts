/**
 * `TextDecoder` and `TextEncoder` stand in every host that runs this code (Node, browsers, workers:
 * WHATWG Encoding); they are declared here because the ring compiles without Node and DOM types.
 */
declare class TextDecoder {
  constructor(
    label?: 'utf-8' | 'utf-16le' | 'utf-16be',
    options?: { readonly fatal?: boolean; readonly ignoreBOM?: boolean },
  );
  decode(bytes?: Uint8Array, options?: { readonly stream?: boolean }): string;
}
declare class TextEncoder {
  encode(text: string): Uint8Array;
}
