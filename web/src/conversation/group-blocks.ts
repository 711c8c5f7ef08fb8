import { markerNumbers } from '../markdown/cite-markers.ts';
import { splitBlocks, type Block } from '../markdown/split-blocks.ts';
import type { ShownAnswer, ShownCitation } from './shown-answer.ts';

/** Blocks of an answer that one entry stands behind, or that none does. */
export interface BlockGroup {
  /** Position of the first block: stable while the answer grows. */
  key: number;
  entry: Pick<ShownCitation, 'entryId' | 'title'> | null;
  /** Names of the sections that are cited, in order. */
  sections: string[];
  blocks: Block[];
}

/**
 * Groups consecutive blocks whose citations belong to one entry. A block without a citation belongs to the group
 * before it, but a heading, and what comes before the first citation, stands alone. While the answer grows, the
 * last block's entry is known from the announcement that came before its text.
 */
export function groupBlocks({ text, hasLead, announced, citations }: ShownAnswer): BlockGroup[] {
  const groups: BlockGroup[] = [];
  let previousEnd = 0;
  for (const block of splitBlocks(text)) {
    const content = text.slice(block.start, block.end);
    const cited = markerNumbers(content).flatMap((marker) => citations.get(marker) ?? []);
    const isLead = hasLead && groups.length === 0;
    const coming = isLead ? [] : announced.filter((one) => one.at >= previousEnd && one.at < block.end);
    const entry = cited[0] ?? coming[0] ?? null;
    const sections = [...cited, ...coming]
      .filter((one) => one.entryId === entry?.entryId)
      .map((one) => one.section);
    add(groups, block, { entry, sections, isHeading: /^ {0,3}#{1,6}\s/.test(content) });
    previousEnd = block.end;
  }
  return groups;
}

function add(
  groups: BlockGroup[],
  block: Block,
  about: { entry: BlockGroup['entry']; sections: string[]; isHeading: boolean },
) {
  const last = groups.at(-1);
  const { entry, sections, isHeading } = about;
  const goesOn = last && !isHeading && (entry ? last.entry?.entryId === entry.entryId : last.entry !== null);
  if (goesOn) {
    last.blocks.push(block);
    last.sections = [...new Set([...last.sections, ...sections])];
    return;
  }
  groups.push({ key: block.start, entry, sections: [...new Set(sections)], blocks: [block] });
}
