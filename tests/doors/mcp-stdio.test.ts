import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ROOT } from '../material.ts';
import { commandArguments, runCommand } from './run-command.ts';
import { useSampleIndex } from './sample-index.ts';

const index = useSampleIndex();

describe("MCP over standard input and output, with the SDK's client", () => {
  it('answers, searches, reads entries and offers prompts from the sample corpus', async () => {
    const transport = new StdioClientTransport({
      command: process.execPath,
      args: commandArguments('mcp'),
      cwd: ROOT,
      env: { PATH: process.env.PATH ?? '', ...index.environment },
      stderr: 'pipe',
    });
    const faults: Error[] = [];
    const client = new Client({ name: 'test', version: '1' });
    client.onerror = (error) => faults.push(error);
    await client.connect(transport);
    onTestFinished(() => client.close());

    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(['ask', 'search', 'get_entry']);
    const answer = await client.callTool({
      name: 'ask',
      arguments: { question: 'How do decorators help in AI pipelines?' },
    });
    const { outcome, citations } = answer.structuredContent as {
      outcome: string;
      citations: { entryId: string }[];
    };
    expect([outcome, citations[0]?.entryId]).toEqual(['answered', 'python-ai-intermediate#101']);
    const found = await client.callTool({ name: 'search', arguments: { question: 'GIL', k: 2 } });
    expect(JSON.stringify(found.structuredContent)).toContain('python-ai-intermediate#107');
    const entry = await client.callTool({
      name: 'get_entry',
      arguments: { id: 'python-ai-intermediate#107' },
    });
    expect(JSON.stringify(entry.structuredContent)).toMatch(/"kind":"indepth"/);
    const { resources } = await client.listResources();
    expect(resources).toHaveLength(20);
    const { contents } = await client.readResource({ uri: resources[0]!.uri });
    expect(contents[0]).toMatchObject({ mimeType: 'text/markdown' });
    expect((await client.listPrompts()).prompts).toHaveLength(5);
    expect(faults).toEqual([]);
  }, 60_000);

  it('writes nothing but protocol, and ends when its input does and the last call is answered', async () => {
    const initialize = {
      jsonrpc: '2.0',
      id: 1,
      method: 'initialize',
      params: {
        protocolVersion: '2025-06-18',
        capabilities: {},
        clientInfo: { name: 'x', version: '1' },
      },
    };
    const call = {
      jsonrpc: '2.0',
      id: 2,
      method: 'tools/call',
      params: { name: 'search', arguments: { question: 'GIL' } },
    };
    const input = [JSON.stringify(initialize), 'not json', JSON.stringify(call), ''].join('\n');
    const { code, stdout } = await runCommand('mcp', [], { ...index, input });
    expect(code).toBe(0);
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { jsonrpc: string; id: number });
    expect(lines).toMatchObject([
      { jsonrpc: '2.0', id: 1 },
      { jsonrpc: '2.0', id: 2 },
    ]);
  }, 60_000);
});
