import type { VerdictReason } from '../protocol.ts';

/** What a rule found: a contradiction makes a claim unsupported, a doubt keeps it from being fully supported. */
export interface Finding extends VerdictReason {
  readonly rule: RuleName;
  readonly severity: 'contradiction' | 'doubt';
}

export type RuleName =
  | 'number'
  | 'unit'
  | 'complexity'
  | 'negation'
  | 'opposite'
  | 'substitution'
  | 'partner'
  | 'relation'
  | 'order'
  | 'quantifier'
  | 'name'
  | 'containment'
  | 'similarity';

export function contradiction(rule: RuleName, text: string): Finding {
  return { rule, severity: 'contradiction', text };
}

export function doubt(rule: RuleName, text: string): Finding {
  return { rule, severity: 'doubt', text };
}
