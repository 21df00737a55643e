// Stands in for the native module that ends an extension host whose parent is gone; the tests end whole process trees.
exports.start = () => {};
exports.exit = (code) => process.exit(code);
