import { eq, sql } from 'drizzle-orm';
import { answer, questionRun } from '#/db/schema/index.ts';
import type { Ctx } from '#/server/context.ts';
import type { ProviderLimits } from '#/server/domain/provider.ts';
import type { Reply } from '#/server/providers/model.ts';

type RunRow = typeof questionRun.$inferSelect;

/** Tokens of one call before any was measured: a picture of 512 pixels, a question, one word. */
export const assumedTokens = { input: 600, output: 5 };

/** The run is over for now: its budget is spent, or somebody paused it. */
export class RunHalted extends Error {
  readonly state: 'stopped' | 'paused';
  /** Somebody else has written the state already, and may have changed it again since. */
  readonly told: boolean;
  constructor(state: 'stopped' | 'paused', note: string, told = false) {
    super(note);
    this.state = state;
    this.told = told;
  }
}

/**
 * Keeps a run within its budget. Every call is counted in the transaction that stores its answer, so a run that is killed
 * and taken up again neither forgets a call nor pays for an answer twice; only calls under way at that moment are lost.
 */
export class Purse {
  private underWay = 0;
  private run: RunRow;
  private readonly db: Ctx['db'];
  private readonly prices: Pick<ProviderLimits, 'inputPrice' | 'outputPrice'>;

  constructor(db: Ctx['db'], run: RunRow, prices: Pick<ProviderLimits, 'inputPrice' | 'outputPrice'>) {
    this.db = db;
    this.run = run;
    this.prices = prices;
  }

  /** Sets one call aside. @throws RunHalted when the budget has no room for it, or the run was paused. */
  reserve(): void {
    const { state, budget, calls, inputTokens, outputTokens, money } = this.run;
    if (state !== 'running') throw new RunHalted('paused', this.run.note ?? 'Paused.', true);
    const ahead = this.underWay + 1;
    const mean = meanTokens(this.run);
    const spent = (note: string) => {
      throw new RunHalted('stopped', note);
    };
    if (budget.calls !== null && calls + ahead > budget.calls) spent(`The budget of ${budget.calls} calls is spent.`);
    const tokens = inputTokens + outputTokens + ahead * (mean.input + mean.output);
    if (budget.tokens !== null && tokens > budget.tokens) spent(`The budget of ${budget.tokens} tokens is spent.`);
    const price = priceOf({ inputTokens: mean.input, outputTokens: mean.output }, this.prices) ?? 0;
    if (budget.money !== null && money + ahead * price > budget.money)
      spent(`The budget of ${budget.money} for this run is spent.`);
    this.underWay++;
  }

  /** Stores a paid answer and counts its call. */
  async pay(key: { image: string; prompt: string; model: string }, reply: Reply): Promise<void> {
    this.underWay--;
    await this.db.transaction(async (tx) => {
      await tx
        .insert(answer)
        .values({ ...key, ...reply, text: reply.text.slice(0, 4000) })
        .onConflictDoNothing();
      const [row] = await tx
        .update(questionRun)
        .set({
          calls: sql`${questionRun.calls} + 1`,
          inputTokens: sql`${questionRun.inputTokens} + ${reply.inputTokens}`,
          outputTokens: sql`${questionRun.outputTokens} + ${reply.outputTokens}`,
          money: sql`${questionRun.money} + ${priceOf(reply, this.prices) ?? 0}`,
        })
        .where(eq(questionRun.id, this.run.id))
        .returning();
      this.run = row!;
    });
  }

  /** Counts a call that brought nothing. */
  async lose(): Promise<void> {
    this.underWay--;
    const [row] = await this.db
      .update(questionRun)
      .set({ calls: sql`${questionRun.calls} + 1`, failed: sql`${questionRun.failed} + 1` })
      .where(eq(questionRun.id, this.run.id))
      .returning();
    this.run = row!;
  }

  /** A call that never left, or whose fate nobody will learn. */
  drop(): void {
    this.underWay--;
  }
}

export function meanTokens({
  calls,
  failed,
  inputTokens,
  outputTokens,
}: Pick<RunRow, 'calls' | 'failed' | 'inputTokens' | 'outputTokens'>) {
  const answered = calls - failed;
  return answered > 0 ? { input: inputTokens / answered, output: outputTokens / answered } : assumedTokens;
}

/** Null where no price is set. */
export function priceOf(
  tokens: { inputTokens: number; outputTokens: number },
  { inputPrice, outputPrice }: Pick<ProviderLimits, 'inputPrice' | 'outputPrice'>,
): number | null {
  if (inputPrice === null && outputPrice === null) return null;
  return (tokens.inputTokens * (inputPrice ?? 0) + tokens.outputTokens * (outputPrice ?? 0)) / 1e6;
}
