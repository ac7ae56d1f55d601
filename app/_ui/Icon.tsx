export type IconName =
  | 'check'
  | 'cross'
  | 'query'
  | 'ring'
  | 'search'
  | 'down'
  | 'right'
  | 'caret'
  | 'theme'
  | 'up'
  | 'save';

/** A 16 px mark in the colour of the text around it; always decorative, the words beside it carry the meaning. */
export function Icon({ name, small = false, className = '' }: { name: IconName; small?: boolean; className?: string }) {
  return <i className={`i i-${name}${small ? ' i-s' : ''} ${className}`} aria-hidden="true" />;
}
