/** Milliseconds that this process has computed so far. What else the machine does at the time is no part of it, so that a limit of it holds anywhere. */
export function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
