import { useState } from 'react';
import { Icon } from '../components/Icon.tsx';
import { texts } from '../texts.ts';
import { useSpeech } from './use-speech.ts';

/** Speaks an attempt, where the browser can; before the first time it says where the sound may go. */
export function Speak({ onText }: { onText: (text: string) => void }) {
  const { isAvailable, isListening, hasFailed, start, stop } = useSpeech(onText);
  const [isAsking, setAsking] = useState(false);
  if (!isAvailable) return null;
  const begin = () => {
    setAsking(false);
    start();
  };
  return (
    <>
      <button
        className="action"
        type="button"
        aria-expanded={isAsking}
        onClick={() => (isListening ? stop() : setAsking(!isAsking))}
      >
        <Icon name={isListening ? 'stop' : 'speak'} />
        <span>{isListening ? texts.practice.stopSpeaking : texts.practice.speak}</span>
      </button>
      {isAsking && (
        <div className="speak-note" role="group" aria-label={texts.practice.speak}>
          <p>{texts.practice.speakNote}</p>
          <button className="button-accent" type="button" onClick={begin}>
            {texts.practice.speakStart}
          </button>
          <button className="action" type="button" onClick={() => setAsking(false)}>
            {texts.practice.speakCancel}
          </button>
        </div>
      )}
      {hasFailed && (
        <p className="attempt-error" role="alert">
          {texts.practice.speakFailed}
        </p>
      )}
    </>
  );
}
