import type { StoryArticle } from "../core/stories/storyText";
import { plainText } from "../core/text/translate";
import { finish } from "../core/text/turns";
import { takeLines } from "./inputLines";
import type { CliWorld } from "./world";

/**
 * `stories`: one line for each article of a file, with the story it tells. Nothing is read or remembered but the file.
 * @returns the exit code
 */
export async function tellFileStories(
  inputFile: string,
  { print, complain }: Pick<CliWorld, "print" | "complain">,
): Promise<number> {
  const { describePlaced, describeStoryLineProblem, readStoryLine, tellStories } = await import("../scan");
  const articles: StoryArticle[] = [];
  const bad = await takeLines(inputFile, { complain }, (line, number) => {
    const read = readStoryLine(line);
    if (!read.ok) return describeStoryLineProblem(read.problem, number, plainText);
    articles.push(read.article);
    return null;
  });
  if (bad === null) return 2;
  const { placed } = finish(tellStories({ fresh: articles }));
  const sizes = new Map<string, number>();
  for (const { story } of placed.values()) sizes.set(story, (sizes.get(story) ?? 0) + 1);
  const titles = new Map(articles.map(({ key, title }) => [key, title]));
  for (const { key, url } of articles) {
    const place = placed.get(key);
    if (place === undefined) continue;
    const story = (sizes.get(place.story) ?? 0) > 1 ? place.story : null;
    print(JSON.stringify({ url, story, why: describePlaced(place, (other) => titles.get(other) ?? "", plainText) }));
  }
  return bad > 0 ? 1 : 0;
}
