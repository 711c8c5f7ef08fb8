import type { Conversation } from '../conversation/types.ts';
import { download, fileName } from './download.ts';

export type ExportFormat = 'markdown' | 'json';

/** Downloads conversations; the writers are loaded when they are needed. */
export async function exportConversations(conversations: Conversation[], format: ExportFormat) {
  const title = conversations.length === 1 ? (conversations[0]?.title ?? '') : 'indepth-conversations';
  switch (format) {
    case 'markdown': {
      const { toMarkdown } = await import('./export-markdown.ts');
      download(toMarkdown(conversations), fileName(title, 'md'), 'text/markdown');
      return;
    }
    case 'json': {
      const { toJson } = await import('./export-json.ts');
      download(toJson(conversations, new Date()), fileName(title, 'json'), 'application/json');
      return;
    }
    default:
      format satisfies never;
  }
}
