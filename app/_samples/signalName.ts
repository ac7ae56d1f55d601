/** A signal's id in words, spelt as on every screen: "neighbours disagree" for `neighbors-disagree`. */
export const signalName = (id: string): string => id.replaceAll('-', ' ').replace('neighbor', 'neighbour');
