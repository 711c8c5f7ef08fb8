import { Fragment } from 'react';
import { Link } from 'wouter';
import { Icon } from '../components/Icon.tsx';
import { LazyMarkdown } from '../markdown/LazyMarkdown.tsx';
import { texts } from '../texts.ts';
import type { AnswerState } from './types.ts';

/** What a refusal says: its first sentence large, then the rest, with the names that no source mentions. */
export function RefusalText({ answer }: { answer: AnswerState }) {
  const [head, rest] = firstSentence(answer.text.trim() || texts.refusal.head);
  const missing = answer.retrieval?.gate.missing ?? [];
  return (
    <div className="refusal">
      <p className="refusal-head">{withCode(head)}</p>
      {rest !== '' && (
        <div className="refusal-missing prose">
          <LazyMarkdown text={rest} />
        </div>
      )}
      {answer.text.trim() === '' && missing.length > 0 && <MissingNames names={missing} />}
    </div>
  );
}

function MissingNames({ names }: { names: readonly string[] }) {
  return (
    <p className="refusal-missing">
      {texts.refusal.missingLead}
      {texts.refusal
        .missing([...names])
        .map(({ type, value }, index) =>
          type === 'element' ? <code key={index}>{value}</code> : <Fragment key={index}>{value}</Fragment>,
        )}
      .
    </p>
  );
}

/** A text cut after its first sentence, or after its first line. */
function firstSentence(text: string): [string, string] {
  const [head = text] = /^[^\n]*?[.!?:](?=\s|$)/.exec(text) ?? /^[^\n]*/.exec(text) ?? [];
  return [head, text.slice(head.length).trim()];
}

function withCode(text: string) {
  return text
    .split(/`([^`]+)`/)
    .map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part));
}

export function BrowseCorpus() {
  return (
    <Link className="action" href="/corpus">
      <Icon name="list" />
      <span>{texts.answer.browse}</span>
    </Link>
  );
}
