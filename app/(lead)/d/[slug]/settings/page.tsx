import type { Metadata } from 'next';
import { Settings } from '#/app/_settings/Settings.tsx';

export const metadata: Metadata = { title: 'Settings' };

export default function SettingsPage() {
  return <Settings />;
}
