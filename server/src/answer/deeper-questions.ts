import type { Entry, Section } from '../corpus/types.ts';
import type { Snapshot } from '../index/types.ts';
import { entryText } from '../retrieval/entry-text.ts';
import { foldTitle } from '../retrieval/titles.ts';
import { usageIn } from './document-usage.ts';
import { questionsFromClauses } from './question-from-clause.ts';
import { questionFromHeading, subjectOf } from './question-from-heading.ts';
import type { AskedName } from './question-from-name.ts';
import { termQuestions } from './term-questions.ts';

/** So many words that no neighbouring language has show that English questions may be made of a text. */
const ENGLISH_WORDS = 2;
const ENGLISH = /\b(?:the|and|it|its|with|that|by)\b/g;
/** Sentences of a section that questions are made of. */
const MAX_SENTENCES = 60;
/** A term in more chunks than so many, and than so large a share of all, is common. */
const MIN_COMMON = 6;
const COMMON_SHARE = 0.02;
/** `name=`, as arguments are passed. */
const ARGUMENT = /\b([a-z]\w+)\s?=(?!=)/g;

/** What the reader knows already. */
export interface Known {
  readonly isKnown: (place: { section: number; sentence: number; text: string }) => boolean;
  /** The questions of the conversation, and the titles of what answered them. */
  readonly asked: readonly string[];
}

/**
 * Questions that the sentences of an entry answer which the reader has not seen, those of the in-depth sections first;
 * made of the sentences' own clauses, of the headings above them, and of the terms that they mark.
 */
export function deeperQuestions(snapshot: Snapshot, position: number, { isKnown, asked }: Known): string[] {
  const entry = snapshot.entries[position];
  const document = snapshot.documents.get(entry?.documentPath ?? '');
  const text = entryText(snapshot, position);
  if (entry === undefined || document === undefined || (text.match(ENGLISH)?.length ?? 0) < ENGLISH_WORDS)
    return [];
  const source = document.text.slice(entry.start, entry.end);
  const usage = usageIn(document);
  const parameters = new Set([...source.matchAll(ARGUMENT)].map(([, name = '']) => name));
  const heard = foldTitle([entry.titleText, ...asked].join('\n'));

  const sections = entry.sections.map((section, index) => ({ section, index }));
  const deepFirst = [...sections].sort((a, b) => rank(a.section) - rank(b.section) || a.index - b.index);
  const questions = deepFirst.flatMap(({ section, index }) => {
    const fresh = section.sentences.filter(
      ({ kind, text: said }, sentence) =>
        (kind === 'prose' || kind === 'item') && !isKnown({ section: index, sentence, text: said }),
    );
    const read = fresh.slice(0, MAX_SENTENCES).map(({ start, end, text: plain }) => {
      const markdown = document.text.slice(start, end);
      return { markdown, text: readable(markdown, plain) };
    });
    const terms = read
      .flatMap(({ markdown }) => termQuestions(markdown, { usage, parameters }))
      .filter(({ term }) => !` ${heard} `.includes(` ${foldTitle(term)} `) && isDetail(snapshot, term));
    const isWhollyFresh = fresh.length === section.sentences.length;
    return [
      ...read.flatMap(({ text: clauses }) => questionsFromClauses(clauses, usage.isOrdinary)),
      ...(isWhollyFresh ? [questionFromHeading(section, entry)] : []),
      ...terms.flatMap(({ question, asked: name, isIntroduced }) => {
        const other = name && connection(name, entry);
        return isIntroduced ? [question, other] : [other ?? question];
      }),
    ];
  });
  return [...new Set(questions.filter((question) => question !== null))];
}

/** What a name has to do with what the entry is about. */
function connection({ name, isPlural }: Pick<AskedName, 'name' | 'isPlural'>, entry: Entry): string | null {
  const subject = subjectOf(entry);
  return subject && `What ${isPlural ? 'do' : 'does'} ${name} have to do with ${subject}?`;
}

/** A term of which all speak is no detail of one entry. */
function isDetail({ lexical }: Snapshot, term: string): boolean {
  const [whole] = lexical.analyze(term);
  if (whole === undefined) return false;
  const common = Math.max(MIN_COMMON, COMMON_SHARE * lexical.size);
  return /\s/.test(term) || lexical.documentFrequency(whole) <= common;
}

function rank({ kind }: Section): number {
  return kind === 'indepth' ? 0 : kind === 'other' ? 1 : 2;
}

/** A sentence without its marks but with its code in backticks, where that is all there is to take away. */
function readable(markdown: string, plain: string): string {
  const text = markdown.replaceAll('**', '').replaceAll(/\s+/g, ' ').trim();
  const isSame = text.replaceAll('`', '') === plain.replaceAll(/\s+/g, ' ').trim();
  // What a formula says is lost in its plain text.
  return isSame ? text : markdown.includes('$') ? '' : plain;
}
