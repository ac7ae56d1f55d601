/** How one relation of TACRED is put into words: `{s}` and `{o}` stand for subject and object. */
export interface RelationTemplates {
  subject: 'PERSON' | 'ORGANIZATION';
  /** Fillers of the object; its type is named like them, but for schools, which are organizations, and ages. */
  object: string;
  sentences: readonly string[];
}

/** One relation's sentences. */
export const of = (
  subject: RelationTemplates['subject'],
  object: string,
  ...sentences: string[]
): RelationTemplates => ({ subject, object, sentences });
