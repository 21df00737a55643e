import assert from "node:assert/strict";
import { htmlAttributes } from "../../../src/core/text/htmlAttributes";
import { htmlTags } from "../../../src/core/text/htmlTags";

/** Tags as `<name>` and `</name>`, texts as they are. What is unread leaves nothing. */
function told(html: string): string {
  let text = "";
  for (const { name, closing, start, textStart } of htmlTags(html)) {
    text += html.slice(textStart, start) + (name === "!--" ? "" : `<${closing ? "/" : ""}${name}>`);
  }
  return text;
}

describe("the tags of a page", () => {
  const cases: readonly (readonly [why: string, html: string, read: string])[] = [
    ["names in lower case, up to a blank, a slash or the end", "<P>a<BR/>b<x-y.z:q>c</P>", "<p>a<br>b<x-y.z:q>c</p>"],
    ["no tag without a name", "1 < 2 <3 <  b>", "1 < 2 <3 <  b>"],
    ["comments", "a<!-- <b> -->c<!--x--!>d", "acd"],
    ["comments that end abruptly", "a<!-->b<!--->c<!---->d<!-- e -->f", "abcdf"],
    ["a comment that never ends: its mark alone", "a<!-- <b>c", "a <b>c"],
    ["declarations and instructions", "<!DOCTYPE html>a<?xml version='1'?>b<!x>c<![CDATA[d]]>e", "abce"],
    ["end tags of nothing", "a</>b</ c>d</3>e", "abde"],
    ["> in quotes", `<a title="x > y" href='a>b'>c</a>`, "<a>c</a>"],
    ["blanks around =", `<a title = ">" b>c`, "<a>c"],
    ["a quote in a value without quotes is text", `<a href=it's>b</a> 'c'`, "<a>b</a> 'c'"],
    ["a quote that is no value is a name", `<a "b>c" d>e`, `<a>c" d>e`],
    ["a quote that never ends: up to the first >", `<a href="x>b<i>c`, "<a>b<i>c"],
    ["scripts, styles and fields", "a<script>'<b>'</script>b<style>c>d</style>e<textarea><i></textarea>f<xmp><u></xmp>g", "abefg"],
    ["the end tag of another name does not end them", "a<script></scripty><b></script >c", "ac"],
    ["a script that writes a script", "a<script><!-- <script>x</script> --></script>b", "ab"],
    ["a script whose comment never ends", "a<script><!-- x</script>b<script>y</script>c", "abc"],
    ["a script that never ends: its mark alone", "a<script>b<i>c", "ab<i>c"],
    ["a closed drawing", "a<svg/>b<svg><path/>x</svg>c", "abc"],
    ["drawings inside of each other", "a<svg><svg>x</svg>y</svg>b", "ab"],
    ["marks of a drawing in its text", "a<svg><style><![CDATA[</svg>]]></style></svg>b", "ab"],
    ["its titles and scripts are elements like others", "a<svg><title>x</title><script>y</script></svg>b", "ab"],
    ["HTML ends an open drawing", "a<svg><path><p>b</p>c", "a<p>b</p>c"],
    ["and so does the end of what is around", "<a>b<svg><g>x</a>c", "<a>b</a>c"],
    ["a link in a drawing is a part of it", "<svg><a>x</a></svg>b", "b"],
    ["HTML in a drawing is shown", "a<svg>x<foreignObject>b<i>c</i></foreignObject>y</svg>d", "ab<i>c</i>d"],
    ["formulas", "a<math><mi>x</mi><mtext><b>y</b></mtext></math>b", "ab"],
    ["templates, inside of each other", "a<template>x<template>y</template>z</template>b", "ab"],
    ["a template that never ends: its mark alone", "a<template>b", "ab"],
    ["shadow roots that are shown", `a<template shadowrootmode="open"><i>b</i></template>c`, "a<template><i>b</i></template>c"],
    ["a template that only speaks of one", `a<template data-x="shadowrootmode=open">x</template>b`, "ab"],
  ]; // prettier-ignore
  for (const [why, html, read] of cases) it(why, () => assert.equal(told(html), read));

  const parts = ["<svg/>", "<svg>", "<svg><foreignObject>", "<template>", "<template shadowrootmode=open>", "<svg><![CDATA[", "<!-->", "<p a=", "<p a='", "<script><!--<script>", "</3", "<!x", "<a<", "</svg>"]; // prettier-ignore
  for (const part of parts) {
    it(`is linear in ${part}`, () => {
      const started = performance.now();
      told(`<p>x</p>${part.repeat(2_000_000 / part.length)}`);
      assert.ok(performance.now() - started < 5000, `${performance.now() - started} ms`);
    }).timeout(20_000);
  }
});

describe("the attributes of a tag", () => {
  const cases: readonly (readonly [written: string, read: Readonly<Record<string, string>>])[] = [
    ["", {}],
    [` href="a&amp;b" TITLE='c "d"' hidden`, { href: "a&b", title: 'c "d"', hidden: "" }],
    [" href=/a/b/ class=it's", { href: "/a/b/", class: "it's" }],
    [` a = "1"b='2'/c=3 /`, { a: "1", b: "2", c: "3" }],
    [` a="1" a="2" __proto__="x" constructor=y`, { a: "1", ["__proto__"]: "x", constructor: "y" }],
    [` href="never closed`, { href: "never closed" }],
    [" =a b= c", { "=a": "", b: "c" }],
  ];
  for (const [written, read] of cases) {
    it(written, () => assert.deepEqual([...htmlAttributes(written)], Object.entries(read)));
  }
});
