import type { NextConfig } from 'next';

const config: NextConfig = {
  distDir: process.env.ERRATA_DIST ?? '.next',
  reactCompiler: true,
  typedRoutes: true,
  // `npm test` checks the types; a start need not wait for it.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  serverExternalPackages: [
    '@huggingface/transformers',
    'pg-boss',
    'sharp',
    '@tensorflow/tfjs',
    '@tensorflow/tfjs-backend-wasm',
    'pino',
    'yauzl',
  ],
  agentRules: false,
  experimental: {
    turbopackRustReactCompiler: true,
    agentUpgrade: false,
    // Every build goes to a fresh folder, so its cache would never be read; nor does anybody read maps on a server.
    turbopackFileSystemCacheForBuild: false,
    turbopackSourceMaps: false,
    turbopackInputSourceMaps: false,
  },
};

export default config;
