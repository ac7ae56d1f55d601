/** Signals in words, for orders and lists; a signal not named here shows its id. */
export const signalNames: Record<string, string> = {
  model: 'the model’s doubt',
  neighbors: 'neighbours that disagree',
  hard: 'how hard it is to learn',
  duplicates: 'near-duplicates that differ',
  own: 'your own probabilities',
};
