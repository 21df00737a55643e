/** An address as it may be told, logged and kept: without the user name and password written in it. Everything else stays byte for byte. */
export function shownUrl(url: string): string {
  return url.replace(/^(\s*[a-z][a-z0-9+.-]*:\/\/)[^/?#\\]*@/i, "$1");
}
