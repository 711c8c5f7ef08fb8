import type { EntrySummary } from '../../../server/src/protocol.ts';
import { entryNumber } from '../address.ts';
import { usePageTitle } from '../components/page-title.ts';
import { useHealth } from '../HealthProvider.tsx';
import { TitleText } from '../markdown/TitleText.tsx';
import { StatusLine } from '../StatusLine.tsx';
import { texts } from '../texts.ts';
import { AskBox } from './AskBox.tsx';
import { useConversation } from './ConversationProvider.tsx';

/** What a new reader sees: what this is in one line, where to ask, and four questions that are answered. */
export function FirstPage() {
  const { ask } = useConversation();
  const { health } = useHealth();
  usePageTitle(null);
  const askFirst = (question: string) => ask(question, { fresh: true });
  return (
    <div className="first">
      <h1 className="display">{texts.first.title}</h1>
      <p className="lead">{texts.first.lead}</p>
      <AskBox label={texts.first.label} placeholder={texts.first.placeholder} onAsk={askFirst} big />
      {health && <Starters entries={health.starters} onAsk={askFirst} />}
      <StatusLine />
    </div>
  );
}

interface StartersProps {
  entries: readonly EntrySummary[];
  onAsk: (question: string) => void;
}

function Starters({ entries, onAsk }: StartersProps) {
  if (entries.length === 0) return null;
  return (
    <section className="starters" aria-labelledby="starters">
      <h2 className="label" id="starters">
        {texts.first.starters}
      </h2>
      <ol className="toc">
        {entries.map((entry) => (
          <li key={entry.id}>
            <button className="toc-line" type="button" onClick={() => onAsk(entry.titleText)}>
              <span className="toc-text">
                <TitleText markdown={entry.title} />
              </span>
              <span className="toc-lead" aria-hidden="true" />
              <Folio number={entry.number ?? entryNumber(entry.id)} />
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Folio({ number }: { number: string | null }) {
  if (number === null) return null;
  return (
    <span className="toc-folio">
      <span className="sr-only">{texts.first.entry} </span>
      {number}
    </span>
  );
}
