import pc from 'picocolors';
import type { Terminal } from './print-sources.ts';

/** Lines longer than this are hard to read, however wide the window. */
const MAX_COLUMNS = 100;

/** Standard output: as wide as its window, without colours where it has none or NO_COLOR asks for none. */
export function standardOutput(): Terminal {
  const { stdout } = process;
  return {
    write: (text) => void stdout.write(text),
    width: stdout.isTTY ? Math.min(stdout.columns, MAX_COLUMNS) : Infinity,
    // `isTTY` is undefined in a pipe, and undefined would let picocolors decide, which colours wherever CI is set.
    colors: pc.createColors(stdout.isTTY ? pc.isColorSupported : false),
  };
}
