import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import type { StoryArticle } from "../core/stories/storyText";
import { plainText } from "../core/text/translate";
import { finish } from "../core/text/turns";
import { reasonOf } from "./complain";
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
  let number = 0;
  let bad = 0;
  try {
    const lines = createInterface({ input: createReadStream(inputFile, "utf8"), crlfDelay: Infinity });
    for await (const line of lines) {
      number += 1;
      const text = number === 1 ? line.replace(/^\uFEFF/, "") : line;
      if (text.trim() === "") continue;
      const read = readStoryLine(text);
      if (read.ok) {
        articles.push(read.article);
      } else {
        bad += 1;
        complain(`${inputFile}: ${describeStoryLineProblem(read.problem, number, plainText)}`);
      }
    }
  } catch (error) {
    complain(`${inputFile}: ${reasonOf(error)}`);
    return 2;
  }
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
