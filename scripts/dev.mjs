import { runOnSupportedNode } from './check-node.mjs';

runOnSupportedNode(function () {
  return import('./start-dev.mjs');
});
