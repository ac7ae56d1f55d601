'use client';

import { useState } from 'react';
import { Button } from './Button.tsx';

/** A secret or link in one line, with a button that copies it. */
export function CopyLine({ text, label, say }: { text: string; label: string; say: string }) {
  const [copied, setCopied] = useState(false);
  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      // No permission to write: the line is selectable all the same.
      setCopied(false);
    }
  }
  return (
    <div className="grid gap-1.5">
      <div className="flex gap-2">
        <input
          className="input mono"
          readOnly
          value={text}
          aria-label={label}
          onFocus={(e) => e.currentTarget.select()}
        />
        <Button onClick={copy}>Copy</Button>
      </div>
      <p className="small quiet" role="status">
        {copied ? 'Copied. ' : ''}
        {say}
      </p>
    </div>
  );
}
