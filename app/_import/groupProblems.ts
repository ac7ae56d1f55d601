import type { Problem } from '#/server/domain/error.ts';

interface ProblemGroup {
  message: string;
  file: string | null;
  lines: number[];
}

/** The same sentence about several lines of a file becomes one entry with its lines. */
export function groupProblems(problems: Problem[]): ProblemGroup[] {
  const groups = new Map<string, ProblemGroup>();
  for (const p of problems) {
    const key = `${p.file ?? ''}\n${p.message}`;
    const group = groups.get(key) ?? { message: p.message, file: p.file ?? null, lines: [] };
    if (p.line !== undefined) group.lines.push(p.line);
    groups.set(key, group);
  }
  return [...groups.values()];
}
