// Node 22 refuses `#/…` in package.json's imports, which the bundlers, the type checker and later Nodes take: loaded
// first, this resolves it to the clone's folder.
import { registerHooks } from 'node:module';

const root = new URL('../../', import.meta.url);

registerHooks({
  resolve: (specifier, context, next) =>
    next(specifier.startsWith('#/') ? new URL(specifier.slice(2), root).href : specifier, context),
});
