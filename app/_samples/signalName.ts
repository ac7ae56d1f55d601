/** A signal's id in words: "hard to learn" for `hard-to-learn`. */
export const signalName = (id: string): string => id.replaceAll('-', ' ');
