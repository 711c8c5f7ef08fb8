import type { Row } from './summary.ts';

/** One paragraph for each question that something is wrong with, saying what; empty where all is well. */
export function listFailures(rows: readonly Row[]): string[] {
  return rows.flatMap((row) => {
    const problems = problemsOf(row);
    if (problems.length === 0) return [];
    const question = row.question.replace(/\s+/gu, ' ').slice(0, 160);
    const place = row.inCorpus ? `gold ${row.gold.join(' ')}` : 'not covered';
    return [
      [
        `${row.id} (${row.type}, ${place}) ${row.outcome} ${row.score.toFixed(3)}: ${question}`,
        `    ${problems.join('; ')}`,
        `    retrieved ${row.ranked.slice(0, 4).join(' ')}; cited ${row.cited.join(' ') || 'nothing'}`,
      ].join('\n'),
    ];
  });
}

function problemsOf({ inCorpus, outcome, scores, faults, clicks, type }: Row): string[] {
  const problems: [boolean, string][] = [
    [inCorpus && outcome === 'refused', 'refused though covered'],
    [inCorpus && outcome === 'closest', 'not sure though covered'],
    [!inCorpus && outcome === 'answered', 'answered with confidence though not covered'],
    [
      !inCorpus && outcome === 'closest' && type !== 'near-miss',
      'evidence quoted for a question about something else',
    ],
    [scores.hit1 === 0, 'first passage is not gold'],
    [scores.goldCited === 0, 'no gold entry cited'],
    [
      scores.citationRecall !== undefined && scores.citationRecall > 0 && scores.citationRecall < 1,
      'not every gold entry cited',
    ],
    [
      scores.citationPrecision !== undefined && scores.citationPrecision < 1,
      'cites entries beside the point',
    ],
    [
      scores.nuggetRecall !== undefined && scores.nuggetRecall < 1,
      `nuggets ${(scores.nuggetRecall ?? 0).toFixed(2)}`,
    ],
    [scores.partsHandled === 0, 'a covered part is not cited or an uncovered one not named'],
  ];
  return [
    ...problems.filter(([isWrong]) => isWrong).map(([, text]) => text),
    ...faults.map((fault) => `fault: ${fault}`),
    ...clicks.flatMap(({ question, entryId, isAnswered, keepsPromise, isDistinct }) => {
      if (isAnswered && keepsPromise && isDistinct) return [];
      const what = [
        isAnswered ? '' : 'not answered',
        keepsPromise ? '' : `does not lead to ${entryId}`,
        isDistinct ? '' : 'not distinct',
      ];
      return [`follow-up "${question}": ${what.filter(Boolean).join(', ')}`];
    }),
  ];
}
