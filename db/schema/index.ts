export * from './auth.ts';
export * from './dataset.ts';
export * from './invite.ts';
export * from './job.ts';
export * from './model.ts';
export * from './patch.ts';
export * from './review.ts';
