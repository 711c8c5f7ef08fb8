import type { Span } from './types.ts';

/** What stands above the text of a file for the program that renders it. */
export interface FrontMatter extends Span {
  readonly title: string | null;
  /** Whether the title was given as `question`: then all of the file is its answer. */
  readonly isQuestion: boolean;
}

/** `---` on the first line, `key: value` lines, `---`. */
const YAML =
  /^\uFEFF?---[ \t]*\r?\n((?:[ \t]*(?:["']?[\w.-]+["']?[ \t]*:.*|-[ \t].*|#.*|[ \t]+\S.*)?\r?\n){1,60}?)---[ \t]*(?:\r?\n|$)/;
/** `+++` on the first line, `key = value` lines, `+++`. */
const TOML = /^\uFEFF?\+\+\+[ \t]*\r?\n((?:.*\r?\n){1,60}?)\+\+\+[ \t]*(?:\r?\n|$)/;

/** The front matter of a file, with the title that it gives, or `null` where there is none. */
export function frontMatter(text: string): FrontMatter | null {
  const yaml = YAML.exec(text);
  const found = yaml ?? TOML.exec(text);
  const body = found?.[1] ?? '';
  if (!found || !/^["']?[\w.-]+["']?[ \t]*[:=]/m.test(body)) return null;
  const question = valueOf(body, 'question');
  const title = question ?? valueOf(body, 'title');
  return { start: 0, end: found[0].length, title, isQuestion: question !== null };
}

/** A scalar, quoted, folded or over several lines. */
function valueOf(body: string, key: string): string | null {
  const pattern = new RegExp(String.raw`^["']?${key}["']?[ \t]*[:=][ \t]*(.*(?:\r?\n[ \t]+\S.*)*)`, 'm');
  const raw = pattern.exec(body)?.[1]?.replace(/^[>|][+-]?(?=\s)/, '');
  const value = raw?.replace(/\s+/g, ' ').trim() ?? '';
  const single = /^'(.*)'$/.exec(value)?.[1]?.replaceAll("''", "'");
  const double = /^"(.*)"$/.exec(value)?.[1]?.replace(/\\(["\\])/g, '$1');
  return (single ?? double ?? value) || null;
}
