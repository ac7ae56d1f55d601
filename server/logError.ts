import { type SerializedError, stdSerializers } from 'pino';

/** A statement with its parameters can take pages, and those are other people's data. */
const longest = 500;

const cut = (text: string) =>
  text.length > longest ? `${text.slice(0, longest)} … (${text.length} characters)` : text;

interface Logged {
  type: string;
  message: string;
  stack: string;
  code?: unknown;
  cause?: Logged;
}

/** An error as the log holds it: what it is, where it comes from and what caused it, without the data it was about. */
export function logError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { type, message, stack, code }: SerializedError = stdSerializers.err(error);
  const [text] = message.split('\nparams:');
  // The stack begins with the message; its lines are what is wanted of it.
  const lines = (stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    type,
    message: cut(text ?? ''),
    stack: lines.join('\n'),
    ...(code === undefined ? {} : { code }),
    ...(error.cause instanceof Error ? { cause: logError(error.cause) as Logged } : {}),
  };
}
