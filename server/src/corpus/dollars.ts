/**
 * Decides which `$` are mathematics. The rule, for a page that shows the same text: a pair `$…$` on one line
 * is inline mathematics only if
 * 1. its content has no white space at either edge, no backtick and no further `$`, and is at most 200 long;
 * 2. no digit follows the closing `$` and no letter, digit, backslash or `$` stands before the opening one;
 * 3. the content looks like mathematics: it holds a backslash command, `^`, `_`, `=`, `<` or `>`, or is one or two
 *    letters, a number, or a short expression of short names, digits and operators with at least one letter and
 *    one operator (`n-1`, `O(n)`, `(r, c)`);
 * 4. the content does not start with an amount (`50k`, `10 million`, `3.99`) unless it holds a backslash, `^` or `_`.
 * Every other single `$` is a dollar: money, a shell variable, a template. `$$` pairs are always mathematics.
 */
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

/** Longest inline formula in UTF-16 units; longer pairs are two dollars that happen to share a line. */
const MAX_MATH = 200;

function isExpression(content: string): boolean {
  return (
    content.length <= 24 &&
    /^[\w\s+\-*/(),.|!]+$/.test(content) &&
    !/[a-zA-Z]{3,}/.test(content) &&
    /[a-zA-Z]/.test(content) &&
    /[+\-*/(,|!]/.test(content)
  );
}

/** Offsets of every `$` in the text that opens or closes no formula (escaped ones, `\\$`, need no care). */
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

function closingDollar(text: string, open: number): number {
  const close = text.indexOf('$', open + 1);
  if (close === -1 || close - open > MAX_MATH) return -1;
  const isMath = isInlineMath(text.slice(open + 1, close), text.charAt(open - 1), text.charAt(close + 1));
  return isMath ? close : -1;
}
