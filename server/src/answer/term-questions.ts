import type { Usage } from './document-usage.ts';
import { questionFromCode } from './question-from-code.ts';
import { questionFromName, type AskedName } from './question-from-name.ts';

/** So much of the sentence on either side says what a term is, in UTF-16 units. */
const CONTEXT = 40;
/** What a source sets in bold or as code. */
const MARKED = /\*\*(?<bold>[^*\n]+)\*\*|`(?<code>[^`\n]+)`/g;

/** A function or a method, of the library or of an example. */
const CALL = /^\.?\w+\(\)$/;

/** A question about a term that a source sets in bold or as code. */
export interface TermQuestion {
  readonly term: string;
  readonly question: string;
  /** The term as a name within another question; `null` where its own question is enough. */
  readonly asked: Pick<AskedName, 'name' | 'isPlural'> | null;
  /** Whether its own question is the better one. */
  readonly isIntroduced: boolean;
}

/**
 * Questions about the marked terms of a sentence, given as Markdown: those that their spelling and the words around
 * them show to be names. `parameters` holds the names that are set somewhere (`name=`).
 */
export function termQuestions(
  markdown: string,
  { usage, parameters }: { usage: Usage; parameters: ReadonlySet<string> },
): TermQuestion[] {
  return [...markdown.matchAll(MARKED)].flatMap((match): TermQuestion[] => {
    const start = match.index;
    const end = start + match[0].length;
    const before = markdown.slice(Math.max(0, start - CONTEXT), start);
    const after = markdown.slice(end, end + CONTEXT);
    const bold = match.groups?.bold?.trim() ?? '';
    const code = match.groups?.code ?? /^`([^`]+)`$/.exec(bold)?.[1];
    if (code !== undefined) {
      const question = questionFromCode(code.trim(), { before, after, parameters });
      const asked = CALL.test(code) ? { name: `\`${code}\``, isPlural: false } : null;
      return question === null ? [] : [{ term: code, question, asked, isIntroduced: asked === null }];
    }
    const isFirst = /^["“'\s]*$/.test(markdown.slice(0, start));
    const asked = questionFromName(bold, { before, after, isFirst, usage });
    return asked === null
      ? []
      : [{ term: bold, question: asked.question, asked, isIntroduced: asked.isIntroduced }];
  });
}
