#!/usr/bin/env node
// The parts one by one: node bin/run.mjs web | worker | build | bench
import { join } from 'node:path';
import { prepareBackend } from './boot/backend.mjs';
import { install } from './boot/install.mjs';
import { nodeEnvironment, nodeProgram } from './boot/node.mjs';
import { fail, root } from './boot/place.mjs';
import { passSignalsOn, runProgram } from './boot/program.mjs';

const [part, ...rest] = process.argv.slice(2);
if (!['web', 'worker', 'build', 'bench'].includes(part)) fail('Usage: node bin/run.mjs web|worker|build|bench', 2);
passSignalsOn();
await install();
const node = nodeProgram();
await prepareBackend(node);
const code = await runProgram(
  node,
  ['--import', join(root, 'bin/boot/alias.mjs'), join(root, 'bin', 'run.ts'), part, ...rest],
  {
    cwd: root,
    env: nodeEnvironment(),
    ipc: true,
  },
);
process.exit(code === 130 ? 0 : code);
