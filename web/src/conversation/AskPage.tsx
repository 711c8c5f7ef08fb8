import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import { usePageTitle } from '../components/page-title.ts';
import { texts } from '../texts.ts';
import { useConversation } from './ConversationProvider.tsx';
import { ConversationView } from './ConversationView.tsx';
import { FirstPage } from './FirstPage.tsx';

/** The page of one conversation, or of none yet. */
export function AskPage({ id }: { id: string | null }) {
  const { conversation, open } = useConversation();
  const [missing, setMissing] = useState<string | null>(null);
  const isHeld = conversation?.id === id;
  useEffect(() => {
    if (id === null || isHeld) return;
    let isCurrent = true;
    void open(id).then((found) => {
      if (isCurrent && !found) setMissing(id);
    });
    return () => {
      isCurrent = false;
    };
  }, [id, isHeld, open]);

  if (id === null) return <FirstPage />;
  if (conversation && isHeld) return <ConversationView conversation={conversation} />;
  return missing === id ? <MissingConversation /> : <p className="sr-only">{texts.shell.loading}</p>;
}

function MissingConversation() {
  usePageTitle(texts.conversation.missingTitle);
  return (
    <div className="first">
      <h1 className="display">{texts.conversation.missingTitle}</h1>
      <p className="lead">{texts.conversation.missingText}</p>
      <Link href="/">{texts.conversation.missingWay}</Link>
    </div>
  );
}
