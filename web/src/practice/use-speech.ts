import { useCallback, useEffect, useRef, useState } from 'react';

/** The part of the Web Speech API that is used; TypeScript's DOM does not declare it. */
interface Recognition {
  lang: string;
  continuous: boolean;
  onresult:
    ((event: { resultIndex: number; results: ArrayLike<ArrayLike<{ transcript: string }>> }) => void) | null;
  onerror: ((event: { error: string }) => void) | null;
  onend: (() => void) | null;
  start(): void;
  abort(): void;
}

type RecognitionConstructor = new () => Recognition;

declare global {
  interface Window {
    SpeechRecognition?: RecognitionConstructor;
    webkitSpeechRecognition?: RecognitionConstructor;
  }
}

export interface Speech {
  isAvailable: boolean;
  isListening: boolean;
  hasFailed: boolean;
  start: () => void;
  stop: () => void;
}

/** Speech to text by the browser; `onText` gets each finished phrase. Nothing starts by itself. */
export function useSpeech(onText: (text: string) => void): Speech {
  const [isListening, setListening] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  const recognition = useRef<Recognition | null>(null);
  const constructor = window.SpeechRecognition ?? window.webkitSpeechRecognition;

  const stop = useCallback(() => recognition.current?.abort(), []);
  useEffect(() => stop, [stop]);

  const start = useCallback(() => {
    if (!constructor) return;
    const listening = new constructor();
    listening.lang = document.documentElement.lang;
    listening.continuous = true;
    listening.onresult = ({ resultIndex, results }) => {
      const phrases = Array.from(results).slice(resultIndex);
      onText(phrases.map((phrase) => phrase[0]?.transcript.trim() ?? '').join(' '));
    };
    listening.onerror = ({ error }) => setFailed(error !== 'aborted' && error !== 'no-speech');
    listening.onend = () => setListening(false);
    recognition.current = listening;
    setFailed(false);
    setListening(true);
    try {
      listening.start();
    } catch {
      // A browser that has the interface but not the service.
      setListening(false);
      setFailed(true);
    }
  }, [constructor, onText]);

  return { isAvailable: constructor !== undefined, isListening, hasFailed, start, stop };
}
