/** Code-like or plain words, with the dots and marks that belong to them. */
const TOKEN = /@?[\p{L}_][\p{L}\w]*(?:[.-][\p{L}_][\p{L}\w]*)*(?:\+\+|#)?|\d+(?:\.\d+)*/gu;
const SENTENCE = /(?<=[.?!])\s+|\n+/;
const CODE_LIKE = /[_@#+]|[a-z][A-Z]|[A-Za-z]\.[A-Za-z]|[A-Za-z]\d|\d[A-Za-z]/;

/**
 * The words of a question that name something: code-like (camelCase, digits, underscores, dots), capitalised
 * inside a sentence, or not plain English. What a question names, an answer to it should mention.
 */
export function nameLikeWords(question: string, isPlainEnglish: (word: string) => boolean): string[] {
  const names = new Set<string>();
  for (const sentence of question.split(SENTENCE)) {
    for (const [index, match] of [...sentence.matchAll(TOKEN)].entries()) {
      const word = match[0];
      if (isName(word, index === 0, isPlainEnglish)) names.add(word);
    }
  }
  return [...names];
}

function isName(word: string, isFirst: boolean, isPlainEnglish: (word: string) => boolean): boolean {
  if (word.length < 2 || /^\d+$/.test(word)) return false;
  if (CODE_LIKE.test(word)) return true;
  if (!isFirst && /\p{Lu}/u.test(word) && !/^I$/.test(word)) return true;
  return word.length > 2 && /^\p{L}+$/u.test(word) && !isPlainEnglish(word.toLowerCase());
}

/** The names that a text (lower case) does not mention, in any of their parts. */
export function missingNames(names: readonly string[], text: string): string[] {
  return names.filter((name) => {
    const word = name.toLowerCase().replace(/^@/, '');
    const stem = word.replace(/(?:ies|y|es|s|ing|ed)$/, '');
    return !text.includes(word) && !(stem.length > 3 && text.includes(stem));
  });
}
