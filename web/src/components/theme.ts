import { useState } from 'react';

/** Read before the first paint by public/theme.js. */
const KEY = 'indepth-theme';

type Theme = 'light' | 'dark';

/** The theme in effect, and a way to the other one, which is remembered where the browser allows it. */
export function useTheme(): [Theme, () => void] {
  const [theme, setTheme] = useState(currentTheme);
  const toggle = () => {
    const next = theme === 'dark' ? 'light' : 'dark';
    document.documentElement.dataset.theme = next;
    remember(next);
    setTheme(next);
  };
  return [theme, toggle];
}

function currentTheme(): Theme {
  const chosen = document.documentElement.dataset.theme;
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

function remember(theme: Theme) {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Storage is denied: the choice holds until the page is left.
  }
}
