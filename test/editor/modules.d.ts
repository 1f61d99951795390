/** Imports every test file of the suite; made by `allTestsPlugin` when the suite is built. */
declare module 'all-tests';
/** The browser build, which makes `Mocha` and `mocha` global. */
declare module 'mocha/mocha.js';
