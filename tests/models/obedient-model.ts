import { SimpleChatModel } from '@langchain/core/language_models/chat_models';
import { AIMessageChunk, type BaseMessage } from '@langchain/core/messages';
import { ChatGenerationChunk } from '@langchain/core/outputs';
import type { ChatModel } from '../../server/src/models/types.ts';
import { rephrase } from './rephrase.ts';

/** A passage as the prompt shows it. */
export interface ShownPassage {
  readonly number: number;
  readonly title: string;
  readonly markdown: string;
}

/** A sentence that the model takes from a passage: as it stands there, and as the model says it. */
export interface Statement {
  readonly passage: number;
  readonly source: string;
  readonly said: string;
}

/** What a model says to a prompt. */
export type Say = (prompt: string) => Statement[];

const MOST_STATEMENTS = 4;
/** A model's delta is a few characters. */
const DELTA = 7;

/** The passages between their marks. */
export function passagesIn(prompt: string): ShownPassage[] {
  const shown = prompt.matchAll(
    /^--- ([0-9a-f]{12}) passage (\d+): (.*) \([^()\n]*\)\n([^]*?)\n--- \1 end of passage \2$/gmu,
  );
  return [...shown].map(([, , number, title = '', markdown = '']) => ({
    number: Number(number),
    title,
    markdown,
  }));
}

/** Whether a prompt asks for an answer, and not for a rewriting or for follow-ups. */
export function asksForAnswer(prompt: string): boolean {
  return passagesIn(prompt).length > 0;
}

/**
 * What a model says that does as it is told: the sentences of the passages that share most words with the question, best
 * passage first, each with the number of its passage.
 */
export function copySentences(prompt: string): Statement[] {
  const question = wordsOf(/^Question: (.*)$/mu.exec(prompt)?.[1] ?? '');
  const ranked = passagesIn(prompt)
    .flatMap(({ number, title, markdown }) =>
      sentencesOf(markdown).map((source) => {
        const words = wordsOf(source);
        const shared = [...question].filter((word) => words.has(word)).length;
        const titled = [...question].filter((word) => wordsOf(title).has(word)).length;
        return { passage: number, source, score: shared / Math.sqrt(words.size + 1) + titled / 10 };
      }),
    )
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST_STATEMENTS);
  return ranked
    .map(({ passage, source }) => ({ passage, source, said: source }))
    .sort((a, b) => a.passage - b.passage);
}

/** The same in slightly other words. */
export const rephraseSentences: Say = (prompt) =>
  copySentences(prompt).map((statement) => ({ ...statement, said: rephrase(statement.source) }));

/** The statements as one text, the marker of each before its full stop. */
export function answerOf(statements: readonly Statement[]): string {
  return statements.map(({ said, passage }) => said.replace(/([.!?]?)$/u, `【${passage}】$1`)).join(' ');
}

/** A model in this process that says its statements with their markers; `onAnswer` hears them. */
export function obedientChat(say: Say, onAnswer: (said: Statement[]) => void): ChatModel {
  return {
    name: 'obedient',
    host: null,
    model: new ObedientModel(say, onAnswer),
    limits: { firstTokenMs: 60_000, idleMs: 60_000, totalMs: 120_000, maxCharacters: 16_000 },
    assist: false,
  };
}

class ObedientModel extends SimpleChatModel {
  readonly #say: Say;
  readonly #onAnswer: (said: Statement[]) => void;

  constructor(say: Say, onAnswer: (said: Statement[]) => void) {
    super({});
    this.#say = say;
    this.#onAnswer = onAnswer;
  }

  override _llmType(): string {
    return 'obedient';
  }

  override async _call(messages: BaseMessage[]): Promise<string> {
    const statements = this.#say(messages.at(-1)?.text ?? '');
    this.#onAnswer(statements);
    return Promise.resolve(answerOf(statements));
  }

  override async *_streamResponseChunks(messages: BaseMessage[]): AsyncGenerator<ChatGenerationChunk> {
    const text = await this._call(messages);
    for (const piece of text.match(new RegExp(`[^]{1,${DELTA}}`, 'gu')) ?? []) yield chunkOf(piece);
    yield chunkOf('', { finish_reason: 'stop' });
  }
}

function chunkOf(text: string, metadata: Record<string, string> = {}): ChatGenerationChunk {
  return new ChatGenerationChunk({
    text,
    message: new AIMessageChunk({ content: text, response_metadata: metadata }),
  });
}

/** Sentences of prose and list items, without code, tables and headings. Not the product's own splitter, on purpose. */
function sentencesOf(markdown: string): string[] {
  return markdown
    .replace(/^[ \t]*(`{3,}|~{3,})[^]*?^[ \t]*\1[ \t]*$/gmu, '\n')
    .replace(/\$\$[^]*?\$\$/gu, '\n')
    .split(/\n[ \t]*\n|\n(?=[ \t]*(?:[-*+]|\d+[.)])[ \t])/u)
    .map((block) =>
      block
        .replace(/^[ \t]*(?:[-*+]|\d+[.)])[ \t]+/u, '')
        .replace(/\s+/gu, ' ')
        .trim(),
    )
    .filter((block) => block !== '' && !/^(?:#|\||>|<|-{3})/u.test(block))
    .flatMap((block) => block.split(/(?<=[.!?]['’"”]?)\s+(?=["“'‘(]?[A-Z`*])/u))
    .map((sentence) =>
      sentence
        .replace(/^["“](?=[^"”]*$)/u, '')
        .replace(/["”]$/u, (mark, at: number) => (sentence.slice(0, at).includes('"') ? mark : '')),
    )
    .filter((sentence) => sentence.split(' ').length >= 5 && /[.!?]["”*_]*$/u.test(sentence));
}

function wordsOf(text: string): Set<string> {
  return new Set((text.toLowerCase().match(/[\p{L}\p{N}_.]{3,}/gu) ?? []).map((word) => word.slice(0, 6)));
}
