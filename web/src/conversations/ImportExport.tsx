import { useRef, useState, type ChangeEvent } from 'react';
import { Icon } from '../components/Icon.tsx';
import { texts } from '../texts.ts';
import { exportConversations, type ExportFormat } from './export-conversations.ts';
import type { ImportReport } from './import-json.ts';
import { conversationStorage } from './store.ts';

/** How many damaged conversations of a file are named; the rest is counted. */
const NAMED_PROBLEMS = 3;

/** Export of everything and import of an exported file, with what came of it in words. */
export function ImportExport({ hasAny }: { hasAny: boolean }) {
  const [report, setReport] = useState<string[]>([]);
  const field = useRef<HTMLInputElement>(null);
  const importFile = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    // Emptied, so that the same file can be chosen again.
    if (file) setReport(await importFrom(file));
    if (field.current) field.current.value = '';
  };
  return (
    <section className="import-export" aria-label={texts.conversations.exportAll}>
      {hasAny && (
        <>
          <span className="label">{texts.conversations.exportAll}</span>
          <ExportAll format="markdown" name={texts.conversations.exportMarkdown} />
          <ExportAll format="json" name={texts.conversations.exportJson} />
        </>
      )}
      <button className="action" type="button" onClick={() => field.current?.click()}>
        <Icon name="plus" />
        <span>{texts.conversations.import}</span>
      </button>
      <input
        ref={field}
        type="file"
        accept="application/json,.json"
        hidden
        aria-label={texts.conversations.import}
        onChange={(event) => void importFile(event)}
      />
      <div role="status" className="import-report">
        {report.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
    </section>
  );
}

function ExportAll({ format, name }: { format: ExportFormat; name: string }) {
  const exportAll = async () => exportConversations(await conversationStorage.all(), format);
  return (
    <button className="action" type="button" onClick={() => void exportAll()}>
      <Icon name="page" />
      <span className="sr-only">{texts.conversations.exportAll} </span>
      <span>{name}</span>
    </button>
  );
}

async function importFrom(file: File): Promise<string[]> {
  const { importInto, MAX_FILE_BYTES, readExport } = await import('./import-json.ts');
  if (file.size > MAX_FILE_BYTES) return [texts.conversations.fault['too-large']];
  const content = readExport(await file.text());
  if (typeof content === 'string') return [texts.conversations.fault[content]];
  return inWords(await importInto(conversationStorage, content));
}

function inWords({ added, unchanged, copied, problems }: ImportReport): string[] {
  const rest = problems.length - NAMED_PROBLEMS;
  return [
    texts.conversations.imported(added, unchanged, copied),
    ...problems
      .slice(0, NAMED_PROBLEMS)
      .map(({ place, problem }) => texts.conversations.problem(place, problem)),
    ...(rest > 0 ? [texts.conversations.moreProblems(rest)] : []),
  ];
}
