// Reads a PDF that Chromium printed: the size and the text of each page, without another library.
import { inflateSync } from "node:zlib";

/** Pages in order: `{ width, height, text }`, sizes in points, text without any white space. */
export function pagesOf(pdf) {
  const objects = objectsOf(pdf);
  const fonts = new Map();
  for (const { head } of objects.values()) {
    for (const [, name, number] of head.matchAll(/\/(F\d+) (\d+) 0 R/g)) fonts.set(name, lettersOf(objects, number));
  }
  const pages = [];
  for (const { head } of objects.values()) {
    if (!/\/Type\s*\/Page\b(?!s)/.test(head)) continue;
    const [, width, height] = head.match(/\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/);
    const [, contents] = head.match(/\/Contents (\d+) 0 R/);
    const text = textOf(objects.get(contents).stream, objects, fonts).normalize("NFKC").replace(/\s+/g, "");
    pages.push({ width: Number(width), height: Number(height), text });
  }
  return pages;
}

function objectsOf(pdf) {
  const text = pdf.toString("latin1");
  const objects = new Map();
  for (const found of text.matchAll(/(?:^|\n)(\d+) 0 obj\s/g)) {
    const begin = found.index + found[0].length;
    const end = text.indexOf("endobj", begin);
    const at = text.indexOf("stream", begin);
    const streams = at > 0 && at < end && /^stream\r?\n/.test(text.slice(at, at + 8));
    const head = text.slice(begin, streams ? at : end);
    let stream = "";
    if (streams) {
      const first = at + text.slice(at, at + 8).indexOf("\n") + 1;
      const length = Number(head.match(/\/Length (\d+)/)?.[1] ?? 0);
      const bytes = pdf.subarray(first, first + length);
      stream = (/FlateDecode/.test(head) ? inflateSync(bytes) : bytes).toString("latin1");
    }
    objects.set(found[1], { head, stream });
  }
  return objects;
}

/** What each glyph of a font stands for. */
function lettersOf(objects, font) {
  const letters = new Map();
  const reference = objects.get(font)?.head.match(/\/ToUnicode (\d+) 0 R/)?.[1];
  const map = objects.get(reference)?.stream ?? "";
  const read = (hex) => Buffer.from(hex, "hex").swap16().toString("utf16le");
  for (const [, list] of map.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)) {
    for (const [, glyph, to] of list.matchAll(/<(\w+)> <(\w+)>/g)) letters.set(parseInt(glyph, 16), read(to));
  }
  for (const [, list] of map.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) {
    for (const [, from, to, first] of list.matchAll(/<(\w+)> <(\w+)> <(\w+)>/g)) {
      for (let n = 0; n <= parseInt(to, 16) - parseInt(from, 16); n += 1) {
        letters.set(parseInt(from, 16) + n, String.fromCharCode(parseInt(first, 16) + n));
      }
    }
  }
  return { letters, digits: /CIDFont|Type0/.test(objects.get(font)?.head ?? "") ? 4 : 2 };
}

function textOf(stream, objects, fonts) {
  let font = { letters: new Map(), digits: 4 };
  let text = "";
  for (const found of stream.matchAll(/\/(F\d+) [\d.]+ Tf|<([0-9A-Fa-f]+)>|\/X(\d+) Do/g)) {
    if (found[1]) font = fonts.get(found[1]) ?? font;
    if (found[3]) text += textOf(objects.get(found[3])?.stream ?? "", objects, fonts);
    for (let at = 0; found[2] && at < found[2].length; at += font.digits) {
      text += font.letters.get(parseInt(found[2].slice(at, at + font.digits), 16)) ?? "";
    }
  }
  return text;
}
