import type { EntryView } from '../../../server/src/protocol.ts';
import { AskBox } from '../conversation/AskBox.tsx';
import { useConversation } from '../conversation/ConversationProvider.tsx';
import { Icon } from '../components/Icon.tsx';
import { TitleText } from '../markdown/TitleText.tsx';
import { texts } from '../texts.ts';

/** Asks in a new conversation: whatever is typed, or the entry's own question. */
export function AskAbout({ entry }: { entry: EntryView }) {
  const { ask } = useConversation();
  const askNew = (question: string) => ask(question, { fresh: true });
  return (
    <section className="ask-about" aria-labelledby="ask-about">
      <h2 className="label" id="ask-about">
        {texts.entry.askAbout}
      </h2>
      <AskBox label={texts.entry.askAboutLabel} placeholder={texts.entry.askPlaceholder} onAsk={askNew} />
      <ul className="chips">
        <li>
          <button className="chip" type="button" onClick={() => askNew(entry.titleText)}>
            <Icon name="deeper" />
            <span className="chip-text">
              <TitleText markdown={entry.title} />
            </span>
            <span className="chip-kind">{texts.entry.thisQuestion}</span>
          </button>
        </li>
      </ul>
    </section>
  );
}
