/** The colours of the classes that have one, by name. */
export function coloursOf(classes: readonly { name: string; colour: string | null }[]): ReadonlyMap<string, string> {
  return new Map(classes.flatMap((c) => (c.colour === null ? [] : [[c.name, c.colour] as const])));
}
