import { texts } from '../texts.ts';

/** The question as asked and as read, with what was added set apart. */
export function Rewritten({ asked, standalone }: { asked: string; standalone: string | null }) {
  return (
    <dl className="rewritten">
      <dt>{texts.why.asked}</dt>
      <dd>{asked}</dd>
      {standalone !== null && (
        <>
          <dt>{texts.why.readAs}</dt>
          <dd className="rewritten-now">
            {addedWords(asked, standalone).map(({ text, isAdded }, index) =>
              isAdded ? <ins key={index}>{text}</ins> : text,
            )}
          </dd>
        </>
      )}
    </dl>
  );
}

/** The words of `standalone` in runs, with whether `asked` holds them. */
export function addedWords(asked: string, standalone: string): { text: string; isAdded: boolean }[] {
  const known = new Set(asked.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? []);
  const runs: { text: string; isAdded: boolean }[] = [];
  for (const piece of standalone.match(/[\p{L}\p{N}_]+|[^\p{L}\p{N}_]+/gu) ?? []) {
    const isWord = /[\p{L}\p{N}_]/u.test(piece);
    const last = runs.at(-1);
    const isAdded = isWord ? !known.has(piece.toLowerCase()) : (last?.isAdded ?? false);
    if (last?.isAdded === isAdded) last.text += piece;
    else runs.push({ text: piece, isAdded });
  }
  return runs;
}
