import { router } from '#/server/trpc.ts';
import { accountsRouter } from './accounts.ts';
import { bulkRouter } from './bulk.ts';
import { classesRouter } from './classes.ts';
import { datasetsRouter } from './datasets.ts';
import { exportsRouter } from './exports.ts';
import { gridRouter } from './grid.ts';
import { guidelinesRouter } from './guidelines.ts';
import { historyRouter } from './history.ts';
import { importsRouter } from './imports.ts';
import { liveRouter } from './live.ts';
import { modelsRouter } from './models.ts';
import { patchesRouter } from './patches.ts';
import { providersRouter } from './providers.ts';
import { questionsRouter } from './questions.ts';
import { queuesRouter } from './queues.ts';
import { reviewRouter } from './review.ts';
import { roundsRouter } from './rounds.ts';
import { samplesRouter } from './samples.ts';
import { talkRouter } from './talk.ts';
import { teamRouter } from './team.ts';

export const appRouter = router({
  accounts: accountsRouter,
  bulk: bulkRouter,
  classes: classesRouter,
  datasets: datasetsRouter,
  exports: exportsRouter,
  grid: gridRouter,
  guidelines: guidelinesRouter,
  history: historyRouter,
  imports: importsRouter,
  live: liveRouter,
  models: modelsRouter,
  providers: providersRouter,
  questions: questionsRouter,
  patches: patchesRouter,
  queues: queuesRouter,
  review: reviewRouter,
  rounds: roundsRouter,
  samples: samplesRouter,
  talk: talkRouter,
  team: teamRouter,
});

export type AppRouter = typeof appRouter;
