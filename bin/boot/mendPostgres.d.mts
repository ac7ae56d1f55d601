export const toMend: RegExp;
export function mendPostgres(source: string): string;
