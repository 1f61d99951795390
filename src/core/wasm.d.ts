/**
 * `WebAssembly` and `atob` stand in every host that runs this code (Node, browsers, workers); they are declared
 * here because the ring compiles without Node and DOM types.
 */
declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array);
  }
  class Instance {
    constructor(module: Module, imports?: object);
    readonly exports: Readonly<Record<string, unknown>>;
  }
  interface Memory {
    readonly buffer: ArrayBuffer;
    grow(pages: number): number;
  }
}
declare function atob(text: string): string;
