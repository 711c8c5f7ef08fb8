import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import type { AskDeps } from '../ask.ts';
import { starterEntries } from '../browse/list-entries.ts';
import type { McpOptions } from './mcp-options.ts';
import { registerPrompts } from './mcp-prompts.ts';
import { registerResources } from './mcp-resources.ts';
import { registerTools } from './mcp-tools.ts';

const STARTERS = 4;

const INSTRUCTIONS = `Indepth answers questions from a corpus of interview answers and cites the exact sentences.
Use \`ask\` for an answer with numbered citations: keep the numbers, and say so when its outcome is closest or refused.
Use \`search\` to see which passages are near a question, \`get_entry\` to read one in full.`;

/** An MCP server over the corpus, not yet connected: one per connection, or per request where there are no sessions. */
export function createMcpServer(options: McpOptions, deps: AskDeps): McpServer {
  const server = new McpServer(
    { name: 'indepth', title: 'Indepth', version: options.version },
    { instructions: INSTRUCTIONS },
  );
  registerTools(server, options);
  registerResources(server, options);
  registerPrompts(server, starterEntries(deps.snapshot, STARTERS), options);
  return server;
}
