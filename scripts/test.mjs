import { runOnSupportedNode } from './check-node.mjs';

runOnSupportedNode(function () {
  return import('./run-tests.mjs');
});
