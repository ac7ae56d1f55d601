import type { ClassOperation } from '#/server/domain/classOperations.ts';

/** An operation as it stands in the history; labels between backticks. */
export function inWords(op: ClassOperation): string {
  switch (op.kind) {
    case 'add':
      return `\`${op.name}\` added`;
    case 'rename':
      return `\`${op.class}\` renamed to \`${op.to}\``;
    case 'describe':
      return `\`${op.class}\` described`;
    case 'colour':
      return op.colour ? `\`${op.class}\` given a colour` : `\`${op.class}\` without a colour`;
    case 'hotKey':
      return op.hotKey === null ? `\`${op.class}\` without a key` : `\`${op.class}\` given the key ${op.hotKey}`;
    case 'merge':
      return `\`${op.class}\` merged into \`${op.into}\``;
    case 'split':
      return `\`${op.class}\` split into ${op.into.map((p) => `\`${p.name}\``).join(', ')}`;
    case 'archive':
      return `\`${op.class}\` archived`;
    case 'restore':
      return `\`${op.class}\` restored`;
  }
}
