import { Link } from 'wouter';
import { usePageTitle } from './components/page-title.ts';
import { texts } from './texts.ts';

export function NotFound() {
  usePageTitle(texts.shell.notFoundTitle);
  return (
    <div className="first">
      <h1 className="display">{texts.shell.notFoundTitle}</h1>
      <p className="lead">{texts.shell.notFoundText}</p>
      <Link href="/">{texts.shell.notFoundWay}</Link>
    </div>
  );
}
