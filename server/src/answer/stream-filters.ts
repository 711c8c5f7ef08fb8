/** Rewrites a text as it streams; what may be the beginning of something to rewrite is held back. */
export interface StreamFilter {
  push(text: string): string;
  end(): string;
}

const OPENING = /<think(?:ing)?>/iu;
const CLOSING = /<\/think(?:ing)?>/iu;
const PARTIAL_TAG = /<\/?(?:t(?:h(?:i(?:n(?:k(?:i(?:n(?:g)?)?)?)?)?)?)?)?$/iu;

/**
 * Removes `<think>…</think>`, however it is cut, and a closing tag that was never opened. Tags between backticks are
 * code that somebody asked about, and stay.
 */
export function dropThinking(): StreamFilter & { readonly hasThought: boolean } {
  let pending = '';
  let line = '';
  let fence = false;
  let isThinking = false;
  let hasThought = false;

  /** Gives text out, remembering whether it leaves a fence or backticks open. */
  function give(text: string): string {
    for (const part of text.split(/(\n)/u)) {
      if (part !== '\n') {
        line += part;
        continue;
      }
      if (/^\s*(?:`{3,}|~{3,})/u.test(line)) fence = !fence;
      line = '';
    }
    return text;
  }
  const isInCode = () => fence || (line.match(/`/gu)?.length ?? 0) % 2 === 1;

  function take(isEnd: boolean): string {
    let out = '';
    for (;;) {
      const tag = isThinking ? CLOSING.exec(pending) : /<\/?think(?:ing)?>/iu.exec(pending);
      if (!tag) break;
      const before = pending.slice(0, tag.index);
      if (!isThinking) out += give(before);
      pending = pending.slice(tag.index + tag[0].length);
      if (!isThinking && isInCode()) {
        out += give(tag[0]);
        continue;
      }
      hasThought = true;
      isThinking = OPENING.test(tag[0]);
    }
    const held = isEnd ? '' : (PARTIAL_TAG.exec(pending)?.[0] ?? '');
    const ready = pending.slice(0, pending.length - held.length);
    pending = held;
    return out + (isThinking ? '' : give(ready));
  }

  return {
    push(text) {
      pending += text;
      return take(false);
    },
    end: () => take(true),
    get hasThought() {
      return hasThought;
    },
  };
}

/** Shorter texts occur by chance. */
const SHORTEST_SECRET = 8;

/** Replaces secrets, however they are cut. */
export function hideSecrets(secrets: readonly string[]): StreamFilter {
  const hidden = secrets.filter((secret) => secret.length >= SHORTEST_SECRET);
  let pending = '';
  return {
    push(text) {
      pending += text;
      for (const secret of hidden) pending = pending.replaceAll(secret, '(hidden)');
      const held = Math.max(0, ...hidden.map((secret) => overlap(pending, secret)));
      const ready = pending.slice(0, pending.length - held);
      pending = pending.slice(pending.length - held);
      return ready;
    },
    end() {
      const rest = pending;
      pending = '';
      return rest;
    },
  };
}

/** Length of the longest end of the text that begins the secret. */
function overlap(text: string, secret: string): number {
  for (let length = Math.min(text.length, secret.length - 1); length > 0; length -= 1) {
    if (text.endsWith(secret.slice(0, length))) return length;
  }
  return 0;
}
