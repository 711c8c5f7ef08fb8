import { useState } from 'react';
import { texts } from '../texts.ts';
import { Icon } from './Icon.tsx';
import { useMessages } from './Messages.tsx';
import { copyText } from './copy-text.ts';

/** How long the button says that it has copied, in ms. */
const SHOWN_MS = 2_000;

/** Copies a text and says so in its own place. */
export function CopyButton({ text, label, className }: { text: string; label: string; className: string }) {
  const [copied, setCopied] = useState(false);
  const { show, announce } = useMessages();
  const copy = async () => {
    if (!(await copyText(text))) {
      show(texts.answer.copyFailed);
      return;
    }
    announce(texts.answer.copied);
    setCopied(true);
    setTimeout(() => setCopied(false), SHOWN_MS);
  };
  return (
    <button className={className} type="button" onClick={() => void copy()}>
      <Icon name={copied ? 'check' : 'copy'} />
      <span>{copied ? texts.answer.copied : label}</span>
    </button>
  );
}
