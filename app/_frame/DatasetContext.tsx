'use client';

import { createContext, useContext } from 'react';
import type { DatasetView, JobView, MeView } from '#/server/domain/views.ts';

interface DatasetPlace {
  me: MeView;
  dataset: DatasetView;
  /** The job under way, or the one that failed. */
  job: JobView | null;
}

export const DatasetContext = createContext<DatasetPlace | null>(null);

/** The dataset of the page one is on. Only inside `DatasetFrame`. */
export function useDataset(): DatasetPlace {
  const place = useContext(DatasetContext);
  if (!place) throw new Error('useDataset is for pages of a dataset.');
  return place;
}
