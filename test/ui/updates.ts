import { until } from "./desk";
import type { Desk } from "./openDesk";

/** The names of the configuration. */
export const TRACKED = ["Emberfox", "Greyheron", "Sunwasp"];

/** A record as a server has it: numbers a double has no room for, keys nobody knows, what a feed and an analyst have set. */
export function record(id: string, value: string, aliases: readonly unknown[], more = ""): string {
  return `{"id":"${id}","version":3,"value":${JSON.stringify(value)},"indicator_type":"Threat Actor","score":1.0,"timestamp":"2024-03-01T10:00:00.123456789Z","modified":"2024-03-02T00:00:00Z","source":"Feed A","comment":"keep me","investigationIDs":["17"],"big":9007199254740993,"CustomFields":{"aliases":${JSON.stringify(aliases)},"tags":["own"]${more}}}`;
}
export const emberfox = record("7", "Emberfox", ["  Copper Lynx ", "Copper Lynx", "Fancy Bear", "FancyBear", ""]);
export const greyheron = record("8", "Greyheron", ["Grey\u200bheron Group"]);

/** How a user goes on from the command to the review of an update. */
export function updatesOn(desk: Desk) {
  const open = async (...records: readonly string[]) => {
    await desk.open({ names: TRACKED, xsoar: "withKey" });
    for (const one of records) desk.xsoar.put(one);
    desk.xsoar.clearRequests();
  };
  const question = (what: string) =>
    until(what, async () => (await desk.workbench.quickInput().getAttribute("placeholder"))?.startsWith(what));
  const recipes = async (...chosen: readonly string[]) => {
    await question("What is to be done?");
    for (const recipe of chosen) await desk.workbench.toggle(recipe);
    await desk.workbench.quickInput().press("Enter");
  };
  const update = async (...chosen: readonly string[]) => {
    await desk.workbench.runCommand("TI Scraper: Update Records…");
    await recipes(...chosen);
    await question("Which records?");
  };
  const updateAll = async (...chosen: readonly string[]) => {
    await update(...chosen);
    await desk.workbench.pick("All Tracked Names");
  };
  return { open, question, recipes, update, updateAll };
}
