import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { isJSONRPCRequest, type RequestId } from '@modelcontextprotocol/sdk/types.js';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { loadConfig } from '../config.ts';
import { createMcpServer } from '../http/mcp-server.ts';
import { explain, usage } from './ask-options.ts';
import { EXIT, runCli } from './run-cli.ts';

const ROOT = resolve(import.meta.dirname, '../../..');

/** Longest wait for calls that still run when the input has ended. */
const LAST_CALLS_MS = 10_000;

const USAGE = `Usage: npm run --silent mcp

Serves the corpus over MCP on standard input and output: tools ask, search and get_entry, entries as resources,
starter questions as prompts. Without --silent npm prints two lines of its own first, which clients skip.`;

/** Standard output belongs to the protocol: all else is written to standard error. */
await runCli(async (signal) => {
  if (parseOptions(process.argv.slice(2)).help) {
    process.stdout.write(`${USAGE}\n`);
    return EXIT.answered;
  }
  const { openProduct } = await import('../open-product.ts');
  const product = await openProduct(loadConfig(ROOT), (line) => void process.stderr.write(`${line}\n`));
  try {
    const server = createMcpServer({ ...product, version: readVersion() }, await product.currentDeps());
    const transport = new StdioServerTransport();
    await server.connect(transport);
    const calls = trackCalls(transport);
    await untilEnd(signal);
    await calls.settled();
    await server.close();
  } finally {
    await product.close();
  }
  return EXIT.answered;
});

/** A client that has finished closes our standard input. */
async function untilEnd(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((end) => {
    process.stdin.once('end', end).once('close', end);
    process.once('SIGTERM', end);
    signal.addEventListener('abort', () => end(), { once: true });
  });
}

/** Counts requests against responses: input that was piped in has ended long before its answers are written. */
function trackCalls(transport: Transport): { settled(): Promise<void> } {
  const running = new Set<RequestId>();
  let onSettled: () => void = () => undefined;
  const receive = transport.onmessage;
  const send = transport.send.bind(transport);
  transport.onmessage = (message, extra) => {
    if (isJSONRPCRequest(message)) running.add(message.id);
    receive?.(message, extra);
  };
  transport.send = async (message, options) => {
    await send(message, options);
    if ('method' in message || message.id === undefined) return;
    running.delete(message.id);
    if (running.size === 0) onSettled();
  };
  return {
    settled: async () => {
      if (running.size === 0) return;
      await new Promise<void>((settle) => {
        const late = setTimeout(settle, LAST_CALLS_MS);
        onSettled = () => {
          clearTimeout(late);
          settle();
        };
      });
    },
  };
}

function parseOptions(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: { help: { type: 'boolean', short: 'h', default: false } } })
      .values;
  } catch (error) {
    throw usage(explain(error), error);
  }
}

function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(resolve(ROOT, 'package.json'), 'utf8'));
  return z.object({ version: z.string() }).parse(manifest).version;
}
