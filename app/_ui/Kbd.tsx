/** A keycap. Read aloud only in the list of keys (`always`): elsewhere `aria-keyshortcuts` of the control says it. */
export function Kbd({ children, always = false }: { children: string; always?: boolean }) {
  if (always) return <kbd className="always">{children}</kbd>;
  // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a keycap takes no focus
  return <kbd aria-hidden="true">{children}</kbd>;
}
