import { stemmer } from 'stemmer';
import { ANTONYMS, FUNCTION_WORDS, GENERIC_WORDS, RIVALS, SYNONYMS, VERBS } from './verify-word-lists.ts';

/** Comparatives and superlatives of the adjectives that matter here. */
const DEGREE =
  /^(larg|small|high|low|fast|slow|long|short|strong|weak|great|clos|near|cheap|deep|shallow|wid|narrow|earli|lat|simpl|hard|new|old|heavi|light|easi|big|tight|loos|rough|smooth|thin|thick|dens|spars|saf|warm|cold|hot|noisi|quick|rich|poor|costli|riski)e(?:r|st)$/u;

/** Agents are not what they do: a generator is no generation. */
const AGENT = /(?:at|uct|ut|it)ors?$/u;

/** Words are compared with each other far more often than new ones come. */
const MOST_REMEMBERED = 20_000;
const STEMS = new Map<string, string>();

function stemOf(word: string): string {
  const known = STEMS.get(word);
  if (known !== undefined) return known;
  if (STEMS.size >= MOST_REMEMBERED) STEMS.clear();
  const stem = newStem(word);
  STEMS.set(word, stem);
  return stem;
}

function newStem(word: string): string {
  const degree = DEGREE.exec(word);
  if (degree?.[1]) return stemmer(degree[1].replace(/i$/u, 'y'));
  if (AGENT.test(word)) return word.replace(/s$/u, '');
  const spelled = word
    .replace(/(?<=\w{3})ier$/u, 'y')
    .replace(/is(e|ed|es|ing|ation|er)$/u, 'iz$1')
    .replace(/(?<=\w{3})our$/u, 'or');
  return stemmer(spelled);
}

const words = (text: string): string[] => text.split(/\s+/u).filter(Boolean);

const GROUP_OF = new Map<string, string>();
for (const group of SYNONYMS) {
  const [head = '', ...rest] = words(group).map(stemOf);
  for (const stem of [head, ...rest]) if (!GROUP_OF.has(stem)) GROUP_OF.set(stem, GROUP_OF.get(head) ?? head);
}

/** The form under which words are compared: stem, then the head of its group of synonyms. */
export function canonOf(word: string): string {
  const stem = stemOf(word);
  return GROUP_OF.get(stem) ?? stem;
}

const OPPOSITES = relation(ANTONYMS.flatMap((line) => line.split(',').map(words)));
const FAMILIES = relation(RIVALS.map(words));
const FUNCTION = new Set(words(FUNCTION_WORDS));
const GENERIC = new Set(words(GENERIC_WORDS));
const BASE_FORMS = new Set(words(VERBS));
const VERB = new Set([...BASE_FORMS].map(stemOf));
/** Endings of nouns that share their stem with a verb: "importance", "computation". */
const NOMINAL = /(?:[ae]nces?|[ts]ions?|ments?|ness|it(?:y|ies)|ers?|ors?)$/u;

export const isFunctionWord = (word: string): boolean => FUNCTION.has(word);
export const isGenericWord = (word: string): boolean => GENERIC.has(word);
/** Whether a word has an opposite. */
export const isPolar = (word: string): boolean => OPPOSITES.has(stemOf(word));
export const isVerb = (word: string): boolean =>
  VERB.has(stemOf(word)) && (BASE_FORMS.has(word) || !NOMINAL.test(word));

/** Whether two different words exclude each other where they are said of one thing. */
export function areOpposites(a: string, b: string): boolean {
  return (
    (OPPOSITES.get(canonOf(a))?.has(canonOf(b)) ?? false) ||
    (OPPOSITES.get(stemOf(a))?.has(stemOf(b)) ?? false) ||
    negates(a, b) ||
    negates(b, a)
  );
}

/** Whether two different words name members of one family. */
export function areRivals(a: string, b: string): boolean {
  return FAMILIES.get(stemOf(a))?.has(stemOf(b)) ?? false;
}

/** `unstable` negates `stable`, and so on for the prefixes that English makes opposites with. */
function negates(a: string, b: string): boolean {
  if (b.length < 4 || !a.includes(b.slice(0, 3), 2)) return false;
  const prefix = /^(?:un|in|im|ir|il|non-?|dis|de|mis)(?=[a-z]{4})/u.exec(a)?.[0];
  return prefix !== undefined && stemOf(a.slice(prefix.length)) === stemOf(b);
}

function relation(groups: readonly string[][]): Map<string, Set<string>> {
  const result = new Map<string, Set<string>>();
  const link = (a: string, b: string) => {
    if (a !== b) result.set(a, (result.get(a) ?? new Set()).add(b));
  };
  for (const group of groups) {
    for (const a of group) {
      for (const b of group) {
        link(stemOf(a), stemOf(b));
        link(canonOf(a), canonOf(b));
      }
    }
  }
  return result;
}
