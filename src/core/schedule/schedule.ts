import { LEAST_SCAN_MINUTES } from "../limits";

/** A stretch of each day, in minutes since midnight by the user's clock; it may go over midnight. */
export interface QuietHours {
  readonly from: number;
  /** Not part of it. */
  readonly to: number;
}

/** Of the interval: so that many colleagues do not ask one server at the same moment. */
const JITTER = 0.1;
const MINUTE_MS = 60_000;

/** `22:00-06:30`, blanks and an en dash allowed. Null for anything else, and for a stretch of no length. */
export function parseQuietHours(text: string): QuietHours | null {
  const found = /^\s*(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})\s*$/.exec(text);
  if (found === null) return null;
  const [, ...parts] = found;
  const [fromHour = 24, fromMinute = 60, toHour = 24, toMinute = 60] = parts.map(Number);
  const isTime = (hour: number, minute: number): boolean => minute < 60 && (hour < 24 || (hour === 24 && minute === 0));
  if (!isTime(fromHour, fromMinute) || !isTime(toHour, toMinute)) return null;
  const from = (fromHour * 60 + fromMinute) % 1440;
  const to = (toHour * 60 + toMinute) % 1440;
  return from === to ? null : { from, to };
}

/** Whether a moment lies in quiet hours, by the clock of this machine. */
export function isQuiet({ from, to }: QuietHours, time: Date): boolean {
  const minute = time.getHours() * 60 + time.getMinutes();
  return from < to ? minute >= from && minute < to : minute >= from || minute < to;
}

/**
 * Whether the next scan is due: one interval and a little chance after the last one, whoever ran it. After a sleep that is one scan, not
 * one for each that was missed. A last scan that lies farther ahead than that was told by a clock that has been put right since.
 *
 * @param last null when there was none: at once
 * @param jitter from 0 up to 1
 */
export function isDue(last: Date | null, everyMinutes: number, jitter: number, now: Date): boolean {
  const intervalMs = Math.max(LEAST_SCAN_MINUTES, everyMinutes) * MINUTE_MS * (1 + JITTER * jitter);
  return last === null || Math.abs(now.getTime() - last.getTime()) >= intervalMs;
}
