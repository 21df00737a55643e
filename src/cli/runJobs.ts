import { configFileName } from "../core/config/configFiles";
import type { OwnJobStatus } from "../core/jobs/jobs";
import { JOBS } from "../core/model/model";
import type { JobsCommand } from "./commands";
import { complainAbout } from "./complain";
import { dueAt } from "./jobReport";
import { shownName } from "../core/config/ownTypes";
import type { CliWorld } from "./world";

/** `jobs list`: the four that have a configuration, and the user's own. Exit code 2 where one cannot be used. */
export async function runJobs({ json, configFolder }: JobsCommand, world: CliWorld): Promise<number> {
  const { session } = world;
  const shipped = await Promise.all(JOBS.map(async (job) => ({ job, state: await session.readConfig(job) })));
  const there = shipped.filter(({ state }) => state.kind !== "none");
  const own = await session.jobs.own();
  const scripts = new Map<string, string>();
  for (const { id, state } of own) {
    if (state.kind !== "ok" || state.config.script === null) continue;
    const look = await session.scripts.look(id);
    scripts.set(id, look.kind === "script" ? (look.isAllowed ? "allowed" : "needs consent") : "cannot run");
  }
  const states = [...there, ...own].map(({ state }) => state);
  for (const state of states) if (state.kind === "invalid") complainAbout(state, world);
  if (json) {
    const jobs = [
      ...there.map(({ job, state }) => ({
        job,
        own: false,
        file: "file" in state ? state.file : null,
        usable: state.kind === "ok",
      })),
      ...own.map((job) => ({ ...ownJson(job), ...(scripts.has(job.id) ? { script: scripts.get(job.id) } : {}) })),
    ];
    world.print(JSON.stringify({ jobs }));
  } else {
    const lines = [
      ...there.map(({ job, state }) => `${job}: ${"file" in state ? state.file : configFileName(job, "yaml")}`),
      ...own.map((job) => ownLine(job, scripts.get(job.id))),
    ];
    world.print(lines.length === 0 ? `There is no job in ${configFolder}.` : lines.join("\n"));
  }
  return states.some(({ kind }) => kind === "invalid") ? 2 : 0;
}

function ownJson(job: OwnJobStatus): Record<string, unknown> {
  const { id, state, lastRun, isDue } = job;
  const common = { job: id, own: true, file: state.file, usable: state.kind === "ok", lastRun };
  if (state.kind !== "ok") return common;
  const { head } = state.config;
  return {
    ...common,
    name: shownName(id, head),
    base: head.base,
    every: head.every,
    due: isDue,
    ...(isDue ? {} : { dueAt: dueAt(job) }),
  };
}

function ownLine(job: OwnJobStatus, script: string | undefined): string {
  const { id, state, lastRun, isDue } = job;
  if (state.kind !== "ok") return `${id}: ${state.file} (errors)`;
  const { name, base, every } = state.config.head;
  const parts = [
    name === "" || name === id ? "" : `“${name}”`,
    `base ${base}`,
    every === null ? "with every scan" : `every ${every} minutes`,
    script === undefined ? "" : `script ${script}`,
    lastRun === null ? "never run" : `last run ${lastRun}`,
    job.isPaused ? "paused: its script has failed" : isDue ? "" : `due ${dueAt(job)}`,
  ];
  return `${id}: ${state.file} (${parts.filter(Boolean).join(", ")})`;
}
