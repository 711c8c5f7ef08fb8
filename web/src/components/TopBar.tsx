import { Link, useLocation } from 'wouter';
import { conversationHref } from '../address.ts';
import { useConversation } from '../conversation/ConversationProvider.tsx';
import { texts } from '../texts.ts';
import { Icon } from './Icon.tsx';
import { Menu } from './Menu.tsx';
import { useTheme } from './theme.ts';

interface TopBarProps {
  onConversations: () => void;
  onShortcuts: () => void;
}

export function TopBar({ onConversations, onShortcuts }: TopBarProps) {
  const [path] = useLocation();
  const { conversation, startNew } = useConversation();
  const [theme, toggleTheme] = useTheme();
  const place = placeOf(path);
  const themeLabel = theme === 'dark' ? texts.shell.toLight : texts.shell.toDark;
  const askHref = conversation ? conversationHref(conversation.id) : '/';
  return (
    <header className="topbar">
      <Link className="brand" href="/" onClick={startNew}>
        <Icon name="logo" className="brand-mark" />
        <span className="brand-name">{texts.shell.product}</span>
      </Link>
      <nav className="nav" aria-label={texts.shell.mainNavigation}>
        <Link href={askHref} aria-current={place === 'ask' ? 'page' : undefined}>
          {texts.shell.ask}
        </Link>
        <Link href="/corpus" aria-current={place === 'corpus' ? 'page' : undefined}>
          {texts.shell.corpus}
        </Link>
        <Link href="/practice" aria-current={place === 'practice' ? 'page' : undefined}>
          {texts.shell.practice}
        </Link>
      </nav>
      <div className="top-tools">
        <Link className="action top-wide" href="/" onClick={startNew}>
          <Icon name="plus" />
          <span>{texts.shell.new}</span>
        </Link>
        <button className="action top-wide" type="button" onClick={onConversations}>
          <Icon name="list" />
          <span>{texts.shell.conversations}</span>
        </button>
        <button
          className="icon-button top-wide"
          type="button"
          aria-label={texts.shell.shortcutsKey}
          onClick={onShortcuts}
        >
          <Icon name="keys" />
        </button>
        <button className="icon-button top-wide" type="button" aria-label={themeLabel} onClick={toggleTheme}>
          <Icon name="theme" />
        </button>
        <Menu
          className="top-narrow"
          label={texts.shell.more}
          icon="more"
          items={[
            { name: texts.shell.newLong, icon: 'plus', run: startNew },
            { name: texts.shell.conversations, icon: 'list', run: onConversations },
            { name: texts.shell.shortcuts, icon: 'keys', run: onShortcuts },
            { name: themeLabel, icon: 'theme', run: toggleTheme },
          ]}
        />
      </div>
    </header>
  );
}

function placeOf(path: string): 'ask' | 'corpus' | 'practice' | null {
  if (path === '/' || path.startsWith('/conversations')) return 'ask';
  if (path.startsWith('/corpus') || path.startsWith('/entries')) return 'corpus';
  return path.startsWith('/practice') ? 'practice' : null;
}
