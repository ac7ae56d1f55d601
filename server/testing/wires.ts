/** What the providers of vision models speak, as their own documentation has it: a call as it comes in, an answer as it goes out. */

export interface ReadCall {
  system: string;
  text: string;
  /** The picture's bytes; null for a prompt in words only. */
  picture: Buffer | null;
}

// biome-ignore lint/suspicious/noExplicitAny: bodies of five providers, read by the tests alone.
type Body = any;

interface Wire {
  /** Every part of what the person said, and what stands before it. */
  system: (body: Body) => unknown;
  said: (body: Body) => Body[];
  /** Base64, or a data URL. */
  picture: (part: Body) => string | undefined;
  answer: (text: string) => object;
}

const [tokensIn, tokensOut] = [100, 2];

const chat: Wire = {
  system: ({ messages }) => messages.find((m: Body) => m.role === 'system')?.content,
  said: ({ messages }) => messages.filter((m: Body) => m.role === 'user').flatMap((m: Body) => m.content),
  // An object at OpenAI, the address itself at Mistral.
  picture: (part) => part.image_url?.url ?? part.image_url,
  answer: (content) => ({
    ...{ id: 'scripted', object: 'chat.completion', created: 0, model: 'scripted' },
    choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
    usage: { prompt_tokens: tokensIn, completion_tokens: tokensOut, total_tokens: tokensIn + tokensOut },
  }),
};

const responses: Wire = {
  system: ({ input }) => input.find((m: Body) => m.role === 'system' || m.role === 'developer')?.content,
  said: ({ input }) => input.filter((m: Body) => m.role === 'user').flatMap((m: Body) => m.content),
  picture: (part) => part.image_url,
  answer: (text) => ({
    ...{ id: 'resp_1', object: 'response', created_at: 0, model: 'scripted', status: 'completed' },
    output: [
      {
        ...{ id: 'msg_1', type: 'message', role: 'assistant', status: 'completed' },
        content: [{ type: 'output_text', text, annotations: [] }],
      },
    ],
    usage: { input_tokens: tokensIn, output_tokens: tokensOut, total_tokens: tokensIn + tokensOut },
  }),
};

const messages: Wire = {
  system: ({ system }) => system?.map((part: Body) => part.text).join(''),
  said: (body) => body.messages.flatMap((m: Body) => m.content),
  picture: (part) => part.source?.data,
  answer: (text) => ({
    ...{ id: 'msg_1', type: 'message', role: 'assistant', model: 'scripted' },
    content: [{ type: 'text', text }],
    ...{ stop_reason: 'end_turn', stop_sequence: null },
    usage: { input_tokens: tokensIn, output_tokens: tokensOut },
  }),
};

const gemini: Wire = {
  system: ({ systemInstruction }) => systemInstruction?.parts.map((part: Body) => part.text).join(''),
  said: ({ contents }) => contents.flatMap((c: Body) => c.parts),
  picture: (part) => part.inlineData?.data,
  answer: (text) => ({
    candidates: [{ content: { role: 'model', parts: [{ text }] }, finishReason: 'STOP', index: 0 }],
    usageMetadata: {
      promptTokenCount: tokensIn,
      candidatesTokenCount: tokensOut,
      totalTokenCount: tokensIn + tokensOut,
    },
  }),
};

function wireOf(path: string): Wire {
  if (path.endsWith('/responses')) return responses;
  if (path.endsWith('/messages')) return messages;
  return path.endsWith(':generateContent') ? gemini : chat;
}

export function readCall(path: string, body: string): ReadCall {
  const wire = wireOf(path);
  const parsed: Body = JSON.parse(body);
  const parts = wire.said(parsed).map((part) => (typeof part === 'string' ? { text: part } : part));
  const [picture] = parts.flatMap((part) => wire.picture(part) ?? []);
  const system = wire.system(parsed);
  return {
    system: typeof system === 'string' ? system : '',
    text: parts.map((part) => part.text ?? '').join(''),
    picture: picture ? Buffer.from(picture.slice(picture.indexOf(',') + 1), 'base64') : null,
  };
}

export const answered = (path: string, text: string): object => wireOf(path).answer(text);
