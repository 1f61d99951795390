/** Takes the place of the native watchdog: whoever starts the server ends its process group. */
exports.start = () => undefined;
exports.exit = (code) => process.exit(code);
