import { Fragment } from 'react';
import { Link } from 'wouter';
import { Icon } from '../components/Icon.tsx';
import { texts } from '../texts.ts';
import type { AnswerState } from './types.ts';

/** What a refusal says: plain and kind, with the names that no source mentions. */
export function RefusalText({ answer }: { answer: AnswerState }) {
  const missing = answer.retrieval?.gate.missing ?? [];
  const said = answer.text.trim().split(/\n\s*\n/);
  const [head = texts.refusal.head, ...rest] = said[0] ? said : [];
  return (
    <div className="refusal">
      <p className="refusal-head">{withCode(head)}</p>
      {rest.map((paragraph) => (
        <p className="refusal-missing" key={paragraph}>
          {withCode(paragraph)}
        </p>
      ))}
      {rest.length === 0 && missing.length > 0 && (
        <p className="refusal-missing">
          {texts.refusal.missingLead}
          {texts.refusal
            .missing(missing)
            .map(({ type, value }, index) =>
              type === 'element' ? (
                <code key={index}>{value}</code>
              ) : (
                <Fragment key={index}>{value}</Fragment>
              ),
            )}
          .
        </p>
      )}
    </div>
  );
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
