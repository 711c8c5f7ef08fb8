import { createContext, useMemo, type ReactNode } from 'react';
import { CopyButton } from '../components/CopyButton.tsx';
import { texts } from '../texts.ts';
import { useHighlight } from './use-highlight.ts';

interface Fence {
  language: string;
  text: string;
}

/** Tells the code inside of a fence what it is. */
export const FenceContext = createContext<Fence | null>(null);

/** A fence: its language, a button that copies it as written, and the code, which scrolls inside of the block. */
export function CodeBlock({ language, text, children }: Fence & { children: ReactNode }) {
  const code = text.replace(/\n$/, '');
  const fence = useMemo(() => ({ language, text: code }), [language, code]);
  return (
    <figure className="code">
      <figcaption className="code-bar">
        <span>{language}</span>
        <CopyButton className="code-copy" text={code} label={texts.markdown.copyCode} />
      </figcaption>
      <FenceContext value={fence}>
        <pre tabIndex={0}>{children}</pre>
      </FenceContext>
    </figure>
  );
}

/** Code, in colours once the highlighter has read it. */
export function CodeText({ language, text }: Fence) {
  const lines = useHighlight(text, language);
  if (!lines) return <code>{text}</code>;
  return (
    <code>
      {lines.map((tokens, line) => [
        line > 0 && '\n',
        ...tokens.map(([kind, content], index) =>
          kind === '' ? (
            content
          ) : (
            <span key={`${line}.${index}`} className={kind}>
              {content}
            </span>
          ),
        ),
      ])}
    </code>
  );
}
