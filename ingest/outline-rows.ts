import type { Table, TableRow } from 'mdast';
import { plainInline } from '../server/src/corpus/plain-text.ts';
import { spanOf, type ParsedMarkdown } from '../server/src/corpus/parse-markdown.ts';
import type { Span } from '../server/src/corpus/types.ts';
import type { Candidate } from './outline-candidates.ts';
import { CANDIDATE_LEVEL, makeHeading } from './outline-heading.ts';

/** The rows of a table with a column of questions and one of answers, or `null` for any other table. */
export function rowCandidates(table: Table, source: ParsedMarkdown): Candidate[] | null {
  const [head, ...rows] = table.children;
  if (!head) return null;
  const names = head.children.map((cell) => plainInline(cell.children, source));
  const question = names.findIndex((name) => /^(?:q|(?:interview )?questions?)$/i.test(name));
  const answer = names.findIndex((name) =>
    /^(?:a|(?:(?:sample|short|suggested) )?(?:answer|explanation|solution)s?)$/i.test(name),
  );
  if (question === -1 || answer === -1) return null;
  const numbers = names.findIndex((name) => /^(?:#|nr\.?|no\.?|s\.? ?no\.?|sl\.? ?no\.?|id)$/i.test(name));
  const candidates = rows.flatMap((row) => rowCandidate(row, source, { question, answer, numbers }));
  // `A`, `B` and `Q` may as well head a truth table.
  const isShort = (names[question]?.length ?? 0) === 1;
  return isShort && !candidates.every(({ heading }) => heading.looksLikeQuestion) ? null : candidates;
}

function rowCandidate(
  row: TableRow,
  source: ParsedMarkdown,
  columns: { question: number; answer: number; numbers: number },
): Candidate[] {
  const [question, answer, number] = [columns.question, columns.answer, columns.numbers].map(
    (at) => row.children[at],
  );
  if (!question || !answer) return [];
  const place = { start: spanOf(row).start, end: spanOf(question).end };
  const written = number ? plainInline(number.children, source).replace(/[.)]$/, '') : '';
  const heading = makeHeading(question.children, source, {
    kind: 'row',
    level: CANDIDATE_LEVEL,
    ...place,
    number: /^\d{1,5}$/.test(written) ? written : null,
  });
  if (heading.title.text === '') return [];
  const body = contentSpan(answer.children.map(spanOf));
  return [{ heading, body: body ? [{ node: answer, ...body }] : [], isWholeBlock: false }];
}

function contentSpan(spans: readonly Span[]): Span | null {
  const [first, last] = [spans[0], spans.at(-1)];
  return first && last ? { start: first.start, end: last.end } : null;
}
