import { AppError } from '../errors.ts';
import { narrowSnapshot } from '../index/narrow.ts';
import type { GateCalibration, Snapshot } from '../index/types.ts';
import { MIN_CALIBRATED_ENTRIES } from './calibrate-corpus.ts';
import { keepLatest } from './keep-latest.ts';

/** Collections of one snapshot that are kept ready; each holds a copy of its part of the word index. */
const KEPT = 16;
const cache = new WeakMap<Snapshot, Map<string, Snapshot>>();

/**
 * The part of a snapshot that a collection names: a document (path with or without its extension) or a folder of
 * documents. Without a name, the whole.
 * @throws AppError `not_found` when the corpus holds no such document or folder.
 */
export function inCollection(snapshot: Snapshot, collection: string | undefined): Snapshot {
  if (collection === undefined) return snapshot;
  const known = cache.get(snapshot) ?? new Map<string, Snapshot>();
  cache.set(snapshot, known);
  const name = withoutSlash(collection);
  const part = known.get(name) ?? narrowToCollection(snapshot, name);
  keepLatest(known, name, part, KEPT);
  return part;
}

/** Whether the document at `path` belongs to the collection. */
export function isInCollection(path: string, collection: string): boolean {
  const name = withoutSlash(collection);
  return path === name || path.startsWith(`${name}/`) || path.replace(/\.[^./]+$/, '') === name;
}

function withoutSlash(collection: string): string {
  return collection.replace(/\/+$/, '');
}

function narrowToCollection(snapshot: Snapshot, collection: string): Snapshot {
  const keeps = ({ documentPath }: { documentPath: string }) => isInCollection(documentPath, collection);
  const size = snapshot.entries.filter(keeps).length;
  if (size === 0) {
    throw new AppError(
      'not_found',
      `No document or folder named "${collection}". GET /api/entries lists them.`,
    );
  }
  return narrowSnapshot(snapshot, { keeps, calibration: calibrationFor(snapshot, size) });
}

/** What is too small to be calibrated on gets the shipped gate, as a corpus of that size would. */
function calibrationFor({ manifest }: Snapshot, size: number): GateCalibration | null {
  return size < MIN_CALIBRATED_ENTRIES ? null : manifest.calibration;
}
