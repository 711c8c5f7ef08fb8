import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isInlineMath as serverIsInlineMath,
  plainDollars as serverPlainDollars,
} from '../../server/src/corpus/dollars.ts';
import { isInlineMath, plainDollars } from '../../web/src/markdown/dollars.ts';
import { safeUrl } from '../../web/src/markdown/safe-url.ts';
import { splitBlocks } from '../../web/src/markdown/split-blocks.ts';
import { isTooComplex } from '../../web/src/markdown/too-complex.ts';
import { ROOT } from '../material.ts';
import { markedText, plain, render } from './render.tsx';

const mark = (text: string, quote: string) => {
  const start = text.indexOf(quote);
  return render(text, { ranges: [{ id: 'q', start, end: start + quote.length }] });
};

describe('dollars', () => {
  it('keeps money as money and typesets formulas in the same text', () => {
    const html = render('From $50k to $10B, with $\\lambda$ and `$PATH`, not $HOME.');
    expect(plain(html)).toBe('From $50k to $10B, with \\lambda and $PATH, not $HOME.');
    expect(html.match(/math-source/g)).toHaveLength(1);
  });

  it('agrees with the rule by which the server reads the same text', () => {
    const piece = fc.constantFrom(
      '$',
      '\\',
      'x',
      '5',
      '50k',
      ' ',
      'lambda',
      '^',
      '_',
      '=',
      '(n)',
      '\n',
      'cost',
      '`',
      '$$',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        const text = pieces.join('');
        expect(plainDollars(text)).toEqual(serverPlainDollars(text));
        expect(isInlineMath(text, ' ', '.')).toBe(serverIsInlineMath(text, ' ', '.'));
      }),
    );
  });
});

describe('code', () => {
  it('survives as it was written', () => {
    const code = "nums[0], d['k'], [x for x in xs], 1 << 3, List[int], r'\\d', $PATH, 【1】";
    expect(plain(render(`\`${code}\``, { cites: true }))).toBe(code);
    expect(plain(render(`\`\`\`python\n${code}\n\`\`\``, { cites: true }))).toContain(code);
  });

  it('keeps short code on one line and lets long dotted names break after a dot', () => {
    expect(render('`np.log1p`')).toContain('<code class="short">np.log1p</code>');
    expect(render('`sklearn.preprocessing.PowerTransformer`')).toContain(
      'sklearn.<wbr/>preprocessing.<wbr/>Power',
    );
  });

  it('closes a fence whose closing line carries a quote', () => {
    const html = render('```python\nx = 1\n```"\n\nafter');
    expect(html).toContain('<p>after</p>');
  });
});

describe('citations', () => {
  it('become buttons in text, glued to the word before', () => {
    expect(render('It fails (NaNs).【1】 Next.', { cites: true })).toContain(
      'It fails <span class="keep">(NaNs).<b>1</b></span> Next.',
    );
  });

  it('stay with short code that ends a sentence', () => {
    expect(render('Use `log1p`.【2】', { cites: true })).toContain(
      '<span class="keep"><code class="short">log1p</code>.<b>2</b></span>',
    );
  });

  it('hide while they are not whole', () => {
    expect(plain(render('Done.【1', { cites: true }))).toBe('Done.');
  });

  it('take lists and neighbours', () => {
    expect(plain(render('a【1, 2】【3】', { cites: true }))).toBe('a123');
  });
});

describe('ranges', () => {
  it('run through code, emphasis, links and formulas as one mark', () => {
    const quote = 'The **Yeo-Johnson** one (in `a.b`), see [docs](https://x.org) and $\\lambda$ *now*.';
    const html = mark(`Before. ${quote} After.`, quote);
    expect(html.match(/<mark/g)).toHaveLength(1);
    expect(markedText(html, 'q')).toBe('The Yeo-Johnson one (in a.b), see docs and \\lambda now.');
    expect(plain(html)).toContain('Before. The Yeo');
  });

  it('split emphasis that reaches over their end', () => {
    const html = mark('One **two. Three** four.', 'One **two.');
    expect(markedText(html, 'q').replaceAll(' ', '')).toBe('Onetwo.');
    expect(html).toContain('<strong><mark id="q">two.</mark> Three</strong>');
  });

  it('are true in lists, quotes, tables and after entities and escapes', () => {
    expect(markedText(mark('- a\n- b *c* d\n- e', 'b *c* d'), 'q')).toBe('b c d');
    expect(markedText(mark('> one\n> two. three', 'one\n> two.'), 'q')).toBe('one two.');
    expect(markedText(mark('| a | b |\n| - | - |\n| c | d |', '| c | d |'), 'q')).toBe('c d');
    expect(markedText(mark('x &amp; y \\* z. Rest', 'y \\* z.'), 'q')).toBe('y * z.');
  });

  it('take a whole fence', () => {
    const fence = '```python\ndef f():\n    return 1\n```';
    const html = mark(`Text\n\n${fence}\n`, fence);
    expect(markedText(html, 'q')).toBe('def f(): return 1');
  });

  it('show exactly the words between two places of plain prose, whatever stands around', () => {
    const word = fc.constantFrom(
      'alpha',
      'beta',
      '`code`',
      '**bold**',
      '*soft*',
      'a&b',
      'x<y',
      '(z)',
      '1.5',
      '[l](https://a.b)',
    );
    fc.assert(
      fc.property(fc.array(word, { minLength: 3, maxLength: 12 }), fc.nat(), fc.nat(), (words, a, b) => {
        const [from, to] = [a % words.length, b % words.length].sort((x, y) => x - y) as [number, number];
        const text = words.join(' ');
        const start = words.slice(0, from).join(' ').length + (from > 0 ? 1 : 0);
        const quote = words.slice(from, to + 1).join(' ');
        const html = render(text, { ranges: [{ id: 'q', start, end: start + quote.length }] });
        expect(markedText(html, 'q')).toBe(plain(render(quote)));
      }),
    );
  });

  it('show encoding damage repaired, and mark what follows it truly', () => {
    const text = 'It isnâ€™t so. Next one.';
    const at = text.indexOf('â€™');
    const repairs = [{ start: at, end: at + 3, text: '’' }];
    const start = text.indexOf('Next');
    const html = render(text, { repairs, ranges: [{ id: 'q', start, end: text.length }] });
    expect(plain(html)).toBe('It isn’t so. Next one.');
    expect(markedText(html, 'q')).toBe('Next one.');
  });
});

describe('hostile text', () => {
  it.each([
    ['<script>alert(1)</script>', '<script'],
    ['<iframe src="https://evil.example"></iframe>', '<iframe'],
    ['<svg onload=alert(1)>', '<svg'],
    ['<img src=x onerror=alert(1)>', '<img'],
    ['![x](https://evil.example/p.png)', '<img'],
    ['[x](javascript:alert(1))', 'href="javascript'],
    ['[x](java\tscript:alert(1))', 'href="java'],
    ['[x](data:text/html,<script>1</script>)', 'href="data'],
    ['<a href="javascript:alert(1)">x</a>', '<a '],
  ])('renders %s without what it wants', (text, unwanted) => {
    expect(render(text)).not.toContain(unwanted);
  });

  it('names an image and links to it instead of loading it', () => {
    expect(render('![A plot](https://a.example/p.png)')).toContain('Image: A plot</a>');
  });

  it('drops controls that reorder text or drive terminals', () => {
    expect(plain(render('a\u202Eb\u001B[31mc'))).toBe('ab[31mc');
  });

  it('shows text beyond the limit as it is, at once', () => {
    const html = render('*a'.repeat(50_000));
    expect(html).toContain('plain-text');
  });

  it.each([
    '*a',
    '[',
    '[a](',
    '](',
    '***a** b* ',
    '<b>x',
    '$x$ ',
    '~~a ',
    'a\n=\n',
    '> a\na\n',
    '|a\n',
    '- a\n',
  ])('shows %j, repeated up to the limit, as it is', (piece) =>
    expect(isTooComplex(piece.repeat(15_900 / piece.length))).toBe(true),
  );

  it('shows nesting that would overflow the stack as it is', () => {
    expect(plain(render('- '.repeat(2_000) + 'x'))).toContain('- - - x');
    expect(plain(render('> '.repeat(17) + 'x'))).toContain('> > x');
  });

  it('sets every document of the sample corpora', () => {
    const folder = join(ROOT, 'data/corpus');
    for (const name of readdirSync(folder)) {
      const document = readFileSync(join(folder, name), 'utf8');
      for (const { start, end } of splitBlocks(document)) {
        expect(isTooComplex(document.slice(start, end))).toBe(false);
      }
    }
  });

  it('opens the content of details as Markdown', () => {
    const html = render('<details>\n<summary>Answer</summary>\n\nIt is **bold**.\n</details>');
    expect(html).toContain('<strong>bold</strong>');
    expect(plain(html)).toBe('Answer It is bold.');
  });

  it('shows unknown tags, because they may be types', () => {
    expect(plain(render('A List<String> of it'))).toBe('A List<String> of it');
  });
});

describe('addresses', () => {
  it('lead only to web and mail', () => {
    expect(safeUrl('https://a.example/x')).toBe('https://a.example/x');
    expect(safeUrl('mailto:a@b.example')).toBe('mailto:a@b.example');
    for (const bad of [
      'javascript:1',
      ' jAvAsCrIpT:1',
      'java\nscript:1',
      '\u0000javascript:1',
      'data:x',
      'vbscript:x',
      'file:///x',
      '//x',
      'a.md',
    ]) {
      expect(safeUrl(bad)).toBeNull();
    }
  });
});
