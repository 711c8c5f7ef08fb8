import type { LexicalIndex } from '../index/types.ts';
import { withoutInstructions } from './instructions.ts';
import { joinedIdentifiers } from './join-identifiers.ts';
import { questionNumbers, withoutNumbers } from './question-number.ts';
import { repairSpelling, type Vocabulary } from './repair-spelling.ts';
import { splitQuestion } from './split-question.ts';
import { isDependent, standaloneQuestion } from './standalone-question.ts';

/** One part of a question that is retrieved on its own. */
export interface QuestionPart {
  /** As typed. */
  readonly typed: string;
  /** As searched: spelling repaired. */
  readonly text: string;
  /** Whether it asks for something, or only tells the circumstances. */
  readonly isAsking: boolean;
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
  /** Two or more where the question has several parts, else empty. */
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

const ASKING =
  /\?|^(?:and |but |also |so |then |please )*(?:how|what|why|when|which|who|where|whose|does|do|did|is|are|was|can|could|should|would|will|show|explain|describe|compare|list|give|tell|name|summari[sz]e|define|write|build|need|find)\b/i;

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
  const parts = kept.map((piece) => ({
    typed: piece,
    text: repairSpelling(piece, vocabulary).text,
    isAsking: ASKING.test(piece),
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

/** The words that spelling is repaired by: the corpus in any inflection, and plain English. */
export function vocabularyOf(lexical: LexicalIndex, isPlainEnglish: (word: string) => boolean): Vocabulary {
  return {
    words: lexical.words,
    isKnown: (word) => lexical.analyze(word).some((term) => lexical.documentFrequency(term) > 0),
    isPlainEnglish,
  };
}
