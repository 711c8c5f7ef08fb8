import type { IngestReport } from './ingest.ts';
import type { Problem } from './problem.ts';
import { duration } from './progress.ts';

/** More lines of one kind than this are counted, not printed; the JSON report has them all. */
const MAX_LINES = 10;

const KINDS: Readonly<Record<Problem['type'], string>> = {
  unreadable: 'Files that could not be indexed',
  'empty-document': 'Files without text',
  placeholder: 'Questions without an answer',
  'duplicate-question': 'Questions that may be the same',
  contradiction: 'Answers that may contradict each other',
  'broken-link': 'Links that lead nowhere',
  'python-syntax': 'Python code that does not parse',
  encoding: 'Damaged text',
};

/** The report of an ingest as text for a terminal. */
export function formatReport(report: IngestReport): string {
  const { counts, changes, calibration } = report;
  const lines = [
    report.status === 'unchanged'
      ? 'Nothing changed: nothing was embedded, the index in use is up to date.'
      : `Published index ${report.snapshot}.`,
    `${amount(counts.documents, 'document')}, ${amount(counts.entries, 'entry', 'entries')}, ${amount(counts.chunks, 'chunk')}, ${amount(counts.sentences, 'sentence')}`,
    `Entries: ${number(changes.added)} added, ${number(changes.updated)} updated, ${number(changes.unchanged)} unchanged, ${number(changes.removed)} removed`,
    `Embedded ${amount(report.embedded, 'text')}, reused ${amount(report.reused, 'vector')}, in ${duration(report.seconds)}`,
  ];
  if (calibration) lines.push(`Gate: ${calibration.note}`);
  return [...lines, ...problemLines(report.problems), ...report.notes, ''].join('\n');
}

/** The report as JSON, every problem included. */
export function reportToJson(report: IngestReport): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}

function problemLines(problems: readonly Problem[]): string[] {
  if (problems.length === 0) return ['No problems found.'];
  return (Object.keys(KINDS) as Problem['type'][]).flatMap((type) => {
    const found = problems.filter((problem) => problem.type === type);
    if (found.length === 0) return [];
    const shown = found.slice(0, MAX_LINES).map((problem) => `  ${place(problem)}  ${problem.message}`);
    const more = found.length - shown.length;
    const rest = more > 0 ? [`  … and ${number(more)} more (--report report.json lists all)`] : [];
    return ['', `${KINDS[type]}: ${number(found.length)}`, ...shown, ...rest];
  });
}

function place({ path, line }: Problem): string {
  return line === null ? path : `${path}:${String(line)}`;
}

function amount(count: number, singular: string, plural = `${singular}s`): string {
  return `${number(count)} ${count === 1 ? singular : plural}`;
}

function number(value: number): string {
  return value.toLocaleString('en-US');
}
