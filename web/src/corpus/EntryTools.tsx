import { Link } from 'wouter';
import type { EntryView } from '../../../server/src/protocol.ts';
import { entryHref, practiceHref } from '../address.ts';
import { copyText } from '../components/copy-text.ts';
import { Icon } from '../components/Icon.tsx';
import { useMessages } from '../components/Messages.tsx';
import { texts } from '../texts.ts';

interface EntryToolsProps {
  entry: EntryView;
  /** The sentence in view, which the copied link leads to. */
  span: { start: number; end: number } | null;
}

export function EntryTools({ entry, span }: EntryToolsProps) {
  const { show } = useMessages();
  const copyLink = async () => {
    const isCopied = await copyText(location.origin + entryHref(entry.id, span ?? undefined));
    show(isCopied ? texts.entry.linkCopied : texts.answer.copyFailed);
  };
  return (
    <div className="entry-tools">
      <button className="action" type="button" onClick={() => void copyLink()}>
        <Icon name="link" />
        <span>{texts.entry.copyLink}</span>
      </button>
      <Link className="action" href={practiceHref(entry.id)}>
        <Icon name="half" />
        <span>{texts.entry.practise}</span>
      </Link>
    </div>
  );
}
