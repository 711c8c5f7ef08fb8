import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { conversationStorage } from './conversations/store.ts';
import { keepPage } from './keep-page.ts';
import './styles/tokens.css';
import './styles/base.css';
import './styles/pieces.css';
import './styles/topbar.css';
import './styles/dialogs.css';
import './styles/ask.css';
import './styles/answer.css';
import './styles/refusal.css';
import './styles/prose.css';
import './styles/panel.css';
import './styles/explanation.css';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App storage={conversationStorage} />
  </StrictMode>,
);

keepPage();
