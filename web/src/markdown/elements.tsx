import { createContext, useContext, type ComponentProps, type ReactNode } from 'react';
import type { Components, ExtraProps } from 'react-markdown';
import { texts } from '../texts.ts';
import { CodeBlock, CodeText, FenceContext } from './CodeBlock.tsx';
import { Formula } from './Formula.tsx';
import { safeUrl } from './safe-url.ts';
import { classesOf, textOf } from './tree.ts';

declare module 'react' {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- how React's types are extended
  namespace JSX {
    interface IntrinsicElements {
      'x-range': RangeProps;
      'x-cite': { citeNumber: number };
      'x-caret': { at: number };
    }
  }
}

/** A piece of a range: `isFirst` and `isLast` tell where the whole range begins and ends. */
export interface RangeProps {
  rangeId: string;
  isFirst?: boolean;
  isLast?: boolean;
  children?: ReactNode;
}

/** Level of the headings inside a text: one below the heading that the text stands under. */
export const HeadingLevel = createContext(4);

type Props<Tag extends keyof React.JSX.IntrinsicElements> = ComponentProps<Tag> & ExtraProps;

function Heading({ children, id }: Props<'h2'>) {
  const level = useContext(HeadingLevel);
  return (
    <div className="prose-heading" role="heading" aria-level={level} id={id}>
      {children}
    </div>
  );
}

/** A link opens beside the page and tells the other side nothing; one that may not be followed is only its text. */
function TextLink({ href = '', children }: Props<'a'>) {
  const url = safeUrl(href);
  if (url === null) return <span title={href}>{children}</span>;
  if (url.startsWith('#')) return <span>{children}</span>;
  return (
    <a href={url} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  );
}

/** Never loaded: an address inside of a text could carry what was read to another place. */
function ImageText({ src, alt = '' }: Props<'img'>) {
  const url = typeof src === 'string' ? safeUrl(src) : null;
  const name = texts.markdown.image(alt);
  if (url === null) return <span className="image-alt">{name}</span>;
  return (
    <a className="image-alt" href={url} target="_blank" rel="noopener noreferrer nofollow">
      {name}
    </a>
  );
}

function Preformatted({ node, children }: Props<'pre'>) {
  const code = node && codeIn(node);
  if (!code) return <pre>{children}</pre>;
  if (classesOf(code).includes('language-math')) return <Formula tex={textOf(code)} display />;
  const language =
    classesOf(code)
      .find((name) => name.startsWith('language-'))
      ?.slice('language-'.length) ?? '';
  return (
    <CodeBlock language={language} text={textOf(code)}>
      {children}
    </CodeBlock>
  );
}

type Tree = NonNullable<ExtraProps['node']>;

/** The code of a fence, perhaps inside of a range. */
function codeIn(node: Tree): Tree | undefined {
  const child = node.children.find((one) => one.type === 'element');
  if (!child) return undefined;
  return child.tagName === 'code' ? child : codeIn(child);
}

function Code({ node, className, children }: Props<'code'>) {
  const fence = useContext(FenceContext);
  if (fence) return <CodeText {...fence} />;
  if (node && classesOf(node).includes('language-math')) return <Formula tex={textOf(node)} />;
  return <code className={className}>{children}</code>;
}

function Table({ children }: Props<'table'>) {
  return (
    <div className="table-scroll" tabIndex={0} role="group" aria-label={texts.markdown.table}>
      <table>{children}</table>
    </div>
  );
}

function HeadCell({ node, children }: Props<'th'>) {
  return (
    <th className={alignment(node)} scope="col">
      {children}
    </th>
  );
}

function Cell({ node, children }: Props<'td'>) {
  return <td className={alignment(node)}>{children}</td>;
}

function alignment(node: Tree | undefined): string | undefined {
  const align = node?.properties.align;
  return align === 'right' || align === 'center' ? `align-${align}` : undefined;
}

function ListItem({ node, children }: Props<'li'>) {
  return (
    <li className={node && classesOf(node).includes('task-list-item') ? 'task' : undefined}>{children}</li>
  );
}

function Checkbox({ checked }: Props<'input'>) {
  return <span>{checked ? '☑' : '☐'}</span>;
}

/** How the elements of rendered Markdown are drawn everywhere. */
export const COMPONENTS: Components = {
  a: TextLink,
  img: ImageText,
  pre: Preformatted,
  code: Code,
  table: Table,
  th: HeadCell,
  td: Cell,
  li: ListItem,
  input: Checkbox,
  h1: Heading,
  h2: Heading,
  h3: Heading,
  h4: Heading,
  h5: Heading,
  h6: Heading,
  'x-range': ({ children }) => children,
  'x-cite': () => null,
  // A caret at another place is another caret: an element that moved would count as a shift of the layout.
  'x-caret': ({ at }) => <span key={at} className="caret" aria-hidden="true" />,
};
