import { markerNumbers } from '../markdown/cite-markers.ts';
import { splitBlocks, type Block } from '../markdown/split-blocks.ts';
import type { ShownAnswer, ShownCitation } from './shown-answer.ts';

/** Blocks of an answer that one entry stands behind, or that none does. */
export interface BlockGroup {
  /** Position of the first block: stable while the answer grows. */
  key: number;
  entry: Pick<ShownCitation, 'entryId' | 'title'> | null;
  /** Whether Indepth says this itself: what is not covered, what follows. */
  isOwn: boolean;
  /** Names of the sections that are cited, in order. */
  sections: string[];
  blocks: Block[];
}

/**
 * Groups consecutive blocks whose citations belong to one entry. A block without a citation belongs to the group
 * before it; a heading, what comes before the first citation, and what Indepth says itself stand alone. While the answer grows, the
 * last block's entry is known from the announcement that came before its text.
 */
export function groupBlocks({ text, isQuoted, announced, citations }: ShownAnswer): BlockGroup[] {
  const groups: BlockGroup[] = [];
  let previousEnd = 0;
  for (const block of splitBlocks(text)) {
    const content = text.slice(block.start, block.end);
    const cited = markerNumbers(content).flatMap((marker) => citations.get(marker) ?? []);
    const coming = announced.filter((one) => one.at >= previousEnd && one.at < block.end);
    const entry = cited[0] ?? coming[0] ?? null;
    const sections = [...cited, ...coming]
      .filter((one) => one.entryId === entry?.entryId)
      .map((one) => one.section);
    const isOwn = isQuoted && !entry && !/^\s*(?:`{3}|~{3}|\$\$|\|)/.test(content);
    add(groups, block, { entry, sections, isAlone: isOwn || /^ {0,3}#{1,6}\s/.test(content), isOwn });
    previousEnd = block.end;
  }
  return groups;
}

function add(
  groups: BlockGroup[],
  block: Block,
  about: { entry: BlockGroup['entry']; sections: string[]; isAlone: boolean; isOwn: boolean },
) {
  const last = groups.at(-1);
  const { entry, sections, isAlone, isOwn } = about;
  const goesOn = last && !isAlone && (entry ? last.entry?.entryId === entry.entryId : last.entry !== null);
  if (goesOn) {
    last.blocks.push(block);
    last.sections = [...new Set([...last.sections, ...sections])];
    return;
  }
  groups.push({ key: block.start, isOwn, entry, sections: [...new Set(sections)], blocks: [block] });
}
