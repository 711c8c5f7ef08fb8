import { createHash } from 'node:crypto';
import type { Citation, EntrySummary, EntryView, SectionView } from '../../server/src/protocol.ts';

/** A document as it would stand in a corpus folder; its entries are cut out of it, so that offsets are true. */
const DOCUMENT = 'python-ai-intermediate.md';
const TEXT = `# Sample

### 117. How to detect outliers in data using statistical methods?
Outliers destroy the mathematical assumptions of algorithms like Linear Regression.

The most common method is the **Z-Score**. Assuming the data is normally distributed, I calculate how many standard deviations a point is away from the mean: \`(Value - Mean) / StdDev\`. Any absolute Z-score strictly greater than 3 is flagged as an extreme outlier.

For data that is heavily skewed (not a bell curve), the Z-score is useless. I use the **IQR (Interquartile Range) Method**. I find the 25th (Q1) and 75th (Q3) percentiles. The IQR is Q3 - Q1. Any value falling below \`Q1 - 1.5 * IQR\` or above \`Q3 + 1.5 * IQR\` is an outlier. This is exactly what a Seaborn boxplot uses to draw 'whiskers'.

#### Indepth
Statistical methods look at one variable isolation. But what if $500,000 for a house isn't an outlier, and 1 bedroom isn't an outlier, but a $500,000 1-bedroom house *is* an outlier? This requires multivariate detection algorithms. I use Scikit-Learn's **Isolation Forest**, which builds random trees designed explicitly to isolate anomalous data points rapidly based on their multiple dimensions simultaneously.

### 118. How to handle skewed data before training a model?
Highly right-skewed data (like Income: mostly $50k, but a few billionaires at $10B) ruins regression models because the billionaires pull the entire prediction line towards them.

The most standard fix is applying a **Log Transformation**: \`df['Income'] = np.log1p(df['Income'])\` (using \`log1p\` to handle zeros safely). This mathematically squashes the massive outlier tails while preserving the rank order, transforming the skewed distribution into something much closer to a normal, symmetrical bell curve.

#### Indepth
If the data contains negative values, log transforms instantly fail (yielding NaNs). The modern ML standard is the **Yeo-Johnson Power Transformation** (available in \`sklearn.preprocessing.PowerTransformer\`). It mathematically determines the optimal $\\lambda$ parameter to normalize the curve, supporting both strictly positive and negative numerical ranges seamlessly.

\`\`\`python
from sklearn.preprocessing import PowerTransformer

def normalize(df, column):
    if (df[column] < 0).any():
        transformer = PowerTransformer(method='yeo-johnson')
        return transformer.fit_transform(df[[column]]).ravel()
    return np.log1p(df[column])  # safe at zero
\`\`\`

| method | negative values |
| --- | ---: |
| log1p | no |
| Yeo-Johnson | yes |
`;

const TITLES: Readonly<Record<string, string>> = {
  '117': 'How to detect outliers in data using statistical methods?',
  '118': 'How to handle skewed data before training a model?',
};

export const ENTRIES: readonly EntryView[] = Object.keys(TITLES).map(entryView);

export function summary(entry: EntryView): EntrySummary {
  const { id, number, title, titleText, document, topics } = entry;
  return { id, number, title, titleText, document, topics };
}

/** A citation of the sentence that stands exactly so in the document. */
export function cite(number: number, quote: string): Citation {
  const start = TEXT.indexOf(quote);
  if (start === -1) throw new Error(`not in the scripted corpus: ${quote}`);
  const end = start + quote.length;
  for (const entry of ENTRIES) {
    const section = entry.sections.find((one) => one.start <= start && end <= one.end);
    if (!section) continue;
    const { id: entryId, titleText: title, document } = entry;
    return { number, entryId, title, section: section.name, document, start, end, quote, hash: section.hash };
  }
  throw new Error(`in no section: ${quote}`);
}

function entryView(number: string): EntryView {
  const title = TITLES[number] ?? '';
  const heading = `### ${number}. ${title}\n`;
  const start = TEXT.indexOf(heading) + heading.length;
  const next = TEXT.indexOf('\n### ', start);
  const end = next === -1 ? TEXT.length : next;
  const indepth = TEXT.indexOf('#### Indepth\n', start);
  const sections = [
    sectionView('answer', start, indepth),
    sectionView('indepth', indepth + '#### Indepth\n'.length, end),
  ];
  return {
    id: `python-ai-intermediate#${number}`,
    number,
    title,
    titleText: title,
    document: DOCUMENT,
    topics: ['Sample'],
    repairs: [],
    sections,
    hash: sha256(TEXT.slice(start, end)),
    related: [],
  };
}

function sectionView(kind: 'answer' | 'indepth', start: number, end: number): SectionView {
  const markdown = TEXT.slice(start, end);
  return { kind, name: kind, start, end, markdown, hash: sha256(markdown), sentences: [] };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
