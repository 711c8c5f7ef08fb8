import type { Verdict } from '../../../server/src/protocol.ts';
import { Icon, type IconName } from '../components/Icon.tsx';
import { texts } from '../texts.ts';
import type { AnswerState } from './types.ts';

const SIGNS: readonly [Verdict, IconName][] = [
  ['supported', 'full'],
  ['partial', 'half'],
  ['unsupported', 'empty'],
];

/** One quiet line: how many sentences got which verdict, and who composed them. */
export function VerdictSummary({ answer }: { answer: AnswerState }) {
  const { verdicts, composer, finish } = answer;
  const rejected = finish?.rejectedCitations ?? 0;
  return (
    <p className="verdicts">
      {SIGNS.map(([verdict, sign]) => {
        const count = verdicts.filter((one) => one.verdict === verdict).length;
        if (count === 0) return null;
        return (
          <span key={verdict}>
            <Icon name={sign} className={verdict === 'supported' ? '' : 'caution'} />
            {texts.verdict.count(count, texts.verdict.word[verdict])}
          </span>
        );
      })}
      {composer !== null && (
        <span className="verdicts-by">
          {composer === 'extractive' ? texts.verdict.quoted : texts.verdict.composed(composer)}
        </span>
      )}
      {rejected > 0 && <span>{texts.verdict.rejected(rejected)}</span>}
    </p>
  );
}
