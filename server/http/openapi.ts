import { z } from 'zod';
import type { Operation } from './operation.ts';

type Json = Record<string, unknown>;

const schemaOf = (type: z.ZodType): Json => {
  const { $schema: _, ...schema } = z.toJSONSchema(type, { io: 'input', unrepresentable: 'any' }) as Json;
  return schema;
};

function parametersOf(o: Operation): Json[] {
  const inPath = [...o.path.matchAll(/\{(\w+)\}/g)].map((m) => ({
    name: m[1],
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  if (!o.query) return inPath;
  const { properties = {}, required = [] } = schemaOf(o.query) as { properties?: Json; required?: string[] };
  const inQuery = Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
  return [...inPath, ...inQuery];
}

function bodyOf(o: Operation): Json | undefined {
  if (o.body) return { required: true, content: { 'application/json': { schema: schemaOf(o.body) } } };
  if (!o.multipart) return undefined;
  const properties = Object.fromEntries(
    Object.entries(o.multipart).map(([name, part]) => {
      const one = part.file ? { type: 'string', format: 'binary' } : { type: 'string' };
      const schema = part.repeatable ? { type: 'array', items: one } : one;
      return [name, { ...schema, description: part.description }];
    }),
  );
  const required = Object.entries(o.multipart).flatMap(([name, part]) => (part.required ? [name] : []));
  return { required: true, content: { 'multipart/form-data': { schema: { type: 'object', properties, required } } } };
}

/** OpenAPI 3.1 of the list of operations. */
export function openApi(operations: readonly Operation[], server: string): Json {
  const paths: Record<string, Json> = {};
  for (const o of operations) {
    const problemAnswer = {
      description: 'A problem',
      content: { 'application/problem+json': { schema: problemSchema } },
    };
    paths[o.path] = {
      ...paths[o.path],
      [o.method.toLowerCase()]: {
        summary: o.summary,
        parameters: parametersOf(o),
        requestBody: bodyOf(o),
        responses: { [o.status ?? 200]: { description: o.answers }, default: problemAnswer },
      },
    };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Errata', version: '1', description: 'Find, review and correct wrong labels.' },
    servers: [{ url: `${server}/api/v1` }],
    security: [{ bearer: [] }],
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
    paths,
  };
}

const problemSchema: Json = schemaOf(
  z.object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    problems: z.array(
      z.object({
        message: z.string(),
        file: z.string().optional(),
        line: z.number().int().optional(),
        column: z.string().optional(),
      }),
    ),
  }),
);
