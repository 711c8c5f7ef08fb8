import type { Conversation } from '../conversation/types.ts';
import { JSON_FORMAT, JSON_VERSION } from './json-format.ts';

/** The conversations as a file that `readExport` takes back exactly. */
export function toJson(conversations: readonly Conversation[], exportedAt: Date): string {
  return JSON.stringify(
    { format: JSON_FORMAT, version: JSON_VERSION, exportedAt: exportedAt.toISOString(), conversations },
    null,
    1,
  );
}
