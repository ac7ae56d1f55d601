// Node 22 refuses `#/…` in package.json's imports, which the bundlers, the type checker and later Nodes take: loaded
// first, this resolves it to the clone's folder. It also mends postgres.js on its way in.
import { registerHooks } from 'node:module';
import { mendPostgres, toMend } from './mendPostgres.mjs';

const root = new URL('../../', import.meta.url);

registerHooks({
  resolve: (specifier, context, next) =>
    next(specifier.startsWith('#/') ? new URL(specifier.slice(2), root).href : specifier, context),
  load: (url, context, next) => {
    const loaded = next(url, context);
    return toMend.test(url) && loaded.source ? { ...loaded, source: mendPostgres(url, String(loaded.source)) } : loaded;
  },
});
