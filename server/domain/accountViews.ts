export interface PersonView {
  id: string;
  name: string;
  email: string;
  role: string;
  active: boolean;
  decisions: number;
  createdAt: string;
}

export interface MeView {
  id: string;
  name: string;
  email: string;
  role: 'admin' | 'lead' | 'annotator' | 'viewer';
  demo: boolean;
}
