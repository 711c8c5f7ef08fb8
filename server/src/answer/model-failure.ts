import { z } from 'zod';

/** What can go wrong between us and a chat model. */
export type ModelFailureCode =
  | 'model_unreachable'
  | 'model_unauthorised'
  | 'model_forbidden'
  | 'model_not_found'
  | 'model_rate_limited'
  | 'model_rejected'
  | 'model_error'
  | 'model_unreadable'
  | 'model_interrupted'
  | 'model_slow_start'
  | 'model_stalled'
  | 'model_too_slow'
  | 'model_too_long'
  | 'model_empty'
  | 'model_only_reasoning'
  | 'model_unsupported';

/** A failure as readers may see it: never the provider's own words, which can hold the key. */
export interface ModelFailure {
  readonly code: ModelFailureCode;
  readonly text: string;
}

const TEXTS: Readonly<Record<ModelFailureCode, string>> = {
  model_unreachable: 'The chat model could not be reached.',
  model_unauthorised: 'The chat model refused the key.',
  model_forbidden: 'The chat model refused access.',
  model_not_found: 'The chat model’s server does not know the configured model.',
  model_rate_limited: 'The chat model has too many requests.',
  model_rejected: 'The chat model refused the request.',
  model_error: 'The chat model’s server failed.',
  model_unreadable: 'The chat model sent something that cannot be read.',
  model_interrupted: 'The chat model broke off.',
  model_slow_start: 'The chat model did not begin in time.',
  model_stalled: 'The chat model stopped sending.',
  model_too_slow: 'The chat model took too long.',
  model_too_long: 'The chat model wrote too much, and the rest was cut.',
  model_empty: 'The chat model said nothing.',
  model_only_reasoning: 'The chat model reasoned but gave no answer.',
  model_unsupported: 'The sources support nothing of what the chat model wrote.',
};

export function modelFailure(code: ModelFailureCode, addition = ''): ModelFailure {
  return { code, text: TEXTS[code] + addition };
}

/** The parts of thrown values that providers' packages agree on. */
const thrown = z.object({
  status: z.number().optional().catch(undefined),
  statusCode: z.number().optional().catch(undefined),
  code: z.string().optional().catch(undefined),
  name: z.string().optional().catch(undefined),
  message: z.string().optional().catch(undefined),
  cause: z.unknown().optional(),
  headers: z.unknown().optional(),
});

/** Classifies what a provider's package threw. `hasBegun`: text had come before. */
export function failureOf(error: unknown, hasBegun: boolean): ModelFailure {
  const chain = causesOf(error);
  const status = chain.map((link) => link.status ?? link.statusCode).find((value) => value !== undefined);
  if (status !== undefined) return failureOfStatus(status, chain);
  const told = chain.map((link) => `${link.name ?? ''} ${link.code ?? ''} ${link.message ?? ''}`).join(' ');
  if (/SyntaxError|JSON|Unexpected token|not valid/iu.test(told)) return modelFailure('model_unreadable');
  if (hasBegun) return modelFailure('model_interrupted');
  if (/Timeout|ETIMEDOUT/iu.test(told)) return modelFailure('model_slow_start');
  if (/ECONN|ENOTFOUND|EAI_AGAIN|EHOST|ENETUNREACH|Connection|fetch failed|certificate|SSL/iu.test(told)) {
    return modelFailure('model_unreachable');
  }
  return modelFailure('model_error');
}

function failureOfStatus(status: number, chain: readonly z.infer<typeof thrown>[]): ModelFailure {
  if (status === 401) return modelFailure('model_unauthorised', ' Check OPENAI_API_KEY.');
  if (status === 403) return modelFailure('model_forbidden');
  if (status === 404) return modelFailure('model_not_found', ' Check CHAT_MODEL.');
  if (status === 429) return modelFailure('model_rate_limited', retryAdvice(chain));
  if (status >= 500) return modelFailure('model_error');
  return modelFailure('model_rejected');
}

/** Only a number is taken from the provider's headers. */
function retryAdvice(chain: readonly z.infer<typeof thrown>[]): string {
  for (const { headers } of chain) {
    const value = headers instanceof Headers ? headers.get('retry-after') : null;
    const seconds = value === null ? Number.NaN : Number(value);
    if (Number.isFinite(seconds) && seconds > 0 && seconds < 86_400) {
      return ` Try again in ${Math.ceil(seconds)} seconds.`;
    }
  }
  return ' Try again later.';
}

function causesOf(error: unknown): z.infer<typeof thrown>[] {
  const chain: z.infer<typeof thrown>[] = [];
  let current = error;
  while (current !== undefined && current !== null && chain.length < 5) {
    const parsed = thrown.safeParse(current);
    if (!parsed.success) break;
    chain.push(parsed.data);
    current = parsed.data.cause;
  }
  return chain;
}
