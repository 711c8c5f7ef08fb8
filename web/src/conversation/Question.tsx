import { useLayoutEffect, useRef, useState } from 'react';
import { sendsOnEnter } from '../components/sends-on-enter.ts';
import { TitleText } from '../markdown/TitleText.tsx';
import { texts } from '../texts.ts';

interface QuestionProps {
  id: string;
  question: string;
  isEditing: boolean;
  onAsk: (question: string) => void;
  onCancel: () => void;
}

/** The question of a turn, or the field in which it is put in other words. */
export function Question({ id, question, isEditing, onAsk, onCancel }: QuestionProps) {
  if (isEditing) return <QuestionEditor id={id} question={question} onAsk={onAsk} onCancel={onCancel} />;
  return (
    <h2 className="question" id={id}>
      <TitleText markdown={question} />
    </h2>
  );
}

function QuestionEditor({ id, question, onAsk, onCancel }: Omit<QuestionProps, 'isEditing'>) {
  const [text, setText] = useState(question);
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    field.current?.focus();
    field.current?.setSelectionRange(question.length, question.length);
  }, [question]);
  const ask = () => {
    if (text.trim()) onAsk(text.trim());
  };
  return (
    <form
      className="question-editor"
      onSubmit={(event) => {
        event.preventDefault();
        ask();
      }}
    >
      <h2 className="sr-only" id={id}>
        {question}
      </h2>
      <textarea
        ref={field}
        className="question-field"
        aria-label={texts.question.editLabel}
        rows={2}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (sendsOnEnter(event)) {
            event.preventDefault();
            ask();
          } else if (event.key === 'Escape' && !event.nativeEvent.isComposing) {
            event.stopPropagation();
            event.nativeEvent.stopImmediatePropagation();
            onCancel();
          }
        }}
      />
      <div className="question-tools">
        <button className="button-accent" type="submit">
          {texts.question.ask}
        </button>
        <button className="action" type="button" onClick={onCancel}>
          {texts.question.cancel}
        </button>
      </div>
    </form>
  );
}
