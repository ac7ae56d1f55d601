interface Weighed {
  pGiven: number | null;
  suggestion: { probability: number } | null;
}

/** Does the model believe the given label at least as much as its suggestion, the likeliest other one? Not where either is unknown. */
export const leansToGiven = ({ pGiven, suggestion }: Weighed): boolean =>
  suggestion !== null && pGiven !== null && pGiven >= suggestion.probability;
