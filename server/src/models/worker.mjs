// Starts worker.ts in a thread on a Node that cannot run TypeScript: workers do not inherit tsx from their parent
// in every context (vitest, a programmatic import), so it is registered here.
import { register } from 'tsx/esm/api';

register();
await import('./worker.ts');
