import type { StoryPlace } from "../memory/memory";

type Places = ReadonlyMap<string, StoryPlace>;

/** The story that an article tells: its own key where it is alone or the first. */
export function storyOf(stories: Places, key: string): string {
  return stories.get(key)?.story ?? key;
}

/** The articles of a story, the first one in front. */
export function membersOf(stories: Places, story: string): readonly string[] {
  return [story, ...[...stories].flatMap(([key, place]) => (place.story === story ? [key] : []))];
}
