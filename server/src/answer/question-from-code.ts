/** Longest piece of code that is asked about, in UTF-16 units. */
const MAX_LENGTH = 40;
/** A word this near says what a piece of code is, in UTF-16 units. */
const NEAR = 16;

const PARAMETER = /\b(?:parameters?|arguments?|options?|keywords?|settings?|hyperparameters?)\b/i;
const RAISED = /^\s*(?:is raised|is thrown|exception|error)\b/i;
const NAME = /^[A-Za-z_]\w*$/;
const CALL = /^(?:\.?[A-Za-z_]\w*)(?:\.[A-Za-z_]\w*)*\(\)$/;
const DOTTED = /^\.?[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+$/;
const DECORATOR = /^@[A-Za-z_][\w.]*$/;
const FLAG = /^--?[a-z][\w-]+$/;
const CONSTANT = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/;
const CLASS = /^(?:[A-Z]+[a-z0-9]+){2,}$/;
const SNAKE = /^[a-z][a-z0-9]*(?:_[a-z0-9]+)+_?$/;
const DUNDER = /^__[a-z_]+__$/;
const EXCEPTION = /^(?:[A-Z][a-z]+)+(?:Error|Exception|Warning)$/;
const FILE =
  /\.(?:py|ipynb|pth|csv|json|jsonl|md|txt|ya?ml|toml|parquet|sh|sql|js|ts|html|whl|gz|zip|log|cfg|ini)$/;
/** Exceptions that everything raises: asked about alone they are about nothing. */
const COMMON_EXCEPTION =
  /^(?:Type|Value|Runtime|Key|Index|Attribute|Name|Import|OS|Memory|Assertion|Syntax)Error$|^Exception$/;
/** Names that stand for whatever the example is about. */
const PLACEHOLDER = /^(?:self|cls|my|obj|foo|bar|df|tmp|data|[a-zA-Z])(?:[._]|$)/;

/** Fields of the records in examples. */
const FIELD = /^(?:user|customer|order|product|item|employee|account|test)_|_(?:id|name|date|time|at|url)$/;

export interface CodePlace {
  readonly before: string;
  readonly after: string;
  readonly parameters: ReadonlySet<string>;
}

/** A question about a piece of code; what it is shows in its spelling or beside it, else there is none. */
export function questionFromCode(code: string, { before, after, parameters }: CodePlace): string | null {
  if (code.length > MAX_LENGTH || code.length < 3 || FILE.test(code) || PLACEHOLDER.test(code)) return null;
  const near = `${before.slice(-NEAR)} ${after.slice(0, NEAR)}`;
  const isRaised =
    RAISED.test(after) || /\b(?:rais(?:es?|ed|ing)|throws?|thrown)\s+(?:an?\s+)?[`*]*$/i.test(before);
  const own = code.replace(/^.*\./, '');
  if (FLAG.test(code)) return `What does the \`${code}\` option do?`;
  if (DECORATOR.test(code)) return `What does the \`${code}\` decorator do?`;
  if (CALL.test(code)) return vary(code, ['What does _ do?', 'When would you call _?']);
  if (CONSTANT.test(code) || DUNDER.test(own)) return `What is \`${code}\` for?`;
  if (COMMON_EXCEPTION.test(own)) return null;
  if (EXCEPTION.test(own) || (CLASS.test(own) && isRaised)) return `When is \`${code}\` raised?`;
  const isParameter = NAME.test(code) && (PARAMETER.test(near) || parameters.has(code));
  if (isParameter && /^[a-z]/.test(code)) return `What does the \`${code}\` parameter control?`;
  if (CLASS.test(own) || (DOTTED.test(code) && /^[A-Z]/.test(own)))
    return vary(code, ['When would you use _?', 'What is _ for?']);
  if (SNAKE.test(code) && FIELD.test(code)) return null;
  return DOTTED.test(code) || SNAKE.test(code)
    ? vary(code, ['What is _ for?', 'What is _ good for?', 'When do you need _?'])
    : null;
}

/** One of several ways to ask the same, always the same for the same name. */
function vary(code: string, forms: readonly string[]): string {
  return (forms[code.length % forms.length] ?? '').replace('_', () => `\`${code}\``);
}
