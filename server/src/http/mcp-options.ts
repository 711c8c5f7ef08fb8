import type { AppOptions } from './app-options.ts';

/** What an MCP server needs, over HTTP and over standard input and output alike. */
export type McpOptions = Pick<AppOptions, 'ask' | 'currentDeps' | 'search' | 'version'>;
