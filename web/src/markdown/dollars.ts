/** Longest inline formula in UTF-16 units; longer pairs are two dollars that happen to share a line. */
const MAX_MATH = 200;

/**
 * Offsets of every `$` that opens or closes no formula: money, a shell variable, a template. The rule is the
 * server's (corpus/dollars.ts), so that page and citations agree on what is a formula; tests compare the two.
 */
export function plainDollars(text: string): number[] {
  const plain: number[] = [];
  let position = text.indexOf('$');
  while (position !== -1) {
    const run = /^\$+/.exec(text.slice(position, position + MAX_MATH))?.[0].length ?? 1;
    const close = run === 1 ? closingDollar(text, position) : -1;
    if (close !== -1) {
      position = text.indexOf('$', close + 1);
      continue;
    }
    if (run === 1 && text.charAt(position - 1) !== '\\') plain.push(position);
    position = text.indexOf('$', position + run);
  }
  return plain;
}

/** Whether `$content$` between these two characters is inline mathematics. */
export function isInlineMath(content: string, before: string, after: string): boolean {
  if (content.length === 0 || content.length > MAX_MATH || /^\s|[\s\\]$|[`$\n\r]/.test(content)) return false;
  if (/[\p{L}\p{N}\\$]/u.test(before) || /[\p{N}$]/u.test(after)) return false;
  const hasCommand = /\\[a-zA-Z{},;!]|[\^_]/.test(content);
  if (/^[-+]?\d[\d.,]*\s?(?:[kKmMbBtT]\b|[a-z]{2,})/.test(content) && !hasCommand) return false;
  if (/^[A-Z][A-Z0-9_]*$/.test(content) && content.length > 2) return false;
  if (hasCommand) return !/^[\w.]+\s*[=:]\s*["']/.test(content);
  if (/[=<>]/.test(content)) return /^[^"'{};]*$/.test(content) && !/[a-z]{4,}/.test(content);
  return /^(?:[a-zA-Z]{1,2}'*|-?\d[\d.,]*%?)$/.test(content) || isExpression(content);
}

function isExpression(content: string): boolean {
  return (
    content.length <= 24 &&
    /^[\w\s+\-*/(),.|!]+$/.test(content) &&
    !/[a-zA-Z]{3,}/.test(content) &&
    /[a-zA-Z]/.test(content) &&
    /[+\-*/(,|!]/.test(content)
  );
}

function closingDollar(text: string, open: number): number {
  const close = text.indexOf('$', open + 1);
  if (close === -1 || close - open > MAX_MATH) return -1;
  const isMath = isInlineMath(text.slice(open + 1, close), text.charAt(open - 1), text.charAt(close + 1));
  return isMath ? close : -1;
}
