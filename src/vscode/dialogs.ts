/** Entry of dist/dialogs.js: what opens only when a user asks for it. Everything it works with comes as arguments. */
export { cancelChanges, showChanges, showPlanned, writeChanges } from "./review/review";
export { setUpXsoar } from "./setup/setUpXsoar";
