import type { Metadata } from 'next';
import { Benchmark } from '#/app/_benchmark/Benchmark.tsx';

export const metadata: Metadata = { title: 'Benchmark' };

export default function BenchmarkPage() {
  return <Benchmark />;
}
