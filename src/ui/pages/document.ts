import { html, markup } from "./html";

/** What every page is made of. */
export interface PageFrame {
  readonly title: string;
  /** Of its words, as BCP 47 tells it. */
  readonly language: string;
  /** Made anew for each page: only style and script that bear it count. */
  readonly nonce: string;
  /** Texts of the product's own files. */
  readonly style: string;
  readonly script: string;
}

/** The document of a page, which the script fills, and where it says aloud what has happened: it loads nothing from anywhere, and runs nothing but the one script. */
export function pageDocument({ title, language, nonce, style, script }: PageFrame): string {
  const policy = [
    "default-src 'none'",
    `style-src 'nonce-${nonce}'`,
    `script-src 'nonce-${nonce}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const head = html`<meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${title}</title>`;
  const body = html`<main id="page" tabindex="-1"></main>
    <div id="live" role="status"></div>`;
  const tagged = (tag: string, text: string): string => `<${tag} nonce="${nonce}">${text}</${tag}>`;
  return `<!doctype html>
<html ${markup(html`lang="${language}"`)}>
<head>${markup(head)}${tagged("style", style)}</head>
<body>${markup(body)}${tagged("script", script)}</body>
</html>`;
}
