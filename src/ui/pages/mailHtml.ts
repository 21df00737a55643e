import { type Html, html } from "./html";

/** What mails are made of, see `buildDigest`. Everything else is left out, what stands in it is text. */
const ELEMENTS: Readonly<Record<string, (content: readonly Html[], title: string) => Html>> = {
  h2: (content) => html`<h3>${content}</h3>`,
  ul: (content) =>
    html`<ul>
      ${content}
    </ul>`,
  li: (content) => html`<li>${content}</li>`,
  p: (content) => html`<p>${content}</p>`,
  b: (content) => html`<strong>${content}</strong>`,
  span: (content) => html`<span class="meta">${content}</span>`,
  // It leads nowhere: what it would open is told.
  a: (content, title) => html`<span class="link" title="${title}">${content}</span>`,
};

/** No mail of ours is as deep. */
const MAX_DEPTH = 8;
const TAG = /<(\/?)([a-z][a-z\d]*)((?:\s[^<>]*)?)\/?>/gi;
const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };

interface Open {
  readonly tag: string;
  readonly title: string;
  readonly content: Html[];
}

/** The HTML of a mail as part of a page: what its reader will see, with nothing in it that loads, leads or runs anything. */
export function mailHtml(source: string): Html {
  const body = bodyOf(source);
  const root: Open = { tag: "", title: "", content: [] };
  const stack: Open[] = [root];
  const top = (): Open => stack.at(-1) ?? root;
  const close = (): void => {
    const { tag, title, content } = stack.pop() ?? root;
    const made = ELEMENTS[tag]?.(content, title);
    if (made !== undefined) top().content.push(made);
  };
  let from = 0;
  for (const { 0: whole, 1: slash, 2: name = "", 3: attributes = "", index } of body.matchAll(TAG)) {
    top().content.push(html`${textOf(body.slice(from, index))}`);
    from = index + whole.length;
    const tag = name.toLowerCase();
    if (tag === "br") top().content.push(html`<br />`);
    else if (!Object.hasOwn(ELEMENTS, tag)) continue;
    else if (slash === "") {
      const href = /\shref="([^"]*)"/i.exec(attributes)?.[1] ?? "";
      if (stack.length <= MAX_DEPTH) stack.push({ tag, title: textOf(href), content: [] });
    } else if (stack.some((open) => open.tag === tag)) {
      while (top().tag !== tag) close();
      close();
    }
  }
  top().content.push(html`${textOf(body.slice(from))}`);
  while (stack.length > 1) close();
  return html`${root.content}`;
}

/** All of it where it has no body. */
function bodyOf(source: string): string {
  const start = /<body\b[^<>]*>/i.exec(source);
  const end = source.toLowerCase().lastIndexOf("</body>");
  return start === null || end < start.index ? source : source.slice(start.index + start[0].length, end);
}

function textOf(markup: string): string {
  return markup.replace(/&(amp|lt|gt|quot|#39);/g, (entity, name: string) => ENTITIES[name] ?? entity);
}
