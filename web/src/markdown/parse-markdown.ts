import type { Nodes, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { mathFromMarkdown } from 'mdast-util-math';
import { gfm } from 'micromark-extension-gfm';
import { math } from 'micromark-extension-math';
import { SKIP, visit } from 'unist-util-visit';
import { plainDollars } from './dollars.ts';
import { isStructuralTag, maskHtml } from './mask-html.ts';

const EXTENSIONS = {
  extensions: [gfm(), math()],
  mdastExtensions: [gfmFromMarkdown(), mathFromMarkdown()],
};

/** How often HTML blocks are opened up; each round opens what the one before made visible. */
const MAX_ROUNDS = 4;

/**
 * Parses Markdown as its authors meant it: money is not mathematics, a closing fence may carry a closing quote,
 * and what stands inside `<details>` is Markdown. Offsets are true for the text. Raw HTML stays raw, to be shown.
 */
export function parseMarkdown(text: string): Root {
  const [dollar, filler] = unusedCharacters(text);
  let masked = mask(text, dollar);
  let root = fromMarkdown(masked, EXTENSIONS);
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const opened = openHtml(root, masked, filler);
    if (opened === masked) break;
    masked = opened;
    root = fromMarkdown(masked, EXTENSIONS);
  }
  tidyInlineHtml(root);
  restore(root, dollar, filler);
  return root;
}

/** The offsets of a node in the text it was parsed from. */
export function spanOf(node: Pick<Nodes, 'position'>): { start: number; end: number } | null {
  const start = node.position?.start.offset;
  const end = node.position?.end.offset;
  return start === undefined || end === undefined ? null : { start, end };
}

function mask(text: string, dollar: string): string {
  const units = text
    .replaceAll(
      /^[\uFEFF\u200B-\u200D\u2060]+/gm,
      (run) => ' '.repeat(Math.min(run.length, 3)) + run.slice(3),
    )
    .replaceAll(
      /^([ \t>]*(?:`{3,}|~{3,}))(["'”’.,;:)\]*_]+)(?=[ \t]*$)/gm,
      (_run, fence: string, stuck: string) => fence + ' '.repeat(stuck.length),
    )
    .split('');
  for (const offset of plainDollars(text)) units[offset] = dollar;
  return units.join('');
}

function openHtml(root: Root, masked: string, filler: string): string {
  let opened = masked;
  visit(root, 'html', (node, _index, parent) => {
    const span = spanOf(node);
    if (!span || parent?.type === 'paragraph' || parent?.type === 'heading') return;
    opened = maskHtml(opened, span.start, span.end, filler);
  });
  return opened;
}

/** Line breaks break; other tags that only format go, and their content stays. */
function tidyInlineHtml(root: Root) {
  visit(root, 'html', (node, index, parent) => {
    if (!parent || index === undefined || !isStructuralTag(node.value)) return;
    if (/^<br\b/i.test(node.value)) {
      parent.children.splice(index, 1, { type: 'break', position: node.position });
      return;
    }
    parent.children.splice(index, 1);
    return [SKIP, index];
  });
}

/** Control characters that would reorder the text around them, or that terminals obey. */
const CONTROLS = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\u202A-\u202E\u2066-\u2069]/g;

function restore(root: Root, dollar: string, filler: string) {
  const plain = (value: string) =>
    value.replaceAll(dollar, '$').replaceAll(filler, '').replaceAll(CONTROLS, '');
  visit(root, (node) => {
    if ('value' in node) node.value = plain(node.value);
    if ('url' in node) node.url = plain(node.url);
    if ('alt' in node && node.alt) node.alt = plain(node.alt);
    restoreFormula(node, plain);
  });
}

/** Formulas carry their content a second time, for rendering. */
function restoreFormula(node: Nodes, plain: (value: string) => string) {
  if (node.type !== 'inlineMath' && node.type !== 'math') return;
  visit({ type: 'root', children: node.data?.hChildren ?? [] }, 'text', (child) => {
    child.value = plain(child.value);
  });
}

/** Two private-use characters that the text does not hold. */
function unusedCharacters(text: string): [string, string] {
  const unused: string[] = [];
  for (let code = 0xe000; unused.length < 2; code += 1) {
    const character = String.fromCharCode(code);
    if (!text.includes(character)) unused.push(character);
  }
  return [unused[0] ?? '', unused[1] ?? ''];
}
