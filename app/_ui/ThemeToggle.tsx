'use client';

import { Icon } from './Icon.tsx';
import { THEME_KEY } from './theme.ts';

function toggle() {
  const root = document.documentElement;
  const dark = root.dataset.theme
    ? root.dataset.theme === 'dark'
    : window.matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = dark ? 'light' : 'dark';
  try {
    localStorage.setItem(THEME_KEY, root.dataset.theme);
  } catch {
    // A browser that keeps nothing still switches for this page.
  }
}

export function ThemeToggle() {
  return (
    <button
      type="button"
      className="iconbtn"
      onClick={toggle}
      aria-label="Switch between light and dark"
      title="Light or dark"
    >
      <Icon name="theme" />
    </button>
  );
}
