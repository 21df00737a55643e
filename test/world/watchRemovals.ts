/** Loaded before tests (`node --require`): a folder a test removes is searched for API keys first. */
import fs from "node:fs";
import { searchBeforeRemoval } from "./secrecy";

const { rmSync } = fs;
const { rm } = fs.promises;

fs.rmSync = (target, options) => {
  if (options?.recursive === true) searchBeforeRemoval(String(target));
  rmSync(target, options);
};
fs.promises.rm = async (target, options) => {
  if (options?.recursive === true) searchBeforeRemoval(String(target));
  await rm(target, options);
};
