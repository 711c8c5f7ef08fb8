import { useCallback, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { Icon } from '../components/Icon.tsx';
import { sendsOnEnter } from '../components/sends-on-enter.ts';
import { useShortcut } from '../components/shortcut.ts';
import { prefetchMarkdown } from '../markdown/LazyMarkdown.tsx';
import { texts } from '../texts.ts';

interface AskBoxProps {
  label: string;
  placeholder: string;
  onAsk: (question: string) => void;
  /** While an answer is written, Ask becomes Stop in place. */
  onStop?: () => void;
  big?: boolean;
  /** Takes the focus that the field before it had when it went. */
  inheritsFocus?: boolean;
}

/** Longest question that the server takes, in UTF-16 units. */
const MAX_QUESTION = 8_000;

/** Where a question is typed: `/` focuses it, Enter sends, Shift+Enter breaks the line; it grows with its text. */
export function AskBox(props: AskBoxProps) {
  const { label, placeholder, onAsk, onStop, big = false, inheritsFocus = false } = props;
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  useShortcut(
    '/',
    useCallback(() => field.current?.focus(), []),
  );
  useLayoutEffect(() => growToFit(field.current), [text]);
  useEffect(() => {
    const isFree = document.activeElement === document.body;
    // On a touch screen the focus would open the keyboard over the answer.
    if (inheritsFocus && isFree && matchMedia('(pointer: fine)').matches)
      field.current?.focus({ preventScroll: true });
  }, [inheritsFocus]);

  const isTooLong = text.length > MAX_QUESTION;
  const ask = () => {
    const question = text.trim();
    if (question === '' || isTooLong) {
      field.current?.focus();
      return;
    }
    setText('');
    onAsk(question);
  };
  return (
    <>
      <form
        className={big ? 'ask ask-big' : 'ask'}
        aria-label={label}
        onSubmit={(event) => {
          event.preventDefault();
          ask();
        }}
      >
        <label className="sr-only" htmlFor={id}>
          {label}
        </label>
        <textarea
          ref={field}
          id={id}
          className="ask-field"
          rows={1}
          placeholder={placeholder}
          value={text}
          aria-invalid={isTooLong || undefined}
          aria-describedby={isTooLong ? `${id}e` : undefined}
          onFocus={prefetchMarkdown}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (!sendsOnEnter(event)) return;
            event.preventDefault();
            ask();
          }}
        />
        <kbd className="ask-key" aria-hidden="true">
          /
        </kbd>
        {onStop ? (
          <button className="button-accent" type="button" onClick={onStop}>
            <Icon name="stop" />
            <span>{texts.askBox.stop}</span>
          </button>
        ) : (
          <button className="button-accent" type="submit">
            <span>{texts.askBox.send}</span>
            <Icon name="send" />
          </button>
        )}
      </form>
      {isTooLong && (
        <p className="ask-error" id={`${id}e`} role="alert">
          {texts.askBox.tooLong(text.length, MAX_QUESTION)}
        </p>
      )}
    </>
  );
}

/** For browsers that cannot size a field by its content. */
function growToFit(field: HTMLTextAreaElement | null) {
  if (!field || CSS.supports('field-sizing', 'content')) return;
  field.style.height = 'auto';
  field.style.height = `${field.scrollHeight}px`;
}
