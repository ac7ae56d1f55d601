import type { Ctx } from '#/server/context.ts';
import type { ProviderTest, SaveProvider } from '#/server/domain/provider.ts';
import { readYesNo } from '#/server/domain/readAnswer.ts';
import { redSquare } from '#/server/images/redSquare.ts';
import { describeLocal } from '#/server/providers/local.ts';
import { ModelFailure } from '#/server/providers/model.ts';
import { openHosted } from '#/server/providers/openHosted.ts';
import { requireCapability, requireDataset } from '#/server/services/accounts/require.ts';
import { askPrompt } from '#/server/services/questions/prompts.ts';
import { keptKey } from './keptKey.ts';

const patienceMs = 30_000;

/** Tries a provider before it is saved: one question about a red square, or a look into the folder of a local model. */
export async function testProvider({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: SaveProvider & { slug: string | null };
}): Promise<ProviderTest> {
  requireCapability(ctx, 'administer');
  const datasetId = input.slug === null ? null : (await requireDataset(ctx, input.slug, 'administer')).dataset.id;
  const started = performance.now();
  const result = (ok: boolean, message: string) => ({
    ok,
    message,
    milliseconds: Math.round(performance.now() - started),
  });
  try {
    const { kind, baseUrl } = input;
    if (kind === 'local') return result(true, await describeLocal(input.model));
    const key = await keptKey(ctx, datasetId, input);
    const model = await openHosted({ kind, baseUrl, model: input.model, key, timeoutMs: patienceMs });
    const prompt = askPrompt('specific', 'Is this picture red all over?');
    const picture = await redSquare();
    const ask = () => model.ask!({ ...prompt, picture }, new AbortController().signal);
    const reply = await ask().catch((error: unknown) => {
      // It may only have said that it takes no temperature.
      if (error instanceof ModelFailure && error.retryAfterMs === 0) return ask();
      throw error;
    });
    if (readYesNo(reply.text) === 'yes') return result(true, 'It answers, and it sees pictures.');
    return result(
      false,
      `It answers, but asked whether a red square is red it said “${reply.text.slice(0, 80)}”. It may not see pictures.`,
    );
  } catch (error) {
    if (error instanceof ModelFailure) return result(false, error.message);
    throw error;
  }
}
