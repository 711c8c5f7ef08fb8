import { useId, type KeyboardEvent } from 'react';
import { Icon } from '../components/Icon.tsx';
import { texts } from '../texts.ts';
import { Speak } from './Speak.tsx';
import type { Practice } from './use-practice.ts';

/** Longest attempt that the server scores, in UTF-16 units. */
const MAX_ATTEMPT = 8_000;

/** Where an attempt is written or spoken: Ctrl or Cmd with Enter scores it. */
export function AttemptForm({ practice, onNext }: { practice: Practice; onNext: () => void }) {
  const { session, type, submit, reveal } = practice;
  const { attempt, phase, isRevealed, score, fault } = session;
  const id = useId();
  const isTooLong = attempt.length > MAX_ATTEMPT;
  const isScoring = phase === 'scoring';
  const send = () => {
    if (!isTooLong) submit();
  };
  const sendOnEnter = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  const append = (text: string) => type(attempt.trim() === '' ? text : `${attempt.trimEnd()} ${text}`);
  return (
    <form
      className="attempt"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className="attempt-head">
        <label className="label" htmlFor={id}>
          {texts.practice.attempt}
        </label>
        <span className="attempt-key" aria-hidden="true">
          <kbd>Ctrl</kbd> <kbd>Enter</kbd> {texts.practice.scoresIt}
        </span>
      </div>
      <textarea
        className="attempt-field"
        id={id}
        rows={5}
        placeholder={texts.practice.placeholder}
        value={attempt}
        aria-invalid={isTooLong || undefined}
        aria-describedby={isTooLong || fault ? `${id}e` : undefined}
        onChange={(event) => type(event.target.value)}
        onKeyDown={sendOnEnter}
      />
      {(isTooLong || fault) && (
        <p className="attempt-error" id={`${id}e`} role="alert">
          {isTooLong ? texts.practice.tooLong(attempt.length, MAX_ATTEMPT) : faultText(fault)}
        </p>
      )}
      <div className="attempt-tools">
        <button className="button-accent" type="submit" aria-disabled={isScoring || undefined}>
          {isScoring ? texts.practice.scoring : score ? texts.practice.scoreAgain : texts.practice.score}
        </button>
        {!score && <Speak onText={append} />}
        {!score && !isRevealed && (
          <button className="action" type="button" onClick={reveal}>
            <Icon name="page" />
            <span>{texts.practice.showAnswer}</span>
          </button>
        )}
        <button className="action" type="button" onClick={onNext}>
          <Icon name="right" />
          <span>{(score ?? isRevealed) ? texts.practice.next : texts.practice.skip}</span>
        </button>
      </div>
    </form>
  );
}

function faultText(fault: Practice['session']['fault']): string {
  if (!fault) return '';
  return fault.code === 'unreachable' ? texts.practice.unreachable : texts.practice.failed(fault.message);
}
