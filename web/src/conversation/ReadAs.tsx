import { texts } from '../texts.ts';
import type { AnswerState } from './types.ts';

/** How the question was read, where that differs from what was typed: put on its own feet, or with spelling repaired. */
export function ReadAs({ answer }: { answer: AnswerState }) {
  const repairs = answer.retrieval?.repairs ?? [];
  if (answer.standalone !== null) {
    return (
      <p className="read-as">
        <span className="read-as-label">{texts.question.readAs}</span> {answer.standalone}
      </p>
    );
  }
  if (repairs.length === 0) return null;
  return (
    <p className="read-as">
      <span className="read-as-label">{texts.question.repaired}</span>{' '}
      {repairs.map(([, searched]) => searched).join(', ')}
    </p>
  );
}
