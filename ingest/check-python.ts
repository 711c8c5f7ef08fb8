import { spawn } from 'node:child_process';
import { z } from 'zod';
import type { CheckedDocument } from './check-links.ts';
import type { Problem } from './problem.ts';

/** For all fences together; a thousand take about a second. */
const TIME_LIMIT_MS = 30_000;
/** Longer fences are no examples; the parser's memory is not to be tested. */
const MAX_CODE = 50_000;

/** Only parses: nothing of the corpus is run, imported or compiled. */
const SCRIPT = `
import ast, json, sys, textwrap, warnings
warnings.simplefilter("ignore")
faults = []
for index, code in enumerate(json.load(sys.stdin)):
    try:
        ast.parse(textwrap.dedent(code))
    except SyntaxError as error:
        faults.append([index, error.lineno or 1, str(error.msg)])
    except (ValueError, RecursionError, MemoryError) as error:
        faults.append([index, 1, type(error).__name__])
json.dump({"version": "%d.%d" % sys.version_info[:2], "faults": faults}, sys.stdout)
`;

const answerSchema = z.object({
  version: z.string(),
  faults: z.array(z.tuple([z.int().nonnegative(), z.int(), z.string()])),
});

export interface PythonCheck {
  readonly problems: Problem[];
  /** Why the code could not be checked, `null` where it was. */
  readonly skipped: string | null;
}

/** Parses every Python fence with the `python3` on the PATH, all in one process. */
export async function checkPython(
  documents: readonly CheckedDocument[],
  { signal, command = 'python3' }: { signal?: AbortSignal; command?: string } = {},
): Promise<PythonCheck> {
  const fences = documents.flatMap((document) =>
    document.facts.python
      .filter(({ code }) => code.length <= MAX_CODE && !isSession(code))
      .map((fence) => ({ document, fence })),
  );
  if (fences.length === 0) return { problems: [], skipped: null };
  const output = await run(command, JSON.stringify(fences.map(({ fence }) => fence.code)), signal);
  if (output.type === 'failed') return { problems: [], skipped: output.reason };
  const answer = answerSchema.safeParse(output.value);
  if (!answer.success) return { problems: [], skipped: `${command} gave no usable answer` };
  const { version, faults } = answer.data;
  const problems = faults.flatMap(([index, line, fault]): Problem[] => {
    const found = fences[index];
    if (!found) return [];
    const { document, fence } = found;
    // The fence's first line is its mark.
    const place = document.lineAt(fence.start) + line;
    const message = `does not parse with Python ${version}: ${fault}`;
    return [{ type: 'python-syntax', path: document.path, line: place, message }];
  });
  return { problems, skipped: null };
}

/** A transcript of a session, or a notebook cell with commands: no plain Python. */
function isSession(code: string): boolean {
  return /^[ \t]*(?:>>>|In \[\d*\]:|[%!]\w|\$ )/m.test(code);
}

type Output = { type: 'done'; value: unknown } | { type: 'failed'; reason: string };

function run(command: string, input: string, signal: AbortSignal | undefined): Promise<Output> {
  return new Promise((resolve) => {
    const failed = (reason: string) => resolve({ type: 'failed', reason });
    const child = spawn(command, ['-I', '-c', SCRIPT], {
      stdio: ['pipe', 'pipe', 'ignore'],
      timeout: TIME_LIMIT_MS,
      killSignal: 'SIGKILL',
      signal,
    });
    const parts: Buffer[] = [];
    child.stdout.on('data', (part: Buffer) => parts.push(part));
    child.on('error', (error) => failed(`${command} could not be run (${error.message})`));
    // A process that ends early closes its input; how it ended says why.
    child.stdin.on('error', () => undefined);
    child.on('close', (code, by) => {
      if (code !== 0) {
        failed(`${command} ended ${by ? `by ${by}` : `with exit code ${String(code)}`}`);
        return;
      }
      resolve({ type: 'done', value: parseJson(Buffer.concat(parts).toString('utf8')) });
    });
    child.stdin.end(input);
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
