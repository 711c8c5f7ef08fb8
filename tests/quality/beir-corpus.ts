import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BeirRecord } from './beir.ts';

/**
 * Writes each record as a document of its own, title as heading and text as prose, and returns the record that an
 * entry of that corpus holds. What is Markdown in the text is escaped: a record's words are data.
 */
export function writeBeirCorpus(folder: string, records: readonly BeirRecord[]): (entryId: string) => string {
  const recordIds = new Map<string, string>();
  for (const [index, { id, title, text }] of records.entries()) {
    const name = `r${String(index).padStart(7, '0')}`;
    const heading = title.trim() === '' ? firstWords(text) : title.replace(/\s+/gu, ' ');
    writeFileSync(join(folder, `${name}.md`), `# ${escapeMarkdown(heading)}\n\n${escapeMarkdown(text)}\n`);
    recordIds.set(name, id);
  }
  return (entryId) => {
    const id = recordIds.get(entryId.slice(0, entryId.indexOf('#')));
    if (id === undefined) throw new Error(`entry ${entryId} belongs to no record`);
    return id;
  };
}

/** A record without a title is headed by its own beginning: entries need a question. */
function firstWords(text: string): string {
  return text.trim().split(/\s+/u).slice(0, 12).join(' ') || 'Untitled';
}

/** One paragraph per line of the text, with the characters that would start a Markdown construct made literal. */
function escapeMarkdown(text: string): string {
  return text
    .trim()
    .split(/\s*\n\s*/u)
    .filter((line) => line !== '')
    .map(escapeLine)
    .join('\n\n');
}

function escapeLine(line: string): string {
  return line
    .replace(/[\\`*_{}[\]<>#|~$&]/gu, '\\$&')
    .replace(/^([-+])/u, '\\$1')
    .replace(/^(\d+)([.)])/u, '$1\\$2');
}
