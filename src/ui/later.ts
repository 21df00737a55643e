import { MAX_LATER_DAYS } from "../core/limits";

const DAY = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
const WEEK = 7;
const MONDAY = 1;

/** When a day here begins, so many days from now. */
export function inDays(now: Date, days: number): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days);
}

/** When the next Monday here begins. */
export function nextWeek(now: Date): Date {
  return inDays(now, (MONDAY - now.getDay() + WEEK) % WEEK || WEEK);
}

/** The beginning of a day that somebody has typed, `YYYY-MM-DD`; null for what is none, is not to come, or is too far away. */
export function typedDay(text: string, now: Date): Date | null {
  const [, year, month, day] = DAY.exec(text.trim()) ?? [];
  const date = new Date(Number(year), Number(month) - 1, Number(day));
  const isDay = date.getMonth() === Number(month) - 1 && date.getDate() === Number(day);
  return isDay && date > now && date <= inDays(now, MAX_LATER_DAYS) ? date : null;
}
