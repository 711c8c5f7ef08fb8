import type { Element, ElementContent, Root } from 'hast';
import { visit } from 'unist-util-visit';

/** Longest inline code that stays on one line, in characters. */
const SHORT = 24;

/** Inline code up to 24 characters never breaks; a longer dotted name may break after each dot. Changes the tree. */
export function tidyInlineCode(root: Root) {
  visit(root, 'element', (node, _index, parent) => {
    if (node.tagName !== 'code' || isFormula(node)) return;
    if (parent?.type === 'element' && parent.tagName === 'pre') return;
    const [text] = node.children;
    if (text?.type !== 'text') return;
    if (text.value.length <= SHORT) node.properties.className = ['short'];
    else if (isDottedName(text.value)) node.children = breakAfterDots(text.value);
  });
}

function isDottedName(value: string): boolean {
  return /^[\w.]+(?:\(.*)?$/.test(value) && value.includes('.');
}

function breakAfterDots(value: string): ElementContent[] {
  return value.split(/(?<=\w\.)(?=\w)/).flatMap((part, index): ElementContent[] => {
    const text: ElementContent = { type: 'text', value: part };
    const wbr: ElementContent = { type: 'element', tagName: 'wbr', properties: {}, children: [] };
    return index === 0 ? [text] : [wbr, text];
  });
}

function isFormula(node: Element): boolean {
  return Array.isArray(node.properties.className) && node.properties.className.includes('language-math');
}
