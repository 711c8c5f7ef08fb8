import { completable } from '@modelcontextprotocol/sdk/server/completable.js';
import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import type { GetPromptResult } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import type { EntrySummary } from '../protocol.ts';
import type { McpOptions } from './mcp-options.ts';
import { MAX_QUESTION_CHARACTERS } from './parse.ts';

const MAX_COMPLETIONS = 100;

/** A prompt for any question, completed from the corpus, and one for each starter question. */
export function registerPrompts(
  server: McpServer,
  starters: readonly EntrySummary[],
  { currentDeps }: McpOptions,
): void {
  const completeQuestion = async (typed: string) => {
    const { snapshot } = await currentDeps();
    const titles = snapshot.entries.map(({ titleText }) => titleText);
    const wanted = typed.toLowerCase();
    return titles.filter((title) => title.toLowerCase().includes(wanted)).slice(0, MAX_COMPLETIONS);
  };
  server.registerPrompt(
    'ask',
    {
      title: 'Ask the corpus',
      description: 'Answers a question from the corpus, with its sources',
      argsSchema: {
        question: completable(z.string().min(1).max(MAX_QUESTION_CHARACTERS), (typed) =>
          completeQuestion(typed),
        ),
      },
    },
    ({ question }) => toPrompt(question),
  );
  starters.forEach(({ titleText }, index) => {
    server.registerPrompt(
      `starter-${index + 1}`,
      { title: titleText, description: 'A question that the corpus answers' },
      () => toPrompt(titleText),
    );
  });
}

function toPrompt(question: string): GetPromptResult {
  const text = `${question}\n\nAnswer with Indepth's \`ask\` tool; keep its citation numbers and list its sources.`;
  return { description: question, messages: [{ role: 'user', content: { type: 'text', text } }] };
}
