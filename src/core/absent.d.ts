/**
 * What the compiler finds for `vscode` in the rings that must not see the editor (see `paths` in
 * `tsconfig.base.json`): nothing, so that every use of it is an error.
 */
export {};
