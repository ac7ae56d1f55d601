import { describe, expect, it } from 'vitest';
import { columnMapOf, guessedRoles, missingRole, rolesFor, withRole } from './columnRoles.ts';

const roles = guessedRoles([
  { name: 'sku', role: 'id' },
  { name: 'title', role: 'text' },
  { name: 'category', role: 'label' },
  { name: 'agent', role: 'something new' },
]);

describe('column roles', () => {
  it('takes an unknown guess as ignore', () => expect(roles.agent).toBe('ignore'));

  it('moves a role that only one column can have', () => {
    const moved = withRole(roles, 'agent', 'label');
    expect(moved).toEqual({ sku: 'id', title: 'text', category: 'show', agent: 'label' });
    expect(roles.category).toBe('label');
  });

  it('lets several columns be shown', () =>
    expect(columnMapOf(withRole(withRole(roles, 'agent', 'show'), 'sku', 'show'))).toEqual({
      text: 'title',
      label: 'category',
      show: ['sku', 'agent'],
    }));

  it('says what is missing', () => {
    expect(missingRole(roles, 'text')).toBeNull();
    expect(missingRole(roles, 'image')).toContain('pictures');
    expect(missingRole(withRole(roles, 'category', 'ignore'), 'text')).toContain('labels');
  });

  it('offers only roles that a task knows', () => {
    expect(rolesFor('text')).not.toContain('image');
    expect(rolesFor('image')).not.toContain('text');
  });
});
