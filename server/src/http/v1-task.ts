import type { ChatRequest } from '../protocol.ts';

/** Housekeeping that chat clients ask of a model beside the conversation: a title, tags, suggestions. */
interface Task {
  /** What only that client's prompt says. */
  readonly pattern: RegExp;
  readonly answer: (prompt: string) => string;
}

/** A title of at most this many words: what the clients' prompts ask for. */
const TITLE_WORDS = 6;

const json = (value: unknown) => JSON.stringify(value);

const TASKS: readonly Task[] = [
  // Open WebUI
  { pattern: /^### Task:[\s\S]{0,200}\btitle\b/i, answer: (prompt) => json({ title: titleOf(prompt) }) },
  { pattern: /^### Task:[\s\S]{0,200}\btags\b/i, answer: () => json({ tags: ['General'] }) },
  { pattern: /^### Task:[\s\S]{0,200}\bfollow-up\b/i, answer: () => json({ follow_ups: [] }) },
  { pattern: /^### Task:[\s\S]{0,200}\bsearch queries\b/i, answer: () => json({ queries: [] }) },
  { pattern: /^### Task:[\s\S]{0,200}\bautocompletion\b/i, answer: () => json({ text: '' }) },
  { pattern: /^### Task:[\s\S]{0,200}\bprompt for am? image\b/i, answer: () => json({ prompt: '' }) },
  // LibreChat
  { pattern: /^(?:Please generate|Provide|Write) a concise, 5-word-or-less title\b/i, answer: titleOf },
  { pattern: /^Please generate a concise title \(max \d+ characters\)/i, answer: titleOf },
  { pattern: /^Analyze this conversation and provide:[\s\S]{0,300}\bconcise title\b/i, answer: titleOf },
  // Continue
  {
    pattern: /^Given the following[\s\S]{0,40}reply with a title for the chat that is 3-4 words/i,
    answer: titleOf,
  },
];

/** The text that settles a client's housekeeping request without retrieval, `null` for a real question. */
export function answerTask(request: ChatRequest): string | null {
  const prompt = lastText(request).trimStart();
  const task = TASKS.find(({ pattern }) => pattern.test(prompt));
  return task?.answer(prompt) ?? null;
}

function lastText(request: ChatRequest): string {
  const parts = request.messages.at(-1)?.parts ?? [];
  return parts.map(({ text }) => text ?? '').join('\n');
}

/** The first words of the first question in the conversation that the prompt quotes. */
function titleOf(prompt: string): string {
  const history =
    /<chat_history>\s*([\s\S]*?)\s*<\/chat_history>/.exec(prompt)?.[1] ?? afterBlankLine(prompt);
  const asked =
    /^\s*(?:USER|Human):\s*([\s\S]*?)(?=^\s*(?:ASSISTANT|AI):|$(?![\s\S]))/im.exec(history)?.[1] ?? history;
  const words = asked
    .replace(/[`*_#>"“”]+/g, '')
    .split(/\s+/)
    .filter(Boolean);
  const title = words.slice(0, TITLE_WORDS).join(' ').slice(0, 80);
  return title.replace(/[\s.,;:!?-]+$/, '') || 'New conversation';
}

function afterBlankLine(prompt: string): string {
  const at = prompt.search(/\n\s*\n/);
  const rest = at === -1 ? prompt : prompt.slice(at).trim();
  return rest.replace(/^Conversation:\s*/i, '');
}
