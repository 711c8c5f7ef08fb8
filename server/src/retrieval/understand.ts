import type { LexicalIndex } from '../index/types.ts';
import { withoutInstructions } from './instructions.ts';
import { joinedIdentifiers } from './join-identifiers.ts';
import { questionNumbers, withoutNumbers } from './question-number.ts';
import { repairSpelling, type Vocabulary } from './repair-spelling.ts';
import { isAsking, splitQuestion } from './split-question.ts';
import { isDependent, isDependentPart, standaloneQuestion } from './standalone-question.ts';

/** One part of a question that asks for something, and is retrieved on its own. */
export interface QuestionPart {
  /** The asking sentence as typed. */
  readonly typed: string;
  /** As searched: with the sentences that tell its circumstances, spelling repaired. */
  readonly text: string;
  /** Whether it leans on the rest of the question: "which is better?". */
  readonly isDependent: boolean;
}

/** A question taken apart, before any index is asked. */
export interface Understanding {
  readonly asked: string;
  /** As it reads without the conversation; equals `asked` where it stands on its own. */
  readonly standalone: string;
  readonly isDependent: boolean;
  /** What is searched: instructions to the assistant left out, spelling repaired. */
  readonly text: string;
  readonly repairs: readonly [string, string][];
  /** Two or more where the question asks for several things, else empty. */
  readonly parts: readonly QuestionPart[];
  /** Numbers of entries that the question names: a lookup, not retrieval. */
  readonly numbers: readonly string[];
  /** What the question asks beside the numbers it names. */
  readonly besideNumbers: string;
  /** Whether instructions to the assistant were left out. */
  readonly holdsInstructions: boolean;
  /** Whether nothing but instructions to the assistant is left of it. */
  readonly isOnlyInstructions: boolean;
}

export function understand(
  question: string,
  earlier: readonly string[],
  vocabulary: Vocabulary,
): Understanding {
  const asked = question.trim();
  const pieces = splitQuestion(asked);
  const kept = pieces.map(withoutInstructions).filter((piece) => piece !== '');
  const isWhole = kept.length === pieces.length && kept.every((piece, index) => piece === pieces[index]);
  const typed = isWhole ? asked : kept.join(' ');
  const names = joinedIdentifiers(typed, vocabulary);
  const named = names.reduce((text, [written, name]) => text.replace(written, () => name), typed);
  const spelt = repairSpelling(named, vocabulary);
  const repaired = { text: spelt.text, repairs: [...names, ...spelt.repairs] };
  const parts = askingParts(kept).map(({ typed: part, text }): QuestionPart => ({
    typed: part,
    text: repairSpelling(text, vocabulary).text,
    isDependent: isDependentPart(text),
  }));
  return {
    asked,
    standalone: standaloneQuestion(asked, earlier),
    isDependent: earlier.length > 0 && isDependent(asked),
    text: repaired.text,
    repairs: repaired.repairs,
    parts: parts.length > 1 ? parts : [],
    numbers: questionNumbers(typed),
    besideNumbers: withoutNumbers(repaired.text),
    holdsInstructions: !isWhole,
    isOnlyInstructions: kept.length === 0,
  };
}

/** "Two things:" before the first of them, "and" before the next. */
const ANNOUNCEMENT =
  /^(?:(?:[\w']+ ){0,3}(?:things?|questions?|parts?): |(?:(?:and|but|also|plus|then),? )+(?=\w))/i;

/** The asking pieces, each with what is told before it; what is told at the end belongs to the last. */
function askingParts(pieces: readonly string[]): { typed: string; text: string }[] {
  const parts: { typed: string; text: string }[] = [];
  let told: string[] = [];
  for (const piece of pieces) {
    if (isAsking(piece)) {
      const typed = piece.replace(ANNOUNCEMENT, '');
      parts.push({ typed, text: [...told, typed].join(' ') });
      told = [];
    } else told.push(piece);
  }
  const last = parts.pop();
  if (last !== undefined) parts.push({ ...last, text: [last.text, ...told].join(' ') });
  return parts;
}

/** The words that spelling is repaired by: the corpus in any inflection, and plain English. */
export function vocabularyOf(lexical: LexicalIndex, isPlainEnglish: (word: string) => boolean): Vocabulary {
  return {
    words: lexical.words,
    isKnown: (word) => lexical.analyze(word).some((term) => lexical.documentFrequency(term) > 0),
    isPlainEnglish,
  };
}
