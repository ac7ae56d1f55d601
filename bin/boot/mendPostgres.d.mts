export const toMend: RegExp;
export function mendPostgres(path: string, source: string): string;
