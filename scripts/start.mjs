import { runOnSupportedNode } from './check-node.mjs';

runOnSupportedNode(function () {
  return import('./start-product.mjs');
});
