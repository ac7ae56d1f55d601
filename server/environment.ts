import { resolve } from 'node:path';
import { z } from 'zod';

/** The only place that reads process.env. Every problem is one clear sentence. */
const schema = z.object({
  PORT: z.coerce.number({ error: 'must be a number from 1 to 65535' }).int().min(1).max(65535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  ERRATA_HOME: z.string().min(1).optional(),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must start with postgres:// or postgresql://')
    .optional(),
  BLOB_URL: z
    .string()
    .regex(/^(file|s3):\/\//, 'must start with file:// or s3://')
    .optional(),
  ERRATA_DEMO: z.enum(['0', '1'], { error: 'must be 0 or 1' }).default('0'),
  ERRATA_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'must be an address such as https://errata.example.org' })
    .optional(),
  VLM_BASE_URL: z
    .url({ protocol: /^https?$/, error: 'must be an address such as https://api.openai.com/v1' })
    .optional(),
  VLM_API_KEY: z.string().min(1).optional(),
  VLM_MODEL: z.string().min(1).optional(),
  OIDC_ISSUER: z
    .url({ protocol: /^https?$/, error: 'must be an address such as https://accounts.example.org' })
    .optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  OIDC_NAME: z.string().min(1).max(60).default('single sign-on'),
  OIDC_ROLE: z.enum(['lead', 'annotator', 'viewer'], { error: 'must be lead, annotator or viewer' }).optional(),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'], {
      error: 'must be one of trace, debug, info, warn, error, silent',
    })
    .default('info'),
});

export interface Environment {
  port: number;
  host: string;
  home: string;
  databaseUrl: string | undefined;
  blobUrl: string | undefined;
  demo: boolean;
  secret: string | undefined;
  publicUrl: string;
  logLevel: string;
  /** Where questions about pictures go while no admin has said otherwise. */
  vision: { baseUrl: string; model: string; key: string | null } | null;
  /** OpenID Connect; `role` is what newcomers get, null where only invited people may sign in. */
  oidc: {
    issuer: string;
    clientId: string;
    clientSecret: string;
    name: string;
    role: 'lead' | 'annotator' | 'viewer' | null;
  } | null;
}

export class EnvironmentError extends Error {}

/**
 * @param root what a home folder that nobody named is relative to.
 * @throws EnvironmentError with one sentence per problem.
 */
export function readEnvironment(
  source: Record<string, string | undefined> = process.env,
  root: string = process.cwd(),
): Environment {
  const given = Object.fromEntries(Object.entries(source).filter(([, v]) => v !== ''));
  const parsed = schema.safeParse(given);
  if (!parsed.success)
    throw new EnvironmentError(parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}.`).join('\n'));
  const e = parsed.data;
  if ((e.VLM_BASE_URL === undefined) !== (e.VLM_MODEL === undefined))
    throw new EnvironmentError('VLM_BASE_URL and VLM_MODEL: set both or neither.');
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = e;
  if (new Set([issuer, clientId, clientSecret].map((v) => v === undefined)).size > 1)
    throw new EnvironmentError('OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET: set all three or none.');
  return {
    port: e.PORT,
    host: e.HOST,
    home: e.ERRATA_HOME === undefined ? resolve(root, '.errata') : resolve(e.ERRATA_HOME),
    databaseUrl: e.DATABASE_URL,
    blobUrl: e.BLOB_URL,
    demo: e.ERRATA_DEMO === '1',
    secret: e.ERRATA_SECRET,
    publicUrl: e.PUBLIC_URL ?? `http://${e.HOST === '::1' ? '[::1]' : e.HOST}:${e.PORT}`,
    logLevel: e.LOG_LEVEL,
    oidc:
      issuer && clientId && clientSecret
        ? { issuer, clientId, clientSecret, name: e.OIDC_NAME, role: e.OIDC_ROLE ?? null }
        : null,
    vision:
      e.VLM_BASE_URL && e.VLM_MODEL
        ? { baseUrl: e.VLM_BASE_URL, model: e.VLM_MODEL, key: e.VLM_API_KEY ?? null }
        : null,
  };
}

/** What the start of processes needs beyond Environment. */
export interface Launch {
  /** Whether ERRATA_DEMO was set; if not, the home folder remembers. */
  demoGiven: boolean;
  publicUrlGiven: boolean;
  logLevelGiven: boolean;
  /** Folder of the build, inside the clone. */
  dist: string;
}

export function readLaunch(source: Record<string, string | undefined> = process.env): Launch {
  return {
    demoGiven: Boolean(source.ERRATA_DEMO),
    publicUrlGiven: Boolean(source.PUBLIC_URL),
    logLevelGiven: Boolean(source.LOG_LEVEL),
    dist: source.ERRATA_DIST || 'build',
  };
}

/** The environment of a child process: ours, with these changes. */
export function childEnvironment(changes: Record<string, string>): NodeJS.ProcessEnv {
  return { ...process.env, ...changes } as NodeJS.ProcessEnv;
}

/** Every setting with its value, for the person who wonders: passwords and secrets are not shown. */
export function describeSettings(
  env: Environment,
  source: Record<string, string | undefined> = process.env,
): { name: string; value: string; from: 'environment' | 'default' }[] {
  const values: Record<string, string> = {
    PORT: String(env.port),
    HOST: env.host,
    PUBLIC_URL: env.publicUrl,
    ERRATA_HOME: env.home,
    DATABASE_URL: env.databaseUrl?.replace(/:[^:@/]*@/, ':…@') ?? 'embedded',
    BLOB_URL: env.blobUrl ?? `file://${env.home}/blobs`,
    ERRATA_DEMO: env.demo ? '1' : '0',
    ERRATA_SECRET: env.secret === undefined ? 'made once in ERRATA_HOME' : '…',
    LOG_LEVEL: env.logLevel,
    VLM_BASE_URL: env.vision?.baseUrl ?? 'none',
    VLM_API_KEY: env.vision?.key ? '…' : 'none',
    VLM_MODEL: env.vision?.model ?? 'none',
  };
  return Object.entries(values).map(([name, value]) => ({
    name,
    value,
    from: source[name] ? 'environment' : 'default',
  }));
}
