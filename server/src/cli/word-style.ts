import type { Colors } from 'picocolors/types.js';

/**
 * How a word of Markdown looks on a terminal with colours: code and citation marks coloured, `**` turned into bold.
 * Without colours every word stays as it was written.
 */
export function wordStyle(colors: Colors): (word: string) => string {
  if (!colors.isColorSupported) return (word) => word;
  let isBold = false;

  return (word) =>
    word
      .split(/(`+[^`]+`+)/)
      .map((part, index) => (index % 2 === 1 ? colors.cyan(part) : emphasised(part)))
      .join('');

  function emphasised(text: string): string {
    return text
      .split(/(\*\*)/)
      .map((part) => {
        if (part === '**') {
          isBold = !isBold;
          return '';
        }
        const marked = part.replace(/\[\d+\]/g, (mark) => colors.green(mark));
        return isBold && marked !== '' ? colors.bold(marked) : marked;
      })
      .join('');
  }
}
