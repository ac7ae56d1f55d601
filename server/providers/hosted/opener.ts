import type { generateText } from 'ai';

type Asked = Parameters<typeof generateText>[0];

export interface Connection {
  /** Without a slash at the end. */
  address: string;
  model: string;
  /** Empty where none is needed. */
  key: string;
}

/** Opens a provider of the AI SDK: its model, and what its calls want besides. */
export type Opener = (to: Connection) => { chat: Asked['model']; options?: Asked['providerOptions'] };
