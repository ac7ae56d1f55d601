import type { HistoryEntry } from '#/server/domain/historyViews.ts';

const verdicts = {
  keep: 'kept',
  relabel: 'relabelled',
  both: 'both labels fit',
  none: 'no label fits',
  exclude: 'excluded',
  unsure: 'unsure',
} as const;
const ended = {
  expired: 'did not answer in time',
  released: 'gave it back',
  skipped: 'skipped it',
} as const;
const readings = {
  reading: '',
  second: 'as a second reader, who was not told of the first',
  gold: 'to check the reader: a lead had decided before, and this changes nothing',
  adjudication: 'as a lead, above all readings',
} as const;
const shown = {
  suggestion: '',
  plain: 'without being shown the suggestion',
  blind: 'without being told which label was given',
} as const;

const happened: Record<string, string> = {
  'sample.restored': 'Restored by a lead',
  'question.answered': 'A question about it was answered',
  'comment.edited': 'Edited a comment',
  'comment.deleted': 'Deleted a comment',
};

/** What happened, in a few words. */
export function told(e: HistoryEntry): string {
  switch (e.kind) {
    case 'import':
      return e.label === null ? 'Imported without a label' : `Imported as ${e.label}`;
    case 'doubted':
      return `Round ${e.round} doubted it${e.suggested ? `, suggesting ${e.suggested}` : ''}`;
    case 'served':
      return e.ended === null ? 'Is being read' : `A reader ${ended[e.ended]}`;
    case 'decision':
      return `${verdicts[e.verdict]}${e.reason ? `: ${e.reason}` : ''}`;
    case 'retract':
      return e.reason === 'guideline' ? 'Taken back, to be read again under a new guideline' : 'Taken back';
    case 'comment':
      if (e.deleted) return e.reply ? 'Replied; the words were deleted' : 'Commented; the words were deleted';
      return `${e.reply ? 'Replied' : 'Commented'}: ${e.text}`;
    case 'event':
      return `${happened[e.what] ?? kindName(e.what)}${before(e.detail)}`;
  }
}

/** What something said before it was changed, where the log has kept it. */
const before = ({ before: text }: Record<string, unknown>) => (typeof text === 'string' ? `. It said: “${text}”` : '');

/** What else there is to know about it, after who and when. */
export function aside(e: HistoryEntry): string {
  if (e.kind === 'served') return e.queue ? `, in ${e.queue}` : '';
  if (e.kind === 'comment') return e.edited && !e.deleted ? ', edited later' : '';
  if (e.kind !== 'decision') return '';
  const parts: string[] = [readings[e.reading], e.shown ? shown[e.shown] : ''];
  if (e.bulk !== null) parts.push(`for many at once, in bulk ${e.bulk}: nobody looked at this one by itself`);
  if (e.verifies !== null) parts.push(`drawn to check bulk ${e.verifies}`);
  if (e.source) parts.push(`from the patch ${e.source}`);
  if (e.late) parts.push('after its lease had run out');
  if (e.guideline) parts.push(`under guideline ${e.guideline}`);
  if (e.retracted) parts.push('taken back later');
  return parts
    .filter(Boolean)
    .map((p) => `, ${p}`)
    .join('');
}

/** Kinds of lines in the audit log, as people call them; an unknown one as it is written. */
const kinds: Record<string, string> = {
  decision: 'Decisions',
  comment: 'Comments',
  'comment.edited': 'Comments edited',
  'comment.deleted': 'Comments deleted',
  import: 'Imports',
  export: 'Exports',
  models: 'Predictions added',
  'models.removed': 'Predictions removed',
  'dataset.settings': 'Settings',
  'dataset.removed': 'Datasets removed',
  'guideline.saved': 'Guidelines changed',
  'guideline.requeued': 'Guidelines: read again',
  'queue.created': 'Queues made',
  'queue.changed': 'Queues changed',
  'bulk.committed': 'Decided for many at once',
  'bulk.undone': 'Decisions for many taken back',
  patch: 'Patches imported',
  'patch.retracted': 'Patches taken back',
  'provider.saved': 'Vision model set',
  'provider.removed': 'Vision model removed',
  'class.add': 'Classes added',
  'class.rename': 'Classes renamed',
  'class.describe': 'Classes described',
  'class.colour': 'Class colours',
  'class.hotKey': 'Class keys',
  'class.merge': 'Classes merged',
  'class.split': 'Classes split',
  'class.archive': 'Classes archived',
  'class.restore': 'Classes restored',
  'class.undo': 'Class operations undone',
  'questions.saved': 'Questions changed',
  'questions.run': 'Questions asked',
  'questions.paused': 'Questions paused',
  'questions.resumed': 'Questions gone on with',
  'question.answered': 'Questions answered by a reader',
  'round.asked': 'Rounds asked for',
  'sample.restored': 'Samples restored',
  'person.invited': 'Invitations',
  'person.joined': 'People joined',
  'person.role': 'Roles changed',
  'person.closed': 'Accounts closed',
  'person.opened': 'Accounts opened again',
  'person.script': 'Accounts for scripts',
  'person.member': 'Roles on a dataset',
  'person.reset': 'Password links',
  'person.password': 'Passwords changed',
  'person.renamed': 'Names changed',
  'session.ended': 'Sessions ended',
  'key.created': 'API keys made',
  'key.revoked': 'API keys revoked',
};
export function kindName(kind: string): string {
  const verdict = kind.startsWith('decision.') ? kind.slice('decision.'.length) : null;
  if (verdict === 'retract') return 'taken back';
  if (verdict !== null && verdict in verdicts) return verdicts[verdict as keyof typeof verdicts];
  return kinds[kind] ?? kind;
}

/** The details of a line of the audit log, as "name: value" in the order they were written. */
export function detailWords(detail: Record<string, unknown>): string {
  return Object.entries(detail)
    .filter(([, v]) => v !== null && v !== undefined && v !== '')
    .map(([name, v]) => `${name}: ${typeof v === 'object' ? JSON.stringify(v) : String(v)}`)
    .join(', ');
}
